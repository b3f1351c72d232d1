"""The numbers of a run: computed once, printed by every report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_bitext.model import ArticleStatus, Finding, LocaleStatus, Severity, TranslationType


@dataclass(frozen=True, slots=True)
class Numbers:
    """Findings by severity. Adds up: `sum(numbers, Numbers())`."""

    error: int = 0
    warning: int = 0
    info: int = 0

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Numbers:
        """Count `findings`."""
        counts = Counter(finding.severity for finding in findings)
        return cls(counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO])

    @property
    def total(self) -> int:
        """All findings."""
        return self.error + self.warning + self.info

    def __add__(self, other: Numbers) -> Numbers:
        return Numbers(self.error + other.error, self.warning + other.warning, self.info + other.info)


@dataclass(frozen=True, slots=True)
class LocaleSummary:
    """What one locale has."""

    locale: str
    """BCP 47 tag."""
    articles: int = 0
    """Deliveries."""
    human: int = 0
    """Deliveries that say HT."""
    machine: int = 0
    """Deliveries that say MT."""
    stale: int = 0
    """Deliveries made from another English than the one at hand."""
    missing: int = 0
    """Articles without a delivery."""
    segments: int = 0
    """Aligned sentences."""
    messages: int = 0
    """Messages of the English of the delivered articles."""
    translated: int = 0
    """Messages that have a translation, fuzzy ones not counted."""
    fuzzy: int = 0
    edited: int = 0
    """Messages whose translation a person changed after the delivery."""
    findings: Numbers = field(default_factory=Numbers)
    codes: Mapping[str, int] = field(default_factory=dict)
    """Findings by check code, sorted by code."""
    post_edited: int = 0
    """Messages whose machine translation a person changed: part of `edited`."""
    proven: int = 0
    """Deliveries whose English has the hash the newest deliveries name."""

    @property
    def untyped(self) -> int:
        """Deliveries that do not say who translated them."""
        return self.articles - self.human - self.machine


@dataclass(frozen=True, slots=True)
class BaselineNumbers:
    """A run beside an earlier one."""

    new: int
    gone: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the whole run has. `findings` and `codes` count everything, `locales` and `other` together too."""

    locales: tuple[LocaleSummary, ...]
    """The target locales, in the order given."""
    proven: int
    """Articles whose English has the hash the newest deliveries name."""
    unproven: int
    """Articles whose English could not be shown to be the one translated."""
    mismatch: int
    """Articles whose given English has another hash."""
    articles: int
    findings: Numbers
    codes: Mapping[str, int]
    """Findings by check code, sorted by code."""
    other: tuple[LocaleSummary, ...] = ()
    """Findings of no target locale: of the English (`en-US`), or of the corpus as a whole (an empty tag)."""
    silenced: int = 0
    """Findings that somebody has accepted; they are counted nowhere else."""
    baseline: BaselineNumbers | None = None
    """None where no earlier run is compared; else everything else here counts new findings alone."""

    @property
    def columns(self) -> tuple[LocaleSummary, ...]:
        """Everything that has numbers of its own: target locales, then the others."""
        return self.locales + self.other

    @property
    def segments(self) -> int:
        """Aligned sentences of all locales."""
        return sum(locale.segments for locale in self.locales)


def build_summary(statuses: Sequence[ArticleStatus], findings: Sequence[Finding], locales: Sequence[str]) -> Summary:
    """Count `statuses` and `findings`; `locales` are the target locales (BCP 47), in the order to print."""
    proofs = Counter(status.proof for status in statuses)
    by_locale: dict[str, list[Finding]] = {}
    for finding in findings:
        by_locale.setdefault(finding.locale, []).append(finding)
    cells: dict[str, list[LocaleStatus]] = {}
    proven: Counter[str] = Counter()
    for status in statuses:
        for cell in status.locales:
            cells.setdefault(cell.locale, []).append(cell)
            proven[cell.locale] += status.proof == "proven"
    others = sorted(by_locale.keys() - set(locales))
    return Summary(
        locales=tuple(
            _locale_summary(locale, cells.get(locale, []), by_locale.get(locale, []), len(statuses), proven[locale])
            for locale in dict.fromkeys(locales)
        ),
        proven=proofs["proven"],
        unproven=proofs["unproven"],
        mismatch=proofs["mismatch"],
        articles=len(statuses),
        findings=Numbers.of(findings),
        codes=_codes(findings),
        other=tuple(_locale_summary(locale, [], by_locale[locale], 0) for locale in others),
    )


def _locale_summary(
    locale: str, cells: Sequence[LocaleStatus], findings: Sequence[Finding], articles: int, proven: int = 0
) -> LocaleSummary:
    types = Counter(cell.translation_type for cell in cells)
    return LocaleSummary(
        locale=locale,
        articles=len(cells),
        human=types[TranslationType.HUMAN],
        machine=types[TranslationType.MACHINE],
        stale=sum(cell.stale for cell in cells),
        missing=articles - len(cells),
        segments=sum(cell.segments for cell in cells),
        messages=sum(cell.messages for cell in cells),
        translated=sum(cell.translated for cell in cells),
        fuzzy=sum(cell.fuzzy for cell in cells),
        edited=sum(cell.edited for cell in cells),
        findings=Numbers.of(findings),
        codes=_codes(findings),
        post_edited=sum(cell.post_edited for cell in cells),
        proven=proven,
    )


def _codes(findings: Iterable[Finding]) -> dict[str, int]:
    return dict(sorted(Counter(finding.code for finding in findings).items()))

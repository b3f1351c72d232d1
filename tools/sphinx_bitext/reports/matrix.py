"""The locale x check matrix of the HTML report: its numbers, where each leads, and what to look at first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from sphinx_bitext.model import Finding, Severity
from sphinx_bitext.reports import places
from sphinx_bitext.reports.changes import Change, Changes
from sphinx_bitext.reports.checkdoc import CheckText
from sphinx_bitext.reports.safe import visible, whole
from sphinx_bitext.reports.summary import LocaleSummary, Summary

_NAMED = 8
"""How many checks, and how many articles, are named under "What to do first"."""
_HEAT = (0.0, 0.01, 0.05)
"""From which share of flagged segments a cell of the matrix gets its next shade."""
_LABELS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Information"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the matrix."""

    number: int | None
    """None where the question does not arise."""
    href: str = ""
    """Where it leads; empty for none."""
    heat: int = 0
    """0 to 3."""
    change: Change = Change()  # noqa: RUF009 (immutable)

    @property
    def text(self) -> str:
        """What to print."""
        return "–" if self.number is None else f"{self.number:,}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix; `severity` is empty where it is no check's."""

    label: str
    href: str
    cells: tuple[Cell, ...]
    total: Cell
    severity: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to say: no finding, none that went."""
        return not any((self.total.number, *self.total.change))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `silent` are the labels of checks that found nothing."""

    label: str
    rows: tuple[Row, ...]
    silent: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class First:
    """The worst finding of a check, and how many there are like it."""

    finding: Finding
    href: str
    number: int
    locales: int
    all_href: str


@dataclass(frozen=True, slots=True)
class Worst:
    """An article to begin with."""

    label: str
    href: str
    errors: int
    findings: int
    locales: int


def build_groups(summary: Summary, checks: Sequence[CheckText], changes: Changes | None) -> list[Group]:
    """Return the matrix: findings by severity and check, then what was delivered."""
    return [*_check_groups(summary, checks, changes or Changes(frozenset())), _deliveries(summary)]


def first_of_each(findings: Iterable[Finding]) -> list[First]:
    """Return the worst finding of each check, worst and surest and most surprising first."""
    by_code: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        by_code.setdefault(finding.code, []).append(finding)
    return [
        First(
            own[0],
            unit_address(own[0]),
            len(own),
            len({finding.locale for finding in own}),
            segments_address(locale="*", check=code),
        )
        for code, own in list(by_code.items())[:_NAMED]
    ]


def worst_articles(findings: Iterable[Finding]) -> list[Worst]:
    """Return the articles with most errors, then most findings."""
    by_article: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.article:
            by_article.setdefault(finding.article, []).append(finding)
    rows = []
    for article, own in by_article.items():
        href = segments_address(locale="*", flagged="1", **{"in": article})
        errors = sum(finding.severity == Severity.ERROR for finding in own)
        rows.append(Worst(visible(article), href, errors, len(own), len({finding.locale for finding in own})))
    return sorted(rows, key=lambda row: (-row.errors, -row.findings, row.label))[:_NAMED]


def segments_address(**query: str) -> str:
    """Return the address of a list of segments."""
    return address("segments", **query)


def unit_address(finding: Finding) -> str:
    """Return where a finding can be seen in its article."""
    query = {"locale": finding.locale, "doc": finding.article}
    return address("articles", **query, **({"unit": finding.unit} if finding.unit else {}))


def address(view: str, **query: str) -> str:
    """Return the address of a view as `state.js` reads it; stray surrogates are what the shards have in their place."""
    return f"#/{view}?" + urlencode({key: whole(value) for key, value in query.items()}, quote_via=quote)


def _deliveries(summary: Summary) -> Group:
    facts: list[tuple[str, list[int], dict[str, str] | None]] = [
        ("Articles delivered", [one.articles for one in summary.locales], {}),
        ("Human (HT)", [one.human for one in summary.locales], {"type": "HT"}),
        ("Machine (MT)", [one.machine for one in summary.locales], {"type": "MT"}),
        ("Stale: English changed since", [one.stale for one in summary.locales], {"stale": "yes"}),
        ("Missing", [one.missing for one in summary.locales], None),
        ("English proven", [one.proven for one in summary.locales], None),
        ("Segments", [one.segments for one in summary.locales], {}),
        ("Messages", [one.messages for one in summary.locales], None),
        ("Messages translated", [one.translated for one in summary.locales], None),
        ("Messages edited by hand", [one.edited for one in summary.locales], None),
        ("Of these, post-edited MT", [one.post_edited for one in summary.locales], None),
    ]
    return Group("Deliveries", tuple(_state_row(label, numbers, query, summary) for label, numbers, query in facts))


def _state_row(label: str, numbers: Sequence[int], query: Mapping[str, str] | None, summary: Summary) -> Row:
    cells = [
        Cell(number, segments_address(locale=one.locale, **query) if number and query is not None else "")
        for number, one in zip(numbers, summary.locales, strict=True)
    ]
    return Row(label, "", (*cells, *(Cell(None) for _ in summary.other)), Cell(sum(numbers)))


def _check_groups(summary: Summary, checks: Sequence[CheckText], changes: Changes) -> Iterator[Group]:
    totals = tuple(
        Cell(
            one.findings.total,
            segments_address(locale=one.locale, flagged="1") if one.findings.total else "",
            change=changes.total(locale=one.locale),
        )
        for one in summary.columns
    )
    href = segments_address(locale="*", flagged="1") if summary.findings.total else ""
    total = Cell(summary.findings.total, href, change=changes.total())
    yield Group("All checks", (Row("Findings", "", totals, total),))
    for severity in Severity:
        rows = [_check_row(check, summary, changes) for check in checks if check.severity == severity]
        if rows:
            silent = tuple(row for row in rows if row.is_silent)
            yield Group(_LABELS[severity], tuple(row for row in rows if not row.is_silent), silent)


def _check_row(check: CheckText, summary: Summary, changes: Changes) -> Row:
    cells = tuple(_check_cell(check.code, one, changes) for one in summary.columns)
    total = summary.codes.get(check.code, 0)
    href = segments_address(locale="*", check=check.code) if total else ""
    whole_row = Cell(total, href, change=changes.total(code=check.code))
    name = visible(check.code)
    return Row(name, address("checks", code=name), cells, whole_row, str(check.severity))


def _check_cell(code: str, one: LocaleSummary, changes: Changes) -> Cell:
    number = one.codes.get(code, 0)
    href = segments_address(locale=one.locale, check=code) if number else ""
    return Cell(number, href, _heat(number, one.segments), changes.cell(one.locale, code))


def _heat(number: int, segments: int) -> int:
    """Return the shade of a cell: by the share of the locale's segments, at least 1 where there is a finding."""
    share = number / segments if segments else 0.0
    return max(1, sum(share >= step for step in _HEAT)) if number else 0


def columns(summary: Summary) -> list[tuple[str, str, str]]:
    """Return (label, English name, address of what is flagged) of each locale."""
    return [
        (places.label(one.locale), places.english_name(one.locale), segments_address(locale=one.locale, flagged="1"))
        for one in summary.columns
    ]

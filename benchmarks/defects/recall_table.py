"""Recall by kind: the mean of the locales, the worst of them, and what was not found. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sphinx_bitext.model import Severity

from .base import Kind
from .recall import Result
from .report import Part, Table, mean, percent

_FEW = 10
"""A locale with fewer defects of a kind is not called the worst."""
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Recall:
    """How many of some defects were found."""

    tried: Mapping[str, int]
    """By locale."""
    found: Mapping[str, int]

    @property
    def mean(self) -> float | None:
        """Of the locales, in percent."""
        return mean(100 * self.found.get(locale, 0) / tried for locale, tried in self.tried.items())

    @property
    def worst(self) -> tuple[float, str] | None:
        """The smallest of the locales, in percent, and whose it is."""
        enough = {locale for locale, tried in self.tried.items() if tried >= _FEW} or set(self.tried)
        shares = [(100 * self.found.get(locale, 0) / self.tried[locale], locale) for locale in sorted(enough)]
        return min(shares) if shares else None


def recall_of(results: Iterable[Result]) -> Recall:
    """Return the recall by locale."""
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one in results:
        tried[one.locale] += 1
        found[one.locale] += one.is_found
    return Recall(tried, found)


def build_recall(found: Mapping[Kind, Sequence[Result]], misses: int = 0) -> Part:
    """Return the table of all kinds, and for each the first `misses` defects that were not found."""
    rows, data, missed = [], [], False
    for kind, results in found.items():
        spans = recall_of(one for one in results if one.form == "sxs")
        clean = recall_of(one for one in results if one.form == "live")
        right = [one for one in results if one.is_found]
        levels = Counter(one.level for one in right)
        codes = Counter(code for one in right for code in one.codes)
        worst = spans.worst
        verdict = "" if worst is None or worst[0] >= kind.target else "MISSED"
        missed |= bool(verdict)
        rows.append((
            kind.key, str(kind.severity), str(sum(spans.tried.values())), _percent(spans.mean),
            f"{_percent(worst[0])} {worst[1]}" if worst else "no such sentence", f">= {kind.target:g}", verdict,
            str(sum(clean.tried.values())), _percent(clean.mean),
            " ".join(f"{level[0].upper()}{count}" for level, count in sorted(levels.items())),
            " ".join(code for code, _ in codes.most_common(3)),
        ))  # fmt: skip
        data.append({
            "kind": kind.key, "title": kind.title, "severity": kind.severity, "target": kind.target,
            "tried": dict(spans.tried), "found": dict(spans.found), "mean": spans.mean,
            "worst": list(worst) if worst else None, "clean_tried": dict(clean.tried),
            "clean_found": dict(clean.found), "levels": dict(levels), "codes": dict(codes),
        })  # fmt: skip
    headings = ("kind", "severity", "defects>", "mean %>", "worst %>", "target>", "", "clean>", "mean %>", "as",
                "found by")  # fmt: skip
    table = Table("injected defects found", headings, rows)
    notes = [line for kind, results in found.items() for line in _misses(kind, results, misses)]
    return Part("recall", (table, *_summary(found)), data, missed, tuple(notes))


def _summary(found: Mapping[Kind, Sequence[Result]]) -> list[Table]:
    """Return one row for errors and one for warnings: all kinds of them together."""
    rows = []
    for severity, target in ((Severity.ERROR, 99), (Severity.WARNING, 95)):
        results = [one for kind, some in found.items() if kind.severity is severity for one in some]
        recall = recall_of(one for one in results if one.form == "sxs")
        if recall.worst:
            worst, locale = recall.worst
            verdict = "" if worst >= target else "MISSED"
            rows.append(
                (f"{severity} kinds", _percent(recall.mean), f"{_percent(worst)} {locale}", f">= {target}", verdict)
            )
    return [Table("all kinds together", ("", "mean %>", "worst %>", "target>", ""), rows)] if rows else []


def _percent(value: float | None) -> str:
    return "-" if value is None else percent(value, 100)


def _misses(kind: Kind, results: Sequence[Result], count: int) -> list[str]:
    missed = [one for one in results if not one.is_found]
    by_place: defaultdict[tuple[str, str], list[Result]] = defaultdict(list)
    for one in missed:
        by_place[one.form, one.locale].append(one)
    order = [one for some in zip(*map(_padded(len(missed)), by_place.values()), strict=True) for one in some if one]
    lines = []
    for one in order[:count]:
        said = f"; said: {', '.join(one.other_codes)}" if one.other_codes else ""
        lines += [f"{kind.key}: {one.product}/{one.locale}/{one.form}/{one.path}: unit {one.unit}{said}"]
        texts = (("en", one.source), ("was", one.before), ("is", one.after))
        lines += [f"    {label:3} {_shown(text)}" for label, text in texts if text]
    return lines


class _padded:  # noqa: N801 (a function that remembers one number)
    """Fills lists up with None, so that they can be read side by side."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __call__(self, some: list[Result]) -> list[Result | None]:
        return [*some, *[None] * (self.length - len(some))]


def _shown(text: str) -> str:
    line = text.replace("\n", "\\n")
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"

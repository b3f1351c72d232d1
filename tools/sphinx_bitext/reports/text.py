"""Reports for a terminal: one line a finding, as compilers write them, and tables that line up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sphinx_bitext.model import ArticleStatus, Finding, LocaleStatus, Severity
from sphinx_bitext.reports.safe import counted, table, visible
from sphinx_bitext.reports.summary import Numbers, Summary

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}
_LEGEND = (
    "HT human, MT machine, MT+PE machine and edited, ?? not said; then translated/messages; ~n fuzzy, *n edited by "
    "hand, =n English changed in its looks alone, ! English changed since, - no delivery"
)


def render_text(findings: Iterable[Finding], summary: Summary, *, colour: bool = False) -> Iterator[str]:
    """Yield the findings, one line each, then a short table and what to open next; lines have no line end.

    Findings of one file stand together, worst and surest first, and the file with the worst finding comes first.
    Whatever articles put into a message or a path is written out (`safe.visible`); with `colour` the only escape
    sequences are ours.
    """
    groups = _by_file(findings)
    for group in groups:
        for finding in group:
            yield finding_line(finding, colour=colour)
    if groups:
        yield ""
    yield from summary_lines(summary)
    if groups:
        yield from _next_lines(groups)


def _by_file(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        groups.setdefault(finding.path, []).append(finding)
    return list(groups.values())


def _next_lines(groups: Sequence[Sequence[Finding]]) -> Iterator[str]:
    """Yield the file with the most errors, and where to read on about the commonest of the worst findings."""
    counts = {index: Numbers.of(group) for index, group in enumerate(groups)}
    fullest = max(counts, key=lambda index: (counts[index].error, counts[index].warning, counts[index].info))
    begin = groups[fullest][0]
    if begin.path:
        yield f"open first: {visible(begin.path)}:{begin.line} ({findings_line(counts[fullest])})"
    worst = groups[0][0].severity
    codes = Counter(one.code for group in groups for one in group if one.severity is worst)
    yield f"`bitext explain {visible(codes.most_common(1)[0][0])}` says what to do; `bitext report` shows the sentences"


def finding_line(finding: Finding, *, colour: bool = False) -> str:
    """Return one finding as one line: `path:line:column: severity: message [code] (locale unit, certainty)`."""
    place = f"{visible(finding.path)}:{finding.line}:{finding.column}:"
    severity = f"{finding.severity}:"
    if colour:
        place = f"\x1b[1m{place}\x1b[0m"
        severity = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m"
    whose = " ".join(visible(part) for part in (finding.locale, finding.unit) if part)
    behind = ", ".join(part for part in (whose, str(finding.certainty)) if part)
    return f"{place} {severity} {visible(finding.message)} [{visible(finding.code)}] ({behind})"


def summary_lines(summary: Summary) -> Iterator[str]:
    """Yield the table of the locales, the proof of the English and the totals."""
    rows = [["locale", "articles", "HT", "MT", "stale", "missing", "segments", "errors", "warnings", "info"]]
    for one in summary.locales:
        counts = (one.articles, one.human, one.machine, one.stale, one.missing, one.segments)
        rows.append([visible(one.locale), *(f"{count:,}" for count in counts), *_severities(one.findings)])
    rows += [[visible(one.locale) or "corpus", *[""] * 6, *_severities(one.findings)] for one in summary.other]
    if len(rows) > 1:
        yield from table(rows)
        yield ""
    yield f"{counted(summary.articles, 'article')}, {english_line(summary)}"
    yield from result_lines(summary)


def result_lines(summary: Summary) -> Iterator[str]:
    """Yield how many findings there are, and what has become of those of an earlier run."""
    silenced = f"; {summary.silenced:,} silenced" if summary.silenced else ""
    yield findings_line(summary.findings) + silenced
    if summary.baseline is not None:
        known = summary.baseline
        yield f"against the baseline: {known.new:,} new, {known.gone:,} gone, {known.unchanged:,} unchanged"


def english_line(summary: Summary) -> str:
    """Return e.g. `English proven 3 of 9 (5 unproven, 1 with another hash)`."""
    rest = [f"{summary.unproven:,} unproven"] if summary.unproven else []
    rest += [f"{summary.mismatch:,} with another hash"] if summary.mismatch else []
    return f"English proven {summary.proven:,} of {summary.articles:,}" + (f" ({', '.join(rest)})" if rest else "")


def findings_line(numbers: Numbers) -> str:
    """Return e.g. `3 findings: 1 error, 2 warnings, 0 info`."""
    if not numbers.total:
        return "no findings"
    parts = (counted(numbers.error, "error"), counted(numbers.warning, "warning"), f"{numbers.info:,} info")
    return f"{counted(numbers.total, 'finding')}: {', '.join(parts)}"


def _severities(numbers: Numbers) -> list[str]:
    return [f"{numbers.error:,}", f"{numbers.warning:,}", f"{numbers.info:,}"]


def render_status_text(statuses: Sequence[ArticleStatus], locales: Sequence[str]) -> str:
    """Return the article x locale matrix with a legend, ending in a line end; `locales` are the columns."""
    rows = [["article", "English", *(visible(locale) for locale in locales)]]
    for status in statuses:
        cells = {cell.locale: cell for cell in status.locales}
        english = "none" if status.origin == "none" else f"{status.origin}, {status.proof}"
        rows.append([visible(status.article), english, *(_cell(cells.get(locale)) for locale in locales)])
    proven = sum(status.proof == "proven" for status in statuses)
    foot = f"{counted(len(statuses), 'article')}, English proven {proven:,} of {len(statuses):,}"
    lines = [*table(rows, left=len(rows[0])), "", foot, _LEGEND]
    return "\n".join(lines) + "\n"


def _cell(cell: LocaleStatus | None) -> str:
    if cell is None:
        return "-"
    marks = [f"~{cell.fuzzy}"] if cell.fuzzy else []
    marks += [f"*{cell.edited}"] if cell.edited else []
    marks += [f"={cell.cosmetic}"] if cell.cosmetic else []
    marks += ["!"] if cell.stale else []
    kind = (cell.translation_type or "??") + ("+PE" if cell.post_edited else "")
    return " ".join([kind, f"{cell.translated}/{cell.messages}", *marks])

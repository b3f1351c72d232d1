"""A summary in GitHub's Markdown, e.g. for `$GITHUB_STEP_SUMMARY` or a comment on a pull request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sphinx_bitext.model import Finding
from sphinx_bitext.reports.outcome import Outcome
from sphinx_bitext.reports.places import label
from sphinx_bitext.reports.safe import counted, visible
from sphinx_bitext.reports.summary import LocaleSummary, Numbers
from sphinx_bitext.reports.text import english_line, result_lines

_WORST = 10
_FIRST = 30
"""Articles and findings that are named: a screen or two, and far below the megabyte that GitHub takes."""
_LONGEST = 200
"""Characters of one text."""
_MARKUP_RE = re.compile(r"[\\`*_\[\]<>|&~$@]|:(?=//)|(?i:(?<=mailto):|(?<=xmpp):|(?<=www)\.)")


def render_markdown(outcome: Outcome) -> str:
    """Return the summary, ending in a line end: totals, locale x severity, worst articles, first findings."""
    return "\n".join(_lines(outcome)) + "\n"


def _lines(outcome: Outcome) -> Iterator[str]:
    summary = outcome.summary
    yield "## Translations"
    yield ""
    for line in result_lines(summary):
        yield f"- {escaped(line)}"
    yield f"- {counted(summary.articles, 'article')}, {english_line(summary)}"
    columns = [one for one in summary.columns if one.articles or one.findings.total]
    if columns:
        yield from ("", "| locale | errors | warnings | info | segments |", "| :-- | --: | --: | --: | --: |")
        yield from (_locale_row(one) for one in columns)
    ordered = sorted(outcome.findings, key=lambda finding: finding.sort_key)
    if ordered:
        yield from _worst(ordered)
        yield from _first(ordered)


def _locale_row(one: LocaleSummary) -> str:
    return f"| {escaped(label(one.locale))} | {_numbers(one.findings)} | {one.segments:,} |"


def _numbers(numbers: Numbers) -> str:
    return f"{numbers.error:,} | {numbers.warning:,} | {numbers.info:,}"


def _worst(findings: Sequence[Finding]) -> Iterator[str]:
    by_article: dict[str, list[Finding]] = {}
    for finding in findings:
        by_article.setdefault(finding.article, []).append(finding)
    rows = [(Numbers.of(some), article) for article, some in by_article.items()]
    rows.sort(key=lambda row: (-row[0].error, -row[0].warning, -row[0].info, row[1]))
    yield from ("", "### Where to begin", "", "| article | errors | warnings | info |", "| :-- | --: | --: | --: |")
    for numbers, article in rows[:_WORST]:
        yield f"| {escaped(article)} | {_numbers(numbers)} |"
    if len(rows) > _WORST:
        yield from ("", f"and {counted(len(rows) - _WORST, 'more article', 'more articles')}")


def _first(findings: Sequence[Finding]) -> Iterator[str]:
    yield from ("", "### First findings", "")
    yield from ("| | code | locale | place | message |", "| :-- | :-- | :-- | :-- | :-- |")
    for one in findings[:_FIRST]:
        place = escaped(f"{visible(one.path)}:{one.line}:{one.column}") if one.path else ""
        whose = escaped(" ".join(part for part in (label(one.locale), one.unit or "") if part))
        yield f"| {one.severity} | {escaped(one.code)} | {whose} | {place} | {escaped(one.message)} |"
    if len(findings) > _FIRST:
        codes = Counter(finding.code for finding in findings[_FIRST:])
        rest = ", ".join(f"{number:,} {escaped(code)}" for code, number in codes.most_common(_WORST))
        yield from ("", f"and {len(findings) - _FIRST:,} more: {rest}{', …' if len(codes) > _WORST else ''}")


def escaped(text: str) -> str:
    """Return text as one line that Markdown shows as it is: no markup, link, HTML, formula or table cell of its own."""
    shown = visible(text)
    short = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    return _MARKUP_RE.sub(lambda match: "\\" + match[0], short)

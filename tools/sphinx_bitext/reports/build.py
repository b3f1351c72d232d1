"""What `make html` says when it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sphinx_bitext.reports.safe import counted, table, visible
from sphinx_bitext.reports.summary import Summary
from sphinx_bitext.reports.text import english_line, result_lines

_NAMED = 5
"""How many withheld articles are named before `and n more`."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build left behind."""

    pages: Mapping[str, int]
    """Pages in the output by locale (BCP 47), the English among them."""
    html_index: str
    """What to open for the site, as the caller wants it printed; empty when there is none."""
    report_index: str
    """What to open for the report; empty when there is none."""
    nothing_changed: bool
    """Whether the build found everything up to date and wrote nothing."""
    withheld: Sequence[str]
    """Pages that could not be published, e.g. `sv-SE/billing/credits`."""


def render_build_summary(result: BuildResult, summary: Summary) -> str:
    """Return the closing summary as plain lines, ending in a line end."""
    return "\n".join(_lines(result, summary)) + "\n"


def _lines(result: BuildResult, summary: Summary) -> Iterator[str]:
    if result.nothing_changed:
        yield "Nothing has changed since the last build."
    yield from table(_rows(result, summary))
    yield ""
    facts = [["English", english_line(summary).removeprefix("English ")], ["findings", next(result_lines(summary))]]
    if result.withheld:
        facts.append(["withheld", _withheld(result.withheld)])
    facts += [["open", visible(result.html_index)]] if result.html_index else []
    facts += [["" if result.html_index else "open", visible(result.report_index)]] if result.report_index else []
    yield from table(facts, left=2)


def _rows(result: BuildResult, summary: Summary) -> list[list[str]]:
    rows = [["locale", "pages", "HT", "MT", "stale", "missing"]]
    known = {one.locale: one for one in summary.locales}
    for locale in dict.fromkeys([*known, *result.pages]):
        one = known.get(locale)
        counts = [f"{count:,}" for count in (one.human, one.machine, one.stale, one.missing)] if one else [""] * 4
        rows.append([visible(locale), f"{result.pages.get(locale, 0):,}", *counts])
    return rows


def _withheld(names: Sequence[str]) -> str:
    named = ", ".join(visible(name) for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{counted(len(names), 'page')}: {named}{more}"

"""The alignment report: static files that open from a folder as well as from a server.

`index.html` holds the numbers and the documentation of the checks as plain HTML, so they can be read without scripts.
Segments lie in scripts (`shards.py`), fetched by a `script` element when they are asked for: that works from `file://`,
where `fetch` does not. No file holds inline script or style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined

from sphinx_bitext.model import Bitext, Certainty, Finding, Severity
from sphinx_bitext.reports import places
from sphinx_bitext.reports.changes import Changes
from sphinx_bitext.reports.checkdoc import HOW_TO_SILENCE, CheckDoc, CheckText, Part, parse_doc
from sphinx_bitext.reports.matrix import (
    First,
    Worst,
    build_groups,
    columns,
    first_of_each,
    segments_address,
    worst_articles,
)
from sphinx_bitext.reports.safe import counted, script_literal, visible
from sphinx_bitext.reports.shards import Shards
from sphinx_bitext.reports.summary import Summary

__all__ = ["CheckDoc", "CheckText", "Front", "front_of", "render_front", "render_html"]

_SCRIPTS = (
    "core", "marks", "state", "store", "rows", "list", "filters", "csv", "segments", "compare", "articles", "keys",
    "app",
)  # fmt: skip
"""The parts of `report.js`, in the order they depend on each other."""
_QUOTATION_RE = re.compile(r'("[^"]*")')


FRONT = "index.html"


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page shows besides numbers."""

    checks: Sequence[CheckText]
    first: Sequence[First]
    """The worst finding of each check."""
    worst: Sequence[Worst]
    """The articles with most errors."""


@dataclass(frozen=True, slots=True)
class _CheckPage:
    code: str
    severity: str
    certainty: str
    summary: str
    parts: tuple[Part, ...]
    number: int
    href: str
    silencing: tuple[Part, ...]


def render_html(
    bitexts: Iterable[Bitext],
    findings: Sequence[Finding],
    summary: Summary,
    checks: Sequence[CheckText],
    *,
    title: str = "Alignment report",
    changes: Changes | None = None,
    deliveries: Iterable[tuple[str, str]] | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield (path below the report's folder, text) of each file; write them as UTF-8.

    `bitexts` are read once, in any order; `changes` are those since an earlier run. The same arguments give the same
    bytes. With `deliveries`, (locale, docname) of each of the bitexts, these are read while the files are yielded, and
    need not be in memory together; the nearer they come in the order of their docnames, the fewer are. Raises
    ValueError for a bitext that is none of the deliveries.
    """
    if deliveries is None:
        bitexts = tuple(bitexts)
        deliveries = [(bitext.locale, bitext.target.docname) for bitext in bitexts]
    known = _with_unknown(checks, findings)
    new = changes.new if changes else frozenset()
    order = [one.locale for one in summary.columns]
    shards = Shards(deliveries, findings, order, [check.code for check in known], new)
    yield from shards.scripts(bitexts)
    index = _index(shards, summary, known, compared=changes is not None)
    yield "data/index.js", f"BT.begin({script_literal(index)});\n"
    yield "report.css", _read("static", "report.css")
    yield "report.js", "\n".join(_read("static", f"{name}.js") for name in _SCRIPTS)
    yield FRONT, render_front(summary, front_of(checks, findings), title=title, changes=changes)


def _read(folder: str, name: str) -> str:
    return resources.files(__package__).joinpath(folder, name).read_text(encoding="utf-8")


def _with_unknown(checks: Sequence[CheckText], findings: Iterable[Finding]) -> tuple[CheckText, ...]:
    """Return `checks` and, sorted, an entry for each code among `findings` that no check documents."""
    known = {check.code for check in checks}
    unknown: dict[str, CheckDoc] = {}
    for finding in findings:
        if finding.code not in known:
            doc = CheckDoc(finding.code, finding.severity, finding.certainty, "Not documented.")
            unknown[finding.code] = min(doc, unknown.get(finding.code, doc), key=_rank)
    return (*checks, *(unknown[code] for code in sorted(unknown)))


def _rank(check: CheckDoc) -> tuple[int, int]:
    return check.severity.rank, check.certainty.rank


def _index(shards: Shards, summary: Summary, checks: Sequence[CheckText], *, compared: bool) -> dict[str, object]:
    """Return what the scripts must know before a shard is loaded."""
    targets = {one.locale for one in summary.locales}
    return {
        "version": 2,
        "severities": [str(severity) for severity in Severity],
        "certainties": [str(certainty) for certainty in Certainty],
        "compared": compared,
        "parts": shards.parts,
        "locales": [
            {
                "tag": tag,
                "label": places.label(tag),
                "lang": places.language_attribute(tag),
                "name": places.english_name(tag),
                "dir": places.direction(tag),
                "wide": places.is_wide(tag),
                "file": shards.names[tag],
                "rows": shards.rows(tag),
                "target": tag in targets,
            }
            for tag in shards.tags
        ],
        "checks": [[check.code, check.severity.rank, check.summary] for check in checks],
    }


def front_of(checks: Sequence[CheckText], findings: Sequence[Finding]) -> Front:
    """Return what the first page shows besides numbers."""
    return Front(_with_unknown(checks, findings), tuple(first_of_each(findings)), tuple(worst_articles(findings)))


def render_front(
    summary: Summary, front: Front, *, title: str = "Alignment report", changes: Changes | None = None
) -> str:
    """Return the first page of the report."""
    environment = Environment(
        loader=FunctionLoader(lambda name: _read("templates", name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["counted"] = counted
    environment.filters["visible"] = visible
    environment.filters["label"] = places.label
    environment.filters["quotations"] = _QUOTATION_RE.split
    return environment.get_template("report.html.j2").render(
        title=title,
        summary=summary,
        english=summary.proven + summary.unproven + summary.mismatch,
        columns=columns(summary),
        groups=build_groups(summary, front.checks, changes),
        change=changes.total() if changes else None,
        checks=[_check_page(check, summary) for check in front.checks],
        first=front.first,
        worst=front.worst,
    )


def _check_page(check: CheckText, summary: Summary) -> _CheckPage:
    number = summary.codes.get(check.code, 0)
    href = segments_address(locale="*", check=check.code) if number else ""
    return _CheckPage(
        code=visible(check.code),
        severity=str(check.severity),
        certainty=str(check.certainty),
        summary=visible(check.summary),
        parts=parse_doc(check.body),
        number=number,
        href=href,
        silencing=parse_doc(HOW_TO_SILENCE.format(code=visible(check.code))),
    )

"""The alignment report: static files that open from a folder as well as from a server.

`index.html` holds the numbers and the documentation of the checks as plain HTML, so they can be read without scripts.
Segments lie in one script a locale (`data/<locale>.js`), fetched by a `script` element when they are asked for:
that works from `file://`, where `fetch` does not. No file holds inline script or style.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from urllib.parse import quote, urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined

from sphinx_bitext.model import Bitext, Certainty, Finding, Severity
from sphinx_bitext.reports import places
from sphinx_bitext.reports.checkdoc import CheckDoc, CheckText, Part, parse_doc
from sphinx_bitext.reports.safe import counted, script_literal, visible, whole
from sphinx_bitext.reports.shards import Shard, build_shards
from sphinx_bitext.reports.summary import Summary

__all__ = ["SILENCING", "CheckDoc", "CheckText", "render_html"]

SILENCING = """\
A finding that is right but accepted: keep a baseline. `bitext check --format json --output baseline.json` writes
what is known today; `bitext check --baseline baseline.json` then speaks of new findings only.
"""
"""How to silence a check, unless the caller knows better. Same small Markdown as `CheckDoc.body`."""

_SCRIPTS = ("core", "marks", "state", "store", "list", "rows", "filters", "segments", "articles", "keys", "app")
"""The parts of `report.js`, in the order they depend on each other."""
_NAMED = 12
"""How many articles are named under "Where to begin"."""
_HEAT = (0.0, 0.01, 0.05)
"""From which share of flagged segments a cell of the matrix gets its next shade."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number of the matrix."""

    number: int | None
    """None where the question does not arise."""
    href: str = ""
    """Where it leads; empty for none."""
    heat: int = 0
    """0 to 3."""

    @property
    def text(self) -> str:
        """What to print."""
        return "–" if self.number is None else f"{self.number:,}"


@dataclass(frozen=True, slots=True)
class _MatrixRow:
    label: str
    href: str
    cells: tuple[_Cell, ...]
    total: _Cell
    severity: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    label: str
    rows: tuple[_MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class _Worst:
    """An article to begin with."""

    label: str
    href: str
    errors: int
    findings: int
    locales: int


@dataclass(frozen=True, slots=True)
class _CheckPage:
    code: str
    severity: str
    certainty: str
    summary: str
    parts: tuple[Part, ...]
    number: int
    href: str


def render_html(
    bitexts: Iterable[Bitext],
    findings: Sequence[Finding],
    summary: Summary,
    checks: Sequence[CheckText],
    *,
    title: str = "Alignment report",
    silencing: str = SILENCING,
) -> Iterator[tuple[str, str]]:
    """Yield (path below the report's folder, text) of each file; write them as UTF-8.

    `bitexts` are read once, in any order. `silencing` says how to silence a check, in the small Markdown of `CheckDoc`.
    The same arguments give the same bytes.
    """
    known = _with_unknown(checks, findings)
    shards = build_shards(bitexts, findings, [one.locale for one in summary.columns])
    names = places.shard_names(shards)
    for tag, shard in shards.items():
        yield f"data/{names[tag]}", shard.text
    yield "data/index.js", f"BT.begin({script_literal(_index(shards, names, summary, known))});\n"
    yield "report.css", _read("static", "report.css")
    yield "report.js", "\n".join(_read("static", f"{name}.js") for name in _SCRIPTS)
    yield "index.html", _page(title, summary, known, silencing, _worst(findings))


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


def _index(
    shards: Mapping[str, Shard], names: Mapping[str, str], summary: Summary, checks: Sequence[CheckText]
) -> dict[str, object]:
    """Return what the scripts must know before a shard is loaded."""
    targets = {one.locale for one in summary.locales}
    return {
        "version": 1,
        "severities": [str(severity) for severity in Severity],
        "certainties": [str(certainty) for certainty in Certainty],
        "locales": [
            {
                "tag": tag,
                "label": places.label(tag),
                "lang": places.language_attribute(tag),
                "name": places.english_name(tag),
                "dir": places.direction(tag),
                "wide": places.is_wide(tag),
                "file": f"data/{names[tag]}",
                "rows": shard.rows,
                "size": len(shard.text),
                "target": tag in targets,
            }
            for tag, shard in shards.items()
        ],
        "checks": [[check.code, check.severity.rank, check.summary] for check in checks],
    }


def _page(title: str, summary: Summary, checks: Sequence[CheckText], silencing: str, worst: Sequence[_Worst]) -> str:
    environment = Environment(
        loader=FunctionLoader(lambda name: _read("templates", name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["counted"] = counted
    english = summary.proven + summary.unproven + summary.mismatch
    return environment.get_template("report.html.j2").render(
        title=title,
        summary=summary,
        english=english,
        columns=[(one, places.label(one.locale), places.english_name(one.locale)) for one in summary.columns],
        groups=[*_state_groups(summary), *_check_groups(summary, checks)],
        checks=[_check_page(check, summary) for check in checks],
        silencing=parse_doc(silencing),
        worst=worst,
    )


def _state_groups(summary: Summary) -> Iterator[_Group]:
    facts: list[tuple[str, list[int], dict[str, str] | None]] = [
        ("Articles delivered", [one.articles for one in summary.locales], {}),
        ("Human (HT)", [one.human for one in summary.locales], {"type": "HT"}),
        ("Machine (MT)", [one.machine for one in summary.locales], {"type": "MT"}),
        ("Stale: English changed since", [one.stale for one in summary.locales], {"stale": "yes"}),
        ("Missing", [one.missing for one in summary.locales], None),
        ("Segments", [one.segments for one in summary.locales], {}),
        ("Messages", [one.messages for one in summary.locales], None),
        ("Messages translated", [one.translated for one in summary.locales], None),
        ("Messages edited by hand", [one.edited for one in summary.locales], None),
    ]
    rows = [_state_row(label, numbers, query, summary) for label, numbers, query in facts]
    yield _Group("Deliveries", tuple(rows))


def _state_row(label: str, numbers: Sequence[int], query: Mapping[str, str] | None, summary: Summary) -> _MatrixRow:
    cells = [
        _Cell(number, _segments(locale=one.locale, **query) if number and query is not None else "")
        for number, one in zip(numbers, summary.locales, strict=True)
    ]
    return _MatrixRow(label, "", (*cells, *(_Cell(None) for _ in summary.other)), _Cell(sum(numbers)))


def _check_groups(summary: Summary, checks: Sequence[CheckText]) -> Iterator[_Group]:
    for severity in Severity:
        rows = [_check_row(check, summary) for check in checks if check.severity == severity]
        if rows:
            label = {"error": "Errors", "warning": "Warnings", "info": "Information"}[severity]
            yield _Group(label, tuple(rows))
    totals = tuple(
        _Cell(one.findings.total, _segments(locale=one.locale, flagged="1") if one.findings.total else "")
        for one in summary.columns
    )
    yield _Group("All checks", (_MatrixRow("Findings", "", totals, _Cell(summary.findings.total)),))


def _check_row(check: CheckText, summary: Summary) -> _MatrixRow:
    cells = []
    for one in summary.columns:
        number = one.codes.get(check.code, 0)
        href = _segments(locale=one.locale, check=check.code) if number else ""
        cells.append(_Cell(number, href, _heat(number, one.segments)))
    total = summary.codes.get(check.code, 0)
    href = _segments(locale="*", check=check.code) if total else ""
    name = visible(check.code)
    return _MatrixRow(name, _address("checks", code=name), tuple(cells), _Cell(total, href), str(check.severity))


def _heat(number: int, segments: int) -> int:
    """Return the shade of a cell: by the share of the locale's segments, at least 1 where there is a finding."""
    share = number / segments if segments else 0.0
    return max(1, sum(share >= step for step in _HEAT)) if number else 0


def _worst(findings: Iterable[Finding]) -> list[_Worst]:
    """Return the articles with most errors, then most findings."""
    by_article: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.article:
            by_article.setdefault(finding.article, []).append(finding)
    rows = []
    for article, own in by_article.items():
        href = _segments(locale="*", flagged="1", sort="worst", **{"in": article})
        errors = sum(finding.severity == Severity.ERROR for finding in own)
        rows.append(_Worst(visible(article), href, errors, len(own), len({finding.locale for finding in own})))
    return sorted(rows, key=lambda row: (-row.errors, -row.findings, row.label))[:_NAMED]


def _segments(**query: str) -> str:
    return _address("segments", **query)


def _address(view: str, **query: str) -> str:
    """Return the address of a view as `state.js` reads it; stray surrogates are what the shards have in their place."""
    return f"#/{view}?" + urlencode({key: whole(value) for key, value in query.items()}, quote_via=quote)


def _check_page(check: CheckText, summary: Summary) -> _CheckPage:
    number = summary.codes.get(check.code, 0)
    href = _segments(locale="*", check=check.code) if number else ""
    return _CheckPage(
        code=visible(check.code),
        severity=str(check.severity),
        certainty=str(check.certainty),
        summary=visible(check.summary),
        parts=parse_doc(check.body),
        number=number,
        href=href,
    )

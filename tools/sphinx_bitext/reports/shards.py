"""The rows of the HTML report: one script a locale, compact, as arrays in a fixed order.

A shard is a list of articles: `[docname, HT|MT|"", stale, aligned_by, file, origin, proof, changed, rows]`,
`changed` being pairs `[English then, English now]`. A row is `[unit, source, target, certainty, line, findings]`,
a finding `[code, severity, certainty, file, line, column, message, source, target]`; severities and certainties
are ranks, and an empty `file` means the article's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_bitext.model import Bitext, BlockPair, Certainty, Finding, Span
from sphinx_bitext.reports.safe import script_literal
from sphinx_bitext.text import LineIndex

ArticleKey = tuple[str, str]
"""(locale, docname)."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The script of one locale."""

    text: str
    """`BT.put("sv-SE", [...]);`"""
    articles: int
    rows: int


@dataclass(slots=True)
class _Row:
    """A row while it is being built: findings come after the segments."""

    unit: str | None
    source: str
    target: str
    certainty: Certainty = Certainty.CERTAIN
    line: int = 0
    place: Span | None = None
    findings: list[Finding] = field(default_factory=list)


def build_shards(bitexts: Iterable[Bitext], findings: Sequence[Finding], order: Sequence[str]) -> dict[str, Shard]:
    """Return the shards by locale: those in `order` first, then others that have bitexts or findings, sorted.

    `bitexts` are read once and not kept; each locale's articles are sorted by docname whatever order they come in.
    """
    open_findings: dict[ArticleKey, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        open_findings[finding.locale, finding.article].append(finding)
    articles: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for bitext in bitexts:
        key = (bitext.locale, bitext.target.docname)
        articles[key[0]][key[1]] = _delivered(bitext, open_findings.pop(key, []))
    for (locale, article), alone in open_findings.items():
        articles[locale][article] = _undelivered(article, alone)
    tags = [*dict.fromkeys(order), *sorted(articles.keys() - set(order))]
    return {tag: _shard(tag, articles.get(tag, {})) for tag in tags}


def _shard(tag: str, articles: Mapping[str, tuple[str, int]]) -> Shard:
    ordered = [articles[name] for name in sorted(articles)]
    body = ",\n".join(text for text, _ in ordered)
    text = f"BT.put({script_literal(tag)}, [\n{body}\n]);\n"
    return Shard(text, articles=len(ordered), rows=sum(rows for _, rows in ordered))


def _delivered(bitext: Bitext, findings: Sequence[Finding]) -> tuple[str, int]:
    rows = list(_segment_rows(bitext))
    rows = _attach(rows, findings, bitext.target.text, bitext.target.file)
    english = bitext.english
    head = [
        bitext.target.docname,
        str(bitext.target.metadata.translation_type or ""),
        int(bitext.stale),
        bitext.aligned_by,
        bitext.target.file,
        english.origin if english else "none",
        english.proof if english else "unproven",
        [list(pair) for pair in bitext.changed],
    ]
    return _article_literal(head, rows, bitext.target.file), len(rows)


def _undelivered(article: str, findings: Sequence[Finding]) -> tuple[str, int]:
    """Return an article of which there are findings only: the English itself, or a file that could not be read."""
    file = findings[0].path
    rows = _attach([], findings, "", file)
    return _article_literal([article, "", 0, "none", file, "none", "", []], rows, file), len(rows)


def _article_literal(head: list[object], rows: Sequence[_Row], file: str) -> str:
    return script_literal([*head, [_row_array(row, file) for row in rows]])


def _row_array(row: _Row, file: str) -> list[object]:
    found = [_finding_array(finding, file) for finding in row.findings]
    return [row.unit or "", row.source, row.target, row.certainty.rank, row.line, found]


def _finding_array(finding: Finding, file: str) -> list[object]:
    return [
        finding.code,
        finding.severity.rank,
        finding.certainty.rank,
        "" if finding.path == file else finding.path,
        finding.line,
        finding.column,
        finding.message,
        finding.source,
        finding.target,
    ]


def _segment_rows(bitext: Bitext) -> Iterator[_Row]:
    """Yield a row for each sentence, and one for each block of text that stands on one side only."""
    index = LineIndex(bitext.target.text)
    for pair in bitext.pairs:
        for segment in pair.segments:
            place = segment.target_place
            line = index.position(place.start)[0] if place else 0
            yield _Row(segment.unit, segment.source, segment.target, segment.certainty, line, place)
        if not pair.segments and _is_one_sided(pair):
            source, target = (block.content if block else "" for block in (pair.source, pair.target))
            yield _Row(None, source, target, pair.certainty)


def _is_one_sided(pair: BlockPair) -> bool:
    block = pair.source or pair.target
    return (pair.source is None) != (pair.target is None) and block is not None and block.is_message


def _attach(rows: list[_Row], findings: Sequence[Finding], text: str, file: str) -> list[_Row]:
    """Give each finding to its segment, by unit or by its place in the file; the rest get rows of their own, first."""
    by_unit: dict[str, list[_Row]] = defaultdict(list)
    for known in rows:
        if known.unit is not None:
            by_unit[known.unit].append(known)
    lines = LineIndex(text) if findings else None
    own: dict[tuple[str | None, str, str], _Row] = {}
    for finding in findings:
        row: _Row | None = None
        if lines is not None and finding.path == file:
            row = _at_place(rows if finding.unit is None else by_unit.get(finding.unit, []), finding, lines)
        if row is None and finding.unit is not None and by_unit.get(finding.unit):
            row = by_unit[finding.unit][0]
        if row is None:
            key = (finding.unit, finding.source, finding.target)
            row = own.setdefault(key, _Row(*key, line=finding.line))
        row.findings.append(finding)
    return [*own.values(), *rows]


def _at_place(rows: Iterable[_Row], finding: Finding, lines: LineIndex) -> _Row | None:
    at = (finding.line, finding.column)
    for row in rows:
        if row.place is not None and lines.position(row.place.start) <= at < lines.position(row.place.end):
            return row
    return None

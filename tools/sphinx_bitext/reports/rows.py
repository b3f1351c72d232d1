"""The rows of an article in the HTML report: its segments, and each finding at the segment that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sphinx_bitext.model import Bitext, BlockPair, Certainty, Finding, Span
from sphinx_bitext.text import LineIndex


@dataclass(slots=True)
class Row:
    """A sentence and what was found in it, while the report is being built."""

    unit: str | None
    source: str
    target: str
    certainty: Certainty = Certainty.CERTAIN
    line: int = 0
    """Of the file, from 1; 0 where the row has no place in it."""
    place: Span | None = None
    findings: list[Finding] = field(default_factory=list)
    aside: bool = False
    """Whether the row is no segment, but made for findings that are about none."""


def build_rows(bitext: Bitext, findings: Sequence[Finding]) -> list[Row]:
    """Return the rows of a delivery in reading order; findings without a segment get rows of their own, first."""
    lines = LineIndex(bitext.target.text)
    return attach(list(_segment_rows(bitext, lines)), findings, lines, bitext.target.file)


def _segment_rows(bitext: Bitext, lines: LineIndex) -> Iterator[Row]:
    """Yield a row for each sentence, and one for each block of text that stands on one side only."""
    for pair in bitext.pairs:
        for segment in pair.segments:
            place = segment.target_place
            line = lines.position(place.start)[0] if place else 0
            yield Row(segment.unit, segment.source, segment.target, segment.certainty, line, place)
        if not pair.segments and _is_one_sided(pair):
            source, target = (block.content if block else "" for block in (pair.source, pair.target))
            yield Row(None, source, target, pair.certainty)


def _is_one_sided(pair: BlockPair) -> bool:
    block = pair.source or pair.target
    return (pair.source is None) != (pair.target is None) and block is not None and block.is_message


def attach(rows: list[Row], findings: Sequence[Finding], lines: LineIndex, file: str) -> list[Row]:
    """Give each finding to its segment, by unit or by its place in the file; the rest get rows of their own, first."""
    if not findings:
        return rows
    by_unit: dict[str, list[Row]] = defaultdict(list)
    for known in rows:
        if known.unit is not None:
            by_unit[known.unit].append(known)
    own: dict[tuple[str | None, str, str], Row] = {}
    for finding in findings:
        row: Row | None = None
        if finding.path == file:
            row = _at_place(rows if finding.unit is None else by_unit.get(finding.unit, []), finding, lines)
        if row is None and finding.unit is not None and by_unit.get(finding.unit):
            row = by_unit[finding.unit][0]
        if row is None:
            key = (finding.unit, finding.source, finding.target)
            row = own.setdefault(key, Row(*key, line=finding.line, aside=True))
        row.findings.append(finding)
    return [*own.values(), *rows]


def _at_place(rows: Iterable[Row], finding: Finding, lines: LineIndex) -> Row | None:
    at = (finding.line, finding.column)
    for row in rows:
        if row.place is not None and lines.position(row.place.start) <= at < lines.position(row.place.end):
            return row
    return None

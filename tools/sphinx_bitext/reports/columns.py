"""The rows of one article in one locale by columns, as the scripts of the HTML report hold them (`shards.py`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from sphinx_bitext.model import Bitext, Finding, Span
from sphinx_bitext.reports.rows import Row, attach, build_rows
from sphinx_bitext.text import LineIndex


@dataclass(slots=True)
class Columns:
    """One article of one locale."""

    head: list[object]
    """What `article` holds behind the number of rows, without `file`."""
    file: str
    changed: list[list[str]]
    units: list[int | str]
    sources: list[str]
    targets: list[str]
    certainties: list[int]
    lines: list[int]
    flagged: list[list[object]]
    """Flagged rows without the index of the article."""


@dataclass(frozen=True, slots=True)
class Packer:
    """Makes columns of articles."""

    codes: Mapping[str, int]
    new: Collection[Finding]

    def delivered(self, bitext: Bitext, findings: Sequence[Finding]) -> Columns:
        """Pack an article that was delivered."""
        english, target = bitext.english, bitext.target
        head: list[object] = [
            str(target.metadata.translation_type or ""),
            int(bitext.stale),
            bitext.aligned_by,
            english.origin if english else "none",
            english.proof if english else "unproven",
        ]
        return self._columns(head, target.file, list(map(list, bitext.changed)), build_rows(bitext, findings))

    def undelivered(self, findings: Sequence[Finding]) -> Columns:
        """Pack an article of which there are findings only: the English itself, or a file that cannot be read."""
        file = findings[0].path
        return self._columns(["", 0, "none", "none", ""], file, [], attach([], findings, LineIndex(""), file))

    def _columns(self, head: list[object], file: str, changed: list[list[str]], rows: Sequence[Row]) -> Columns:
        return Columns(
            head,
            file,
            changed,
            [_number(row.unit) for row in rows],
            [row.source for row in rows],
            [row.target for row in rows],
            [row.certainty.rank for row in rows],
            [row.line for row in rows],
            [self._flagged(at, row, file) for at, row in enumerate(rows) if row.findings],
        )

    def _flagged(self, at: int, row: Row, file: str) -> list[object]:
        found = [self._finding(finding, row, file) for finding in row.findings]
        return [at, _number(row.unit), row.source, row.target, row.certainty.rank, row.line, found, int(row.aside)]

    def _finding(self, finding: Finding, row: Row, file: str) -> list[object]:
        return [
            self.codes[finding.code],
            finding.severity.rank,
            finding.certainty.rank,
            "" if finding.path == file else finding.path,
            finding.line,
            finding.column,
            finding.message,
            0 if finding.source == row.source else finding.source,
            0 if finding.target == row.target else finding.target,
            _marks(finding.source, finding.source_marks),
            _marks(finding.target, finding.target_marks),
            round(finding.surprise, 2) if isfinite(finding.surprise) else 0,
            int(finding in self.new),
        ]


def _number(unit: str | None) -> int | str:
    """Return a unit number as a number where that says it all, 0 for none."""
    if unit is None:
        return 0
    plain = unit.isascii() and unit.isdigit() and unit[0] != "0" and len(unit) < 10
    return int(unit) if plain else unit


def _marks(text: str, marks: Sequence[Span]) -> list[int]:
    """Return the ends of `marks` in UTF-16 units, kept within `text`."""
    ends = [min(max(end, 0), len(text)) for mark in marks for end in mark]
    return ends if text.isascii() else [utf16_length(text[:end]) for end in ends]


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

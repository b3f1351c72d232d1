"""The English that most deliveries of one version have: each line for itself, and the sentences in it.

Deliveries of one English differ in little: a blank behind bold, a paragraph translated as a whole (`p` unit), a link
whose unit holds the address or not, a sentence without its unit. So texts are compared line by line, whatever units
they are cut into; of those that have what most have, one that is cut into sentences tells where these are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..model import Anchor, PlacedUnit, Side

_ADDED_RE = re.compile(r"[\s\\]+")


class Consensus(NamedTuple):
    """What deliveries of one English agree upon."""

    side: Side
    units: Mapping[str, str]
    """Unit number to sentence: those of the side in reading order, then what only some deliveries have."""
    votes: Mapping[str, int]
    """Unit number to how many deliveries have the sentence, be it inside a paragraph translated as a whole."""


def agree(sides: Sequence[Side]) -> Consensus:
    """Return what deliveries of one English, at least one, have in common."""
    first = max(sides, key=lambda side: len(side.anchors))
    if all(side.text == first.text and side.units == first.units for side in sides):
        units = {unit: first.text[start:end] for unit, start, end in first.units}
        side = Side(first.text, first.units, first.anchors)
        return Consensus(side, units, dict.fromkeys(units, len(sides)))
    return _Election(sides).result()


class _Piece(NamedTuple):
    """Some lines of a side, without the last line end; no unit reaches over their edges."""

    text: str
    units: tuple[PlacedUnit, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(unit.unit for unit in self.units)

    @property
    def coarseness(self) -> int:
        """0: cut into sentences; 1: with a paragraph as a whole; 2: without units."""
        return max((_is_whole(unit.unit) for unit in self.units), default=2)

    def tokens(self) -> list[str]:
        """Return by turns what stands between units and the units."""
        edges = [0, *(edge for unit in self.units for edge in unit[1:]), len(self.text)]
        return [self.text[start:end] for start, end in pairwise(edges)]


class _Lines:
    """A side, line by line."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.starts = [0, *(match.end() for match in re.finditer("\n", side.text)), len(side.text) + 1]
        self.first_units = _firsts([unit.start for unit in side.units], self.starts)
        self.first_anchors = _firsts([anchor.offset for anchor in side.anchors], self.starts)
        self.numbers: dict[str, int] = {}
        """Plain unit number to the line it begins in, for the first such unit of each line."""
        self.glued: set[int] = set()
        """Lines whose line end lies inside a unit."""
        for line, (first, after) in enumerate(pairwise(self.first_units)):
            units = side.units[first:after]
            plain = next((unit.unit for unit in units if not _is_whole(unit.unit)), None)
            if plain is not None:
                self.numbers.setdefault(plain, line)
            following = line
            while units and units[-1].end >= self.starts[following + 1]:
                self.glued.add(following)
                following += 1

    def __len__(self) -> int:
        return len(self.starts) - 1

    def line(self, index: int) -> str:
        return self.side.text[self.starts[index] : self.starts[index + 1] - 1]

    def piece(self, first: int, last: int) -> _Piece:
        start, end = self.starts[first], self.starts[last + 1] - 1
        units = self.side.units[self.first_units[first] : self.first_units[last + 1]]
        anchors = self.side.anchors[self.first_anchors[first] : self.first_anchors[last + 1]]
        return _Piece(
            self.side.text[start:end],
            tuple(PlacedUnit(unit, one - start, two - start) for unit, one, two in units),
            tuple(Anchor(offset - start, slug) for offset, slug in anchors),
        )


def _firsts(offsets: Sequence[int], starts: Sequence[int]) -> list[int]:
    """Return for each start the index of the first of the ascending offsets that is not before it."""
    found, index = [], 0
    for start in starts:
        while index < len(offsets) and offsets[index] < start:
            index += 1
        found.append(index)
    return found


def _is_whole(unit: str) -> bool:
    return unit.startswith("p")


def _rows(reference: _Lines, other: _Lines) -> list[int | None]:
    """Return the line of `other` for each line of `reference`: found by unit numbers, and by count between them."""
    if reference.side.text == other.side.text:
        return list(range(len(reference)))
    rows: list[int | None] = [None] * len(reference)
    known = [(-1, -1)]
    for number, line in reference.numbers.items():
        row = other.numbers.get(number)
        if row is not None and row > known[-1][1]:
            known.append((line, row))
    known.append((len(reference), len(other)))
    for (line, row), (next_line, next_row) in pairwise(known):
        if line >= 0:
            rows[line] = row
        _fill(rows, reference, other, range(line + 1, next_line), range(row + 1, next_row))
    return rows


def _fill(rows: list[int | None], reference: _Lines, other: _Lines, lines: range, found: range) -> None:
    """Set the rows of lines between two known ones: one by one, or what is equal from either end."""
    if len(lines) == len(found):
        rows[lines.start : lines.stop] = found
        return
    pairs = list(zip(lines, found, strict=False))
    back = list(zip(reversed(lines), reversed(found), strict=False))
    for ends in (pairs, back):
        for line, row in ends:
            if rows[line] is not None or reference.line(line) != other.line(row):
                break
            rows[line] = row


class _Election:
    """Chooses each line of the English, and adds up who has which sentence."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self.lines = [_Lines(side) for side in sides]
        counts = Counter(side.text for side in sides)
        self.reference = min(self.lines, key=lambda one: (-counts[one.side.text], *_plainness(one.side)))
        self.own = self.lines.index(self.reference)
        self.rows = [_rows(self.reference, one) for one in self.lines]
        self.have: dict[str, set[int]] = {}
        """Unit number to the sides that have the sentence."""
        self.solved: set[tuple[int, str]] = set()
        """(side, `p` unit) of which the text stands in the English, cut into other units or not."""

    def result(self) -> Consensus:
        pieces = []
        for options in self._options():
            chosen = _choose([option for option in options if option is not None], options[self.own])
            self._count(options, chosen)
            pieces.append(chosen)
        side = _join(pieces)
        texts = self._texts()
        placed = {unit: side.text[start:end] for unit, start, end in side.units}
        rest = {unit: _preferred(texts[unit], "") for unit in sorted(texts) if unit not in placed}
        votes = {unit: len(self.have[unit]) for unit in (*placed, *rest)}
        return Consensus(side, placed | rest, votes)

    def _options(self) -> Iterator[list[_Piece | None]]:
        """Yield piece by piece what each side has; None where it cannot be told."""
        glued = {
            line
            for one, rows in zip(self.lines, self.rows, strict=True)
            if one.glued
            for line, row in enumerate(rows)
            if row in one.glued
        }
        first = 0
        for last in range(len(self.reference)):
            if last not in glued or last + 1 == len(self.reference):
                yield [_option(one, rows[first : last + 1]) for one, rows in zip(self.lines, self.rows, strict=True)]
                first = last + 1

    def _count(self, options: Sequence[_Piece | None], chosen: _Piece) -> None:
        bare = _bare(chosen.text)
        for index, option in enumerate(options):
            if option is not None and (option.text == chosen.text or _bare(option.text) == bare):
                for number in chosen.numbers:
                    self.have.setdefault(number, set()).add(index)
                self.solved |= {(index, number) for number in option.numbers if _is_whole(number)}

    def _texts(self) -> dict[str, list[str]]:
        """Return what the sides have for each number; paragraphs as a whole only where the English has not the text."""
        found: dict[str, list[str]] = {}
        for index, one in enumerate(self.lines):
            for unit, start, end in one.side.units:
                if (index, unit) not in self.solved:
                    found.setdefault(unit, []).append(one.side.text[start:end])
                    self.have.setdefault(unit, set()).add(index)
        return found


def _plainness(side: Side) -> tuple[str, int, str, int, tuple[PlacedUnit, ...]]:
    return (*_tightness(side.text), sum(_is_whole(unit.unit) for unit in side.units), side.units)


def _tightness(text: str) -> tuple[str, int, str]:
    """Return the order of texts of which as many have each: that without what a delivery adds comes first."""
    return (_bare(text), len(text), text)


def _option(one: _Lines, rows: Sequence[int | None]) -> _Piece | None:
    first, last = rows[0], rows[-1]
    if first is None or last is None or last - first != len(rows) - 1 or None in rows:
        return None
    if (first and first - 1 in one.glued) or (last in one.glued):
        return None
    return one.piece(first, last)


def _choose(options: Sequence[_Piece], reference: _Piece | None) -> _Piece:
    """Return what most have; where most have nothing in common, each sentence as most have it."""
    counts = Counter(option.text for option in options)
    text, top = counts.most_common(1)[0]
    if top * 2 <= len(options) and reference is not None:
        return _choose_sentences(options, reference)
    layouts = Counter(option.units for option in options if option.text == text)
    return min(
        (option for option in options if option.text == text),
        key=lambda option: (option.coarseness, -layouts[option.units], option.units, -len(option.anchors)),
    )


def _choose_sentences(options: Sequence[_Piece], reference: _Piece) -> _Piece:
    numbers = Counter(option.numbers for option in options)
    most = [option.numbers for option in options if numbers[option.numbers] == max(numbers.values())]
    wanted = reference.numbers if reference.numbers in most else min(most)
    alike = [option for option in options if option.numbers == wanted]
    first = reference if reference.numbers == wanted else alike[0]
    columns = zip(*(option.tokens() for option in alike), strict=True)
    tokens = [_preferred(column, own) for column, own in zip(columns, first.tokens(), strict=True)]
    edges = [0]
    for token in tokens:
        edges.append(edges[-1] + len(token))
    units = map(PlacedUnit, wanted, edges[1::2], edges[2::2])
    return _Piece("".join(tokens), tuple(units), first.anchors)


def _preferred(texts: Sequence[str], own: str) -> str:
    """Return the most frequent text; of equals `own`, but without what a delivery adds: blanks and backslashes."""
    counts = Counter(texts)
    best = [text for text in counts if counts[text] == max(counts.values())]
    if own in best:
        best = [text for text in best if _bare(text) == _bare(own)]
    return min(best, key=_tightness)


def _bare(text: str) -> str:
    return _ADDED_RE.sub("", text)


def _join(pieces: Sequence[_Piece]) -> Side:
    units: list[PlacedUnit] = []
    anchors: list[Anchor] = []
    start = 0
    for piece in pieces:
        units += (PlacedUnit(unit, start + one, start + two) for unit, one, two in piece.units)
        anchors += (Anchor(start + offset, slug) for offset, slug in piece.anchors)
        start += len(piece.text) + 1
    return Side("\n".join(piece.text for piece in pieces), tuple(units), tuple(anchors))

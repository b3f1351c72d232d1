"""The text that stands in the place of each English block in a delivery with spans.

Both sides of a delivery share everything that is not inside a unit, so each character of one side that stands
outside the units, and each edge of a unit, has its exact counterpart on the other. No block of the target is looked
at: a translation that begins with `+` or is indented like code keeps its place all the same.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..markup.article import file_offset
from ..model import Block, PlacedUnit, Side, Span

Prefixes = Mapping[int, tuple[str, ...]]
"""What stands before the second and the further lines of a block, by its index."""

_BLANKS = " \t"
_MARK_RE = re.compile(r"[^>\t ]")


class Counterpart(NamedTuple):
    """What a delivery has in the place of an English block."""

    text: str
    """Lines joined by a newline, without container prefixes; blanks behind the text are kept."""
    place: Span
    """In the target side."""


def counterparts(base: Side, blocks: Sequence[Block], target: Side, prefixes: Prefixes) -> dict[int, Counterpart]:
    """Return the translation of each block of `base`, the English side of the delivery that `target` is a side of.

    `prefixes` has those of the lines of some blocks where they differ from what `line_prefixes` says. A block is left
    out where its edge cuts a sentence in two.
    """
    if [unit.unit for unit in base.units] != [unit.unit for unit in target.units]:
        return {}
    bridge = _Bridge(base, target)
    found: dict[int, Counterpart] = {}
    for index, block in enumerate(blocks):
        place = bridge.place(block) if block.lines else None
        if place is not None:
            written = target.text[place.start : place.end]
            text = fold(written, prefixes.get(index) or line_prefixes(base.text, block), block.kind)
            found[index] = Counterpart(text, place)
    return found


def counterpart_of(target: Side, block: Block, place: Span | None = None) -> Counterpart:
    """Return a block of the target itself with the blanks behind it, or all that stands in `place` with it."""
    if place is not None:
        return Counterpart(target.text[place.start : place.end], place)
    behind = blanks_behind(target.text, block)
    return Counterpart(block.content + behind, Span(block.place.start, block.place.end + len(behind)))


def definition_places(text: str, blocks: Sequence[Block], alone: Container[int]) -> dict[int, Span]:
    """Return where each link reference definition stands together with those of `alone` beside it, by its index.

    A delivery adds a definition with the translated label next to the English one.
    """
    places: dict[int, Span] = {}
    for run in _definition_runs(text, blocks):
        begin = owner = None
        for index in run:
            begin = blocks[index].place.start if begin is None else begin
            if index not in alone:
                places[index] = Span(begin, blocks[index].place.end)
                begin, owner = None, index
        if owner is not None:
            places[owner] = Span(places[owner].start, blocks[run[-1]].place.end)
    return places


def _definition_runs(text: str, blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the indices of definitions with nothing but white space between them."""
    run: list[int] = []
    for index, block in enumerate(blocks):
        if block.kind != "definition":
            continue
        if run and text[blocks[run[-1]].place.end : block.place.start].strip():
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def blanks_behind(text: str, block: Block) -> str:
    """Return the blanks between the last character of a block and what follows it on its line."""
    end = block.place.end
    stop = end
    while stop < len(text) and text[stop] in _BLANKS:
        stop += 1
    return text[end:stop]


def line_prefixes(text: str, block: Block) -> tuple[str, ...]:
    """Return what stands before each line of a block but the first; the last one holds for all that follow."""
    if len(block.lines) > 1:
        return tuple(text[line_start(text, line.start) : line.start] for line in block.lines[1:])
    # A second line of a block of one line would begin with the like of what the first begins with.
    start = block.lines[0].start
    return (_MARK_RE.sub(" ", text[line_start(text, start) : start]),)


def line_start(text: str, offset: int) -> int:
    """Return where the line begins that the character at `offset` stands in."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def fold(written: str, prefixes: Sequence[str], kind: str) -> str:
    """Return what is written in the place of a block without the prefixes of its lines."""
    if kind == "cell":
        return written.replace("\\|", "|")
    first, *rest = written.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not rest:
        return first
    last = len(prefixes) - 1
    lines = [line.removeprefix(prefixes[min(i, last)]) for i, line in enumerate(rest)]
    return "\n".join([first, *lines])


class _Bridge:
    """Leads from the English side of a delivery to its target side."""

    def __init__(self, base: Side, target: Side) -> None:
        self.base = base
        self.target = target
        self._starts = [unit.start for unit in base.units]
        self._origins = [origin for _, origin in target.origins]

    def place(self, block: Block) -> Span | None:
        """Return where the translation of an English block stands, the blanks behind it included."""
        start = self._start(block.place.start)
        end = self._end(block.place.end + len(blanks_behind(self.base.text, block)))
        return None if start is None or end is None or end < start else Span(start, end)

    def _start(self, offset: int) -> int | None:
        index = bisect.bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.base.units[index].end:
            return self._outside(index, offset)
        one, two = self._pair(index)
        head = self.base.text[one.start : offset]
        if self.target.text.startswith(head, two.start, two.end):
            return two.start + len(head)
        if head.strip():
            return None
        text = self.target.text[two.start : two.end]
        return two.start + len(text) - len(text.lstrip(_BLANKS))

    def _end(self, offset: int) -> int | None:
        index = bisect.bisect_left(self._starts, offset) - 1
        if index < 0 or offset >= self.base.units[index].end:
            return self._outside(index, offset)
        one, two = self._pair(index)
        tail = self.base.text[offset : one.end]
        if tail.strip() or not self.target.text.endswith(tail, two.start, two.end):
            return None
        return two.end - len(tail)

    def _outside(self, index: int, offset: int) -> int:
        """Return the counterpart of an offset behind unit `index` and before the next one.

        Both sides are copies of one file there, but for what was mended in the English.
        """
        if index >= 0 and offset == self.base.units[index].end:
            return self.target.units[index].end
        if index + 1 < len(self.base.units) and offset == self.base.units[index + 1].start:
            return self.target.units[index + 1].start
        if offset >= len(self.base.text) or not self._origins:
            return len(self.target.text)
        return self._offset_of(file_offset(self.base, offset))

    def _offset_of(self, origin: int) -> int:
        piece = max(0, bisect.bisect_right(self._origins, origin) - 1)
        start, first = self.target.origins[piece]
        after = self.target.origins[piece + 1][0] if piece + 1 < len(self._origins) else len(self.target.text)
        return min(start + max(0, origin - first), after)

    def _pair(self, index: int) -> tuple[PlacedUnit, PlacedUnit]:
        return self.base.units[index], self.target.units[index]

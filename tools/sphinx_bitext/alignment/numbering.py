"""Numbered sentences of an English text: as deliveries number them, carried over to a newer version, and the rest."""

from __future__ import annotations

import bisect
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate

from ..markup.blocks import parse_blocks
from ..model import Anchor, Block, PlacedUnit, Side, Span
from .by_structure import without_alts
from .pairs import Units
from .sentences import split_sentences
from .versions import link_versions

FIRST_UNIT = 101
"""The number of the first sentence where no delivery numbers them."""

_REACH = 20_000
"""Characters within which a sentence of a block is looked for, so that long blocks take bounded time."""

_SENTENCE = "\ufffc"
"""Stands for a numbered sentence, so that what is before it and what is behind it do not become one."""

# What a delivery and its English differ in: line ends and blanks, escapes, the description of an image.
_IGNORED_RE = re.compile(r"[\s\\]+|(?<=!\[)[^\[\]]+(?=\]\()")


def number(side: Side, numbered: Side | None) -> Side:
    """Return `side` with its sentences numbered: as the deliveries number them, else in order from 101."""
    if numbered is None or not numbered.units:
        return Side(side.text, _count_sentences(side.text), side.anchors, side.origins)
    moved = fit_edges(numbered, side.text)
    if moved is not None:
        return Side(side.text, moved.units, moved.anchors or side.anchors, side.origins)
    return Side(side.text, _carry_over(side.text, numbered), side.anchors, side.origins)


def fit_edges(side: Side, text: str) -> Side | None:
    """Return `side` as a reading of `text` when the two differ in blank lines at their edges alone."""
    if side.text == text:
        return side
    core = side.text.strip("\r\n")
    if core != text.strip("\r\n"):
        return None
    shift = text.find(core) - side.text.find(core)
    units = tuple(PlacedUnit(unit, start + shift, end + shift) for unit, start, end in side.units)
    anchors = tuple(Anchor(offset + shift, slug) for offset, slug in side.anchors)
    return Side(text, units, anchors, tuple((offset + shift, origin) for offset, origin in side.origins))


def _count_sentences(text: str) -> tuple[PlacedUnit, ...]:
    ranges = (span for block in parse_blocks(text) for span in _sentence_spans(text, block))
    return tuple(PlacedUnit(str(count), start, end) for count, (start, end) in enumerate(ranges, FIRST_UNIT))


def _sentence_spans(text: str, block: Block) -> Iterator[Span]:
    if block.is_message:
        start, end = block.place
        yield from (Span(start + one, start + two) for one, two in split_sentences(text[start:end]))


def _carry_over(text: str, numbered: Side) -> tuple[PlacedUnit, ...]:
    """Place the numbered sentences that `text` still holds, wherever they stand now; one that changed has no number."""
    old, new = parse_blocks(numbered.text), parse_blocks(text)
    units = Units(numbered, old)
    placed: list[PlacedUnit] = []
    left: list[tuple[str, str]] = []
    for source, target, _ in link_versions(old, new):
        if source is None:
            continue
        wanted = [(unit.unit, _squeeze(numbered.text, old[source], unit)) for unit in units.of(source)]
        found = _place(wanted, _Letters(text, new[target])) if target is not None else []
        placed += found
        numbers = {unit.unit for unit in found}
        left += ((unit, sentence) for unit, sentence in wanted if unit not in numbers)
    placed += _place_moved(left, text, new, sorted(placed, key=_start))
    return tuple(sorted(placed, key=_start))


def _start(unit: PlacedUnit) -> int:
    return unit.start


class _Letters:
    """The content of a block without what is ignored, and where each character of it stands in the text."""

    def __init__(self, text: str, block: Block, within: Span | None = None) -> None:
        first, last = within or block.place
        self._source = text
        self._starts: list[int] = []
        pieces: list[str] = []
        for line in block.lines:
            start, end = max(line.start, first), min(line.end, last)
            if start < end:
                self._read(text, start, end, pieces)
        self.text = "".join(pieces)
        self._sums = [0, *accumulate(map(len, pieces))]

    def _read(self, text: str, start: int, end: int, pieces: list[str]) -> None:
        position = start
        for match in _IGNORED_RE.finditer(text, start, end):
            self._add(text[position : match.start()], position, pieces)
            position = match.end()
        self._add(text[position:end], position, pieces)

    def _add(self, piece: str, start: int, pieces: list[str]) -> None:
        if piece:
            pieces.append(piece)
            self._starts.append(start)

    def place(self, start: int, end: int) -> Span:
        """Return where a range of `self.text`, not empty, stands in the text of the block."""
        return Span(self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, index: int) -> int:
        piece = bisect.bisect_right(self._sums, index) - 1
        return self._starts[piece] + index - self._sums[piece]

    def find(self, wanted: str, start: int) -> int:
        """Return where `wanted` stands as whole words, within reach of `start`; -1 when it does not."""
        limit = start + len(wanted) + _REACH
        found = self.text.find(wanted, start, limit)
        while found >= 0 and self._cuts_words(*self.place(found, found + len(wanted))):
            found = self.text.find(wanted, found + 1, limit)
        return found

    def _cuts_words(self, start: int, end: int) -> bool:
        return any(self._source[max(0, edge - 1) : edge + 1].isalnum() for edge in (start, end) if self._inside(edge))

    def _inside(self, edge: int) -> bool:
        return 0 < edge < len(self._source)


def _squeeze(text: str, block: Block, unit: PlacedUnit) -> str:
    return _Letters(text, block, Span(unit.start, unit.end)).text


def _place(wanted: Sequence[tuple[str, str]], block: _Letters) -> list[PlacedUnit]:
    """Return those of the sentences (number, letters) that stand in a block, in this order."""
    placed = []
    position = 0
    for unit, sentence in wanted:
        found = block.find(sentence, position) if sentence else -1
        if found >= 0:
            position = found + len(sentence)
            placed.append(PlacedUnit(unit, *block.place(found, position)))
    return placed


def _place_moved(
    left: Sequence[tuple[str, str]], text: str, blocks: Sequence[Block], placed: Sequence[PlacedUnit]
) -> Iterator[PlacedUnit]:
    """Yield the sentences (number, letters) that stand elsewhere: each at the first place that no other has."""
    if not left:
        return
    free: dict[str, deque[Span]] = {}
    for block in blocks:
        for span in _sentence_spans(text, block):
            index = bisect.bisect_left(placed, span.end, key=_start)
            if not index or placed[index - 1].end <= span.start:
                free.setdefault(_Letters(text, block, span).text, deque()).append(span)
    for unit, sentence in left:
        if free.get(sentence):
            yield PlacedUnit(unit, *free[sentence].popleft())


def covers(text: str, block: Block, units: Sequence[PlacedUnit]) -> bool:
    """Say whether no letter or digit of a block stands outside its numbered sentences, image descriptions aside."""
    between = (_clip(text, block, gap) for gap in gaps_between(block, units))
    return not any(char.isalnum() for char in without_alts(_SENTENCE.join(between)))


def sentences_of(text: str, block: Block, units: Sequence[PlacedUnit]) -> list[str]:
    """Return the sentences of a block, without image descriptions and line ends: numbered ones as they are cut.

    What has no number is cut by rule; so is all of a block in which units are the texts of links, since not every
    locale has them so.
    """
    gaps = [_clip(text, block, gap) for gap in gaps_between(block, units)]
    if not units or any("](" in without_alts(gap) for gap in gaps):
        return _split(block.message)
    found = _split(gaps[0])
    for (_, start, end), gap in zip(units, gaps[1:], strict=True):
        found += [without_alts(_clip(text, block, Span(start, end))), *_split(gap)]
    return found


def unnumbered(side: Side, blocks: Sequence[Block]) -> Iterator[tuple[str | None, str]]:
    """Yield the sentences of a text outside its numbered ones, each behind the number of the last one before it.

    `blocks` are those of the text, in its order.
    """
    units = Units(side, blocks)
    before: str | None = None
    for index, block in enumerate(blocks):
        own = units.of(index)
        numbers = [before, *(unit.unit for unit in own)]
        if block.is_message:
            for number_before, gap in zip(numbers, gaps_between(block, own), strict=True):
                yield from ((number_before, one) for one in _split(_clip(side.text, block, gap)))
        before = numbers[-1]


def _split(text: str) -> list[str]:
    message = without_alts(text)
    found = (message[start:end] for start, end in split_sentences(message))
    return [sentence for sentence in found if any(char.isalnum() for char in sentence)]


def gaps_between(block: Block, units: Sequence[PlacedUnit]) -> Iterator[Span]:
    """Yield what stands before, between and behind sentences of a block, which are given in order."""
    position, last = block.place
    for _, start, end in units:
        yield Span(position, max(position, start))
        position = max(position, end)
    yield Span(position, max(position, last))


def _clip(text: str, block: Block, span: Span) -> str:
    """Return the content of a block within a range of the text: without the prefixes of its lines, on one line."""
    pieces = []
    index = bisect.bisect_right(block.lines, span.start, key=lambda line: line.end)
    while index < len(block.lines) and block.lines[index].start < span.end:
        start, end = block.lines[index]
        pieces.append(text[max(start, span.start) : min(end, span.end)])
        index += 1
    return " ".join(" ".join(pieces).split())

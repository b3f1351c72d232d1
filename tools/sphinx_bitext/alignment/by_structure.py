"""Pairs the blocks of two texts: a monotone dynamic programme over structure, anchors, length and known keys."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from ..model import Block, Certainty
from .evidence import Evidence, anchors
from .monotone import Pair, Point, Table, pair_up

Keys = Sequence[frozenset[str]]
"""For each block, what is known to identify it in both texts, e.g. its unit numbers."""

_ALT_RE = re.compile(r"!\[[^\[\]]*\](?=\()")
_GAP = 2.0
"""Price of a block without a partner, in nats: about one block in eight has none where the structures differ."""
_LEAST = 0.3
"""Probability from which a pair is taken."""
_SURE, _GOOD = 0.98, 0.7
"""Probabilities from which a pair is certain, and likely."""
_DOUBT = -0.5
"""Weight in nats from which two blocks in the same place of two like articles are believed to be a pair."""
_SAME_UNIT = 12.0
_SAME_CODE = 4.0
_BAND = 40
_MOST_CELLS = 300_000
"""Pairs of blocks that are weighed at most, so that two texts of very different length take bounded time."""
_MOST_COMPARED = 50_000_000
"""Pairs of texts of two versions that are compared at most; a pair costs one bit."""
_WINDOW = 60
"""Texts that a changed one is compared with."""
_ALIKE = 50.0
"""Percent of equal text from which a changed block counts as the same block."""


class Link(NamedTuple):
    """One pair of block indices; None where one side has nothing."""

    source: int | None
    target: int | None
    certainty: Certainty


def align_blocks(
    source: Sequence[Block],
    target: Sequence[Block],
    source_keys: Keys | None = None,
    target_keys: Keys | None = None,
    *,
    same_text: bool = False,
) -> tuple[Link, ...]:
    """Return the pairs in reading order; each index of either side occurs exactly once.

    `same_text` says that `target` is known to be a translation of just this text, so an equal structure proves enough.
    """
    empty: frozenset[str] = frozenset()
    left = source_keys if source_keys is not None else [empty] * len(source)
    right = target_keys if target_keys is not None else [empty] * len(target)
    one, two = _items(source, left), _items(target, right)
    known = same_text or source_keys is not None
    if _same_structure(one, two) and (known or _Weights(one, two).agree()):
        return tuple(Link(index, index, Certainty.CERTAIN) for index in range(len(source)))
    found = _pair(one, two)
    # The cells of two rows are looked at by themselves; rows of as many cells are alike cell by cell.
    pairs = [inner for pair in found for inner in _cells(one[pair.row], two[pair.column], pair)]
    return _links(pairs, len(source), len(target))


class _Item(NamedTuple):
    """A block, or all cells of a row of a table."""

    kind: tuple[str, int, tuple[str, ...]]
    blocks: range
    cells: Sequence[Block]
    keys: Keys

    @property
    def content(self) -> str:
        return "\n".join([block.content for block in self.cells])

    @property
    def key(self) -> frozenset[str]:
        return self.keys[0].union(*self.keys[1:])

    @property
    def is_message(self) -> bool:
        return self.cells[0].is_message


def _items(blocks: Sequence[Block], keys: Keys) -> list[_Item]:
    items = []
    start = 0
    for stop in range(1, len(blocks) + 1):
        first = blocks[start]
        if stop < len(blocks) and first.row and blocks[stop].row == first.row:
            continue
        kind = (first.kind, first.level, first.containers)
        items.append(_Item(kind, range(start, stop), blocks[start:stop], keys[start:stop]))
        start = stop
    return items


def _same_structure(source: Sequence[_Item], target: Sequence[_Item]) -> bool:
    if len(source) != len(target):
        return False
    return all(
        one.kind == two.kind and one.blocks == two.blocks and _may_share(one.keys, two.keys)
        for one, two in zip(source, target, strict=True)
    )


def _may_share(one: Keys, two: Keys) -> bool:
    return all(mine == yours or not mine or not yours for mine, yours in zip(one, two, strict=True))


def _pair(source: Sequence[_Item], target: Sequence[_Item]) -> list[Pair]:
    weights = _Weights(source, target)
    # Landmarks are only needed where the band that holds any shift is too much to look at.
    shift = _BAND + abs(len(source) - len(target))
    points = weights.landmarks() if 2 * shift * len(source) > _MOST_CELLS else ()
    table = Table.make(len(source), len(target), _BAND, _MOST_CELLS, points)
    return pair_up(table, weights.weigh, _GAP, _LEAST)


def _cells(one: _Item, two: _Item, pair: Pair) -> Iterator[Pair]:
    """Yield the pairs of blocks of a pair of items."""
    if len(one.blocks) == len(two.blocks):
        found: Sequence[Pair] = [Pair(index, index, 1.0) for index in range(len(one.blocks))]
    else:
        found = _pair(_singles(one), _singles(two))
    for row, column, probability in found:
        yield Pair(one.blocks[row], two.blocks[column], probability * pair.probability)


def _singles(item: _Item) -> list[_Item]:
    cells = zip(item.blocks, item.cells, item.keys, strict=True)
    return [_Item(item.kind, range(index, index + 1), [cell], [key]) for index, cell, key in cells]


def _links(pairs: Sequence[Pair], rows: int, columns: int) -> tuple[Link, ...]:
    """Return the pairs and, between them, what stands alone: the source first."""
    links: list[Link] = []
    row = column = 0
    for pair in [*pairs, Pair(rows, columns, 1.0)]:
        links += (Link(index, None, Certainty.LIKELY) for index in range(row, pair.row))
        links += (Link(None, index, Certainty.LIKELY) for index in range(column, pair.column))
        row, column = pair.row + 1, pair.column + 1
        if pair.row < rows:
            links.append(Link(pair.row, pair.column, certainty_of(pair.probability)))
    return tuple(links)


def certainty_of(probability: float) -> Certainty:
    """Return how sure a pair is."""
    if probability >= _SURE:
        return Certainty.CERTAIN
    return Certainty.LIKELY if probability >= _GOOD else Certainty.POSSIBLE


class _Weights:
    """Weighs pairs of items, in nats: how much better they fit than two that only stand in one article."""

    def __init__(self, source: Sequence[_Item], target: Sequence[_Item]) -> None:
        self._source, self._target = source, target
        self._keys = [item.key for item in source], [item.key for item in target]
        self._texts = [item.content for item in source], [item.content for item in target]
        self._evidence = Evidence(*self._texts)
        counts = Counter(item.kind for item in (*source, *target))
        self._rarity = {kind: math.log(counts.total() / count) for kind, count in counts.items()}

    def agree(self) -> bool:
        """Say whether no item looks out of place beside the one with the same number."""
        return all(self._evidence.weigh(index, index) > _DOUBT for index in range(len(self._source)))

    def landmarks(self) -> list[Point]:
        """Return pairs of items that are sure to belong together."""
        return self._evidence.landmarks()

    def weigh(self, row: int, column: int) -> float:
        """Return the weight of a pair; minus infinity where it cannot be one."""
        one, two = self._source[row], self._target[column]
        mine, yours = self._keys[0][row], self._keys[1][column]
        weight = 0.0
        if mine and yours:
            weight = _SAME_UNIT if mine & yours else -_SAME_UNIT
        if one.is_message != two.is_message or (not one.is_message and one.kind[0] != two.kind[0]):
            # A translation may turn a paragraph into code by its indentation; the unit numbers know better.
            return weight if weight > 0 else -math.inf
        if not one.is_message:
            return _SAME_CODE if self._texts[0][row] == self._texts[1][column] else 0.0
        return weight + self._structure(one, two) + self._evidence.weigh(row, column)

    def _structure(self, one: _Item, two: _Item) -> float:
        if one.kind == two.kind:
            return self._rarity[one.kind]
        return -1.5 if one.kind[0] == two.kind[0] else -2.5


def align_versions(old: Sequence[Block], new: Sequence[Block]) -> tuple[Link, ...]:
    """Return the pairs of two versions of one text in one language: equal blocks first, then the most alike."""
    links: list[Link] = []
    before, now = ([without_alts(block.message) for block in blocks] for blocks in (old, new))
    for equal, rows, columns in _runs(before, now):
        if equal:
            links += (Link(i, j, Certainty.CERTAIN) for i, j in zip(rows, columns, strict=True))
            continue
        for i, j in _alike(rows, columns, lambda i, j: _likeness(old[i], new[j])):
            links.append(Link(i, j, Certainty.LIKELY))
    return tuple(links)


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, range, range]]:
    """Yield (equal or not, range of the old, range of the new) in order; the longest common subsequence is equal."""
    if len(old) * len(new) > _MOST_COMPARED:
        yield from _edges(old, new)
        return
    numbers: dict[str, int] = {}
    one, two = ([numbers.setdefault(text, len(numbers)) for text in texts] for texts in (old, new))
    i = j = 0
    for op in Indel.opcodes(one, two):
        if op.tag == "equal":
            if i < op.src_start or j < op.dest_start:
                yield False, range(i, op.src_start), range(j, op.dest_start)
            yield True, range(op.src_start, op.src_end), range(op.dest_start, op.dest_end)
            i, j = op.src_end, op.dest_end
    if i < len(old) or j < len(new):
        yield False, range(i, len(old)), range(j, len(new))


def _edges(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, range, range]]:
    """Yield what two very long versions begin and end with alike, and all that is between as changed."""
    rows, columns, least = len(old), len(new), min(len(old), len(new))
    head = next((i for i in range(least) if old[i] != new[i]), least)
    tail = next((i for i in range(least - head) if old[rows - 1 - i] != new[columns - 1 - i]), least - head)
    yield True, range(head), range(head)
    yield False, range(head, rows - tail), range(head, columns - tail)
    yield True, range(rows - tail, rows), range(columns - tail, columns)


def _alike(
    rows: range, columns: range, likeness: Callable[[int, int], float]
) -> Iterator[tuple[int | None, int | None]]:
    """Pair what changed greedily and in order: each with the next one that holds at least half of its text."""
    following = columns.start
    for i in rows:
        near = range(following, min(columns.stop, following + _WINDOW))
        score, negative = max(((likeness(i, j), -j) for j in near), default=(0.0, 0))
        if score < _ALIKE:
            yield i, None
            continue
        yield from ((None, j) for j in range(following, -negative))
        yield i, -negative
        following = 1 - negative
    yield from ((None, j) for j in range(following, columns.stop))


def _likeness(old: Block, new: Block) -> float:
    """Return the percent of text that two blocks share; the same links, code and numbers count for a lot."""
    if old.is_message != new.is_message:
        return 0.0
    one, two = without_alts(old.message), without_alts(new.message)
    found = anchors(one)
    return fuzz.ratio(one, two) + (_ALIKE if found and found == anchors(two) else 0.0)


def without_alts(markdown: str) -> str:
    """Return English inline Markdown without image descriptions: deliveries have those in their own language."""
    return _ALT_RE.sub("![]", markdown)


def pair_versions(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Return (sentence then, sentence now) of what differs between two versions; one of the two may be empty."""
    changed: list[tuple[str, str]] = []
    for equal, rows, columns in _runs(old, new):
        if not equal:
            pairs = _alike(rows, columns, lambda i, j: fuzz.ratio(old[i], new[j]))
            changed += (("" if i is None else old[i], "" if j is None else new[j]) for i, j in pairs)
    return [(then, now) for then, now in changed if then != now]

"""Pairs the blocks of two texts: a monotone dynamic programme over structure, anchors, length and known keys."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from ..model import Block, Certainty
from .evidence import Evidence, anchors
from .monotone import Pair, Table, band, pair_up

Keys = Sequence[frozenset[str]]
"""For each block, what is known to identify it in both texts, e.g. its unit numbers."""

_ALT_RE = re.compile(r"!\[[^\[\]]*\](?=\()")
_GAP = 2.0
"""Price of a block without a partner, in nats: about one block in eight has none where the structures differ."""
_LEAST = 0.3
"""Probability from which a pair is taken."""
_SURE = 0.98
"""Probability from which a pair is certain."""
_BAND = 40
_MOST_CELLS = 300_000
"""Pairs of blocks that are weighed at most, so that two texts of very different length take bounded time."""
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
) -> tuple[Link, ...]:
    """Return the pairs in reading order; each index of either side occurs exactly once."""
    empty: frozenset[str] = frozenset()
    left = source_keys if source_keys is not None else [empty] * len(source)
    right = target_keys if target_keys is not None else [empty] * len(target)
    weights = _Weights(source, target, left, right)
    if _same_structure(source, target, left, right) and (source_keys is not None or weights.agree()):
        return tuple(Link(index, index, Certainty.CERTAIN) for index in range(len(source)))
    table = Table.make(len(source), len(target), _BAND, _MOST_CELLS)
    return _links(pair_up(table, weights.weigh, _GAP, _LEAST), len(source), len(target))


def _signature(block: Block) -> tuple[str, int, tuple[str, ...]]:
    return (block.kind, block.level, block.containers)


def _same_structure(source: Sequence[Block], target: Sequence[Block], left: Keys, right: Keys) -> bool:
    if len(source) != len(target):
        return False
    pairs = zip(source, target, left, right, strict=True)
    return all(_signature(one) == _signature(two) and (a == b or not a or not b) for one, two, a, b in pairs)


def _links(pairs: Sequence[Pair], rows: int, columns: int) -> tuple[Link, ...]:
    """Return the pairs and, between them, what stands alone: the source first."""
    links: list[Link] = []
    row = column = 0
    for pair in [*pairs, Pair(rows, columns, 1.0)]:
        links += (Link(index, None, Certainty.LIKELY) for index in range(row, pair.row))
        links += (Link(None, index, Certainty.LIKELY) for index in range(column, pair.column))
        row, column = pair.row + 1, pair.column + 1
        if pair.row < rows:
            sure = Certainty.CERTAIN if pair.probability >= _SURE else Certainty.LIKELY
            links.append(Link(pair.row, pair.column, sure))
    return tuple(links)


class _Weights:
    """Weighs pairs of blocks, in nats."""

    def __init__(self, source: Sequence[Block], target: Sequence[Block], left: Keys, right: Keys) -> None:
        self._source, self._target, self._left, self._right = source, target, left, right
        self._evidence = None
        counts = Counter(map(_signature, source)) + Counter(map(_signature, target))
        self._rarity = {kind: math.log((len(source) + len(target)) / count) for kind, count in counts.items()}

    @property
    def evidence(self) -> Evidence:
        if self._evidence is None:
            self._evidence = Evidence([b.content for b in self._source], [b.content for b in self._target])
        return self._evidence

    def agree(self) -> bool:
        """Say whether each block fits the one with the same number."""
        return all(self.evidence.weigh(index, index) > _DOUBT for index in range(len(self._source)))

    def weigh(self, row: int, column: int) -> float:
        one, two = self._source[row], self._target[column]
        mine, yours = self._left[row], self._right[column]
        weight = 0.0
        if mine and yours:
            weight = _SAME_UNIT if mine & yours else -_SAME_UNIT
        if one.is_message != two.is_message or (not one.is_message and one.kind != two.kind):
            # A translation may turn a paragraph into code by its indentation; the unit numbers know better.
            return weight if weight > 0 else -math.inf
        if not one.is_message:
            return _SAME_CODE if one.content == two.content else 0.0
        return weight + self._structure(one, two) + self.evidence.weigh(row, column)

    def _structure(self, one: Block, two: Block) -> float:
        if _signature(one) == _signature(two):
            return self._rarity[_signature(one)]
        return -1.5 if one.kind == two.kind else -2.5


_DOUBT = -1.5
_SAME_UNIT = 12.0
_SAME_CODE = 4.0


def align_versions(old: Sequence[Block], new: Sequence[Block]) -> tuple[Link, ...]:
    """Return the pairs of two versions of one text in one language: equal blocks first, then the most alike."""
    links: list[Link] = []
    before, now = ([without_alts(block.message) for block in blocks] for blocks in (old, new))
    matcher = difflib.SequenceMatcher(None, before, now, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            links += (Link(i, j, Certainty.CERTAIN) for i, j in zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            links += _alike(old, new, range(i1, i2), range(j1, j2))
    return tuple(links)


def _alike(old: Sequence[Block], new: Sequence[Block], rows: range, columns: range) -> list[Link]:
    """Pair changed blocks greedily and in order: each with the next one that holds at least half of its text."""
    links: list[Link] = []
    following = columns.start
    for i in rows:
        scores = [(_likeness(old[i], new[j]), -j) for j in range(following, columns.stop)]
        score, negative = max(scores, default=(0.0, 0))
        if score < _ALIKE:
            links.append(Link(i, None, Certainty.LIKELY))
            continue
        links += (Link(None, j, Certainty.LIKELY) for j in range(following, -negative))
        links.append(Link(i, -negative, Certainty.LIKELY))
        following = 1 - negative
    links += (Link(None, j, Certainty.LIKELY) for j in range(following, columns.stop))
    return links


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
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        following = j1
        for i in range(i1, i2):
            scores = [(fuzz.ratio(old[i], new[j]), -j) for j in range(following, j2)]
            score, negative = max(scores, default=(0.0, 0))
            if score < _ALIKE:
                changed.append((old[i], ""))
                continue
            changed += (("", new[j]) for j in range(following, -negative))
            changed.append((old[i], new[-negative]))
            following = 1 - negative
        changed += (("", new[j]) for j in range(following, j2))
    return changed

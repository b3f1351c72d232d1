"""Pairs the blocks of two texts: a monotone dynamic programme over structure, anchors, length and known keys."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from ..model import Block, Certainty

Keys = Sequence[frozenset[str]]
"""For each block, what is known to identify it in both texts, e.g. its unit numbers."""

_ANCHOR_RE = re.compile(r"\]\(([^()\s]+)|(?<!`)(`++[^`]++`++)|<(https?:[^<>\s]+)>|(?<![\w.,])(\d[\d.,]*\d|\d)(?![\w])")
_ALT_RE = re.compile(r"!\[[^\[\]]*\](?=\()")
_GAP = 1.6
_IMPOSSIBLE = 1e6
_BAND = 40
_MOST_CELLS = 2_000_000
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
    if _same_structure(source, target, left, right):
        return tuple(Link(index, index, Certainty.CERTAIN) for index in range(len(source)))
    return _programme(source, target, left, right)


def _signature(block: Block) -> tuple[str, int, tuple[str, ...]]:
    return (block.kind, block.level, block.containers)


def _same_structure(source: Sequence[Block], target: Sequence[Block], left: Keys, right: Keys) -> bool:
    if len(source) != len(target):
        return False
    pairs = zip(source, target, left, right, strict=True)
    return all(_signature(one) == _signature(two) and (a == b or not a or not b) for one, two, a, b in pairs)


def band(row: int, rows: int, columns: int, least: int, most_cells: int) -> range:
    """Return the columns to look at in one row of a table of alignments: those about the diagonal.

    The band is `least` columns wide on either side, and wider by as much as the sides differ in length; beyond
    `most_cells` in all it narrows, but never so far that the rows lose touch.
    """
    if not rows:
        return range(columns + 1)
    width = least + abs(rows - columns)
    if 2 * width * rows > most_cells:
        width = max(least, columns // rows + 1, most_cells // (2 * rows))
    centre = row * columns // rows
    return range(max(0, centre - width), min(columns, centre + width) + 1)


def _programme(source: Sequence[Block], target: Sequence[Block], left: Keys, right: Keys) -> tuple[Link, ...]:
    """Fill the table of cheapest alignments within a band around the diagonal, then walk it back."""
    rows, columns = len(source), len(target)
    ratio = _length_ratio(source, target)
    steps: list[dict[int, str]] = []
    above: dict[int, float] = {}
    for i in range(rows + 1):
        row: dict[int, float] = {}
        moves: dict[int, str] = {}
        for j in band(i, rows, columns, _BAND, _MOST_CELLS):
            best, step = (0.0, "") if not i and not j else (math.inf, "")
            if i and j and j - 1 in above:
                best = above[j - 1] + _pair_cost(source[i - 1], target[j - 1], left[i - 1], right[j - 1], ratio)
                step = "pair"
            if above.get(j, math.inf) + _GAP < best:
                best, step = above[j] + _GAP, "source"
            if row.get(j - 1, math.inf) + _GAP < best:
                best, step = row[j - 1] + _GAP, "target"
            row[j], moves[j] = best, step
        above = row
        steps.append(moves)
    return _walk_back(steps, rows, columns)


def _walk_back(steps: Sequence[Mapping[int, str]], rows: int, columns: int) -> tuple[Link, ...]:
    links = []
    i, j = rows, columns
    while i or j:
        move = steps[i][j]
        if move == "pair":
            i, j = i - 1, j - 1
            links.append(Link(i, j, Certainty.LIKELY))
        elif move == "source":
            i -= 1
            links.append(Link(i, None, Certainty.LIKELY))
        else:
            j -= 1
            links.append(Link(None, j, Certainty.LIKELY))
    return tuple(reversed(links))


def _pair_cost(source: Block, target: Block, left: frozenset[str], right: frozenset[str], ratio: float) -> float:
    if source.is_message != target.is_message:
        # A translation may turn a paragraph into code by its indentation; the unit numbers know better.
        return -3.0 if left & right else _IMPOSSIBLE
    if not source.is_message:
        if source.kind != target.kind:
            return _IMPOSSIBLE
        return -1.0 if source.content == target.content else 0.4
    cost = 0.0
    if left and right:
        cost += -6.0 if left & right else 4.0
    if source.kind != target.kind:
        cost += 1.2
    elif source.level != target.level:
        cost += 0.5
    if source.containers != target.containers:
        cost += 0.7
    return cost + _anchor_cost(source.content, target.content) + _length_cost(source, target, ratio)


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


@lru_cache(maxsize=4096)
def anchors(content: str) -> frozenset[str]:
    """Return what a translation leaves as it is: link destinations, code spans and numbers of inline Markdown."""
    found = (next(group for group in match.groups() if group) for match in _ANCHOR_RE.finditer(content))
    return frozenset(item.lower() for item in found)


def _anchor_cost(source: str, target: str) -> float:
    if source == target:
        return -1.0
    one, two = anchors(source), anchors(target)
    if not one and not two:
        return 0.0
    return 1.2 * (1 - 2 * len(one & two) / (len(one) + len(two)))


def _length_ratio(source: Sequence[Block], target: Sequence[Block]) -> float:
    total_source = sum(len(block.content) for block in source if block.is_message)
    total_target = sum(len(block.content) for block in target if block.is_message)
    return (total_target + 1) / (total_source + 1)


def _length_cost(source: Block, target: Block, ratio: float) -> float:
    expected = len(source.content) * ratio + 4
    return min(2.0, abs(math.log((len(target.content) + 4) / expected)))

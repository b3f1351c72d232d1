"""Two versions of one English text, block by block or sentence by sentence, in time that grows with their length."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Block, Certainty
from .by_structure import Link, align_versions, pair_versions, without_alts

_MOST_PAIRS = 40_000
"""Pairs of items that are compared as they are; longer versions are cut up first."""
_CHUNK = 50
"""Items that are compared at once where long versions share nothing unique."""


class _Stretch(NamedTuple):
    """What belongs together in two versions."""

    old: range
    new: range
    equal: bool


def link_versions(old: Sequence[Block], new: Sequence[Block]) -> tuple[Link, ...]:
    """Return the pairs of blocks of two versions, in reading order; equal blocks are certain."""
    before, now = ([without_alts(block.message) for block in blocks] for blocks in (old, new))
    links: list[Link] = []
    for one, two, equal in _stretches(before, now):
        if equal:
            links += (Link(i, j, Certainty.CERTAIN) for i, j in zip(one, two, strict=True))
            continue
        for source, target, certainty in align_versions(old[one.start : one.stop], new[two.start : two.stop]):
            first = None if source is None else source + one.start
            second = None if target is None else target + two.start
            links.append(Link(first, second, certainty))
    return tuple(links)


def changed_sentences(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return (sentence then, sentence now) of what differs between two versions; one of the two may be empty."""
    return tuple(
        change
        for one, two, equal in _stretches(old, new)
        if not equal
        for change in pair_versions(old[one.start : one.stop], new[two.start : two.stop])
    )


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[_Stretch]:
    """Yield the versions cut up: equal ends, then at what is unique in both, then into chunks of like share."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    yield _Stretch(range(first), range(first), equal=True)
    yield from _middle(old, new, range(first, len(old) - last), range(first, len(new) - last))
    yield _Stretch(range(len(old) - last, len(old)), range(len(new) - last, len(new)), equal=True)


def _middle(old: Sequence[str], new: Sequence[str], one: range, two: range) -> Iterator[_Stretch]:
    if len(one) * len(two) <= _MOST_PAIRS:
        yield _Stretch(one, two, equal=False)
        return
    i, j = one.start, two.start
    for k, m in [*_unique_pairs(old, new, one, two), (one.stop, two.stop)]:
        yield from _chunks(range(i, k), range(j, m))
        if k < one.stop:
            yield _Stretch(range(k, k + 1), range(m, m + 1), equal=True)
        i, j = k + 1, m + 1


def _chunks(one: range, two: range) -> Iterator[_Stretch]:
    count = 1 if len(one) * len(two) <= _CHUNK * _CHUNK else -(-max(len(one), len(two)) // _CHUNK)
    for number in range(count):
        cuts = (len(part) * at // count for part in (one, two) for at in (number, number + 1))
        a, b, c, d = cuts
        yield _Stretch(one[a:b], two[c:d], equal=False)


def _unique_pairs(old: Sequence[str], new: Sequence[str], one: range, two: range) -> list[tuple[int, int]]:
    """Return the longest ascending row of pairs of items that stand once in either version."""
    before, now = Counter(old[i] for i in one), Counter(new[j] for j in two)
    place = {new[j]: j for j in two if now[new[j]] == 1}
    pairs = [(i, place[old[i]]) for i in one if before[old[i]] == 1 and old[i] in place]
    ends: list[int] = []
    tops: list[int] = []
    previous: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect.bisect_left(ends, j)
        previous.append(tops[length - 1] if length else None)
        ends[length : length + 1] = [j]
        tops[length : length + 1] = [index]
    row: list[tuple[int, int]] = []
    at = tops[-1] if tops else None
    while at is not None:
        row.append(pairs[at])
        at = previous[at]
    return row[::-1]

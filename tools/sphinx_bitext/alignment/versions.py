"""Two versions of one English text, block by block or sentence by sentence, in time that grows with their length."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from ..model import Block, Certainty
from .by_structure import Link, align_versions, pair_versions, without_alts

_MOST_PAIRS = 40_000
"""Pairs of items that are compared as they are; longer versions are cut up first."""
_MOST_CELLS = 1e10
"""Pairs of characters that are compared so."""
_CHUNK = 50
"""Items that are compared at once where long versions share nothing unique."""
_CHUNK_CELLS = 1e8
"""Pairs of characters that are compared at once; what is longer is paired in order, unseen."""


class _Stretch(NamedTuple):
    """What belongs together in two versions."""

    old: range
    new: range
    kind: Literal["equal", "alike", "long"]


def link_versions(old: Sequence[Block], new: Sequence[Block]) -> tuple[Link, ...]:
    """Return the pairs of blocks of two versions, in reading order; equal blocks are certain."""
    before, now = ([without_alts(block.message) for block in blocks] for blocks in (old, new))
    links: list[Link] = []
    for one, two, kind in _stretches(before, now):
        if kind != "alike":
            certainty = Certainty.CERTAIN if kind == "equal" else Certainty.LIKELY
            links += (Link(i, j, certainty) for i, j in zip_longest(one, two))
            continue
        for source, target, certainty in align_versions(old[one.start : one.stop], new[two.start : two.stop]):
            first = None if source is None else source + one.start
            second = None if target is None else target + two.start
            links.append(Link(first, second, certainty))
    return tuple(links)


def changed_sentences(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return (sentence then, sentence now) of what differs between two versions; one of the two may be empty."""
    changed: list[tuple[str, str]] = []
    for one, two, kind in _stretches(old, new):
        then, now = old[one.start : one.stop], new[two.start : two.stop]
        if kind == "alike":
            changed += pair_versions(then, now)
        elif kind == "long":
            changed += (pair for pair in zip_longest(then, now, fillvalue="") if pair[0] != pair[1])
    return tuple(changed)


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[_Stretch]:
    """Yield the versions cut up: equal ends, then at what is unique in both, then into chunks of like share."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    yield _Stretch(range(first), range(first), "equal")
    yield from _middle(old, new, range(first, len(old) - last), range(first, len(new) - last))
    yield _Stretch(range(len(old) - last, len(old)), range(len(new) - last, len(new)), "equal")


def _middle(old: Sequence[str], new: Sequence[str], one: range, two: range) -> Iterator[_Stretch]:
    if len(one) * len(two) <= _MOST_PAIRS and _cells(old, new, one, two) <= _MOST_CELLS:
        yield _Stretch(one, two, "alike")
        return
    i, j = one.start, two.start
    for k, m in _unique_pairs(old, new, one, two):
        yield from _chunks(old, new, range(i, k), range(j, m))
        yield _Stretch(range(k, k + 1), range(m, m + 1), "equal")
        i, j = k + 1, m + 1
    yield from _chunks(old, new, range(i, one.stop), range(j, two.stop))


def _cells(old: Sequence[str], new: Sequence[str], one: range, two: range) -> int:
    return sum(len(old[i]) for i in one) * sum(len(new[j]) for j in two)


def _chunks(old: Sequence[str], new: Sequence[str], one: range, two: range) -> Iterator[_Stretch]:
    count = -(-max(len(one), len(two)) // _CHUNK)
    for number in range(count):
        a, b, c, d = (len(part) * at // count for part in (one, two) for at in (number, number + 1))
        kind: Literal["alike", "long"] = "alike"
        if _cells(old, new, one[a:b], two[c:d]) > _CHUNK_CELLS:
            kind = "long"
        yield _Stretch(one[a:b], two[c:d], kind)


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

"""Numbers of two sides, paired by what they may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .reader import Number


@dataclass(frozen=True, slots=True)
class Placed:
    """A number with the sentence of the passage it stands in."""

    sentence: int
    number: Number


_FEW = 200
"""Where more than so many numbers differ, no reader asks which of them could be parts of which."""

Explains = Callable[[Placed], bool]
"""Says whether a number needs no counterpart."""


def unmatched(
    source: list[Placed], target: list[Placed], source_explained: Explains, target_explained: Explains
) -> tuple[list[Placed], list[Placed]]:
    """Return what the two sides do not share.

    Numbers are paired inside a sentence first, then within the passage, then by other conventions; then those written
    together, such as `4.3.2021`, with the numbers they consist of. What its own sentence explains, such as the `10` of
    October, is no counterpart of a number of another sentence, but for 1, which any article says.
    """
    source, target = _pair(source, target, lambda one: [f"{one.sentence} {value}" for value in one.number.values])
    target, aside = _put_aside(target, target_explained) if source else (target, [])
    source, target = _pair(source, target, lambda one: one.number.values)
    source, target = _pair(source, target, lambda one: (*one.number.values, *one.number.loose))
    if 0 < len(source) + len(target) <= _FEW:
        source, target = _pair(source, target, lambda one: [_all_parts(one.number)])
        target, source = _compound([*target, *aside], source, target_explained)
        source, target = _compound(source, target, source_explained)
        return source, target
    return source, [*target, *aside]


def _put_aside(target: list[Placed], explained: Explains) -> tuple[list[Placed], list[Placed]]:
    """Return the numbers that want a counterpart, and those that have one in the words of their own sentence."""
    wanting: list[Placed] = []
    aside: list[Placed] = []
    for one in target:
        (aside if "1" not in one.number.values and explained(one) else wanting).append(one)
    return wanting, aside


def _pair(
    source: list[Placed], target: list[Placed], keys: Callable[[Placed], Sequence[str]]
) -> tuple[list[Placed], list[Placed]]:
    """Return what has no counterpart with a key in common."""
    free: dict[str, list[int]] = {}
    for index in range(len(target) - 1, -1, -1):
        for key in keys(target[index]):
            free.setdefault(key, []).append(index)
    taken: set[int] = set()
    left = []
    for one in source:
        found = _take((free[key] for key in keys(one) if key in free), taken)
        if found is None:
            left.append(one)
        else:
            taken.add(found)
    return left, [one for index, one in enumerate(target) if index not in taken]


def _take(stacks: Iterable[list[int]], taken: set[int]) -> int | None:
    for stack in stacks:
        while stack:
            index = stack.pop()
            if index not in taken:
                return index
    return None


def _all_parts(number: Number) -> str:
    parts = [part.values[0] for part in number.parts if part.values]
    return " ".join(sorted(parts)) or number.text


def _compound(wholes: list[Placed], others: list[Placed], explained: Explains) -> tuple[list[Placed], list[Placed]]:
    """Take away the numbers of which every part stands on the other side or needs no counterpart."""
    left = []
    for whole in wholes:
        rest = _without_parts(whole, others, explained) if whole.number.parts else None
        if rest is None:
            left.append(whole)
        else:
            others = rest
    return left, others


def _without_parts(whole: Placed, others: list[Placed], explained: Explains) -> list[Placed] | None:
    """Return `others` without the parts of a number; None where one of them is not there."""
    parts = [Placed(whole.sentence, part) for part in whole.number.parts]
    missing, rest = _pair(parts, others, lambda one: one.number.values)
    deeper = [part for one in missing if not explained(one) for part in one.number.parts or (one.number,)]
    missing, rest = _pair([Placed(whole.sentence, part) for part in deeper], rest, lambda one: one.number.values)
    return rest if len(rest) < len(others) and all(explained(one) for one in missing) else None

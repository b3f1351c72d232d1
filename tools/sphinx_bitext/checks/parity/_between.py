"""Sentences and units that stand between the same two units: which belong together, and which numbers are free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model import Unit


class Free(NamedTuple):
    """A sentence of the English without a number."""

    text: str
    follows_image: bool
    """Whether an image stands between it and the unit before: its description has a number and no unit."""


def matched(texts: Sequence[str], units: Sequence[Unit]) -> Iterator[tuple[str, Unit | None]]:
    """Yield pairs of what stands in one place: in order, each unit with all of a text that it is cut from."""
    left = list(texts)
    for position, unit in enumerate(units):
        taken = _how_many(left, unit.source, len(units) - position - 1)
        yield " ".join(left[:taken]), unit
        del left[:taken]
    if units:
        yield from ((text, None) for text in left)


def _how_many(texts: Sequence[str], sentence: str, others: int) -> int:
    """Return how many of the first texts are about as long as a sentence, some left for each of the other units."""
    if not texts:
        return 0
    most = max(1, len(texts) - others)
    return min(range(1, most + 1), key=lambda count: abs(len(" ".join(texts[:count])) - len(sentence)))


def numbers_between(before: str | None, after: str | None, texts: Sequence[Free]) -> Sequence[str | None]:
    """Return the numbers of sentences between two units: as many as are free, images counted; else None for each."""
    count = len(texts)
    one = None if before is None or before.startswith("p") else int(before)
    two = None if after is None or after.startswith("p") else int(after)
    images = {text.follows_image for text in texts}
    first = one + 1 if one is not None else None
    if two is None:
        first = None if True in images else first
    elif one is None or (two - one - 1 > count and images == {True}):
        first = two - count
    elif two - one - 1 < count or len(images) > 1:
        first = None
    return [None] * count if first is None else [str(first + index) for index in range(count)]

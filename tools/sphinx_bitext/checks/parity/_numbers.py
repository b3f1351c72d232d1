"""Unit numbers of one delivery: what it has, and which numbers its paragraphs translated as a whole cover."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ...model import Article, Bitext, English, PlacedUnit, Span, Unit
from .._memo import Same
from .._tokens import letters

_KEPT = 16
"""Articles of which it is kept which paragraphs have changed: several checks ask for those of each."""
Range = tuple[float, float]
"""A run of `p` units covers the plain numbers strictly between the two."""


def english_of(bitext: Bitext) -> English | None:
    """Return the English that a delivery with spans was made from: what the units of all locales of its hash say."""
    return bitext.made_from if bitext.stale else bitext.english


def plain_number(unit: str) -> int | None:
    """Return the number of a plain unit, None for a paragraph's."""
    return None if unit.startswith("p") else int(unit)


def covered_ranges(units: Sequence[Unit]) -> tuple[Range, ...]:
    """Return what the runs of `p` units cover: all numbers between their plain neighbours; ascending."""
    return tuple(sorted(run.range for run in _runs(units)))


class _Run(NamedTuple):
    """Paragraphs translated as a whole, one behind the other."""

    range: Range
    paragraphs: Sequence[Unit]


def _runs(units: Sequence[Unit]) -> Iterator[_Run]:
    before: float = 0
    run: list[Unit] = []
    for unit in units:
        if unit.id.is_paragraph:
            run.append(unit)
            continue
        if run:
            yield _Run((before, unit.id.number), run)
        before, run = unit.id.number, []
    if run:
        yield _Run((before, float("inf")), run)


def changed_paragraphs(units: Sequence[Unit], english: English) -> Mapping[str, Mapping[str, str]]:
    """Return the paragraphs translated as a whole whose English nothing has: in its stead these sentences, by number.

    Nothing can be said of two such paragraphs in a row.
    """
    return _changed_paragraphs(Same(units), Same(english))


@lru_cache(maxsize=_KEPT)
def _changed_paragraphs(same: Same[Sequence[Unit]], other: Same[English]) -> Mapping[str, Mapping[str, str]]:
    units, english = same.value, other.value
    runs = [run for run in _runs(units) if any(_is_own(one, english) for one in run.paragraphs)]
    if not runs:
        return {}
    present = {unit.id.unit for unit in units}
    plain = {unit: letters(text) for unit, text in english.units.items() if plain_number(unit) is not None}
    joined = "".join(plain.values())
    found = {}
    for limits, paragraphs in runs:
        texts = {one.id.unit: letters(one.source) for one in paragraphs if _is_own(one, english)}
        odd = [unit for unit, text in texts.items() if text and text not in joined]
        if len(odd) == 1:
            rest = "".join(text for unit, text in texts.items() if unit != odd[0])
            free = [one for one in plain if one not in present and covers([limits], int(one))]
            found[odd[0]] = {one: english.units[one] for one in free if plain[one] not in rest}
    return {unit: sentences for unit, sentences in found.items() if sentences}


def _is_own(paragraph: Unit, english: English) -> bool:
    """Say whether no other locale has a paragraph."""
    return english.votes.get(paragraph.id.unit, 0) <= 1


def covers(ranges: Sequence[Range], number: int) -> bool:
    """Say whether `number` lies in one of the ranges, which ascend."""
    index = bisect.bisect_left(ranges, (number, 0.0)) - 1
    return index >= 0 and ranges[index][0] < number < ranges[index][1]


def units_in(english: English, place: Span) -> Iterator[PlacedUnit]:
    """Yield the units that begin in a range of the English body."""
    units = english.side.units
    for index in range(bisect.bisect_left(units, place.start, key=lambda one: one.start), len(units)):
        if units[index].start >= place.end:
            return
        yield units[index]


def numbers_in(english: English, place: Span) -> Iterator[str]:
    """Yield the numbers of the units that begin in a range of the English body."""
    return (one.unit for one in units_in(english, place))


def english_letters(article: Article) -> str:
    """Return the letters of all English of a delivery, to find a paragraph whatever units it is cut into."""
    return "".join(letters(unit.source) for unit in article.units)


class ReadingOrder:
    """Finds the unit of a delivery behind which a unit that it lacks belongs."""

    def __init__(self, units: Sequence[Unit], english: English) -> None:
        self._english = english
        self._starts = {placed.unit: placed.start for placed in english.side.units}
        placed = [unit for unit in units if unit.id.unit in self._starts]
        self._placed = sorted(placed, key=lambda unit: self._starts[unit.id.unit])
        self._counted = sorted(units, key=_on_its_counter)

    def before(self, unit: str) -> Unit | None:
        """Return the last unit before `unit`: as the English body has them in order, else by number."""
        at = self._starts.get(unit, self._english.side.text.find(self._english.units[unit]))
        if at >= 0:
            index = bisect.bisect_left(self._placed, at, key=lambda one: self._starts[one.id.unit])
            return self._placed[index - 1] if index else None
        paragraph, number = unit.startswith("p"), int(unit.lstrip("p"))
        index = bisect.bisect_left(self._counted, (paragraph, number), key=_on_its_counter)
        found = self._counted[index - 1] if index else None
        return found if found and found.id.is_paragraph == paragraph else None


def _on_its_counter(unit: Unit) -> tuple[bool, int]:
    return unit.id.is_paragraph, unit.id.number

"""The check `unit-order`."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Unit
from .._base import Check, Hit


class UnitOrder(Check):
    """A unit stands elsewhere than its number says.

    Why it matters: numbers follow the English, so a unit out of order is a sentence that was moved, in a list of steps
    perhaps to the wrong step.

    Bad:

        102 Copy the file.     101 Stop the server.

    Good:

        101 Stop the server.   102 Copy the file.

    How to fix: move the sentence back. Paragraphs translated as a whole (`p101`) have a counter of their own, and stand
    where the numbers of their sentences are left out.
    """

    code: ClassVar[str] = "unit-order"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"block-structure"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each unit that has to move: the fewest that leave the rest ascending."""
        if _is_ascending([unit.id.unit for unit in bitext.target.units]):
            return
        for paragraph in (False, True):
            units = [unit for unit in bitext.target.units if unit.id.is_paragraph == paragraph]
            kept = _longest_ascending([unit.id.number for unit in units])
            for index, unit in enumerate(units):
                if index not in kept:
                    yield _hit(unit, units, index)
        yield from _without_gap(bitext.target.units)


def _is_ascending(numbers: Sequence[str]) -> bool:
    """Say whether all units are sentences, in the order of their numbers."""
    if any(number.startswith("p") for number in numbers):
        return False
    found = list(map(int, numbers))
    return found == sorted(found)


def _without_gap(units: Sequence[Unit]) -> Iterator[Hit]:
    """Yield a hit for each paragraph between two sentences whose numbers leave none for it."""
    before: Unit | None = None
    run: list[Unit] = []
    for unit in units:
        if unit.id.is_paragraph:
            run.append(unit)
            continue
        if before is not None and unit.id.number == before.id.number + 1:
            for one in run:
                message = (
                    f"Unit {one.id.unit} stands between {before.id.unit} and {unit.id.unit}, which follow each other."
                )
                yield Hit(message, one.place, one.id.unit, one.source, one.target)
        before, run = unit, []


def _hit(unit: Unit, units: Sequence[Unit], index: int) -> Hit:
    number = unit.id.unit
    if index and units[index - 1].id.number > unit.id.number:
        message = f"Unit {number} stands behind unit {units[index - 1].id.unit}."
    else:
        message = f"Unit {number} stands before units with smaller numbers."
    return Hit(message, unit.place, number, unit.source, unit.target)


def _longest_ascending(numbers: Sequence[int]) -> frozenset[int]:
    """Return the indices of a longest subsequence that never descends; equal numbers are another check's."""
    tails: list[int] = []
    last: list[int] = []
    previous: list[int | None] = []
    for index, number in enumerate(numbers):
        position = bisect.bisect_right(tails, number)
        previous.append(last[position - 1] if position else None)
        tails[position : position + 1] = [number]
        last[position : position + 1] = [index]
    kept: set[int] = set()
    at = last[-1] if last else None
    while at is not None:
        kept.add(at)
        at = previous[at]
    return frozenset(kept)

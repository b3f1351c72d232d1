"""The check `duplicate-unit`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit


class DuplicateUnit(Check):
    """One unit number stands twice in a delivery.

    Why it matters: two sentences claim the same English, so one of the two is paired wrongly, or text was pasted twice.

    Bad:

        data-ttu-id="3a593-104" ... data-ttu-id="3a593-104"

    Good:

        data-ttu-id="3a593-104" ... data-ttu-id="3a593-105"

    How to fix: remove the copy, or ask for the article to be delivered again.
    """

    code: ClassVar[str] = "duplicate-unit"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"block-structure", "unit-order"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each unit whose number an earlier unit has."""
        seen: set[str] = set()
        for unit in bitext.target.units:
            number = unit.id.unit
            if number in seen:
                message = f"Unit {number} stands in the article already."
                yield Hit(message, unit.place, number, unit.source, unit.target)
            seen.add(number)

"""How surprising it is that one locale deviates: learned from how often it does so."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_PRIOR_RATE = 1 / 64
_PRIOR_WEIGHT = 16.0


class Deviation(NamedTuple):
    """One value that is not as often there as usual."""

    value: str
    kind: str
    amount: int
    """How many more times than usual; negative where it is lost."""
    agreeing: int
    """How many locales agree with each other."""
    partial: bool
    """Whether both have it, only not equally often."""

    @property
    def habit(self) -> tuple[str, bool, bool]:
        """What this is an instance of: kind, more or less, wholly or in part."""
        return self.kind, self.amount > 0, self.partial


class Habits:
    """How often each locale deviates in each kind and direction."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._cells: Counter[str] = Counter()
        self._deviations: Counter[tuple[str, str, bool, bool]] = Counter()
        self._everywhere: Counter[tuple[str, bool, bool]] = Counter()

    def meet(self, kind: str, cells: int) -> None:
        """Count a block with values of a kind in so many locales."""
        self._rows[kind] += 1
        self._cells[kind] += cells

    def count(self, locale: str, one: Deviation) -> None:
        """Count a deviation."""
        self._deviations[locale, *one.habit] += 1
        self._everywhere[one.habit] += 1

    def add(self, other: Habits) -> None:
        """Add what was counted elsewhere."""
        self._rows.update(other._rows)
        self._cells.update(other._cells)
        self._deviations.update(other._deviations)
        self._everywhere.update(other._everywhere)

    def rate(self, locale: str, one: Deviation) -> float:
        """Return how likely this locale deviates so, the deviation at hand not counted."""
        everywhere = _smooth(self._everywhere[one.habit] - 1, self._cells[one.kind] - 1, _PRIOR_RATE)
        return _smooth(self._deviations[locale, *one.habit] - 1, self._rows[one.kind] - 1, everywhere)


def _smooth(hits: int, chances: int, prior: float) -> float:
    return (max(hits, 0) + prior * _PRIOR_WEIGHT) / (max(chances, 0) + _PRIOR_WEIGHT)


def surprise(locale: str, deviations: Sequence[Deviation], habits: Habits) -> float:
    """Return bits: how rarely the locale does so, once for what is lost and once for what is added, and how many agree.

    After `n` locales that agree, the next one deviates with a chance of 1 in n + 2 (the rule of succession).
    """
    bits = math.log2(min(one.agreeing for one in deviations) + 2) - 1
    for added in (False, True):
        rates = [habits.rate(locale, one) for one in deviations if (one.amount > 0) is added]
        bits -= math.log2(min(rates, default=1.0))
    return bits

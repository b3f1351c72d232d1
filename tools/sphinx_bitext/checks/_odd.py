"""Which locale alone has or lacks something in a block of the English, and how surprising that is."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..alignment.addresses import SOURCE_LOCALE
from ..model import Bitext
from ._matrix import FEWEST, Cell, Row, rows

_AGREE = 2 / 3
"""Share of the locales that must have the same, so that the rest is odd."""
_PRIOR_RATE = 1 / 64
_PRIOR_WEIGHT = 16.0


class Question(ABC):
    """What is compared across locales."""

    @abstractmethod
    def read(self, markdown: str, locale: str) -> Iterable[tuple[str, str]]:
        """Yield (value, how it is written there)."""

    def count(self, _source: str, target: str, locale: str) -> Counter[str]:
        """Return how often `target`, a translation of `_source`, has each value."""
        return Counter(value for value, _ in self.read(target, locale))

    def sketch(self, _markdown: str) -> Hashable:
        """Return, without parsing, what two texts have in common that have the same values; None: unknown."""
        return None

    def kind(self, _value: str) -> str:
        """Return what values deviate about as often as this one."""
        return ""

    def free(self, _source: str) -> Container[str] | None:
        """Return what a translation of this English may have or lack as it likes; None: nothing can be compared."""
        return ()

    def speaks_of_english(self, _kind: str) -> bool:
        """Say whether the English is odd where all locales lack a value of this kind, without an agreed substitute."""
        return False


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


@dataclass(slots=True)
class Odd:
    """What one locale has otherwise than the English and the others, or the English than the locales."""

    row: Row
    cell: Cell | None
    """None: the English is odd."""
    deviations: list[Deviation] = field(default_factory=list)
    surprise: float = 0.0
    """In bits; 0 for the English."""


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

    def rate(self, locale: str, one: Deviation) -> float:
        """Return how likely this locale deviates so, the deviation at hand not counted."""
        everywhere = _smooth(self._everywhere[one.habit] - 1, self._cells[one.kind] - 1, _PRIOR_RATE)
        return _smooth(self._deviations[locale, *one.habit] - 1, self._rows[one.kind] - 1, everywhere)


def _smooth(hits: int, chances: int, prior: float) -> float:
    return (max(hits, 0) + prior * _PRIOR_WEIGHT) / (max(chances, 0) + _PRIOR_WEIGHT)


def find_odd(bitexts: Sequence[Bitext], question: Question) -> Iterator[Odd]:
    """Yield what is odd, in the order of the corpus; each bitext is visited once.

    Only what deviates is kept until all is read; everything else is counted.
    """
    habits = Habits()
    kept = [odd for row in rows(bitexts) for odd in _of_row(row, question, habits)]
    for odd in kept:
        if odd.cell is not None:
            odd.surprise = round(_surprise(odd.cell.locale, odd.deviations, habits), 1)
        yield odd


def _of_row(row: Row, question: Question, habits: Habits) -> list[Odd]:
    english = question.count(row.source, row.source, SOURCE_LOCALE)
    sketch = question.sketch(row.source)
    found = [
        english
        if sketch is not None and question.sketch(cell.target) == sketch
        else question.count(row.source, cell.target, cell.locale)
        for cell in row.cells
    ]
    everything = dict.fromkeys([*english, *(value for one in found for value in one)])
    free = question.free(row.source) if everything else None
    if free is None:
        return []
    for kind in dict.fromkeys(map(question.kind, everything)):
        habits.meet(kind, len(row.cells))
    odds: dict[str, Odd] = {}
    for value in everything:
        counts = [one[value] for one in found]
        if value in free or set(counts) == {english[value]}:
            continue
        for cell, deviation in _deviating(row, value, question.kind(value), english[value], counts):
            locale = cell.locale if cell else SOURCE_LOCALE
            odds.setdefault(locale, Odd(row, cell)).deviations.append(deviation)
    return _counted(odds, question, habits)


def _deviating(
    row: Row, value: str, kind: str, wanted: int, counts: Sequence[int]
) -> Iterator[tuple[Cell | None, Deviation]]:
    """Yield who is odd, and in what; None is the English."""
    usual, agreeing = Counter(counts).most_common(1)[0]
    if agreeing < FEWEST - 1 or agreeing < _AGREE * len(counts):
        return
    if usual != wanted:
        yield None, Deviation(value, kind, wanted - usual, agreeing, min(wanted, usual) > 0)
        return
    for cell, count in zip(row.cells, counts, strict=True):
        if count != usual:
            yield cell, Deviation(value, kind, count - usual, agreeing, min(count, usual) > 0)


def _counted(odds: dict[str, Odd], question: Question, habits: Habits) -> list[Odd]:
    """Return what is left when the English is to blame: what each locale has in its stead is the same defect."""
    english = odds.pop(SOURCE_LOCALE, None)
    blamed = english is not None and any(
        one.amount < 0 or question.speaks_of_english(one.kind) for one in english.deviations
    )
    kept = [odd for odd in odds.values() if not blamed or any(one.amount < 0 for one in odd.deviations)]
    for odd in kept:
        for one in odd.deviations:
            habits.count(odd.cell.locale if odd.cell else SOURCE_LOCALE, one)
    return [english, *kept] if english is not None and blamed else kept


def _surprise(locale: str, deviations: Sequence[Deviation], habits: Habits) -> float:
    """Return bits: how rarely the locale does so, once for what is lost and once for what is added, and how many agree.

    After `n` locales that agree, the next one deviates with a chance of 1 in n + 2 (the rule of succession).
    """
    bits = math.log2(min(one.agreeing for one in deviations) + 2) - 1
    for added in (False, True):
        rates = [habits.rate(locale, one) for one in deviations if (one.amount > 0) is added]
        bits -= math.log2(min(rates, default=1.0))
    return bits

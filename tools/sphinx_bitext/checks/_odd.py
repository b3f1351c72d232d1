"""Which locale alone has or lacks something in a block of the English, and how surprising that is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..alignment.addresses import SOURCE_LOCALE
from ._matrix import FEWEST, Cell, Row
from ._surprise import Deviation, Habits

_AGREE = 2 / 3
"""Share of the locales that must have the same, so that the rest is odd."""


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

    def learn(self, _source: str) -> None:  # noqa: B027 (most learn nothing)
        """Take in a block of the English; each comes once."""

    def add(self, _other: Question) -> None:  # noqa: B027
        """Add what another one has learnt."""

    def kind(self, _value: str) -> str:
        """Return what values deviate about as often as this one."""
        return ""

    def free(self, _source: str) -> Container[str] | None:
        """Return what a translation of this English may have or lack as it likes; None: nothing can be compared."""
        return ()

    def speaks_of_english(self, _kind: str) -> bool:
        """Say whether the English is odd where all locales lack a value of this kind, without an agreed substitute."""
        return False


@dataclass(slots=True)
class Odd:
    """What one locale has otherwise than the English and the others, or the English than the locales."""

    row: Row
    cell: Cell | None
    """None: the English is odd."""
    deviations: list[Deviation] = field(default_factory=list)

    @property
    def locale(self) -> str:
        """Whose defect it is."""
        return self.cell.locale if self.cell else SOURCE_LOCALE


def find_odd(row: Row, question: Question, habits: Habits) -> list[Odd]:
    """Return what is odd in a block; `habits` count the rest."""
    question.learn(row.source)
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
            odd = Odd(row, cell)
            odds.setdefault(odd.locale, odd).deviations.append(deviation)
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
            habits.count(odd.locale, one)
    return [english, *kept] if english is not None and blamed else kept

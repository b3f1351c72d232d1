"""What checks across locales have in common: rows in, the sentences that show what is odd out."""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from collections.abc import Iterator
from typing import NamedTuple

from ._articles import ArticleCheck, LocalesOfArticle, Suspicion, Tally
from ._base import Hit
from ._odd import Odd, Question, find_odd
from ._odd_hits import Shown, shown
from ._surprise import Deviation, Habits, surprise


class OddCheck(ArticleCheck):
    """A check of what one locale alone has otherwise than the English and the others."""

    @abstractmethod
    def question(self) -> Question:
        """Return what is compared."""

    @abstractmethod
    def hit(self, odd: Odd, one: Shown) -> Hit | None:
        """Return what there is to say of a sentence that shows what is odd; how surprising it is, is added later."""

    def tally(self) -> Tally:
        """Return what counts how often each locale deviates."""
        return OddTally(self)


class Told(NamedTuple):
    """What one locale has otherwise than the others."""

    locale: str
    deviations: tuple[Deviation, ...]


class OddTally(Tally):
    """How often each locale deviates; nothing is kept of what is in order."""

    def __init__(self, check: OddCheck) -> None:
        self.check = check
        self.question = check.question()
        self._habits = Habits()

    def read(self, article: LocalesOfArticle) -> Iterator[Suspicion]:
        """Yield the sentences that show what is odd."""
        for row in article.rows:
            for odd in find_odd(row, self.question, self._habits):
                yield from self.suspect(odd)

    def suspect(self, odd: Odd) -> Iterator[Suspicion]:
        """Yield the sentences that show what is odd in a block."""
        told = Told(odd.locale, tuple(odd.deviations)) if odd.cell is not None else None
        for one in shown(odd, self.question):
            hit = self.check.hit(odd, one)
            if hit is not None:
                yield Suspicion(one.bitext, hit, told)

    def add(self, other: Tally) -> None:
        """Add what was counted in other articles."""
        assert isinstance(other, OddTally)
        self._habits.add(other._habits)
        self.question.add(other.question)

    def judge(self, hit: Hit, told: object) -> Hit | None:
        """Return the hit with its surprise; the English surprises nobody."""
        return dataclasses.replace(hit, surprise=self.surprise(told)) if isinstance(told, Told) else hit

    def surprise(self, told: Told) -> float:
        """Return how surprising it is, in bits."""
        return round(surprise(told.locale, told.deviations, self._habits), 1)

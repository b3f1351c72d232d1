"""Checks that take all locales of one article, and what they count of the articles that they have read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Bitext
from ._base import CorpusCheck, Hit
from ._corpus import by_path
from ._matrix import Row, rows


class LocalesOfArticle:
    """One article in all its locales."""

    def __init__(self, bitexts: Sequence[Bitext]) -> None:
        self.bitexts = bitexts
        """By locale."""
        self._rows: tuple[Row, ...] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The blocks that several locales have; looked for once, whoever asks."""
        if self._rows is None:
            self._rows = tuple(rows(self.bitexts))
        return self._rows


class Suspicion(NamedTuple):
    """What may be wrong in a bitext, as far as one article tells."""

    bitext: Bitext
    hit: Hit
    told: object = None
    """What must be known of it when all articles are read."""


class Tally(ABC):
    """What a check counts over articles: little, for it goes from one process to another."""

    @abstractmethod
    def read(self, article: LocalesOfArticle) -> Iterator[Suspicion]:
        """Read the next article, and yield what may be wrong in it."""

    def add(self, other: Tally) -> None:  # noqa: B027 (most count nothing)
        """Add what another one of the same check has counted."""

    def judge(self, hit: Hit, _told: object) -> Hit | None:
        """Return what is wrong now that all articles are read, at the same place; None where nothing is."""
        return hit


class ArticleCheck(CorpusCheck):
    """A question that takes all locales of an article, and of other articles no more than can be counted."""

    @abstractmethod
    def tally(self) -> Tally:
        """Return a new one that has read nothing."""

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield what is wrong, article by article."""
        tally = self.tally()
        found = [one for _, locales in by_path(bitexts) for one in tally.read(LocalesOfArticle(locales))]
        for one in found:
            hit = tally.judge(one.hit, one.told)
            if hit is not None:
                yield one.bitext, hit

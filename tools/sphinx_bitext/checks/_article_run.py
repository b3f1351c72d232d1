"""The checks that compare the locales of each article, over some articles or over all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Bitext, Finding
from ._articles import ArticleCheck, LocalesOfArticle
from ._base import Hit
from ._finding import Lines, Place, finding_at


class _Suspect(NamedTuple):
    """What may be wrong, without the article that it is in."""

    place: Place
    hit: Hit
    told: object


class ArticleRun:
    """What these checks have counted and suspect: it can be pickled, and added to that of other articles."""

    def __init__(self, checks: Sequence[ArticleCheck]) -> None:
        self._asked = [(check, check.tally()) for check in checks]
        self._suspects: list[list[_Suspect]] = [[] for _ in checks]

    def read(self, bitexts: Sequence[Bitext]) -> None:
        """Read one article in all its locales, by locale."""
        article, lines = LocalesOfArticle(bitexts), Lines()
        for (_, tally), suspects in zip(self._asked, self._suspects, strict=True):
            for bitext, hit, told in tally.read(article):
                suspects.append(_Suspect(lines.place(bitext, hit.place), hit, told))

    def add(self, other: ArticleRun) -> None:
        """Add what the same checks have found in other articles."""
        pairs = zip(self._asked, other._asked, self._suspects, other._suspects, strict=True)
        for (_, tally), (_, added), suspects, more in pairs:
            tally.add(added)
            suspects.extend(more)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, check by check, now that all articles are read."""
        for (check, tally), suspects in zip(self._asked, self._suspects, strict=True):
            for place, suspected, told in suspects:
                hit = tally.judge(suspected, told)
                if hit is not None:
                    yield finding_at(place, check, hit)

"""The check `handoff-date`."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from ...model import Certainty, Severity
from .._articles import ArticleCheck, LocalesOfArticle, Suspicion, Tally
from .._base import Hit, key_place, quote

_KEY = "ms.lasthandoff"
_FEW = 6
"""Dates below which nothing is known of the corpus."""
_GAP = datetime.timedelta(days=366)


class HandoffDate(ArticleCheck):
    """The day of the hand-off cannot be read, or lies long after those of all other articles.

    Why it matters: of two deliveries the later one counts, so a wrong day makes an old one win.

    Bad:

        ms.lasthandoff: 28.05.2021
        ms.lasthandoff: 05/28/2201

    Good:

        ms.lasthandoff: 05/28/2021

    How to fix: mend the day: month/day/year.
    """

    code: ClassVar[str] = "handoff-date"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def tally(self) -> Tally:
        """Return what counts the days."""
        return _Days()


class _Days(Tally):
    """The days of all articles."""

    def __init__(self) -> None:
        self._counts: Counter[datetime.date] = Counter()
        self._latest: tuple[datetime.date | None] | None = None
        """Once it is known."""

    def read(self, article: LocalesOfArticle) -> Iterator[Suspicion]:
        """Yield at most one hit a locale, at the key."""
        for bitext in article.bitexts:
            metadata = bitext.target.metadata
            found = metadata.last_handoff
            if found is not None:
                self._counts[found] += 1
            if _KEY not in metadata.values:
                continue
            if found is None:
                message = f"{_KEY} is {quote(metadata.text(_KEY) or '')}, which is no month/day/year"
                yield Suspicion(bitext, Hit(message, key_place(bitext.target, _KEY)))
            else:
                place = key_place(bitext.target, _KEY)
                yield Suspicion(bitext, Hit("", place, certainty=Certainty.LIKELY), found)

    def add(self, other: Tally) -> None:
        assert isinstance(other, _Days)
        self._counts.update(other._counts)

    def judge(self, hit: Hit, told: object) -> Hit | None:
        if not isinstance(told, datetime.date):
            return hit
        if self._latest is None:
            self._latest = (_latest(self._counts),)
        (latest,) = self._latest
        if latest is None or told <= latest + _GAP:
            return None
        return dataclasses.replace(hit, message=f"{_KEY} is {told}; of all other articles the last one is {latest}")


def _latest(counts: Counter[datetime.date]) -> datetime.date | None:
    """Return the last day before a year without any, after which at most one article in twenty comes."""
    total = counts.total()
    if total < _FEW:
        return None
    later, most = 0, max(1, total // 20)
    found = None
    for after, day in itertools.pairwise(sorted(counts, reverse=True)):
        later += counts[after]
        if later > most:
            break
        if after > day + _GAP:
            found = day
    return found

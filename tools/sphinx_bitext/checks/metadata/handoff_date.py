"""The check `handoff-date`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import CorpusCheck, Hit, key_place, quote

_KEY = "ms.lasthandoff"
_FEW = 6
"""Dates below which nothing is known of the corpus."""
_GAP = datetime.timedelta(days=366)


class HandoffDate(CorpusCheck):
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

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield at most one hit an article, at the key."""
        latest = _latest([date for bitext in bitexts if (date := bitext.target.metadata.last_handoff)])
        for bitext in bitexts:
            metadata = bitext.target.metadata
            if _KEY not in metadata.values:
                continue
            found = metadata.last_handoff
            if found is None:
                message = f"{_KEY} is {quote(metadata.text(_KEY) or '')}, which is no month/day/year"
                yield bitext, Hit(message, key_place(bitext.target, _KEY))
            elif latest and found > latest + _GAP:
                message = f"{_KEY} is {found}; of all other articles the last one is {latest}"
                yield bitext, Hit(message, key_place(bitext.target, _KEY), certainty=Certainty.LIKELY)


def _latest(dates: list[datetime.date]) -> datetime.date | None:
    """Return the last day before a year without any, after which at most one article in twenty comes."""
    if len(dates) < _FEW:
        return None
    ascending = sorted(dates)
    for index in range(len(ascending) - 1 - max(1, len(ascending) // 20), len(ascending) - 1):
        if ascending[index + 1] > ascending[index] + _GAP:
            return ascending[index]
    return None

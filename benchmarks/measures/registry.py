"""All measures, in the order of the table. A new one is a module of its own and two lines here."""

from __future__ import annotations

from . import clean, english, lossless, round_trip, search, speed, stripping
from .figures import Measure

MEASURES: tuple[Measure, ...] = (
    lossless.MEASURE,
    stripping.MEASURE,
    round_trip.MEASURE,
    english.MEASURE,
    search.MEASURE,
    clean.MEASURE,
    speed.MEASURE,
)

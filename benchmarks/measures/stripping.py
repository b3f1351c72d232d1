"""Stripping: the delivery without its spans is the clean delivery. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_bitext.markup.strip import strip_alignment

from .differences import miss
from .figures import Figure, Measure, Outcome, Target, each_delivery
from .pack import Delivery

STRIP = Figure("strip", "strip equals live", Target(96.8, 65), explained=True)
UNESCAPE = Figure("strip-unescape", "strip --unescape equals live", Target(99.1, 89), explained=True)


def measure(one: Delivery) -> Iterator[Outcome]:
    """Strip a delivery that the pack has in both forms, and compare the whole files."""
    if one.clean is None:
        return
    for figure, unescape in ((STRIP, False), (UNESCAPE, True)):
        odd = miss(strip_alignment(one.text, unescape=unescape), one.clean)
        yield Outcome(figure, one.locale, one.path, odd is None, 1, odd)


MEASURE = Measure("strip", (STRIP, UNESCAPE), each_delivery((STRIP, UNESCAPE), measure))

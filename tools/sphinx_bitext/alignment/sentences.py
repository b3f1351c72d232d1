"""Sentences: where they end, and which of two texts belong together.

Lengths are counted in characters; positions are offsets into the text given. Links and code are masked, so the marks
inside them end nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from ..model import Certainty, Span
from .boundaries import USUAL, SentenceRules, boundaries
from .evidence import anchors
from .monotone import Table

def split_sentences(text: str, rules: SentenceRules = USUAL) -> tuple[Span, ...]:
    """Return the ranges of the sentences of one block, edges trimmed; at least one for text that is not blank."""
    spans, start = [], 0
    for end, following, kind, _ in boundaries(text, rules):
        if rules.odds.get(kind, 0.0) > 0:
            spans.append(_trim(text, start, end))
            start = following
    spans.append(_trim(text, start, len(text)))
    return tuple(span for span in spans if span.end > span.start)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


class Bead(NamedTuple):
    """Sentences that belong together, as index ranges of both sides; one range may be empty."""

    source: Span
    target: Span
    certainty: Certainty


_SHAPES = ((1, 1, 0.0), (1, 0, 4.5), (0, 1, 4.5), (2, 1, 2.3), (1, 2, 2.3), (2, 2, 4.4))
"""Sentences taken on both sides, and the cost in nats that makes the unusual shapes rare."""

_VARIANCE = 6.8
"""Variance of the length of a translation per character of its source (Gale and Church, 1993)."""

_BAND = 20
_MOST_CELLS = 100_000
"""Pairs of sentences that are weighed at most."""


def align_sentences(source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    """Return the beads of two blocks that translate each other, in reading order."""
    if not source or not target:
        whole = Bead(Span(0, len(source)), Span(0, len(target)), Certainty.CERTAIN)
        return (whole,) if source or target else ()
    if len(source) == 1 or len(target) == 1:
        certainty = Certainty.CERTAIN if len(source) == len(target) else Certainty.LIKELY
        return (Bead(Span(0, len(source)), Span(0, len(target)), certainty),)
    return _programme(source, target)


def _programme(source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    ratio = (sum(map(len, target)) + 1) / (sum(map(len, source)) + 1)
    rows, columns = len(source), len(target)
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    shape: dict[tuple[int, int], tuple[int, int]] = {}
    for i, row in enumerate(Table.make(rows, columns, _BAND, _MOST_CELLS).bands):
        for j in row:
            for di, dj, price in _SHAPES:
                before = best.get((i - di, j - dj))
                if before is None:
                    continue
                one, two = "".join(source[i - di : i]), "".join(target[j - dj : j])
                cost = before + price + (_length_cost(one, two, ratio) + _anchor_cost(one, two))
                if cost < best.get((i, j), math.inf):
                    best[i, j], shape[i, j] = cost, (di, dj)
    beads = []
    i, j = rows, columns
    certainty = Certainty.CERTAIN if rows == columns else Certainty.LIKELY
    while i or j:
        di, dj = shape[i, j]
        sure = certainty if (di, dj) == (1, 1) else Certainty.LIKELY
        beads.append(Bead(Span(i - di, i), Span(j - dj, j), sure))
        i, j = i - di, j - dj
    return tuple(reversed(beads))


def _length_cost(source: str, target: str, ratio: float) -> float:
    if not source or not target:
        return 0.0
    deviation = abs(len(target) - len(source) * ratio) / math.sqrt(_VARIANCE * max(len(source), 1) * max(ratio, 0.2))
    # erfc is the share of pairs that deviate more; below 1e-8 a pair is as unlikely as can be.
    return -math.log(max(math.erfc(deviation / math.sqrt(2)), 1e-8))


def _anchor_cost(source: str, target: str) -> float:
    if not source or not target:
        return 0.0
    one, two = anchors(source), anchors(target)
    if not one and not two:
        return 0.0
    return 3.0 * (1 - 2 * len(one & two) / (len(one) + len(two)))

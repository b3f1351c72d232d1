"""Sentences: where they end, and which of two texts belong together.

Lengths are counted in characters; positions are offsets into the text given. Links and code are masked, so the marks
inside them end nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..model import Certainty, Span
from .boundaries import USUAL, SentenceRules, boundaries, capitals
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

_TRUST = 0.7
"""How much of the odds of a sentence end counts, beside lengths and anchors."""
_DOUBT = 6.0
"""Price from which a pair of sentences is not believed at sight."""
_MOST_PLACES = 4_000
"""Sentences times places that are weighed at most."""
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


class Fitted(NamedTuple):
    """Sentences of the source, as a range of indices, and where their translation stands; one may be empty."""

    source: Span
    target: Span
    certainty: Certainty


def fit_sentences(source: Sequence[str], text: str, rules: SentenceRules = USUAL) -> tuple[Fitted, ...]:
    """Return the translation of each sentence of a block in `text`, the translation of the block.

    The sentences of the source are known; of the places where one of `text` may end those are taken that make the
    lengths, links, code and numbers fit, and that look most like an end.
    """
    whole = _trim(text, 0, len(text))
    if len(source) < 2 or whole.end == whole.start:
        return (Fitted(Span(0, len(source)), whole, Certainty.CERTAIN),) if source or whole.end > whole.start else ()
    spans = split_sentences(text, rules)
    ratio = (sum(end - start for start, end in spans) + 1) / (sum(map(len, source)) + 1)
    if len(spans) == len(source):
        costs = (_cost(one, text[start:end], ratio) for one, (start, end) in zip(source, spans, strict=True))
        if all(cost < _DOUBT for cost in costs):
            return tuple(Fitted(Span(i, i + 1), span, Certainty.CERTAIN) for i, span in enumerate(spans))
    cuts = _cuts(text, rules, len(source))
    if len(source) * len(cuts) > _MOST_PLACES:
        beads = align_sentences(source, [text[start:end] for start, end in spans])
        return tuple(Fitted(one, _joined(spans, two), sure) for one, two, sure in beads)
    return _fit(source, text, cuts, ratio)


def _joined(spans: Sequence[Span], of: Span) -> Span:
    return Span(spans[of.start].start, spans[of.end - 1].end) if of.end > of.start else Span(0, 0)


class _Cut(NamedTuple):
    """A place where a piece may end and the next begin."""

    end: int
    start: int
    price: float


def _cuts(text: str, rules: SentenceRules, wanted: int) -> list[_Cut]:
    """Return the places to choose from, the two edges of the text among them."""
    found = list(boundaries(text, rules))
    if len(found) < wanted - 1 or sum(rules.odds.get(place.kind, 0.0) > 0 for place in found) < wanted - 1:
        taken = {place.start for place in found}
        found = sorted([*found, *(place for place in capitals(text) if place.start not in taken)])
    cuts = [_Cut(end, start, -_TRUST * rules.odds.get(kind, 0.0)) for end, start, kind, _ in found]
    edges = _trim(text, 0, len(text))
    inner = [cut for cut in cuts if edges.start < cut.end and cut.start < edges.end]
    return [_Cut(edges.start, edges.start, 0.0), *inner, _Cut(edges.end, edges.end, 0.0)]


def _fit(source: Sequence[str], text: str, cuts: Sequence[_Cut], ratio: float) -> tuple[Fitted, ...]:
    """Choose among the cuts: `best[i][j]` is the price of the first i sentences standing before cut j."""
    best = [[math.inf] * len(cuts) for _ in range(len(source) + 1)]
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    best[0][0] = 0.0
    for i in range(len(source) + 1):
        for j in range(len(cuts)):
            for taken, price in ((0, 4.5), (1, 0.0), (2, 4.0)):
                if taken > i:
                    continue
                one = "".join(source[i - taken : i])
                longest = 60 + 4 * len(one) * ratio
                row = best[i - taken]
                if taken == 1 and row[j] + 4.5 < best[i][j]:
                    best[i][j], steps[i, j] = row[j] + 4.5, (1, j)
                for k in range(j - 1, -1 if taken else max(-1, j - 2), -1):
                    start, end = cuts[k].start, cuts[j].end
                    if end - start > longest and k < j - 1:
                        break
                    before = row[k] + price + cuts[j].price
                    if before >= best[i][j]:
                        continue
                    cost = before + _cost(one, text[start:end], ratio)
                    if cost < best[i][j]:
                        best[i][j], steps[i, j] = cost, (taken, k)
    return _walk(cuts, steps, len(source))


def _walk(cuts: Sequence[_Cut], steps: Mapping[tuple[int, int], tuple[int, int]], rows: int) -> tuple[Fitted, ...]:
    found = []
    i, j = rows, len(cuts) - 1
    while i or j:
        taken, k = steps[i, j]
        place = Span(cuts[k].start, cuts[j].end) if k < j else Span(0, 0)
        # All sentences of two blocks are as sure as the blocks; which of them is whose is not known.
        sure = Certainty.LIKELY if k < j and taken in (1, rows) else Certainty.POSSIBLE
        found.append(Fitted(Span(i - taken, i), place, sure))
        i, j = i - taken, k
    return tuple(reversed(found))


def _cost(source: str, target: str, ratio: float) -> float:
    return _length_cost(source, target, ratio) + _anchor_cost(source, target)

"""How long the translations of a locale usually are."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple

from .._pairing import Sentence
from .._tokens import prose
from ._kept import CITED_RE

_USUAL_SPREAD, _WEIGHT = 1.2, 20
"""Spread of a language that nothing is known of, and the number of texts that this counts for."""
_LEAST = 25
"""Letters and signs of the English from which a length says something."""
_LEAST_SHORT = -0.7
"""Spreads from which a text is short enough to be looked at."""


class Scale(NamedTuple):
    """How long the translations of a locale are."""

    ratio: float
    """Letters for one of the English."""
    spread: float
    """Of the letters of a text, for the root of the letters of its English."""

    def distance(self, source: int, target: int) -> float:
        """Return how far a translation is from the usual length, in spreads; less than nothing is short."""
        return (target - self.ratio * source) / (self.spread * math.sqrt(source)) if source else 0.0

    def is_short(self, source: int, target: int) -> bool:
        """Say whether a translation is short enough to be looked at."""
        return self.distance(source, target) <= _LEAST_SHORT


def size(markdown: str) -> int:
    """Return how many letters and signs a text shows, code and addresses left out."""
    return len("".join(prose(markdown).split()))


def scale_of(lengths: Sequence[tuple[int, int]]) -> Scale:
    """Return what is usual for (length of the English, length of the translation) of a locale's texts."""
    ratio = math.exp(statistics.median(math.log(target / source) for source, target in lengths))
    own = statistics.median(abs(target - ratio * source) / math.sqrt(source) for source, target in lengths) / 0.6745
    return Scale(ratio, (own * len(lengths) + _USUAL_SPREAD * _WEIGHT) / (len(lengths) + _WEIGHT))


def measure(text: Sentence) -> tuple[int, int] | None:
    """Return the lengths of a text and its translation, None where they say nothing."""
    if len(text.source) < _LEAST:
        return None
    source, target = size(text.source), size(text.target)
    return (source, target) if source >= _LEAST and target else None


def quoted_size(text: Sentence) -> int:
    """Return how long what the translation quotes in English is: it may have a translation beside it."""
    shown = prose(text.target)
    quoted = (prose(match.group()).strip() for match in CITED_RE.finditer(text.source))
    return sum(size(one) for one in quoted if one in shown)

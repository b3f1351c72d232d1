"""Which sentence a paragraph without spans is short of: told by how many there are, and by their lengths."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple

from ...alignment.evidence import anchors
from ...alignment.sentences import split_sentences
from ...model import Bitext, BlockPair, Certainty, English
from .._punctuation import final_mark, is_equal
from .._tokens import prose
from ._numbers import units_in

_USUAL_SPREAD, _WEIGHT = 1.2, 20
"""Spread of a language that nothing is known of, and the number of texts that this counts for."""
_LEAST_SHORT = -0.7
"""Spreads from which a paragraph is short enough to be looked at."""
_LEAST, _LIKELY = 0.25, 4.0
"""Nats by which the length fits better without a sentence, given that one is missing by number as well."""
_CUT, _CUT_OPEN = -4.0, -2.5
"""Spreads of a sentence that is cut short; of one that has lost its final mark as well."""
_CUT_WHOLE = -1.0
"""Spreads of its paragraph: else its words have only gone to the next sentence."""
_LEAST_CUT = 25
_ANCHOR, _CLEAR = 2.0, 1.0


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


class Shortfall(NamedTuple):
    """What a paragraph lacks."""

    unit: str | None
    """None where it is not clear which of its sentences it is."""
    source: str
    """The sentence, or all of them."""
    target: str
    """What is left of it; empty for nothing."""
    nats: float
    certainty: Certainty


def size(markdown: str) -> int:
    """Return how many letters and signs a text shows, code and addresses left out."""
    return len("".join(prose(markdown).split()))


def scale_of(lengths: Sequence[tuple[int, int]]) -> Scale:
    """Return what is usual for (length of the English, length of the translation) of a locale's texts."""
    ratio = math.exp(statistics.median(math.log(target / source) for source, target in lengths))
    own = statistics.median(abs(target - ratio * source) / math.sqrt(source) for source, target in lengths) / 0.6745
    return Scale(ratio, (own * len(lengths) + _USUAL_SPREAD * _WEIGHT) / (len(lengths) + _WEIGHT))


def block_sizes(bitext: Bitext, pair: BlockPair) -> tuple[int, int] | None:
    """Return the lengths of a block and its translation; None where nothing can be said of it."""
    source, target = pair.source, pair.target
    if source is None or target is None or bitext.english is None or not (source.is_message and target.is_message):
        return None
    if pair.previous is not None or pair.certainty is Certainty.POSSIBLE:
        return None
    found = size(target.content)
    return (size(source.content), found) if found else None


def shortfall(bitext: Bitext, pair: BlockPair, scale: Scale) -> Shortfall | None:
    """Return what a block of a delivery without spans, which is short, lacks; None where nothing seems to."""
    source, target, sizes = pair.source, pair.target, block_sizes(bitext, pair)
    if source is None or target is None or bitext.english is None or sizes is None:
        return None
    sentences = _sentences(bitext.english, pair)
    pieces = [target.content[start:end] for start, end in split_sentences(target.content)]
    if len(pieces) < min(len(sentences), len(split_sentences(source.content))):
        return _missing(sentences, target.content, scale)
    if len(pieces) == len(sentences) and scale.distance(*sizes) <= _CUT_WHOLE:
        return _cut(sentences, pieces, scale, bitext.locale)
    return None


_Numbered = tuple[str | None, str]


def _sentences(english: English, pair: BlockPair) -> list[_Numbered]:
    """Return the sentences of an English block, with their numbers where they have any."""
    if pair.source is None:
        return []
    text, numbered = english.side.text, list(units_in(english, pair.source.place))
    if numbered:
        return [(unit, text[start:end]) for unit, start, end in numbered]
    content = pair.source.content
    return [(None, content[start:end]) for start, end in split_sentences(content)]


def _missing(sentences: Sequence[_Numbered], target: str, scale: Scale) -> Shortfall | None:
    """Return the sentence without which the lengths fit best, if they do better than with all of them."""
    lengths = [size(text) for _, text in sentences]
    whole, found, known = sum(lengths), size(target), anchors(target)
    without = [scale.distance(whole - length, found) ** 2 / 2 for length in lengths]
    better = scale.distance(whole, found) ** 2 / 2 - min(without)
    if better < _LEAST:
        return None
    sure = Certainty.LIKELY if better >= _LIKELY else Certainty.POSSIBLE
    lost = [_ANCHOR * bool(anchors(text) - known) for _, text in sentences]
    costs = [cost - bonus for cost, bonus in zip(without, lost, strict=True)]
    first, second = sorted(range(len(costs)), key=costs.__getitem__)[:2] if len(costs) > 1 else (0, 0)
    if first != second and costs[second] - costs[first] < _CLEAR:
        return Shortfall(None, " ".join(text for _, text in sentences), "", better, sure)
    return Shortfall(*sentences[first], "", better, sure)


def _cut(sentences: Sequence[_Numbered], pieces: Sequence[str], scale: Scale, locale: str) -> Shortfall | None:
    """Return the sentence of which only the beginning seems to be there."""
    for (unit, text), piece in zip(sentences, pieces, strict=True):
        length = size(text)
        distance = scale.distance(length, size(piece))
        if length >= _LEAST_CUT and distance <= (_CUT_OPEN if _is_open(text, piece, locale) else _CUT):
            return Shortfall(unit, text, piece, distance * distance / 2, Certainty.POSSIBLE)
    return None


def _is_open(source: str, target: str, locale: str) -> bool:
    """Say whether a sentence has lost its final mark."""
    one, two = final_mark(source), final_mark(target)
    if one is None or two is None or two.kind:
        return False
    return bool(one.kind) and not is_equal(one.kind, two.kind, locale, target)

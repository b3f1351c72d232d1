"""Which sentence a paragraph without spans is short of: told by how many there are, and by their lengths."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ...alignment.evidence import anchors
from ...alignment.sentences import split_sentences
from ...model import Bitext, BlockPair, Certainty, English
from .._punctuation import final_mark, is_equal
from ._numbers import units_in
from ._scale import Scale, size

_LEAST, _LIKELY = 0.25, 4.0
"""Nats by which the length fits better without a sentence, given that one is missing by number as well."""
_CUT, _CUT_OPEN = -4.0, -2.5
"""Spreads of a sentence that is cut short; of one that has lost its final mark as well."""
_CUT_WHOLE = -1.0
"""Spreads of its paragraph: else its words have only gone to the next sentence."""
_LEAST_CUT = 25
_ANCHOR = 2.0
"""Nats for a sentence whose links, numbers or names are gone; against one that alone has them where they are not."""
_CLEAR = math.log(9)
"""By how much a sentence must fit best to be named: nine in ten are then named rightly."""
_CUT_COST = 3.0
"""Nats: it is rarer that the end of a sentence is lost, and its rest drawn into the next one, than all of it."""
# A name that no language translates: of code, or with a capital inside.
_NAME_RE = re.compile(r"[$%]\w+|\b[A-Za-z]*[a-z][A-Z]\w*")


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
    counts = len(sentences), len(split_sentences(source.content))
    if len(pieces) < min(counts):
        return _missing(sentences, target.content, scale, _LEAST)
    # Where the English may be cut in two ways, the lengths alone must tell.
    lost = _missing(sentences, target.content, scale, _LIKELY) if len(pieces) < max(counts) else None
    if lost is None and len(pieces) == len(sentences) and scale.distance(*sizes) <= _CUT_WHOLE:
        return _cut(sentences, pieces, scale, bitext.locale)
    return lost


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


def _missing(sentences: Sequence[_Numbered], target: str, scale: Scale, least: float) -> Shortfall | None:
    """Return the sentence without which the lengths fit best, if they do by `least` nats better than with all."""
    lengths = [size(text) for _, text in sentences]
    whole, found = sum(lengths), size(target)
    without = [scale.distance(whole - length, found) for length in lengths]
    better = (scale.distance(whole, found) ** 2 - min(one * one for one in without)) / 2
    if better < least:
        return None
    sure = Certainty.LIKELY if better >= _LIKELY else Certainty.POSSIBLE
    costs = [
        one * one / 2 - bonus
        for one, bonus in zip(without, _gone([text for _, text in sentences], target), strict=True)
    ]
    best = min(range(len(costs)), key=costs.__getitem__)
    # Any other one that is long enough may have been cut where it makes the paragraph as short as it is.
    others = [
        min(costs[index], _CUT_COST if without[index] > 0 and lengths[index] >= _LEAST_CUT else math.inf)
        for index in range(len(costs))
        if index != best
    ]
    if others and min(others) - costs[best] < _CLEAR:
        return Shortfall(None, " ".join(text for _, text in sentences), "", better, sure)
    return Shortfall(*sentences[best], "", better, sure)


def _gone(sentences: Sequence[str], target: str) -> list[float]:
    """Return for each sentence in nats what its links, code, numbers and names say of its being lost."""
    known, own = _signs(target), [_signs(text) for text in sentences]
    counts = Counter(sign for signs in own for sign in signs)
    return [
        _ANCHOR if signs - known else -_ANCHOR if any(counts[sign] == 1 for sign in signs) else 0.0 for signs in own
    ]


def _signs(markdown: str) -> frozenset[str]:
    return anchors(markdown) | frozenset(_NAME_RE.findall(markdown))


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

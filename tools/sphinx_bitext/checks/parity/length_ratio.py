"""The check `length-ratio`."""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, BlockPair, Certainty, Severity, Span
from .._base import Hit, quote
from .._corpus import texts
from .._evidence import Evidence, LocaleCheck
from .._pairing import Sentence
from ._scale import Scale, measure, quoted_size, scale_of
from ._short import Shortfall, block_sizes, shortfall

_MOST = 120
"""Letters from which longer texts no longer get steadier: the sentences of long ones are still a few."""
_FEW = 8
"""Texts of a locale below which nothing is known of it."""
_USUAL_SPREAD, _WEIGHT = 1.5, 20
"""Spread of a language that nothing is known of, and the number of texts that this counts for."""
_POSSIBLE, _LIKELY = 4.0, 5.5
"""Spreads from the middle."""


class LengthRatio(LocaleCheck):
    """A translation is much shorter or much longer than the locale's translations of such a text are.

    Why it matters: half of the sentence may be missing, or something that is not in the English was added.

    Bad:

        Sign in with your account, then open the settings of the group.   ->   Logga in.

    Good:

        Sign in with your account, then open the settings of the group.   ->   Logga in med ditt konto och öppna sedan
                                                                               gruppens inställningar.

    How to fix: read the two side by side. What is usual is learnt from all translations of the locale; short sentences,
    code, addresses and what is quoted in English beside its translation do not count. Without spans a paragraph that
    has a sentence less than the English, and is shorter by about its length, is reported too.
    """

    code: ClassVar[str] = "length-ratio"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def evidence(self, _locale: str) -> Evidence:
        """Return the lengths of a locale."""
        return _Lengths()


class _Lengths(Evidence):
    """How long each text and its translation are, in letters and signs; the texts themselves are not kept."""

    def __init__(self) -> None:
        self._bitexts: list[Bitext] = []
        self._places: list[tuple[int, int]] = []
        """Of each text: which article it stands in, and which of its texts it is."""
        self._lengths: list[tuple[int, int]] = []
        self._blocks: list[tuple[int, BlockPair, int, int]] = []
        """Blocks without spans: the article, the block and its lengths."""

    def add(self, bitext: Bitext) -> None:
        article = len(self._bitexts)
        self._bitexts.append(bitext)
        for index, text in enumerate(texts(bitext)):
            lengths = measure(text)
            if lengths:
                self._places.append((article, index))
                self._lengths.append(lengths)
        if not (bitext.target.has_spans or bitext.stale):
            for pair in bitext.pairs:
                found = block_sizes(bitext, pair)
                if found:
                    self._blocks.append((article, pair, *found))

    def hits(self) -> Iterator[tuple[Bitext, Hit]]:
        if len(self._lengths) < _FEW:
            return
        short = list(self._shortfalls(scale_of(self._lengths)))
        yield from short
        told = {(id(bitext), hit.place) for bitext, hit in short}
        yield from ((bitext, hit) for bitext, hit in self._outliers() if (id(bitext), hit.place) not in told)

    def _outliers(self) -> Iterator[tuple[Bitext, Hit]]:
        ratios = [math.log(target / source) for source, target in self._lengths]
        # What a deviation is multiplied with: long texts vary less.
        steadiness = [math.sqrt(min(source, _MOST)) for source, _ in self._lengths]
        middle = statistics.median(ratios)
        distances = [(ratio - middle) * steady for ratio, steady in zip(ratios, steadiness, strict=True)]
        # Half of a normal distribution lies within 0.6745 of its spread; outliers do not move the median.
        own = statistics.median(map(abs, distances)) / 0.6745
        spread = (own * len(ratios) + _USUAL_SPREAD * _WEIGHT) / (len(ratios) + _WEIGHT)
        for number, distance in enumerate(distances):
            if abs(distance) / spread < _POSSIBLE:
                continue
            article, index = self._places[number]
            bitext = self._bitexts[article]
            source, target = self._lengths[number]
            text = next(itertools.islice(texts(bitext), index, None))
            rest = max(1, target - quoted_size(text)) if distance > 0 else target
            found = (math.log(rest / source) - middle) * steadiness[number] / spread
            if found >= _POSSIBLE or (distance < 0 and -found >= _POSSIBLE):
                yield bitext, _hit(text, source, target, abs(found), middle)

    def _shortfalls(self, scale: Scale) -> Iterator[tuple[Bitext, Hit]]:
        """Yield the blocks without spans that lack a sentence, or the end of one."""
        for article, pair, source, target in self._blocks:
            bitext = self._bitexts[article]
            found = shortfall(bitext, pair, scale) if scale.is_short(source, target) else None
            places = [one.target_place for one in pair.segments if one.target_place is not None]
            if found and places:
                yield bitext, _short_hit(pair, found, Span(places[0].start, max(place.end for place in places)))


def _hit(text: Sentence, source: int, target: int, distance: float, middle: float) -> Hit:
    usual = round(source * math.exp(middle))
    much = "short" if target < usual else "long"
    return Hit(
        message=f"Suspiciously {much}: {target:,} characters, where this locale usually needs about {usual:,}.",
        place=text.place,
        unit=text.unit,
        source=text.source,
        target=text.target,
        certainty=Certainty.LIKELY if distance >= _LIKELY else Certainty.POSSIBLE,
        surprise=round(distance * distance / 2 / math.log(2), 1),
    )


def _short_hit(pair: BlockPair, found: Shortfall, place: Span) -> Hit:
    target = found.target or (pair.target.content if pair.target else "")
    surprise = round(found.nats / math.log(2), 1)
    return Hit(_message(found), place, found.unit, found.source, target, None, found.certainty, surprise=surprise)


def _message(found: Shortfall) -> str:
    if found.target:
        return f"Suspiciously short: {quote(found.target)} seems to be the beginning of a sentence alone"
    if found.unit is None:
        return f"Suspiciously short: a sentence of this paragraph seems to have no translation: {quote(found.source)}"
    return f"Suspiciously short: nothing in this paragraph seems to translate {quote(found.source)}"

"""The check `length-ratio`."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity, Span
from .._base import CorpusCheck, Hit, quote
from .._corpus import by_locale, texts
from .._pairing import Sentence
from .._tokens import prose
from ._kept import CITED_RE
from ._scale import Scale, scale_of, size
from ._short import Shortfall, shortfall

_LEAST = 25
"""Letters and signs of the English from which a length says something."""
_MOST = 120
"""Letters from which longer texts no longer get steadier: the sentences of long ones are still a few."""
_FEW = 8
"""Texts of a locale below which nothing is known of it."""
_USUAL_SPREAD, _WEIGHT = 1.5, 20
"""Spread of a language that nothing is known of, and the number of texts that this counts for."""
_POSSIBLE, _LIKELY = 4.0, 5.5
"""Spreads from the middle."""


class LengthRatio(CorpusCheck):
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
    each_locale: ClassVar[bool] = True

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield a hit for each text that lies far from the locale's usual ratio."""
        for _, own in by_locale(bitexts):
            found = [one for bitext in own for text in texts(bitext) if (one := _measure(bitext, text))]
            if len(found) < _FEW:
                continue
            short = list(_shortfalls(own, scale_of([(one.source, one.target) for one in found])))
            yield from short
            told = {(id(bitext), hit.place) for bitext, hit in short}
            yield from ((bitext, hit) for bitext, hit in _outliers(found) if (id(bitext), hit.place) not in told)


class _Length(NamedTuple):
    """A text and its translation in letters and signs."""

    bitext: Bitext
    text: Sentence
    source: int
    target: int

    @property
    def ratio(self) -> float:
        return math.log(self.target / self.source)

    @property
    def steadiness(self) -> float:
        """What a deviation is multiplied with: long texts vary less."""
        return math.sqrt(min(self.source, _MOST))

    def without_quotes(self) -> _Length:
        """Return the translation without what it quotes in English: it may have a translation beside it."""
        shown = prose(self.text.target)
        quoted = (prose(match.group()).strip() for match in CITED_RE.finditer(self.text.source))
        rest = self.target - sum(size(text) for text in quoted if text in shown)
        return self._replace(target=max(1, rest))


def _measure(bitext: Bitext, text: Sentence) -> _Length | None:
    if len(text.source) < _LEAST:
        return None
    source, target = size(text.source), size(text.target)
    return _Length(bitext, text, source, target) if source >= _LEAST and target else None


def _outliers(found: Sequence[_Length]) -> Iterator[tuple[Bitext, Hit]]:
    middle = statistics.median(one.ratio for one in found)
    # Half of a normal distribution lies within 0.6745 of its spread; outliers do not move the median.
    own = statistics.median(abs(one.ratio - middle) * one.steadiness for one in found) / 0.6745
    spread = (own * len(found) + _USUAL_SPREAD * _WEIGHT) / (len(found) + _WEIGHT)
    for one in found:
        distance = (one.ratio - middle) * one.steadiness / spread
        if distance >= _POSSIBLE:
            distance = max(0.0, (one.without_quotes().ratio - middle) * one.steadiness / spread)
        if abs(distance) >= _POSSIBLE:
            yield one.bitext, _hit(one, abs(distance), middle)


def _hit(one: _Length, distance: float, middle: float) -> Hit:
    text = one.text
    usual = round(one.source * math.exp(middle))
    much = "short" if one.target < usual else "long"
    return Hit(
        message=f"Suspiciously {much}: {one.target:,} characters, where this locale usually needs about {usual:,}.",
        place=text.place,
        unit=text.unit,
        source=text.source,
        target=text.target,
        certainty=Certainty.LIKELY if distance >= _LIKELY else Certainty.POSSIBLE,
        surprise=round(distance * distance / 2 / math.log(2), 1),
    )


def _shortfalls(own: Sequence[Bitext], scale: Scale) -> Iterator[tuple[Bitext, Hit]]:
    """Yield the blocks without spans that lack a sentence, or the end of one."""
    for bitext in own:
        for pair in () if bitext.target.has_spans or bitext.stale else bitext.pairs:
            found = shortfall(bitext, pair, scale)
            places = [one.target_place for one in pair.segments if one.target_place is not None]
            if found and places:
                place = Span(places[0].start, max(place.end for place in places))
                target = found.target or (pair.target.content if pair.target else "")
                bits = round(found.nats / math.log(2), 1)
                both = found.source, target
                yield bitext, Hit(_message(found), place, found.unit, *both, None, found.certainty, surprise=bits)


def _message(found: Shortfall) -> str:
    if found.target:
        return f"Suspiciously short: {quote(found.target)} seems to be the beginning of a sentence alone"
    if found.unit is None:
        return f"Suspiciously short: a sentence of this paragraph seems to have no translation: {quote(found.source)}"
    return f"Suspiciously short: nothing in this paragraph seems to translate {quote(found.source)}"

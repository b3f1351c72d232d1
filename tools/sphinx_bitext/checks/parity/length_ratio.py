"""The check `length-ratio`."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity
from .._base import CorpusCheck, Hit
from .._corpus import by_locale, texts
from .._pairing import Sentence
from .._tokens import prose

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
    code and addresses do not count.
    """

    code: ClassVar[str] = "length-ratio"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    each_locale: ClassVar[bool] = True

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield a hit for each text that lies far from the locale's usual ratio."""
        for _, own in by_locale(bitexts):
            found = [one for bitext in own for text in texts(bitext) if (one := _measure(bitext, text))]
            if len(found) >= _FEW:
                yield from _outliers(found)


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


def _measure(bitext: Bitext, text: Sentence) -> _Length | None:
    if len(text.source) < _LEAST:
        return None
    source, target = _size(text.source), _size(text.target)
    return _Length(bitext, text, source, target) if source >= _LEAST and target else None


def _size(markdown: str) -> int:
    return len("".join(prose(markdown).split()))


def _outliers(found: Sequence[_Length]) -> Iterator[tuple[Bitext, Hit]]:
    middle = statistics.median(one.ratio for one in found)
    # Half of a normal distribution lies within 0.6745 of its spread; outliers do not move the median.
    own = statistics.median(abs(one.ratio - middle) * one.steadiness for one in found) / 0.6745
    spread = (own * len(found) + _USUAL_SPREAD * _WEIGHT) / (len(found) + _WEIGHT)
    for one in found:
        distance = abs(one.ratio - middle) * one.steadiness / spread
        if distance >= _POSSIBLE:
            yield one.bitext, _hit(one, distance, middle)


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

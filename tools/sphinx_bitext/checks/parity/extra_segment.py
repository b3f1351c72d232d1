"""The check `extra-segment`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, English, Severity
from .._base import Check, Hit, body_place, quote
from .._tokens import letters
from ._numbers import english_of, plain_number


class ExtraSegment(Check):
    """A sentence that neither the English nor the other locales have.

    Why it matters: text without an English counterpart was reviewed by nobody and is never updated.

    Bad:

        101 Stop the server.                           English
        101 Stoppa servern.    102 Kopiera filen.      sv-SE

    Good:

        101 Stoppa servern.                            sv-SE

    How to fix: remove the sentence, or add it to the English first. A paragraph translated as a whole (`p101`) whose
    sentences are units in other locales is not reported, nor the other way round.
    """

    code: ClassVar[str] = "extra-segment"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"block-structure"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each unit (with spans) or block (without) that nothing in the English stands for."""
        if bitext.target.has_spans:
            english = english_of(bitext)
            if english is not None:
                yield from _extra_units(bitext, english)
        elif bitext.english is not None and not bitext.stale:
            yield from _extra_blocks(bitext)


def _extra_units(bitext: Bitext, english: English) -> Iterator[Hit]:
    if not english.voters and not english.units:
        return
    plain = "".join(letters(text) for unit, text in english.units.items() if plain_number(unit) is not None)
    paragraphs = [letters(text) for unit, text in english.units.items() if plain_number(unit) is None]
    for unit in bitext.target.units:
        number = unit.id.unit
        if number in english.units and english.votes.get(number, 0) * 2 >= english.voters:
            continue
        text = letters(unit.source)
        if (text in plain) if unit.id.is_paragraph else any(text in paragraph for paragraph in paragraphs):
            continue
        message = f"Unit {number} is in no other locale: {quote(unit.source)}"
        if english.votes.get(number, 0) > 1:
            message = f"Most locales have no unit {number}: {quote(unit.source)}"
        yield Hit(message, unit.target_place, number, unit.source, unit.target)


def _extra_blocks(bitext: Bitext) -> Iterator[Hit]:
    for pair in bitext.pairs:
        if pair.source is None and pair.target is not None and pair.target.is_message:
            target = pair.target.message
            place = next((segment.target_place for segment in pair.segments if segment.target_place), None)
            message = f"No English stands for this: {quote(target)}"
            yield Hit(message, place or body_place(bitext.target), None, "", target, certainty=Certainty.LIKELY)

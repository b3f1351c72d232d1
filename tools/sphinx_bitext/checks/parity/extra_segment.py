"""The check `extra-segment`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, English, Severity, Unit
from .._base import Check, Hit, body_place, quote
from .._tokens import letters
from ._numbers import changed_paragraphs, english_of, plain_number
from ._proven import differences, is_judge


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
        if is_judge(bitext):
            yield from _extra_beside_proven(bitext)
        elif bitext.target.has_spans:
            english = english_of(bitext)
            if english is not None:
                yield from _extra_units(bitext, english)
        elif bitext.english is not None and not bitext.stale:
            yield from _extra_blocks(bitext)


def _extra_beside_proven(bitext: Bitext) -> Iterator[Hit]:
    changed = changed_paragraphs(bitext.target.units, bitext.english) if bitext.english else {}
    for one in differences(bitext):
        if one.unit is not None and not one.expected and one.unit.id.unit not in changed:
            number, source = one.unit.id.unit, one.unit.source
            message = f"Unit {number} is not in the English: {quote(source)}"
            yield Hit(message, one.unit.target_place, number, source, one.unit.target)


def _extra_units(bitext: Bitext, english: English) -> Iterator[Hit]:
    if not english.voters and not english.units:
        return
    numbered: _Letters | None = None
    changed = changed_paragraphs(bitext.target.units, english)
    for unit in bitext.target.units:
        number = unit.id.unit
        if number in changed:
            continue
        if number in english.units and english.votes.get(number, 0) * 2 >= english.voters:
            continue
        numbered = numbered or _letters(english)
        if numbered.hold(unit):
            continue
        message = f"Unit {number} is in no other locale: {quote(unit.source)}"
        if english.votes.get(number, 0) > 1:
            message = f"Most locales have no unit {number}: {quote(unit.source)}"
        yield Hit(message, unit.target_place, number, unit.source, unit.target)


class _Letters(NamedTuple):
    """The letters of an English article."""

    sentences: str
    paragraphs: tuple[str, ...]

    def hold(self, unit: Unit) -> bool:
        """Say whether a paragraph stands there sentence by sentence, or a sentence within a paragraph."""
        text = letters(unit.source)
        return text in self.sentences if unit.id.is_paragraph else any(text in one for one in self.paragraphs)


def _letters(english: English) -> _Letters:
    sentences = (letters(text) for unit, text in english.units.items() if plain_number(unit) is not None)
    paragraphs = (letters(text) for unit, text in english.units.items() if plain_number(unit) is None)
    return _Letters("".join(sentences), tuple(paragraphs))


def _extra_blocks(bitext: Bitext) -> Iterator[Hit]:
    for pair in bitext.pairs:
        if pair.source is None and pair.target is not None and pair.target.is_message:
            target = pair.target.message
            place = next((segment.target_place for segment in pair.segments if segment.target_place), None)
            message = f"No English stands for this: {quote(target)}"
            yield Hit(message, place or body_place(bitext.target), None, "", target, certainty=Certainty.LIKELY)

"""The check `english-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, English, Severity, Unit
from ...text import fold_space
from .._base import Check, Hit, counted, quote
from .._tokens import inline, letters, neutral_locale
from ._numbers import changed_paragraphs, english_of, plain_number
from ._proven import differences, is_judge


class EnglishMismatch(Check):
    """The English inside a delivery is not the English that the other locales of the same version have.

    Why it matters: the sentence was translated from another text than the number says, or the delivery was damaged.

    Bad:

        104 Copy the files.    most locales
        104 Copy the file.     inside this delivery

    Good:

        104 Copy the files.    in all

    How to fix: compare the translation with the right English, then ask for the article to be delivered again.
    Differences in white space or escapes alone are one note an article; a link that is cut out of one of the two, and
    the locale in an address, are no difference.
    """

    code: ClassVar[str] = "english-mismatch"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each unit whose English differs, and one for all that are only spelt otherwise."""
        english = english_of(bitext)
        if english is None:
            return
        yield from _otherwise(bitext, english)
        joined: str | None = None
        spelt: list[tuple[Unit, str]] = []
        placed = {one.unit for one in english.side.units} if is_judge(bitext) else english.units.keys()
        for unit in bitext.target.units:
            expected = english.units.get(unit.id.unit)
            if expected is None or expected == unit.source or unit.id.unit not in placed:
                continue
            if unit.id.is_paragraph:
                joined = _plain_letters(english) if joined is None else joined
                if letters(unit.source) in joined:
                    continue
            severity = _severity(expected, unit.source, bitext.locale)
            if severity is Severity.WARNING:
                yield _hit(unit, expected, _certainty(english, unit))
            elif severity:
                spelt.append((unit, expected))
        if spelt:
            yield _note(spelt)


def _otherwise(bitext: Bitext, english: English) -> Iterator[Hit]:
    """Yield what is known otherwise than by the number: beside a proven English, and paragraphs as a whole."""
    for one in differences(bitext):
        if one.unit is not None and one.expected:
            yield _hit(one.unit, one.expected, None)
    changed = changed_paragraphs(bitext.target.units, english)
    for unit in bitext.target.units if changed else ():
        if unit.id.unit in changed:
            yield _hit(unit, " ".join(changed[unit.id.unit].values()), Certainty.LIKELY)


def _severity(expected: str, found: str, locale: str) -> Severity | None:
    """Return how much the two differ, None for what the delivery does to every article."""
    if expected == found or neutral_locale(expected, locale) == neutral_locale(found, locale):
        return None
    if letters(expected) != letters(found):
        return Severity.WARNING
    one, two = ({neutral_locale(url, locale) for url in inline(text).destinations} for text in (expected, found))
    if one != two:
        return Severity.WARNING if one and two else None
    return Severity.INFO


def _plain_letters(english: English) -> str:
    return "".join(letters(text) for unit, text in english.units.items() if plain_number(unit) is not None)


def _certainty(english: English, unit: Unit) -> Certainty | None:
    """Two locales that differ do not say which of them is right, unless the English at hand is proven."""
    few = english.votes.get(unit.id.unit, 0) < 3
    return Certainty.LIKELY if few and english.proof != "proven" else None


def _hit(unit: Unit, expected: str, certainty: Certainty | None) -> Hit:
    number = unit.id.unit
    message = f"The English of unit {number} is elsewhere {quote(expected)}, here {quote(unit.source)}"
    return Hit(message, unit.source_place, number, expected, unit.target, certainty=certainty)


def _note(spelt: Sequence[tuple[Unit, str]]) -> Hit:
    unit, expected = spelt[0]
    spaces = all(fold_space(one.source) == fold_space(other) for one, other in spelt)
    what = "has other white space" if spaces else "is spelt otherwise"
    more = f", and of {counted(len(spelt) - 1, 'more unit')}" if len(spelt) > 1 else ""
    message = f"The English of unit {unit.id.unit} {what} than elsewhere{more}."
    return Hit(message, unit.source_place, unit.id.unit, expected, unit.target, Severity.INFO)

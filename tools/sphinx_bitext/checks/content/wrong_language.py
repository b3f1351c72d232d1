"""The check `wrong-language`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...language_id import Foreign, foreign_language
from ...locales import english_name
from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit
from .._pairing import Sentence, passages
from .._scripts import letter_script, locale_scripts, own_words

_LETTERS = 15
"""How many letters a verdict takes; a third of it where a letter is a syllable or a word."""
_DENSE = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
_SHARED = frozenset({"ARABIC", "BENGALI", "CJK", "CYRILLIC", "DEVANAGARI", "ETHIOPIC", "LATIN"})
"""Scripts of more than one language; of the others the letters tell it all."""
_POSSIBLE, _LIKELY = 3.0, 4.0
"""Strengths, see `Foreign`."""
_SHORT = ((20, 5.0), (30, 4.0))
"""Below so many letters, the strength that even a possible finding takes: names of places seem foreign to any language.
Of 130,000 and 214,000 texts of such lengths in 80 languages 0.06 % and 0.04 % reach it against their own."""
_BITS = 1.4427
"""One nat."""


class WrongLanguage(Check):
    """The sentence is in another language, and not in English.

    Why it matters: the reader cannot read it, and a sentence of another delivery stands in this one.

    Bad:

        Save the file, then close the window.   ->   Datei speichern und danach das Fenster schließen.   (sv-SE)

    Good:

        Save the file, then close the window.   ->   Spara filen och stäng sedan fönstret.               (sv-SE)

    How to fix: deliver the sentence in the page's language. Short sentences and languages too near to tell (Indonesian
    and Malay, Croatian and Bosnian) are not reported; English is told by `untranslated`.
    """

    code: ClassVar[str] = "wrong-language"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"final-punctuation", "length-ratio", "term-not-used", "wrong-script"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each sentence whose own words another language fits much better."""
        locale, scripts = bitext.locale, locale_scripts(bitext.locale)
        if not scripts & _SHARED:
            return
        for passage in passages(bitext):
            for one in passage.sentences:
                text = _own_text(one, scripts)
                found = foreign_language(text, locale) if text else None
                wanted = _wanted(text, scripts)
                if found and found.strength >= wanted:
                    yield _hit(one, found, locale, is_sure=wanted == _POSSIBLE and found.strength >= _LIKELY)


def _own_text(one: Sentence, scripts: frozenset[str]) -> str:
    """Return what a verdict can rest on: the words that the English has not, in the locale's script; else nothing."""
    least = _LETTERS // 3 if scripts & _DENSE else _LETTERS
    if "HIRAGANA" in scripts:  # a name may do without
        least *= 4
    if len(one.target) < least:
        return ""
    own = own_words(one.source, one.target)
    starts = {char for char in {word[0] for word in own} if letter_script(char) in scripts}
    text = " ".join([word for word in own if word[0] in starts])
    if len(text) < least or ("HIRAGANA" in scripts and any(letter_script(char) == "HIRAGANA" for char in text)):
        return ""
    return text


def _wanted(text: str, scripts: frozenset[str]) -> float:
    """Return the strength that a finding takes: a short text can seem to be anything."""
    size = len(text) * 3 if scripts & _DENSE else len(text)
    return next((strength for letters, strength in _SHORT if size < letters), _POSSIBLE)


def _hit(one: Sentence, found: Foreign, locale: str, *, is_sure: bool) -> Hit:
    return Hit(
        f"This seems to be {english_name(found.language)}, not {english_name(locale)}",
        one.place,
        one.unit,
        one.source,
        one.target,
        Severity.ERROR if is_sure else Severity.WARNING,
        Certainty.LIKELY if is_sure else Certainty.POSSIBLE,
        target_marks=(Span(0, len(one.target)),),
        surprise=found.strength * _BITS,
    )

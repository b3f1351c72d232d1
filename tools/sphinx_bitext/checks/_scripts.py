"""Scripts: which one a letter belongs to, which ones a locale is written in, and where others stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from ..locales import script_code
from ..model import Span
from ..terms.matching import without_hidden
from ._han import is_everywhere
from ._tokens import folded_words, prose, words

# ISO 15924 codes and the words that the Unicode names of their letters begin with.
_NAMES = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Gujr": "GUJARATI",
    "Guru": "GURMUKHI",
    "Hans": "CJK BOPOMOFO",
    "Hant": "CJK BOPOMOFO",
    "Hebr": "HEBREW",
    "Jpan": "CJK HIRAGANA KATAKANA",
    "Khmr": "KHMER",
    "Knda": "KANNADA",
    "Kore": "HANGUL CJK",
    "Laoo": "LAO",
    "Latn": "LATIN",
    "Mlym": "MALAYALAM",
    "Mong": "MONGOLIAN",
    "Mymr": "MYANMAR",
    "Orya": "ORIYA",
    "Sinh": "SINHALA",
    "Taml": "TAMIL",
    "Telu": "TELUGU",
    "Thaa": "THAANA",
    "Thai": "THAI",
    "Tibt": "TIBETAN",
}
_KNOWN = frozenset(name for names in _NAMES.values() for name in names.split())
_WORD_RE = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1 << 14)
def letter_script(char: str) -> str:
    """Return the script of a letter as Unicode names begin with it, `CYRILLIC`; empty for what all scripts share."""
    if not char.isalpha():
        return ""
    name = unicodedata.name(char, "").removeprefix("FULLWIDTH ").removeprefix("HALFWIDTH ")
    first = re.split("[ -]", name, maxsplit=1)[0]
    return first if first in _KNOWN else ""


@lru_cache(maxsize=512)
def locale_scripts(locale: str) -> frozenset[str]:
    """Return the scripts a locale is written in, without the Latin of names; empty where it is not known."""
    if locale.partition("-")[0] == "sr" and "Cyrl" not in locale and "Latn" not in locale:
        return frozenset({"CYRILLIC", "LATIN"})  # Serbian is written in both
    return frozenset(_NAMES.get(script_code(locale), "").split())


class Alphabet:
    """What stands in the texts of a locale, as far as it was seen: what is told of a character is told once."""

    def __init__(self, locale: str) -> None:
        self._code, self._scripts = script_code(locale), locale_scripts(locale)
        self._plain: set[str] = set()
        self.letters: set[str] = set()
        """Letters of the locale's scripts."""

    def has_all(self, text: str) -> bool:
        """Say whether all letters of a text are Latin or plain ones of the locale's scripts."""
        new = set(text) - self._plain
        for char in new:
            script = letter_script(char)
            if script in self._scripts:
                self.letters.add(char)
            if script in ("", "LATIN") or (script in self._scripts and is_everywhere(char, self._code)):
                self._plain.add(char)
        return new <= self._plain


@lru_cache(maxsize=512)
def alphabet(locale: str) -> Alphabet:
    """Return what is known of the characters of a locale."""
    return Alphabet(locale)


def own_words(source: str, target: str) -> Sequence[str]:
    """Return the words shown by a translation that its English has not: names and what was left are not among them."""
    english, own = _english_words(source), words(prose(target))
    folded = folded_words(own)
    if english.isdisjoint(folded):
        return own
    return [word for word, same in zip(own, folded, strict=True) if same not in english]


@lru_cache(maxsize=1 << 13)
def _english_words(markdown: str) -> frozenset[str]:
    return frozenset(folded_words(words(prose(markdown))))


def odd_letters(word: str, scripts: Collection[str]) -> tuple[int, ...]:
    """Return where letters stand in a word of another script that look like letters of that script.

    A Latin name with an ending of the locale's own script (`scripts`) is a word like any other.
    """
    found = [letter_script(char) for char in word]
    used = {script for script in found if script in _LOOK_ALIKES}
    if len(used) != 2:
        return ()
    odd = min(sorted(used), key=lambda script: (found.count(script), script in scripts))
    if len(word) < 3 and (odd != "CYRILLIC" or odd in scripts):  # a symbol: kΩ, μm
        return ()
    places = tuple(place for place, script in enumerate(found) if script == odd)
    if any(word[place] not in _LOOK_ALIKES[odd] for place in places):
        return ()
    is_ending = odd in scripts and word[places[0] :].islower() and len(word) - places[0] == len(places)
    return () if is_ending else places


_LOOK_ALIKES = {
    "LATIN": frozenset("aceijopsuvxyABCEHIJKMNOPSTXYZ"),
    "CYRILLIC": frozenset("асеіјорѕхуАВСЕНІЈКМОРЅТХУ"),
    "GREEK": frozenset("ουνΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"),
}
"""Letters that a reader cannot tell from those of the two other scripts."""


def shown_places(markdown: str, wanted: Collection[str]) -> Iterator[Span]:
    """Yield where words that are shown stand in the raw text; `wanted` are whole runs of letters."""
    for match in _WORD_RE.finditer(without_hidden(markdown)):
        if match[0] in wanted:
            yield Span(*match.span())

"""Punctuation, spaces, brackets, and characters that do not belong there."""

from __future__ import annotations

import re
from random import Random

from sphinx_bitext.model import Severity, Span

from ..base import Kind, Site, in_target, replaced
from ..markdown import is_unspaced, matches_in_prose, prose_places, word_places

_END_RE = re.compile(r"[.!?:。！？：]+(?=[\s*_)\]]*\Z)")
_SOURCE_END_RE = re.compile(r"[.!?:][\s*_)\]]*\Z")
_BLANK_RE = re.compile(r"(?<=[^\s\W]) (?=[^\s\W])")
_BRACKET_RE = re.compile(r"[()（）]")
_CYRILLIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхийклмнопярстувжщызАБЦДЕФГХИЙКЛМНОПЯРСТУВЖЩЫЗ"
)
_LIKE = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "i": "і"}
_HANGUL_FIRST, _HANGULS = 0xAC00, 11_172
_INVISIBLE = ("\u200b", "\u2060", "\ufeff", "\u00ad", "\u2063")
_BIDI = ("\u202e", "\u202d", "\u202b", "\u2067", "\u2066")


def final_punctuation(site: Site, chance: Random) -> str | None:
    """Lose the mark that ends the sentence."""
    del chance
    match = _END_RE.search(site.target)
    if match is None or not _SOURCE_END_RE.search(site.source) or not word_places(site.target):
        return None
    if site.language == "ja" and match[0] in "?？" and site.target[: match.start()].endswith("か"):
        return None  # the particle makes the question: without a mark it is good Japanese
    return replaced(site.target, Span(*match.span()), "")


def double_space(site: Site, chance: Random) -> str | None:
    """Put two spaces between two words."""
    found = matches_in_prose(_BLANK_RE, site.target)
    return replaced(site.target, Span(*chance.choice(found).span()), "  ") if found else None


def bracket(site: Site, chance: Random) -> str | None:
    """Lose one of a pair of round brackets."""
    found = matches_in_prose(_BRACKET_RE, site.target)
    opening = sum(match.group() in "(（" for match in found)
    if not found or opening * 2 != len(found) or len(matches_in_prose(_BRACKET_RE, site.source)) != len(found):
        return None
    return replaced(site.target, Span(*chance.choice(found).span()), "")


def script(site: Site, chance: Random) -> str | None:
    """Write the whole sentence in another script, letter by letter."""
    del chance
    if len(word_places(site.target)) < 3 or sum(map(str.isalpha, site.target)) < 12:
        return None
    text, unspaced = site.target, is_unspaced(site.target)
    for place in reversed(prose_places(text)):
        piece = text[place.start : place.end]
        text = replaced(text, place, "".join(map(_to_hangul, piece)) if unspaced else piece.translate(_CYRILLIC))
    return text


def _to_hangul(char: str) -> str:
    if not char.isalpha() or char.isascii():
        return char
    return chr(_HANGUL_FIRST + ord(char) * 7 % _HANGULS)


def homoglyph(site: Site, chance: Random) -> str | None:
    """Put a Cyrillic letter inside of a Latin word, which looks the same."""
    found = [
        Span(at, at + 1)
        for place in word_places(site.target)
        if place.end - place.start > 3 and site.target[place.start : place.end].isascii()
        for at in range(*place)
        if site.target[at] in _LIKE
    ]
    if not found:
        return None
    place = chance.choice(found)
    return replaced(site.target, place, _LIKE[site.target[place.start]])


def _inside(site: Site, chance: Random, chars: tuple[str, ...]) -> str | None:
    places = [place for place in word_places(site.target) if place.end - place.start > 2]
    if not places:
        return None
    place = chance.choice(places)
    at = chance.randrange(place.start + 1, place.end)
    return replaced(site.target, Span(at, at), chance.choice(chars))


def invisible(site: Site, chance: Random) -> str | None:
    """Put a character inside of a word that nobody sees."""
    return _inside(site, chance, _INVISIBLE)


def bidi(site: Site, chance: Random) -> str | None:
    """Put a character there that turns the direction of writing, and none that turns it back."""
    return _inside(site, chance, _BIDI)


def control(site: Site, chance: Random) -> str | None:
    """Put a control character there."""
    return _inside(site, chance, ("\x07", "\x08", "\x1b", "\x7f"))


_CHARACTERS = ("*character*", "*invisible*", "*bidi*", "*control*")
KINDS = (
    Kind("punctuation-lost", "the end of a sentence without its mark", Severity.WARNING, ("*punct*",),
         in_target(final_punctuation), ("endpunc",)),
    Kind("double-space", "two spaces between words", Severity.WARNING, ("*spac*",), in_target(double_space),
         ("doublespacing",)),
    Kind("bracket-lost", "one of two brackets is missing", Severity.WARNING, ("*bracket*", "*paren*", "*balance*"),
         in_target(bracket), ("brackets",)),
    Kind("wrong-script", "a sentence in another script", Severity.ERROR, ("*script*", "*language*"),
         in_target(script), ()),
    Kind("homoglyph", "a letter of another script inside of a word", Severity.WARNING,
         ("*script*", "*homoglyph*", "*mixed*"), in_target(homoglyph), ()),
    Kind("invisible", "an invisible character inside of a word", Severity.WARNING, _CHARACTERS, in_target(invisible),
         ("validchars",)),
    Kind("bidi", "a direction that is never turned back", Severity.WARNING, _CHARACTERS, in_target(bidi),
         ("validchars",)),
    Kind("control", "a control character", Severity.WARNING, _CHARACTERS, in_target(control), ("validchars",)),
)  # fmt: skip

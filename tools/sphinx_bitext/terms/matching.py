"""Where terms stand in English sentences, and how much of a translation stands in a text, whatever its endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from ..locales import script_code
from ..model import Span
from .glossary import Term

_WORD_RE = re.compile(r"\w+")
# What is not text of the sentence: code, destinations, tags, directives, bare addresses.
_HIDDEN_RE = re.compile(
    r"(?<!`)(`+)(?!`).{0,1000}?(?<!`)\1(?!`)|(?<=\])\([^()\s]*(?:\s[^()]*)?\)|<[^<>]*>|\[!\w[^\]]{0,200}\]|:::[^\r\n]*"
    r"|(?:https?|ftp|mailto):[^\s<>]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]+",
    re.DOTALL | re.IGNORECASE,
)
_PLURAL_RE = re.compile(r"(?:e?s)?(?!\w)")
_BROKEN_RE = re.compile(r"-\w|\.\w")
_NO_SPACES = frozenset({"Hans", "Hant", "Jpan", "Khmr", "Laoo", "Mymr", "Thai", "Tibt"})
_MARKS_RE = re.compile(r"[\s・ー]+")


class Standing(IntEnum):
    """How much of a term stands in a text."""

    NONE = 0
    STEM = 1
    """The beginnings of its words: another form, or another word."""
    FORM = 2
    """All its words, inflected or inside compounds."""
    WHOLE = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What a locale knows of one English term."""

    term: str
    translations: tuple[str, ...]
    """Empty: the term stays as it is."""
    case_sensitive: bool


class Place(NamedTuple):
    """A term in an English sentence."""

    entry: Entry
    span: Span
    """In the raw Markdown."""


class TermIndex:
    """The terms of one locale, looked up by their first words."""

    def __init__(self, terms: Iterable[Term], locale: str) -> None:
        rows: dict[tuple[str, bool], list[str]] = {}
        for one in terms:
            if one.applies_to(locale):
                rows.setdefault((one.term, one.case_sensitive), []).append(one.translation)
        self._entries: dict[str, list[tuple[int, Entry]]] = {}
        for (term, case_sensitive), translations in rows.items():
            # A row that keeps the term lets it stand; other rows of the term are translations to choose from.
            kept = [text or term for text in translations]
            entry = Entry(term, () if set(kept) == {term} else tuple(kept), case_sensitive)
            match = _WORD_RE.search(term)
            if match:
                self._entries.setdefault(match[0].lower(), []).append((match.start(), entry))
        for found in self._entries.values():
            found.sort(key=lambda one: (-len(one[1].term), one[1].term, not one[1].case_sensitive))

    def find(self, markdown: str) -> list[Place]:
        """Return the terms of a sentence in its order; of two that overlap the longer one."""
        if not any(self._known(match[0]) for match in _WORD_RE.finditer(markdown)):
            return []
        shown = without_hidden(markdown)
        places: list[Place] = []
        done = 0
        for match in _WORD_RE.finditer(shown):
            for offset, entry in self._known(match[0]):
                start = match.start() - offset
                end = _end(shown, start, entry) if start >= done else 0
                if end and not (entry.translations and _is_begin(shown, start, end, entry)):
                    places.append(Place(entry, Span(start, end)))
                    done = end
                    break
        return places

    def _known(self, word: str) -> Sequence[tuple[int, Entry]]:
        """Return the terms that begin with a word, or with what it is the plural of; longest first."""
        lower = word.lower()
        forms = (lower, lower.removesuffix("s"), lower.removesuffix("es"))
        return next((self._entries[form] for form in forms if form in self._entries), ())


def without_hidden(markdown: str) -> str:
    """Return a sentence with blanks in the place of what is not its text: code, tags, addresses. Offsets stay."""
    return _HIDDEN_RE.sub(lambda match: " " * len(match[0]), markdown).replace("\n", " ")


def _is_begin(text: str, start: int, end: int, entry: Entry) -> bool:
    """Say whether a word has its capital from the begin of a sentence, so that it may be another word than the term.

    `Note that` is not the label Note; `**Note** that` is.
    """
    if not (entry.case_sensitive and entry.term.istitle() and entry.term.isalpha()):
        return False
    before, after = text[:start].rstrip(), text[end : end + 1]
    is_marked = text[start - 1 : start] in ("*", "_", "[", '"', "“") and after in ("*", "_", "]", '"', "”", ":")
    bare = before.rstrip('*_["“(')
    return (not bare or bare[-1] in ".:?!>") and bool(text[end:].strip(" .:*_")) and not is_marked


def _end(text: str, start: int, entry: Entry) -> int:
    """Return where a term that begins at `start` ends, 0 where it does not stand there as words of its own."""
    end = start + len(entry.term)
    found = text[start:end]
    if found != entry.term and (entry.case_sensitive or found.lower() != entry.term.lower()):
        return 0
    if start and (text[start - 1].isalnum() or text[start - 1] in "-_/\\@#$"):
        return 0
    if entry.term[-1].isalnum():
        plural = _PLURAL_RE.match(text, end) if not entry.case_sensitive else None
        end = plural.end() if plural else end
        if text[end : end + 1].isalnum() or text[end : end + 1] == "_":
            return 0
    return 0 if _BROKEN_RE.match(text, end) else end


def standing_of(translation: str, text: str, locale: str) -> Standing:
    """Return how much of a translation stands in the text shown.

    No table of endings is needed: a form keeps most of a word's letters, and compounds and prefixes keep them inside.
    """
    if script_code(locale) in _NO_SPACES:
        wanted, found = (unicodedata.normalize("NFKC", one).casefold() for one in (translation, text))
        if "".join(wanted.split()) in "".join(found.split()):
            return Standing.WHOLE
        return Standing.STEM if _MARKS_RE.sub("", wanted) in _MARKS_RE.sub("", found) else Standing.NONE
    words = _folded(translation)
    among = _folded(text)
    if _contains(among, words):
        return Standing.WHOLE
    joined = f" {' '.join(among)} "
    return min((_word_standing(word, joined) for word in words), default=Standing.NONE)


@lru_cache(maxsize=1 << 12)
def _folded(text: str) -> tuple[str, ...]:
    """Return the words of a text without case and marks on letters."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return tuple(word.casefold() for word in _WORD_RE.findall(plain))


def _contains(words: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return any(tuple(words[at : at + size]) == tuple(wanted) for at in range(len(words) - size + 1))


def _word_standing(word: str, joined: str) -> Standing:
    size = len(word)
    if f" {word} " in joined:
        return Standing.WHOLE
    kept = word if size < 4 else word[: size - max(1, round(size * 0.3))]
    if f" {kept}" in joined or (size > 3 and (word in joined or (len(kept) > 3 and kept in joined))):
        return Standing.FORM
    return Standing.STEM if f" {word[: max(3, size // 2)]}" in joined else Standing.NONE

"""Which words of the English are names, and whether a translation keeps them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from .._odd import Question
from .._tokens import prose, words

LATIN = "A-Za-zÀ-ɏḀ-ỿ"
"""The letters of the script, for a class of characters."""
_NAME_RE = re.compile(
    r"(?<![\w@.-])(?:[A-Z][A-Za-z0-9]+|[a-z]+[A-Z][A-Za-z0-9]*|[A-Za-z]+\d[A-Za-z0-9]*)(?:[._+#-][A-Za-z0-9]+)*"
)
_CODE_RE = re.compile(r".*(?:[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]|[A-Za-z][._+#][A-Za-z])")
_PLURAL_RE = re.compile(r"(?<=[A-Z0-9]{2})s\Z")
_INFLECTED_FROM = 4
_RARELY = 8


def is_code(name: str) -> bool:
    """Say whether nobody translates a name: PowerShell, msDS-Guid, E5."""
    return bool(_CODE_RE.match(name))


class Names(Question):
    """The names of the English that a translation keeps; each once, as a pronoun may stand for the second."""

    def __init__(self) -> None:
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()

    def read(self, markdown: str, _locale: str) -> Iterator[tuple[str, str]]:
        for name in _names(markdown):
            yield name, name

    def count(self, source: str, target: str, _locale: str) -> Counter[str]:
        names = _names(source)
        folded = target.lower()
        return Counter(dict.fromkeys((name for name in names if _keeps(target, folded, name)), 1))

    def learn(self, source: str) -> None:
        self._small.update(word for word in words(prose(source)) if word.islower())
        self._capital.update(_names(source))

    def add(self, other: Question) -> None:
        assert isinstance(other, Names)
        self._small.update(other._small)
        self._capital.update(other._capital)

    def kind(self, value: str) -> str:
        return value

    def is_name(self, value: str) -> bool:
        """Say whether the word is a name wherever it stands: no word at all, or the English rarely writes it small."""
        return is_code(value) or self._small[value.lower()] * _RARELY < self._capital[value]


@lru_cache(maxsize=1 << 10)
def _names(markdown: str) -> tuple[str, ...]:
    if markdown.isupper():  # shouting: every word looks like a name
        return ()
    return tuple(dict.fromkeys(_NAME_RE.findall(prose(markdown))))


def _keeps(target: str, folded: str, name: str) -> bool:
    """Say whether a text has the name, `folded` being the text in small letters: a longer name with any ending."""
    stem = _PLURAL_RE.sub("", name)
    if len(stem) >= _INFLECTED_FROM:
        return _has_word(folded, stem.lower(), inflected=True)
    if name[1:].islower():  # As, If, To: small, they are words of other languages
        return _has_word(target, name, inflected=False)
    return any(_has_word(folded, form.lower(), inflected=False) for form in {name, stem})


def _has_word(text: str, word: str, *, inflected: bool) -> bool:
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        ends = inflected or not _is_latin(text[end : end + 1])
        if ends and not _is_latin(text[start - 1 : start]):
            return True
        start = text.find(word, end)
    return False


def _is_latin(letter: str) -> bool:
    return "a" <= letter.lower() <= "z" or "À" <= letter <= "ɏ" or "Ḁ" <= letter <= "ỿ"

"""The check `repeated-word`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Hit, quote
from .._evidence import Evidence, LocaleCheck
from .._pairing import Sentence, passages, translations
from .._tokens import name_codes, prose

# With one space: what was taken out between two words, such as code, leaves two.
_TWICE_RE = re.compile(r"(?<![\w'’\-])([^\W\d_]+(?:['’\-][^\W\d_]+)*) \1(?![\w'’\-])", re.IGNORECASE)
_DOUBLING = frozenset({"fil", "id", "jv", "km", "lo", "mi", "ms", "su", "th", "tl", "tr", "vi"})
"""Languages in which saying a word twice is grammar, or that write a space between the syllables of a word."""
_HABIT = 3
"""Words doubled by intent from which, when they are half of all, doubling is a habit of the locale with any word."""
_MEANT = 20
"""One doubled in as many of the same word is meant, when it stands so in two sentences."""


class RepeatedWord(LocaleCheck):
    """A word stands twice in a row, and not in the English.

    Why it matters: it looks careless, and is often the trace of a word that was moved and not removed.

    Bad:

        The role is in the list.   ->   Rollen finns i i listan.

    Good:

        The role is in the list.   ->   Rollen finns i listan.

    How to fix: remove one of the two. A word that is doubled in other sentences of the locale too is meant so, and
    languages that double words by their grammar are not looked at.
    """

    code: ClassVar[str] = "repeated-word"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def evidence(self, locale: str) -> Evidence | None:
        """Return the doubled words of a locale in whose language doubling is no grammar."""
        return None if locale.lower().partition("-")[0] in _DOUBLING else _Doubled()


class _Doubled(Evidence):
    """Words that stand twice in a row, and the articles, to count how often they stand alone."""

    def __init__(self) -> None:
        self._bitexts: list[Bitext] = []
        self._found: list[tuple[Bitext, Sentence, re.Match[str]]] = []

    def add(self, bitext: Bitext) -> None:
        self._bitexts.append(bitext)
        for passage in passages(bitext):
            for sentence in passage.sentences:
                match = _TWICE_RE.search(prose(sentence.target))
                if match and "`" in sentence.target:
                    match = _TWICE_RE.search(prose(name_codes(sentence.target)))
                if match and not _TWICE_RE.search(prose(sentence.source)):
                    self._found.append((bitext, sentence, match))

    def hits(self) -> Iterator[tuple[Bitext, Hit]]:
        places: dict[str, set[str]] = {}
        for _, sentence, match in self._found:
            places.setdefault(match[1].casefold(), set()).add(sentence.source)
        meant = {
            word for word, sources in places.items() if len(sources) > 1 and self._is_meant(word, len(sources) * _MEANT)
        }
        if len(meant) >= _HABIT and 2 * sum(len(places[word]) for word in meant) >= len(self._found):
            return
        for bitext, sentence, match in self._found:
            if match[1].casefold() not in meant:
                yield bitext, _hit(sentence, match)

    def _is_meant(self, word: str, usual: int) -> bool:
        """Say whether a word is doubled too often for so rare a word: it stands less often than is `usual`."""
        count = 0
        for bitext in self._bitexts:
            count += sum(text.casefold().count(word) for text in translations(bitext))
            if count >= usual:
                return False
        return True


def _hit(sentence: Sentence, match: re.Match[str]) -> Hit:
    start = sentence.target.find(match[0])
    return Hit(
        message=f"A word stands twice: {quote(match[0])}",
        place=sentence.place,
        unit=sentence.unit,
        source=sentence.source,
        target=sentence.target,
        target_marks=(Span(start, start + len(match[0])),) if start >= 0 else (),
    )

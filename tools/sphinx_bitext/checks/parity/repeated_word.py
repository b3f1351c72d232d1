"""The check `repeated-word`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import CorpusCheck, Hit, quote
from .._corpus import by_locale
from .._pairing import Sentence, passages
from .._tokens import name_codes, prose

# With one space: what was taken out between two words, such as code, leaves two.
_TWICE_RE = re.compile(r"(?<![\w'’\-])([^\W\d_]+(?:['’\-][^\W\d_]+)*) \1(?![\w'’\-])", re.IGNORECASE)
_DOUBLING = frozenset({"fil", "id", "jv", "km", "lo", "mi", "ms", "su", "th", "tl", "tr", "vi"})
"""Languages in which saying a word twice is grammar, or that write a space between the syllables of a word."""
_HABIT = 3
"""Words doubled by intent from which, when they are half of all, doubling is a habit of the locale with any word."""
_MEANT = 20
"""One doubled in as many of the same word is meant, when it stands so in two sentences."""


class RepeatedWord(CorpusCheck):
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
    each_locale: ClassVar[bool] = True

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield a hit for each doubled word that is unusual in its locale."""
        for locale, own in by_locale(bitexts):
            if locale.lower().partition("-")[0] not in _DOUBLING:
                yield from _unusual(own)


def _unusual(own: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
    found: list[tuple[Bitext, Sentence, re.Match[str]]] = []
    for bitext in own:
        for passage in passages(bitext):
            for sentence in passage.sentences:
                match = _TWICE_RE.search(prose(sentence.target))
                if match and "`" in sentence.target:
                    match = _TWICE_RE.search(prose(name_codes(sentence.target)))
                if match and not _TWICE_RE.search(prose(sentence.source)):
                    found.append((bitext, sentence, match))
    places: dict[str, set[str]] = {}
    for _, sentence, match in found:
        places.setdefault(match[1].casefold(), set()).add(sentence.source)
    meant = {word for word, sources in places.items() if len(sources) > 1 and _is_meant(own, word, len(sources))}
    if len(meant) >= _HABIT and 2 * sum(len(places[word]) for word in meant) >= len(found):
        return
    for bitext, sentence, match in found:
        if match[1].casefold() not in meant:
            yield bitext, _hit(sentence, match)


def _is_meant(own: Sequence[Bitext], word: str, doubled: int) -> bool:
    """Say whether a word is doubled too often for so rare a word."""
    texts = (sentence.target for bitext in own for passage in passages(bitext) for sentence in passage.sentences)
    return sum(text.casefold().count(word) for text in texts) < doubled * _MEANT


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

"""The check `emphasis-elsewhere`."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity, Span
from .._base import Hit, quote
from .._evidence import Evidence, LocaleCheck
from .._pairing import Passage, passages
from .._tokens import inline, letters
from ._hits import hit_in

_LEAST_TIMES = 3
_LEAST_SHARE = 0.6
_AROUND = ' .,:[]()「」［］（）"“”„«»'


class EmphasisElsewhere(LocaleCheck):
    """Words that are bold in English, and mostly bold in this locale, stand here outside of the bold.

    Why it matters: bold names what to click; the reader looks for a button whose name is cut, or for another word.

    Bad:

        Click **Sign in** now.   ->   Klicka på Logga **in nu**.          elsewhere: **Logga in**

    Good:

        Click **Sign in** now.   ->   Klicka på **Logga in** nu.

    How to fix: put the marks around the words that are bold in the other sentences. The usual words are those that at
    least three sentences of the locale, and more than half, have for the same bold English.
    """

    code: ClassVar[str] = "emphasis-elsewhere"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"emphasis-moved"})

    def evidence(self, _locale: str) -> Evidence:
        """Return what is bold in a locale."""
        return _Bold()


class _Passage(NamedTuple):
    """What is bold in a passage, enough to see where the usual words may stand outside of it."""

    bitext: Bitext
    passage: Passage
    english: tuple[str, ...]
    """Letters of the bold texts of the English."""
    shown: str
    """All text of the translation."""


class _Bold(Evidence):
    """What is bold where an English text is, and the passages with bold text on both sides."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._passages: list[_Passage] = []

    def add(self, bitext: Bitext) -> None:
        for passage in passages(bitext):
            if "**" in passage.source and "**" in passage.target:
                one, two = inline(passage.source).of("strong"), inline(passage.target).of("strong")
                english = tuple(letters(node.content) for node in one)
                if len(one) == len(two) == 1:
                    words = inline(two[0].content).plain.strip(_AROUND)
                    self._counts.setdefault(english[0], Counter())[words] += 1
                if 0 < len(one) <= len(two):
                    text = "".join([node.content for node in inline(passage.target).of("text")])
                    self._passages.append(_Passage(bitext, passage, english, text))

    def hits(self) -> Iterator[tuple[Bitext, Hit]]:
        usual = _usual(self._counts)
        for one in self._passages:
            for number, english in enumerate(one.english):
                words = usual.get(english)
                start = _lone(one.shown, words) if words else -1
                if words and start >= 0:
                    end = start + len(words)
                    if not any(bold.start <= start and end <= bold.end for bold in _bold(one.passage.target)):
                        yield one.bitext, _hit(one.passage, number, words, Span(start, end))


def _hit(passage: Passage, number: int, words: str, span: Span) -> Hit:
    """Return the hit for words, a range of the text shown, that are usual for one of the bold English texts."""
    places = _shown(passage.target)[1]
    english = inline(passage.source).of("strong")[number].place
    place = Span(places[span.start], places[span.end - 1] + 1)
    message = f"{quote(words)} is bold elsewhere, not here"
    return hit_in(passage, message, [english], [place], EmphasisElsewhere.severity, EmphasisElsewhere.certainty)


def _usual(counts: Mapping[str, Counter[str]]) -> Mapping[str, str]:
    usual = {}
    for english, found in counts.items():
        words, times = found.most_common(1)[0]
        if times >= _LEAST_TIMES and times > _LEAST_SHARE * found.total() and len(words) > 1:
            usual[english] = words
    return usual


def _shown(markdown: str) -> tuple[str, list[int]]:
    """Return the text shown, and where each character of it stands."""
    plain: list[str] = []
    places: list[int] = []
    for node in inline(markdown).of("text"):
        plain.append(node.content)
        places += range(node.place.start, node.place.end)
    return "".join(plain), places


def _bold(markdown: str) -> tuple[Span, ...]:
    """Return which ranges of the text shown are bold."""
    places = _shown(markdown)[1]
    edges = (
        (bisect.bisect_left(places, node.place.start), bisect.bisect_left(places, node.place.end))
        for node in inline(markdown).of("strong")
    )
    return tuple(Span(*edge) for edge in edges)


def _lone(text: str, words: str) -> int:
    """Return where words are shown, marks inside of them included; -1 where not, within a word, or more than once."""
    start = text.find(words)
    if start < 0 or text.find(words, start + 1) >= 0:
        return -1
    end = start + len(words)
    inside = text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()
    return -1 if inside and start else start

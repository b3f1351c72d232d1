"""The check `emphasis-elsewhere`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import CorpusCheck, Hit, quote
from .._pairing import Passage, passages
from .._tokens import inline, letters
from ._hits import hit_in

_LEAST_TIMES = 3
_LEAST_SHARE = 0.6
_AROUND = ' .,:[]()「」［］（）"“”„«»'


class EmphasisElsewhere(CorpusCheck):
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
    each_locale: ClassVar[bool] = True
    covers: ClassVar[frozenset[str]] = frozenset({"emphasis-moved"})

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield a hit for each bold text of the English whose usual words are there and not bold."""
        usual = {locale: _usual(counts) for locale, counts in _counts(bitexts).items()}
        for bitext in bitexts:
            known = usual.get(bitext.locale)
            for passage in passages(bitext) if known else ():
                if "**" in passage.source and "**" in passage.target:
                    for hit in self._of_passage(passage, known or {}):
                        yield bitext, hit

    def _of_passage(self, passage: Passage, usual: Mapping[str, str]) -> Iterator[Hit]:
        bold = inline(passage.target).of("strong")
        if len(bold) < len(inline(passage.source).of("strong")):
            return
        for node in inline(passage.source).of("strong"):
            words = usual.get(letters(node.content))
            place = _shown(passage.target, words) if words else None
            if (
                words
                and place
                and not any(one.place.start <= place.start and place.end <= one.place.end for one in bold)
            ):
                message = f"{quote(words)} is bold elsewhere, not here"
                yield hit_in(passage, message, [node.place], [place], self.severity, self.certainty)


def _counts(bitexts: Sequence[Bitext]) -> Mapping[str, Mapping[str, Counter[str]]]:
    """Count for each locale what is bold where one English text is, in sentences with one bold text."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for bitext in bitexts:
        for passage in passages(bitext):
            if "**" in passage.source and "**" in passage.target:
                one, two = inline(passage.source).of("strong"), inline(passage.target).of("strong")
                if len(one) == len(two) == 1:
                    counts[bitext.locale][letters(one[0].content)][inline(two[0].content).plain.strip(_AROUND)] += 1
    return counts


def _usual(counts: Mapping[str, Counter[str]]) -> Mapping[str, str]:
    usual = {}
    for english, found in counts.items():
        words, times = found.most_common(1)[0]
        if times >= _LEAST_TIMES and times > _LEAST_SHARE * found.total() and len(words) > 1:
            usual[english] = words
    return usual


def _shown(markdown: str, words: str) -> Span | None:
    """Return where words are shown in a text, marks inside of them included; None where not, or more than once."""
    plain: list[str] = []
    places: list[int] = []
    for node in inline(markdown).of("text"):
        plain.append(node.content)
        places += range(node.place.start, node.place.end)
    text = "".join(plain)
    start = text.find(words)
    if start < 0 or text.find(words, start + 1) >= 0:
        return None
    end = start + len(words)
    inside = text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()
    return None if inside and start else Span(places[start], places[end - 1] + 1)

"""The check `untranslated`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity, Span
from ...text import is_alike
from .._base import Hit, quote
from .._evidence import Evidence, LocaleCheck
from .._pairing import Sentence, passages
from .._tokens import prose
from ._kept import CITED_RE, Kept, Run, latin_words, longest_run, ordinary, without_kept

_LIKELY, _UNSURE, _POSSIBLE = 14.0, 12.0, 8.0
"""Bits from which words that stay are no name; without any ordinary word among them it takes more than possible."""
_LIKELY_PART, _POSSIBLE_PART = 18.0, 9.0
"""The same for a part of a sentence; there are many parts, so chance has more of them."""
_LEAST_WORDS, _LEAST_ORDINARY = 4, 2
_NAMED = 3
"""Sentences in which the same words stay from which they are taken for a name."""
_COMMAND_RE = re.compile(r"(?:^|\s)(?:-{1,2}[A-Za-z]\w*|/[A-Za-z]\w*(?=\s|$)|\$\w+|\w+=|%\w+%)|[\\{}|]|::")
_PROSE_END_RE = re.compile(r"\w[.:?!]\s*\Z")
_QUOTED_RE = re.compile(r"""\s*(?:\*\*.*\*\*|[*_].*[*_]|["“«„].*["”»“])[.:,]?\s*""", re.DOTALL)


class Untranslated(LocaleCheck):
    """A sentence, or a good part of it, stands in English.

    Why it matters: a reader who needs the translation cannot read the sentence.

    Bad:

        Restart your computer and sign in again.   ->   Restart your computer and sign in again.
        Restart your computer and sign in again.   ->   Starta om datorn and sign in again.

    Good:

        Restart your computer and sign in again.   ->   Starta om datorn och logga in igen.

    How to fix: translate it. Commands, code, addresses, numbers and names are meant to stay and are not reported:
    which words are names is learnt from how often each of them stays English in the locale. Quoted texts are possible
    findings, no more.
    """

    code: ClassVar[str] = "untranslated"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset(
        {
            "emphasis-elsewhere",
            "emphasis-lost",
            "emphasis-moved",
            "final-punctuation",
            "inconsistent-translation",
            "length-ratio",
            "term-not-used",
            "wrong-language",
            "wrong-script",
        }
    )

    def evidence(self, locale: str) -> Evidence | None:
        """Return what is learnt of the words that stay in a locale; English may keep them all."""
        return None if locale.lower().partition("-")[0] == "en" else _Staying()


class _Words(NamedTuple):
    """The English words of a sentence and what stays of them."""

    bitext: Bitext
    sentence: Sentence
    source: Sequence[str]
    target: Sequence[str]
    same: bool
    """Whether the two show the same text."""
    part: Run | None
    """The longest part of the translation that is English word by word, quoted texts and quoted names left out."""


def _read(bitext: Bitext, sentence: Sentence) -> _Words:
    source, target = prose(sentence.source), prose(sentence.target)
    words, found = latin_words(source), latin_words(target)
    same = is_alike(source, target)
    part = None
    if not same and len(set(words).intersection(found)) >= _LEAST_WORDS:
        own = latin_words(prose(without_kept(sentence.source, target)))
        part = longest_run(own, prose(CITED_RE.sub(" | ", sentence.target)), _LEAST_WORDS)
    return _Words(bitext, sentence, words, found, same, part)


class _Staying(Evidence):
    """Which words stay how often, and the sentences in which so many stay that it may be a defect."""

    def __init__(self) -> None:
        self._kept = Kept()
        self._found: list[_Words] = []

    def add(self, bitext: Bitext) -> None:
        for passage in passages(bitext):
            for sentence in passage.sentences:
                one = _read(bitext, sentence)
                self._kept.learn(one.source, one.target)
                if one.same or one.part:
                    self._found.append(one)

    def hits(self) -> Iterator[tuple[Bitext, Hit]]:
        parts = Counter(one.part.words for one in self._found if one.part)
        for one in self._found:
            hit = None
            if one.same:
                hit = _whole(one, self._kept.surprise(one.source))
            elif one.part and parts[one.part.words] < _NAMED:
                hit = _partly(one, one.part, self._kept.surprise(one.part.words))
            if hit:
                yield one.bitext, hit


def _whole(one: _Words, bits: float) -> Hit | None:
    if bits < (_POSSIBLE if ordinary(one.source) else _UNSURE):
        return None
    sentence, certainty = one.sentence, Certainty.LIKELY if bits >= _LIKELY else Certainty.POSSIBLE
    if _COMMAND_RE.search(prose(sentence.source)):
        # Prose about a command ends like prose; a command does not.
        if bits < _LIKELY or not _PROSE_END_RE.search(prose(sentence.source)):
            return None
        certainty = Certainty.POSSIBLE
    elif _QUOTED_RE.fullmatch(sentence.source):
        certainty = Certainty.POSSIBLE
    what = sentence.place, sentence.unit, sentence.source, sentence.target
    return Hit(f"Not translated: {quote(sentence.target)}", *what, certainty=certainty, surprise=round(bits, 1))


def _partly(one: _Words, part: Run, bits: float) -> Hit | None:
    if bits < _POSSIBLE_PART or ordinary(latin_words(part.text)) < _LEAST_ORDINARY:
        return None
    sentence = one.sentence
    what = sentence.place, sentence.unit, sentence.source, sentence.target
    certainty = Certainty.LIKELY if bits >= _LIKELY_PART else Certainty.POSSIBLE
    marks = _marks(sentence.source, part.text), _marks(sentence.target, part.text)
    return Hit(f"In part not translated: {quote(part.text)}", *what, None, certainty, *marks, round(bits, 1))


def _marks(markdown: str, text: str) -> tuple[Span, ...]:
    start = markdown.find(text)
    return (Span(start, start + len(text)),) if start >= 0 else ()

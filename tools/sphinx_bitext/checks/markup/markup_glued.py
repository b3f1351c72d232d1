"""The check `markup-glued`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from ...model import Article, Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._inline import Node
from .._pairing import Passage, passages
from .._tokens import holds, inline
from ._hits import by_sentence, hit_in

_KINDS = ("strong", "em", "link", "code")
# Scripts without spaces between words, and a language whose particles stand at the word, marked or not.
_UNSPACED = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my", "bo", "dz", "ko"})
# Languages whose case endings are words in length.
_CASES = frozenset({"hu", "fi", "et", "tr", "az", "kk", "ky", "uz", "tk", "eu", "ka", "mn", "ta", "te", "kn", "ml"})
# Articles, conjunctions and prepositions that are written as the begin of a word.
_PREFIXED = frozenset({"ar", "he", "fa", "ur", "ckb", "ps", "mt"})
_FEW = frozenset(("s", "es", "n", "en", "e", "er", "r", "t", "et", "ar", "or", "na"))
_ENDINGS = {
    **dict.fromkeys(("sv", "da", "nb", "nn", "no", "de", "nl", "fr", "es", "it", "pt", "ca", "gl"), _FEW),
    **dict.fromkeys(("id", "ms"), frozenset({"nya", "lah", "kah", "ku", "mu", "pun"})),
    **dict.fromkeys(("vi", "tl", "fil", "sw", "zu"), frozenset[str]()),
}
_LONGEST_CASE, _LONGEST_ENDING, _LONGEST_PREFIX = 4, 2, 3
_CLOSING_SIGNS = tuple(",.;:!?)")
_BEFORE_RE = re.compile(r"[^\W\d_]+\Z")
_AFTER_RE = re.compile(r"[^\W\d_]+")
_OWN_WORD_RE = re.compile(r"(?<!\S)[^\W\d_]+(?=[\s.,;:!?]|\Z)")


class _OwnWords:
    """What stands between spaces in a translation: it is no ending."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def found(self) -> frozenset[str]:
        text = "\n".join(unit.target for unit in self.article.units) or self.article.text
        return frozenset(_OWN_WORD_RE.findall(text))


class MarkupGlued(Check):
    """Bold, a link or code runs into the word beside it.

    Why it matters: two words read as one, and a search for either does not find them.

    Bad:

        Select **Save** and close.   ->   Wählen Sie **Speichern**und schließen Sie.

    Good:

        Select **Save** and close.   ->   Wählen Sie **Speichern** und schließen Sie.

    How to fix: put a space between them. Endings that belong to the word (`**Kaydet**'e`, `**Tallenna**-painike`) and
    languages that write without spaces are fine.
    """

    code: ClassVar[str] = "markup-glued"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit a sentence."""
        language = bitext.locale.lower().partition("-")[0]
        if language in _UNSPACED:
            return
        own_words = _OwnWords(bitext.target)
        for passage in passages(bitext):
            found = _glued(passage.target, language)
            if found and len(found) > len(_glued(passage.source, "en")):
                found = [place for place in found if not _is_ending(passage.target[slice(*place)], own_words, language)]
                for places in by_sentence(passage, found):
                    yield _hit(passage, places, self.severity, self.certainty)


def _glued(markdown: str, language: str) -> list[Span]:
    """Return from mark to end of word, or from begin of word to mark, what has no space between."""
    if not holds(markdown, ("*", "_", "](", "`")):
        return []
    found = []
    for node in inline(markdown).of(*_KINDS):
        inner, outer = node.content.strip("*_`[]"), node.place
        beside = markdown[outer.start - 1 : outer.start].isalnum()
        before = _BEFORE_RE.search(markdown, max(0, outer.start - 40), outer.start) if beside else None
        after = _AFTER_RE.match(markdown, outer.end)
        if after and (inner[-1:].isalnum() or inner[-1:] in _CLOSING_SIGNS):
            found.append(Span(outer.end - _width(node), after.end()))
        if before and inner[:1].isalnum() and not (language in _PREFIXED and len(before[0]) <= _LONGEST_PREFIX):
            found.append(Span(before.start(), outer.start + _width(node)))
    return found


def _width(node: Node) -> int:
    """Return how long the mark at the end of a node is: of a link its bracket."""
    return 2 if node.kind == "strong" else 1


def _is_ending(glued: str, own_words: _OwnWords, language: str) -> bool:
    """Whether what follows a mark can be an ending of the marked word, as the language has them."""
    word = glued.lstrip("*_)`")
    if word == glued or not word.islower():
        return False
    if language in _ENDINGS:
        return word in _ENDINGS[language]
    is_link = glued.startswith(")")
    longest = _LONGEST_CASE if language in _CASES else 1 if is_link else _LONGEST_ENDING
    return len(word) <= longest and word not in own_words.found


def _hit(passage: Passage, found: Sequence[Span], severity: Severity, certainty: Certainty) -> Hit:
    shown = quote(passage.target[slice(*found[0])])
    return hit_in(passage, f"No space between the markup and the next word: {shown}", [], found, severity, certainty)

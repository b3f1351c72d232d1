"""The check `markup-glued`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._inline import Node
from .._pairing import Passage, passages
from .._tokens import inline
from ._hits import hit_in

_KINDS = ("strong", "em", "link", "code")
# Scripts without spaces between words, and languages whose particles and case endings stand at the word, marked or not.
_UNSPACED = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my", "bo", "dz", "ko"})
_CASE_ENDINGS = frozenset({"hu", "fi", "et", "tr", "az", "kk", "ky", "uz", "tk", "eu", "ka", "mn", "ta", "te", "kn", "ml"})
_PREFIXES = frozenset({"ar", "he", "fa", "ur", "ckb", "ps", "mt"})
_LONGEST_CASE_ENDING = 6
_LONGEST_ENDING = 2
_LONGEST_PREFIX = 3
_BEFORE_RE = re.compile(r"[^\W\d_]+\Z")
_AFTER_RE = re.compile(r"[^\W\d_]+")


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
        """Yield at most one hit a passage."""
        language = bitext.locale.lower().partition("-")[0]
        if language in _UNSPACED:
            return
        for passage in passages(bitext):
            found = _glued(passage.target, language)
            if found and len(found) > len(_glued(passage.source, "en")):
                yield _hit(passage, found, self.severity, self.certainty)


def _glued(markdown: str, language: str) -> list[Span]:
    """Return from mark to end of word, or from begin of word to mark, what has no space between."""
    if not any(mark in markdown for mark in ("*", "_", "](", "`")):
        return []
    found = []
    for node in inline(markdown).of(*_KINDS):
        inner, outer = node.content.strip("*_`[]"), node.place
        before = _BEFORE_RE.search(markdown, max(0, outer.start - 40), outer.start)
        after = _AFTER_RE.match(markdown, outer.end)
        if after and inner[-1:].isalnum() and not _is_ending(after[0], language):
            found.append(Span(outer.end - _width(node), after.end()))
        if before and inner[:1].isalnum() and not (language in _PREFIXES and len(before[0]) <= _LONGEST_PREFIX):
            found.append(Span(before.start(), outer.start + _width(node)))
    return found


def _width(node: Node) -> int:
    """Return how long the mark at the end of a node is: of a link its bracket."""
    return 2 if node.kind == "strong" else 1


def _is_ending(word: str, language: str) -> bool:
    longest = _LONGEST_CASE_ENDING if language in _CASE_ENDINGS else _LONGEST_ENDING
    return len(word) <= longest and word.islower()


def _hit(passage: Passage, found: Sequence[Span], severity: Severity, certainty: Certainty) -> Hit:
    shown = quote(passage.target[slice(*found[0])])
    return hit_in(passage, f"No space between the markup and the next word: {shown}", [], found, severity, certainty)

"""The check `untranslated`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from ...text import comparable
from .._base import Check, Hit, quote
from .._pairing import Passage, Sentence, passages
from .._tokens import prose, words

_LIKELY_WORDS = 4
# Small words also stand inside names: Skype for Business, Terms of Use. They say nothing about a sentence.
_CONNECTOR_RE = re.compile(r"an?|and|as|at|by|de|for|from|in|of|on|or|per|the|to|via|vs|with")
# Words that stand in no name: one of them makes a sentence, whatever its capitals.
_SENTENCE_WORD_RE = re.compile(
    r"are|be|been|can|cannot|could|did|do|does|have|has|how|i|if|is|its?|it's|may|must|my|not|should|that|their|them|"
    r"then|there|these|they|this|those|was|we|were|what|when|where|which|who|why|will|would|you|your|[a-z]+n't"
)
# File names, hosts, versions, members: one dot, underscore or pair of brackets inside a word.
_NAME_RE = re.compile(r"\w(?:[._]\w|\(\))")
_COMMAND_RE = re.compile(
    r"(?:^|\s)(?:-{1,2}[A-Za-z]\w*|/[A-Za-z]\w*(?=\s|$)|\$\w+|\w+=|%\w+%)|[\\{}|]|::",
)
_PROSE_END_RE = re.compile(r"\w[.:?!]\s*\Z")
_QUOTED_RE = re.compile(r"""\s*(?:\*\*.*\*\*|[*_].*[*_]|["“«„].*["”»“])[.:,]?\s*""", re.DOTALL)


class Untranslated(Check):
    """The translation is the English itself.

    Why it matters: a reader who needs the translation cannot read the sentence.

    Bad:

        Restart your computer and sign in again.   ->   Restart your computer and sign in again.

    Good:

        Restart your computer and sign in again.   ->   Starta om datorn och logga in igen.

    How to fix: translate it. Commands, code, addresses, numbers and names are meant to stay and are not reported;
    short headings and quoted texts are reported as possible only.
    """

    code: ClassVar[str] = "untranslated"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each sentence that shows the same words in both languages."""
        if bitext.locale.lower().partition("-")[0] == "en":
            return
        for passage in passages(bitext):
            for sentence in passage.sentences:
                certainty = _certainty(passage, sentence)
                if certainty:
                    message = f"Not translated: {quote(sentence.target)}"
                    place, unit = sentence.place, sentence.unit
                    yield Hit(message, place, unit, sentence.source, sentence.target, certainty=certainty)


def _certainty(passage: Passage, sentence: Sentence) -> Certainty | None:
    """Return how surely the sentence should have been translated, None when it may stay as it is."""
    source = comparable(prose(sentence.source))
    if not source or source != comparable(prose(sentence.target)):
        return None
    shown = prose(sentence.source)
    found = words(" ".join(part for part in shown.split() if not _NAME_RE.search(part)))
    ordinary = _ordinary(found)
    if not ordinary:
        return None
    if _COMMAND_RE.search(shown):
        # Prose about a command ends like prose; a command does not.
        return Certainty.POSSIBLE if ordinary >= _LIKELY_WORDS and _PROSE_END_RE.search(shown) else None
    if len(found) >= _LIKELY_WORDS and ordinary >= 2:
        return Certainty.POSSIBLE if _QUOTED_RE.fullmatch(sentence.source) else Certainty.LIKELY
    if passage.is_heading and len(found) >= 2:
        return Certainty.POSSIBLE
    return None


def _ordinary(found: tuple[str, ...]) -> int:
    """Count what makes words a sentence and not a name; a sentence word counts for two."""
    count = 0
    for word in found:
        lower = word.lower().replace("’", "'")
        if _SENTENCE_WORD_RE.fullmatch(lower):
            count += 2
        elif word.islower() and len(word) > 1 and not _CONNECTOR_RE.fullmatch(lower):
            count += 1
    return count

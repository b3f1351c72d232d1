"""The check `emphasis-moved`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._inline import Node
from .._pairing import Passage, passages
from .._tokens import inline
from ._hits import hit_in, sentence_places
from ._names import bold_count, plain_places, word_pattern

_MOST = 50  # of one passage: each is looked for in the whole of it
_NEAR = 80  # characters: how far a word before a mark is looked for
# A letter alone is a word of many languages, a digit alone is not.
_NAME_RE = re.compile(r"\d|[^\W_].|.[^\W_]", re.DOTALL)
_SMALL_FIRST_RE = re.compile(r"(?P<small>[^\W\d_]+) (?P<next>[^\W\d_]+)")
_WORD_BEFORE_RE = re.compile(r"(?P<outer>[^\W_]+)\s+\Z")


class EmphasisMoved(Check):
    """Bold stands on other words than in English.

    Why it matters: bold names what to click; the reader looks for a button whose name is cut, or another word.

    Bad:

        Click **Add user** now.   ->   Klicka på Lägg **till användare nu**.

    Good:

        Click **Add user** now.   ->   Klicka på **Lägg till användare** nu.

    How to fix: put the marks around the words that translate the bold words of the English. Reported only where it can
    be known: a name or number that both sides have is bold on one side alone; or bold begins with a small letter
    behind a capital one, where the English begins it with a capital.
    """

    code: ClassVar[str] = "emphasis-moved"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit a passage; where bold is lost or added, other checks speak."""
        for passage in passages(bitext):
            if "**" not in passage.source or "**" not in passage.target:
                continue
            one, two = inline(passage.source).of("strong"), inline(passage.target).of("strong")
            moved = next(((part, found) for part in _parts(passage) if (found := _name_outside(part))), None)
            if moved:
                part, name = moved
                message = f"{quote(name.words)} is bold in English, not here"
                yield hit_in(part, message, [name.source], [name.target], self.severity, self.certainty)
                continue
            if not one or len(one) != len(two):
                continue
            for edge, find in (("late", _begins_late), ("early", _begins_early)):
                found = find(passage, one, two)
                if found:
                    verdict = "seems to belong to it" if edge == "late" else "seems not to belong to it"
                    message = f"Bold begins too {edge}: {quote(found.words)} {verdict}"
                    yield hit_in(passage, message, [found.source], [found.target], self.severity, Certainty.POSSIBLE)
                    break


class _Moved(NamedTuple):
    words: str
    source: Span
    target: Span


def _parts(passage: Passage) -> list[Passage]:
    """Return the passage if its two sides have as many bold texts, else those of its sentences that do."""
    if _is_even(passage):
        return [passage]
    if passage.certainty is not Certainty.CERTAIN:
        return []
    alone = (passage._replace(source=one.source, target=one.target, sentences=(one,)) for one in passage.sentences)
    return [part for part in alone if _is_even(part)]


def _is_even(passage: Passage) -> bool:
    return len(inline(passage.source).of("strong")) == len(inline(passage.target).of("strong"))


def _name_outside(passage: Passage) -> _Moved | None:
    """Return a bold text of the English that the translation has word for word, less often in bold and more without."""
    one, two = inline(passage.source).of("strong"), inline(passage.target).of("strong")
    for node in one[:_MOST]:
        words = inline(node.content).plain.strip()
        if words not in passage.target or not _NAME_RE.search(words):
            continue
        if passage.target.count(words) <= sum(other.content.count(words) for other in two):
            continue  # it stands in bold alone
        pattern = word_pattern(words)
        if bold_count(pattern, two) >= bold_count(pattern, one):
            continue
        plain = plain_places(pattern, passage.target, two)
        if len(plain) > len(plain_places(pattern, passage.source, one)):
            same = [other for other in one if pattern.search(other.content)]
            there = [other for other in two if pattern.search(other.content)]
            return _Moved(words, *_in_one_sentence(passage, same, there, plain) or (node.place, plain[0]))
    return None


def _in_one_sentence(
    passage: Passage, one: Sequence[Node], two: Sequence[Node], plain: Sequence[Span]
) -> tuple[Span, Span] | None:
    """Return where a name is bold in English and where it is plain here: in the sentence that has it less in bold."""
    for source, target in zip(*sentence_places(passage), strict=True):
        bold = [node.place for node in one if _is_in(node.place, source)]
        outside = [place for place in plain if _is_in(place, target)]
        if outside and len(bold) > sum(_is_in(node.place, target) for node in two):
            return bold[0], outside[0]
    return None


def _is_in(place: Span, sentence: Span) -> bool:
    return sentence.start <= place.start and place.end <= sentence.end


def _begins_late(passage: Passage, one: tuple[Node, ...], two: tuple[Node, ...]) -> _Moved | None:
    """Return the word with a capital before a bold text without, where no bold text of the English begins small."""
    if not all(node.content[:1].isupper() for node in one):
        return None
    for first, second in zip(one, two, strict=True):
        match = _WORD_BEFORE_RE.search(passage.target, max(0, second.place.start - _NEAR), second.place.start)
        if not match or not second.content[:1].islower() or not match["outer"][:1].isupper():
            continue
        before = passage.target[max(0, match.start() - _NEAR) : match.start()].rstrip()[-1:]
        if (before.isalpha() or before == ",") and match["outer"] not in passage.source:
            return _Moved(match["outer"], first.place, Span(match.start(), second.place.end))
    return None


def _begins_early(passage: Passage, one: tuple[Node, ...], two: tuple[Node, ...]) -> _Moved | None:
    """Return small words with which a bold text begins before a capital, where English bold begins with capitals."""
    if not all(node.content[:1].isupper() for node in one):
        return None
    for first, second in zip(one, two, strict=True):
        match = _SMALL_FIRST_RE.match(second.content)
        if match and match["small"].islower() and match["next"][:1].isupper() and match["small"] not in passage.source:
            start = second.inside.start
            return _Moved(match["small"], first.place, Span(start, start + match.end("small")))
    return None

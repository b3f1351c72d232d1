"""The check `emphasis-lost`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, counted
from .._pairing import Passage, Sentence, passages
from .._tokens import inline


class EmphasisLost(Check):
    """The translation shows less in bold or italics than the English.

    Why it matters: bold names what to click; without it the reader has to search for the button. Markup that does not
    render is shown as bare asterisks.

    Bad:

        Click **Save** now.   ->   Klicka på ** Spara** nu.

    Good:

        Click **Save** now.   ->   Klicka på **Spara** nu.

    How to fix: put the marks around the words again, without white space inside them; beside letters of Chinese or
    Japanese a closing mark behind punctuation needs a space, or the punctuation outside.
    """

    code: ClassVar[str] = "emphasis-lost"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for bold and one for italics of each passage."""
        for passage in passages(bitext):
            if "*" not in passage.source and "_" not in passage.source:
                continue
            lost = _lost(passage.source, passage.target)
            if lost.strong > 0:
                yield _strong(passage, lost)
            if lost.emphasis > 0 and lost.strong <= 0:
                yield _emphasis(passage, lost)


class _Lost(NamedTuple):
    strong: int
    emphasis: int
    literal: int
    """Pairs of `**` that only the translation shows."""


def _lost(source: str, target: str) -> _Lost:
    one, two = inline(source), inline(target)
    literal = two.literal_strong - one.literal_strong
    return _Lost(one.strong - two.strong, one.emphasis - two.emphasis, literal)


def _strong(passage: Passage, lost: _Lost) -> Hit:
    if lost.literal > 0:
        message = "Bold does not render: the reader sees the asterisks"
        certainty = passage.certainty
    else:
        message = f"{counted(lost.strong, 'bold text')} of the English {_is(lost.strong)} not bold here"
        certainty = max(Certainty.LIKELY, passage.certainty, key=lambda one: one.rank)
    sentence = next((one for one in passage.sentences if _lost(one.source, one.target).strong > 0), None)
    return _hit(passage, sentence, message, Severity.WARNING, certainty)


def _emphasis(passage: Passage, lost: _Lost) -> Hit:
    message = f"{counted(lost.emphasis, 'italic text')} of the English {_is(lost.emphasis)} not italic here"
    sentence = next((one for one in passage.sentences if _lost(one.source, one.target).emphasis > 0), None)
    return _hit(passage, sentence, message, Severity.INFO, Certainty.POSSIBLE)


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _hit(passage: Passage, sentence: Sentence | None, message: str, severity: Severity, certainty: Certainty) -> Hit:
    one = sentence or passage.sentences[0]
    return Hit(message, one.place, one.unit, one.source, one.target, severity, certainty)

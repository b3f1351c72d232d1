"""The check `final-punctuation`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit
from .._pairing import Sentence, passages
from .._punctuation import FinalMark, end_alike, final_mark, is_equal, is_serious
from .._shown import shown

_NAMES = {
    ".": "full stop", "?": "question mark", "!": "exclamation mark", ":": "colon", ";": "semicolon", ",": "comma",
    "…": "ellipsis", "": "mark",
}  # fmt: skip


class FinalPunctuation(Check):
    """A sentence ends with another mark than in the English.

    Why it matters: a colon promises what follows, a question mark makes the heading a question; a full stop at the end
    of a heading or button looks like a mistake.

    Bad:

        Do the following:   ->   Gör så här.

    Good:

        Do the following:   ->   Gör så här:

    How to fix: end the sentence as the English does, with the mark of the language: `。`, `।`, `؟`, a Greek `;`. Thai,
    Lao, Khmer and Burmese need none.
    """

    code: ClassVar[str] = "final-punctuation"
    severity: ClassVar[Severity] = Severity.INFO
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each sentence that ends otherwise."""
        for passage in passages(bitext):
            if passage.certainty is not Certainty.CERTAIN and len(passage.sentences) > 1:
                continue  # where a sentence ends is a guess there
            for sentence in passage.sentences:
                if not end_alike(sentence.source, sentence.target):
                    yield from _hits(sentence, bitext.locale, passage.certainty)


def _hits(sentence: Sentence, locale: str, certainty: Certainty) -> Iterator[Hit]:
    source, target = final_mark(sentence.source), final_mark(sentence.target)
    text = shown(sentence.target).text
    if not source or not target or is_equal(source.kind, target.kind, locale, text):
        return
    yield Hit(
        _message(source, target),
        sentence.place,
        sentence.unit,
        sentence.source,
        sentence.target,
        Severity.WARNING if is_serious(source, target, locale, text) else None,
        max(certainty, Certainty.LIKELY, key=lambda one: one.rank),
        source_marks=(source.span,) if source.span else (),
        target_marks=(target.span,) if target.span else (),
    )


def _message(source: FinalMark, target: FinalMark) -> str:
    if not target.kind:
        return f"The {_NAMES[source.kind]} at the end of the English is lost"
    if not source.kind:
        return f"The English ends without the {_NAMES[target.kind]}"
    return f"The {_NAMES[source.kind]} at the end of the English is a {_NAMES[target.kind]} here"

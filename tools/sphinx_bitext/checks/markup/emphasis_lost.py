"""The check `emphasis-lost`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, counted
from .._inline import Node
from .._pairing import Passage, passages
from .._tokens import inline
from ._hits import hit_in, unmatched

_MOST = 50  # of one passage: each is looked for in the whole of it


class EmphasisLost(Check):
    """The translation shows less in bold or italics than the English.

    Why it matters: bold names what to click; without it the reader has to search for the button.

    Bad:

        Click **Save** now.   ->   Klicka på Spara nu.

    Good:

        Click **Save** now.   ->   Klicka på **Spara** nu.

    How to fix: put the marks around the words again. Italics that are lost are a note only: several languages do
    without.
    """

    code: ClassVar[str] = "emphasis-lost"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for bold and one for italics of each passage."""
        for passage in passages(bitext):
            if "*" not in passage.source and "_" not in passage.source:
                continue
            if _lost_count(passage, "strong"):
                yield _hit(passage, "strong", "bold", Severity.WARNING, self.certainty)
            elif _lost_count(passage, "em"):
                yield _hit(passage, "em", "italic", Severity.INFO, Certainty.POSSIBLE)


def _lost_count(passage: Passage, kind: str) -> int:
    """Return how many are lost, those apart whose marks the reader sees."""
    one, two = inline(passage.source), inline(passage.target)
    if len(one.of(kind)) <= len(two.of(kind)):
        return 0
    seen = max(0, two.plain.count("*") - one.plain.count("*")) // (4 if kind == "strong" else 2)
    return max(0, len(one.of(kind)) - len(two.of(kind)) - seen)


def _hit(passage: Passage, kind: str, name: str, severity: Severity, certainty: Certainty) -> Hit:
    one, two = inline(passage.source).of(kind), inline(passage.target).of(kind)
    lost, _ = unmatched(passage.source, passage.target, one, two)
    message = f"{counted(len(lost), f'{name} text')} of the English {'is' if len(lost) == 1 else 'are'} not {name} here"
    return hit_in(
        passage, message, [node.place for node in lost], _plain_places(passage.target, lost), severity, certainty
    )


def _plain_places(target: str, lost: list[Node]) -> Iterator[Span]:
    """Yield where lost words stand in the translation as they are."""
    for node in lost[:_MOST]:
        start = target.find(node.content) if node.content.strip() else -1
        if start >= 0:
            yield Span(start, start + len(node.content))

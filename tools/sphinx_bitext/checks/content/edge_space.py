"""The check `edge-space`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Article, Bitext, Certainty, Severity, Span, Unit
from .._base import Check, Hit
from .._spacing import is_language

_UNIT_START = "<span data-ttu-id="
_OPENING = "([{\"'“‘«„*_"
_CLOSING = ")]}\"'”’».,;:!?*_"


class EdgeSpace(Check):
    """A sentence begins or ends with a blank that its English has not, or lacks one that parts it from the next.

    Why it matters: the blank shows inside the link, the bracket or the bold text around the sentence, and makes bold
    text lose its effect; a lost one glues two sentences together.

    Bad:

        See [the page](/a).   ->   Se [ sidan ](/a).

    Good:

        See [the page](/a).   ->   Se [sidan](/a).

    How to fix: begin and end the sentence as the English does. Blanks beside other blanks, at the edge of a line or of
    a table cell are not reported: no reader sees them.
    """

    code: ClassVar[str] = "edge-space"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each edge of each unit."""
        spaced = not is_language(bitext, "ja", "zh", "th", "lo", "km", "my")
        for unit in bitext.target.units:
            if unit.source.strip() and unit.target.strip():
                yield from _start(bitext.target, unit)
                yield from _end(bitext.target, unit, spaced)


def _start(article: Article, unit: Unit) -> Iterator[Hit]:
    before = article.text[unit.place.start - 1 : unit.place.start]
    blanks = len(unit.target) - len(unit.target.lstrip())
    if blanks and not unit.source[0].isspace() and before and before in _OPENING:
        yield _hit(unit, "The sentence begins with a blank that the English has not", Span(0, blanks))


def _end(article: Article, unit: Unit, spaced: bool) -> Iterator[Hit]:
    text, end = article.text, unit.place.end
    shown = len(unit.target.rstrip())
    if shown < len(unit.target):
        if not unit.source[-1].isspace() and text[end : end + 1] and text[end] in _CLOSING:
            yield _hit(unit, "The sentence ends with a blank that the English has not", Span(shown, len(unit.target)))
    elif spaced and unit.source[-1].isspace() and text.startswith(_UNIT_START, end):
        following = text.find(">", end) + 1
        if text[following : following + 1].isalnum():
            yield _hit(unit, "The blank between this sentence and the next is lost", None)


def _hit(unit: Unit, message: str, mark: Span | None) -> Hit:
    marks = (mark,) if mark else ()
    return Hit(message, unit.target_place, unit.id.unit, unit.source, unit.target, target_marks=marks)

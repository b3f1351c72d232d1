"""The check `too-many-brackets`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...markup.blocks import is_plain
from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit
from .._pairing import passages

_QUOTED = 200
"""Characters of a text that may be very long."""


class TooManyBrackets(Check):
    r"""A block has so many brackets without an end that it is read as plain text.

    Why it matters: to find out where each of thousands of brackets ends takes a hundred times as long as to read any
    other text, so nobody does: links and bold of the block are shown as they are written, and not checked.

    Bad:

        [a [a [a [a [a [a [a [a [a and so on, some hundred times

    Good:

        [a](a.md)

    How to fix: look for damage in the delivery. Brackets that are meant as text want a backslash: `\[`.
    """

    code: ClassVar[str] = "too-many-brackets"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield one hit for each passage that is read as plain text on one of its sides."""
        message = "The text has too many brackets and is read as plain text."
        for passage in passages(bitext):
            source, target = is_plain(passage.source), is_plain(passage.target)
            if source or target:
                one, two = _quoted(passage.source, plain=source), _quoted(passage.target, plain=target)
                marks = (Span(0, len(one)),) if source else (), (Span(0, len(two)),) if target else ()
                yield Hit(message, passage.place, passage.unit, one, two, source_marks=marks[0], target_marks=marks[1])


def _quoted(text: str, *, plain: bool) -> str:
    """Return the beginning of a text: of the brackets, where it is they that are too many."""
    start = text.find("[") if plain else 0
    return text[start : start + _QUOTED]

"""The check `unbalanced-quotes`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit
from .._pairing import passages
from .._tokens import inline
from ._hits import hit_in

_QUOTE_RE = re.compile('["“”„‟«»＂〝〞〟]')


class UnbalancedQuotes(Check):
    """A quotation mark of the translation has no partner, and those of the English have.

    Why it matters: the reader cannot tell where the quoted name ends.

    Bad:

        Enter "admin" here.   ->   Ange "admin här.

    Good:

        Enter "admin" here.   ->   Ange "admin" här.

    How to fix: add the missing mark. Any shape of mark may close any other: locales differ, and so do authors.
    """

    code: ClassVar[str] = "unbalanced-quotes"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit a passage, whose marks are all quotation marks of the translation."""
        for passage in passages(bitext):
            if not _QUOTE_RE.search(passage.target):
                continue
            one, two = _quotes(passage.source), _quotes(passage.target)
            if len(one) % 2 or "inch" in passage.source:
                one, two = (_without_inches(*side) for side in ((passage.source, one), (passage.target, two)))
            if len(two) % 2 and len(one) % 2 == 0:
                message = "A quotation mark has no partner"
                yield hit_in(passage, message, one, two, self.severity, self.certainty)


def _without_inches(markdown: str, places: list[Span]) -> list[Span]:
    return [place for place in places if not markdown[: place.start][-1:].isdigit()]


def _quotes(markdown: str) -> list[Span]:
    """Return the double quotation marks of the shown text."""
    return [
        Span(node.place.start + match.start(), node.place.start + match.end()) if node.kind == "text" else node.place
        for node in inline(markdown).of("text", "special")
        for match in _QUOTE_RE.finditer(node.content)
    ]

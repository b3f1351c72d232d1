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
_INCH_RE = re.compile(r"(?<=[\d/])[\"”]")


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
            places = _quotes(passage.target)
            if len(places) % 2 and len(_quotes(passage.source)) % 2 == 0:
                message = "A quotation mark has no partner"
                yield hit_in(passage, message, _quotes(passage.source), places, self.severity, self.certainty)


def _quotes(markdown: str) -> list[Span]:
    """Return the double quotation marks of the shown text; those of inches are none."""
    found = []
    for node in inline(markdown).of("text", "special"):
        inches = {match.start() for match in _INCH_RE.finditer(node.content)}
        for match in _QUOTE_RE.finditer(node.content):
            if node.kind == "special":
                found.append(node.place)
            elif match.start() not in inches:
                start = node.place.start + match.start()
                found.append(Span(start, start + 1))
    return found

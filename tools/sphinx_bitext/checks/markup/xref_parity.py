"""The check `xref-parity`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._pairing import passages
from .._tokens import inline
from ._hits import hit_in
from ._spans import Piece, surplus_in


class XrefParity(Check):
    """A cross-reference by uid is lost, added or names another uid.

    Why it matters: the page shows the name of what is referred to in its place; without it the sentence has a hole.

    Bad:

        Call <xref:shop.cart.add> first.   ->   Anropa <xref: shop.cart.add> först.

    Good:

        Call <xref:shop.cart.add> first.   ->   Anropa <xref:shop.cart.add> först.

    How to fix: copy the reference from the English, without spaces in it.
    """

    code: ClassVar[str] = "xref-parity"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each reference that one side has more often."""
        for passage in passages(bitext):
            if "xref:" not in passage.source and "xref:" not in passage.target:
                continue
            lost, added = surplus_in(passage, _references)
            for one, two in zip(lost, added, strict=False):
                message = f"The reference to {quote(one.key)} is one to {quote(two.key)} here"
                yield hit_in(passage, message, [one.place], [two.place], self.severity, self.certainty)
            for one in lost[len(added) :]:
                shown = _shown(one.key, passage.target)
                verdict = "does not work: it is shown as text" if shown >= 0 else "is lost"
                places = [Span(shown, shown + len(one.key))] * (shown >= 0)
                message = f"The reference to {quote(one.key)} {verdict}"
                yield hit_in(passage, message, [one.place], places, self.severity, self.certainty)
            for two in added[len(lost) :]:
                message = f"The English has no reference to {quote(two.key)}"
                yield hit_in(passage, message, [], [two.place], Severity.WARNING, self.certainty)


def _references(markdown: str) -> list[Piece]:
    nodes = inline(markdown).of("link", "autolink")
    return [Piece(node.url[5:], node.place) for node in nodes if node.url.lower().startswith("xref:")]


def _shown(uid: str, markdown: str) -> int:
    """Return where a uid stands outside of all references, below 0 where it does not."""
    taken = [node.place for node in inline(markdown).of("link", "autolink", "code")]
    found = (match.start() for match in re.finditer(rf"{re.escape(uid)}(?!\w)", markdown))
    return next((at for at in found if not any(place.start <= at < place.end for place in taken)), -1)

"""The check `link-anchor`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._inline import Node
from .._pairing import passages
from ._hits import hit_in
from ._links import compare_links, written


class LinkAnchor(Check):
    """A link leads to the right page, but not to the section that the English names.

    Why it matters: anchors are the same in all locales; a translated one leads to the top of the page.

    Bad:

        See [Refunds](/billing/pay#refunds).   ->   Se [Återbetalning](/billing/pay#återbetalning).

    Good:

        See [Refunds](/billing/pay#refunds).   ->   Se [Återbetalning](/billing/pay#refunds).

    How to fix: copy what follows `#` from the English.
    """

    code: ClassVar[str] = "link-anchor"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each link whose anchor is lost, added or another one."""
        for passage in passages(bitext):
            for one, two in compare_links(passage.source, passage.target, bitext.locale).changed:
                if one.url.partition("#")[0] == two.url.partition("#")[0]:
                    message = _message(_anchor(one, passage.source), _anchor(two, passage.target))
                    yield hit_in(passage, message, [one.place], [two.place], self.severity, self.certainty)


def _anchor(node: Node, markdown: str) -> str:
    _, sign, anchor = written(node, markdown).partition("#")
    return sign + anchor


def _message(one: str, two: str) -> str:
    if not two:
        return f"The anchor {quote(one)} is lost"
    if not one:
        return f"The English has no anchor {quote(two)} here"
    return f"The anchor {quote(one)} is {quote(two)} here"

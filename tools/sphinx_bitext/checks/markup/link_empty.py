"""The check `link-empty`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._inline import Node
from .._pairing import passages
from .._tokens import inline
from ._hits import hit_in
from ._links import compare_links


class LinkEmpty(Check):
    """A link has no text, so a reader cannot see it.

    Why it matters: the link is lost for the eye, and a screen reader reads its address aloud.

    Bad:

        See [Billing](/billing/pay).   ->   Se Fakturering [](/billing/pay).

    Good:

        See [Billing](/billing/pay).   ->   Se [Fakturering](/billing/pay).

    How to fix: move the words of the link back between its brackets.
    """

    code: ClassVar[str] = "link-empty"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"link-text", "emphasis-lost", "empty-target"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each empty link whose English has a text."""
        for passage in passages(bitext):
            if "](" not in passage.target:
                continue
            for one, two in compare_links(passage.source, passage.target, bitext.locale).kept:
                if two.kind == "link" and _is_empty(two) and not _is_empty(one):
                    message = f"The link to {quote(two.url)} has no text"
                    yield hit_in(passage, message, [one.place], [two.place], self.severity, self.certainty)


def _is_empty(node: Node) -> bool:
    """Whether nothing of a link is shown: neither text nor image nor code."""
    if node.kind != "link":
        return False
    shown = inline(node.content)
    return not (shown.plain.strip() or shown.of("image", "code", "autolink"))

"""The check `link-lost`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._pairing import passages
from ._hits import hit_in
from ._links import compare_links, written
from ._spans import own_sentence


class LinkLost(Check):
    """A link of the English is not in the translation.

    Why it matters: the text says "see" and there is nothing to go to.

    Bad:

        See [Billing](/billing/pay).   ->   Se Fakturering.

    Good:

        See [Billing](/billing/pay).   ->   Se [Fakturering](/billing/pay).

    How to fix: put the link around the same words. Of two links to one page the second may be left out. Links in
    another order are fine.
    """

    code: ClassVar[str] = "link-lost"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each link that is lost."""
        for passage in passages(bitext):
            links = compare_links(passage.source, passage.target, bitext.locale)
            for one in links.lost:
                same = [kept for kept, _ in links.kept if kept.url == one.url]
                node = own_sentence(passage, one, [*same, one], written(one, passage.source))
                if same:
                    message = f"One of the links to {quote(node.url)} is lost"
                    grades = Severity.WARNING, Certainty.LIKELY
                else:
                    message = f"The link to {quote(node.url)} is lost"
                    grades = self.severity, self.certainty
                yield hit_in(passage, message, [node.place], [], *grades)

"""The check `link-destination`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._pairing import passages
from ._hits import hit_in
from ._links import compare_links


class LinkDestination(Check):
    """A link leads to another page than in English.

    Why it matters: the reader is sent to a place that nobody chose.

    Bad:

        See [Billing](/billing/pay).   ->   Se [Fakturering](/billing/betala).

    Good:

        See [Billing](/billing/pay).   ->   Se [Fakturering](/billing/pay).

    How to fix: copy the destination from the English. Links in another order, and the reader's locale in place of
    `/en-us/`, are fine.
    """

    code: ClassVar[str] = "link-destination"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each link that leads elsewhere."""
        for passage in passages(bitext):
            for one, two in compare_links(passage.source, passage.target, bitext.locale).changed:
                if one.url.partition("#")[0] != two.url.partition("#")[0]:
                    message = f"The link to {quote(one.url)} leads to {quote(two.url)}"
                    yield hit_in(passage, message, [one.place], [two.place], self.severity, self.certainty)

"""The check `link-added`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._pairing import passages
from ._hits import hit_in
from ._links import compare_links


class LinkAdded(Check):
    """The translation has a link that the English has not.

    Why it matters: nobody has checked where it leads, and it does not move when the English is maintained.

    Bad:

        Open the portal.   ->   Öppna [portalen](https://portal.example).

    Good:

        Open the portal.   ->   Öppna portalen.

    How to fix: take the link out, or ask the writers to add it to the English. A link around an address that the
    English shows as text is fine.
    """

    code: ClassVar[str] = "link-added"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each link that only the translation has."""
        for passage in passages(bitext):
            for node in compare_links(passage.source, passage.target, bitext.locale).added:
                message = f"The English has no link to {quote(node.url)}"
                yield hit_in(passage, message, [], [node.place], self.severity, self.certainty)

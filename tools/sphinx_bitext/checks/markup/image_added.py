"""The check `image-added`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._pairing import passages
from ._hits import hit_in
from ._images import compare_images


class ImageAdded(Check):
    """The translation has an image that the English has not.

    Why it matters: nobody keeps it up to date when the English changes, and the file may not exist.

    Bad:

        Select Add.   ->   Välj ![Plus](plus.png) Lägg till.

    Good:

        Select Add.   ->   Välj Lägg till.

    How to fix: take it out, or ask the writers to add it to the English.
    """

    code: ClassVar[str] = "image-added"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each image that only the translation has, and that replaces none."""
        for passage in passages(bitext):
            images = compare_images(passage.source, passage.target, bitext.locale)
            for node in images.added[len(images.lost) :]:
                message = f"The English has no image {quote(node.url)}"
                yield hit_in(passage, message, [], [node.place], self.severity, self.certainty)

"""The check `image-lost`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._pairing import passages
from ._article_images import Placed, lost_images, spot_of_lost
from ._hits import hit_in
from ._images import compare_images


class ImageLost(Check):
    """An image of the English is not in the translation, or another one stands in its place.

    Why it matters: the text speaks of a picture, an icon or a button that the reader does not see.

    Bad:

        Select ![Plus](plus.png).   ->   Välj plus.

    Good:

        Select ![Plus](plus.png).   ->   Välj ![Plus](plus.png).

    How to fix: copy the image from the English and translate the text in its brackets. A file of the same name in a
    folder of the locale is fine.
    """

    code: ClassVar[str] = "image-lost"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"link-added", "image-added"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each image that is lost or another one."""
        for passage in passages(bitext):
            images = compare_images(passage.source, passage.target, bitext.locale)
            for index, node in enumerate(images.lost):
                shown = passage.target.find(node.url)
                instead = images.added[index : index + 1]
                if instead:
                    message = f"In the place of the image {quote(node.url)} stands {quote(instead[0].url)}"
                elif shown >= 0:
                    message = f"The image {quote(node.url)} is not shown: its marks do not work"
                else:
                    message = f"The image {quote(node.url)} is lost"
                places = [each.place for each in instead] or [Span(shown, shown + len(node.url))] * (shown >= 0)
                yield hit_in(passage, message, [node.place], places, self.severity, self.certainty)
        for one in lost_images(bitext):
            place, unit = spot_of_lost(bitext, one)
            marks = (one.node.place,)
            yield Hit(_message(bitext, one), place, unit, one.block.content, source_marks=marks)


def _message(bitext: Bitext, one: Placed) -> str:
    block = bitext.pairs[one.pair].target
    marked = block is not None and one.node.url in block.content
    verdict = "is not shown: its marks do not work" if marked else "is lost"
    return f"The image {quote(one.node.url)} {verdict}"

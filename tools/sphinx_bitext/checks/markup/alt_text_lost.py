"""The check `alt-text-lost`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._pairing import passages
from ._hits import hit_in
from ._images import compare_images


class AltTextLost(Check):
    """An image has an alternative text in English and none in the translation.

    Why it matters: a reader who does not see the image learns nothing of it.

    Bad:

        ![The settings page](page.png)   ->   ![](page.png)

    Good:

        ![The settings page](page.png)   ->   ![Sidan Inställningar](page.png)

    How to fix: translate the text between the brackets.
    """

    code: ClassVar[str] = "alt-text-lost"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each image that lost its text."""
        for passage in passages(bitext):
            for one, two in compare_images(passage.source, passage.target, bitext.locale).kept:
                if one.content.strip() and not two.content.strip():
                    message = f"The image has no alternative text; in English it has {quote(one.content)}"
                    yield hit_in(passage, message, [one.place], [two.place], self.severity, self.certainty)

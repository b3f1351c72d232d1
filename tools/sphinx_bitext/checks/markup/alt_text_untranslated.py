"""The check `alt-text-untranslated`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from ...text import comparable
from .._base import Check, Hit, quote
from .._pairing import Passage, passages
from .._tokens import words
from ._hits import hit_in
from ._images import compare_images

# Words of any language's sentences in English: one of them, and the text is no name.
_SMALL_RE = re.compile(r"a|an|and|at|by|for|from|in|of|on|or|the|to|with|your|is|are|that|this|showing|shows")
_LEAST_WORDS = 3


class AltTextUntranslated(Check):
    """The alternative text of an image is still English.

    Why it matters: who cannot see the image hears English in the middle of their own language.

    Bad:

        ![A picture of the settings page](page.png)   ->   ![A picture of the settings page](page.png)

    Good:

        ![A picture of the settings page](page.png)   ->   ![En bild av sidan Inställningar](page.png)

    How to fix: translate the text between the brackets. Names, file names and single words may stay.
    """

    code: ClassVar[str] = "alt-text-untranslated"
    severity: ClassVar[Severity] = Severity.INFO
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each image with an English sentence in a translated text or by itself.

        Between the sentences of a delivery with spans stands one text for both sides: it says nothing.
        """
        if bitext.locale.lower().partition("-")[0] == "en":
            return
        for passage in passages(bitext):
            for one, two in compare_images(passage.source, passage.target, bitext.locale).kept:
                if comparable(one.content) != comparable(two.content) or not _is_sentence(one.content):
                    continue
                if not bitext.target.has_spans or _in_sentence(passage, two.content):
                    message = f"The alternative text is not translated: {quote(two.content)}"
                    yield hit_in(passage, message, [one.place], [two.place], self.severity, self.certainty)


def _is_sentence(text: str) -> bool:
    found = words(text)
    return len(found) >= _LEAST_WORDS and any(_SMALL_RE.fullmatch(word.lower()) for word in found)


def _in_sentence(passage: Passage, text: str) -> bool:
    return any(text in sentence.target and text in sentence.source for sentence in passage.sentences)

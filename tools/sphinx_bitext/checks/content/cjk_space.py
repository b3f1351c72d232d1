"""The check `cjk-space`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit
from .._spacing import is_language, surplus

_LETTER = "\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff"
_HINT_RE = re.compile(rf"[{_LETTER}][*_\]]*[ \u3000]")
_BLANK_RE = re.compile(rf"(?<=[{_LETTER}])(?<![年月日時分])[ \u3000]+(?=[{_LETTER}])")


class CjkSpace(Check):
    """There is a blank between two letters of a Chinese or Japanese sentence.

    Why it matters: these languages have no blanks between words; the gap looks like a lost character.

    Bad:

        Save the file.   ->   文件 保存。

    Good:

        Save the file.   ->   保存文件。

    How to fix: delete the blank. Blanks beside digits, Latin letters, bold words and links, between katakana words and
    between the parts of a date are a matter of house style and fine.
    """

    code: ClassVar[str] = "cjk-space"
    severity: ClassVar[Severity] = Severity.INFO
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each sentence."""
        if is_language(bitext, "ja", "zh"):
            for found in surplus(bitext, _HINT_RE, _BLANK_RE, around=1):
                yield found.hit("Blank inside a text without blanks", Certainty.LIKELY)

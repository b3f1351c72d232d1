"""The check `space-before-mark`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit
from .._spacing import is_language, surplus

_BLANKS = " \u00a0\u202f"
_HINT_RE = re.compile(rf"[{_BLANKS}][*_\])]*[,.;:!?、。，؛،؟]")
_MARK_RE = re.compile(rf"(?<=[^\s\ufffc(\[|])[{_BLANKS}]+[,.;:!?、。，؛،؟](?=[\s\"'”»)\]]|\Z)")
# French and Breton set a blank before the high marks.
_FRENCH_RE = re.compile(rf"(?<=[^\s\ufffc(\[|])[{_BLANKS}]+[,.](?=[\s\"'”»)\]]|\Z)")


class SpaceBeforeMark(Check):
    """There is a blank before a comma, full stop or another mark that stands at its word.

    Why it matters: the mark can begin the next line by itself, and the text looks careless.

    Bad:

        Select **Save**, then close.   ->   Välj **Spara** , och stäng.

    Good:

        Select **Save**, then close.   ->   Välj **Spara**, och stäng.

    How to fix: delete the blank. French sets one before `:` `;` `?` `!`, so there only comma and full stop count.
    """

    code: ClassVar[str] = "space-before-mark"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each sentence."""
        pattern = _FRENCH_RE if is_language(bitext, "fr", "br") else _MARK_RE
        for found in surplus(bitext, _HINT_RE, pattern):
            yield found.hit("Blank before a mark", Certainty.LIKELY)

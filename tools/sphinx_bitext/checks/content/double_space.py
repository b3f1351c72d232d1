"""The check `double-space`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit
from .._spacing import surplus

_HINT_RE = re.compile(r"[ \u00a0][*_\]]*[ \u00a0]")
_DOUBLE_RE = re.compile(r"(?<=[^\s\ufffc])[ \u00a0]{2,}(?=[^\s\ufffc])")


class DoubleSpace(Check):
    """There are two blanks in a row where the English has one.

    Why it matters: pages show them as one, mails, tooltips and other programs as two; translation memories take the
    sentence for another one.

    Bad:

        Click the button.   ->   Klicka på  knappen.

    Good:

        Click the button.   ->   Klicka på knappen.

    How to fix: delete one.
    """

    code: ClassVar[str] = "double-space"
    severity: ClassVar[Severity] = Severity.INFO
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each sentence."""
        for found in surplus(bitext, _HINT_RE, _DOUBLE_RE):
            yield found.hit("Two blanks in a row", Certainty.CERTAIN)

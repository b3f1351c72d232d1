"""The check `french-space`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit
from .._spacing import is_language, surplus

_BLANKS = r" \u00a0\u2009\u202f"
_HINT_RE = re.compile(r"[:;?!»«]")
_MISSING_RE = re.compile(rf"(?<=[^\W\d_])[)\]”\"]?(?:[:;?!]+(?=\s|\Z)|»)|«(?=[^\s{_BLANKS}])")
_CANADIAN_RE = re.compile(rf"(?<=[^\W\d_])[)\]”\"]?(?::(?=\s|\Z)|»)|«(?=[^\s{_BLANKS}])")


class FrenchSpace(Check):
    """A French sentence has no blank before a colon or another high mark, or inside quotation marks.

    Why it matters: French typography sets a no-break space there; without it the text looks like a machine's.

    Bad:

        Choose a colour:   ->   Choisissez une couleur:

    Good:

        Choose a colour:   ->   Choisissez une couleur :

    How to fix: put a no-break space before the mark (U+00A0 before a colon, U+202F before the others). Canada sets it
    before the colon and inside quotation marks only, Switzerland not at all: there the check keeps to that.
    """

    code: ClassVar[str] = "french-space"
    severity: ClassVar[Severity] = Severity.INFO
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each sentence."""
        locale = bitext.locale.lower()
        if not is_language(bitext, "fr") or locale == "fr-ch":
            return
        pattern = _CANADIAN_RE if locale == "fr-ca" else _MISSING_RE
        for found in surplus(bitext, _HINT_RE, pattern, compared=False):
            yield found.hit("No blank at a mark", Certainty.LIKELY)

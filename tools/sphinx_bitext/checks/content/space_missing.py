"""The check `space-missing`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit
from .._spacing import surplus

# Letters of scripts that have blanks between words.
_LOWER = "a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžșțа-яёіїєґά-ώạ-ỹ"
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚА-ЯЁІЇЄҐΑ-Ω"
_LETTER = _LOWER + _UPPER
_HINT_RE = re.compile(rf"[.!?,;][*_\[]*[{_LETTER}]")
_MISSING_RE = re.compile(
    rf"(?:(?<=[{_LOWER}]{{3}})|(?<=[{_LETTER}]{{2}}\)))[.!?](?=[{_UPPER}][{_LETTER}]+(?:[\s,'’]|\.?\Z))"
    rf"|(?<=[{_LETTER}0-9)])[,;](?=[{_LETTER}]{{2}})"
)


class SpaceMissing(Check):
    """There is no blank between two sentences, or behind a comma.

    Why it matters: two words run together; a reader stumbles, and a program may take them for an address.

    Bad:

        Close it. Then wait.   ->   Stäng den.Vänta sedan.

    Good:

        Close it. Then wait.   ->   Stäng den. Vänta sedan.

    How to fix: add the blank. Names with a dot inside that stand in the English too are fine.
    """

    code: ClassVar[str] = "space-missing"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each sentence."""
        for found in surplus(bitext, _HINT_RE, _MISSING_RE, around=1):
            yield found.hit("No blank behind a mark", Certainty.LIKELY)

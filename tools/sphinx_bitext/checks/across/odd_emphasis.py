"""The check `odd-emphasis`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Certainty, Severity
from .._base import Hit, counted
from .._odd import Odd, Question
from .._odd_check import OddCheck
from .._odd_hits import Shown, others
from .._tokens import inline

_BOLD_RE = re.compile(r"\*\*(?=\S)[^*]+?(?<=\S)\*\*|__(?=\S)[^_]+?(?<=\S)__")
_LIKELY_FROM = 4


class _Emphasis(Question):
    def read(self, markdown: str, _locale: str) -> Iterator[tuple[str, str]]:
        """Yield one and the same value for each bold text."""
        if "**" not in markdown and "__" not in markdown:
            return
        written = _BOLD_RE.findall(markdown)
        for index in range(inline(markdown).strong):
            yield "bold text", written[index] if index < len(written) else ""

    def sketch(self, markdown: str) -> int:
        # Bold that does not render has as many asterisks, and is another check's.
        return markdown.count("**") + markdown.count("__")


class OddEmphasis(OddCheck):
    """One locale alone has more or less in bold than the English and the other locales.

    Why it matters: bold names what to click; when all others keep it, it is not the language that wants it otherwise.

    Bad:

        en-US  Click **OK**.    lv-LV  Noklikšķiniet uz **OK**.    sv-SE  Klicka på OK.        tr-TR  **OK**'ye basın.

    Good:

        en-US  Click **OK**.    lv-LV  Noklikšķiniet uz **OK**.    sv-SE  Klicka på **OK**.    tr-TR  **OK**'ye basın.

    How to fix: put the marks around the words that the English has in bold, or take them away.
    """

    code: ClassVar[str] = "odd-emphasis"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"emphasis-lost", "emphasis-added"})

    def question(self) -> Question:
        """Return what reads bold text."""
        return _Emphasis()

    def hit(self, odd: Odd, one: Shown) -> Hit | None:
        """Return a hit for a sentence with more or less bold, where the reader sees no asterisks."""
        if odd.cell is None or inline(one.target).literal_strong > inline(one.source).literal_strong:
            return None
        return one.hit(_message(one), None, Certainty.LIKELY if one.others >= _LIKELY_FROM else Certainty.POSSIBLE)


def _message(one: Shown) -> str:
    (deviation,) = (*one.lost, *one.added)
    amount = counted(abs(deviation.amount), deviation.value)
    return f"Lacks {amount} of {others(one.others)}" if one.lost else f"Has {amount} more than {others(one.others)}"

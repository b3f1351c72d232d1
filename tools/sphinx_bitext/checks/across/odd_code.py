"""The check `odd-code`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Certainty, Severity
from .._base import Hit
from .._odd import Odd, Question
from .._odd_check import OddCheck
from .._odd_hits import Shown, listed, others
from .._tokens import inline

_PLACEHOLDER_RE = re.compile(r"\{\{?\w+\}?\}|\$\{\w+\}|%\w+%|%(?:\d\$)?[sd]\b")
_SKETCH_RE = re.compile(r"`[^`]*`?|[{%$]\S*")
_LIKELY_FROM = 4


class _Code(Question):
    def read(self, markdown: str, _locale: str) -> Iterator[tuple[str, str]]:
        if not any(hint in markdown for hint in "`{%"):
            return
        parsed = inline(markdown)
        for code in parsed.code:
            yield f"`{code}`", code
        for match in _PLACEHOLDER_RE.finditer(parsed.plain):
            yield match[0], match[0]

    def sketch(self, markdown: str) -> tuple[str, ...]:
        return tuple(sorted(_SKETCH_RE.findall(markdown)))

    def kind(self, value: str) -> str:
        return value[0]


class OddCode(OddCheck):
    """One locale alone has other code or placeholders than the English and the other locales.

    Why it matters: code is typed and placeholders are filled in as they stand; when all others keep them, it is not the
    language that wants them otherwise.

    Bad:

        en-US  Run `ls`.    lv-LV  Palaidiet `ls`.    sv-SE  Kör `lista`.    tr-TR  `ls` çalıştırın.

    Good:

        en-US  Run `ls`.    lv-LV  Palaidiet `ls`.    sv-SE  Kör `ls`.       tr-TR  `ls` çalıştırın.

    How to fix: put back what the English has. Another order, and a repetition, are fine.
    """

    code: ClassVar[str] = "odd-code"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"code-changed", "code-added", "placeholder-parity"})

    def question(self) -> Question:
        """Return what reads code and placeholders."""
        return _Code()

    def hit(self, odd: Odd, one: Shown) -> Hit | None:
        """Return a hit for a sentence with code or placeholders of its own."""
        if odd.cell is None or one.partial:
            return None
        return one.hit(_message(one), None, Certainty.LIKELY if one.others >= _LIKELY_FROM else Certainty.POSSIBLE)


def _message(one: Shown) -> str:
    lost, added = listed(one.lost), listed(one.added)
    if lost and added:
        return f"Has {added} where {others(one.others)} have {lost}"
    return f"Has {added}, which {others(one.others)} do not have" if added else f"Lacks {lost} of {others(one.others)}"

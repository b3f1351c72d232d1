"""The check `odd-markup`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import CorpusCheck, Hit, counted
from .._odd import Question, find_odd
from .._odd_hits import Shown, others, shown
from .._surprise import Deviation
from .._tokens import inline

_BOLD = "bold text"
_BOLD_RE = re.compile(r"\*\*(?=\S)[^*]+?(?<=\S)\*\*|__(?=\S)[^_]+?(?<=\S)__")
_PLACEHOLDER_RE = re.compile(r"\{\{?\w+\}?\}|\$\{\w+\}|%\w+%|%(?:\d\$)?[sd]\b")
_SKETCH_RE = re.compile(r"`[^`]*`?|[{%$]\S*")
_LIKELY_FROM = 4


class _Marks(Question):
    def read(self, markdown: str, _locale: str) -> Iterator[tuple[str, str]]:
        if not any(hint in markdown for hint in "`*_{%"):
            return
        parsed = inline(markdown)
        for code in parsed.code:
            yield f"`{code}`", code
        for match in _PLACEHOLDER_RE.finditer(parsed.plain):
            yield match[0], match[0]
        bold = _BOLD_RE.findall(markdown)
        for index in range(parsed.strong):
            yield _BOLD, bold[index] if index < len(bold) else ""

    def sketch(self, markdown: str) -> tuple[int, tuple[str, ...]]:
        # Bold that does not render has as many asterisks, and is another check's.
        strong = markdown.count("**") + markdown.count("__")
        return strong, tuple(sorted(_SKETCH_RE.findall(markdown)))

    def kind(self, value: str) -> str:
        return value if value == _BOLD else value[0]


_QUESTION = _Marks()


class OddMarkup(CorpusCheck):
    """One locale alone has other code, placeholders or bold text than the English and the other locales.

    Why it matters: code and placeholders are typed or filled in as they stand, and bold names what to click; when all
    others keep them, it is not the language that wants them otherwise.

    Bad:

        en-US  Run `ls`.    lv-LV  Palaidiet `ls`.    sv-SE  Kör `lista`.    tr-TR  `ls` çalıştırın.

    Good:

        en-US  Run `ls`.    lv-LV  Palaidiet `ls`.    sv-SE  Kör `ls`.       tr-TR  `ls` çalıştırın.

    How to fix: put back what the English has.
    """

    code: ClassVar[str] = "odd-markup"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"emphasis-lost"})

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield a hit for each sentence with markup of its own."""
        for odd in find_odd(bitexts, _QUESTION):
            for one in shown(odd, _QUESTION):
                sees_marks = inline(one.target).literal_strong > inline(one.source).literal_strong
                if odd.cell is None or sees_marks:  # asterisks that the reader sees are another check's
                    continue
                yield one.bitext, _hit(one, odd.surprise)


def _hit(one: Shown, surprise: float) -> Hit:
    sure = Certainty.LIKELY if one.others >= _LIKELY_FROM else Certainty.POSSIBLE
    marks = one.source_marks, one.target_marks
    return Hit(_message(one), one.place, one.unit, one.source, one.target, None, sure, *marks, surprise)


def _message(one: Shown) -> str:
    lost = " and ".join(_amount(deviation) for deviation in one.lost)
    added = " and ".join(_amount(deviation) for deviation in one.added)
    if lost and added:
        return f"Has {added} where {others(one.others)} have {lost}"
    return f"Has {added} more than {others(one.others)}" if added else f"Lacks {lost} of {others(one.others)}"


def _amount(deviation: Deviation) -> str:
    return counted(abs(deviation.amount), deviation.value) if deviation.value == _BOLD else deviation.value

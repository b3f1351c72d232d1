"""The check `odd-number`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Certainty, Severity
from .._base import Hit
from .._figures import WORDY, digits_only, figures, unwritten
from .._odd import Odd, Question
from .._odd_check import OddCheck
from .._odd_hits import Shown, listed, others

_LIKELY_FROM = 4
_RUN_RE = re.compile(r"\d+")


class _Numbers(Question):
    def read(self, markdown: str, _locale: str) -> Iterator[tuple[str, str]]:
        return figures(markdown)

    def sketch(self, markdown: str) -> tuple[str, ...]:
        return tuple(sorted(_RUN_RE.findall(markdown)))

    def kind(self, value: str) -> str:
        if value in WORDY:
            return "word"
        return "point" if "." in value else f"{min(len(value), 5)} digits"

    def free(self, source: str) -> frozenset[str] | None:
        return unwritten(source)


class OddNumber(OddCheck):
    """One locale alone has another number than the English and the other locales, or the English than all of them.

    Why it matters: a wrong step, date or limit sends the reader the wrong way, and each page by itself looks right.
    Where all locales agree against the English, the English was changed or imported wrongly.

    Bad:

        en-US  Wait 1 hour.    lv-LV  1    sv-SE  9.1    tr-TR  1    vi-VN  1

    Good:

        en-US  Wait 1 hour.    lv-LV  1    sv-SE  1      tr-TR  1    vi-VN  1

    How to fix: put the number of the English in; for the English, look which of the two is right and translate again.
    Numbers as words, months as numbers, other digits and other group or decimal marks are no difference.
    """

    code: ClassVar[str] = "odd-number"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"number"})

    def question(self) -> Question:
        """Return what reads numbers."""
        return _Numbers()

    def hit(self, odd: Odd, one: Shown) -> Hit | None:
        """Return a hit for a sentence that alone has or lacks a number."""
        if odd.cell is None:
            english = _english_message(one), Severity.WARNING, Certainty.POSSIBLE
            return one.hit(*english) if _english_counts(one) else None
        return one.hit(_message(one), *_grade(one)) if _counts(one) else None


def _counts(one: Shown) -> bool:
    """Say whether it can be a defect: a small number alone may have become a word."""
    if one.partial and not one.added:
        return any(deviation.value not in WORDY for deviation in one.lost)
    if one.lost:
        return bool(one.added) or any(digits_only(one.source, deviation.value) for deviation in one.lost)
    return any(deviation.value != "1" for deviation in one.added)  # an article or a plural may become a 1


def _english_counts(one: Shown) -> bool:
    return bool(one.added and one.lost) and not one.partial


def _grade(one: Shown) -> tuple[Severity, Certainty]:
    if one.partial:
        return Severity.INFO, Certainty.POSSIBLE
    sure = Certainty.LIKELY if one.others >= _LIKELY_FROM else Certainty.POSSIBLE
    return (Severity.ERROR if one.lost and one.added else Severity.WARNING), sure


def _message(one: Shown) -> str:
    if one.partial:
        times = "more" if one.added else "less"
        return f"Has {listed(one.added or one.lost)} {times} often than {others(one.others)}"
    if one.lost and one.added:
        return f"Has {listed(one.added)} where {others(one.others)} have {listed(one.lost)}"
    if one.added:
        return f"Has {listed(one.added)}, which {others(one.others)} do not have"
    return f"Lacks {listed(one.lost)}, which {others(one.others)} have"


def _english_message(one: Shown) -> str:
    verdict = "the English, or its import, is to blame"
    return f"The English has {listed(one.added)} where {one.others:,} locales have {listed(one.lost)}: {verdict}"

"""The check `odd-term`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from ...alignment.addresses import SOURCE_LOCALE
from ...model import Certainty, Severity
from .._articles import Suspicion, Tally
from .._base import Hit, quote
from .._odd import Odd, Question
from .._odd_check import OddCheck, OddTally, Told
from .._odd_hits import Shown, agreeing, marks_of, others, shown
from .._surprise import Deviation
from ._names import LATIN, Names, is_code

# Nobody writes these in another script: E5, Get-Item_2, net.core.
_SYMBOL_RE = re.compile(r".*(?:[A-Za-z]\d|\d[A-Za-z]|[A-Za-z][._+#][A-Za-z])")
_NOT_LATIN_RE = re.compile(rf"[^\W\d_{LATIN}]")
_ALL_BUT = 0.9
_LIKELY_FROM = 4
_LEAST_BITS = 5.0
_LEARNED_BITS = 10.0
"""More than nothing known gives: the locale keeps the name elsewhere."""


class OddTerm(OddCheck):
    """One locale alone has lost a name that all other locales keep as the English has it.

    Why it matters: a name that is translated or left out cannot be found again on the screen or in a search.

    Bad:

        en-US  Open RemoteApp.    lv-LV  Atveriet RemoteApp.    sv-SE  Öppna fjärrappen.    tr-TR  RemoteApp'i açın.

    Good:

        en-US  Open RemoteApp.    lv-LV  Atveriet RemoteApp.    sv-SE  Öppna RemoteApp.     tr-TR  RemoteApp'i açın.

    How to fix: put the name back. Endings are fine, and so are names that a locale always translates, and names of
    ordinary words in another script.
    """

    code: ClassVar[str] = "odd-term"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.POSSIBLE

    def question(self) -> Question:
        """Return what reads names, and learns what is one."""
        return Names()

    def hit(self, odd: Odd, one: Shown) -> Hit | None:
        """Return a hit for a sentence that alone lacks what may be names."""
        return one.hit(_message(one.lost), None, _certainty(one.lost)) if odd.cell is not None else None

    def tally(self) -> Tally:
        """Return what counts words as well: which of them are names is known when all are read."""
        return _NameTally(self)


class _Lost(NamedTuple):
    """What a sentence alone lacks."""

    told: Told
    words: tuple[Deviation, ...]
    has_letters: bool
    """Whether its block has letters of another script."""


class _NameTally(OddTally):
    def suspect(self, odd: Odd) -> Iterator[Suspicion]:
        if odd.cell is None:
            return
        enough = _ALL_BUT * (len(odd.row.cells) - 1)
        lost = [one for one in odd.deviations if one.amount < 0 and one.agreeing >= enough]
        told = Told(odd.locale, tuple(odd.deviations))
        has_letters = bool(_NOT_LATIN_RE.search(odd.cell.target))
        for one in shown(Odd(odd.row, odd.cell, lost), self.question):
            hit = self.check.hit(odd, one)
            if hit is not None:
                yield Suspicion(one.bitext, hit, _Lost(told, one.lost, has_letters))

    def judge(self, hit: Hit, told: object) -> Hit | None:
        assert isinstance(told, _Lost)
        assert isinstance(self.question, Names)
        bits = self.surprise(told.told)
        if bits < _LEAST_BITS:
            return None
        respelt = bits < _LEARNED_BITS and told.has_letters
        lost = [
            one
            for one in told.words
            if self.question.is_name(one.value) and (_SYMBOL_RE.match(one.value) or not respelt)
        ]
        if not lost:
            return None
        marks = marks_of(hit.source, lost, self.question.read(hit.source, SOURCE_LOCALE))
        return dataclasses.replace(
            hit, message=_message(lost), certainty=_certainty(lost), source_marks=marks, surprise=bits
        )


def _message(lost: Sequence[Deviation]) -> str:
    names = ", ".join(quote(one.value) for one in lost)
    return f"Lacks {names}, which {others(agreeing(lost))} have"


def _certainty(lost: Sequence[Deviation]) -> Certainty:
    code = any(is_code(one.value) for one in lost)
    return Certainty.LIKELY if code and agreeing(lost) >= _LIKELY_FROM else Certainty.POSSIBLE

"""The check `odd-term`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import ClassVar

from ...alignment.addresses import SOURCE_LOCALE
from ...model import Bitext, Certainty, Severity
from .._base import CorpusCheck, Hit, quote
from .._odd import Question, find_odd
from .._odd_hits import Shown, others, shown
from .._surprise import Deviation
from .._tokens import prose, words

_LATIN = "A-Za-zÀ-ɏḀ-ỿ"
_NAME_RE = re.compile(
    r"(?<![\w@.-])(?:[A-Z][A-Za-z0-9]+|[a-z]+[A-Z][A-Za-z0-9]*|[A-Za-z]+\d[A-Za-z0-9]*)(?:[._+#-][A-Za-z0-9]+)*"
)
# Nobody translates these: PowerShell, msDS-Guid, E5.
_CODE_RE = re.compile(r".*(?:[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]|[A-Za-z][._+#][A-Za-z])")
# Nor writes these in another script: E5, Get-Item_2, net.core.
_SYMBOL_RE = re.compile(r".*(?:[A-Za-z]\d|\d[A-Za-z]|[A-Za-z][._+#][A-Za-z])")
_PLURAL_RE = re.compile(r"(?<=[A-Z0-9]{2})s\Z")
_NOT_LATIN_RE = re.compile(rf"[^\W\d_{_LATIN}]")
_INFLECTED_FROM = 4
_ALL_BUT = 0.9
_LIKELY_FROM = 4
_LEAST_BITS = 5.0
_LEARNED_BITS = 10.0
"""More than nothing known gives: the locale keeps the name elsewhere."""
_RARELY = 8


class _Names(Question):
    """The names of the English that a translation keeps; each once, as a pronoun may stand for the second."""

    def __init__(self) -> None:
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()

    def read(self, markdown: str, _locale: str) -> Iterator[tuple[str, str]]:
        for name in _names(markdown):
            yield name, name

    def count(self, source: str, target: str, locale: str) -> Counter[str]:
        names = _names(source)
        if locale == SOURCE_LOCALE:
            self._small.update(word for word in words(prose(source)) if word.islower())
            self._capital.update(names)
        folded = target.lower()
        return Counter(dict.fromkeys((name for name in names if _keeps(target, folded, name)), 1))

    def kind(self, value: str) -> str:
        return value

    def is_name(self, value: str) -> bool:
        """Say whether the word is a name wherever it stands: no word at all, or the English rarely writes it small."""
        return bool(_CODE_RE.match(value)) or self._small[value.lower()] * _RARELY < self._capital[value]


@lru_cache(maxsize=1 << 10)
def _names(markdown: str) -> tuple[str, ...]:
    if markdown.isupper():  # shouting: every word looks like a name
        return ()
    return tuple(dict.fromkeys(_NAME_RE.findall(prose(markdown))))


def _keeps(target: str, folded: str, name: str) -> bool:
    """Say whether a text has the name, `folded` being the text in small letters: a longer name with any ending."""
    stem = _PLURAL_RE.sub("", name)
    if len(stem) >= _INFLECTED_FROM:
        return _has_word(folded, stem.lower(), inflected=True)
    if name[1:].islower():  # As, If, To: small, they are words of other languages
        return _has_word(target, name, inflected=False)
    return any(_has_word(folded, form.lower(), inflected=False) for form in {name, stem})


def _has_word(text: str, word: str, *, inflected: bool) -> bool:
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        ends = inflected or not _is_latin(text[end : end + 1])
        if ends and not _is_latin(text[start - 1 : start]):
            return True
        start = text.find(word, end)
    return False


def _is_latin(letter: str) -> bool:
    return "a" <= letter.lower() <= "z" or "À" <= letter <= "ɏ" or "Ḁ" <= letter <= "ỿ"


class OddTerm(CorpusCheck):
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

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield a hit for each sentence that alone lacks a name."""
        question = _Names()
        for odd in find_odd(bitexts, question):
            if odd.cell is None or odd.surprise < _LEAST_BITS:
                continue
            respelt = odd.surprise < _LEARNED_BITS and _NOT_LATIN_RE.search(odd.cell.target)
            odd.deviations = [
                one
                for one in odd.deviations
                if one.amount < 0
                and one.agreeing >= _ALL_BUT * (len(odd.row.cells) - 1)
                and question.is_name(one.value)
                and (_SYMBOL_RE.match(one.value) or not respelt)
            ]
            for one in shown(odd, question):
                yield one.bitext, _hit(one, odd.surprise)


def _hit(one: Shown, surprise: float) -> Hit:
    names = ", ".join(quote(deviation.value) for deviation in one.lost)
    sure = _certainty(one.lost, one.others)
    marks = one.source_marks, one.target_marks
    message = f"Lacks {names}, which {others(one.others)} have"
    return Hit(message, one.place, one.unit, one.source, one.target, None, sure, *marks, surprise)


def _certainty(lost: Sequence[Deviation], agreeing: int) -> Certainty:
    is_code = any(_CODE_RE.match(one.value) for one in lost)
    return Certainty.LIKELY if is_code and agreeing >= _LIKELY_FROM else Certainty.POSSIBLE

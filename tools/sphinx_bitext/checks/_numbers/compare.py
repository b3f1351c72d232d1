"""Which numbers of a passage have no counterpart in its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ...model import Certainty
from .._pairing import Passage
from .._shown import shown
from .matching import Placed, unmatched
from .reader import Number, copied_digits, read_numbers, whole_numbers
from .words import has_date, is_month_in_english, names_month, said_in_english, times_in_words

_DIGIT_RE = re.compile(r"\d")
_ROUND_THE_CLOCK_RE = re.compile(r"24\s?[/x]\s?7")
_HALF_RE = re.compile(r"(?<![0-9])(?:1:|:1)(?![0-9])")
# What counts one of a thing in Chinese, Japanese and Korean, where English may have a plain noun.
_COUNTED_ONE_RE = re.compile(r"[1１]\s?(?:[つ人回個个点件台度種名개명]|か所|箇所)")


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers of one side alone, in reading order."""

    lost: tuple[Placed, ...]
    added: tuple[Placed, ...]
    repeated: frozenset[Placed]
    """Those of them that the other side has too, less often."""


def compare(passage: Passage, locale: str) -> Difference | None:
    """Return the numbers that differ between the two sides of a passage, None where none does."""
    if not any(_DIGIT_RE.search(one.source) or _DIGIT_RE.search(one.target) for one in passage.sentences):
        return None
    if all(whole_numbers(one.source) == whole_numbers(one.target) is not None for one in passage.sentences):
        return None
    source = _placed((one.source for one in passage.sentences), "en-US")
    target = _placed((one.target for one in passage.sentences), locale)
    sides = _Sides(passage, locale)
    lost, added = unmatched(source, target, sides.may_go, sides.may_come)
    lost = list(sides.not_in_words(lost))
    added = [one for one in added if not sides.may_come(one)]
    if not added:
        lost = [one for one in lost if not sides.may_be_a_word(one.number)]
    if not lost and not added:
        return None
    repeated = (
        (one for one in lost if _values([one]) & _values(target)),
        (one for one in added if _values([one]) & _values(source)),
    )
    return Difference(tuple(lost), tuple(added), frozenset(one for side in repeated for one in side))


def _placed(sides: Iterable[str], locale: str) -> list[Placed]:
    return [Placed(index, number) for index, text in enumerate(sides) for number in read_numbers(text, locale)]


def _values(placed: Iterable[Placed]) -> frozenset[str]:
    return frozenset(value for one in placed for value in one.number.values)


class _Sides:
    """What the two sides of a passage say besides numbers in digits."""

    def __init__(self, passage: Passage, locale: str) -> None:
        self._passage = passage
        self._locale = locale

    @cached_property
    def _english(self) -> str:
        return "\n".join(shown(one.source).text for one in self._passage.sentences)

    @cached_property
    def _translation(self) -> str:
        return "\n".join(shown(one.target).text for one in self._passage.sentences)

    def _english_of(self, sentence: int) -> str:
        """Return the English of a sentence, that of the whole passage where its sentences may be paired wrongly."""
        sure = self._passage.certainty is Certainty.CERTAIN
        return shown(self._passage.sentences[sentence].source).text if sure else self._english

    @cached_property
    def _copied(self) -> tuple[frozenset[str], frozenset[str]]:
        """Digits in what English alone, and what the translation alone, has as code or as a literal."""
        one, two = (copied_digits(text) for text in (self._passage.source, self._passage.target))
        return one - two, two - one

    @cached_property
    def _is_dated(self) -> bool:
        return has_date(self._english)

    def may_go(self, lost: Placed) -> bool:
        """Say whether a number of the English is not missing: said in words, or moved into code."""
        number = lost.number
        return self._is_idle(number) or number.text in self._copied[1] or bool(self._words(number))

    def not_in_words(self, lost: Iterable[Placed]) -> Iterator[Placed]:
        """Yield what is missing; one word stands for one number."""
        used: Counter[int | None] = Counter()
        for one in lost:
            used[one.number.small] += 1
            words = self._words(one.number)
            if not self.may_go(one) or (words and used[one.number.small] > words):
                yield one

    def _words(self, number: Number) -> int:
        """Return how often the translation says a small number in words, a month by its name."""
        if self._is_dated and number.values and number.values[0].isdigit() and len(number.values[0]) <= 2:
            return names_month(int(number.values[0]), self._translation, self._locale)
        small = self._small_in_english.get(number.values[0]) if number.values else None
        return 0 if small is None else times_in_words(small, self._translation, self._locale) or 0

    @cached_property
    def _small_in_english(self) -> dict[str, int]:
        """Values that a word may stand for; which of two equal numbers is missing cannot be told."""
        numbers = (one for sentence in self._passage.sentences for one in read_numbers(sentence.source, "en-US"))
        return {one.values[0]: one.small for one in numbers if one.small is not None}

    def may_come(self, added: Placed) -> bool:
        """Say whether a number of the translation is not too much: English says it in words or in code."""
        number = added.number
        if self._is_idle(number) or number.text in self._copied[0]:
            return True
        if number.parts and not number.values:
            return False
        english = self._english_of(added.sentence)
        if any(said_in_english(value, english) for value in number.values):
            return True
        if is_month_in_english(number.values[0], english):
            return not names_month(int(number.values[0]), self._translation, self._locale)
        return number.values[0] == "1" and bool(_COUNTED_ONE_RE.search(self._translation))

    def may_be_a_word(self, number: Number) -> bool:
        """Say whether a small number may stand there as a word, in a language whose words are not known."""
        small = number.small
        return small is not None and times_in_words(small, self._translation, self._locale) is None

    def _is_idle(self, number: Number) -> bool:
        """Say whether a number comes and goes as it likes: full hours, `24/7`, a talk `1:1`."""
        if number.text == "00" or (number.text == "1:1" and not _HALF_RE.search(self._translation)):
            return True
        return number.text in ("24", "7", "365") and bool(_ROUND_THE_CLOCK_RE.search(self._english))

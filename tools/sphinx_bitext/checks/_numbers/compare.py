"""Which numbers of a passage have no counterpart in its translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .._pairing import Passage
from .._shown import shown
from .reader import Number, read_numbers
from .words import has_date, names_month, said_in_english, said_in_words

_DIGIT_RE = re.compile(r"\d")
_ROUND_THE_CLOCK_RE = re.compile(r"24\s?[/x]\s?7")
_COUNTER_RE = re.compile(r"\s?[つ人回個个個点件台度種名]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A number with the sentence it stands in."""

    sentence: int
    number: Number
    is_repeated: bool = False
    """The other side says this number too, less often."""
    is_word: bool | None = False
    """A word may stand for it, in a language whose words are not known."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers of one side alone, in reading order."""

    lost: tuple[Placed, ...]
    added: tuple[Placed, ...]


def compare(passage: Passage, locale: str) -> Difference | None:
    """Return the numbers that differ between the two sides of a passage, None where none does."""
    if not any(_DIGIT_RE.search(one.source) or _DIGIT_RE.search(one.target) for one in passage.sentences):
        return None
    source = _placed((one.source for one in passage.sentences), "en-US")
    target = _placed((one.target for one in passage.sentences), locale)
    known = _values(source), _values(target)
    lost, added = _unmatched(source, target)
    if not lost and not added:
        return None
    return _unexplained(passage, locale, lost, added, known)


def _placed(sides: Iterable[str], locale: str) -> list[Placed]:
    return [Placed(index, number) for index, text in enumerate(sides) for number in read_numbers(text, locale)]


def _values(placed: Iterable[Placed]) -> frozenset[str]:
    return frozenset(value for one in placed for value in one.number.values)


def _unmatched(source: list[Placed], target: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Take away what both sides have: first inside a sentence, then by other conventions, then number by number."""
    source, target = _match(source, target, lambda one: [f"{one.sentence} {value}" for value in one.number.values])
    source, target = _match(source, target, lambda one: one.number.values)
    source, target = _match(source, target, lambda one: (*one.number.values, *one.number.loose))
    for _ in range(2):
        if source or target:
            source, target = _match(_in_parts(source), _in_parts(target), lambda one: one.number.values)
    return source, target


def _match(
    source: list[Placed], target: list[Placed], values: Callable[[Placed], Sequence[str]]
) -> tuple[list[Placed], list[Placed]]:
    """Return what has no counterpart with a value in common."""
    free: dict[str, list[int]] = {}
    for index, one in enumerate(target):
        for value in values(one):
            free.setdefault(value, []).append(index)
    for indices in free.values():
        indices.reverse()
    taken: set[int] = set()
    left = []
    for one in source:
        found = _take([free[value] for value in values(one) if value in free], taken)
        if found is None:
            left.append(one)
        else:
            taken.add(found)
    return left, [one for index, one in enumerate(target) if index not in taken]


def _take(stacks: list[list[int]], taken: set[int]) -> int | None:
    for stack in stacks:
        while stack:
            index = stack.pop()
            if index not in taken:
                return index
    return None


def _in_parts(placed: list[Placed]) -> list[Placed]:
    return [Placed(one.sentence, part) for one in placed for part in one.number.parts or (one.number,)]


def _unexplained(
    passage: Passage, locale: str, lost: list[Placed], added: list[Placed], known: tuple[frozenset[str], frozenset[str]]
) -> Difference | None:
    english = " ".join(shown(one.source).text for one in passage.sentences)
    translation = " ".join(shown(one.target).text for one in passage.sentences)
    dated = has_date(english) or has_date(translation)
    missing = [
        Placed(one.sentence, one.number, any(value in known[1] for value in one.number.values), word)
        for one in lost
        if not _is_free(one.number, english) and not (word := _in_words(one.number, translation, locale, dated))
    ]
    surplus = [
        Placed(one.sentence, one.number, any(value in known[0] for value in one.number.values))
        for one in added
        if not _is_free(one.number, english) and not _is_said(one.number, english, translation)
    ]
    missing = [one for one in missing if one.is_word is not None or surplus]
    return Difference(tuple(missing), tuple(surplus)) if missing or surplus else None


def _is_free(number: Number, english: str) -> bool:
    """Say whether a number may come and go: full hours, `24/7`."""
    return number.is_optional or (number.text in ("24", "7", "365") and bool(_ROUND_THE_CLOCK_RE.search(english)))


def _in_words(number: Number, translation: str, locale: str, dated: bool) -> bool | None:
    """Say whether a translation has a number as a word; None where a small one may be a word that is not known."""
    small = number.small
    if small is None:
        return False
    if dated and names_month(small, translation, locale):
        return True
    return said_in_words(small, translation, locale)


def _is_said(number: Number, english: str, translation: str) -> bool:
    """Say whether English has an added number in words, or the language adds it to count with."""
    if any(said_in_english(value, english) for value in number.values):
        return True
    return number.text == "1" and bool(re.search(r"[1１]" + _COUNTER_RE.pattern, translation))

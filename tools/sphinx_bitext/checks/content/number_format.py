"""The check `number-format`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._numbers.reader import Number, read_numbers
from .._pairing import Passage, Sentence, passages, translation

_HINT_RE = re.compile(r"\d[.,]\d")


class NumberFormat(Check):
    """A number is written with the marks of English, and says another number in the language of the translation.

    Why it matters: where the comma stands before decimals, `1,500` is one and a half.

    Bad:

        Up to 1,500 users.   ->   Bis zu 1,500 Benutzer.

    Good:

        Up to 1,500 users.   ->   Bis zu 1.500 Benutzer.

    How to fix: write the decimal and group marks of the language. Versions and other numbers that can be read in one
    way only are not reported.
    """

    code: ClassVar[str] = "number-format"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.POSSIBLE

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each sentence."""
        for passage in passages(bitext) if _HINT_RE.search(translation(bitext)) else ():
            for sentence in passage.sentences:
                if _HINT_RE.search(sentence.source) and _HINT_RE.search(sentence.target):
                    yield from _hits(passage, sentence, bitext.locale)


def _hits(passage: Passage, sentence: Sentence, locale: str) -> Iterator[Hit]:
    source = read_numbers(sentence.source, "en-US")
    meant = {value: one for one in source for value in one.values}
    wrong = [one for one in read_numbers(sentence.target, locale) if _is_misread(one, meant)]
    if wrong:
        text = f"{quote(wrong[0].text)} says {wrong[0].values[0]} in {locale}, not {wrong[0].loose[0]}"
        lost = {meant[value].span for one in wrong for value in one.loose if value in meant}
        yield Hit(
            text,
            sentence.place,
            sentence.unit,
            sentence.source,
            sentence.target,
            certainty=max(Certainty.POSSIBLE, passage.certainty, key=lambda one: one.rank),
            source_marks=tuple(sorted(lost)),
            target_marks=tuple(one.span for one in wrong),
        )


def _is_misread(number: Number, meant: dict[str, Number]) -> bool:
    """Say whether a number says what no number of the English means, and meant one by the marks of English."""
    return (
        bool(number.values)
        and not any(value in meant for value in number.values)
        and any(value in meant and meant[value].text == number.text for value in number.loose)
    )

"""The check `number`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._numbers.compare import Difference, compare
from .._numbers.matching import Placed
from .._pairing import Passage, passages

_SHOWN = 4


class NumberDiffers(Check):
    """A number of the English is another one in the translation, is lost, or was added.

    Why it matters: a reader who follows a wrong number waits for the wrong date, buys the wrong quantity or types the
    wrong limit, and cannot see that it is wrong.

    Bad:

        You can add up to 1,500 users.   ->   Du kan lägga till upp till 150 användare.

    Good:

        You can add up to 1,500 users.   ->   Du kan lägga till upp till 1 500 användare.

    How to fix: write the number of the English in the way of the language. Its own digits, decimal and group marks,
    dates and clocks, small numbers as words, ordinals and counting words are all fine, and so is another place in the
    paragraph. A number that the translation has less often than the English is a note only.
    """

    code: ClassVar[str] = "number"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"number-format"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each sentence."""
        if bitext.locale.lower().partition("-")[0] == "en":
            return
        for passage in passages(bitext):
            difference = compare(passage, bitext.locale)
            if difference is None:
                continue
            for index in range(len(passage.sentences)):
                lost = tuple(one for one in difference.lost if one.sentence == index)
                added = tuple(one for one in difference.added if one.sentence == index)
                if lost or added:
                    yield _hit(passage, index, Difference(lost, added, difference.repeated))


def _hit(passage: Passage, index: int, found: Difference) -> Hit:
    sentence = passage.sentences[index]
    severity, certainty = _grade(found)
    return Hit(
        _message(found.lost, found.added),
        sentence.place,
        sentence.unit,
        sentence.source,
        sentence.target,
        severity,
        max(certainty, passage.certainty, key=lambda one: one.rank),
        source_marks=_marks(found.lost),
        target_marks=_marks(found.added),
    )


def _marks(placed: tuple[Placed, ...]) -> tuple[Span, ...]:
    return tuple(sorted({one.number.span for one in placed}))


def _grade(found: Difference) -> tuple[Severity, Certainty]:
    """Return how bad the worst of the numbers is."""
    missing = [one for one in found.lost if one not in found.repeated]
    if found.added and any(len(one.number.text) > 1 for one in missing):
        return Severity.ERROR, Certainty.CERTAIN
    if any(len(one.number.text) > 1 and one.number.small is None for one in missing):
        return Severity.ERROR, Certainty.LIKELY
    if all(one in found.repeated or one.number.small == 1 for one in found.lost + found.added):
        return Severity.INFO, Certainty.POSSIBLE
    return Severity.WARNING, Certainty.LIKELY


def _message(lost: tuple[Placed, ...], added: tuple[Placed, ...]) -> str:
    if lost and added:
        return f"{_named(lost)} of the English {'is' if len(lost) == 1 else 'are'} {_named(added)} here"
    if lost:
        return f"{_named(lost)} of the English {'is' if len(lost) == 1 else 'are'} not in the translation"
    return f"The English has no {_named(added)}"


def _named(placed: tuple[Placed, ...]) -> str:
    names = [quote(one.number.text) for one in placed[:_SHOWN]]
    return ", ".join(names) + (" …" if len(placed) > _SHOWN else "")

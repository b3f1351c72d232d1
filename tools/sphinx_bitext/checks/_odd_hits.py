"""From what is odd in a block to the sentence and the marks that show it, and the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..alignment.addresses import SOURCE_LOCALE
from ..markup.article import file_offset
from ..model import Bitext, Certainty, PlacedUnit, Segment, Severity, Span
from ._base import Hit, counted
from ._odd import Odd, Question
from ._surprise import Deviation


class Shown(NamedTuple):
    """A sentence, or a block where no sentence is to blame, with the deviations that it shows."""

    bitext: Bitext
    """What the finding is about: a delivery, or the English as a bitext of its own."""
    unit: str | None
    source: str
    target: str
    """Empty for the English."""
    place: Span
    lost: tuple[Deviation, ...]
    added: tuple[Deviation, ...]
    source_marks: tuple[Span, ...]
    target_marks: tuple[Span, ...]

    def hit(self, message: str, severity: Severity | None, certainty: Certainty) -> Hit:
        """Return what there is to say of it."""
        texts = self.place, self.unit, self.source, self.target
        return Hit(message, *texts, severity, certainty, self.source_marks, self.target_marks)

    @property
    def others(self) -> int:
        """How many other locales agree, on each value."""
        return agreeing((*self.lost, *self.added))

    @property
    def partial(self) -> bool:
        """Whether nothing is lost or added but a repetition."""
        return all(one.partial for one in (*self.lost, *self.added))


def shown(odd: Odd, question: Question) -> Iterator[Shown]:
    """Yield the sentences that show what is odd; nothing where a delivery's own English has it so too."""
    if odd.cell is None:
        yield _english(odd, question)
        return
    cell = odd.cell
    groups: dict[int, list[Deviation]] = {}
    for one in odd.deviations:
        index = _sentence(cell.segments, one, cell.locale, question)
        if index is not None:
            groups.setdefault(index, []).append(one)
    for index, deviations in groups.items():
        segment = cell.segments[index] if index != _BLOCK else None
        source, target = (segment.source, segment.target) if segment else (odd.row.source, cell.target)
        place = (segment.target_place if segment else None) or cell.place
        unit = segment.unit if segment else next((one.unit for one in cell.segments), None)
        lost, added = _split(deviations)
        marks = (
            marks_of(source, lost, question.read(source, SOURCE_LOCALE)),
            marks_of(target, added, question.read(target, cell.locale)),
        )
        yield Shown(cell.bitext, unit, source, target, place, lost, added, *marks)


_BLOCK = -1


def _split(deviations: Sequence[Deviation]) -> tuple[tuple[Deviation, ...], tuple[Deviation, ...]]:
    return tuple(one for one in deviations if one.amount < 0), tuple(one for one in deviations if one.amount > 0)


def _sentence(segments: Sequence[Segment], one: Deviation, locale: str, question: Question) -> int | None:
    """Return the index of the sentence that has the value more or less often, `_BLOCK` where no sentence holds it.

    None: the sentences are in order, so it is the delivery's own English that deviates, which is another defect.
    """
    known = False
    for index, segment in enumerate(segments):
        had = question.count(segment.source, segment.source, SOURCE_LOCALE)[one.value]
        has = question.count(segment.source, segment.target, locale)[one.value]
        if (has - had) * one.amount > 0:
            return index
        known = known or had > 0 or has > 0
    return None if known else _BLOCK


def _english(odd: Odd, question: Question) -> Shown:
    """Return the sentence of the English that shows what the English alone has, else its whole block."""
    english = odd.row.english
    lost, added = _split(odd.deviations)
    unit = _english_unit(odd, {one.value for one in added}, question)
    side = english.side
    text = side.text[unit.start : unit.end] if unit else odd.row.source
    place = Span(file_offset(side, unit.start), file_offset(side, unit.end - 1) + 1) if unit else odd.row.place
    marks = marks_of(text, added, question.read(text, SOURCE_LOCALE))
    own = Bitext(english.article, english, "none")
    return Shown(own, unit.unit if unit else odd.row.unit, text, "", place, lost, added, marks, ())


def _english_unit(odd: Odd, values: set[str], question: Question) -> PlacedUnit | None:
    for unit in odd.row.units:
        text = odd.row.english.side.text[unit.start : unit.end]
        if any(value in values for value, _ in question.read(text, SOURCE_LOCALE)):
            return unit
    return None


def marks_of(text: str, deviations: Sequence[Deviation], read: Iterable[tuple[str, str]]) -> tuple[Span, ...]:
    """Return where the values stand in `text` as they are written."""
    values = {one.value for one in deviations}
    written = {spelt for value, spelt in read if value in values and spelt}
    if not written:
        return ()
    pattern = "|".join(_whole(spelt) for spelt in sorted(written, key=len, reverse=True))
    return tuple(Span(*match.span()) for match in re.finditer(pattern, text))


def _whole(written: str) -> str:
    """Return a pattern for `written` that does not match within a longer number or Latin word."""
    before, after = _not_within(written[0]), _not_within(written[-1])
    return f"{f'(?<!{before})' if before else ''}{re.escape(written)}{f'(?!{after})' if after else ''}"


def _not_within(edge: str) -> str:
    if edge.isdigit():
        return r"\d"
    return "[A-Za-z]" if edge.isascii() and edge.isalpha() else ""


def agreeing(deviations: Iterable[Deviation]) -> int:
    """Return how many locales agree with each other on each value."""
    return min(one.agreeing for one in deviations)


def others(count: int) -> str:
    """Return `the English and 5 other locales`."""
    return f"the English and {counted(count, 'other locale')}"


def listed(deviations: Iterable[Deviation]) -> str:
    """Return the values, with commas."""
    return ", ".join(one.value for one in deviations)

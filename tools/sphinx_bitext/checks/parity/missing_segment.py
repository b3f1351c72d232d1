"""The check `missing-segment`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from ...model import Bitext, Block, BlockPair, Certainty, English, Segment, Severity, Span, Unit
from .._base import Check, Hit, body_place, quote
from .._tokens import letters
from ._numbers import (
    ReadingOrder,
    changed_paragraphs,
    covered_ranges,
    covers,
    english_letters,
    english_of,
    plain_number,
)
from ._proven import differences, is_judge


class MissingSegment(Check):
    """A sentence of the English has no translation in this locale.

    Why it matters: the page lacks what readers of the other locales get, often a step or a warning.

    Bad:

        101 Stop the server.   102 Copy the file.      English
        101 Stoppa servern.                            sv-SE

    Good:

        101 Stoppa servern.    102 Kopiera filen.      sv-SE

    How to fix: translate the sentence where the finding points. A paragraph that was translated as a whole (`p101`)
    covers the sentences between its neighbours and is not reported.
    """

    code: ClassVar[str] = "missing-segment"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset(
        {"block-structure", "length-ratio", "odd-code", "odd-emphasis", "odd-link", "odd-number", "odd-term"}
    )

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each English sentence (with spans) or block (without) that the delivery lacks."""
        if bitext.target.has_spans:
            english = english_of(bitext)
            if english is not None:
                yield from _missing_units(bitext, english)
                yield from _missing_in_proven(bitext)
        elif bitext.english is not None and not bitext.stale:
            yield from _missing_blocks(bitext)


def _missing_units(bitext: Bitext, english: English) -> Iterator[Hit]:
    units = bitext.target.units
    present = {unit.id.unit for unit in units}
    ranges = covered_ranges(units)
    # What a proven English has not is missing nowhere; what stands changed in a paragraph is another check's.
    known = {one.unit for one in english.side.units} if is_judge(bitext) else english.units.keys()
    changed = {number for texts in changed_paragraphs(units, english).values() for number in texts}
    order: ReadingOrder | None = None
    joined: str | None = None
    for unit, source in english.units.items():
        votes = english.votes.get(unit, 0)
        if unit in present or unit in changed or unit not in known or votes * 2 < english.voters or not votes:
            continue
        number = plain_number(unit)
        if number is None or covers(ranges, number):
            # A paragraph may stand here sentence by sentence, a sentence within a paragraph; half of the locales alone
            # prove nothing about a paragraph.
            joined = english_letters(bitext.target) if joined is None else joined
            if (number is None and votes * 2 == english.voters) or letters(source) in joined:
                continue
        order = order or ReadingOrder(units, english)
        yield _hit(bitext, order.before(unit), unit, source, sure=votes * 2 > english.voters)


def _missing_in_proven(bitext: Bitext) -> Iterator[Hit]:
    """Yield what the proven English has, where too few locales tell: for one locale alone nobody else can."""
    for one in differences(bitext):
        if one.unit is None:
            offset = one.before.place.end if one.before else body_place(bitext.target).start
            after = f" after unit {one.before.id.unit}" if one.before else ""
            message = f"A sentence of the English is missing{after}: {quote(one.expected)}"
            yield Hit(message, Span(offset, offset), one.number, one.expected)


def _hit(bitext: Bitext, before: Unit | None, unit: str, source: str, *, sure: bool) -> Hit:
    offset = before.place.end if before else body_place(bitext.target).start
    after = f" after unit {before.id.unit}" if before else ""
    message = f"Unit {unit} is missing{after}: {quote(source)}"
    return Hit(message, Span(offset, offset), unit, source, certainty=None if sure else Certainty.LIKELY)


def _missing_blocks(bitext: Bitext) -> Iterator[Hit]:
    last = body_place(bitext.target)
    for has_both, group in groupby(bitext.pairs, lambda pair: pair.source is not None and pair.target is not None):
        pairs = list(group)
        # What stands as indented code has changed its shape, and is not missing.
        is_code = any(pair.target is not None and pair.target.kind == "code" for pair in pairs)
        for pair in pairs:
            if not (has_both or is_code) and pair.source is not None and pair.source.is_message:
                yield _missing_block(pair, pair.source, last)
            places = [segment.target_place for segment in pair.segments if segment.target_place]
            last = Span(places[-1].end, places[-1].end) if places else last


def _missing_block(pair: BlockPair, block: Block, place: Span) -> Hit:
    source = block.message
    kind = {"heading": "heading", "cell": "table cell"}.get(block.kind, "paragraph")
    return Hit(f"A {kind} is missing: {quote(source)}", place, _unit(pair), source, certainty=Certainty.LIKELY)


def _unit(pair: BlockPair) -> str | None:
    first: Segment | None = next(iter(pair.segments), None)
    return first.unit if first else None

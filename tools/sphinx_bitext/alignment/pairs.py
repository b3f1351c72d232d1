"""The sentences of a pair of blocks: by unit number where the delivery has them, else by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..markup.article import file_offset
from ..model import Block, Certainty, PlacedUnit, Segment, Side, Span
from .boundaries import USUAL, SentenceRules
from .sentences import fit_sentences, split_sentences


class Sentence(NamedTuple):
    """One sentence of one side."""

    unit: str | None
    start: int
    end: int


class Units:
    """Finds the numbered sentences of a block by its place."""

    def __init__(self, side: Side, blocks: Sequence[Block]) -> None:
        self._by_block: dict[int, list[PlacedUnit]] = {}
        owner = 0
        ends = [block.lines[-1].end if block.lines else 0 for block in blocks]
        for unit in side.units:
            text = side.text[unit.start : unit.end]
            first = unit.start + len(text) - len(text.lstrip())
            # A unit may begin with white space or a list marker, so it belongs to the first block it reaches into.
            while owner + 1 < len(ends) and ends[owner] <= first:
                owner += 1
            self._by_block.setdefault(owner, []).append(unit)

    def of(self, index: int | None) -> list[PlacedUnit]:
        """Return the sentences that begin in the block with this index, in order."""
        return [] if index is None else self._by_block.get(index, [])

    def keys(self, count: int) -> list[frozenset[str]]:
        """Return the unit numbers of each of `count` blocks."""
        return [frozenset(unit.unit for unit in self.of(index)) for index in range(count)]


def segments_by_id(
    base: Side, base_units: Sequence[PlacedUnit], target: Side, target_units: Sequence[PlacedUnit]
) -> tuple[Segment, ...]:
    """Pair the sentences of two blocks of one delivery by their unit numbers."""
    sources = {unit.unit: unit for unit in base_units}
    segments = []
    for number, start, end in target_units:
        source = sources.pop(number, None)
        segments.append(
            Segment(
                unit=number,
                source=base.text[source.start : source.end] if source else "",
                target=target.text[start:end],
                source_place=Span(source.start, source.end) if source else None,
                target_place=_in_file(target, start, end),
            )
        )
    return tuple(segments)


def segments_by_sentence(
    base: Side,
    base_block: Block | None,
    numbered: Sequence[PlacedUnit],
    target: Side,
    target_block: Block | None,
    rules: tuple[SentenceRules, SentenceRules] = (USUAL, USUAL),
    certainty: Certainty = Certainty.CERTAIN,
) -> tuple[Segment, ...]:
    """Pair the sentences of two blocks by length and anchors; English boundaries are known where it is numbered.

    `rules` say where sentences end in English and in the language of the target; `certainty` is that of the pair of
    blocks, and no pair of sentences is surer.
    """
    sources = _sentences(base.text, base_block, numbered, rules[0])
    texts = [base.text[start:end] for _, start, end in sources]
    first, last = target_block.place if target_block is not None and target_block.is_message else Span(0, 0)
    fitted = fit_sentences(texts, target.text[first:last], rules[1])
    return tuple(
        _segment(base, sources[slice(*one)], target, Span(first + two.start, first + two.end), _less(sure, certainty))
        for one, two, sure in fitted
    )


def _less(one: Certainty, two: Certainty) -> Certainty:
    return one if one.rank >= two.rank else two


def _sentences(text: str, block: Block | None, numbered: Sequence[PlacedUnit], rules: SentenceRules) -> list[Sentence]:
    if block is None or not block.is_message:
        return []
    if numbered:
        return [Sentence(*unit) for unit in numbered if text[unit.start : unit.end].strip()]
    start, end = block.place
    return [Sentence(None, start + one, start + two) for one, two in split_sentences(text[start:end], rules)]


def _segment(base: Side, sources: Sequence[Sentence], target: Side, place: Span, certainty: Certainty) -> Segment:
    source = Span(sources[0].start, sources[-1].end) if sources else None
    return Segment(
        unit=sources[0].unit if sources else None,
        source=base.text[source.start : source.end] if source else "",
        target=target.text[place.start : place.end],
        source_place=source,
        target_place=_in_file(target, *place) if place.end > place.start else None,
        certainty=certainty,
    )


def _in_file(side: Side, start: int, end: int) -> Span:
    first = file_offset(side, start)
    return Span(first, file_offset(side, end - 1) + 1 if end > start else first)

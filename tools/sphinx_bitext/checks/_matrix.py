"""One block of the English in all locales: what checks across locales compare."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..markup.article import file_offset
from ..model import Bitext, Block, BlockPair, Certainty, English, PlacedUnit, Segment, Span

FEWEST = 4
"""Locales that a row must have: of three, nobody can tell which is odd."""
_READ_KINDS = frozenset({"heading", "paragraph", "cell", "html"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A block in one locale."""

    bitext: Bitext
    segments: tuple[Segment, ...]
    target: str
    """The translated block, raw Markdown."""
    place: Span
    """Of the block in the text of the delivered file: of its sentences, where these are known."""

    @property
    def locale(self) -> str:
        """BCP 47 tag of the translation."""
        return self.bitext.locale


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the English with all translations of this very block, by locale."""

    english: English
    block: Block
    cells: tuple[Cell, ...]

    @property
    def source(self) -> str:
        """The English block, raw Markdown."""
        return self.block.content

    @property
    def place(self) -> Span:
        """Of the English block in the file of the English."""
        start, end = self.block.place
        side = self.english.side
        return Span(file_offset(side, start), file_offset(side, end - 1) + 1) if end > start else Span(start, start)

    @property
    def units(self) -> tuple[PlacedUnit, ...]:
        """The numbered sentences of the English block; none where no delivery numbers them."""
        start, end = self.block.place
        return tuple(one for one in self.english.side.units if start <= one.start < end)

    @property
    def unit(self) -> str | None:
        """Number of the first sentence."""
        return next((one.unit for one in self.units), None)


def rows(bitexts: Sequence[Bitext]) -> Iterator[Row]:
    """Yield the blocks that at least `FEWEST` locales have, article by article; `bitexts` are sorted by path.

    Deliveries of an older English take part with the blocks that have not changed since, as far as their spans show it.
    Blocks are compared rather than units because a number or link may move to the next sentence, and a paragraph may be
    translated as a whole.
    """
    for _, group in itertools.groupby(bitexts, key=lambda bitext: bitext.target.path):
        article = [bitext for bitext in group if bitext.english and (bitext.target.has_spans or not bitext.stale)]
        if len(article) >= FEWEST:
            yield from _rows(article)


def _rows(article: Sequence[Bitext]) -> Iterator[Row]:
    english = article[0].english
    found: dict[int, tuple[Block, list[Cell]]] = {}
    for bitext in article:
        for pair in bitext.pairs:
            cell = _cell(bitext, pair)
            if cell is not None and pair.source is not None:
                found.setdefault(pair.source.place.start, (pair.source, []))[1].append(cell)
    for block, cells in found.values():
        if english is not None and len(cells) >= FEWEST:
            yield Row(english, block, tuple(cells))


def _cell(bitext: Bitext, pair: BlockPair) -> Cell | None:
    source, target = pair.source, pair.target
    if source is None or target is None or pair.previous is not None or pair.certainty is Certainty.POSSIBLE:
        return None
    if source.kind not in _READ_KINDS or not target.content.strip():
        return None
    places = [segment.target_place for segment in pair.segments if segment.target_place is not None]
    start = bitext.target.body_start
    place = Span(min(one.start for one in places), max(one.end for one in places)) if places else Span(start, start)
    return Cell(bitext, pair.segments, target.content, place)

"""Where a delivery with spans cuts a sentence into two blocks, or makes one block of two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ...markup.article import build_side, file_offset
from ...model import Article, Block, BlockPair, English, Span, Unit
from .._base import body_place
from ._numbers import numbers_in

_BLANK_LINE_RE = re.compile(r"(?<=\S)[ \t]*(?:\r\n|\n|\r)[ \t>]*(?:\r\n|\n|\r)[ \t>]*(?=\S)")


class Cut(NamedTuple):
    """A sentence that a blank line makes two blocks of."""

    unit: Unit
    place: Span
    """Of what follows the first blank line, in the text of the file."""


def cut_units(article: Article) -> tuple[Cut, ...]:
    """Return the units whose translation holds a blank line that the English beside it has not."""
    return tuple(_cut_units(article))


def _cut_units(article: Article) -> Iterator[Cut]:
    for unit in article.units:
        match = _BLANK_LINE_RE.search(unit.target) if "\n" in unit.target or "\r" in unit.target else None
        if match and not _BLANK_LINE_RE.search(unit.source):
            yield Cut(unit, Span(unit.target_place.start + match.end(), unit.target_place.end))


def is_cut(article: Article, block: Block | None, cut: Sequence[Cut]) -> bool:
    """Say whether a block of the translation holds a part of one of the sentences."""
    if block is None or not cut:
        return False
    side = build_side(article, "target")
    start, end = file_offset(side, block.place.start), file_offset(side, max(block.place.start, block.place.end - 1))
    return any(one.unit.target_place.start <= end and start < one.unit.target_place.end for one in cut)


def mended(pairs: Sequence[BlockPair], english: English) -> Sequence[BlockPair]:
    """Return the pairs, with a block that holds the sentences of two English blocks beside the first of the two.

    It is the second that has lost its mark, whichever of them the block is paired with.
    """
    alone: dict[str, int] = {}
    for index, pair in enumerate(pairs):
        if pair.source is not None and pair.target is None and pair.source.is_message:
            alone |= dict.fromkeys(numbers_in(english, pair.source.place), index)
    if not alone:
        return pairs
    found = list(pairs)
    for index, pair in enumerate(pairs):
        first = next((one.unit for one in pair.segments if one.unit and one.target.strip()), None)
        other = alone.get(first or "")
        if pair.source is not None and pair.target is not None and other is not None:
            found[other] = replace(found[other], target=pair.target, segments=pair.segments)
            found[index] = replace(pair, target=None, segments=())
    return found


def block_place(article: Article, block: Block | None) -> Span:
    """Return where a block of the translation begins in the file; the article's beginning where there is none."""
    if block is None:
        return body_place(article)
    start = file_offset(build_side(article, "target"), block.place.start)
    return Span(start, start)

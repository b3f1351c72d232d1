"""What a check compares: sentences with the English they were made from, and the passages they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Article, Bitext, BlockPair, Certainty, Span, Unit
from ._base import body_place
from ._memo import remembered

# What separates two units of one passage: neither a line end nor a table cell's edge.
_EDGE_RE = re.compile(r"[\r\n|]")
_KEPT = 64
"""Bitexts whose passages are kept: all checks of an article go through them, one check after the other."""
_HEADING_RE = re.compile(r"[ \t>*+\-0-9.)]*#{1,6}[ \t]")


class Sentence(NamedTuple):
    """A translated sentence and its English."""

    unit: str | None
    source: str
    target: str
    place: Span
    """Of the translation, in the text of the delivered file."""


class Passage(NamedTuple):
    """A line or block of a delivery on both sides: what a sentence may move within, link or mark by mark.

    In a delivery with spans the text between the units belongs to both sides, so `[UNIT](url)` compares as a link.
    """

    source: str
    target: str
    sentences: tuple[Sentence, ...]
    certainty: Certainty
    """How sure it is that the two belong together."""
    is_heading: bool

    @property
    def place(self) -> Span:
        """The first sentence."""
        return self.sentences[0].place

    @property
    def unit(self) -> str | None:
        """The first sentence's unit."""
        return self.sentences[0].unit


@remembered(_KEPT)
def passages(bitext: Bitext) -> tuple[Passage, ...]:
    """Return what can be compared, in the order of the delivery.

    A delivery with spans is compared with the English that it carries, also when it is stale. A clean one is compared
    with the English at hand, and not at all when it was made from another.
    """
    return tuple(_compared(bitext))


def translations(bitext: Bitext) -> Iterator[str]:
    """Yield the translated sentences of all passages, without looking at the passages where there is no need to."""
    if bitext.target.has_spans:
        start = bitext.target.body_start
        yield from (unit.target for unit in bitext.target.units if unit.place.start >= start)
    else:
        yield from (sentence.target for passage in passages(bitext) for sentence in passage.sentences)


@remembered(_KEPT)
def translation(bitext: Bitext) -> str:
    """Return the translated sentences of all passages, a line each: what is not in it is in none of them."""
    return "\n".join(translations(bitext))


def _compared(bitext: Bitext) -> Iterator[Passage]:
    if bitext.target.has_spans:
        yield from _delivered(bitext.target)
    elif not bitext.stale:
        found = (_paired(bitext.target, pair) for pair in bitext.pairs)
        yield from (passage for passage in found if passage)


def _delivered(article: Article) -> Iterator[Passage]:
    group: list[Unit] = []
    floor = article.body_start
    for unit in article.units:
        if unit.place.start < article.body_start:
            continue
        if group and _EDGE_RE.search(article.text, group[-1].place.end, unit.place.start):
            yield _passage(article.text, floor, group)
            floor = group[-1].place.end
            group = []
        group.append(unit)
    if group:
        yield _passage(article.text, floor, group)


def _passage(text: str, floor: int, units: Sequence[Unit]) -> Passage:
    """Return the passage of `units`; the one before it ends at `floor`."""
    before = text[floor : units[0].place.start]
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    start = units[0].place.start - len(line) + line.rfind("|") + 1
    match = _EDGE_RE.search(text, units[-1].place.end)
    end = match.start() if match else len(text)
    return Passage(
        source=_side(text, start, end, [(unit.place, unit.source) for unit in units]),
        target=_side(text, start, end, [(unit.place, unit.target) for unit in units]),
        sentences=tuple(Sentence(unit.id.unit, unit.source, unit.target, unit.target_place) for unit in units),
        certainty=Certainty.CERTAIN,
        is_heading=bool(_HEADING_RE.match(line)),
    )


def _side(text: str, start: int, end: int, kept: Sequence[tuple[Span, str]]) -> str:
    pieces, position = [], start
    for place, inside in kept:
        pieces += [text[position : place.start], inside]
        position = place.end
    return "".join([*pieces, text[position:end]])


def _paired(article: Article, pair: BlockPair) -> Passage | None:
    source, target = pair.source, pair.target
    if source is None or target is None or not (source.is_message and target.is_message):
        return None
    if pair.previous is not None:  # the English of this block has changed since
        return None
    sentences = tuple(
        Sentence(segment.unit, segment.source, segment.target, segment.target_place)
        for segment in pair.segments
        if segment.target_place is not None
    )
    heading = source.kind == "heading"
    return Passage(source.content, target.content, sentences or _whole(article, pair), pair.certainty, heading)


def _whole(article: Article, pair: BlockPair) -> tuple[Sentence, ...]:
    source = pair.source.content if pair.source else ""
    target = pair.target.content if pair.target else ""
    return (Sentence(pair.segments[0].unit if pair.segments else None, source, target, body_place(article)),)

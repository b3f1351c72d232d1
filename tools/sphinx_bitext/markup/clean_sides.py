"""One side of a delivery as clean text that still knows where the text of each unit stands in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, NamedTuple

from ..model import Article, Span, Unit
from .alignment_spans import scan_units
from .article import build_side
from .front_matter import parse_front_matter

_DAMAGED_ANCHOR_RE = re.compile(r"<a name=(?:\"|&quot;)([^\"<>\n]*?)(?:\"|&quot;)></a>\Z")


class UnitText(NamedTuple):
    """Where the text of a unit stands in the clean text."""

    unit: Unit
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CleanSide:
    """The clean text of one side."""

    side: Literal["target", "source"]
    text: str
    body_start: int
    """Where the front matter ends."""
    units: tuple[UnitText, ...]
    """In the order of the text; they do not overlap."""

    def other_text(self, unit: Unit) -> str:
        """Return what the unit says on the other side."""
        return unit.source if self.side == "target" else unit.target

    def without(self, cuts: Sequence[Span]) -> CleanSide:
        """Return the side without these ranges of its body: ascending, not overlapping."""
        if not cuts:
            return self
        starts = [cut.start for cut in cuts]
        gone = list(accumulate((cut.end - cut.start for cut in cuts), initial=0))

        def moved(offset: int) -> int:
            before = bisect_left(starts, offset)
            inside = max(0, cuts[before - 1].end - offset) if before else 0
            return offset - gone[before] + inside

        units = tuple(UnitText(unit, moved(start), moved(end)) for unit, start, end in self.units)
        return replace(self, text=cut_out(self.text, cuts), units=units)


def cut_out(text: str, cuts: Sequence[Span]) -> str:
    """Return `text` without these ranges of it: ascending, not overlapping."""
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    return "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def clean_target(text: str) -> CleanSide:
    """Return the translation of a delivery with its front matter and heading anchors, as a clean delivery has them."""
    scan = scan_units(text)
    cuts = [(unit.place, unit.target_place, unit) for unit in scan.units]
    dropped = [(place, Span(place.end, place.end), None) for place in scan.dropped]
    pieces, units, position, length = [], [], 0, 0
    for place, kept, unit in sorted([*cuts, *dropped], key=lambda cut: cut[0]):
        between = text[position : place.start]
        if unit is not None and unit.repaired:
            # The damage to the markers of a unit begins in the anchor in front of it: both are the delivery's.
            between = _DAMAGED_ANCHOR_RE.sub(r'<a name="\1"></a>', between)
        pieces += [between, text[kept.start : kept.end]]
        start = length + len(between)
        length = start + kept.end - kept.start
        if unit is not None:
            units.append(UnitText(unit, start, length))
        position = place.end
    clean = "".join([*pieces, text[position:]])
    return CleanSide("target", clean, parse_front_matter(clean).body_start, tuple(units))


def clean_source(article: Article) -> CleanSide:
    """Return the English body of a delivery, without its heading anchors."""
    side = build_side(article, "source")
    units = [unit for unit in article.units if unit.place.start >= article.body_start]
    placed = tuple(UnitText(unit, start, end) for unit, (_, start, end) in zip(units, side.units, strict=True))
    return CleanSide("source", side.text, 0, placed)

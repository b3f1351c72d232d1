"""The English that one delivery carries, with what the delivery did to it undone: descriptions and definitions."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..markup.article import build_side, file_offset
from ..markup.blocks import parse_blocks
from ..model import Anchor, Article, PlacedUnit, Side
from .addresses import Edit, locale_edits, text_language

_IMAGE_RE = re.compile(
    r"!\[(?P<alt>(?>(?:\\.|[^\[\]\\\n]|\[(?>(?:\\.|[^\[\]\\\n])*)\])*))\](?=\((?P<inline>[^\s()]*)|\[(?P<label>[^\[\]\n]+)\])"
    r"|^[ \t>]*:::image [^\n]*?(?<=\s)alt-text=\"(?P<text>[^\"\n]*)\"",
    re.MULTILINE,
)
_DEFINITION_RE = re.compile(r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:[ \t]*(?P<rest>[^\n]*)(?:\n|\Z)", re.MULTILINE)

_BRACKETS_RE = re.compile(r"\[([^\[\]\n]+)\]")
_BLANK_RE = re.compile(r"\*\*[^\s*][^*\n]*\*\*(?P<behind> )(?=[,.;:!?)])|(?<=\()(?P<before> )(?=\*\*[^\s*])")


class Carried(NamedTuple):
    """The English side of one delivery."""

    locale: str
    """BCP 47 tag of the delivery."""
    side: Side


def english_side(article: Article) -> Side:
    """Return the English body that a delivery carries, as well as it can be known from this delivery alone.

    Image descriptions outside the units stay as delivered.
    """
    (carried,) = _carried([article])
    return carried.side


def english_sides(articles: Sequence[Article]) -> tuple[Carried, ...]:
    """Return the English bodies that deliveries of one English carry, each corrected by what the others have."""
    return tuple(_share_descriptions(_carried(articles)))


def _carried(articles: Sequence[Article]) -> list[Carried]:
    sides = [build_side(article, "source") for article in articles]
    sides = [edited(side, _repeated(side)) for side in sides]
    locales = [article.locale for article in articles]
    edits = locale_edits([(locale, side.text) for locale, side in zip(locales, sides, strict=True)])
    return [Carried(locale, edited(side, found)) for locale, side, found in zip(locales, sides, edits, strict=True)]


def tightened(side: Side) -> Side:
    """Return `side` without the blanks between bold and punctuation: the delivery of `**X**,` may say `**X** ,`."""
    if not any(mark in side.text for mark in ("** ", "( **")) or not _BLANK_RE.search(side.text):
        return side
    edits = []
    for block in parse_blocks(side.text):
        position, end = block.place
        ticks = 0
        for match in _BLANK_RE.finditer(side.text, position, end) if block.is_message else ():
            ticks += side.text.count("`", position, match.start())
            position = match.start()
            if ticks % 2 == 0:  # else it stands in a code span
                edits.append(Edit(*match.span(match.lastgroup or 0), ""))
    return edited(side, edits)


def edited(side: Side, edits: Sequence[Edit]) -> Side:
    """Return `side` with these ascending edits made, its units and anchors in their new places.

    An edit that reaches over an edge of a unit moves that edge to its end.
    """
    if not edits:
        return side
    pieces: list[str] = []
    position = 0
    for start, end, text in edits:
        pieces += [side.text[position:start], text]
        position = end
    pieces.append(side.text[position:])
    starts = _moved([unit.start for unit in side.units], edits)
    ends = _moved([unit.end for unit in side.units], edits)
    units = (PlacedUnit(unit.unit, start, end) for unit, start, end in zip(side.units, starts, ends, strict=True))
    offsets = _moved([anchor.offset for anchor in side.anchors], edits)
    anchors = (Anchor(offset, anchor.slug) for offset, anchor in zip(offsets, side.anchors, strict=True))
    return Side("".join(pieces), tuple(units), tuple(anchors), tuple(_origins(side, edits)))


def _origins(side: Side, edits: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Yield the (offset in the edited text, offset in the file) of all pieces that no edit touches."""
    starts = [start for start, _ in side.origins]
    position = shift = 0
    for start, end, text in (*edits, Edit(len(side.text), len(side.text), "")):
        if position < start:
            yield position + shift, file_offset(side, position)
            inside = side.origins[bisect.bisect_right(starts, position) : bisect.bisect_left(starts, start)]
            yield from ((piece + shift, origin) for piece, origin in inside)
        position = end
        shift += len(text) - (end - start)


def _moved(offsets: Sequence[int], edits: Sequence[Edit]) -> list[int]:
    """Return where ascending offsets are after ascending edits."""
    found: list[int] = []
    index = shift = 0
    for offset in offsets:
        while index < len(edits) and edits[index].start < offset:
            start, end, text = edits[index]
            shift += len(text) - (end - start)
            index += 1
        last = edits[index - 1] if index else None
        found.append(max(offset, last.end if last else 0) + shift)
    return found


def _repeated(side: Side) -> list[Edit]:
    """Return edits that drop reference definitions under a translated label: each stands before the English one."""
    found = list(_DEFINITION_RE.finditer(side.text)) if "]:" in side.text else []
    doubled = [
        one for one, two in pairwise(found) if one.end() == two.start() and one["rest"].rstrip() == two["rest"].rstrip()
    ]
    if not doubled:
        return []
    defined = Counter(match["label"].casefold() for match in found)
    named = Counter(match.group(1).casefold() for match in _BRACKETS_RE.finditer(side.text))
    inside = _Inside(side.units)
    return [
        Edit(match.start(), match.end(), "")
        for match in doubled
        if named[match["label"].casefold()] == defined[match["label"].casefold()] and not inside.touches(*match.span())
    ]


class _Inside:
    """Tells whether ascending ranges touch a unit."""

    def __init__(self, units: Sequence[PlacedUnit]) -> None:
        self._units = units
        self._index = 0

    def touches(self, start: int, end: int) -> bool:
        while self._index < len(self._units) and self._units[self._index].end <= start:
            self._index += 1
        return self._index < len(self._units) and self._units[self._index].start < end


class _Description(NamedTuple):
    start: int
    end: int
    image: tuple[str, int]
    """Address of the image, and which of the images with this address it is."""


def _share_descriptions(sides: Sequence[Carried]) -> list[Carried]:
    """Return the sides with the English image descriptions, and with none where they are not known.

    A description outside the units is in the language of the delivery. Only where two languages agree about one image
    did they leave it in English.
    """
    found = [list(_descriptions(one.side)) for one in sides]
    if not any(found):
        return list(sides)
    votes: dict[tuple[str, int], dict[str, set[str]]] = {}
    for one, descriptions in zip(sides, found, strict=True):
        for start, end, image in descriptions:
            languages = votes.setdefault(image, {}).setdefault(one.side.text[start:end], set())
            languages.add(text_language(one.locale))
    english = {image: _agreed(languages) for image, languages in votes.items()}
    return [
        Carried(one.locale, edited(one.side, [Edit(start, end, english[image]) for start, end, image in descriptions]))
        for one, descriptions in zip(sides, found, strict=True)
    ]


def _descriptions(side: Side) -> Iterator[_Description]:
    """Yield the place of the description of each image outside the units."""
    if "![" not in side.text and ":::image" not in side.text:
        return
    inside = _Inside(side.units)
    seen: Counter[str] = Counter()
    for match in _IMAGE_RE.finditer(side.text):
        group = "text" if match["text"] is not None else "alt"
        address = match["inline"] or match["label"] or match.group().partition("alt-text=")[0]
        seen[address] += 1
        if not inside.touches(*match.span()):
            yield _Description(*match.span(group), (address, seen[address]))


def _agreed(languages: dict[str, set[str]]) -> str:
    best = min(languages, key=lambda text: (-len(languages[text]), text))
    return best if len(languages[best]) > 1 else ""

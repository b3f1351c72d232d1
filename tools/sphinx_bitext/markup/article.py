"""One file of Markdown to an `Article`, and the two sides of it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Literal

from ..model import Anchor, Article, Defect, PlacedUnit, Side, Span
from .alignment_spans import Scan, scan_units
from .front_matter import front_matter_place, parse_front_matter

# The delivery puts an anchor right behind the marks of a heading, also inside quotes and list items.
_ANCHOR_RE = re.compile(r"([ \t>*+\-0-9.)]*#{1,6}[ \t]+)<a name=(?:\"|&quot;)([^\"<>\n]*?)(?:\"|&quot;)></a>")
_ANCHOR = "<a name="
_SURROGATE_RE = re.compile("[\udc80-\udcff]+")
_BOM = "\ufeff"


def decode(data: bytes) -> str:
    """Return the text of a file; bytes that are not UTF-8 stand as surrogate escapes, so `encode` gives them back."""
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """Return the bytes of a text that `decode` made."""
    return text.encode("utf-8", "surrogateescape")


def parse_article(text: str, *, path: str, locale: str, file: str = "") -> Article:
    """Read one delivery or English article.

    `path` is the path below the locale's folder, `locale` the folder's BCP 47 tag, `file` the name to print in
    findings. Whatever is wrong with the text becomes a defect of the article; nothing raises.
    """
    scan = scan_units(text)
    place = front_matter_place(text)
    clean, inside = _clean_front_matter(text, place, scan)
    front = parse_front_matter(text, clean)
    defects = [*scan.defects, *front.defects, *inside, *_encoding_defects(text)]
    return Article(
        path=path,
        locale=locale,
        text=text,
        file=file or f"{locale}/{path}",
        body_start=front.body_start,
        metadata=front.metadata,
        units=scan.units,
        defects=tuple(sorted(defects, key=lambda defect: defect.place)),
    )


def _clean_front_matter(text: str, place: Span | None, scan: Scan) -> tuple[str | None, list[Defect]]:
    """Return the front matter without alignment spans (None when it has none) and a defect for each unit in it."""
    if place is None:
        return None, []
    units = [unit for unit in scan.units if place.start <= unit.place.start < place.end]
    if not units:
        return None, []
    pieces, last = [], place.start
    for unit in units:
        pieces += [text[last : unit.place.start], unit.target]
        last = unit.place.end
    pieces.append(text[last : place.end])
    message = "An alignment unit stands in the front matter: the English front matter was not valid YAML."
    return "".join(pieces), [Defect("unit-in-front-matter", unit.place, message) for unit in units]


def _encoding_defects(text: str) -> Iterable[Defect]:
    for match in () if _is_unicode(text) else _SURROGATE_RE.finditer(text):
        yield Defect("invalid-utf8", Span(*match.span()), "Bytes here are not UTF-8; the page shows U+FFFD for them.")
    if "\x00" in text:
        offset = text.index("\x00")
        yield Defect("nul", Span(offset, offset + 1), "A NUL character stands here; the page shows U+FFFD for it.")


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def build_side(article: Article, side: Literal["target", "source"]) -> Side:
    """Return the body of one side: units replaced by their text, stray markers and heading anchors taken out."""
    builder = _SideBuilder(article.text)
    cuts = _cuts(article, side)
    position = article.body_start
    if position == 0 and article.text.startswith(_BOM):
        position = 1
    for start, end, kept, unit in cuts:
        if start < position:
            continue
        builder.copy(position, start)
        if kept is not None:
            begin = builder.length
            builder.copy(*kept)
            builder.units.append(PlacedUnit(unit, begin, builder.length))
        elif unit:
            builder.anchors.append(Anchor(builder.length, unit))
        position = end
    builder.copy(position, len(article.text))
    return builder.build()


def _cuts(article: Article, side: str) -> list[tuple[int, int, Span | None, str]]:
    """Return (start, end, what is kept of it, unit number or anchor) of all that is not copied as it is."""
    text = article.text
    cuts: list[tuple[int, int, Span | None, str]] = [
        (unit.place.start, unit.place.end, unit.target_place if side == "target" else unit.source_place, unit.id.unit)
        for unit in article.units
    ]
    if article.defects:
        cuts += [(start, end, None, "") for start, end in scan_units(text).dropped]
    cuts += [(match.end(1), match.end(), None, match.group(2)) for match in _anchors(text)]
    return sorted(cuts, key=itemgetter(0))


def _anchors(text: str) -> Iterator[re.Match[str]]:
    """Yield the anchors behind the marks of headings: one can only be the first of its line."""
    found = text.find(_ANCHOR)
    while found >= 0:
        match = _ANCHOR_RE.match(text, text.rfind("\n", 0, found) + 1)
        if match:
            yield match
        line_end = text.find("\n", found)
        found = text.find(_ANCHOR, line_end) if line_end >= 0 else -1


class _SideBuilder:
    """Copies pieces of a file and remembers where each came from."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = []
        self._origins: list[tuple[int, int]] = []
        self.length = 0
        self.units: list[PlacedUnit] = []
        self.anchors: list[Anchor] = []

    def copy(self, start: int, end: int) -> None:
        if end > start:
            self._origins.append((self.length, start))
            self._pieces.append(self._text[start:end])
            self.length += end - start

    def build(self) -> Side:
        return Side("".join(self._pieces), tuple(self.units), tuple(self.anchors), tuple(self._origins))


def file_offset(side: Side, offset: int) -> int:
    """Return where in the file the character at `offset` of a side's text stands."""
    if not side.origins:
        return offset
    index = max(0, bisect.bisect_right(side.origins, (offset, 1 << 60)) - 1)
    start, origin = side.origins[index]
    return origin + offset - start

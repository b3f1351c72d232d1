"""The linear scanner for alignment units.

A unit is `<span data-ttu-id="ID">TARGET</span><span class="sxs-lookup"><span data-stu-id="ID">ENGLISH</span></span>`.
Its texts are raw Markdown that may hold `<span>` in code or a raw `</span>`, so neither an HTML parser nor balanced
tags can find it. One pass of one regular expression lists the literal markers; a second walk pairs them by their id.
Both are linear in the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..model import Defect, SegmentId, Span, Unit

# One delivery tool wrote `&quot;` for the quotes between two stray quotation marks; the markers are still plain.
_Q = r'(?:"|&quot;)'
_ID = r"[0-9A-Za-z]{1,16}-p?[0-9]{1,9}"
_STRAY_SPAN = (
    r"<span (?:[^<>\n]{0,24}?[\"=][0-9a-f]{5}-p?[0-9]{3,4}[\"&>]"
    r"|(?:data-|class=(?:\"|&quot;)sxs-)[a-z-]{1,5}(?=\n?\Z))"
)
_STRAY_SPAN_RE = re.compile(_STRAY_SPAN)
# Where a marker may begin; found far faster than markers themselves.
_HINT_RE = re.compile(r"</?span|data-[ts]tu-id|sxs-lookup")
_MARKER_RE = re.compile(
    rf"(?P<open><span data-ttu-id={_Q}(?P<ttu>{_ID}){_Q}>)"
    rf"|(?P<middle></span><span class={_Q}sxs-lookup{_Q}><span data-stu-id={_Q}(?P<stu>{_ID}){_Q}>)"
    rf"|(?P<close>(?:</span>){{2,}}(?!<span class={_Q}sxs-lookup))"
    rf"|(?P<stray>{_STRAY_SPAN}|(?<!`)(?:data-[ts]tu-id|sxs-lookup)(?!`))"
)
# What nearly every file consists of: units without any span tag in their texts.
_TEXT = r"[^<]*+(?>(?:<(?!/?span)[^<]*+)*)"
_WHOLE_UNIT_RE = re.compile(
    rf'<span data-ttu-id="(([0-9a-f]{{5}})-(p?[0-9]{{3,4}}))">({_TEXT})'
    rf'</span><span class="sxs-lookup"><span data-stu-id="\1">({_TEXT})</span></span>'
)
_WELL_FORMED_ID_RE = re.compile(r"[0-9a-f]{5}-p?[0-9]{3,4}\Z")
_BLANK_LINE_RE = re.compile(r"\n[ \t\r>]*\n")
_END_TAG = "</span>"
_CLOSE_LENGTH = 2 * len(_END_TAG)


class _Marker(NamedTuple):
    kind: str
    start: int
    end: int
    id: str
    damaged: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scanner found in one text."""

    units: tuple[Unit, ...]
    """In the order of the text; they do not overlap."""
    dropped: tuple[Span, ...]
    """Markers without a partner, and the English behind a marker without its target: not part of the translation."""
    defects: tuple[Defect, ...]


def scan_units(text: str) -> Scan:
    """Return all units of `text`, and each thing that looks like a part of one but is not, as a located defect."""
    if "tu-id" not in text and "sxs-lookup" not in text:
        return Scan((), (), ())
    units = list(_whole_units(text))
    if _is_all(text, units):
        return Scan(tuple(units), (), ())
    alone = [unit for unit in units if _stands_alone(text, unit)]
    walker = _Walker(text, list(_markers(text, alone)), alone)
    walker.walk()
    return Scan(tuple(walker.units), tuple(walker.dropped), tuple(sorted(walker.defects, key=lambda d: d.place)))


def has_units(text: str) -> bool:
    """Say whether `scan_units` finds a unit; where the first one is whole and stands alone, no other is looked at."""
    unit = next(_whole_units(text), None)
    return (unit is not None and _stands_alone(text, unit)) or bool(scan_units(text).units)


def _whole_units(text: str) -> Iterator[Unit]:
    """Yield the well-formed units of a text that hold no piece of another."""
    for match in _WHOLE_UNIT_RE.finditer(text):
        _, prefix, number, target, source = match.groups()
        if "\n" in source and _BLANK_LINE_RE.search(source):
            continue
        spans = Span(*match.span()), Span(*match.span(4)), Span(*match.span(5))
        yield Unit(SegmentId(prefix, number), *spans, target, source)


def _is_all(text: str, units: Sequence[Unit]) -> bool:
    """Say whether every marker of a text belongs to one of its whole units."""
    count = len(units)
    if text.count("tu-id") != 2 * count or text.count("sxs-lookup") != count:
        return False
    return text.count("<span ") == 3 * count or not _has_stray_span(text, units)


def _has_stray_span(text: str, units: Sequence[Unit]) -> bool:
    """Say whether a span tag between the units may be a piece of one; tags of HTML and code are none."""
    starts = (*(unit.place.start for unit in units), len(text))
    ends = (0, *(unit.place.end for unit in units))
    return any(_STRAY_SPAN_RE.search(text, end, start) for end, start in zip(ends, starts, strict=True))


def _markers(text: str, units: Sequence[Unit]) -> Iterator[_Marker]:
    """Yield the markers of a text, and in the place of each of these units one that stands for it."""
    end = 0
    for unit in units:
        yield from _markers_between(text, end, unit.place.start)
        yield _Marker("whole", *unit.place, "", damaged=False)
        end = unit.place.end
    yield from _markers_between(text, end, len(text))


def _stands_alone(text: str, unit: Unit) -> bool:
    """Say whether a unit is the same whatever is around it."""
    if text.startswith("<span class=", unit.place.end):
        return False
    return not any(piece in side for piece in ("tu-id", "sxs-lookup") for side in (unit.target, unit.source))


def _markers_between(text: str, start: int, stop: int) -> Iterator[_Marker]:
    end = start
    for hint in _HINT_RE.finditer(text, start, stop):
        match = _MARKER_RE.match(text, hint.start()) if hint.start() >= end else None
        if match is None:
            continue
        end = match.end()
        kind = match.lastgroup or ""
        kind = {"ttu": "open", "stu": "middle"}.get(kind, kind)
        identifier = match.group("ttu") or match.group("stu") or ""
        yield _Marker(kind, match.start(), match.end(), identifier, "&quot;" in match.group())


class _Walker:
    """Pairs the markers of one text, from left to right."""

    def __init__(self, text: str, markers: list[_Marker], whole: Sequence[Unit]) -> None:
        self.text = text
        self.markers = markers
        self.whole = {unit.place.start: unit for unit in whole}
        self.units: list[Unit] = []
        self.dropped: list[Span] = []
        self.defects: list[Defect] = []

    def walk(self) -> None:
        index = 0
        while index < len(self.markers):
            marker = self.markers[index]
            if marker.kind == "whole":
                self.units.append(self.whole[marker.start])
                index += 1
            elif marker.kind == "open":
                index = self._unit(index)
            elif marker.kind == "middle":
                index = self._stray_english(index)
            else:
                self._strays(index, index + 1)
                index += 1

    def _unit(self, index: int) -> int:
        opening = self.markers[index]
        middle_index = self._next(index + 1, "middle")
        if middle_index is None or self._is_another_unit(opening, self.markers[middle_index]):
            message = f"Unit {opening.id} begins here but has no English part."
            self._defect("unclosed-unit", opening.start, opening.end, message)
            self.dropped.append(Span(opening.start, opening.end))
            return index + 1
        middle = self.markers[middle_index]
        close_index = self._close_of(middle_index)
        if close_index is None and self._blank(opening.end, middle.start):
            # The translation reaches over a blank line as well: both are meant.
            close_index = self._next(middle_index + 1, "close")
        source_end, unit_end = self._english_end(opening, middle, close_index)
        self._add(opening, middle, source_end, unit_end)
        after = (middle_index if close_index is None else close_index) + 1
        self._strays(index, after)
        return after

    def _strays(self, start: int, end: int) -> None:
        for marker in self.markers[start:end]:
            if marker.kind == "stray":
                self._defect("stray-marker", marker.start, marker.end, "A piece of an alignment span stands alone.")

    def _next(self, index: int, kind: str) -> int | None:
        """Return the index of the next marker of `kind` before a unit begins or, for `close`, English begins."""
        while index < len(self.markers):
            found = self.markers[index].kind
            if found == kind:
                return index
            if found in ("open", "whole") or (found == "middle" and kind == "close"):
                return None
            index += 1
        return None

    def _is_another_unit(self, opening: _Marker, middle: _Marker) -> bool:
        """Say whether the English part belongs to a unit whose own beginning was lost."""
        if opening.id == middle.id:
            return False
        return self._blank(opening.end, middle.start)

    def _blank(self, start: int, end: int) -> bool:
        return _BLANK_LINE_RE.search(self.text, start, end) is not None

    def _close_of(self, middle_index: int) -> int | None:
        """Return the index of the marker that ends the English which begins here; never one behind a blank line."""
        found = self._next(middle_index + 1, "close")
        if found is None or self._blank(self.markers[middle_index].end, self.markers[found].start):
            return None
        return found

    def _english_end(self, opening: _Marker, middle: _Marker, close_index: int | None) -> tuple[int, int]:
        """Return (end of the English, end of the unit)."""
        if close_index is None:
            message = f"The English of unit {opening.id} is not closed; it is read to the end of its line."
            self._defect("unclosed-unit", middle.start, middle.end, message)
            return self._unclosed_english_end(middle)
        close = self.markers[close_index]
        surplus = (close.end - close.start - _CLOSE_LENGTH) // len(_END_TAG)
        # A raw `</span>` at the end of an English sentence stands at the end of its translation too.
        raw = min(surplus, _trailing_end_tags(self.text, opening.end, middle.start))
        source_end = close.start + raw * len(_END_TAG)
        return source_end, source_end + _CLOSE_LENGTH

    def _unclosed_english_end(self, middle: _Marker) -> tuple[int, int]:
        """Return (end of the English, end of the unit): at a lone end tag, the next marker, or the end of the line."""
        line_end = self.text.find("\n", middle.end)
        end = len(self.text) if line_end < 0 else line_end
        following = _MARKER_RE.search(self.text, middle.end, end)
        end = following.start() if following else end
        tag = self.text.find(_END_TAG, middle.end, end)
        if tag >= 0:
            return tag, tag + len(_END_TAG)
        end = middle.end + len(self.text[middle.end : end].rstrip())
        return end, end

    def _add(self, opening: _Marker, middle: _Marker, source_end: int, unit_end: int) -> None:
        place = Span(opening.start, unit_end)
        if opening.id != middle.id:
            message = f"The unit begins as {opening.id} and ends as {middle.id}."
            self._defect("id-mismatch", *place, message)
        if not _WELL_FORMED_ID_RE.match(opening.id):
            self._defect("malformed-id", opening.start, opening.end, f"{opening.id} is not a unit id.")
        damaged = opening.damaged or middle.damaged
        if damaged:
            message = f"Quotation marks of unit {opening.id} arrived as &quot;."
            self._defect("quote-damage", opening.start, opening.end, message)
        prefix, _, unit = opening.id.partition("-")
        target = self.text[opening.end : middle.start]
        source = self.text[middle.end : source_end]
        if "<span" in target + source or _END_TAG in target + source:
            self._defect("raw-span-tag", *place, f"A raw <span> or </span> stands in the text of unit {opening.id}.")
        target_place, source_place = Span(opening.end, middle.start), Span(middle.end, source_end)
        self.units.append(Unit(SegmentId(prefix, unit), place, target_place, source_place, target, source, damaged))

    def _stray_english(self, index: int) -> int:
        middle = self.markers[index]
        close_index = self._close_of(index)
        message = f"English of unit {middle.id} without a translation in front of it."
        if close_index is None:
            self._defect("stray-marker", middle.start, middle.end, message)
            self.dropped.append(Span(middle.start, middle.end))
            return index + 1
        end = self.markers[close_index].start + _CLOSE_LENGTH
        self._defect("stray-marker", middle.start, end, message)
        self.dropped.append(Span(middle.start, end))
        return close_index + 1

    def _defect(self, kind: str, start: int, end: int, message: str) -> None:
        self.defects.append(Defect(kind, Span(start, end), message))


def _trailing_end_tags(text: str, start: int, end: int) -> int:
    """Return how many raw `</span>` end `text[start:end]`, white space between them aside."""
    count = 0
    piece = text[max(start, end - 400) : end].rstrip()
    while piece.endswith(_END_TAG):
        count += 1
        piece = piece[: -len(_END_TAG)].rstrip()
    return count

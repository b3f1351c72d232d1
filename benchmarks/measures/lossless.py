"""Lossless reading: the scanner's events rebuild the file, and no unit is overlooked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_bitext.markup.alignment_spans import Scan, scan_units
from sphinx_bitext.markup.article import encode
from sphinx_bitext.model import Unit

from .differences import first_difference
from .figures import Figure, Measure, Miss, Outcome, Target, each_delivery
from .pack import Delivery

REBUILT = Figure("rebuilt", "files rebuilt byte for byte from the scanner's events", Target(100, 100))
UNITS = Figure("units", "units found, of the markers a plain search counts", Target(100, 100))

_MARKER_RE = re.compile("<span data-ttu-id=")


def measure(one: Delivery) -> Iterator[Outcome]:
    """Read a file, write it again, count its units."""
    scan = scan_units(one.text)
    written = rebuild(one.text, scan)
    right = encode(written) == one.sxs
    odd = None if right else Miss("the events do not give the file back", first_difference(written, one.text))
    yield Outcome(REBUILT, one.locale, one.path, right, 1, odd)
    found, counted = len(scan.units), count_markers(one.text)
    odd = Miss(f"{found} units, {counted} markers{_defects(scan)}") if found != counted else None
    yield Outcome(UNITS, one.locale, one.path, min(found, counted), max(found, counted), odd)


def rebuild(text: str, scan: Scan) -> str:
    """Put a file together from its units, written anew, what was dropped, and the text between them."""
    pieces: list[str] = []
    position = 0
    damaged = {defect.place.start for defect in scan.defects}
    events: list[tuple[int, int, Unit | None]] = [(*unit.place, unit) for unit in scan.units]
    events += [(*place, None) for place in scan.dropped]
    for start, end, unit in sorted(events, key=lambda event: event[:2]):
        if start < position:
            return "".join(pieces)  # two events overlap: the rest cannot be told apart
        pieces.append(text[position:start])
        if unit is None:
            pieces.append(text[start:end])
        elif unit.repaired or any(start <= place < end for place in damaged):
            pieces += [text[start : unit.target_place.start], unit.target]
            pieces += [text[unit.target_place.end : unit.source_place.start], unit.source]
            pieces.append(text[unit.source_place.end : end])
        else:
            pieces.append(_written(unit))
        position = end
    return "".join([*pieces, text[position:]])


def _written(unit: Unit) -> str:
    """Return a unit as the format spells it: an event that holds too little or too much does not give the file."""
    english = f'<span class="sxs-lookup"><span data-stu-id="{unit.id}">{unit.source}</span></span>'
    return f'<span data-ttu-id="{unit.id}">{unit.target}</span>{english}'


def count_markers(text: str) -> int:
    """Return how often a unit begins, as a search for the plain marker counts."""
    return len(_MARKER_RE.findall(text))


def _defects(scan: Scan) -> str:
    kinds = dict.fromkeys(defect.kind for defect in scan.defects)
    return f"; reported: {', '.join(kinds)}" if kinds else "; nothing is reported"


MEASURE = Measure("lossless", (REBUILT, UNITS), each_delivery((REBUILT, UNITS), measure))

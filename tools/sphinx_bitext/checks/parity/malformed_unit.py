"""The check `malformed-unit`."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit

_ID_RE = re.compile(r"data-[ts]tu-id=(?:\"|&quot;)[0-9a-f]{5}-(p?[0-9]+)")
_READ_ALL_THE_SAME = frozenset({"quote-damage", "raw-span-tag"})
"""Defects that cost no text: the unit was read."""


class MalformedUnit(Check):
    """Something in the file is not as the delivery format wants it.

    Why it matters: what cannot be read as a unit loses its link to the English, and a damaged marker may be shown to
    the reader. The text around it is kept.

    Bad:

        <span data-ttu-id="3a593-104">Kopiera filen.

    Good:

        <span data-ttu-id="3a593-104">Kopiera filen.</span><span class="sxs-lookup"><span
        data-stu-id="3a593-104">Copy the file.</span></span>

    How to fix: repair the markers, or ask for the article to be delivered again. A raw `</span>` in the English is
    mended there, and goes away with the next delivery.
    """

    code: ClassVar[str] = "malformed-unit"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"missing-segment"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each defect that the parser met."""
        units = bitext.target.units
        starts = [unit.place.start for unit in units]
        last: tuple[int, int] | None = None
        for defect in bitext.target.defects:
            index = bisect.bisect_right(starts, defect.place.start) - 1
            if defect.kind == "stray-marker" and last is not None and last[0] == index:
                between = bitext.target.text[last[1] : defect.place.start]
                if "\n" not in between and "\r" not in between:
                    continue  # another piece of the same unit
            last = (index, defect.place.end)
            unit = units[index] if index >= 0 and defect.place.start < units[index].place.end else None
            named = _ID_RE.search(bitext.target.text, *defect.place)
            yield Hit(
                message=defect.message,
                place=defect.place,
                unit=unit.id.unit if unit else named[1] if named else None,
                source=unit.source if unit else "",
                target=unit.target if unit else "",
                severity=Severity.WARNING if defect.kind in _READ_ALL_THE_SAME else None,
            )

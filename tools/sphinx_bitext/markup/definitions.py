"""Link reference definitions that a delivery holds twice: one with the translated label, one with the English label.

A delivery carries both sides, so it needs both labels; a clean article needs that of its own side.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from ..model import Span
from .clean_sides import CleanSide

_DEFINITION_RE = re.compile(r"^ {0,3}\[([^\[\]\n]{1,999})\]:[ \t]*(\S[^\r\n]*)", re.MULTILINE)
_LABEL_RE = re.compile(r"\[([^\[\]]{1,999})\]")


def surplus_definitions(clean: CleanSide) -> list[Span]:
    """Return the ranges of the definitions that only the other side refers to.

    Of two definitions on lines that follow each other, with one destination and two labels, the second is the English
    one when the English refers to it and the translation does not, and the first is not of the English.
    """
    lines = [match for match in _DEFINITION_RE.finditer(clean.text, clean.body_start) if not _is_unit(clean, match)]
    pairs = [
        (first, second)
        for first, second in pairwise(lines)
        if clean.text[first.end() : second.start()] in ("\n", "\r\n")
        and first.group(2).rstrip() == second.group(2).rstrip()
    ]
    if not pairs:
        return []
    english = _labels(placed.unit.source for placed in clean.units)
    target = _labels(placed.unit.target for placed in clean.units) | _labels(_between_units(clean))
    cuts = []
    for first, second in pairs:
        label = _label(second.group(1))
        if label in english - target and _label(first.group(1)) not in english:
            keeps_first = clean.side == "target"
            cuts.append(Span(first.end(), second.end()) if keeps_first else Span(first.start(), second.start()))
    return cuts


def _is_unit(clean: CleanSide, line: re.Match[str]) -> bool:
    """Say whether text of a unit stands in the line; what a unit says is never cut."""
    before = bisect_left(clean.units, line.end(), key=lambda placed: placed.start)
    return before > 0 and clean.units[before - 1].end > line.start()


def _label(written: str) -> str:
    return " ".join(written.split()).casefold()


def _labels(texts: Iterable[str]) -> set[str]:
    return {_label(label) for text in texts for label in _LABEL_RE.findall(text)}


def _between_units(clean: CleanSide) -> Iterable[str]:
    """Yield what stands outside of the units, the definitions aside: it belongs to both sides."""
    position = clean.body_start
    for _, start, end in clean.units:
        yield _DEFINITION_RE.sub("", clean.text[position:start])
        position = max(position, end)
    yield _DEFINITION_RE.sub("", clean.text[position:])

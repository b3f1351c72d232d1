"""The check `block-structure`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import ClassVar, NamedTuple

from ...model import Bitext, BlockPair, Certainty, English, Severity, Span
from .._base import Check, Hit
from ._cuts import block_place, cut_units, is_cut, mended
from ._forms import form, name_of
from ._numbers import numbers_in
from ._tables import longer_rows

# What the translator wrote at the start of a sentence and Markdown takes for the start of a block.
_MARKER_RE = re.compile(r"\s*(?:[-+*]\s|\d{1,9}[.)]\s|#{1,6}\s|>)")
_DAMAGE = frozenset({"unclosed-unit", "stray-marker", "id-mismatch"})


class BlockStructure(Check):
    """A paragraph, heading, list item or table cell of the English is something else in the translation.

    Why it matters: a step outside of its list has no number, and a table row cut differently loses its last cell.

    Bad:

        ## Prices            ->   ### Preise
        1. Open the file.    ->   Öffnen Sie die Datei.

    Good:

        ## Prices            ->   ## Preise
        1. Open the file.    ->   1. Öffnen Sie die Datei.

    How to fix: give the block the marks and the indent that the English has. Blank lines, `|` and four spaces at the
    start of a line begin blocks and cells too.
    """

    code: ClassVar[str] = "block-structure"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield one hit for each run of blocks that changed in the same way."""
        cut = cut_units(bitext.target)
        for unit, place in cut:
            yield Hit("A blank line cuts this sentence in two.", place, unit.id.unit, unit.source, unit.target)
        if bitext.stale or bitext.english is None:
            return
        last: _Change | None = None
        places = {unit.id.unit: unit.target_place for unit in bitext.target.units}
        for change in _changes(bitext, bitext.english, places):
            is_new = change and (last is None or change.message != last.message)
            if change and is_new and not is_cut(bitext.target, change.pair.target, cut):
                yield _hit(bitext, change, places)
            last = change
        for row in longer_rows(bitext, bitext.english):
            message = (
                f"A table row has {row.target:,} cells here and {row.source:,} in English; the last are not shown."
            )
            yield _hit(bitext, _Change(message, row.first, _unit(row.first), Severity.ERROR), places)


class _Change(NamedTuple):
    """How a block differs."""

    message: str
    pair: BlockPair
    unit: str | None
    severity: Severity | None = None


def _changes(bitext: Bitext, english: English, present: Container[str]) -> Iterator[_Change | None]:
    """Yield what became of each block, None where nothing did."""
    # Where markers are damaged, text of both languages stands side by side: no block can be said to be new or gone.
    damaged = any(defect.kind in _DAMAGE for defect in bitext.target.defects)
    known = frozenset(one.unit for one in english.side.units)
    pairs = mended(bitext.pairs, english) if bitext.target.has_spans else bitext.pairs
    for has_both, group in groupby(pairs, lambda pair: pair.source is not None and pair.target is not None):
        gap = list(group)
        if has_both:
            yield from (_changed(bitext, pair) for pair in gap)
        elif not damaged:
            yield from (_gone(english, present, pair, gap) or _added(known, bitext, pair, gap) for pair in gap)


def _changed(bitext: Bitext, pair: BlockPair) -> _Change | None:
    source, target = pair.source, pair.target
    if source is None or target is None or form(source) == form(target) or _only_marked(bitext, pair):
        return None
    severity = Severity.ERROR if source.is_message and not target.is_message else None
    return _Change(f"{name_of(source)} of the English is {name_of(target).lower()} here.", pair, _unit(pair), severity)


def _only_marked(bitext: Bitext, pair: BlockPair) -> bool:
    """Say whether the only reason is a sentence that begins with a mark; a check of its own tells of that."""
    first = next(iter(pair.segments), None)
    if first is None or not bitext.target.has_spans:
        return False
    return bool(_MARKER_RE.match(first.target)) and not _MARKER_RE.match(first.source)


def _gone(english: English, present: Container[str], pair: BlockPair, gap: Sequence[BlockPair]) -> _Change | None:
    """Return what became of a block without a counterpart; one whose text is gone as well is another check's."""
    if pair.source is None or pair.source.kind == "definition":
        return None
    name = f"{name_of(pair.source)} of the English"
    others = [one.target for one in gap if one.target and one.target.is_message != pair.source.is_message]
    if not pair.source.is_message:
        became = f"is {name_of(others[0]).lower()} here" if others else "is gone"
        return _Change(f"{name} {became}.", replace(pair, target=next(iter(others), None)), None)
    code = next((other for other in others if other.kind == "code"), None)
    if code is not None:
        message = f"{name} is code here, because of its indent."
        return _Change(message, replace(pair, target=code), _unit(pair), Severity.ERROR)
    unit = next((number for number in numbers_in(english, pair.source.place) if number in present), None)
    if unit is None:
        return None
    lost = Severity.ERROR if pair.source.kind == "cell" else None
    return _Change(f"{name} is no block of its own here.", pair, unit, lost)


def _added(known: Container[str], bitext: Bitext, pair: BlockPair, gap: Sequence[BlockPair]) -> _Change | None:
    """Return a block that only the translation has; text that no English stands for is another check's."""
    target, unit = pair.target, _unit(pair)
    if target is None or target.kind == "definition" or (target.is_message and not bitext.target.has_spans):
        return None
    became = any(one.source and one.source.is_message != target.is_message for one in gap)
    if became or (unit is not None and unit not in known):
        return None
    return _Change(f"{name_of(target)} that the English has not as a block of its own.", pair, unit)


def _unit(pair: BlockPair) -> str | None:
    return next((segment.unit for segment in pair.segments if segment.unit), None)


def _hit(bitext: Bitext, change: _Change, places: Mapping[str, Span]) -> Hit:
    pair = change.pair
    source = pair.source.content if pair.source else ""
    target = pair.target.content if pair.target else ""
    certainty = Certainty.CERTAIN if bitext.target.has_spans else pair.certainty
    place = next((segment.target_place for segment in pair.segments if segment.target_place), None)
    place = place or places.get(change.unit or "") or block_place(bitext.target, pair.target)
    return Hit(change.message, place, change.unit, source, target, change.severity, certainty)

"""Exports that are held against their delivery: where nobody edited anything, nothing may differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..markup.strip import strip_alignment
from ..model import Bitext
from .build import Source, build_entries
from .export import Export, export_article, insert, spans_of, unit_prefix
from .po import Catalog


class Difference(NamedTuple):
    """The first line in which an export without edits is not the delivery."""

    line: int
    """In the delivery as it is wanted, from 1."""
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class ProvenExport:
    """What is written of one article of one locale."""

    export: Export
    difference: Difference | None
    """Set where English and catalog do not give the delivery back; without edits the delivery itself is written."""


def prove_export(
    source: Source, locale: str, bitext: Bitext | None, catalog: Catalog | None, *, spans: bool, renewed: bool = False
) -> ProvenExport:
    """Export an article and compare what its catalog gives without edits with the delivery, byte for byte."""
    made = export_article(source, locale, bitext, catalog, spans=spans, renewed=renewed)
    if bitext is None or renewed:
        return ProvenExport(made, None)
    wanted = bitext.target.text if spans else strip_alignment(bitext.target.text)
    pure = made
    if made.edited:
        delivered = Catalog("", build_entries(source, bitext))
        pure = export_article(source, locale, bitext, delivered, spans=spans)
    adds_spans = spans and not bitext.target.has_spans
    difference = first_difference(wanted, strip_alignment(pure.text) if adds_spans else pure.text)
    if difference is not None and not made.edited:
        text = _with_spans(source, locale, bitext) if adds_spans else wanted
        made = Export(text, 0, made.untranslated)
    return ProvenExport(made, difference)


def first_difference(wanted: str, found: str) -> Difference | None:
    """Return the first line in which two texts differ, None when they are the same."""
    if wanted == found:
        return None
    one, two = wanted.splitlines(keepends=True), found.splitlines(keepends=True)
    pairs = zip([*one, ""], [*two, ""], strict=False)
    number, (left, right) = next((number, pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    return Difference(number, left, right)


def _with_spans(source: Source, locale: str, bitext: Bitext) -> str:
    """Return a clean delivery with spans around its aligned sentences; all else stays where it is."""
    prefix = unit_prefix(source, locale, bitext)
    inserts: list[tuple[int, str]] = []
    position = 0
    for segment in sorted((one for one in bitext.segments if one.target_place), key=lambda one: one.target_place or ()):
        start, end = segment.target_place or (0, 0)
        if segment.unit and position <= start < end:
            before, behind = spans_of(f"{prefix}-{segment.unit}", segment.source)
            inserts += ((start, before), (end, behind))
            position = end
    return insert(bitext.target.text, inserts)

"""The sentences of an English article as pages number them: as the deliveries do, and those that are newer.

English that changed after the last delivery has no number of its own yet, but readers ask for it first: it stands in
the paragraphs that are marked as stale. Its numbers come from its words, so that links to it outlive other edits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from ..alignment.numbering import gaps_between
from ..alignment.sentences import split_sentences
from ..markup.plain_text import plain_text
from ..model import PlacedUnit, Span
from .build import Source

_FIRST, _COUNT = 1_000_000, 9_000_000
"""Numbers of seven digits, far above those of deliveries."""


_NO_TEXT = ("![", "[!", ":::")
"""Pictures and the platform's own constructs, which begin a line: a mark before them would hide them."""
Units = Mapping[int, tuple[PlacedUnit, ...]]
"""Block, by its index, to its sentences in order."""


def page_units(source: Source) -> Units:
    """Return the sentences of the source with numbers for all: those that have none yet get one."""
    taken = set(source.english.units)
    units = dict(source.units)
    text = source.english.side.text
    for index, block in enumerate(source.blocks):
        if not block.is_message:
            continue
        placed = source.units.get(index, ())
        spans = [span for gap in gaps_between(block, placed) for span in _sentences(text, gap)]
        if spans:
            new = (PlacedUnit(_free(text[start:end], taken), start, end) for start, end in spans)
            units[index] = tuple(sorted((*placed, *new), key=lambda unit: unit.start))
    return units


def page_english(source: Source, units: Units) -> dict[str, str]:
    """Return number to sentence (raw Markdown) of everything a page may show."""
    text = source.english.side.text
    return {**source.english.units, **{unit: text[start:end] for row in units.values() for unit, start, end in row}}


def _sentences(text: str, gap: Span) -> Iterator[Span]:
    """Yield the sentences of what has no number; not the rest of a sentence whose markup is numbered in part."""
    piece = text[gap.start : gap.end]
    if any(piece.count(one) != piece.count(other) for one, other in ("[]", "()")):
        return
    if any(mark in piece for mark in _NO_TEXT):
        return
    for start, end in split_sentences(piece):
        if sum(char.isalpha() for char in plain_text(piece[start:end])) > 1:
            yield Span(gap.start + start, gap.start + end)


def _free(sentence: str, taken: set[str]) -> str:
    digest = hashlib.sha256(" ".join(sentence.split()).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:8], "big") % _COUNT
    while (name := str(_FIRST + number)) in taken:
        number = (number + 1) % _COUNT
    taken.add(name)
    return name

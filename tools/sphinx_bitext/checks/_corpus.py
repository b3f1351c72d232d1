"""What checks of a whole corpus go through: the locales of an article, and texts that surely belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Bitext, Certainty, Span
from ._pairing import Sentence, passages


def texts(bitext: Bitext) -> Iterator[Sentence]:
    """Yield the smallest pieces that surely belong together: sentences with spans, whole blocks without."""
    for passage in passages(bitext):
        if bitext.target.has_spans:
            yield from passage.sentences
        elif passage.certainty is Certainty.CERTAIN:
            first, last = passage.sentences[0], passage.sentences[-1]
            place = Span(first.place.start, max(first.place.end, last.place.end))
            yield Sentence(first.unit, passage.source, passage.target, place)


def by_path(bitexts: Sequence[Bitext]) -> Iterator[tuple[str, list[Bitext]]]:
    """Yield each article with its bitexts, by locale."""
    found: dict[str, list[Bitext]] = {}
    for bitext in bitexts:
        found.setdefault(bitext.target.path, []).append(bitext)
    yield from sorted(found.items())

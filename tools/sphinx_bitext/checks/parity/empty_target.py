"""The check `empty-target`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Article, Bitext, BlockPair, Certainty, Severity, Span
from .._base import Check, Hit, body_place, quote
from .._tokens import letters


class EmptyTarget(Check):
    """The English has text, its translation has none.

    Why it matters: the reader sees a hole: an empty step, an empty table cell.

    Bad:

        <span data-ttu-id="3a593-104"></span>

    Good:

        <span data-ttu-id="3a593-104">Kopiera filen.</span>

    How to fix: translate the sentence.
    """

    code: ClassVar[str] = "empty-target"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset(
        {
            "alt-text-lost",
            "block-structure",
            "code-changed",
            "do-not-translate",
            "edge-space",
            "emphasis-lost",
            "emphasis-moved",
            "final-punctuation",
            "html-parity",
            "image-lost",
            "length-ratio",
            "link-destination",
            "link-lost",
            "link-text",
            "literal-changed",
            "number",
            "odd-code",
            "odd-emphasis",
            "odd-link",
            "odd-number",
            "odd-term",
            "placeholder-parity",
            "shortcut-changed",
            "term-not-used",
            "xref-parity",
        }
    )

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each unit (with spans) or sentence (without) that holds nothing but white space."""
        for unit in bitext.target.units:
            if not unit.target.strip() and letters(unit.source):
                message = f"No translation of {quote(unit.source)}"
                yield Hit(message, unit.target_place, unit.id.unit, unit.source, unit.target)
        if not bitext.target.has_spans and not bitext.stale:
            for pair in bitext.pairs:
                if pair.target is not None and pair.previous is None:
                    yield from _sentences(bitext.target, pair)


def _sentences(article: Article, pair: BlockPair) -> Iterator[Hit]:
    """Without spans a sentence may also have been drawn into its neighbour: possible, no more."""
    place = body_place(article)
    for segment in pair.segments:
        if segment.target_place and segment.target.strip():
            place = Span(segment.target_place.end, segment.target_place.end)
        elif letters(segment.source):
            message = f"Nothing in this paragraph seems to translate {quote(segment.source)}"
            yield Hit(message, place, segment.unit, segment.source, "", Severity.WARNING, Certainty.POSSIBLE)

"""The check `block-marker`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...markup.blocks import parse_blocks
from ...model import Bitext, BlockPair, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._pairing import Passage, passages
from ._hits import content_start, hit_in

# Set, a text that begins so is something else than a paragraph; `content_start` has already passed the container's own.
_MARKER_RE = re.compile(
    r"\s*(?:#{1,6}(?=\s)|>|[-+*](?=\s)|\d{1,9}[.)](?=\s)|`{3,}|~{3,}|(?:[-*_]\s*){3,}\Z|<!--| {4,}(?=\S))"
)
_LAST_MARKER_RE = re.compile(r"(#{1,6}|>|[-+*]|\d{1,9}[.)])[ \t]+\Z")
_CANNOT_INTERRUPT_RE = re.compile(r"\s*(?:(?!1[.)])\d+[.)]| {4})")
_NAMES = {
    "quote": "a quotation",
    "alert": "a notice",
    "bullet": "a list",
    "ordered": "a numbered list",
    "heading": "a heading",
    "code": "code",
    "fence": "code",
    "html": "HTML",
}


class BlockMarker(Check):
    r"""The translation begins with what Markdown takes for a list, heading, quotation or code; the English does not.

    Why it matters: the page shows a list of one item, or a number that nobody wrote; a step of a list loses its place.

    Bad:

        On June 4, sign in.   ->   4. Juni: Melden Sie sich an.

    Good:

        On June 4, sign in.   ->   4\. Juni: Melden Sie sich an.

    How to fix: put a backslash before the dot, `+`, `-`, `#` or `>`, or begin with another word.
    """

    code: ClassVar[str] = "block-marker"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset(
        {"block-structure", "emphasis-lost", "emphasis-not-rendered", "link-dead", "link-lost"}
    )

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each text that becomes another kind of block by its first characters."""
        if bitext.target.has_spans:
            for passage in passages(bitext):
                hit = self._of_passage(bitext, passage)
                if hit:
                    yield hit
        elif not bitext.stale:
            for pair in bitext.pairs:
                hit = self._of_pair(bitext, pair)
                if hit:
                    yield hit

    def _of_passage(self, bitext: Bitext, passage: Passage) -> Hit | None:
        start = _begin(bitext.target.text, passage)
        marker = _MARKER_RE.match(passage.target, start) if start is not None else None
        if marker is None or (_CANNOT_INTERRUPT_RE.match(marker[0]) and _continues(bitext.target.text, passage)):
            return None
        indent = _indent(passage)
        one, two = _kind(passage.source[indent:]), _kind(passage.target[indent:])
        if one == two:
            return None
        sign = marker[0].strip()
        # A number that English has too, without the space that makes a list of it: the translator put it there.
        same = sign and passage.sentences[0].source.lstrip().startswith(sign)
        severity = Severity.WARNING if same else self.severity
        return hit_in(passage, _message(sign, one, two), [], [Span(*marker.span())], severity, self.certainty)

    def _of_pair(self, bitext: Bitext, pair: BlockPair) -> Hit | None:
        """Return a hit where a clean delivery has a list, as its marker was parsed, and the English a paragraph."""
        source, target = pair.source, pair.target
        first = next((one for one in pair.segments if one.target_place), None)
        if not (source and target and first and first.target_place and source.kind == "paragraph"):
            return None
        one, two = (*source.containers, source.kind), (*target.containers, target.kind)
        text, start = bitext.target.text, first.target_place.start
        marker = _LAST_MARKER_RE.search(text, text.rfind("\n", 0, start) + 1, start)
        if marker is None or (len(two) <= len(one) and target.kind == source.kind) or pair.previous is not None:
            return None
        same = source.content.startswith(marker[1])
        severity = Severity.WARNING if same else self.severity
        place, shown = Span(marker.start(1), start), text[marker.start(1) : first.target_place.end]
        message = _message(marker[1], one, two)
        mark = Span(0, len(marker[1]))
        return Hit(message, place, first.unit, first.source, shown, severity, pair.certainty, (), (mark,))


def _message(sign: str, one: tuple[str, ...], two: tuple[str, ...]) -> str:
    return f"The text begins with {quote(sign) if sign else 'blanks'}: the page shows {_name(one, two)}"


def _begin(text: str, passage: Passage) -> int | None:
    """Return where the text begins that both sides have for themselves, None where it is not at a line's begin."""
    first = passage.sentences[0]
    if "|" in text[text.rfind("\n", 0, first.place.start) + 1 : first.place.start]:
        return None  # a table's cell
    start = passage.target.find(first.target)
    before = passage.target[: max(start, 0)]
    return start if start >= 0 and content_start(before) == len(before) else None


def _continues(text: str, passage: Passage) -> bool:
    """Whether the line before belongs to the same paragraph: most markers can interrupt one, these cannot."""
    line = text.rfind("\n", 0, passage.place.start)
    if line < 0:
        return False
    previous = text[text.rfind("\n", 0, line) + 1 : line].strip()
    return bool(previous) and content_start(previous) == 0 and not previous.startswith(("#", "|", "---"))


def _indent(passage: Passage) -> int:
    """Return how many blanks both sides begin with: what stands in a list is no code for them."""
    one, two = (len(text) - len(text.lstrip(" \t")) for text in (passage.source, passage.target))
    return min(one, two)


def _kind(markdown: str) -> tuple[str, ...]:
    """Return what the first block of a text is, and what it stands in."""
    blocks = parse_blocks(markdown)
    return (*blocks[0].containers, blocks[0].kind) if blocks else ()


def _name(one: tuple[str, ...], two: tuple[str, ...]) -> str:
    new = [_NAMES[kind] for kind in two if kind in _NAMES and two.count(kind) > one.count(kind)]
    return new[0] if new else "something else"

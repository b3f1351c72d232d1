"""The check `block-marker`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...markup.blocks import parse_blocks
from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._pairing import Passage, passages
from ._hits import content_start, hit_in

# Set, a text that begins so is something else than a paragraph; `content_start` has already passed the container's own.
_MARKER_RE = re.compile(
    r"\s*(?:#{1,6}(?=\s)|>|[-+*](?=\s)|\d{1,9}[.)](?=\s)|`{3,}|~{3,}|(?:[-*_]\s*){3,}\Z|<!--| {4,}(?=\S))"
)
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
    covers: ClassVar[frozenset[str]] = frozenset({"emphasis-not-rendered", "emphasis-lost", "link-lost", "link-dead"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each passage that becomes another kind of block by its first characters."""
        for passage in passages(bitext):
            start = _begin(passage)
            marker = _MARKER_RE.match(passage.target, start) if start is not None else None
            if marker is None or (_CANNOT_INTERRUPT_RE.match(marker[0]) and _continues(bitext.target.text, passage)):
                continue
            one, two = _kind(passage.source), _kind(passage.target)
            if one == two:
                continue
            sign = marker[0].strip()
            message = f"The text begins with {quote(sign) if sign else 'blanks'}: the page shows {_name(one, two)}"
            # A number that English has too, without the space that makes a list of it: the translator put it there.
            same = sign and passage.sentences[0].source.lstrip().startswith(sign)
            severity = Severity.WARNING if same else self.severity
            yield hit_in(passage, message, [], [Span(*marker.span())], severity, self.certainty)


def _begin(passage: Passage) -> int | None:
    """Return where the text begins that both sides have for themselves, None where it is not at a line's begin."""
    first = passage.sentences[0]
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


def _kind(markdown: str) -> tuple[str, ...]:
    """Return what the first block of a text is, and what it stands in."""
    blocks = parse_blocks(markdown)
    return (*blocks[0].containers, blocks[0].kind) if blocks else ()


def _name(one: tuple[str, ...], two: tuple[str, ...]) -> str:
    new = [_NAMES[kind] for kind in two if kind in _NAMES and two.count(kind) > one.count(kind)]
    return new[0] if new else "something else"

"""What a reader sees of a piece of inline Markdown, with the place of every character in the Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model import Span
from ._inline import Node
from ._tokens import PROSE, inline, with_directives

OBJECT = "\ufffc"
"""Stands for what is shown but is not prose: a code span, an image, an address in angle brackets, a directive."""

_MARKUP_RE = re.compile(r"[`*_\[<&\\\n]|:::")
_OBJECTS = frozenset({"code", "image", "autolink"})
_ESCAPE = 2
"""Length of a backslash and what it escapes."""
_LINE_BREAK_TAG_RE = re.compile(r"</?(?:br|p|li|td|th|tr|div|ul|ol)\b", re.IGNORECASE)


class Shown(NamedTuple):
    """The text shown, and where each of its characters stands in the Markdown."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the range in the Markdown of a range, not empty, of the text."""
        return Span(self.places[start], self.places[end - 1] + 1)


@lru_cache(maxsize=1 << 14)
def shown(markdown: str) -> Shown:
    """Return what a reader sees of inline `markdown`."""
    if not _MARKUP_RE.search(markdown):
        return Shown(markdown, range(len(markdown)))
    text: list[str] = []
    places: list[int] = []
    for node in inline(with_directives(markdown, OBJECT)).nodes:
        piece, where = _piece(node)
        text.append(piece)
        places += where
    return Shown("".join(text), places)


def _piece(node: Node) -> tuple[str, Sequence[int]]:
    """Return what is shown of a node itself, not of those inside of it, and where each character of it stands."""
    start, end = node.place
    if node.kind in _OBJECTS:
        return OBJECT, (start,)
    if node.kind == "html":
        return ("\n", (start,)) if _LINE_BREAK_TAG_RE.match(node.content) else ("", ())
    if node.kind not in PROSE:
        return "", ()
    if len(node.content) == end - start:
        return node.content, range(start, end)
    # The backslash of an escape is not shown; all that an entity means stands where it begins.
    at = end - 1 if node.kind == "literal" or end - start == _ESCAPE else start
    return node.content, (at,) * len(node.content)

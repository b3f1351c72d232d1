"""The platform's own Markdown: what one line of it says. Pure text in, `Construct` out; rendering is done elsewhere.

A line is a construct as a whole or it is ordinary text. One short file reads each kind; the two tuples below are the
whole registry, in the order in which they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from . import code, columns, div, image, include, moniker, no_loc, video, zone
from ._base import Colons, Construct, Kind, Role, read_colons

__all__ = ["ALERTS", "Construct", "InlineConstruct", "Kind", "Role", "is_unknown", "read_inline", "read_line"]

COLON_READERS: tuple[Callable[[Colons], Construct | None], ...] = (
    image.read,
    columns.read,
    moniker.read,
    zone.read,
    code.read_colons,
    no_loc.read,
)
"""Readers of `:::name attribute="value":::`."""
BRACKET_READERS: tuple[Callable[[str], Construct | None], ...] = (
    include.read,
    video.read,
    code.read_brackets,
    div.read,
)
"""Readers of `[!NAME ...]`."""
ALERTS = frozenset(("note", "tip", "important", "warning", "caution"))
"""Names of alerts, which the Markdown parser itself knows at the beginning of a quote."""
MAX_LENGTH = 8192
"""Characters of the longest line that is read; a longer one is text."""

_UNKNOWN_RE = re.compile(r":::\s*[A-Za-z][\w-]*|\[!([A-Za-z][\w-]*)\s*[\]\[\s]")
_BRACKETS_RE = re.compile(
    r"\[!(?:include|code(?:-[\w+#-]{0,30})?)\s{0,4}\[[^\]\n]{0,500}\]\([^()\n]{0,500}\)\s{0,4}\]"
    r"|\[!video\s{1,4}[^\]\s]{1,500}\s{0,4}\]",
    re.IGNORECASE,
)
_MAX_INLINE = 2000


class InlineConstruct(NamedTuple):
    """A construct between other text."""

    construct: Construct
    end: int
    """Offset of what follows it."""


def read_line(line: str) -> Construct | None:
    """Return what a line, without marks and edge blanks, is as a whole; None for text."""
    if len(line) > MAX_LENGTH:
        return None
    if line.startswith(":::"):
        colons = read_colons(line)
        return next((found for read in COLON_READERS if (found := read(colons))), None) if colons else None
    if line.startswith("[!"):
        return next((found for read in BRACKET_READERS if (found := read(line))), None)
    return None


def read_inline(text: str, position: int) -> InlineConstruct | None:
    """Return the construct that begins at `position` of a paragraph, such as an icon or an include; None for none."""
    if text.startswith(":::", position):
        end = text.find(":::", position + 3, position + _MAX_INLINE) + 3
    else:
        match = _BRACKETS_RE.match(text, position)
        end = match.end() if match else 0
    found = read_line(text[position:end]) if end > position and "\n" not in text[position:end] else None
    return InlineConstruct(found, end) if found and found.role is Role.LEAF else None


def is_unknown(line: str) -> bool:
    """Return whether a line that `read_line` takes for text looks like a construct all the same."""
    match = _UNKNOWN_RE.match(line)
    return match is not None and (match[1] or "").lower() not in ALERTS

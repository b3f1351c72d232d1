"""Private marks that carry segment boundaries and block states through Markdown.

Unicode keeps the noncharacters U+FDD0 to U+FDEF for a program's own use: they are never part of a text
that is exchanged, so a mark cannot be mistaken for content. `neutralise` takes them out of foreign text first.

Grammar: `START kind payload* END` for an opening mark, `CLOSE` alone for the end of a segment.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

START = "\ufdd0"
END = "\ufdd1"
CLOSE = "\ufdd2"
_PAYLOAD = "0123456789p"
_FIRST_PAYLOAD = 0xFDD3


class MarkKind(StrEnum):
    """What an opening mark says. The value is the character in the text."""

    SEGMENT = "\ufde0"
    """A sentence begins; payload: its unit number (`103`, `p101`), or empty when unknown."""
    ENGLISH = "\ufde1"
    """The block is still English."""
    STALE = "\ufde2"
    """The English of the block has changed since it was translated."""
    HEADING = "\ufde3"
    """The block is a heading; payload: its index in the page's list of heading ids."""


class Mark(NamedTuple):
    """One mark read back from a text."""

    kind: MarkKind | None
    """None for the end of a segment."""
    payload: str


_ENCODE = {ord(char): chr(_FIRST_PAYLOAD + index) for index, char in enumerate(_PAYLOAD)}
_DECODE = {ord(code): chr(char) for char, code in _ENCODE.items()}
MARK_RE = re.compile(f"{START}([\ufde0-\ufde3])([\ufdd3-\ufddd]*){END}|{CLOSE}")
_NONCHARACTER_RE = re.compile("[\ufdd0-\ufdef]")


def opening(kind: MarkKind, payload: str = "") -> str:
    """Return an opening mark; `payload` may hold digits and `p`."""
    return f"{START}{kind.value}{payload.translate(_ENCODE)}{END}"


def read_mark(match: re.Match[str]) -> Mark:
    """Return what a match of `MARK_RE` says."""
    if match.group(1) is None:
        return Mark(None, "")
    return Mark(MarkKind(match.group(1)), match.group(2).translate(_DECODE))


def remove_marks(text: str) -> str:
    """Return `text` without any mark."""
    return MARK_RE.sub("", text) if START in text or CLOSE in text else text


def neutralise(text: str) -> str:
    """Return foreign text with each noncharacter of our range replaced by U+FFFD."""
    return _NONCHARACTER_RE.sub("\ufffd", text)

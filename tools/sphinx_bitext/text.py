"""Offsets to lines and columns, and what is needed to count and compare text in any script."""

from __future__ import annotations

import bisect
import re
import unicodedata

_NEWLINE_RE = re.compile(r"\r\n|\n|\r")


class LineIndex:
    """Turns character offsets of one text into (line, column), both from 1."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _NEWLINE_RE.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of `offset`; columns count characters."""
        line = bisect.bisect_right(self._starts, offset) - 1
        return line + 1, offset - self._starts[line] + 1


def fold_space(text: str) -> str:
    """Return `text` with each run of white space as one space, edges trimmed."""
    return " ".join(text.split())


def is_alike(one: str, other: str) -> bool:
    """Say whether two texts are the same words in two spellings: whether their `comparable` forms are equal."""
    if one == other:
        return True
    # White space is never changed, so that the first words alone mostly tell.
    first, second = one.split(None, 1)[:1], other.split(None, 1)[:1]
    if "".join(map(comparable, first)) != "".join(map(comparable, second)):
        return False
    return comparable(one) == comparable(other)


def comparable(text: str) -> str:
    """Return `text` in the form in which two spellings of the same words are equal: NFC, spaces folded, case folded."""
    return fold_space(unicodedata.normalize("NFC", text)).casefold()

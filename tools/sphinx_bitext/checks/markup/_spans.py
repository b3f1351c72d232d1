"""Pieces of a passage that must be the same on both sides, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ...model import Span


class Piece(NamedTuple):
    """A text that is compared, and where it stands."""

    key: str
    place: Span


def surplus(one: Iterable[Piece], two: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces that each side has more often than the other, the last ones of those that are alike."""
    first, second = list(one), list(two)
    return _more(first, Counter(piece.key for piece in second)), _more(second, Counter(piece.key for piece in first))


def _more(pieces: list[Piece], known: Counter[str]) -> list[Piece]:
    more = []
    for piece in pieces:
        if known[piece.key] > 0:
            known[piece.key] -= 1
        else:
            more.append(piece)
    return more

"""Pieces of a passage that must be the same on both sides, counted; and the sentence that lacks one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ...model import Span
from .._inline import Node
from .._pairing import Passage
from ._hits import sentence_places


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


def surplus_in(passage: Passage, read: Callable[[str], list[Piece]]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces that each side of a passage has more often than the other.

    Of those that are alike, the ones whose own sentence has them more often: it is there that one is lost or added.
    """
    one, two = read(passage.source), read(passage.target)
    lost, added = surplus(one, two)
    if len(passage.sentences) < 2 or not (lost or added):
        return lost, added
    sources, targets = sentence_places(passage)
    return _own(lost, one, sources, two, targets), _own(added, two, targets, one, sources)


def beside(passage: Passage, source_marks: Sequence[Span], target_marks: Sequence[Span]) -> list[Span]:
    """Return the marks of the source that stand in the sentence of all marks of the target; all where it has no such.

    A finding that marks both is then one of that sentence.
    """
    sources, targets = sentence_places(passage)
    start, end = min(mark.start for mark in target_marks), max(mark.end for mark in target_marks)
    for source, target in zip(sources, targets, strict=True):
        if target.start <= start and end <= target.end:
            return [mark for mark in source_marks if source.start <= mark.start and mark.end <= source.end]
    return list(source_marks)


def own_sentence(passage: Passage, node: Node, same: Sequence[Node], written: str) -> Node:
    """Return the one of some nodes of the source that are the same whose sentence lacks it; else the node itself.

    `written` is what the Markdown of each of them holds.
    """
    if len(same) < 2 or len(passage.sentences) < 2:
        return node
    sources, _ = sentence_places(passage)
    for sentence, place in zip(passage.sentences, sources, strict=True):
        if sentence.source.count(written) > sentence.target.count(written):
            return next((one for one in same if place.start <= one.place.start < place.end), node)
    return node


def _own(
    more: Sequence[Piece], one: Sequence[Piece], places: Sequence[Span], two: Sequence[Piece], others: Sequence[Span]
) -> list[Piece]:
    """Return as many pieces of each key as `more` has, first those that their sentence has not on the other side."""
    wanted = Counter(piece.key for piece in more)
    counts = Counter(piece.key for piece in one)
    if all(counts[key] == count for key, count in wanted.items()):
        return list(more)
    free = Counter((index, piece.key) for index, piece in _by_sentence(two, others))
    alone: list[Piece] = []
    rest: list[Piece] = []
    for index, piece in _by_sentence(one, places):
        kept = free[index, piece.key] > 0
        free[index, piece.key] -= kept
        (rest if kept else alone).append(piece)
    chosen = []
    for piece in (*reversed(alone), *reversed(rest)):
        if wanted[piece.key] > 0:
            wanted[piece.key] -= 1
            chosen.append(piece)
    return sorted(chosen, key=lambda piece: piece.place)


def _by_sentence(pieces: Iterable[Piece], places: Sequence[Span]) -> list[tuple[int | None, Piece]]:
    """Return the pieces, each with the index of the sentence that it begins in; None for what stands outside."""
    found: list[tuple[int | None, Piece]] = []
    index = 0
    for piece in sorted(pieces, key=lambda one: one.place):
        while index < len(places) and places[index].end <= piece.place.start:
            index += 1
        inside = index < len(places) and places[index].start <= piece.place.start
        found.append((index if inside else None, piece))
    return found

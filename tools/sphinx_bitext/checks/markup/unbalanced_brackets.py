"""The check `unbalanced-brackets`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit
from .._pairing import passages
from .._tokens import inline
from ._hits import hit_in
from ._spans import Piece, beside

# Wide and narrow brackets close each other: many texts mix them, and a reader hardly sees it.
_PAIRS = {"(": ")", "（": ")", "[": "]", "［": "]", "{": "}", "｛": "}", "「": "」", "『": "』", "【": "】", "《": "》"}
_CLOSING = {
    ")": ")",
    "）": ")",
    "]": "]",
    "］": "]",
    "}": "}",
    "｝": "}",
    "」": "」",
    "』": "』",
    "】": "】",
    "》": "》",
}
_ANY_RE = re.compile("[" + re.escape("".join((*_PAIRS, *_CLOSING))) + "]")
# A list letter or number (`a)`, `2)`), and faces such as `:-)`.
_LONE_RE = re.compile(r"(?:(?<=[\s(;,/（])|^)(?:[^\W\d_]|\d{1,3})\)|[:;=8][-o']?[()\[\]]")


class UnbalancedBrackets(Check):
    """A bracket of the translation has no partner, and those of the English have.

    Why it matters: it looks careless, and is often all that is left of a link or an aside that was pulled apart.

    Bad:

        Open the file (a copy).   ->   Öppna filen (en kopia.

    Good:

        Open the file (a copy).   ->   Öppna filen (en kopia).

    How to fix: add the missing bracket where the English has it, or take the other one out. Wide and narrow brackets
    may close each other; list letters (`a)`) and faces are fine.
    """

    code: ClassVar[str] = "unbalanced-brackets"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit a passage."""
        for passage in passages(bitext):
            alone = _alone(passage.target)
            if not alone or _not_faces(passage.source, _alone(passage.source)):
                continue
            if _pairs(passage.target) >= _pairs(passage.source):  # else a list number is what is left of a pair
                alone = _not_faces(passage.target, alone)
            if alone:
                signs = " ".join(dict.fromkeys(one.key for one in alone))
                kinds = {_kind(one.key) for one in alone}
                places = [one.place for one in alone]
                same = [one.place for one in _signs(passage.source) if _kind(one.key) in kinds]
                near = beside(passage, same, places)
                yield hit_in(passage, f"No partner for {signs}", near, places, self.severity, self.certainty)


def _not_faces(markdown: str, alone: list[Piece]) -> list[Piece]:
    """Return the brackets without those of list letters and faces."""
    legal = {match.end() for match in _LONE_RE.finditer(markdown)} if alone else set()
    return [one for one in alone if one.place.end not in legal]


def _pairs(markdown: str) -> int:
    """Return how many brackets have a partner."""
    return len(list(_signs(markdown))) - len(_alone(markdown))


def _kind(sign: str) -> str:
    """Return the narrow closing bracket that a bracket belongs to."""
    return _PAIRS.get(sign) or _CLOSING[sign]


def _alone(markdown: str) -> list[Piece]:
    """Return the brackets of the shown text that have no partner of their kind."""
    opened: dict[str, list[Piece]] = {}
    alone: list[Piece] = []
    for one in _signs(markdown):
        if one.key in _PAIRS:
            opened.setdefault(_kind(one.key), []).append(one)
        elif opened.get(_kind(one.key)):
            opened[_kind(one.key)].pop()
        else:
            alone.append(one)
    alone += (one for group in opened.values() for one in group)
    return sorted(alone, key=lambda one: one.place)


def _signs(markdown: str) -> Iterator[Piece]:
    """Yield the brackets of the shown text in reading order, with their places."""
    if not _ANY_RE.search(inline(markdown).plain):
        return
    for node in sorted(inline(markdown).of("text", "special"), key=lambda each: each.place):
        for match in _ANY_RE.finditer(node.content):
            start = node.place.start + match.start()
            yield Piece(match[0], Span(start, start + 1) if node.kind == "text" else node.place)

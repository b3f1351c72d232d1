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
            if not _ANY_RE.search(passage.target) or _alone(passage.source):
                continue
            alone = _alone(passage.target)
            if alone:
                signs = " ".join(dict.fromkeys(passage.target[slice(*place)] for place in alone))
                closing = {_PAIRS.get(sign) or _CLOSING[sign] for sign in signs.split()}
                same = [
                    place for sign, place in _signs(passage.source) if (_PAIRS.get(sign) or _CLOSING[sign]) in closing
                ]
                yield hit_in(passage, f"No partner for {signs}", same, alone, self.severity, self.certainty)


def _alone(markdown: str) -> list[Span]:
    """Return the brackets of the shown text that have no partner of their kind."""
    opened: dict[str, list[Span]] = {}
    alone: list[Span] = []
    for sign, place in _signs(markdown):
        if sign in _PAIRS:
            opened.setdefault(_PAIRS[sign], []).append(place)
        elif opened.get(_CLOSING[sign]):
            opened[_CLOSING[sign]].pop()
        else:
            alone.append(place)
    alone += (place for places in opened.values() for place in places)
    legal = {match.end() for match in _LONE_RE.finditer(markdown)} if alone else set()
    return sorted(place for place in alone if place.end not in legal)


def _signs(markdown: str) -> Iterator[tuple[str, Span]]:
    """Yield the brackets of the shown text in reading order, with their places."""
    if not _ANY_RE.search(markdown):
        return
    for node in sorted(inline(markdown).of("text", "special"), key=lambda each: each.place):
        for match in _ANY_RE.finditer(node.content):
            start = node.place.start + match.start()
            yield match[0], Span(start, start + 1) if node.kind == "text" else node.place

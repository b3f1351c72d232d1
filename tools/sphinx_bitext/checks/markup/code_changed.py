"""The check `code-changed`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from ...text import fold_space
from .._base import Check, Hit, quote
from .._pairing import Passage, passages
from .._tokens import inline
from ._hits import hit_in
from ._spans import Piece, surplus_in


class CodeChanged(Check):
    """Code is lost in the translation, or is other code than in English.

    Why it matters: the reader copies it, and it does not work.

    Bad:

        Run `Get-Item -Path` now.   ->   Kör `Hämta-Objekt -Sökväg` nu.

    Good:

        Run `Get-Item -Path` now.   ->   Kör `Get-Item -Path` nu.

    How to fix: copy the code from the English, backticks included. White space in it makes no difference.
    """

    code: ClassVar[str] = "code-changed"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"code-added"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each code of the English that the translation has not so often."""
        for passage in passages(bitext):
            if "`" not in passage.source:
                continue
            lost, added = surplus_in(passage, _codes)
            kept, known = ({piece.key for piece in _codes(side)} for side in (passage.target, passage.source))
            for index, piece in enumerate(lost):
                instead = added[index : index + 1]
                # What stands in its place is code of nobody: then it is no repetition that was left out.
                often = set[str]() if instead and instead[0].key not in known else kept
                shown = passage.target.find(piece.key) if piece.key not in kept else -1
                places = [Span(shown, shown + len(piece.key))] if shown >= 0 else [each.place for each in instead]
                message = _message(passage, piece.key, instead[0].key if instead else None, often)
                severity, certainty = self._grades(passage, piece.key, often)
                yield hit_in(passage, message, [piece.place], places, severity, certainty)

    def _grades(self, passage: Passage, code: str, kept: set[str]) -> tuple[Severity, Certainty]:
        """Of code that is named twice one may go, and code may stand there as text."""
        if code in kept:
            return Severity.INFO, Certainty.POSSIBLE
        if code in inline(passage.target).plain:
            return Severity.WARNING, Certainty.CERTAIN
        return self.severity, self.certainty


def _codes(markdown: str) -> list[Piece]:
    return [Piece(fold_space(node.content), node.place) for node in inline(markdown).of("code")]


def _message(passage: Passage, code: str, instead: str | None, kept: set[str]) -> str:
    if code in kept:
        return f"The code {quote(code)} stands here less often than in English"
    if code in inline(passage.target).plain:
        return f"The code {quote(code)} is not marked as code"
    if instead is not None:
        return f"The code {quote(code)} is {quote(instead)} here"
    return f"The code {quote(code)} is lost"

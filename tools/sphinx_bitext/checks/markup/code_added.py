"""The check `code-added`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from ...text import fold_space
from .._base import Check, Hit, quote
from .._pairing import passages
from .._tokens import inline
from ._hits import hit_in
from ._spans import Piece, surplus_in


class CodeAdded(Check):
    """The translation has code that the English has not.

    Why it matters: the reader takes for code what is text, or types what nobody has tried.

    Bad:

        Start the service.   ->   Starta `tjänsten`.

    Good:

        Start the service.   ->   Starta tjänsten.

    How to fix: take the backticks away. A name that the English writes without them is fine.
    """

    code: ClassVar[str] = "code-added"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each code that the English shows neither as code nor as text."""
        for passage in passages(bitext):
            if "`" not in passage.target:
                continue
            known = fold_space(passage.source)
            _, added = surplus_in(passage, _codes)
            for piece in added:
                if piece.key not in known:
                    message = f"The English has no code {quote(piece.key)}"
                    yield hit_in(passage, message, [], [piece.place], self.severity, self.certainty)


def _codes(markdown: str) -> list[Piece]:
    return [Piece(fold_space(node.content), node.place) for node in inline(markdown).of("code")]

"""The check `emphasis-added`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, counted
from .._pairing import passages
from .._tokens import inline
from ._hits import hit_in, unmatched


class EmphasisAdded(Check):
    """The translation shows more in bold or italics than the English.

    Why it matters: bold names what to click; a reader looks for a button of that name. Stray marks often hide a text
    that was pulled apart.

    Bad:

        Click **Add account**.   ->   Klicka på **Lägg** till **konto**.

    Good:

        Click **Add account**.   ->   Klicka på **Lägg till konto**.

    How to fix: put one pair of marks around the words that are bold in English, and none around others.
    """

    code: ClassVar[str] = "emphasis-added"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for bold and one for italics of each passage."""
        for passage in passages(bitext):
            if "*" not in passage.target and "_" not in passage.target:
                continue
            one, two = inline(passage.source), inline(passage.target)
            for kind, name, severity in (("strong", "bold", Severity.WARNING), ("em", "italic", Severity.INFO)):
                if len(two.of(kind)) <= len(one.of(kind)):
                    continue
                _, added = unmatched(passage.source, passage.target, one.of(kind), two.of(kind))
                message = f"{counted(len(added), f'{name} text')} more than in English"
                places = [node.place for node in added]
                sure = self.certainty if kind == "strong" else Certainty.POSSIBLE
                yield hit_in(passage, message, [], places, severity, sure)
                break

"""The check `do-not-translate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from ...terms.glossary import Term
from ...terms.matching import Entry, TermIndex
from ...text import fold_space
from .._base import Check, Hit, quote
from .._pairing import passages
from .._terms import english_in, shown, terms_of


class DoNotTranslate(Check):
    """A name that stays as it is in every language is missing in the translation, or written otherwise.

    Why it matters: names of products and commands are what readers look for on the screen and in search.

    Bad:

        Contoso Teams,*,         (a row of the glossary, without a translation)
        Open Contoso Teams.   ->   Öppna Contoso Lag.

    Good:

        Open Contoso Teams.   ->   Öppna Contoso Teams.

    How to fix: write the name as the English does; an ending or a compound of the language around it is fine. The
    setting `glossary` names the table; without one this check is silent.
    """

    code: ClassVar[str] = "do-not-translate"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def __init__(self, terms: Sequence[Term] = ()) -> None:
        self._terms = tuple(terms)
        self._indices: dict[str, TermIndex] = {}

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each name of each sentence."""
        if not self._terms:
            return
        index = self._indices.setdefault(bitext.locale, TermIndex(self._terms, bitext.locale))
        for passage in passages(bitext):
            for one in passage.sentences:
                for entry, places in terms_of(index, one.source, kept=True).items():
                    # What has moved to the next sentence is not lost.
                    if _stands(entry, shown(one.target)) or _stands(entry, shown(passage.target)):
                        continue
                    near = english_in(entry.term, one.target)
                    what = "is written otherwise here" if near else "is missing here"
                    yield Hit(
                        f"{quote(entry.term)} stays as it is in every language, and {what}",
                        one.place,
                        one.unit,
                        one.source,
                        one.target,
                        Severity.INFO if near else Severity.WARNING,
                        Certainty.LIKELY,
                        places,
                        near,
                    )


def _stands(entry: Entry, text: str) -> bool:
    wanted, found = fold_space(entry.term), fold_space(text)
    return wanted in found or (not entry.case_sensitive and wanted.lower() in found.lower())

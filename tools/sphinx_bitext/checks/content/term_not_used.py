"""The check `term-not-used`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from ...terms.glossary import Term
from ...terms.matching import Standing, TermIndex, standing_of
from ...text import comparable
from .._base import Check, Hit, quote
from .._pairing import Passage, Sentence, passages
from .._terms import english_in, shown, terms_of


class TermNotUsed(Check):
    """The English has a term of the glossary, and the translation has another word for it.

    Why it matters: two names for one thing look like two things, and the reader searches the screen for the wrong one.

    Bad:

        mailbox,sv-SE,brevlåda   (a row of the glossary)
        Open the mailbox.   ->   Öppna postlådan.

    Good:

        Open the mailbox.   ->   Öppna brevlådan.

    How to fix: use the term, in whatever form the sentence wants. Where another word is right as well, add it to the
    glossary as a second row. The setting `glossary` names the table; without one this check is silent.
    """

    code: ClassVar[str] = "term-not-used"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def __init__(self, terms: Sequence[Term] = ()) -> None:
        self._terms = tuple(terms)
        self._indices: dict[str, TermIndex] = {}

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each term of each sentence."""
        if not self._terms:
            return
        index = self._indices.setdefault(bitext.locale, TermIndex(self._terms, bitext.locale))
        for passage in passages(bitext):
            for one in passage.sentences:
                yield from _hits(passage, one, index, bitext.locale)


def _hits(passage: Passage, one: Sentence, index: TermIndex, locale: str) -> Iterator[Hit]:
    found = terms_of(index, one.source, kept=False)
    if not found or comparable(one.source) == comparable(one.target):
        return
    for entry, places in found.items():
        standing = max(_standing(text, one, passage, locale) for text in entry.translations)
        if standing >= Standing.FORM:
            continue
        left = english_in(entry.term, one.target)
        is_unlike = standing is Standing.NONE or bool(left)
        wanted = " or ".join(quote(text) for text in entry.translations[:3])
        yield Hit(
            f"{quote(entry.term)} is {wanted} in the glossary",
            one.place,
            one.unit,
            one.source,
            one.target,
            Severity.WARNING if is_unlike else Severity.INFO,
            Certainty.LIKELY if is_unlike else Certainty.POSSIBLE,
            places,
            left,
        )


def _standing(translation: str, one: Sentence, passage: Passage, locale: str) -> Standing:
    found = standing_of(translation, shown(one.target), locale)
    # What has moved to the next sentence is not lost.
    return found if found >= Standing.FORM else max(found, standing_of(translation, shown(passage.target), locale))

"""The check `inconsistent-translation`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity, TranslationType
from .._base import Hit, counted, quote
from .._evidence import Evidence, LocaleCheck
from .._pairing import Sentence, passages
from .._tokens import letters, prose, words

_LEAST_WORDS = 3
"""Words of the English; single words are translated by what stands around them."""


class InconsistentTranslation(LocaleCheck):
    """One English sentence is translated in different words within a locale.

    Why it matters: a reader takes two wordings for two things, and both have to be kept up to date.

    Bad:

        Select your account.   ->   Välj ditt konto.        in two articles
        Select your account.   ->   Markera kontot.         in a third

    Good:

        Select your account.   ->   Välj ditt konto.        in all

    How to fix: choose one of the wordings; the finding quotes the most frequent one. Case, punctuation and markup are
    no difference.
    """

    code: ClassVar[str] = "inconsistent-translation"
    severity: ClassVar[Severity] = Severity.INFO
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def evidence(self, _locale: str) -> Evidence:
        """Return the sentences of a locale by their English."""
        return _Uses()


class _Use(NamedTuple):
    """A sentence and where it stands."""

    bitext: Bitext
    sentence: Sentence

    @property
    def human(self) -> bool:
        return self.bitext.target.metadata.translation_type is TranslationType.HUMAN


class _Uses(Evidence):
    """Where each English sentence stands."""

    def __init__(self) -> None:
        self._groups: dict[str, list[_Use]] = {}

    def add(self, bitext: Bitext) -> None:
        for passage in passages(bitext):
            if passage.certainty is Certainty.CERTAIN:
                for sentence in passage.sentences:
                    self._groups.setdefault(sentence.source.strip(), []).append(_Use(bitext, sentence))

    def hits(self) -> Iterator[tuple[Bitext, Hit]]:
        for source, uses in self._groups.items():
            if len(uses) > 1 and len(words(prose(source))) >= _LEAST_WORDS:
                yield from _odd_ones(uses)


def _odd_ones(uses: Sequence[_Use]) -> Iterator[tuple[Bitext, Hit]]:
    wordings: dict[str, list[_Use]] = {}
    for use in uses:
        wording = letters(use.sentence.target)
        if wording:
            wordings.setdefault(wording, []).append(use)
    if len(wordings) < 2:
        return
    # Of equals a person's wording, then the first one.
    usual = max(wordings.values(), key=lambda same: (len(same), any(use.human for use in same)))
    first = next((use for use in usual if use.human), usual[0])
    where = first.bitext.target.docname + (f" unit {first.sentence.unit}" if first.sentence.unit else "")
    message = f"Elsewhere ({counted(len(usual), 'place')}, first {where}): {quote(first.sentence.target)}"
    for same in wordings.values():
        if same is not usual:
            for bitext, sentence in same:
                yield bitext, Hit(message, sentence.place, sentence.unit, sentence.source, sentence.target)

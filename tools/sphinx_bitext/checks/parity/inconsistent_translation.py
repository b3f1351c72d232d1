"""The check `inconsistent-translation`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity, TranslationType
from .._base import CorpusCheck, Hit, counted, quote
from .._corpus import by_locale
from .._pairing import Sentence, passages
from .._tokens import letters, prose, words

_LEAST_WORDS = 3
"""Words of the English; single words are translated by what stands around them."""


class InconsistentTranslation(CorpusCheck):
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
    each_locale: ClassVar[bool] = True

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield a hit for each sentence that is not worded as most of its kind."""
        for _, own in by_locale(bitexts):
            groups: dict[str, list[_Use]] = {}
            for bitext in own:
                for passage in passages(bitext):
                    if passage.certainty is Certainty.CERTAIN:
                        for sentence in passage.sentences:
                            groups.setdefault(sentence.source.strip(), []).append(_Use(bitext, sentence))
            for source, uses in groups.items():
                if len(uses) > 1 and len(words(prose(source))) >= _LEAST_WORDS:
                    yield from _odd_ones(uses)


class _Use(NamedTuple):
    """A sentence and where it stands."""

    bitext: Bitext
    sentence: Sentence

    @property
    def human(self) -> bool:
        return self.bitext.target.metadata.translation_type is TranslationType.HUMAN


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

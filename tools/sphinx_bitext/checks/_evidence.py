"""Checks that take all articles of a locale, and what they keep of each while it is read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from ..model import Bitext
from ._base import CorpusCheck, Hit


class Evidence(ABC):
    """What a check keeps of the articles of one locale while they are read: little, and no parsed text."""

    @abstractmethod
    def add(self, bitext: Bitext) -> None:
        """Read the next article."""

    @abstractmethod
    def hits(self) -> Iterator[tuple[Bitext, Hit]]:
        """Yield what is wrong, each with the bitext it is wrong in, once all articles are read."""


class LocaleCheck(CorpusCheck):
    """A question that takes all articles of one locale, and no other locale."""

    @abstractmethod
    def evidence(self, locale: str) -> Evidence | None:
        """Return a new collection of what there is to know of a locale; None where the check says nothing of it."""

    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield what is wrong, locale by locale."""
        locales: dict[str, list[Bitext]] = {}
        for bitext in bitexts:
            locales.setdefault(bitext.locale, []).append(bitext)
        for locale, own in sorted(locales.items()):
            found = self.evidence(locale)
            if found is not None:
                for bitext in own:
                    found.add(bitext)
                yield from found.hits()

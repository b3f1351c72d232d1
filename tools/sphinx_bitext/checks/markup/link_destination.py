"""The check `link-destination`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._pairing import Passage, Sentence, passages
from .._tokens import inline, neutral_locale


class LinkDestination(Check):
    """A link or image of the English is lost in the translation, or leads elsewhere, or was added.

    Why it matters: the reader cannot go where the text sends them, or is sent to a place that nobody chose.

    Bad:

        See [Billing](/billing/pay).   ->   Se [Fakturering] (/billing/pay).

    Good:

        See [Billing](/billing/pay).   ->   Se [Fakturering](/billing/pay).

    How to fix: copy the destination from the English. Links in another order, and the reader's locale in place of
    `/en-us/`, are fine.
    """

    code: ClassVar[str] = "link-destination"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each destination that only one side of a passage has."""
        for passage in passages(bitext):
            source = _destinations(passage.source, bitext.locale)
            target = _destinations(passage.target, bitext.locale)
            lost = [url for key, url in source.items() if key not in target]
            added = [url for key, url in target.items() if key not in source]
            if len(lost) == len(added) == 1:
                message = f"The link to {quote(lost[0])} leads to {quote(added[0])}"
                yield _hit(passage, message, lost[0], added[0], Severity.ERROR)
                continue
            for url in lost:
                yield _hit(passage, _lost(url, passage.target), url, "", Severity.ERROR)
            for url in added:
                message = f"The English has no link to {quote(url)}"
                yield _hit(passage, message, "", url, Severity.WARNING)


def _destinations(markdown: str, locale: str) -> Mapping[str, str]:
    """Return the destinations as they are written, by what they are compared as."""
    if not any(mark in markdown for mark in ("](", "<", "][")):
        return {}
    return {neutral_locale(url, locale): url for url in inline(markdown).destinations}


def _lost(url: str, target: str) -> str:
    if url in target:
        return f"The link to {quote(url)} does not work: the address stands there as text"
    return f"The link to {quote(url)} is lost"


def _hit(passage: Passage, message: str, lost: str, added: str, severity: Severity) -> Hit:
    sentence = _sentence(passage, lost, added)
    certainty = None if passage.certainty is Certainty.CERTAIN else passage.certainty
    return Hit(message, sentence.place, sentence.unit, sentence.source, sentence.target, severity, certainty)


def _sentence(passage: Passage, lost: str, added: str) -> Sentence:
    """Return the sentence that holds the destination, else the first."""
    for one in passage.sentences:
        if (added and added in one.target) or (lost and lost in one.source):
            return one
    return passage.sentences[0]

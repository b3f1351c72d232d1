"""The check `untranslated-metadata`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, BlockPair, Certainty, Severity
from .._base import Check, Hit, key_place, quote
from .._tokens import letters
from ..parity._kept import latin_words, ordinary

_KEYS = ("title", "description")
_LEAST_WORDS, _LEAST_ORDINARY = 4, 2


class UntranslatedMetadata(Check):
    """The title or the description of the page is empty, or stands in English.

    Why it matters: the two are what a search engine and the tab of the browser show of the page.

    Bad:

        title: Pay with a card        above   # Betala med kort

    Good:

        title: Betala med kort        above   # Betala med kort

    How to fix: translate the key in the front matter. Where the heading of the page keeps the same English, the finding
    is about the heading alone.
    """

    code: ClassVar[str] = "untranslated-metadata"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each of the two keys."""
        heading = next((pair for pair in bitext.pairs if _is_title(pair)), None)
        for key in _KEYS:
            if key in bitext.target.metadata.values:
                hit = _hit(bitext, key, heading)
                if hit:
                    yield hit


def _is_title(pair: BlockPair) -> bool:
    return pair.source is not None and pair.target is not None and pair.source.level == 1


def _hit(bitext: Bitext, key: str, heading: BlockPair | None) -> Hit | None:
    found, english = bitext.target.metadata.text(key) or "", _english(bitext, key)
    if not found.strip():
        place = key_place(bitext.target, key)
        return Hit(f"{key} is empty; in English it is {quote(english)}", place, source=english) if english else None
    if bitext.locale.lower().partition("-")[0] == "en" or " " not in found.strip():
        return None  # one word may be a name
    message, place = f"{key} is not translated: {quote(found)}", key_place(bitext.target, key)
    above, shown = _heading(bitext, heading)
    if above and letters(found) == letters(above):
        # The heading has the same English: translated, it shows that the key should have been too.
        return Hit(message, place, source=above, target=found) if letters(shown) != letters(above) else None
    if letters(found) != letters(english):
        return None
    words = latin_words(english)
    if len(words) < _LEAST_WORDS or ordinary(words) < _LEAST_ORDINARY:
        return None
    return Hit(message, place, source=english, target=found, certainty=Certainty.LIKELY)


def _english(bitext: Bitext, key: str) -> str:
    """Return the English of a key where it is known: not of a guessed front matter, and not of another version."""
    english = bitext.english
    if english is None or bitext.stale or (english.origin == "rebuilt" and english.proof != "proven"):
        return ""
    return english.article.metadata.text(key) or ""


def _heading(bitext: Bitext, pair: BlockPair | None) -> tuple[str, str]:
    """Return (English, translation) of the heading of the page, the English as the delivery has it."""
    if pair is None or pair.source is None or pair.target is None:
        return "", ""
    carried = "".join(segment.source for segment in pair.segments) if bitext.target.has_spans else ""
    return carried or pair.source.content, pair.target.content

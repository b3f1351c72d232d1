"""The check `metadata-keys`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...markup.front_matter import DELIVERY_KEYS
from ...model import Bitext, Certainty, Severity, Span
from .._articles import ArticleCheck, LocalesOfArticle, Suspicion, Tally
from .._base import Hit, body_place, key_place

_OWN_CHECKS = frozenset({"ms.contentlocale", "ms.translationtype"})
_HASH = "ms.openlocfilehash"
_BY_HAND = _OWN_CHECKS | {"ms.lasthandoff"}
"""What people write themselves; the rest only a delivery knows."""
Keys = tuple[str, ...]


class MetadataKeys(ArticleCheck):
    """Keys of the front matter were dropped, renamed or moved.

    Why it matters: what the English says about its page (its topic, its author, whether search engines may show it)
    holds for the translation too, and without the delivery's own keys nobody knows what was translated.

    Bad:

        title: Pay                    English
        ms.topic: article

        titel: Betala                 sv-SE

    Good:

        title: Betala                 sv-SE
        ms.topic: article

    How to fix: bring the keys back as the English has them, in its order, and after them those of the delivery:
    `ms.openlocfilehash`, `ms.sourcegitcommit`, `ms.translationtype`, `ms.contentlocale`, `ms.lasthandoff`,
    `ms.locfileid`.
    """

    code: ClassVar[str] = "metadata-keys"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def tally(self) -> Tally:
        """Return what compares the keys of each article."""
        return _Keys()


class _Keys(Tally):
    def read(self, article: LocalesOfArticle) -> Iterator[Suspicion]:
        """Yield at most two hits a locale: one for the keys of the English, one for those of the delivery."""
        usual = _usual(article.bitexts)
        for bitext in article.bitexts:
            expected = _expected(bitext, usual)
            if expected is not None:
                yield from (Suspicion(bitext, hit) for hit in _compare(bitext, *expected))
            yield from (Suspicion(bitext, hit) for hit in _delivery(bitext))


def _english_keys(bitext: Bitext) -> Keys:
    return tuple(key for key in bitext.target.metadata.values if key not in DELIVERY_KEYS)


def _usual(locales: Sequence[Bitext]) -> dict[str, Counter[Keys]]:
    """Return, for each version of the English, how many locales have which keys."""
    found: dict[str, Counter[Keys]] = {}
    for bitext in locales:
        source_hash = bitext.target.metadata.source_hash
        if source_hash:
            found.setdefault(source_hash, Counter())[_english_keys(bitext)] += 1
    return found


def _expected(bitext: Bitext, usual: dict[str, Counter[Keys]]) -> tuple[Keys, str] | None:
    """Return the keys that the article should have and who has them; None where nobody knows."""
    english = bitext.english
    if english is not None and english.proof == "proven" and not bitext.stale:
        return tuple(english.article.metadata.values), "the English"
    counts = usual.get(bitext.target.metadata.source_hash or "", Counter())
    keys, votes = counts.most_common(1)[0] if counts else ((), 0)
    return (keys, "the other locales") if votes > 1 and votes * 2 > counts.total() else None


def _compare(bitext: Bitext, expected: Keys, who: str) -> Iterator[Hit]:
    found = _english_keys(bitext)
    missing = [key for key in expected if key not in found]
    added = [key for key in found if key not in expected]
    if missing:
        new = f"; {_listed(added)} stands there instead" if added else ""
        yield Hit(f"{_listed(missing)} of {who} is missing{new}", _place(bitext))
    elif added:
        message = f"{_listed(added)} is a key that {who} has not" if len(added) == 1 else f"Keys that {who} has not: "
        message += _listed(added) if len(added) > 1 else ""
        yield Hit(message, key_place(bitext.target, added[0]), severity=Severity.INFO)
    elif found != tuple(expected):
        first = next(one for one, two in zip(found, expected, strict=True) if one != two)
        message = f"The keys stand in another order than in {who}, from {first} on"
        yield Hit(message, key_place(bitext.target, first), severity=Severity.INFO)


def _delivery(bitext: Bitext) -> Iterator[Hit]:
    """Compare the keys of the delivery with its own rules; one that has only what people write is fine."""
    keys = tuple(bitext.target.metadata.values)
    present = [key for key in DELIVERY_KEYS if key in keys]
    missing = [key for key in DELIVERY_KEYS if key not in keys and key not in _OWN_CHECKS]
    if _BY_HAND.issuperset(present):
        return
    if missing:
        severity = None if _HASH in missing else Severity.INFO
        yield Hit(f"The delivery lacks {_listed(missing)}", key_place(bitext.target, present[0]), severity=severity)
    elif keys[-len(present) :] != tuple(present):
        message = "The keys of the delivery do not stand at the end in their order"
        yield Hit(message, key_place(bitext.target, present[0]), severity=Severity.INFO)


def _listed(keys: Sequence[str]) -> str:
    return ", ".join(keys[:5]) + (f" and {len(keys) - 5:,} more" if len(keys) > 5 else "")


def _place(bitext: Bitext) -> Span:
    first = next(iter(bitext.target.metadata.lines), None)
    return body_place(bitext.target) if first is None else key_place(bitext.target, first)

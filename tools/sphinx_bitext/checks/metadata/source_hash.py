"""The check `source-hash`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._articles import ArticleCheck, LocalesOfArticle, Suspicion, Tally
from .._base import Hit, counted, key_place, quote

_HASH, _COMMIT = "ms.openlocfilehash", "ms.sourcegitcommit"
_HASH_RE = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.IGNORECASE)


class SourceHash(ArticleCheck):
    """The hash of the English is no hash, or not the one that the same commit has in the other locales.

    Why it matters: the hash says which English was translated; with a wrong one the article counts as stale for ever.

    Bad:

        ms.openlocfilehash: c22500656e8a1ffa207286

    Good:

        ms.openlocfilehash: c22500656e8a1ffa20728699744a69c28b3b5159

    How to fix: ask for the article to be delivered again, or copy the hash from another locale of the same commit. It
    has 40 hexadecimal digits (SHA-1) or 64 (SHA-256).
    """

    code: ClassVar[str] = "source-hash"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def tally(self) -> Tally:
        """Return what compares the hashes of each article."""
        return _Hashes()


class _Hashes(Tally):
    def read(self, article: LocalesOfArticle) -> Iterator[Suspicion]:
        """Yield at most one hit a locale, at the key."""
        commits: dict[str, Counter[str]] = {}
        for bitext in article.bitexts:
            found, commit = _values(bitext)
            if found and commit:
                commits.setdefault(commit, Counter())[found] += 1
        for bitext in article.bitexts:
            found, commit = _values(bitext)
            hit = _hit(bitext, found, commits.get(commit or "", Counter()))
            if hit:
                yield Suspicion(bitext, hit)


def _values(bitext: Bitext) -> tuple[str | None, str | None]:
    metadata = bitext.target.metadata
    return (metadata.text(_HASH) or "").lower() if _HASH in metadata.values else None, metadata.text(_COMMIT)


def _hit(bitext: Bitext, found: str | None, hashes: Counter[str]) -> Hit | None:
    if found is None:
        return None
    if not _HASH_RE.fullmatch(found):
        message = f"{_HASH} is {quote(found)}, which is no SHA-1 and no SHA-256"
        return Hit(message, key_place(bitext.target, _HASH))
    usual, votes = hashes.most_common(1)[0] if hashes else (found, 0)
    if usual == found or votes < 2 or hashes[found] > 1:
        return None
    message = f"{_HASH} differs from {counted(votes, 'other locale')} of the same commit, which have {usual}"
    return Hit(message, key_place(bitext.target, _HASH), certainty=Certainty.LIKELY)

"""The check `stale-source`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, counted, key_place, quote

_QUOTED = 3


class StaleSource(Check):
    """The delivery was made from another English than the one at hand.

    Why it matters: the reader follows instructions that have changed since. The other checks compare such an article
    with the English that it was made from, or not at all.

    Bad:

        ms.openlocfilehash: c22500656e8a1ffa20728699744a69c28b3b5159   (the hash of last year's English)

    Good:

        ms.openlocfilehash: the hash of the English file as it is now

    How to fix: have the changed sentences translated; or bring back the English of the delivery when that is the one
    that should stand.
    """

    code: ClassVar[str] = "stale-source"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield one hit at the hash, with the first changed sentences."""
        if not bitext.stale:
            return
        then, now = bitext.changed[0] if bitext.changed else ("", "")
        yield Hit(
            message=_message(bitext.changed),
            place=key_place(bitext.target, "ms.openlocfilehash"),
            source=now or then,
            severity=None if bitext.changed else Severity.INFO,
        )


def _message(changed: tuple[tuple[str, str], ...]) -> str:
    if not changed:
        return "The translation was made from another version of the English; no sentence has changed."
    quoted = "; ".join(_change(then, now) for then, now in changed[:_QUOTED])
    more = f"; and {len(changed) - _QUOTED:,} more" if len(changed) > _QUOTED else ""
    verb = "has" if len(changed) == 1 else "have"
    return f"{counted(len(changed), 'sentence')} of the English {verb} changed since the translation: {quoted}{more}"


def _change(then: str, now: str) -> str:
    if not now.strip():
        return f"{quote(then)} is gone"
    return f"{quote(then)} is now {quote(now)}" if then.strip() else f"{quote(now)} is new"

"""The check `translation-type`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, key_place, quote
from ._delivery import delivery_place

_KEY = "ms.translationtype"


class TranslationTypeKnown(Check):
    """The delivery does not say whether a person or a machine translated it.

    Why it matters: a page that a machine translated tells its readers so; without the key no page can.

    Bad:

        ms.translationtype: machine

    Good:

        ms.translationtype: MT

    How to fix: set the key to HT (human translation) or MT (machine translation). An article without any key of a
    delivery is fine.
    """

    code: ClassVar[str] = "translation-type"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit, at the key or at the first key of the delivery."""
        metadata = bitext.target.metadata
        place = delivery_place(bitext.target) if metadata.translation_type is None else None
        if place is None:
            return
        if _KEY in metadata.values:
            found = metadata.text(_KEY) or ""
            yield Hit(f"{_KEY} is {quote(found)}, not HT or MT", key_place(bitext.target, _KEY))
        else:
            yield Hit(f"{_KEY} is missing", place)

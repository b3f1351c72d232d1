"""The check `content-locale`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, key_place, quote
from ._delivery import delivery_place

_KEY = "ms.contentlocale"
# BCP 47: language, script, territory, variants; what a folder name can be.
_TAG_RE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{4,8})*")


class ContentLocale(Check):
    """The delivery does not say which locale it is, or says another than its folder.

    Why it matters: an article in the wrong folder is published to readers of another language.

    Bad:

        source/sv-SE/pay.md with `ms.contentlocale: nb-NO`

    Good:

        source/sv-SE/pay.md with `ms.contentlocale: sv-SE`

    How to fix: move the file to the folder of its locale, or mend the key. An article without any key of a delivery
    is fine.
    """

    code: ClassVar[str] = "content-locale"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit, at the key or at the first key of the delivery."""
        article = bitext.target
        found = article.metadata.content_locale or ""
        if _TAG_RE.fullmatch(found) and found.casefold() == article.locale.casefold():
            return
        place = delivery_place(article)
        if place is None:
            return
        if _KEY not in article.metadata.values:
            yield Hit(f"{_KEY} is missing; the folder says {article.locale}", place, severity=Severity.WARNING)
            return
        place = key_place(article, _KEY)
        if not _TAG_RE.fullmatch(found):
            yield Hit(f"{_KEY} is {quote(found)}, which is no locale", place, severity=Severity.WARNING)
        else:
            yield Hit(f"{_KEY} is {found}, but the article lies in the folder of {article.locale}", place)

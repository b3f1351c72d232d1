"""The check `link-empty`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._inline import Node
from .._pairing import Passage, passages
from .._tokens import inline, neutral_locale
from ._hits import hit_in
from ._spans import beside


class LinkEmpty(Check):
    """A link has no text, so a reader cannot see it.

    Why it matters: the link is lost for the eye, and a screen reader reads its address aloud.

    Bad:

        See [Billing](/billing/pay).   ->   Se Fakturering [](/billing/pay).

    Good:

        See [Billing](/billing/pay).   ->   Se [Fakturering](/billing/pay).

    How to fix: move the words of the link back between its brackets.
    """

    code: ClassVar[str] = "link-empty"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"link-text", "emphasis-lost", "empty-target"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each empty link whose English has a text."""
        for passage in passages(bitext):
            if "](" not in passage.target:
                continue
            for two in inline(passage.target).of("link"):
                links = _english(passage, two, bitext.locale) if _is_empty(two) else []
                if links:
                    message = f"The link to {quote(two.url)} has no text"
                    one = [*beside(passage, links, [two.place]), *links][0]
                    yield hit_in(passage, message, [one], [two.place], self.severity, self.certainty)


def _english(passage: Passage, empty: Node, locale: str) -> list[Span]:
    """Return where the English links to the same place stand that have a text."""
    key = neutral_locale(empty.url, locale)
    links = (one for one in inline(passage.source).of("link") if neutral_locale(one.url, locale) == key)
    return [one.place for one in links if not _is_empty(one)]


def _is_empty(node: Node) -> bool:
    """Whether nothing of a link is shown: neither text nor image nor code."""
    shown = inline(node.content)
    return not (shown.plain.strip() or shown.of("image", "code", "autolink"))

"""The check `link-dead`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._pairing import passages
from ._hits import hit_in
from ._links import compare_links, is_bare

_AS_TEXT = "the address stands there as text"


class LinkDead(Check):
    """A link does not work: its address stands in the translation as text.

    Why it matters: the reader sees brackets and an address, and cannot click on either.

    Bad:

        See [Billing](/billing/pay).   ->   Se [Fakturering] (/billing/pay).

    Good:

        See [Billing](/billing/pay).   ->   Se [Fakturering](/billing/pay).

    How to fix: no space between `]` and `(`, both pairs of brackets closed, and none of the full-width kind; no space
    inside the address. An address that was a link on itself and is text now is a warning.
    """

    code: ClassVar[str] = "link-dead"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"unbalanced-brackets"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each dead link."""
        for passage in passages(bitext):
            for node, place in compare_links(passage.source, passage.target, bitext.locale).dead:
                reason = _reason(passage.target[: place.start], passage.target[place.end :])
                message = f"The link to {quote(node.url)} does not work: {reason}"
                whole = _with_brackets(passage.target, place)
                as_text = is_bare(node) and reason == _AS_TEXT
                grades = (Severity.WARNING, Certainty.LIKELY) if as_text else (self.severity, self.certainty)
                yield hit_in(passage, message, [node.place], [whole], *grades)


def _with_brackets(target: str, address: Span) -> Span:
    """Return what should have been the link: from its opening bracket to the bracket behind its address."""
    before = target[: address.start].rstrip("(（ \t\r\n")
    start = before.rfind("[") if before.endswith("]") else -1
    return Span(
        start if start >= 0 else address.start, address.end + (target[address.end : address.end + 1] in (")", "）"))
    )


def _reason(before: str, after: str) -> str:
    bare = before.rstrip("( \t\r\n")
    if before.endswith("（") or after.startswith("）"):
        return "full-width brackets around the address"
    if bare.endswith("]") and bare != before.removesuffix("("):
        return "a space between ] and ("
    if bare.endswith("]") and before.endswith("("):
        return "the brackets do not match"
    return _AS_TEXT

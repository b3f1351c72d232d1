"""The check `link-text`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._inline import Node
from .._pairing import Passage, passages
from .._tokens import inline
from ._hits import hit_in
from ._links import compare_links

_CLAUSE_RE = re.compile(r"[,;:،、，；：]")
_CLAUSE_END_RE = re.compile(r"[,;:،、，；：]\s*[*_\"“„«]*\Z")
_SMALL_PART = 0.25
_NEAR = 20  # characters


class LinkText(Check):
    """The text of a link holds words that stand before the link in English.

    Why it matters: the link is longer than the name of the page it leads to, or two sentences run into one link.

    Bad:

        Next, [set up billing](/billing).   ->   [Därefter, konfigurera fakturering](/billing).

    Good:

        Next, [set up billing](/billing).   ->   Därefter, [konfigurera fakturering](/billing).

    How to fix: end the words before the comma or colon, and begin the link behind it, as in English.
    """

    code: ClassVar[str] = "link-text"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each link that begins before the comma it should follow."""
        for passage in passages(bitext):
            if "](" not in passage.source or "](" not in passage.target:
                continue
            for one, two in compare_links(passage.source, passage.target, bitext.locale).kept:
                comma = _swallowed(passage, one, two)
                if comma:
                    words = quote(passage.target[slice(*comma)])
                    message = f"The link begins too early: {words} stands before it in English"
                    has_own = _follows_comma(passage.target, two)
                    sure = Certainty.POSSIBLE if has_own else self.certainty
                    yield hit_in(passage, message, [one.place], [comma], self.severity, sure)


def _swallowed(passage: Passage, one: Node, two: Node) -> Span | None:
    """Return the begin of a link's text, up to the comma that English has before the link."""
    if one.kind != "link" or two.kind != "link" or not _follows_comma(passage.source, one):
        return None
    own, other = (_CLAUSE_RE.findall(inline(node.content).plain) for node in (two, one))
    match = _CLAUSE_RE.search(passage.target, *two.inside)
    if not match or len(own) <= len(other):
        return None
    part = (match.end() - two.inside.start) / len(two.content)
    # Behind a comma of its own, a link may well have another one, as its language wants it.
    is_own = part > _SMALL_PART and _follows_comma(passage.target, two)
    return None if is_own else Span(two.inside.start, match.end())


def _follows_comma(markdown: str, link: Node) -> bool:
    return bool(_CLAUSE_END_RE.search(markdown[max(0, link.place.start - _NEAR) : link.place.start]))

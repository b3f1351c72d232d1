"""The check `engine-residue`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._pairing import Passage, passages
from .._tokens import holds, inline
from ._hits import hit_in

_RESIDUE_RE = re.compile(
    r"#[A-Z]\d{1,3}(?![\w-])"
    r"|</?[a-z]\d{1,3}\s*/?>"
    r"|</?(?:g|x|bx|ex|bpt|ept|ph|it|mrk)(?:\s+[\w:]+\s*=\s*[\"'][^\"'<>]*[\"'])+\s*/?>|</(?:g|mrk|bpt|ept|ph|it)>"
    r"|__[A-Z]{1,8}_?\d{1,4}__|⟦\d*⟧|[⟨❬]/?\w{0,4}\d+[⟩❭]"
    r"|\{/?[a-z]{0,3}\d{1,3}/?\}"
)
_SHOWN_ENTITY_RE = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|#\d{2,5}|#x[\da-fA-F]{2,4});")


class EngineResidue(Check):
    """Something that a translation engine put in the place of markup was left in the text.

    Why it matters: the reader sees codes, and what they stood for, a link or a name, is gone.

    Bad:

        See [Billing](/billing/pay).   ->   Se #A0.

    Good:

        See [Billing](/billing/pay).   ->   Se [Fakturering](/billing/pay).

    How to fix: put back what the English has in that place. An entity that the reader sees, such as `&nbsp;`, was
    escaped twice.
    """

    code: ClassVar[str] = "engine-residue"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset(
        {"html-parity", "placeholder-parity", "link-lost", "code-changed", "emphasis-lost", "emphasis-added"}
    )

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit a passage."""
        for passage in passages(bitext):
            places = [*_codes(passage), *_entities(passage)]
            if places:
                shown = quote(" ".join(passage.target[slice(*place)] for place in places))
                message = f"Left by a translation engine: {shown}"
                yield hit_in(passage, message, [], places, self.severity, self.certainty)


def _codes(passage: Passage) -> list[Span]:
    """Return codes that the English has nowhere; in code and addresses they may be meant."""
    if not holds(passage.target, "#<_{⟦⟨❬"):
        return []
    nodes = inline(passage.target).of("code", "link", "image", "autolink")
    opaque = [Span(node.inside.end, node.place.end) if node.kind == "link" else node.place for node in nodes]
    found = (match for match in _RESIDUE_RE.finditer(passage.target) if match[0] not in passage.source)
    return [Span(*match.span()) for match in found if not any(_in(match.start(), place) for place in opaque)]


def _entities(passage: Passage) -> list[Span]:
    """Return entities that the reader sees, where the English shows none."""
    if "&" not in passage.target or _SHOWN_ENTITY_RE.search(inline(passage.source).plain):
        return []
    known = passage.source
    return [
        node.place
        for node in inline(passage.target).of("code", "special", "text")
        if _is_shown_entity(passage.target, node.place) and passage.target[slice(*node.place)] not in known
    ]


def _is_shown_entity(markdown: str, place: Span) -> bool:
    """Whether an ampersand was escaped before the rest of an entity."""
    written = markdown[place.start : place.end + 8]
    return bool(re.match(r"(?:&amp;|\\&)(?:nbsp|amp|lt|gt|quot|apos|#\d{2,5}|#x[\da-fA-F]{2,4});", written))


def _in(offset: int, place: Span) -> bool:
    return place.start <= offset < place.end

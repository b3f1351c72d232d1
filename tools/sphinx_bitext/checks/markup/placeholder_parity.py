"""The check `placeholder-parity`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...markup.html_tags import HTML_TAGS, parse_tag
from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit
from .._pairing import passages
from .._shown import shown
from .._tokens import holds, inline
from ._hits import hit_in
from ._spans import Piece, surplus_in

_NAME = r"[A-Za-z_][\w.\-]*"
_PLACEHOLDER_RE = re.compile(
    rf"(?P<double>\{{\{{\s*[\w.\-]+\s*\}}\}})|(?P<shell>\$\([^()\n]+\)|\$\{{[^\s{{}}]+\}})|(?P<number>\{{\d+\}})|"
    rf"(?P<brace>\{{{_NAME}\}})|(?P<percent>%(?:\d+\$)?[sdiufxX@](?![\w%])|%\({_NAME}\)[sd])|(?P<env>%[A-Za-z_]\w*%)|"
    rf"(?P<variable>(?<![A-Za-z0-9$])\$(?:env:)?[A-Za-z_][A-Za-z0-9_]*)"
)
_SIGN_RE = re.compile(r"[{%$]")
# What the reader has to replace may be translated, e.g. {{name}}; what a program replaces may not.
_FREE = frozenset({"brace", "angle"})


class PlaceholderParity(Check):
    """A placeholder of the English is lost, changed or added.

    Why it matters: what should be replaced stays, or what the program puts there has no place.

    Bad:

        Copied {0} of {1} files.   ->   Kopierade {0} av {2} filer.

    Good:

        Copied {0} of {1} files.   ->   Kopierade {0} av {1} filer.

    How to fix: copy the placeholder from the English. Their order is free. One that the reader replaces, such as
    `<name>`, may be translated if that is the custom of the locale: of those only a lost one is reported. Other
    capitals in one, as of the variable `$true`, are a note only.
    """

    code: ClassVar[str] = "placeholder-parity"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit a passage."""
        for passage in passages(bitext):
            if not (holds(passage.source, "{%<$") or holds(passage.target, "{%<$")):
                continue
            lost, added = surplus_in(passage, _placeholders)
            names = {piece.key for piece in (*lost, *added)}
            if not names:
                continue
            free = all(name.partition(" ")[0] in _FREE for name in names)
            if free and (len(lost) <= len(added) or _brackets(passage.source) <= _brackets(passage.target)):
                continue
            severity, certainty = self._grades(lost, added, free=free)
            places = [piece.place for piece in lost], [piece.place for piece in added]
            yield hit_in(passage, _message(lost, added), *places, severity, certainty)

    def _grades(self, lost: list[Piece], added: list[Piece], *, free: bool) -> tuple[Severity, Certainty]:
        """Most programs that have variables take small letters for capitals."""
        if free:
            return Severity.WARNING, Certainty.POSSIBLE
        if _folded(lost) == _folded(added):
            return Severity.INFO, Certainty.POSSIBLE
        return self.severity, self.certainty


def _folded(pieces: list[Piece]) -> list[str]:
    return sorted(piece.key.casefold() for piece in pieces)


def _placeholders(markdown: str) -> list[Piece]:
    """Return the placeholders of a text outside of code, keyed by kind and text."""
    found: list[Piece] = []
    for node in inline(markdown).of("html") if "<" in markdown else ():
        tag = parse_tag(node.content)
        if tag and not (tag.name in HTML_TAGS or tag.closing or any(tag.attributes.values())):
            found.append(Piece(f"angle {node.content}", node.place))
    if _SIGN_RE.search(markdown):
        seen = shown(markdown)
        matches = _PLACEHOLDER_RE.finditer(seen.text)
        found += (Piece(f"{match.lastgroup} {match[0]}", seen.span(*match.span())) for match in matches)
    return found


def _brackets(markdown: str) -> int:
    """Count what can be a placeholder in any language."""
    return sum(markdown.count(mark) for mark in "<{《〈＜｛")


def _message(lost: list[Piece], added: list[Piece]) -> str:
    parts = []
    if lost:
        parts.append("lost: " + ", ".join(_shown(piece) for piece in lost))
    if added:
        parts.append("not in English: " + ", ".join(_shown(piece) for piece in added))
    return f"Placeholders {'; '.join(parts)}"


def _shown(piece: Piece) -> str:
    return piece.key.partition(" ")[2]

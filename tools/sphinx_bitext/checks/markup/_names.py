"""Where names and other words that both languages share stand in a text: in bold, or outside of it."""

from __future__ import annotations

import re

from ...model import Span
from .._inline import Node
from .._tokens import inline

_LATIN = "[0-9A-Za-z_\\u00c0-\\u024f\\u1e00-\\u1eff]"
_LATIN_RE = re.compile(_LATIN)


def word_pattern(words: str) -> re.Pattern[str]:
    """Return what finds words that are no part of longer ones, nor of a file name or version that goes on at a dot.

    Other scripts may stand right beside Latin letters.
    """
    before, after = (_LATIN if _LATIN_RE.match(edge) else r"\w" for edge in (words[0], words[-1]))
    return re.compile(rf"(?<!{before})(?<!{before}\.){re.escape(words)}(?!\.?{after})")


def bold_count(pattern: re.Pattern[str], nodes: tuple[Node, ...]) -> int:
    """Return how often words stand in bold texts."""
    return sum(len(pattern.findall(node.content)) for node in nodes)


def plain_places(pattern: re.Pattern[str], markdown: str, bold: tuple[Node, ...]) -> list[Span]:
    """Return where words stand outside of bold, links and code."""
    taken = (*bold, *_opaque(markdown))
    found = (Span(*match.span()) for match in pattern.finditer(markdown))
    return [place for place in found if not any(_overlap(place, node.place) for node in taken)]


def _opaque(markdown: str) -> tuple[Node, ...]:
    return inline(markdown).of("link", "code", "image", "autolink", "html")


def _overlap(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end

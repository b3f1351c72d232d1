"""Inline Markdown as nodes with their ranges: the parser's tokens, and where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from ..model import Span
from ._node import Node
from ._placing import placed_tokens
from ._quick import quick_nodes

__all__ = ["Node", "parse_nodes"]

_SPECIAL_RE = re.compile(r"[*_`\[<!\\&\n]")
_CLOSING = ("strong_close", "em_close", "link_close")
_WHOLE = {"code_inline": "code", "image": "image", "html_inline": "html", "text_special": "special"}
_WHOLE |= {"softbreak": "break", "hardbreak": "break"}


def parse_nodes(markdown: str) -> tuple[Node, ...]:
    """Return the nodes of `markdown` by their ends: what stands inside of one comes before it."""
    if not _SPECIAL_RE.search(markdown):
        whole = Span(0, len(markdown))
        return (Node("text", whole, whole, markdown),) if markdown else ()
    found = quick_nodes(markdown)
    return tuple(_nodes(markdown, placed_tokens(markdown))) if found is None else found


def _nodes(markdown: str, tokens: list[Token]) -> Iterator[Node]:
    opened: list[tuple[int, str]] = []
    cursor = 0
    for token in _without_addresses(tokens):
        if token.type in ("strong_open", "em_open"):
            cursor = _delimiter(token) + 1
            opened.append((cursor, ""))
        elif token.type == "link_open":
            cursor = token.meta["start"] + 1
            opened.append((cursor, str(token.attrGet("href") or "")))
        elif token.type in _CLOSING or token.type in _WHOLE or token.content:
            if token.type in _CLOSING:
                node = _closed(markdown, token, *opened.pop())
            elif token.type in _WHOLE:
                node = _whole(markdown, token)
            else:
                node = _text(markdown, token, cursor)
            cursor = node.place.end
            yield node


def _without_addresses(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens but the text of autolinks: their address in another spelling."""
    address = False
    for token in tokens:
        if not address:
            yield token
        address = token.type == "link_open" and token.markup == "autolink"


def _delimiter(token: Token) -> int:
    return int(token.meta["end"] - token.meta["back"])  # a run of marks is read at once, one token each


def _closed(markdown: str, token: Token, start: int, url: str) -> Node:
    if token.type != "link_close":
        end, length = _delimiter(token), len(token.markup)
        kind = token.type.removesuffix("_close")
        return Node(kind, Span(start - length, end + length), Span(start, end), markdown[start:end])
    place = Span(token.meta["start"], token.meta["end"])
    kind = token.markup or "link"
    inside = Span(start, place.end - 1 if kind == "autolink" else token.meta["at"])
    return Node(kind, place, inside, markdown[slice(*inside)], url)


def _whole(markdown: str, token: Token) -> Node:
    place = Span(token.meta["start"], token.meta["end"])
    kind = _WHOLE[token.type]
    content = " " if kind == "break" else token.content
    url = str(token.attrGet("src") or "") if kind == "image" else ""
    if kind == "special" and token.content in ("*", "_") and markdown[place.start] == "\\":
        kind = "literal"
    return Node(kind, place, place, content, url)


def _text(markdown: str, token: Token, cursor: int) -> Node:
    """Return a text where it stands: behind what came before it, and the white space at a line's begin."""
    if "at" in token.meta and token.content in ("*", "_"):
        start, kind = _delimiter(token), "literal"
    else:
        start, kind = max(markdown.find(token.content, cursor), cursor), "text"
    place = Span(start, start + len(token.content))
    return Node(kind, place, place, token.content)

"""Inline Markdown as nodes with their ranges: the parser's tokens, and where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from ..model import Span
from ._placing import placed_tokens

_MORE_THAN_BOLD_RE = re.compile(r"[_`\[<!\\&\n]")
_BOLD = "**"
_SPECIAL_RE = re.compile(r"[*_`\[<!\\&\n]")
_CLOSING = ("strong_close", "em_close", "link_close")
_WHOLE = {"code_inline": "code", "image": "image", "html_inline": "html", "text_special": "special"}
_WHOLE |= {"softbreak": "break", "hardbreak": "break"}


class Node(NamedTuple):
    """One piece of inline markup. Offsets are those of the Markdown it was parsed from."""

    kind: str
    """`strong`, `em`, `link`, `autolink`, `image`, `code`, `html`; `literal`: a `*` or `_` that the reader sees;
    `special`: an escape or entity; `break`: a line end; `text`: any other text shown."""
    place: Span
    """With the marks."""
    inside: Span
    """Without the marks, of strong, em and links; else as `place`."""
    content: str
    """Of code and text what is shown, of images the raw alternative text, of HTML the tag; else the raw inside."""
    url: str = ""
    """Destination of a link or image."""


def parse_nodes(markdown: str) -> tuple[Node, ...]:
    """Return the nodes of `markdown` by their ends: what stands inside of one comes before it."""
    if not _SPECIAL_RE.search(markdown):
        whole = Span(0, len(markdown))
        return (Node("text", whole, whole, markdown),) if markdown else ()
    simple = None if _MORE_THAN_BOLD_RE.search(markdown) else _text_and_bold(markdown.split(_BOLD))
    return simple or tuple(_nodes(markdown, placed_tokens(markdown)))


def _text_and_bold(pieces: Sequence[str]) -> tuple[Node, ...] | None:
    """Return the nodes of by turns text and bold text; None where it takes a parser to tell which marks are bold.

    Marks with a letter or digit on their inner sides always are. A quarter of the texts with markup has no other.
    """
    if not len(pieces) % 2 or not all(pieces[1:-1]) or any("*" in piece for piece in pieces):
        return None
    if not all(piece[:1].isalnum() and piece[-1:].isalnum() for piece in pieces[1::2]):
        return None
    nodes: list[Node] = []
    start = 0
    for number, piece in enumerate(pieces):
        place = Span(start, start + len(piece))
        if piece:
            nodes.append(Node("text", place, place, piece))
        if number % 2:
            whole = Span(place.start - len(_BOLD), place.end + len(_BOLD))
            nodes.append(Node("strong", whole, place, piece))
        start = place.end + len(_BOLD)
    return tuple(nodes)


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

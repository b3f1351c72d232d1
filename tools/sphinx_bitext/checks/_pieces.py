"""Pieces of simple inline Markdown, by the names of the groups that a pattern finds them with, as nodes."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping

from markdown_it.common.entities import entities

from ..model import Span
from ._node import Node
from ._placing import destination


def _whole(match: re.Match[str], nodes: list[Node], kind: str, content: str, url: str = "") -> bool:
    place = Span(*match.span())
    nodes.append(Node(kind, place, place, content, url))
    return True


def _code(match: re.Match[str], nodes: list[Node]) -> bool:
    content = match[0][1:-1]
    padded = content[0] == content[-1] == " " and content.strip(" ")
    return _whole(match, nodes, "code", content[1:-1] if padded else content)


def _image(match: re.Match[str], nodes: list[Node]) -> bool:
    url = destination(match["src"])
    return url is not None and _whole(match, nodes, "image", match["alt"], url)


def _escape(match: re.Match[str], nodes: list[Node]) -> bool:
    char = match[0][1]
    kind = "literal" if char in "*_" else "special"
    return _whole(match, nodes, kind, char if char in string.punctuation else match[0])


def _entity(match: re.Match[str], nodes: list[Node]) -> bool:
    content = entities.get(match["entity"])
    return content is not None and _whole(match, nodes, "special", content)


def _autolink(match: re.Match[str], nodes: list[Node]) -> bool:
    url = destination(match["autolink"], escaped=False)
    if url is not None:
        nodes.append(Node("autolink", Span(*match.span()), Span(*match.span("autolink")), match["autolink"], url))
    return url is not None


def _html(match: re.Match[str], nodes: list[Node]) -> bool:
    return _whole(match, nodes, "html", match[0])


def _break(match: re.Match[str], nodes: list[Node]) -> bool:
    return _whole(match, nodes, "break", " ")


MAKERS: Mapping[str, Callable[[re.Match[str], list[Node]], bool]] = {
    "code": _code,
    "image": _image,
    "escape": _escape,
    "entity": _entity,
    "autolink": _autolink,
    "html": _html,
    "break": _break,
}
"""What adds a piece to the nodes; False where it is in doubt."""

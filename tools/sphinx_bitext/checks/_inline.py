"""Inline Markdown as nodes with their ranges: the parser's tokens, and where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ..markup.blocks import MAX_NESTING
from ..model import Span

_Rule = Callable[[StateInline, bool], bool]
_SPECIAL_RE = re.compile(r"[*_`\[<!\\&\n]")
_STARTS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""Characters that a rule of the parser can match at; the others of the dialect make no token."""
# Where plain text ends: there, and at what ends the label of a link.
_TEXT_END_RE = re.compile(r"[\n\\`*_\[\]!<&]")
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
    parser = _parser()
    state = _State(markdown, parser, {}, [])
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        rule(state)
    return tuple(_nodes(markdown, state.tokens))


class _State(StateInline):
    """Notes where the parser stood when it made a token."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta = {"at": self.pos}
        return token


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Return the product's dialect with rules that note where their tokens end.

    At each character only the rules are tried that can match there: trying all takes a third more time.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    rules: dict[str, list[_Rule]] = {}
    for name, rule in zip(parser.get_active_rules()["inline"], parser.inline.ruler.getRules(""), strict=True):
        for start in _STARTS.get(name, ""):
            rules.setdefault(start, []).append(_placing(rule))
    parser.inline.ruler.enableOnly("text")
    parser.inline.ruler.push("marks", _by_start(rules))
    parser.inline.terminator_re = _TEXT_END_RE
    parser.inline.ruler2.disable("fragments_join")  # joined texts would lose the places of their delimiters
    parser.normalizeLink = lru_cache(1 << 13)(parser.normalizeLink)  # type: ignore[method-assign]
    return parser


def _by_start(rules: Mapping[str, Sequence[_Rule]]) -> _Rule:
    def run(state: StateInline, silent: bool) -> bool:
        return any(rule(state, silent) for rule in rules.get(state.src[state.pos], ()))

    return run


def _placing(rule: _Rule) -> _Rule:
    def run(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            new = (token for token in reversed(state.tokens[count:]) if "end" not in token.meta)
            for back, token in enumerate(new, 1):
                token.meta.update(start=start, end=state.pos, back=back)
        return True

    return run


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

"""Inline Markdown to text and codes: what a translation tool protects, as the Markdown parser of the pages sees it.

Whatever the Markdown, the pieces put together are the text again, and paired codes are nested: what cannot be a
balanced code stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import autolink, backtick, emphasis, html_inline, image, link
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token

from ...markup.blocks import MAX_NESTING
from ...markup.html_tags import TAG_RE, VOID_TAGS
from ...markup.linear import linear_markdown
from ...model import Span

_MOST_CHARACTERS = 20_000
"""A longer text gets no codes, so that hostile ones cost little."""
_PLACEHOLDER_RE = re.compile(
    r"\{\{[^{}]{1,60}\}\}|\$\{[^{}\s]{1,60}\}|\{(?:\d{1,3}|[A-Za-z_][\w.]{0,60})\}"
    r"|(?<![\w%])%(?:\(\w{1,60}\)|\d\$)?[sdif]\b"
)
_EMPHASIS = {"strong_open": "bold", "em_open": "italic"}


class Role(StrEnum):
    """What a code does."""

    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


class Code(NamedTuple):
    """One code as it stands in a text; an opening and a closing one have the same number."""

    role: Role
    number: int
    """Counts the codes of one text from 0, in reading order."""
    kind: str
    """`bold`, `italic`, `link`, `image`, `code`, `address`, `html`, `placeholder`."""
    text: str
    """The Markdown that it stands for."""


Piece = str | Code


class _Found(NamedTuple):
    """One code or pair of codes in a text."""

    kind: str
    opening: Span
    closing: Span | None


class _Event(NamedTuple):
    place: Span
    found: _Found
    role: Role


def parse_inline(text: str) -> tuple[Piece, ...]:
    """Return the text and the codes of inline Markdown in reading order; never an empty text."""
    found = [*_markdown_codes(text)]
    events = _nested(text, sorted(_events(found), key=lambda event: event.place))
    numbers: dict[_Found, int] = {}
    pieces: list[Piece] = []
    position = 0
    for event in events:
        number = numbers.setdefault(event.found, len(numbers))
        pieces += [text[position : event.place.start], Code(event.role, number, event.found.kind, _at(text, event))]
        position = event.place.end
    pieces.append(text[position:])
    return tuple(_with_placeholders(pieces, len(numbers)))


def render_inline(pieces: Iterable[Piece]) -> str:
    """Return the Markdown of pieces."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def paired_spans(text: str) -> tuple[Span, ...]:
    """Return what the outermost paired codes of a text reach over, codes included, in reading order."""
    spans: list[Span] = []
    position = start = depth = 0
    for piece in parse_inline(text):
        length = len(piece if isinstance(piece, str) else piece.text)
        if not isinstance(piece, str) and piece.role is Role.OPEN:
            start = start if depth else position
            depth += 1
        elif not isinstance(piece, str) and piece.role is Role.CLOSE:
            depth -= 1
            if not depth:
                spans.append(Span(start, position + length))
        position += length
    return tuple(spans)


def _at(text: str, event: _Event) -> str:
    return text[event.place.start : event.place.end]


def _events(found: Iterable[_Found]) -> Iterator[_Event]:
    for one in found:
        if one.closing is None:
            yield _Event(one.opening, one, Role.ALONE)
        else:
            yield _Event(one.opening, one, Role.OPEN)
            yield _Event(one.closing, one, Role.CLOSE)


def _nested(text: str, events: Sequence[_Event]) -> list[_Event]:
    """Return the events with HTML tags paired where they close each other inside the same code."""
    result = list(events)
    frames: list[list[tuple[int, str]]] = [[]]
    for index, event in enumerate(events):
        if event.role is Role.OPEN:
            frames.append([])
        elif event.role is Role.CLOSE:
            frames.pop()
        elif event.found.kind == "html":
            _pair_tag(text, result, index, frames[-1])
    return result


def _pair_tag(text: str, events: list[_Event], index: int, waiting: list[tuple[int, str]]) -> None:
    """Take a tag into account: an opening one waits, a closing one is paired with the last one of its name."""
    tag = TAG_RE.fullmatch(_at(text, events[index]))
    if tag is None or tag["name"].lower() in VOID_TAGS or tag.group().endswith("/>"):
        return
    name = tag["name"].lower()
    if not tag["close"]:
        waiting.append((index, name))
        return
    place = next((place for place in range(len(waiting) - 1, -1, -1) if waiting[place][1] == name), None)
    if place is None:
        return
    first = waiting[place][0]
    del waiting[place:]
    pair = _Found("html", events[first].place, events[index].place)
    events[first] = _Event(pair.opening, pair, Role.OPEN)
    events[index] = _Event(events[index].place, pair, Role.CLOSE)


def _with_placeholders(pieces: Iterable[Piece], number: int) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece
            continue
        position = 0
        for match in _PLACEHOLDER_RE.finditer(piece):
            if match.start() > position:
                yield piece[position : match.start()]
            yield Code(Role.ALONE, number, "placeholder", match.group())
            number, position = number + 1, match.end()
        if position < len(piece):
            yield piece[position:]


def _markdown_codes(text: str) -> Iterator[_Found]:
    """Yield what the Markdown parser finds: its rules are watched, for its tokens do not tell their places."""
    if len(text) > _MOST_CHARACTERS:
        return
    found: list[_Found] = []
    tokens: list[Token] = []
    # `length` tells the text itself from the description of an image, which the parser reads as a text of its own.
    env: dict[str, Any] = {"found": found, "length": len(text)}
    try:
        _watched_parser().inline.parse(text, _watched_parser(), env, tokens)
    except RecursionError:
        return
    yield from found
    yield from _emphasis(tokens)


def _emphasis(tokens: Iterable[Token]) -> Iterator[_Found]:
    opened: list[tuple[str, Span]] = []
    for token in tokens:
        if token.type in _EMPHASIS:
            # The parser keeps the inner mark of `**` as its token, on both sides.
            end = token.meta["at"] + 1
            opened.append((_EMPHASIS[token.type], Span(end - len(token.markup), end)))
        elif token.type in ("strong_close", "em_close"):
            kind, opening = opened.pop()
            start = token.meta["at"]
            yield _Found(kind, opening, Span(start, start + len(token.markup)))


@lru_cache(maxsize=1)
def _watched_parser() -> MarkdownIt:
    parser = linear_markdown({}, MAX_NESTING)
    for name, rule in {
        "link": _watched(link, _link),
        "image": _watched(image, _image),
        "backticks": _watched(backtick, _code),
        "autolink": _watched(autolink, _address),
        "html_inline": _watched(html_inline, _html),
        "emphasis": _emphasis_rule,
    }.items():
        parser.inline.ruler.at(name, rule)
    return parser


_Rule = Callable[[StateInline, bool], bool]


def _watched(rule: _Rule, read: Callable[[StateInline, int], _Found | None]) -> _Rule:
    """Return a rule of the parser that also notes what it has taken."""

    def run(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent and state.env["length"] == len(state.src):
            found = read(state, start)
            if found is not None:
                state.env["found"].append(found)
        return True

    return run


def _emphasis_rule(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    for at, token in enumerate(state.tokens[start - state.pos :], start):
        token.meta = {"at": at}
    return True


def _link(state: StateInline, start: int) -> _Found:
    label = state.md.helpers.parseLinkLabel(state, start, True)
    return _Found("link", Span(start, start + 1), Span(label, state.pos))


def _image(state: StateInline, start: int) -> _Found:
    label = state.md.helpers.parseLinkLabel(state, start + 1, False)
    return _Found("image", Span(start, start + 2), Span(label, state.pos))


def _code(state: StateInline, start: int) -> _Found | None:
    is_code = bool(state.tokens) and state.tokens[-1].type == "code_inline" and not state.pending
    return _Found("code", Span(start, state.pos), None) if is_code else None


def _address(state: StateInline, start: int) -> _Found:
    return _Found("address", Span(start, state.pos), None)


def _html(state: StateInline, start: int) -> _Found:
    return _Found("html", Span(start, state.pos), None)

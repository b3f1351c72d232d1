"""What a reader sees of a piece of inline Markdown, with the place of every character in the Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token

from ..markup.blocks import markdown_parser
from ..model import Span
from ._tokens import _DIRECTIVE_RE

OBJECT = "\ufffc"
"""Stands for what is shown but is not prose: a code span, an image, an address in angle brackets, a directive."""

_MARKUP_RE = re.compile(r"[`*_\[<&\\\n]|:::")
_ENTITY_RE = re.compile(r"&#?\w+;")
_LINE_BREAK_TAG_RE = re.compile(r"</?(?:br|p|li|td|th|tr|div|ul|ol)\b", re.IGNORECASE)
_BREAK_RE = re.compile(r"[ \t]*\\?\n[ \t]*")


@dataclass(frozen=True, slots=True)
class Shown:
    """The text shown, and where each of its characters stands in the Markdown."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the range in the Markdown of a range, not empty, of the text."""
        return Span(self.places[start], self.places[end - 1] + 1)


@lru_cache(maxsize=1 << 14)
def shown(markdown: str) -> Shown:
    """Return what a reader sees of inline `markdown`."""
    if not _MARKUP_RE.search(markdown):
        return Shown(markdown, range(len(markdown)))
    raw = _DIRECTIVE_RE.sub(lambda match: OBJECT * len(match.group()), markdown)
    walk = _Walk(raw)
    for token in _inline_tokens(raw):
        walk.step(token)
    return Shown("".join(walk.text), tuple(walk.places))


def _inline_tokens(raw: str) -> Iterator[Token]:
    for token in markdown_parser().parseInline(raw):
        yield from token.children or ()


class _Walk:
    """Follows the tokens of the parser through the Markdown they came from."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.at = 0
        self.text: list[str] = []
        self.places: list[int] = []
        self._auto = False

    def step(self, token: Token) -> None:
        """Go over what `token` was written as."""
        kind = token.type
        if kind == "link_open" and token.markup == "autolink":
            self._auto = True
            self._object(max(self.raw.find(">", self.at) + 1, self.at))
        elif self._auto:
            self._auto = kind != "link_close"
        elif kind == "text":
            self._take(token.content)
        elif kind == "code_inline":
            closed = self.raw.find(token.markup, self.at + len(token.markup) + len(token.content))
            self._object(closed + len(token.markup))
        elif kind in ("softbreak", "hardbreak"):
            self._break()
        elif kind == "link_open":
            self.at += 1
        elif kind == "image":
            self._object(self._behind_link(self.at + 2 + len(token.content)))
        elif kind == "link_close":
            self.at = self._behind_link(self.at)
        elif kind == "html_inline":
            if _LINE_BREAK_TAG_RE.match(token.content):
                self._put("\n", self.at)
            self.at += len(token.content)
        else:
            self.at += len(token.markup)

    def _put(self, char: str, place: int) -> None:
        self.text.append(char)
        self.places.append(place)

    def _object(self, end: int) -> None:
        self._put(OBJECT, min(self.at, len(self.raw) - 1))
        self.at = end

    def _break(self) -> None:
        match = _BREAK_RE.match(self.raw, self.at)
        self._put(" ", min(self.at, len(self.raw) - 1))
        if match:
            self.at = match.end()

    def _take(self, content: str) -> None:
        if self.raw.startswith(content, self.at) and "\\" not in content and "&" not in content:
            self.text.append(content)
            self.places.extend(range(self.at, self.at + len(content)))
            self.at += len(content)
            return
        index = 0
        while index < len(content) and self.at < len(self.raw):
            index += self._take_one(content, index)

    def _take_one(self, content: str, index: int) -> int:
        """Take one character, or those of one entity; return how many."""
        raw, char = self.raw, content[index]
        if raw[self.at] == "\\" and raw[self.at + 1 : self.at + 2] == char:
            self.at += 1  # an escape; a backslash that is shown is taken for one of the two that escape it
        elif raw[self.at] == "&" and (match := _ENTITY_RE.match(raw, self.at)):
            meant = html.unescape(match.group())
            if meant != match.group() and content.startswith(meant, index):
                for one in meant:
                    self._put(one, self.at)
                self.at = match.end()
                return len(meant)
        elif raw[self.at] != char:  # white space that the parser drops
            self.at = max(raw.find(char, self.at), self.at)
        self._put(char, self.at)
        self.at += 1
        return 1

    def _behind_link(self, at: int) -> int:
        """Return the place behind `](destination "title")`, `][label]` or `]` at `at`."""
        raw = self.raw
        if raw.startswith("][", at):
            return raw.find("]", at + 2) + 1 or at + 1
        if not raw.startswith("](", at):
            return at + 1
        depth, at = 1, at + 2
        while at < len(raw) and depth:
            char = raw[at]
            at += 2 if char == "\\" else 1
            depth += (char == "(") - (char == ")")
        return at

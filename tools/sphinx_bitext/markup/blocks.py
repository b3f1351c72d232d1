"""Markdown to leaf blocks with exact source ranges, through the parser that Sphinx's pages are made with."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, list_block, paragraph
from markdown_it.token import Token

from ..model import Block, Span
from .linear import is_overloaded, linear_markdown
from .usual_blocks import fence_end, is_blank, stretch_end, usual_block

_LINE_END_RE = re.compile(r"\r\n|\n|\r")
_CONTAINERS = {
    "blockquote": "quote",
    "alert": "alert",
    "bullet_list": "bullet",
    "ordered_list": "ordered",
    "list_item": "item",
    "table": "table",
    "tr": "row",
}
MAX_NESTING = 80
"""Levels of blocks in blocks and of inline elements (a list level counts two); markdown-it drops what is deeper."""

_AS_IS = {"fence": "fence", "code_block": "code", "html_block": "html"}


@lru_cache(maxsize=1)
def markdown_parser() -> MarkdownIt:
    """Return the one Markdown dialect of the product: CommonMark with tables and alerts."""
    return linear_markdown({"alerts": True}, MAX_NESTING).enable("table")


@lru_cache(maxsize=1)
def _block_parser() -> MarkdownIt:
    """Return the same dialect without its inline phase, which takes most of the time and finds no block."""
    parser = MarkdownIt("commonmark", {"alerts": True, "maxNesting": MAX_NESTING}).enable("table").disable("inline")
    parser.block.ruler.before("table", "obvious", _obvious)
    return parser


def _obvious(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take what only one rule can match, so that the ten others need not be tried: most of what help pages consist of.

    A line that begins with a letter is a paragraph, and one with `#` a heading, unless the next line makes it the head
    of a table or underlines it.
    """
    if state.is_code_block(line):
        return False
    first = _first(state, line)
    if not (first == "#" or first.isalpha()) or not _ends(state, line + 1, end):
        return False
    return heading(state, line, end, silent) if first == "#" else paragraph(state, line, end, silent)


def _first(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : start + 1]


def _ends(state: StateBlock, line: int, end: int) -> bool:
    """Say whether no text of the block that is open goes on in this line: it is blank, or the next item of its list."""
    if line >= end or state.isEmpty(line):
        return True
    return 0 <= state.sCount[line] < state.blkIndent and list_block(state, line, end, True)


def render_inline(markdown: str) -> str:
    """Return the HTML of inline Markdown, to compare what two spellings show; never for publishing."""
    return str(markdown_parser().renderInline(markdown))


def is_plain(markdown: str) -> bool:
    """Say whether inline Markdown has so many brackets that it is read as plain text."""
    return is_overloaded(markdown_parser(), markdown)


def parse_blocks(markdown: str) -> tuple[Block, ...]:
    """Return the leaf blocks of a Markdown body in reading order, with their ranges in it.

    Newlines of any kind keep their offsets. A text too deep for the parser comes back as one block `flat`.
    """
    found: list[Block] = []
    definitions: list[Block] = []
    try:
        for blocks, defined in _stretches(markdown):
            found += blocks
            definitions += defined
    except (RecursionError, _TooDeepError):
        return (Block("flat", (Span(0, len(markdown)),), markdown),)
    return tuple(sorted([*found, *definitions], key=_place))


_place = operator.attrgetter("place")


class _TooDeepError(Exception):
    """Blocks stand in blocks beyond `MAX_NESTING`."""


def _stretches(text: str) -> Iterator[tuple[Sequence[Block], Sequence[Block]]]:
    """Yield the blocks of a text piece by piece: those that leave tokens, and link reference definitions."""
    if "\r" in text or "\x00" in text:
        usual = _LINE_END_RE.sub("\n", text).replace("\x00", "\ufffd")
        yield _read(text, *_tokens(usual), _line_spans(text))
        return
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    number = 0
    while number < len(lines):
        if is_blank(lines[number]):
            number += 1
        elif block := usual_block(lines, number, starts[number]):
            yield (block,), ()
            number += 1
        else:
            after, tokens, env = _parse_stretch(text, lines, starts, number)
            spans = [Span(starts[line], starts[line + 1] - 1) for line in range(number, after)]
            yield _read(text, tokens, env, spans, number)
            number = after


def _parse_stretch(
    text: str, lines: Sequence[str], starts: Sequence[int], first: int
) -> tuple[int, list[Token], dict[str, Any]]:
    """Parse from a line at which no block is open to the next such line; return its number and what was found."""
    after = stretch_end(lines, first)
    tokens, env = _tokens(text[starts[first] : starts[after]])
    last = tokens[-1] if tokens else None
    if last is None or last.type not in ("fence", "html_block") or last.level or not last.map:
        return after, tokens, env
    if last.map[1] < after - first or not is_blank(lines[after - 1]) or after == len(lines):
        return after, tokens, env
    after = fence_end(lines, first + last.map[0]) if last.type == "fence" else len(lines)
    return after, *_tokens(text[starts[first] : starts[after]])


def _tokens(text: str) -> tuple[list[Token], dict[str, Any]]:
    """Return the tokens of the blocks of a text whose lines end with a line feed alone, and its references."""
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    parser = _block_parser()
    parser.block.parse(text, parser, env, tokens)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise _TooDeepError
    return tokens, env


def _read(
    text: str, tokens: Sequence[Token], env: Mapping[str, Any], lines: Sequence[Span], first: int = 0
) -> tuple[list[Block], list[Block]]:
    reader = _Reader(text, lines, first)
    return list(reader.read(tokens)), list(reader.definitions(env))


def _line_spans(text: str) -> list[Span]:
    """Return the range of each line, without its line end; the same lines as markdown-it counts."""
    spans = []
    start = 0
    for match in _LINE_END_RE.finditer(text):
        spans.append(Span(start, match.start()))
        start = match.end()
    return [*spans, Span(start, len(text))]


class _Reader:
    """Walks the tokens of some lines of a text and places each leaf block in it; `first` is the number of the first."""

    def __init__(self, text: str, lines: Sequence[Span], first: int) -> None:
        self.text = text
        self.lines = lines
        self.first = first
        self.stack: list[str] = []
        self.row = 0
        self.cursor = 0
        self.level = 0
        self.kind = "paragraph"

    def read(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token in tokens:
            name = token.type.removesuffix("_open").removesuffix("_close")
            if token.nesting and name in _CONTAINERS:
                self._container(token, name)
            elif token.type == "heading_open":
                self.kind, self.level = "heading", int(token.tag[1])
            elif token.type == "heading_close":
                self.kind, self.level = "paragraph", 0
            elif token.type in ("th_open", "td_open"):
                self.kind = "cell"
            elif token.type in ("th_close", "td_close"):
                self.kind = "paragraph"
            elif token.type == "inline" and token.content:
                block = self._inline(token)
                if block:
                    yield block
            elif token.type in _AS_IS and token.map:
                yield self._as_is(token, _AS_IS[token.type])

    def _container(self, token: Token, name: str) -> None:
        if token.nesting > 0:
            self.stack.append(_CONTAINERS[name])
            if name == "tr" and token.map:
                self.row = token.map[0]
                self.cursor = self.lines[self.row].start
        elif self.stack:
            self.stack.pop()

    def _inline(self, token: Token) -> Block | None:
        if self.kind == "cell":
            spans: tuple[Span, ...] = (self._cell(token.content),)
        elif token.map:
            spans = self._content(token.content.split("\n"), token.map[0], heading=self.kind == "heading")
        else:
            return None  # the title that markdown-it gives an alert stands nowhere in the text
        row = self.first + self.row + 1 if self.kind == "cell" else 0
        return Block(self.kind, spans, token.content, tuple(self.stack), self.level, row)

    def _cell(self, content: str) -> Span:
        """Return where the cell stands: cells come in order, and a pipe inside one is escaped in the text."""
        written = content.replace("|", "\\|")
        end = self.lines[self.row].end
        start = self.text.find(written, self.cursor, end)
        if start < 0:
            return Span(self.cursor, self.cursor)
        self.cursor = start + len(written)
        return Span(start, self.cursor)

    def _content(self, content: Sequence[str], first: int, *, heading: bool) -> tuple[Span, ...]:
        spans = []
        for number, line in enumerate(content, first):
            if number >= len(self.lines):
                break
            start, end = self.lines[number]
            spans.append(_place_line(self.text[start:end], line, start, heading=heading))
        return tuple(spans)

    def _as_is(self, token: Token, kind: str) -> Block:
        first, after = token.map or (0, 0)
        inside = token.content.removesuffix("\n").split("\n")
        if kind == "fence":
            closing = after - first - len(inside) - 1 if token.content else after - first - 1
            inside = [token.markup, *(inside if token.content else []), *[token.markup] * max(0, closing)]
        spans = []
        for offset, line in enumerate(inside):
            if first + offset >= min(after, len(self.lines)):
                break
            start, end = self.lines[first + offset]
            place = _place_line(self.text[start:end], line, start, heading=False)
            if kind == "fence" and offset == 0:
                # The info string belongs to the block: begin at the marker, end with the line.
                place = Span(start + max(0, self.text[start:end].find(token.markup)), end)
            spans.append(place)
        lines = tuple(spans)
        return Block(kind, lines, "\n".join(self.text[start:end] for start, end in lines), tuple(self.stack))

    def definitions(self, env: Mapping[str, Any]) -> Iterator[Block]:
        """Yield the link reference definitions, which leave no token."""
        found = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
        for reference in found:
            first, after = reference.get("map") or (0, 0)
            lines = tuple(self._trimmed(number) for number in range(first, min(after, len(self.lines))))
            if lines:
                yield Block("definition", lines, "\n".join(self.text[start:end] for start, end in lines))

    def _trimmed(self, number: int) -> Span:
        start, end = self.lines[number]
        line = self.text[start:end]
        return Span(start + len(line) - len(line.lstrip(" \t>")), start + len(line.rstrip()))


def _place_line(line: str, content: str, start: int, *, heading: bool) -> Span:
    """Return where `content`, a line without its container prefix, stands in `line`, which begins at `start`."""
    if heading:
        marks = re.match(r"[^#]*#{1,6}[ \t]+", line)
        found = line.find(content, marks.end() if marks else 0)
        if found < 0:
            found = line.find(content)
    elif line.endswith(content):
        found = len(line) - len(content)
    else:
        # The last line of a paragraph comes without its trailing white space.
        bare, wanted = line.rstrip(), content.rstrip()
        found = len(bare) - len(wanted) if bare.endswith(wanted) else line.rfind(wanted)
        content = wanted
    if found < 0:  # tabs that were turned into spaces: the line without its indentation
        return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
    return Span(start + found, start + found + len(content))

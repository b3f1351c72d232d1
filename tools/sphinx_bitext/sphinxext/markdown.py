"""markdown-it with the dialect of the articles, to which the private marks are invisible."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML, RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.rules_inline import StateInline, newline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from sphinx_bitext.markup.dialect.lines import dedent_columns, free_lines
from sphinx_bitext.markup.linear import LinearInline
from sphinx_bitext.markup.marks import CLOSE, END, MARK_RE, START, remove_marks

from .dialect.rules import KEY, add_dialect, dialect_of

MAX_NESTING = 64
"""Levels of blocks, or of inline elements, a page may have; a level of a list counts two."""


def before_marks(text: str, end: int) -> int:
    """Return the offset at which the run of marks that ends at `end` begins; `end` itself when there is none."""
    while end > 0 and text[end - 1] in (END, CLOSE):
        start = end - 1 if text[end - 1] == CLOSE else text.rfind(START, 0, end)
        match = MARK_RE.match(text, start) if start >= 0 else None
        if match is None or match.end() != end:
            break
        end = start
    return end


class NestingError(Exception):
    """The text is nested deeper than `MAX_NESTING`; markdown-it would drop what lies deeper."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.where = _beginning(text)


def _beginning(text: str) -> str:
    """Return the beginning of some text, without marks: enough to find it in its file."""
    return remove_marks(text).strip().split("\n", maxsplit=1)[0][:80]


class References(dict[str, dict[str, str]]):
    """Link reference definitions whose labels are found with or without marks."""

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        """Return the definition of a label."""
        return super().get(remove_marks(key), default)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(remove_marks(key) if isinstance(key, str) else key)

    def __setitem__(self, key: str, value: dict[str, str]) -> None:
        super().__setitem__(remove_marks(key), value)


class _MarkedState(StateInline):
    """Inline state that looks past marks where emphasis asks for the neighbours of a delimiter run."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 (name and names of the base)
        """Return what `StateInline.scanDelims` returns for the text without marks."""
        src = self.src
        end = start
        while end < self.posMax and src[end] == src[start]:
            end += 1
        before = before_marks(src, start)
        after = end
        while after < self.posMax and (match := MARK_RE.match(src, after)):
            after = match.end()
        if before == start and after == end:
            return super().scanDelims(start, canSplitWord)
        last = src[before - 1] if before > 0 else " "
        following = src[after] if after < self.posMax else " "
        near = StateInline(last + src[start:end] + following, self.md, self.env, [])
        return near.scanDelims(1, canSplitWord)


class _MarkedInline(LinearInline):
    """Inline parser that uses `_MarkedState`."""

    state = _MarkedState

    def overloaded(self, src: str, env: EnvType) -> None:
        """Say that a block is published as plain text."""
        dialect = dialect_of(env)
        if dialect is not None:
            said = "text with too many brackets is published without its markup"
            dialect.warn("published-flat", said, _beginning(src))


def _newline(state: StateInline, silent: bool) -> bool:
    """Apply the rule `newline`; spaces that make a hard break may stand before a mark."""
    if state.src[state.pos] == "\n" and not silent and state.pending.endswith((END, CLOSE)):
        pending = state.pending
        marks = before_marks(pending, len(pending))
        text = pending[:marks].rstrip(" ")
        state.pending = text + pending[marks:] + pending[len(text) : marks]
    return newline(state, silent)


def _depth_guard(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Match never, but stop where the text is nested too deep."""
    if not silent and state.level >= MAX_NESTING:
        raise NestingError(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]])
    return False


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Apply the rule `table`, and say what it leaves out: the cells of a row that its header has no columns for."""
    count = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    dialect = None if silent else dialect_of(state.env)
    if dialect is not None:
        columns = sum(token.type == "th_open" for token in state.tokens[count:])
        for line in range(start + 2, state.line):
            lost = [cell for cell in _cells(getLine(state, line).strip(), columns)[columns:] if cell]
            if lost:
                written = " | ".join(cell.replace("|", "\\|") for cell in lost)
                dialect.warn("lost-cell", f"the table has no column for: {written}", written)
    return True


def _cells(row: str, columns: int) -> list[str]:
    """Return the cells of a row as the rule `table` cuts them, without marks; none where there are not too many."""
    if row.count("|") - row.startswith("|") - row.endswith("|") < columns:
        return []
    return [remove_marks(cell).strip() for cell in escapedSplit(row.removeprefix("|"))]


class ArticleMarkdown(MarkdownIt):
    """CommonMark with tables and alerts; raises NestingError on text that is nested too deep."""

    def __init__(self, renderer_cls: Callable[[MarkdownIt], RendererProtocol] = RendererHTML) -> None:
        super().__init__("commonmark", renderer_cls=renderer_cls)
        self.inline = _MarkedInline()
        self.configure("commonmark", {"maxNesting": MAX_NESTING + 16})
        self.enable("table")
        self.options["alerts"] = True
        self.inline.ruler.at("newline", _newline)
        self.block.ruler.at("table", _table)
        self.block.ruler.before("table", "depth_guard", _depth_guard)
        add_dialect(self)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (name of the base)
        """Return the encoded destination without marks."""
        return super().normalizeLink(remove_marks(url))

    def parse(self, src: str, env: EnvType | None = None) -> list[Token]:
        """Return the tokens of `src`; raises NestingError."""
        env = {} if env is None else env
        env.setdefault("references", References())
        tokens = super().parse(dedent_columns(free_lines(src)) if KEY in env else src, env)
        for token in tokens:
            if max((child.level for child in token.children or ()), default=0) > MAX_NESTING:
                raise NestingError(token.content)
        return tokens

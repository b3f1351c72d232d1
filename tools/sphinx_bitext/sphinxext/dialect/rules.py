"""Rules for markdown-it: constructs become tokens of their own, and what they enclose is put inside them.

Without a `Dialect` in the parser's `env`, as when messages are extracted, the rules match nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from sphinx_bitext.markup.dialect import Kind, is_unknown, read_inline, read_line
from sphinx_bitext.markup.marks import remove_marks

from .arrange import Arranger

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.utils import EnvType

    from .context import Dialect

KEY = "bitext_dialect"
"""Key of the `Dialect` in the parser's `env`."""
_JOINS_TEXT = (Kind.INCLUDE, Kind.TEXT)
"""Constructs that do not end a paragraph: between words they are part of it."""
_ALTERNATIVES = ["paragraph", "reference", "blockquote", "list", "table"]


def add_dialect(parser: MarkdownIt) -> None:
    """Put the rules into a parser."""
    parser.block.ruler.before("table", "construct", _block, {"alt": _ALTERNATIVES})
    parser.core.ruler.after("block", "arrange", _arrange)
    parser.core.ruler.at("inline", _inlines)
    parser.inline.ruler.before("link", "construct", _inline)


def dialect_of(env: EnvType) -> Dialect | None:
    """Return the dialect of the page that is parsed, None when constructs are to be taken for text."""
    found: Dialect | None = env.get(KEY)
    return found


def _block(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """Match a line that is a construct as a whole."""
    start = state.bMarks[line] + state.tShift[line]
    if state.src[start : start + 2] not in ("::", "[!") or state.is_code_block(line):
        return False
    dialect = dialect_of(state.env)
    if dialect is None:
        return False
    text = remove_marks(state.src[start : state.eMarks[line]]).strip()
    construct = read_line(text)
    if construct is None or construct.kind is Kind.TEXT:
        if construct is None and is_unknown(text):
            dialect.warn("unknown-markup", f"published as text: {text[:80]}", text)
        return False
    if silent:
        return construct.kind not in _JOINS_TEXT
    token = state.push("construct", "", 0)
    token.content = text
    token.map = [line, line + 1]
    token.meta = {"construct": construct}
    token.block = True
    state.line = line + 1
    return True


def _arrange(state: StateCore) -> None:
    """Put the tokens between the beginning and the end of a construct into one."""
    dialect = dialect_of(state.env)
    if dialect is not None:
        state.tokens = Arranger(state.md, state.env, dialect).arrange(state.tokens)


def _inlines(state: StateCore) -> None:
    """Do what markdown-it's rule `inline` does, and know in which article each paragraph stands."""
    dialect = dialect_of(state.env)
    for token in state.tokens:
        if dialect is not None and token.type == "included_open":
            dialect.trail.append(token.meta["docname"])
        elif dialect is not None and token.type == "included_close":
            dialect.trail.pop()
        elif token.type == "inline":
            token.children = [] if token.children is None else token.children
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _inline(state: StateInline, silent: bool) -> bool:
    """Match a construct between words."""
    if state.src[state.pos] not in ":[" or not state.src.startswith((":::", "[!"), state.pos):
        return False
    dialect = dialect_of(state.env)
    found = read_inline(state.src, state.pos) if dialect is not None else None
    if dialect is None or found is None:
        return False
    if not silent:
        construct, text = found.construct, remove_marks(state.src[state.pos : found.end])
        if construct.kind is not Kind.INCLUDE or not _include(state, dialect, construct.target, text):
            token = state.push("construct", "", 0)
            token.content, token.meta = text, {"construct": construct}
    state.pos = found.end
    return True


def _include(state: StateInline, dialect: Dialect, target: str, text: str) -> bool:
    """Push the words of another article, which `text` asks for; return False when there is none."""
    found = dialect.include(target, text)
    if found is None:
        return False
    docname, markdown = found
    dialect.trail.append(docname)
    try:
        blocks: list[Token] = []
        state.md.block.parse(markdown, state.md, state.env, blocks)
        written = [words for block in blocks if (words := _words(state, block))]
    finally:
        dialect.trail.pop()
    state.push("included_open", "", 1).meta = {"docname": docname}
    for index, words in enumerate(written):
        if index:
            state.push("text", "", 0).content = " "
        state.tokens.extend(words)
    state.push("included_close", "", -1)
    return True


def _words(state: StateInline, block: Token) -> list[Token]:
    """Return a block of another article as tokens that may stand between words."""
    if block.type == "construct":
        return [block]
    if block.type in ("fence", "code_block"):
        return [Token("code_inline", "code", 0, content=block.content.strip())]
    words: list[Token] = []
    if block.type in ("inline", "html_block"):
        state.md.inline.parse(block.content.strip(), state.md, state.env, words)
    return words

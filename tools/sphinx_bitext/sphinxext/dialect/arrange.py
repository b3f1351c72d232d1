"""From a flat list of tokens, in which constructs are lines, to one in which they enclose what is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from sphinx_bitext.markup.dialect import Construct, Kind, Role
from sphinx_bitext.markup.dialect.tabs import TabHeading, read_heading
from sphinx_bitext.markup.plain_text import plain_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.utils import EnvType

    from .context import Dialect

MAX_OPEN = 24
"""Constructs that may be open at one place; further ones are text."""
MAX_LEVELS = 64
"""Levels of blocks that an article may have where it is taken in, those around it counted."""


@dataclass(slots=True)
class _Group:
    """A construct that is open."""

    kind: Kind | str
    """A kind, `tabs` or `tab`."""
    start: int
    """Index in the output of its opening token."""
    shown: bool = True


@dataclass(slots=True)
class _Frame:
    """One container of Markdown (the page, a quote, a list item): constructs end with it at the latest."""

    start: int
    groups: list[_Group] = field(default_factory=list)


class Arranger:
    """Arranges the tokens of one text; `arrange` is to be called once."""

    def __init__(self, parser: MarkdownIt, env: EnvType, dialect: Dialect, levels: int = 0) -> None:
        self._parser = parser
        self._env = env
        self._dialect = dialect
        self._levels = levels
        self._out: list[Token] = []
        self._frames = [_Frame(0)]
        self._open = 0
        self._titles: dict[str, str] = {}

    def arrange(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens of a page with every construct closed."""
        tabs = {index: tab for index, tab in enumerate(map(_tab, tokens)) if tab}
        self._titles = {tab.id: plain_text(tab.label) for tab in reversed(tabs.values())}
        skip = 0
        for index, token in enumerate(tokens):
            if skip:
                skip -= 1
            elif index + 1 in tabs and token.type == "heading_open":
                self._tab(tabs[index + 1], tokens[index + 1])
                skip = 2
            else:
                self._take(token)
        self._close_groups(0)
        return self._out

    def _take(self, token: Token) -> None:
        if token.type == "construct":
            self._construct(token)
        elif token.type == "hr" and any(group.kind == "tabs" for group in self._frames[-1].groups):
            self._close_kind("tabs")
        elif token.nesting > 0:
            self._out.append(token)
            self._frames.append(_Frame(len(self._out)))
        elif token.nesting < 0:
            self._close_groups(0)
            frame = self._frames.pop()
            if not self._unwrap(frame):
                self._out.append(token)
        else:
            self._out.append(token)

    def _unwrap(self, frame: _Frame) -> bool:
        """Take the quote away around a box or a video, which are written in one; return whether that was done."""
        if self._out[frame.start - 1].type != "blockquote_open" or frame.start == len(self._out):
            return False
        inside = self._out[frame.start :]
        if not (_is(inside[0], Kind.DIV, "group_open") or all(_is(token, Kind.VIDEO, "construct") for token in inside)):
            return False
        self._out[frame.start - 1 :] = inside
        return True

    def _construct(self, token: Token) -> None:
        construct: Construct = token.meta["construct"]
        if construct.role is Role.OPEN:
            self._open_group(construct, token)
        elif construct.role is Role.CLOSE:
            if not self._close_kind(construct.kind):
                self._as_text(token, "nothing is open that it could end")
        elif construct.kind is Kind.INCLUDE:
            self._include(construct, token)
        else:
            self._out.append(token)

    def _open_group(self, construct: Construct, token: Token) -> None:
        if self._open >= MAX_OPEN:
            self._as_text(token, "nested too deep")
            return
        shown, said = True, False
        if construct.kind is Kind.MONIKER:
            shown, said = self._dialect.versions(construct.options["range"])
        elif construct.kind is Kind.ZONE:
            shown, said = self._dialect.zones(construct.options["zones"])
        self._begin(construct.kind, shown=shown, construct=construct, said=said and bool(construct.text))

    def _begin(self, kind: Kind | str, *, shown: bool = True, **meta: Any) -> None:  # noqa: ANN401 (of any type)
        self._frames[-1].groups.append(_Group(kind, len(self._out), shown))
        self._open += 1
        self._out.append(Token(_type_of(kind, "open"), "", 1, meta=meta, block=True))

    def _close_kind(self, kind: Kind | str) -> bool:
        groups = self._frames[-1].groups
        for index in range(len(groups) - 1, -1, -1):
            if groups[index].kind == kind:
                self._close_groups(index)
                return True
        return False

    def _close_groups(self, first: int) -> None:
        """Close the open groups of this container from an index on, innermost first."""
        groups = self._frames[-1].groups
        while len(groups) > first:
            group = groups.pop()
            self._open -= 1
            if group.shown:
                self._out.append(Token(_type_of(group.kind, "close"), "", -1, block=True))
            else:
                del self._out[group.start :]

    def _tab(self, tab: TabHeading, inline: Token) -> None:
        if not self._close_kind("tab"):
            if self._open + 2 > MAX_OPEN:
                self._as_text(inline, "nested too deep")
                return
            self._begin("tabs")
        condition = self._titles.get(tab.condition, tab.condition)
        self._begin("tab", id=tab.id, condition=condition)
        inline.content = tab.label
        opening, closing = Token("tab_label_open", "", 1, block=True), Token("tab_label_close", "", -1, block=True)
        self._out += [opening, inline, closing]

    def _include(self, construct: Construct, token: Token) -> None:
        found = self._dialect.include(construct.target, token.content)
        if found is None:
            self._out.append(token)
            return
        docname, markdown = found
        levels = self._levels + len(self._frames)
        inside: list[Token] = []
        self._dialect.trail.append(docname)
        try:
            self._parser.block.parse(markdown, self._parser, self._env, inside)
            if max((one.level for one in inside), default=0) + levels > MAX_LEVELS:
                self._dialect.warn("missing-include", f"nested too deep: {construct.target[:200]}", token.content)
                self._out.append(token)
                return
            inside = Arranger(self._parser, self._env, self._dialect, levels).arrange(inside)
        finally:
            self._dialect.trail.pop()
        meta = {"docname": docname}
        closing = Token("included_close", "", -1, block=True)
        self._out += [Token("included_open", "", 1, meta=meta, block=True), *inside, closing]

    def _as_text(self, token: Token, problem: str) -> None:
        """Publish a construct as the text it is written with."""
        self._dialect.warn("unknown-markup", f"{problem}; published as text: {token.content[:80]}", token.content)
        inline = Token("inline", "", 0, content=token.content, children=[], map=token.map, block=True)
        opening, closing = Token("paragraph_open", "p", 1, block=True), Token("paragraph_close", "p", -1, block=True)
        self._out += [opening, inline, closing]


def _tab(token: Token) -> TabHeading | None:
    return read_heading(token.content) if token.type == "inline" else None


def _type_of(kind: Kind | str, end: str) -> str:
    return f"{kind}_{end}" if kind in ("tabs", "tab") else f"group_{end}"


def _is(token: Token, kind: Kind, name: str) -> bool:
    return token.type == name and token.meta.get("construct") is not None and token.meta["construct"].kind is kind

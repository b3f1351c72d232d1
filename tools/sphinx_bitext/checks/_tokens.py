"""Counts on parsed Markdown: what a reader gets, not what the characters look like. Cached by text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ._inline import Node, parse_nodes

_CACHE = 1 << 14
_HTML_URL_RE = re.compile(r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CODE_RE = re.compile(r"(?<!`)(?:`[^`]+`|``[^`]+``)(?!`)")
_BARE_URL_RE = re.compile(
    r"(?:https?|ftp|mailto|tel):[^\s<>]+|www\.[^\s<>]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE
)
# What the platform's Markdown does not show as text: [!INCLUDE [name](file)], [!code-cs[name](file)], :::image ... :::
_DIRECTIVE_RE = re.compile(r"\[![A-Za-z][\w-]*\s*\[[^\[\]]*\]\([^()]*\)\s*\]|:::[^\r\n]*")
PROSE = frozenset({"text", "literal", "special", "break"})
"""Kinds of nodes that are text to read."""
_TEXT_ALONE = frozenset({"text"})
_LINKING = frozenset({"link", "autolink", "image"})
_WORD_RE = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_NOT_WORD_RE = re.compile(r"[\W_]+")


class Inline(NamedTuple):
    """What a piece of inline Markdown renders to."""

    destinations: tuple[str, ...]
    """Destinations of links and images, of HTML ones too, in reading order."""
    strong: int
    """Spans of `**strong**`."""
    emphasis: int
    """Spans of `*emphasis*`."""
    code: tuple[str, ...]
    """Contents of code spans."""
    plain: str
    """The text shown, without code, images, HTML tags and the addresses of autolinks."""
    literal_strong: int
    """Runs of `**` that a reader sees as such."""
    nodes: tuple[Node, ...] = ()
    """All pieces with their places, in the order of their ends."""
    kinds: frozenset[str] = frozenset()
    """Those of all pieces."""

    def of(self, *kinds: str) -> tuple[Node, ...]:
        """Return the nodes of some kinds."""
        if self.kinds.isdisjoint(kinds):
            return ()
        return tuple([node for node in self.nodes if node[0] in kinds])


@lru_cache(maxsize=_CACHE)
def inline(markdown: str) -> Inline:
    """Parse `markdown` as inline text."""
    nodes = parse_nodes(markdown)
    if len(nodes) == 1 and nodes[0].kind == "text":
        text = nodes[0].content
        return Inline((), 0, 0, (), text, text.count("**"), nodes, _TEXT_ALONE)
    return _read_markup(nodes)


def _read_markup(nodes: tuple[Node, ...]) -> Inline:
    destinations: list[str] = []
    text: list[str] = []
    code: list[str] = []
    kinds: list[str] = []
    for kind, _, _, content, url in nodes:
        kinds.append(kind)
        if kind in PROSE:
            text.append(content)
        elif kind in _LINKING:
            destinations.append(url)
        elif kind == "code":
            code.append(content)
        elif kind == "html":
            destinations += (next(filter(None, match), "") for match in _HTML_URL_RE.findall(content))
    plain = "".join(text)
    counts = kinds.count("strong"), kinds.count("em")
    return Inline(tuple(destinations), *counts, tuple(code), plain, plain.count("**"), nodes, frozenset(kinds))


@lru_cache(maxsize=_CACHE << 2)
def prose(markdown: str) -> str:
    """Return the text shown, without code, addresses and directives."""
    plain = inline(with_directives(markdown, " ")).plain
    may_have_url = ":" in plain or "@" in plain or "www" in plain.lower()
    return _BARE_URL_RE.sub(" ", plain) if may_have_url else plain


def holds(text: str, marks: Iterable[str]) -> bool:
    """Say whether a text has one of the marks."""
    for mark in marks:  # noqa: SIM110 (the checks of each sentence begin so: `any` takes twice as long)
        if mark in text:
            return True
    return False


def name_codes(markdown: str) -> str:
    """Return the text with a word of its own for each code: "and" between three codes is a list, and said once each."""
    parts = _CODE_RE.split(markdown)
    return "".join(f"{part}c{number}" for number, part in enumerate(parts[:-1])) + parts[-1]


def with_directives(markdown: str, char: str) -> str:
    """Return `markdown` with each directive, which is not shown as text, as `char` or, if that is no blank, as many."""
    if "[!" not in markdown and ":::" not in markdown:
        return markdown
    return _DIRECTIVE_RE.sub(lambda match: char * (1 if char == " " else len(match.group())), markdown)


@lru_cache(maxsize=_CACHE >> 2)
def words(plain: str) -> tuple[str, ...]:
    """Return the words of a plain text: runs of letters, with apostrophes and hyphens inside."""
    return tuple(_WORD_RE.findall(plain))


def folded_words(found: Sequence[str]) -> list[str]:
    """Return words case folded: all at once, which takes a fraction of the time."""
    return " ".join(found).casefold().split(" ") if found else []


@lru_cache(maxsize=_CACHE)
def letters(markdown: str) -> str:
    """Return letters and digits alone, case folded: equal for two spellings that show the same words."""
    return _NOT_WORD_RE.sub("", inline(markdown).plain + "".join(inline(markdown).code)).casefold()


def neutral_locale(destination: str, locale: str) -> str:
    """Return a destination with the locale in its path taken as one: `/en-us/` and, for sv-SE, `/sv-se/` or `/sv/`."""
    return _locale_re(locale).sub("*", destination) if "/" in destination else destination


@lru_cache(maxsize=512)
def _locale_re(locale: str) -> re.Pattern[str]:
    tags = "|".join(map(re.escape, ("en-us", "en", locale, locale.partition("-")[0])))
    return re.compile(rf"(?<=/)(?:{tags})(?=[/?#]|$)", re.IGNORECASE)

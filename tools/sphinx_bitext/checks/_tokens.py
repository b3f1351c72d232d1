"""Counts on parsed Markdown: what a reader gets, not what the characters look like. Cached by text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token

from ..markup.blocks import markdown_parser

_CACHE = 1 << 14
_HTML_URL_RE = re.compile(r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BARE_URL_RE = re.compile(
    r"(?:https?|ftp|mailto|tel):[^\s<>]+|www\.[^\s<>]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE
)
_URL_HINT_RE = re.compile(r"[:@]|www", re.IGNORECASE)
# What the platform's Markdown does not show as text: [!INCLUDE [name](file)], [!code-cs[name](file)], :::image ... :::
_DIRECTIVE_RE = re.compile(r"\[![A-Za-z][\w-]*\s*\[[^\[\]]*\]\([^()]*\)\s*\]|:::[^\r\n]*")
# What inline Markdown can begin with; a text without any of it is shown as it stands.
_MARKUP_RE = re.compile(r"[\\`*_\[\]<>&!\n\r\x00]|  $")
_WORD_RE = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_NOT_WORD_RE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Inline:
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


@lru_cache(maxsize=_CACHE)
def inline(markdown: str) -> Inline:
    """Parse `markdown` as inline text."""
    if not _MARKUP_RE.search(markdown):
        return _read([Token("text", "", 0, content=markdown)])
    return _read(list(_leaves(markdown_parser().parseInline(markdown))))


def _leaves(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from token.children or ()
        else:
            yield token


def _read(tokens: list[Token]) -> Inline:
    destinations: list[str] = []
    text: list[str] = []
    literal = auto = 0
    for token in tokens:
        if token.type in ("link_open", "image"):
            destinations.append(str(token.attrGet("href" if token.type == "link_open" else "src") or ""))
            auto += token.markup == "autolink"
        elif token.type == "link_close":
            auto -= token.markup == "autolink"
        elif token.type == "html_inline":
            destinations += (next(filter(None, match), "") for match in _HTML_URL_RE.findall(token.content))
        elif token.type in ("softbreak", "hardbreak"):
            text.append(" ")
        elif token.type == "text" and not auto:
            text.append(token.content)
            literal += token.content.count("**")
    return Inline(
        destinations=tuple(destinations),
        strong=sum(token.type == "strong_open" for token in tokens),
        emphasis=sum(token.type == "em_open" for token in tokens),
        code=tuple(token.content for token in tokens if token.type == "code_inline"),
        plain="".join(text),
        literal_strong=literal,
    )


@lru_cache(maxsize=_CACHE << 2)
def prose(markdown: str) -> str:
    """Return the text shown, without code, addresses and directives."""
    plain = inline(_DIRECTIVE_RE.sub(" ", markdown) if "[!" in markdown or ":::" in markdown else markdown).plain
    return _BARE_URL_RE.sub(" ", plain) if _URL_HINT_RE.search(plain) else plain


def words(plain: str) -> tuple[str, ...]:
    """Return the words of a plain text: runs of letters, with apostrophes and hyphens inside."""
    return tuple(_WORD_RE.findall(plain))


@lru_cache(maxsize=_CACHE)
def letters(markdown: str) -> str:
    """Return letters and digits alone, case folded: equal for two spellings that show the same words."""
    return _NOT_WORD_RE.sub("", inline(markdown).plain + "".join(inline(markdown).code)).casefold()


def neutral_locale(destination: str, locale: str) -> str:
    """Return a destination with the locale in its path taken as one: `/en-us/` and, for sv-SE, `/sv-se/` or `/sv/`."""
    language = locale.partition("-")[0]
    tags = "|".join(map(re.escape, ("en-us", "en", locale, language)))
    return re.sub(rf"(?<=/)(?:{tags})(?=[/?#]|$)", "*", destination, flags=re.IGNORECASE)

"""Places in the raw Markdown of a sentence, and what it renders to. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from markdown_it.token import Token

from sphinx_bitext.markup.blocks import markdown_parser, parse_blocks
from sphinx_bitext.model import Span

# What is not running text: code, images, the address of a link, tags, bare addresses, directives, marks.
_MARKUP_RE = re.compile(
    r"(?P<ticks>`+)(?:(?!(?P=ticks)).)+(?P=ticks)|!\[[^\]]*\]\([^()]*\)"
    r"|\]\((?:[^()]|\([^()]*\))*\)|\]\[[^\]]*\]|<[^<>]*>|(?:https?|ftp)://\S+|www\.\S+|\S+@\S+"
    r"|\[!.*?\]|:::.*|&\w+;|\\.|(?:[*_\[|#>{}$%\\]|\](?![(\[]))+",
    re.DOTALL,
)
_WORD_RE = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_UNSPACED_RE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
LINK_RE = re.compile(r"(?<!!)\[(?P<text>[^\[\]]+)\]\((?P<url>[^()\s]+)(?P<rest>[^()]*)\)")
BOLD_RE = re.compile(r"(?<![*\\])\*\*(?P<text>[^\s*](?:[^*]*[^\s*])?)\*\*(?!\*)")


def prose_places(text: str) -> list[Span]:
    """Return the pieces of running text."""
    found, position = [], 0
    for match in _MARKUP_RE.finditer(text):
        if match.start() > position:
            found.append(Span(position, match.start()))
        position = match.end()
    return [*found, Span(position, len(text))] if position < len(text) else found


def word_places(text: str) -> list[Span]:
    """Return the words of the running text; where a script has no spaces, runs of letters."""
    return [
        Span(match.start(), match.end())
        for place in prose_places(text)
        for match in _WORD_RE.finditer(text, place.start, place.end)
    ]


def matches_in_prose(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return what a pattern finds in running text alone."""
    return [match for place in prose_places(text) for match in pattern.finditer(text, place.start, place.end)]


def is_unspaced(text: str) -> bool:
    """Say whether a text is of a script that puts no spaces between words."""
    return bool(_UNSPACED_RE.search(text))


@lru_cache(maxsize=1 << 12)
def rendered(text: str) -> Counter[str]:
    """Count what a sentence renders to: `strong`, `em`, `code`, `link`, `image`, `html`, and `**` left as text."""
    found: Counter[str] = Counter()
    for token in _leaves(markdown_parser().parseInline(text)):
        if token.type.endswith("_open"):
            found[token.type.removesuffix("_open")] += 1
        elif token.type in ("code_inline", "html_inline", "image"):
            found[token.type.removesuffix("_inline")] += 1
        elif token.type == "text":
            found["**"] += token.content.count("**")
    return found


def _leaves(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from token.children or ()
        else:
            yield token


def block_kinds(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the blocks of a text: (kind, what each stands in)."""
    return [(block.kind, block.containers) for block in parse_blocks(text)]

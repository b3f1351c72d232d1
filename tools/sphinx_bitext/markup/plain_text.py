"""Inline Markdown to what a reader sees of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from .blocks import markdown_parser
from .html_tags import HTML_TAGS, parse_tag
from .marks import remove_marks


def plain_text(markdown: str) -> str:
    """Return Markdown of one block as plain text: no markup, no marks, images as their alt text.

    What stands in angle brackets and is no HTML element, such as a placeholder, is text.
    """
    tokens = markdown_parser().parseInline(remove_marks(markdown))
    return re.sub(r"\s+", " ", "".join(_pieces(tokens))).strip()


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from _pieces(token.children)
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "html_inline":
            tag = parse_tag(token.content)
            yield token.content if tag is not None and tag.name not in HTML_TAGS else ""
        else:
            yield token.content

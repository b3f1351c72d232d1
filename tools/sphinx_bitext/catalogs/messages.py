"""The messages of an English article: what Sphinx's gettext builder extracts, found without Sphinx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from ..markup.blocks import markdown_parser
from ..markup.islands import island_texts
from ..model import Article, Block

TITLE = "title"
DESCRIPTION = "description"
HTML = "html"


class Message(NamedTuple):
    """One message in the order of the article."""

    msgid: str
    kind: str
    """`title`, `description`, `body`, `alt`; or `html`: words in a block of HTML, which only our catalogs have."""
    block: int | None
    """Index of the block it stands in, None for front matter."""
    order: int = 0
    """Which image of the block, for `alt`; which text of it, for `html`."""


def build_messages(english: Article, blocks: Sequence[Block]) -> tuple[Message, ...]:
    """Return the messages of an article; `blocks` are those of its body. A msgid may occur several times."""
    return tuple(_messages(english, blocks))


def _messages(english: Article, blocks: Sequence[Block]) -> Iterator[Message]:
    for kind in (TITLE, DESCRIPTION):
        text = english.metadata.text(kind)
        if text and text.strip():
            yield Message(text.strip(), kind, None)
    for index, block in enumerate(blocks):
        if block.kind == "html":
            for order, words in enumerate(island_texts(block.content)):
                yield Message(words.message, HTML, index, order)
        if not block.is_message or not block.message:
            continue
        yield Message(block.message, "body", index)
        for order, alt in enumerate(image_alts(block.content)):
            if alt:
                yield Message(alt, "alt", index, order)


def image_alts(content: str) -> tuple[str, ...]:
    """Return the alt text of each image of inline Markdown, in order, as plain text."""
    if "![" not in content:
        return ()
    return tuple(_alts(markdown_parser().parseInline(content)))


def _alts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            yield "".join(_plain(token.children or ()))
        elif token.children:
            yield from _alts(token.children)


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            yield from _plain(token.children or ())
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        else:
            yield token.content

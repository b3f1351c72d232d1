"""Messages of an article in the pseudo-locale."""

from __future__ import annotations

from ..pseudo import accented, framed
from .build import Source
from .exchange.inline import parse_inline
from .po import Catalog, Entry


def pseudo_text(markdown: str) -> str:
    """Return inline Markdown in the pseudo-locale; codes, links and placeholders stay as they are."""
    if not markdown.strip():
        return markdown
    pieces = parse_inline(markdown)
    shown = "".join(accented(piece) if isinstance(piece, str) else piece.text for piece in pieces)
    return framed(shown.strip(), sum(len(piece) for piece in pieces if isinstance(piece, str)))


def pseudo_catalog(source: Source) -> Catalog:
    """Return the catalog of an article in the pseudo-locale."""
    messages = dict.fromkeys(message.msgid for message in source.messages)
    return Catalog("", tuple(Entry(msgid, pseudo_text(msgid)) for msgid in messages))

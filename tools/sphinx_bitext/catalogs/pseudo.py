"""Messages of an article, and names of a table of contents, in the pseudo-locale."""

from __future__ import annotations

from typing import Any

import yaml

from ..markup.toc import Toc, TocItem
from ..pseudo import PSEUDO_LOCALE, accented, framed
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


def pseudo_toc(toc: Toc) -> str:
    """Return the delivery of a table of contents in the pseudo-locale, as YAML."""
    delivery = {"items": list(map(_pseudo_item, toc.items)), "ms.contentlocale": PSEUDO_LOCALE}
    return yaml.safe_dump(delivery, allow_unicode=True, sort_keys=False)


def _pseudo_item(item: TocItem) -> dict[str, Any]:
    values = {
        "name": framed(accented(item.name), len(item.name)) if item.name else "",
        "href": item.href,
        "tocHref": item.toc_href,
        "uid": item.uid,
        "items": list(map(_pseudo_item, item.items)),
    }
    return {key: value for key, value in values.items() if value}

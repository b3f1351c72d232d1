"""Whether an article says anything about its delivery."""

from __future__ import annotations

from ...markup.front_matter import DELIVERY_KEYS
from ...model import Article, Span
from .._base import key_place


def delivery_place(article: Article) -> Span | None:
    """Return the line of the first key that a delivery appends, None when the article has none of them."""
    present = [key for key in DELIVERY_KEYS if key in article.metadata.values]
    if not present:
        return None
    return key_place(article, min(present, key=lambda key: article.metadata.lines.get(key, 0)))

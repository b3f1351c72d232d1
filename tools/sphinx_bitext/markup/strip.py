"""The clean article: a delivery without its alignment spans."""

from __future__ import annotations

import re
from typing import Literal

from ..model import Article
from .article import parse_article
from .clean_sides import CleanSide, clean_source, clean_target
from .definitions import surplus_definitions
from .front_matter import DELIVERY_KEYS, front_matter_place
from .unescape import undo_additions

_KEY_RE = re.compile(rf"^(?:{'|'.join(re.escape(key) for key in DELIVERY_KEYS)}):.*(?:\r\n|\n|\r|\Z)", re.MULTILINE)


def strip_alignment(text: str, side: Literal["target", "source"] = "target", *, unescape: bool = False) -> str:
    """Return the clean article of one side.

    `target` keeps the front matter and the heading anchors, as a clean delivery has them; `source` drops the keys that
    a delivery appends and the anchors. Link reference definitions that serve the other side alone go with it, and the
    quotation marks of an anchor are mended where those of its unit were damaged.

    The text of a unit is kept as it is. `unescape` undoes what the delivery added to it: the space before a bare URL
    and the escapes of `*` and `` ` ``, as the module `unescape` says.
    """
    if side == "target":
        return _cleaned(clean_target(text), unescape=unescape)
    article = parse_article(text, path="", locale="")
    return english_front_matter(article) + english_body(article, unescape=unescape)


def english_body(article: Article, *, unescape: bool = True) -> str:
    """Return the English body of a delivery; with `unescape` what it most probably was before the delivery."""
    return _cleaned(clean_source(article), unescape=unescape)


def _cleaned(clean: CleanSide, *, unescape: bool) -> str:
    own = clean.without(surplus_definitions(clean))
    return (undo_additions(own) if unescape else own).text


def english_front_matter(article: Article) -> str:
    """Return the front matter with its `---` lines and without the delivery's keys; still in the target language."""
    place = front_matter_place(article.text)
    if place is None:
        return ""
    inside = _KEY_RE.sub("", article.metadata.raw)
    return article.text[: place.start] + inside + article.text[place.end : article.body_start]

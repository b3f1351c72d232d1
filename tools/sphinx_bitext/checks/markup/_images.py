"""Images of a passage on both sides, paired by their files."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ...markup.html_tags import parse_tag
from .._inline import Node
from .._tokens import inline, neutral_locale
from ._hits import paired


class Images(NamedTuple):
    """How the images of a translation differ from those of its English; HTML ones count."""

    lost: tuple[Node, ...] = ()
    added: tuple[Node, ...] = ()
    kept: tuple[tuple[Node, Node], ...] = ()
    """The same file on both sides."""


_NONE = Images()


@lru_cache(maxsize=1 << 10)
def compare_images(source: str, target: str, locale: str) -> Images:
    """Compare the images of two inline texts; the reader's locale in an address is no difference."""
    if not any("![" in text or "<img" in text.lower() for text in (source, target)):
        return _NONE
    lost, added, kept = paired(_images(source), _images(target), lambda node: _key(node, locale))
    return Images(tuple(lost), tuple(added), tuple(kept))


def _images(markdown: str) -> list[Node]:
    found = []
    for node in inline(markdown).of("image", "html"):
        tag = parse_tag(node.content) if node.kind == "html" else None
        if tag and tag.name == "img" and "src" in tag.attributes:
            found.append(node._replace(content=tag.attributes.get("alt", ""), url=tag.attributes["src"]))
        elif node.kind == "image":
            found.append(node)
    return found


def _key(node: Node, locale: str) -> str:
    """Return what an image is compared by; one that stands in the page itself by its begin and length."""
    url = node.url
    return f"{url[:80]} {len(url)}" if url.startswith("data:") else neutral_locale(url, locale)

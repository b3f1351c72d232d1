"""Images of a passage on both sides, paired by their files."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...markup.html_tags import parse_tag
from ...model import Span
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
_TAG_RE = re.compile("<[Ii][Mm][Gg]")
# The platform's own: :::image type="content" source="plus.png" alt-text="Plus":::
_DIRECTIVE_RE = re.compile(r":::image(?=[ \t])[^\r\n]*?[ \t]source=\"(?P<url>[^\"\r\n]+)\"[^\r\n]*")
_ALT_RE = re.compile(r"[ \t]alt-text=\"(?P<alt>[^\"]*)\"")


def may_have_images(markdown: str) -> bool:
    """Say whether `images` can find anything; cheap, and sure when it says no."""
    return "![" in markdown or ":::" in markdown or bool(_TAG_RE.search(markdown))


@lru_cache(maxsize=1 << 10)
def compare_images(source: str, target: str, locale: str) -> Images:
    """Compare the images of two inline texts; the reader's locale in an address is no difference."""
    if not (may_have_images(source) or may_have_images(target)):
        return _NONE
    lost, added, kept = paired(images(source), images(target), lambda node: image_key(node, locale))
    return Images(tuple(lost), tuple(added), tuple(kept))


def images(markdown: str) -> list[Node]:
    """Return the images of an inline text, each with its alternative text as content: HTML ones and directives too."""
    found = []
    for match in _DIRECTIVE_RE.finditer(markdown) if ":::" in markdown else ():
        place, alt = Span(*match.span()), _ALT_RE.search(match[0])
        found.append(Node("image", place, place, alt["alt"] if alt else "", match["url"]))
    for node in inline(markdown).of("image", "html"):
        tag = parse_tag(node.content) if node.kind == "html" else None
        if tag and tag.name == "img" and "src" in tag.attributes:
            found.append(node._replace(content=tag.attributes.get("alt", ""), url=tag.attributes["src"]))
        elif node.kind == "image":
            found.append(node)
    return found


def image_key(node: Node, locale: str) -> str:
    """Return what an image is compared by; one that stands in the page itself by its begin and length."""
    url = node.url
    return f"{url[:80]} {len(url)}" if url.startswith("data:") else neutral_locale(url, locale)

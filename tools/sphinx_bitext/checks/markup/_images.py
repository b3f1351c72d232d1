"""Images of a passage on both sides, paired by their files."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .._inline import Node
from .._tokens import inline, neutral_locale

_SRC_RE = re.compile(r"""<img\s(?:[^>]*?\s)?src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ALT_RE = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


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
    lost, added, kept = _images(source), _images(target), []
    for node in tuple(lost):
        same = next((each for each in added if _key(each, locale) == _key(node, locale)), None)
        if same:
            kept.append((node, same))
            lost.remove(node)
            added.remove(same)
    return Images(tuple(lost), tuple(added), tuple(kept))


def _images(markdown: str) -> list[Node]:
    found = []
    for node in inline(markdown).of("image", "html"):
        match = _SRC_RE.match(node.content) if node.kind == "html" else None
        if match:
            alt = _ALT_RE.search(node.content)
            shown = next(filter(None, alt.groups()), "") if alt else ""
            found.append(node._replace(content=shown, url=next(filter(None, match.groups()), "")))
        elif node.kind == "image":
            found.append(node)
    return found


def _key(node: Node, locale: str) -> str:
    """Return what an image is compared by; one that stands in the page itself by its begin and length."""
    url = node.url
    return f"{url[:80]} {len(url)}" if url.startswith("data:") else neutral_locale(url, locale)

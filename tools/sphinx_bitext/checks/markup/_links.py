"""Links of a passage on both sides, paired by what they lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...markup.html_tags import parse_tag
from ...model import Span
from .._inline import Node
from .._tokens import inline, neutral_locale
from ._hits import paired

_WRITTEN_RE = re.compile(r"\]\(\s*<?([^\s<>]+?)>?(?:\s[^\r\n]*)?\)\Z")
_LONG = 10  # characters
_MOST = 200  # of one passage: each is looked for in the whole of it


@dataclass(frozen=True, slots=True)
class Links:
    """How the links of a translation differ from those of its English. Cross-references by uid are no links here."""

    lost: tuple[Node, ...] = ()
    """English ones whose address the translation does not have at all."""
    dead: tuple[tuple[Node, Span], ...] = ()
    """English ones whose address the translation shows as text, and where."""
    changed: tuple[tuple[Node, Node], ...] = ()
    """English ones and what stands in their place."""
    added: tuple[Node, ...] = ()
    kept: tuple[tuple[Node, Node], ...] = ()
    """Links to the same place on both sides."""


_NONE = Links()


@lru_cache(maxsize=1 << 12)
def compare_links(source: str, target: str, locale: str) -> Links:
    """Compare the links of two inline texts: their order and the reader's locale in an address are no difference."""
    if not any("](" in text or "<" in text for text in (source, target)):
        return _NONE
    one, two = _links(source), _links(target)
    if [node.url for node in one] == [node.url for node in two]:
        return Links(kept=tuple(zip(one, two, strict=True))) if one else _NONE
    lost, added, kept = paired(one, two, lambda node: neutral_locale(node.url, locale))
    shown = [(node, _shown(written(node, source), target)) for node in lost[:_MOST]]
    dead = []
    for node, place in shown:
        if place:
            dead.append((node, _in_brackets(written(node, source), target) or place))
    lost = [*(node for node, place in shown if not place), *lost[_MOST:]]
    added = [*(node for node in added[:_MOST] if not _shown(written(node, target), source)), *added[_MOST:]]
    changed = tuple(zip(lost, added, strict=False))
    rest = len(changed)
    return Links(tuple(lost[rest:]), tuple(dead), changed, tuple(added[rest:]), tuple(kept))


def _links(markdown: str) -> list[Node]:
    found = []
    for node in inline(markdown).of("link", "autolink", "html"):
        if node.kind == "html":
            tag = parse_tag(node.content)
            if tag and tag.name == "a" and "href" in tag.attributes:
                found.append(node._replace(url=tag.attributes["href"]))
        elif not node.url.lower().startswith("xref:"):
            found.append(node)
    return found


def written(node: Node, markdown: str) -> str:
    """Return the address as the author wrote it: the parser's is percent-encoded."""
    match = _WRITTEN_RE.match(markdown, node.inside.end, node.place.end)
    return match[1] if match else node.url


def is_bare(node: Node) -> bool:
    """Whether a link shows its own address: as text it says the same, and some pages make a link of it."""
    return node.kind == "autolink" or node.content.strip() == node.url


def _in_brackets(address: str, markdown: str) -> Span | None:
    """Return where an address stands in what was meant to be the second half of a link."""
    match = re.search(rf"\]\s*[(（]\s*({re.escape(address)})", markdown)
    return Span(*match.span(1)) if match else None


def _shown(address: str, markdown: str) -> Span | None:
    """Return where an address stands outside of all links and images."""
    if address not in markdown or not address:
        return None
    taken = [node.place for node in inline(markdown).of("link", "autolink", "html", "image", "code")]
    edge = r"(?<!\w){}(?!\w)" if len(address) < _LONG else "{}"  # a short one may be part of a word
    for match in re.finditer(edge.format(re.escape(address)), markdown):
        if not any(place.start < match.end() and match.start() < place.end for place in taken):
            return Span(*match.span())
    return None

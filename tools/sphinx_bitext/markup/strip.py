"""The clean article: a delivery without its alignment spans."""

from __future__ import annotations

import re
from typing import Literal

from ..model import Article, Span
from .alignment_spans import scan_units
from .article import build_side, parse_article
from .blocks import parse_blocks, render_inline
from .front_matter import DELIVERY_KEYS, front_matter_place, parse_front_matter

_ESCAPE_RE = re.compile(r"\\([*`])")
_KEY_RE = re.compile(rf"^(?:{'|'.join(re.escape(key) for key in DELIVERY_KEYS)}):.*(?:\r\n|\n|\r|\Z)", re.MULTILINE)


def strip_alignment(text: str, side: Literal["target", "source"] = "target", *, unescape: bool = False) -> str:
    """Return the clean article of one side.

    `target` keeps the front matter and the heading anchors, as a clean delivery has them; `source` drops the keys that
    a delivery appends and the anchors. `unescape` undoes the escapes of `*` and `` ` `` that make no difference to the
    rendered text: the delivery added them.
    """
    if side == "source":
        article = parse_article(text, path="", locale="")
        body = build_side(article, "source").text
        stripped = english_front_matter(article) + body
    else:
        stripped = _strip_target(text)
    return undo_escapes(stripped) if unescape else stripped


def _strip_target(text: str) -> str:
    scan = scan_units(text)
    cuts = [(unit.place, unit.target_place) for unit in scan.units]
    cuts += [(place, Span(place.end, place.end)) for place in scan.dropped]
    pieces, position = [], 0
    for place, kept in sorted(cuts):
        pieces += [text[position : place.start], text[kept.start : kept.end]]
        position = place.end
    return "".join([*pieces, text[position:]])


def english_front_matter(article: Article) -> str:
    """Return the front matter with its `---` lines and without the delivery's keys; still in the target language."""
    place = front_matter_place(article.text)
    if place is None:
        return ""
    inside = _KEY_RE.sub("", article.metadata.raw)
    return article.text[: place.start] + inside + article.text[place.end : article.body_start]


def undo_escapes(markdown: str) -> str:
    r"""Return `markdown` without the backslashes before `*` and `` ` `` that its rendering does not need.

    Block by block: all escapes of a block are tried at once, then one by one, and a removal stands only where the block
    renders to the same HTML as before. So `5 \* 3` becomes `5 * 3`, and `\*not emphasis\*` stays.
    """
    body_start = parse_front_matter(markdown).body_start
    body = markdown[body_start:]
    if not _ESCAPE_RE.search(body):
        return markdown
    removals: list[int] = []
    for block in parse_blocks(body):
        if block.is_message:
            for line in block.lines:
                removals += _needless(body, line, block.content)
    pieces, position = [], 0
    for offset in sorted(set(removals)):
        pieces.append(body[position:offset])
        position = offset + 1
    return markdown[:body_start] + "".join([*pieces, body[position:]])


def _needless(body: str, line: Span, content: str) -> list[int]:
    """Return the offsets of the backslashes of one line that can go."""
    text = body[line.start : line.end]
    offsets = [match.start() for match in _ESCAPE_RE.finditer(text)]
    if not offsets or text not in content:
        return []
    before, _, after = content.partition(text)
    wanted = render_inline(content)

    def same(removed: list[int]) -> bool:
        kept = "".join(char for index, char in enumerate(text) if index not in removed)
        return render_inline(before + kept + after) == wanted

    if same(offsets):
        return [line.start + offset for offset in offsets]
    alone: list[int] = []
    for offset in offsets:
        if same([*alone, offset]):
            alone.append(offset)
    return [line.start + offset for offset in alone]

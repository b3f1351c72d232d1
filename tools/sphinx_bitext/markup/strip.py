"""The clean article: a delivery without its alignment spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ..model import Article, Block, Span
from .alignment_spans import scan_units
from .article import build_side, parse_article
from .blocks import parse_blocks, render_inline
from .front_matter import DELIVERY_KEYS, front_matter_place, parse_front_matter

_ESCAPE_RE = re.compile(r"\\([*`])")
MAX_ESCAPES = 100
"""Escapes of one block that are tried one by one."""

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
    blocks = [block for block in parse_blocks(body) if block.is_message]
    shown = _shown(body)
    # An escape at the start of a line may keep it from being a list item, a rule or a fence: then those stay.
    for leading in (True, False):
        changed = _without(body, [offset for block in blocks for offset in _needless(body, block, leading=leading)])
        if _shown(changed) == shown:
            return markdown[:body_start] + changed
    return markdown


def _shown(body: str) -> list[tuple[object, ...]]:
    """Return what a reader sees of each block, and what it stands in."""
    return [
        (block.kind, block.level, block.containers, render_inline(block.content) if block.is_message else block.content)
        for block in parse_blocks(body)
    ]


def _without(text: str, offsets: Sequence[int]) -> str:
    """Return `text` without the characters at these ascending offsets."""
    cuts = [0, *(offset + extra for offset in offsets for extra in (0, 1)), len(text)]
    return "".join(text[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True))


def _is_leading(text: str, offset: int) -> bool:
    start = text.rfind("\n", 0, offset) + 1
    return not text[start:offset].strip("*`\\ \t")


def _needless(body: str, block: Block, *, leading: bool) -> list[int]:
    """Return the offsets of the backslashes of one block that can go; with `leading` at the start of a line too."""
    text = "\n".join(body[start:end] for start, end in block.lines)
    escapes = [match.start() for match in _ESCAPE_RE.finditer(text) if leading or not _is_leading(text, match.start())]
    if not escapes:
        return []
    wanted = render_inline(text)

    def shown(removed: Sequence[int]) -> str:
        return render_inline(_without(text, removed))

    if shown(escapes) != wanted:
        if len(escapes) > MAX_ESCAPES:
            return []
        bare = shown(escapes)
        # Needless is what makes no difference where all others are gone: both of a pair stay.
        escapes = [one for one in escapes if shown([other for other in escapes if other != one]) == bare]
        if shown(escapes) != wanted:
            return []
    places = [start + offset for start, end in block.lines for offset in range(end - start + 1)]
    return [places[escape] for escape in escapes]

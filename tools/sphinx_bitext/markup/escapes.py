r"""Escapes of `*` and `` ` `` in Markdown: where they stand, and which of them the page does not need."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ..model import Block, Span
from .blocks import markdown_parser, parse_blocks, render_inline
from .clean_sides import cut_out

MAX_ESCAPES = 2_000
"""Escapes of one article that are weighed; where more stand, all stay."""

MAX_WORK = 1_000_000
"""Characters of one article that are rendered to try its escapes one by one; a block over that keeps its escapes."""

_ESCAPE_OR_TICKS_RE = re.compile(r"\\[!-/:-@\[-`{-~]|`+")
_TICKS_RE = re.compile("`+")
_ESCAPED_RE = re.compile(r"\\([*`])")
_PREFIX = r"[ \t>]|[-+][ \t]|[0-9]{1,9}[.)][ \t]"
_LEAD_RE = re.compile(rf"(?:{_PREFIX}|\\?[*`])*")
_MARKER_RE = re.compile(rf"(?:{_PREFIX})*(?:\*[ \t]|(?:\*[ \t]*){{3,}}\r?\Z|```)")


def escapes_in(markdown: str) -> list[int]:
    r"""Return the offsets of the backslashes of all `\*` and `` \` `` of inline Markdown that stand in no code span."""
    if not _ESCAPED_RE.search(markdown):
        return []
    ticks: defaultdict[int, list[int]] = defaultdict(list)
    for run in _TICKS_RE.finditer(markdown):
        ticks[len(run.group())].append(run.start())
    found, position = [], 0
    while match := _ESCAPE_OR_TICKS_RE.search(markdown, position):
        position = match.end()
        if match.group().startswith("`"):
            length = len(match.group())
            after = bisect_left(ticks[length], position)
            position = ticks[length][after] + length if after < len(ticks[length]) else position
        elif match.group()[1] in "*`":
            found.append(match.start())
    return found


def without_escapes(markdown: str, offsets: Iterable[int]) -> str:
    """Return `markdown` without the backslashes at these ascending offsets."""
    return cut_out(markdown, [Span(offset, offset + 1) for offset in offsets])


def render_page(body: str) -> str:
    """Return the HTML of a Markdown body, to compare what two spellings show; the body itself if it is too deep."""
    try:
        return str(markdown_parser().render(body))
    except RecursionError:
        return body


def needless_escapes(body: str, groups: Sequence[Sequence[int]]) -> list[int]:
    """Return the offsets, ascending, of those escapes of a Markdown body that can go without a change to its page.

    `groups` are ascending offsets of backslashes; a group goes as a whole or stays as a whole, within one block. All
    groups of a block are tried at once, then each where all others are gone: so both of a pair stay.
    """
    offsets = [offset for group in groups for offset in group]
    if not 0 < len(offsets) <= MAX_ESCAPES:
        return []
    blocks = [block for block in parse_blocks(body) if block.is_message]
    if not blocks:
        return []
    shown = render_page(body)
    leading, marking = leading_escapes(body, offsets)
    for kept in (marking, leading):
        wanted = [[offset for offset in group if offset not in kept] for group in groups]
        found = _needless_by_block(body, blocks, wanted)
        if render_page(without_escapes(body, found)) == shown:
            return found
    return []


def leading_escapes(body: str, offsets: Iterable[int]) -> tuple[set[int], set[int]]:
    """Return those of the ascending offsets that begin a line, and those that keep it from being another block.

    Without them the line were a list item, a rule or a fence.
    """
    leading: set[int] = set()
    marking: set[int] = set()
    line_end = lead_end = -1
    marks = False
    for offset in offsets:
        if offset > line_end:
            start = body.rfind("\n", 0, offset) + 1
            line_end = body.find("\n", offset) % (len(body) + 1)
            lead = _LEAD_RE.match(body, start, line_end)
            lead_end = lead.end() if lead else start
            marks = _MARKER_RE.match(_ESCAPED_RE.sub(r"\1", body[start:line_end])) is not None
        if offset < lead_end:
            leading.add(offset)
            if marks:
                marking.add(offset)
    return leading, marking


class _Local(NamedTuple):
    """An escape of one block."""

    block: int
    group: int
    offset: int
    """In the text of the block."""
    place: int
    """In the body."""


@dataclass(slots=True)
class _Budget:
    """How many characters may still be rendered to try groups one by one."""

    left: int

    def spend(self, cost: int) -> bool:
        """Take the cost off; False, and nothing is taken, when it is not there."""
        enough = cost <= self.left
        self.left -= cost if enough else 0
        return enough


def _needless_by_block(body: str, blocks: Sequence[Block], groups: Sequence[Sequence[int]]) -> list[int]:
    found: list[int] = []
    budget = _Budget(MAX_WORK)
    for index, escapes in groupby(sorted(_localize(blocks, groups)), key=lambda escape: escape.block):
        text = "\n".join(body[start:end] for start, end in blocks[index].lines)
        by_group = [list(group) for _, group in groupby(escapes, key=lambda escape: escape.group)]
        found += [escape.place for group in _needless(text, by_group, budget) for escape in group]
    return sorted(found)


def _localize(blocks: Sequence[Block], groups: Sequence[Sequence[int]]) -> Iterator[_Local]:
    lines = []
    for index, block in enumerate(blocks):
        local = 0
        for start, end in block.lines:
            lines.append((start, end, index, local))
            local += end - start + 1
    lines.sort()
    starts = [line[0] for line in lines]
    for number, group in enumerate(groups):
        for place in group:
            start, end, index, local = lines[max(0, bisect_right(starts, place) - 1)]
            if start <= place < end:
                yield _Local(index, number, local + place - start, place)


def _needless(text: str, groups: Sequence[list[_Local]], budget: _Budget) -> Sequence[list[_Local]]:
    """Return the groups of one block that can go."""
    real = set(escapes_in(text))
    groups = [group for group in groups if real.issuperset(escape.offset for escape in group)]

    def shown(removed: Iterable[Sequence[_Local]]) -> str:
        return render_inline(without_escapes(text, (escape.offset for group in removed for escape in group)))

    wanted, bare = render_inline(text), shown(groups)
    if bare == wanted:
        return groups
    if not budget.spend(len(groups) * len(text)):
        return []
    needless = [one for one in groups if shown(other for other in groups if other is not one) == bare]
    return needless if shown(needless) == wanted else []

"""Rows of tables: Markdown drops the cells behind the last column, so a bar too many takes text off the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...markup.article import build_side
from ...model import Bitext, BlockPair, English

_BAR_RE = re.compile(r"(?<!\\)\|")


class Row(NamedTuple):
    """A row of a table that has more cells than in English."""

    first: BlockPair
    source: int
    """Cells in English."""
    target: int
    """Cells here."""


def longer_rows(bitext: Bitext, english: English) -> Iterator[Row]:
    """Yield the rows that have more cells than the row of the English."""
    seen = 0
    text: str | None = None
    for pair in bitext.pairs:
        if pair.source is None or pair.target is None or not pair.source.row or not pair.target.row:
            continue
        if pair.target.row == seen:
            continue
        seen = pair.target.row
        text = build_side(bitext.target, "target").text if text is None else text
        source = _cells(english.side.text, pair.source.place.start)
        target = _cells(text, pair.target.place.start)
        if target > source:
            yield Row(pair, source, target)


def _cells(text: str, offset: int) -> int:
    """Return the number of cells of the row that `offset` lies in."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    end = min((at for at in (text.find("\n", offset), text.find("\r", offset)) if at >= 0), default=len(text))
    row = text[start:end].strip().removeprefix("|")
    return len(_BAR_RE.findall(row)) + (not row.endswith("|"))

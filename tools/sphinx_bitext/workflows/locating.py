"""The place of a link, an image or a tag of a page in the file that it comes from."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from ..catalogs.po_lines import escape
from ..errors import StorageError
from ..store import read_text
from ..text import LineIndex

_BEFORE = ("](", "](<", 'src="', 'href="', "]: ")
"""What stands before an address; a text that is found behind none of them is looked for anywhere."""


class Located(NamedTuple):
    """Where something stands."""

    file: Path
    line: int
    column: int
    length: int
    """Characters."""


def locate(where: str, files: Iterable[Path]) -> Located | None:
    """Return the first place of a text in the first of the files that holds it, None where none does.

    A page has addresses decoded or quoted; the file has them as somebody wrote them, a catalog with escapes.
    """
    if not where:
        return None
    forms = tuple(dict.fromkeys((where, unquote(where), html.escape(where, quote=False), escape(where))))
    for file in files:
        try:
            text = read_text(file)
        except StorageError:
            continue
        if found := _find(text, forms):
            start, length = found
            return Located(file, *LineIndex(text).position(start), length)
    return None


def _find(text: str, forms: Iterable[str]) -> tuple[int, int] | None:
    for form in forms:
        behind = (text.find(before + form) + len(before) for before in _BEFORE if before + form in text)
        start = min(behind, default=text.find(form))
        if start >= 0:
            return start, len(form)
    return None

"""Where in its catalog the translation of each sentence stands, so that a page can lead there."""

from __future__ import annotations

import re

from .build import Source, context_of
from .page_units import page_units
from .po import Catalog, render_catalog, render_entry

_WORD_RE = re.compile(r"^[ \t]*msg(?:ctxt|id)\b", re.MULTILINE)


def entry_lines(source: Source, catalog: Catalog) -> dict[str, int]:
    """Return unit number -> line of the entry that translates it, counted from 1 in the file as it is written."""
    by_key = _lines_by_key(catalog)
    units = page_units(source)
    lines: dict[str, int] = {}
    for message in source.messages:
        if message.kind != "body" or message.block is None:
            continue
        keys = ((context_of(source, message), message.msgid), (None, message.msgid))
        line = next((by_key[key] for key in keys if key in by_key), None)
        if line is not None:
            lines |= {placed.unit: line for placed in units.get(message.block, ())}
    return lines


def _lines_by_key(catalog: Catalog) -> dict[tuple[str | None, str], int]:
    # Entries that were just merged do not know their lines; only the text that is written does.
    text = render_catalog(catalog)
    found: dict[tuple[str | None, str], int] = {}
    position, line = 0, 1
    for entry in catalog.entries:
        raw = render_entry(entry).replace("\n", catalog.newline) if entry.raw is None else entry.raw
        start = text.index(raw, max(position, len(catalog.header)))
        word = _WORD_RE.search(raw)
        start += word.start() if word else 0
        line += text.count("\n", position, start)
        position = start
        if not entry.obsolete and entry.msgstr.strip():
            found[entry.key] = line
    return found

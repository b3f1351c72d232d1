"""The header of a catalog: its comments, and fields such as `Last-Translator`."""

from __future__ import annotations

from typing import NamedTuple

from .po import render_header
from .po_lines import split_entries

_BOM = "\ufeff"
CONFLICT = "merge conflict, theirs: "
"""How the comment begins that shows the other text, where two people wrote different ones."""
_DATE = "PO-Revision-Date"
_BY_DATE = frozenset({_DATE, "POT-Creation-Date", "Last-Translator", "Language-Team", "X-Generator"})
"""What every editor writes anew when it saves: that of the later one stays, and nobody need decide."""


class Header(NamedTuple):
    """A header, taken apart."""

    comments: tuple[str, ...]
    """Lines that begin with `#`, as they stand."""
    fields: dict[str, str]


def parse_header(text: str) -> Header:
    """Take the text of a header apart; a text without a header entry has no fields."""
    chunks = split_entries(text.removeprefix(_BOM)).chunks
    comments = tuple(line.strip("\r\n") for line in text.removeprefix(_BOM).splitlines() if line.lstrip()[:1] == "#")
    lines = chunks[0].fields.get("msgstr", "").split("\n") if chunks else []
    pairs = (line.partition(":") for line in lines if line.strip())
    return Header(comments, {name.strip(): value.strip() for name, _, value in pairs})


def merge_headers(old: str, mine: str, theirs: str, newline: str) -> tuple[str, tuple[str, ...]]:
    """Return the header of two versions as one, and the names of the fields on which they do not agree."""
    if _unix(mine) == _unix(theirs) or _unix(theirs) == _unix(old):
        return mine, ()
    if _unix(mine) == _unix(old):
        return _with_ends(theirs, newline), ()
    before, ours, others = (parse_header(text) for text in (old, mine, theirs))
    comments = _merge_comments(before.comments, ours.comments, others.comments)
    later = others if others.fields.get(_DATE, "") > ours.fields.get(_DATE, "") else ours
    fields: dict[str, str] = {}
    conflicts = []
    for name in dict.fromkeys((*ours.fields, *others.fields)):
        was, one, two = (header.fields.get(name) for header in (before, ours, others))
        if two in (one, was):
            value = one
        elif one == was:
            value = two
        elif name in _BY_DATE or one is None or two is None:
            value = later.fields.get(name, one if two is None else two)
        else:
            value = one
            conflicts.append(name)
            comments = (*comments, f"# {CONFLICT}{name}: {two}")
        if value is not None:
            fields[name] = value
    if (comments, fields) == ours:
        return mine, ()
    text = "".join(f"{comment}\n" for comment in dict.fromkeys(comments)) + render_header(fields.items())
    start = _BOM if mine.startswith(_BOM) else ""
    return start + _with_ends(text, newline), tuple(conflicts)


def _merge_comments(old: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    kept = [line for line in mine if line in theirs or line not in old]
    return (*kept, *(line for line in theirs if line not in old and line not in mine))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").removeprefix(_BOM)


def _with_ends(text: str, newline: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", newline)

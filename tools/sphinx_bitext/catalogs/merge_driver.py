"""Two people's versions of a catalog and the one they began with: merged entry by entry, each field on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from .header import CONFLICT, merge_headers
from .merge import adopt, cosmetic_of, note_delivery
from .po import Catalog, Entry
from .po_lines import escape

_T = TypeVar("_T")
_Key = tuple[str | None, str, int]
"""msgctxt, msgid, and which entry of that message it is: 0 for the one in use."""
_Table = dict[_Key, Entry]


@dataclass(frozen=True, slots=True)
class Versions:
    """The outcome of merging two versions."""

    catalog: Catalog
    conflicts: tuple[str, ...]
    """What stands in the file twice, marked: a msgid, or the name of a header field."""


def merge_versions(base: Catalog, ours: Catalog, theirs: Catalog) -> Versions:
    """Merge what two people made of a catalog.

    Edits of different entries, and of different fields of one entry, both count. Where both wrote different texts ours
    stays, fuzzy, and theirs stands in a comment. An edit wins over a removal, a person's text over a delivery's.
    """
    tables = [_table(catalog) for catalog in (base, ours, theirs)]
    old, mine, others = tables
    merged: _Table = {}
    conflicts: list[str] = []
    for key in dict.fromkeys(chain(mine, others)):
        entry, conflict = _merge_entry(old.get(key), mine.get(key), others.get(key))
        if entry is not None:
            merged[key] = entry
        if conflict:
            conflicts.append(key[1])
    _follow_english(merged, *tables)
    entries = tuple(_fitting(merged[key], ours.newline) for key in _order(merged, *tables))
    header, fields = merge_headers(base.header, ours.header, theirs.header, ours.newline)
    trailer = _lines(*(tuple(one.trailer.splitlines(keepends=True)) for one in (base, ours, theirs)))
    return Versions(replace(ours, header=header, entries=entries, trailer="".join(trailer)), (*conflicts, *fields))


def _table(catalog: Catalog) -> _Table:
    found: _Table = {}
    counts: dict[tuple[str | None, str], int] = {}
    for entry in sorted(catalog.entries, key=lambda entry: entry.obsolete):
        count = counts[entry.key] = counts.get(entry.key, -1) + 1
        found[*entry.key, count] = entry
    order = {id(entry): place for place, entry in enumerate(catalog.entries)}
    return dict(sorted(found.items(), key=lambda item: order[id(item[1])]))


def _merge_entry(old: Entry | None, mine: Entry | None, other: Entry | None) -> tuple[Entry | None, bool]:
    if mine is None or other is None:
        left = mine if other is None else other
        removed = old is not None and left is not None and _same(left, old)
        return (None if removed else left), False
    if old is not None and _same(mine, old):
        # Where nothing but the wrapping changed, that counts as well.
        return (mine if _same(other, old) and mine.raw != old.raw else other), False
    if _same(mine, other) or (old is not None and _same(other, old)):
        return mine, False
    if mine.foreign or other.foreign:
        return _both_foreign(mine, other), True
    return _merge_fields(old or _beginning(mine, other), mine, other)


def _beginning(mine: Entry, other: Entry) -> Entry:
    """Return what two people may have begun with, where both have an entry that is new.

    It is the one that an ingest made, when a person changed the other; the fuzzy one, when the other is reviewed.
    """
    if mine.edited != other.edited:
        start = other if mine.edited else mine
    elif mine.msgstr == other.msgstr and mine.fuzzy != other.fuzzy:
        start = mine if mine.fuzzy else other
    else:
        start = Entry(mine.msgid, msgctxt=mine.msgctxt)
    return replace(start, obsolete=True)


def _same(one: Entry, other: Entry) -> bool:
    if one.foreign or other.foreign:  # their forms are known by their lines alone
        return _unix(one.raw) == _unix(other.raw)
    return one == other


def _unix(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip("\n")


def _both_foreign(mine: Entry, other: Entry) -> Entry:
    note = "".join(f"# {CONFLICT}{line}\n" for line in _unix(other.raw).split("\n"))
    return mine if note in _unix(mine.raw) else replace(mine, raw=note + _unix(mine.raw) + "\n")


def _pick(old: _T, mine: _T, other: _T) -> _T:
    """Return the value that was changed; ours where both were."""
    return other if mine == old else mine


def _merge_fields(old: Entry, mine: Entry, other: Entry) -> tuple[Entry, bool]:
    main, second = (other, mine) if mine.msgstr == old.msgstr else (mine, other)
    conflict = mine.msgstr != other.msgstr and old.msgstr not in (mine.msgstr, other.msgstr)
    if conflict and mine.edited != other.edited:
        # A person's text beats a delivery's.
        main, second, conflict = *((mine, other) if mine.edited else (other, mine)), False
    elif conflict and not mine.edited:
        conflict = False  # two deliveries, and the next ingest knows which one stands in source/
    flags = _lines(old.flags, mine.flags, other.flags)
    merged = replace(
        main,
        origin=_pick(old.origin, main.origin, second.origin),
        notes=_lines(old.notes, mine.notes, other.notes),
        translator_notes=_lines(old.translator_notes, mine.translator_notes, other.translator_notes),
        references=_lines(old.references, mine.references, other.references),
        other_lines=_lines(old.other_lines, mine.other_lines, other.other_lines),
        flags=flags,
        previous_msgid=_pick(old.previous_msgid, mine.previous_msgid, other.previous_msgid),
        previous_msgctxt=_pick(old.previous_msgctxt, mine.previous_msgctxt, other.previous_msgctxt),
        obsolete=_pick(old.obsolete, mine.obsolete, other.obsolete),
        raw=None,
    )
    if main.edited and not second.edited and second.msgstr not in (old.msgstr, "", main.msgstr):
        merged = note_delivery(merged, main.origin, second)
    if conflict:
        merged = _marked(merged, other.msgstr)
    return next((one for one in (mine, other) if one == merged), merged), conflict


def _marked(entry: Entry, theirs: str) -> Entry:
    flags = entry.flags if entry.fuzzy else ("fuzzy", *entry.flags)
    note = CONFLICT + escape(theirs)
    notes = tuple(one for one in entry.translator_notes if one != note)
    return replace(entry, flags=flags, translator_notes=(*notes, note))


def _lines(old: Sequence[str], mine: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """Merge lists of lines: ours without what they took away, and with what they added."""
    if tuple(mine) == tuple(other) or tuple(other) == tuple(old):
        return tuple(mine)
    if tuple(mine) == tuple(old):
        return tuple(other)
    gone = [line for line in old if line not in other]
    added = [line for line in other if line not in old and line not in mine]
    return (*(line for line in mine if line not in gone), *added)


def _follow_english(merged: _Table, old: _Table, mine: _Table, others: _Table) -> None:
    """Take an edit over to the new message, where the other side saw the English change at the same time."""
    for key, entry in merged.items():
        side, edits = (mine, others) if key in mine else (others, mine)
        before = entry.previous_msgid if entry.previous_msgid is not None else cosmetic_of(entry)
        if before is None or key in old or (key in mine and key in others) or entry.edited or key not in side:
            continue
        was = (key[0], before, 0)
        edit = edits.get(was)
        if edit is not None and edit.edited and (was not in old or edit.msgstr != old[was].msgstr):
            merged[key] = replace(adopt(edit, entry)[0], raw=None)


def _fitting(entry: Entry, newline: str) -> Entry:
    """Return an entry with the line ends of the file that it comes into."""
    if entry.raw is None:
        return entry
    raw, gap = (None if text is None else _with_ends(text, newline) for text in (entry.raw, entry.gap))
    return entry if (raw, gap) == (entry.raw, entry.gap) else replace(entry, raw=raw, gap=gap)


def _with_ends(text: str, newline: str) -> str:
    if newline == "\n" and "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\n", newline)


def _order(merged: _Table, old: _Table, mine: _Table, others: _Table) -> list[_Key]:
    """Return the keys in the order of the side that moved entries, ours where both did; new ones by their neighbour."""
    moved = [key for key in mine if key in old] != [key for key in old if key in mine]
    first, second = (mine, others) if moved else (others, mine)
    followers: dict[_Key | None, list[_Key]] = {}
    anchor: _Key | None = None
    for key in second:
        if key in first:
            anchor = key
        elif key in merged:
            followers.setdefault(anchor, []).append(key)
    ordered = list(followers.get(None, ()))
    for key in first:
        if key in merged:
            ordered.append(key)
        ordered += followers.get(key, ())
    if all(_live_first(table) for table in (mine, others)):
        ordered.sort(key=lambda key: merged[key].obsolete)
    return ordered


def _live_first(table: _Table) -> bool:
    states = [entry.obsolete for entry in table.values()]
    return states == sorted(states)

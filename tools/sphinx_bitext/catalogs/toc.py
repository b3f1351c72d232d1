"""The names in a table of contents: which are messages, what a delivery calls them, what a catalog does."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..markup.toc import Toc, TocItem
from .build import clean
from .po import Catalog, Entry, Origin, text_hash

_LOCALE_RE = re.compile(r"(?<=/)[a-z]{2,3}(?:-[a-z0-9]+)+(?=/)")
"""A folder named after a locale: the one thing that a delivery changes in an address."""


class NamedEntry(NamedTuple):
    """An entry of the English whose name is a message."""

    number: int
    """Which entry of the file, in reading order, from 0."""
    item: TocItem
    context: str
    """`msgctxt` where one name has two translations in one file."""


def name_messages(toc: Toc, titles: Mapping[int, str]) -> tuple[NamedEntry, ...]:
    """Return the entries whose names are to be translated.

    `titles` are the English titles of the pages that entries lead to, by number: a name that is the title of its page
    is translated with the page.
    """
    contexts = dict(_contexts(toc.items, ()))
    return tuple(
        NamedEntry(number, item, contexts[id(item)])
        for number, item in enumerate(toc.walk())
        if item.name and item.name != titles.get(number)
    )


def _contexts(items: Sequence[TocItem], above: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield (id of the entry, its address, or for a heading its name behind those above it)."""
    for item in items:
        names = (*above, item.name)
        yield id(item), clean(item.href or item.toc_href or " > ".join(names))
        yield from _contexts(item.items, names)


def delivered_names(english: Toc, delivered: Toc) -> dict[int, str]:
    """Return what a delivery calls the entries of the English, by number.

    Entries are the same where they lead to the same place below the same entry; headings where what they head begins
    with the same place, or where as many headings stand there. An entry that was moved is known by its address alone.
    """
    numbers = {id(item): number for number, item in enumerate(english.walk())}
    pairs: list[tuple[TocItem, TocItem]] = []
    _pair(english.items, delivered.items, pairs)
    found = {numbers[id(item)]: other.name for item, other in pairs if other.name}
    taken = {id(other) for _, other in pairs}
    moved: dict[str, str] = {}
    for other in delivered.walk():
        if _address(other) and other.name and id(other) not in taken:
            moved.setdefault(_address(other), other.name)
    for number, item in enumerate(english.walk()):
        if number not in found and _address(item) in moved:
            found[number] = moved[_address(item)]
    return found


def _pair(english: Sequence[TocItem], delivered: Sequence[TocItem], pairs: list[tuple[TocItem, TocItem]]) -> None:
    places: dict[str, deque[TocItem]] = {}
    for other in delivered:
        places.setdefault(_place(other), deque()).append(other)
    same = [(item, places[place].popleft() if places.get(place := _place(item)) else None) for item in english]
    left = [other for others in places.values() for other in others if not _address(other)]
    without = [item for item, other in same if other is None and not _address(item)]
    by_order = {id(item): other for item, other in zip(without, left, strict=True)} if len(left) == len(without) else {}
    for item, found in same:
        match = found or by_order.get(id(item))
        if match is not None:
            pairs.append((item, match))
            _pair(item.items, match.items, pairs)


def _address(item: TocItem) -> str:
    return _LOCALE_RE.sub("*", (item.href or item.toc_href).lower())


def _place(item: TocItem) -> str:
    """Return what tells an entry from those beside it: its address, or the first one below it."""
    first = next((address for below in item.walk() if (address := _address(below))), "")
    return first if _address(item) else f"> {first}"


def name_entries(messages: Sequence[NamedEntry], english: Toc, delivered: Toc | None) -> tuple[Entry, ...]:
    """Return the entries that a delivery proposes for the catalog, in reading order; without one, untranslated."""
    names = delivered_names(english, delivered) if delivered else {}
    kind = str(delivered.translation_type or "") if delivered else ""
    by_name: dict[str, list[tuple[NamedEntry, str]]] = {}
    for message in messages:
        by_name.setdefault(clean(message.item.name), []).append((message, clean(names.get(message.number, ""))))
    return tuple(entry for msgid, found in by_name.items() for entry in _variants(msgid, found, kind))


def _variants(msgid: str, found: Sequence[tuple[NamedEntry, str]], kind: str) -> Iterator[Entry]:
    """Yield the plain entry of a name, then one with a context for each place that is called otherwise."""
    plain = next((text for _, text in found if text), "")
    yield _entry(msgid, plain, None, kind)
    seen = set()
    for message, text in found:
        if text not in (plain, "") and message.context not in seen:
            seen.add(message.context)
            yield _entry(msgid, text, message.context, kind)


def _entry(msgid: str, text: str, context: str | None, kind: str) -> Entry:
    return Entry(msgid, text, context, Origin(kind, (), text_hash(text)) if text else None)


def translated_names(messages: Sequence[NamedEntry], catalog: Catalog | None, *, fuzzy: bool) -> dict[int, str]:
    """Return the names that a catalog translates, by number; `fuzzy` ones when that is set."""
    entries = {entry.key: entry for entry in catalog.entries if not entry.obsolete} if catalog else {}
    found: dict[int, str] = {}
    for message in messages:
        msgid = clean(message.item.name)
        entry = _used(entries, message.context, msgid, fuzzy=fuzzy) or _used(entries, None, msgid, fuzzy=fuzzy)
        if entry is not None:
            found[message.number] = " ".join(entry.msgstr.split())
    return found


def _used(
    entries: Mapping[tuple[str | None, str], Entry], context: str | None, msgid: str, *, fuzzy: bool
) -> Entry | None:
    entry = entries.get((context, msgid))
    return entry if entry is not None and entry.msgstr.strip() and (fuzzy or not entry.fuzzy) else None

"""Which entry of a catalog translates a message."""

from __future__ import annotations

from collections.abc import Iterable

from .build import Source, context_of
from .messages import Message
from .po import Catalog, Entry


class Lookup:
    """The entries of one catalog by what they translate."""

    def __init__(self, catalog: Catalog | None, *, fuzzy: bool = True) -> None:
        entries = [entry for entry in catalog.entries if entry.msgstr.strip()] if catalog else []
        self._active = {one.key: one for one in entries if not one.obsolete and (fuzzy or not one.fuzzy)}
        self._former = dict(_former(entries))

    def entry_of(self, source: Source, message: Message) -> Entry | None:
        """Return the translated entry of a message as the English at hand has it: that of its place, else the plain."""
        in_place = self._active.get((context_of(source, message), message.msgid))
        return in_place or self._active.get((None, message.msgid))

    def former(self, source: Source, message: Message) -> Entry | None:
        """Return the entry of a message of an older English: also one that has left or waits for review."""
        found = self.entry_of(source, message)
        return self._former.get(message.msgid, found) if found is None or found.fuzzy else found


def _former(entries: Iterable[Entry]) -> Iterable[tuple[str, Entry]]:
    for entry in entries:
        if entry.obsolete:
            yield entry.msgid, entry
    for entry in entries:
        if not entry.obsolete and entry.previous_msgid is not None:
            yield entry.previous_msgid, entry

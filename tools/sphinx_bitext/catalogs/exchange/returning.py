"""What a translation tool returned into a catalog: the returned text is a person's work, and so is the catalog's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ..build import clean
from ..po import Catalog, Entry, text_hash
from .xliff import is_exchanged, key_hash
from .xliff_reading import ReturnedUnit

RETURNED = "returned translation: "
"""How the note begins that shows what a tool returned where the catalog had changed in the meantime."""

_HASH_RE = re.compile(r"([0-9a-f]{8})_*\Z")
_NEWLINE_RE = re.compile(r"\s*\n\s*")


class Outcome(StrEnum):
    """What became of a returned unit."""

    UNCHANGED = "unchanged"
    MERGED = "merged"
    CONFLICT = "conflict"
    """The catalog's text, or its English, has changed since the export; it stays, the returned text becomes a note."""
    UNKNOWN = "unknown"
    """No entry of the catalog has this English."""
    INCOMPLETE = "incomplete"
    """Some sentences have no translation, or codes have lost their text."""


@dataclass(frozen=True, slots=True)
class Return:
    """One unit and what became of it."""

    unit: ReturnedUnit
    outcome: Outcome
    entry: Entry | None = None
    """The entry as it stands now."""


@dataclass(frozen=True, slots=True)
class MergedReturns:
    """A catalog with what was returned."""

    catalog: Catalog
    returns: tuple[Return, ...]


def merge_returned(catalog: Catalog, units: Iterable[ReturnedUnit]) -> MergedReturns:
    """Merge returned units into a catalog; entries whose text does not change keep their bytes."""
    finder = _Finder(catalog)
    entries = list(catalog.entries)
    returns = []
    for unit in units:
        place, same_english = finder.find(unit)
        if place is None:
            returns.append(Return(unit, Outcome.UNKNOWN if unit.target is not None else Outcome.UNCHANGED))
            continue
        entry, outcome = _merge(entries[place], unit, same_english=same_english)
        entries[place] = entry
        returns.append(Return(unit, outcome, entry))
    return MergedReturns(replace(catalog, entries=tuple(entries)), tuple(returns))


class _Finder:
    """Finds the entry of a unit: by the hash in its id, by its English, by the English that an entry had before."""

    def __init__(self, catalog: Catalog) -> None:
        places = [(place, entry) for place, entry in enumerate(catalog.entries) if is_exchanged(entry)]
        self._by_hash = {key_hash(entry.key): place for place, entry in reversed(places)}
        self._by_msgid: dict[str, list[int]] = {}
        self._by_previous: dict[str, int] = {}
        for place, entry in places:
            self._by_msgid.setdefault(_folded(entry.msgid), []).append(place)
            if entry.previous_msgid is not None:
                self._by_previous.setdefault(_folded(entry.previous_msgid), place)

    def find(self, unit: ReturnedUnit) -> tuple[int | None, bool]:
        """Return (index of the entry or None, whether its English is that of the unit)."""
        match = _HASH_RE.search(unit.id)
        if match and match.group(1) in self._by_hash:
            return self._by_hash[match.group(1)], True
        english = _folded(clean(unit.source))
        same = self._by_msgid.get(english, ())
        if len(same) == 1:
            return same[0], True
        return (None, False) if same else (self._by_previous.get(english), False)


def _merge(entry: Entry, unit: ReturnedUnit, *, same_english: bool) -> tuple[Entry, Outcome]:
    if unit.target is None:
        return entry, Outcome.UNCHANGED
    returned = clean(unit.target)
    text = _fitted(returned, entry)
    exported, _, was_fuzzy = (unit.exported or "").partition(" ")
    if text == entry.msgstr:
        return _approved(entry, unit, was_fuzzy=bool(was_fuzzy), same_english=same_english)
    if exported in (text_hash(returned), text_hash(text)):
        return entry, Outcome.UNCHANGED  # the tool changed nothing, the catalog did
    if not unit.complete:
        return entry, Outcome.INCOMPLETE
    changed = text_hash(entry.msgstr) != exported if exported else entry.edited
    if changed or not same_english:
        return _suggested(entry, text), Outcome.CONFLICT
    return _with_state(replace(entry, msgstr=text, raw=None), unit.state), Outcome.MERGED


def _fitted(text: str, entry: Entry) -> str:
    """Return a text without the line breaks that a tool put into it; the catalog's own where only they differ."""
    if text == entry.msgstr or "\n" not in text:
        return text
    if _folded(text) == _folded(entry.msgstr):
        return entry.msgstr
    # A translation has line breaks at its edges where its message has them, and no message of ours has.
    return text.strip() if "\n" in entry.msgid or "\n" in entry.msgstr else _folded(text)


def _folded(text: str) -> str:
    return _NEWLINE_RE.sub(" ", text).strip()


def _approved(entry: Entry, unit: ReturnedUnit, *, was_fuzzy: bool, same_english: bool) -> tuple[Entry, Outcome]:
    """Return an entry whose text came back as it is: no longer fuzzy, when that is what the tool says.

    An entry that became fuzzy after the export was not what the translator looked at.
    """
    waited = was_fuzzy or unit.exported is None
    if not entry.fuzzy or not waited or not same_english or unit.state in (None, "initial"):
        return entry, Outcome.UNCHANGED
    return _with_state(replace(entry, raw=None), unit.state), Outcome.MERGED


def _with_state(entry: Entry, state: str | None) -> Entry:
    """Return an entry that waits for review or not, as a tool says that returned it in this state."""
    others = tuple(flag for flag in entry.flags if flag != "fuzzy")
    if state is None:
        return entry
    if state == "initial":
        return replace(entry, flags=("fuzzy", *others))
    return replace(entry, flags=others, previous_msgid=None, previous_msgctxt=None)


def _suggested(entry: Entry, text: str) -> Entry:
    note = RETURNED + " ".join(text.split())
    return entry if note in entry.notes else replace(entry, notes=(*entry.notes, note), raw=None)

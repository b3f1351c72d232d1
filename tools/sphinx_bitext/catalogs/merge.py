"""Deliveries into a catalog: a person's text always wins, nothing is dropped, what did not change stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .po import Catalog, Entry, Origin
from .prefill import is_cosmetic, prefill
from .vanished import Vanished

SUGGESTION = "newer delivery: "
"""How the note begins that shows what a newer delivery says where a person has edited the text."""
COSMETIC = "cosmetic: "
"""How the note begins that shows the English that was translated, where only its looks have changed."""

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A newer delivery that differs from what a person wrote."""

    entry: Entry
    delivered: str


@dataclass(frozen=True, slots=True)
class Change:
    """A message whose English this merge found changed."""

    before: str
    msgid: str
    cosmetic: bool
    """Only punctuation, case or white space has changed: the translation stays as it is."""
    fuzzy: bool
    """The translation needs work."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of one merge."""

    catalog: Catalog
    conflicts: tuple[Conflict, ...]
    changes: tuple[Change, ...] = ()


def merge_catalog(old: Catalog, delivered: Sequence[Entry], *, dated: bool = True) -> Merged:
    """Merge what a delivery proposes, in the order of the article, into a catalog.

    `dated` says that the delivery names the English it was made from. Where it does not, a text that stays as it was
    while its English changes is taken for a translation of the older English.
    """
    active = {entry.key: entry for entry in reversed(old.entries) if not entry.obsolete}
    existing = {entry.key: entry for entry in reversed(old.entries)} | active
    wanted = {entry.key for entry in delivered}
    vanished = Vanished([one for one in old.entries if not one.foreign and one.key not in wanted and _has_work(one)])
    conflicts: list[Conflict] = []
    changes: list[Change] = []
    merged: dict[Key, Entry] = {}
    for raw in delivered:
        found = existing.get(raw.key)
        before = vanished.before(raw) if found is None else None
        proposal = _fitted(raw if dated else _dated(raw, found or before))
        if found is not None:
            entry, conflict = _merge(found, proposal)
        elif before is not None:
            entry, conflict = adopt(before, proposal)
        else:
            entry, conflict = proposal, None
        merged[raw.key] = entry
        if conflict is not None:
            conflicts.append(conflict)
        if old.entries and raw.key not in active:
            changes += _change(entry)
    entries = (*_in_order(old.entries, delivered, merged, active), *_leave(old.entries, existing, wanted))
    return Merged(replace(old, entries=entries), tuple(conflicts), tuple(changes))


def cosmetic_of(entry: Entry) -> str | None:
    """Return the English that was translated, where an entry notes that only its looks have changed since."""
    return next((note.removeprefix(COSMETIC) for note in entry.notes if note.startswith(COSMETIC)), None)


def _has_work(entry: Entry) -> bool:
    """Say whether an entry holds anything that is not made anew by the next ingest."""
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return bool(entry.msgstr or entry.translator_notes or entry.other_lines or entry.references or entry.notes or flags)


def _change(entry: Entry) -> Iterator[Change]:
    cosmetic = cosmetic_of(entry)
    before = cosmetic if cosmetic is not None else entry.previous_msgid
    if before is not None and before != entry.msgid:
        yield Change(before, entry.msgid, cosmetic is not None, entry.fuzzy)


def _dated(proposal: Entry, known: Entry | None) -> Entry:
    """Return a delivered entry with the English that it was made from, as far as the catalog knows it."""
    if known is None or known.origin is None or proposal.origin is None or known.origin.hash != proposal.origin.hash:
        return proposal
    cosmetic = cosmetic_of(known)
    previous = known.previous_msgid if cosmetic is None else cosmetic
    if previous is None and known.msgid != proposal.msgid:
        previous = known.msgid
    return proposal if previous is None else replace(proposal, flags=("fuzzy",), previous_msgid=previous)


def _fitted(proposal: Entry) -> Entry:
    """Return a delivered entry as it fits English that has changed since: cosmetic, or put together by sentences."""
    previous = proposal.previous_msgid
    if previous is None or not proposal.msgstr or proposal.origin is None:
        return proposal
    if is_cosmetic(previous, proposal.msgid):
        return replace(proposal, flags=_without_fuzzy(proposal), previous_msgid=None, notes=(_cosmetic_note(previous),))
    text = prefill(previous, proposal.msgid, proposal.msgstr)
    return replace(proposal, msgstr=text, origin=proposal.origin.with_text(text))


def _cosmetic_note(previous: str) -> str:
    return COSMETIC + " ".join(previous.split())


def _without_fuzzy(entry: Entry) -> tuple[str, ...]:
    return tuple(flag for flag in entry.flags if flag != "fuzzy")


def _merge(found: Entry, proposal: Entry) -> tuple[Entry, Conflict | None]:
    if found.foreign:
        return found, None
    if found.edited and found.msgstr != proposal.msgstr:
        return _keep_edit(found, proposal)
    if not proposal.msgstr:
        # Nothing was delivered this time; what stands there stays, also what a delivery once put there.
        return _changed(found, replace(found, obsolete=False)), None
    # The same text: people say whether it is fuzzy, unless it was for an older English and the delivery is in step now.
    in_step = found.previous_msgid is not None and not proposal.fuzzy
    keep_state = found.msgstr == proposal.msgstr and not in_step
    entry = replace(
        found,
        msgstr=proposal.msgstr,
        origin=proposal.origin,
        notes=(*_other_notes(found), *proposal.notes),
        flags=found.flags if keep_state else (*proposal.flags, *_without_fuzzy(found)),
        previous_msgid=found.previous_msgid if keep_state else proposal.previous_msgid,
        previous_msgctxt=found.previous_msgctxt if keep_state else None,
        obsolete=False,
    )
    return _changed(found, entry), None


def _keep_edit(found: Entry, proposal: Entry) -> tuple[Entry, Conflict | None]:
    """Return an edited entry with a note of a newer delivery; the conflict lasts until a person removes the note."""
    in_step = proposal.msgstr and not _is_behind(proposal)
    notes = tuple(note for note in found.notes if not (in_step and note.startswith(COSMETIC)))
    entry = _changed(found, note_delivery(replace(found, obsolete=False, notes=notes), found.origin, proposal))
    open_note = any(note.startswith(SUGGESTION) for note in entry.notes)
    return entry, Conflict(entry, proposal.msgstr) if open_note and proposal.msgstr else None


def note_delivery(entry: Entry, seen: Origin | None, proposal: Entry) -> Entry:
    """Return an edited entry with a note of the delivery, unless a person has seen that one."""
    if proposal.origin is None or (seen is not None and proposal.origin.hash == seen.hash):
        return entry
    # The text is still what a person made of a machine's, whoever translated the newer one.
    kind = seen.translation_type if seen else proposal.origin.translation_type
    kept = (note for note in entry.notes if not note.startswith(SUGGESTION))
    note = SUGGESTION + " ".join(proposal.msgstr.split())
    return replace(entry, origin=replace(proposal.origin, translation_type=kind), notes=(*kept, note))


def adopt(before: Entry, proposal: Entry) -> tuple[Entry, Conflict | None]:
    """Return a proposed entry with what people wrote to the message that it has replaced."""
    theirs = replace(proposal, translator_notes=before.translator_notes, other_lines=before.other_lines)
    if not before.msgstr or (proposal.msgstr and not (before.edited and _is_behind(proposal))):
        return replace(theirs, flags=(*proposal.flags, *_without_fuzzy(before))), None
    cosmetic = is_cosmetic(before.msgid, proposal.msgid)
    text = before.msgstr if cosmetic else prefill(before.msgid, proposal.msgid, before.msgstr)
    origin = before.origin
    if text == proposal.msgstr:
        origin = proposal.origin
    elif origin is not None and not before.edited:
        origin = origin.with_text(text)
    # A text that was behind before is still the translation of what it was made from.
    previous = before.previous_msgid if before.fuzzy and before.previous_msgid is not None else before.msgid
    entry = replace(
        theirs,
        msgstr=text,
        origin=origin,
        notes=(_cosmetic_note(before.msgid),) if cosmetic else (),
        flags=before.flags if cosmetic else ("fuzzy", *_without_fuzzy(before)),
        previous_msgid=previous if before.fuzzy or not cosmetic else None,
    )
    entry = note_delivery(entry, before.origin, proposal) if before.edited and text != proposal.msgstr else entry
    noted = any(note.startswith(SUGGESTION) for note in entry.notes)
    return entry, Conflict(entry, proposal.msgstr) if noted else None


def _is_behind(proposal: Entry) -> bool:
    """Say whether a delivery was made from an older English."""
    return proposal.fuzzy or cosmetic_of(proposal) is not None


def _other_notes(entry: Entry) -> tuple[str, ...]:
    return tuple(note for note in entry.notes if not note.startswith((SUGGESTION, COSMETIC)))


def _changed(old: Entry, new: Entry) -> Entry:
    """Return `old`, bytes and all, when nothing changed, else `new` to be written afresh."""
    return old if new == old else replace(new, raw=None)


def _in_order(
    old: Iterable[Entry],
    delivered: Sequence[Entry],
    merged: Mapping[Key, Entry],
    active: Mapping[Key, Entry],
) -> Iterator[Entry]:
    """Yield old entries where they stood, and each new one behind its neighbour in the article."""
    followers: dict[Key | None, list[Entry]] = {}
    anchor: Key | None = None
    for proposal in delivered:
        if proposal.key in active:
            anchor = proposal.key
        else:
            followers.setdefault(anchor, []).append(merged[proposal.key])
    yield from followers.get(None, ())
    for entry in old:
        if entry.obsolete:
            continue
        if entry.key in merged and active[entry.key] is entry:
            yield merged[entry.key]
            yield from followers.get(entry.key, ())
        elif entry.foreign or entry.key in merged:
            yield entry  # a plural, or a second entry for the same message: not ours to lose


def _leave(
    old: Iterable[Entry],
    existing: Mapping[Key, Entry],
    wanted: set[Key],
) -> Iterator[Entry]:
    """Yield what is no longer part of the article: obsolete, but there."""
    for entry in old:
        if entry.obsolete:
            if entry.key not in wanted or existing[entry.key] is not entry:
                yield entry
        elif entry.key not in wanted and not entry.foreign and _has_work(entry):
            yield replace(entry, obsolete=True, raw=None)

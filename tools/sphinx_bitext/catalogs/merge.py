"""Deliveries into a catalog: a person's text always wins, nothing is dropped, what did not change stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from .po import Catalog, Entry

SUGGESTION = "newer delivery: "
"""How the note begins that shows what a newer delivery says where a person has edited the text."""

_ALIKE = 80.0
"""Percent of equal text from which a message that vanished is taken for the older form of a new one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A newer delivery that differs from what a person wrote."""

    entry: Entry
    delivered: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of one merge."""

    catalog: Catalog
    conflicts: tuple[Conflict, ...]


def merge_catalog(old: Catalog, delivered: Sequence[Entry]) -> Merged:
    """Merge what a delivery proposes, in the order of the article, into a catalog."""
    active = {entry.key: entry for entry in reversed(old.entries) if not entry.obsolete}
    existing = {entry.key: entry for entry in reversed(old.entries)} | active
    wanted = {entry.key for entry in delivered}
    vanished = [entry for entry in old.entries if not entry.foreign and entry.key not in wanted and entry.msgstr]
    conflicts: list[Conflict] = []
    merged: dict[tuple[str | None, str], Entry] = {}
    for proposal in delivered:
        found = existing.get(proposal.key) or _prefill(proposal, vanished)
        if found is None:
            merged[proposal.key] = proposal
            continue
        entry, conflict = _merge(found, proposal)
        merged[proposal.key] = entry
        if conflict is not None:
            conflicts.append(conflict)
    entries = (*_in_order(old.entries, delivered, merged, active), *_leave(old.entries, existing, wanted))
    return Merged(replace(old, entries=entries), tuple(conflicts))


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
    other_flags = tuple(flag for flag in found.flags if flag != "fuzzy")
    entry = replace(
        found,
        msgstr=proposal.msgstr,
        origin=proposal.origin,
        notes=_other_notes(found),
        flags=found.flags if keep_state else (*proposal.flags, *other_flags),
        previous_msgid=found.previous_msgid if keep_state else proposal.previous_msgid,
        previous_msgctxt=found.previous_msgctxt if keep_state else None,
        obsolete=False,
    )
    return _changed(found, entry), None


def _keep_edit(found: Entry, proposal: Entry) -> tuple[Entry, Conflict | None]:
    """Return an edited entry with a note of a newer delivery; the conflict lasts until a person removes the note."""
    entry = replace(found, obsolete=False)
    known = found.origin.hash if found.origin else None
    if proposal.origin is not None and proposal.origin.hash != known:
        note = SUGGESTION + " ".join(proposal.msgstr.split())
        entry = replace(entry, origin=proposal.origin, notes=(*_other_notes(found), note))
    entry = _changed(found, entry)
    open_note = len(_other_notes(entry)) < len(entry.notes)
    return entry, Conflict(entry, proposal.msgstr) if open_note and proposal.msgstr else None


def _other_notes(entry: Entry) -> tuple[str, ...]:
    return tuple(note for note in entry.notes if not note.startswith(SUGGESTION))


def _changed(old: Entry, new: Entry) -> Entry:
    """Return `old`, bytes and all, when nothing changed, else `new` to be written afresh."""
    return old if new == old else replace(new, raw=None)


def _prefill(proposal: Entry, vanished: Sequence[Entry]) -> Entry | None:
    """Return a new entry with the text of the message that it has replaced, None where there is none."""
    before = next((entry for entry in vanished if entry.msgid == proposal.previous_msgid and entry.edited), None)
    if before is None and not proposal.msgstr and vanished:
        texts = [entry.msgid for entry in vanished]
        best = process.extractOne(proposal.msgid, texts, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        before = vanished[best[2]] if best else None
    if before is None:
        return None
    flags = ("fuzzy", *(flag for flag in before.flags if flag != "fuzzy"))
    return replace(
        proposal,
        msgstr=before.msgstr,
        origin=before.origin,
        translator_notes=before.translator_notes,
        flags=flags,
        previous_msgid=before.msgid,
    )


def _in_order(
    old: Iterable[Entry],
    delivered: Sequence[Entry],
    merged: Mapping[tuple[str | None, str], Entry],
    active: Mapping[tuple[str | None, str], Entry],
) -> Iterator[Entry]:
    """Yield old entries where they stood, and each new one behind its neighbour in the article."""
    followers: dict[tuple[str | None, str] | None, list[Entry]] = {}
    anchor: tuple[str | None, str] | None = None
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
    existing: Mapping[tuple[str | None, str], Entry],
    wanted: set[tuple[str | None, str]],
) -> Iterator[Entry]:
    """Yield what is no longer part of the article: obsolete, but there."""
    for entry in old:
        if entry.obsolete:
            if entry.key not in wanted or existing[entry.key] is not entry:
                yield entry
        elif entry.key not in wanted and not entry.foreign and (entry.msgstr or entry.translator_notes):
            yield replace(entry, obsolete=True, raw=None)

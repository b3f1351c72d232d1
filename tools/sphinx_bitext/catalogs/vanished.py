"""Which message of a catalog a new one has replaced: by numbers of sentences, by delivered text, by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from .po import Entry

_SURE = 50.0
"""Percent of equal text that is enough where unit numbers or the delivery itself say that two messages are one."""
_ALIKE = 80.0
"""Percent of equal text from which likeness alone is believed."""


class Vanished:
    """The entries whose messages are no longer part of the article."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._texts: list[str] | None = None
        self._known: dict[str, list[Entry]] = {}
        for entry in entries:
            keys = [f"id {entry.msgid}", *(f"unit {number}" for number in _numbers(entry))]
            if entry.previous_msgid is not None:
                keys.append(f"id {entry.previous_msgid}")
            if entry.origin is not None and not entry.origin.units:
                keys.append(f"text {entry.origin.hash}")
            for key in keys:
                self._known.setdefault(key, []).append(entry)

    def before(self, proposal: Entry) -> Entry | None:
        """Return the entry that a new message has replaced, None where there is none."""
        if not self._entries:
            return None
        keys = [f"unit {number}" for number in _numbers(proposal)]
        if proposal.previous_msgid is not None:
            keys.append(f"id {proposal.previous_msgid}")
        if proposal.origin is not None and not proposal.origin.units:
            # Without numbers, a text that is delivered as before says what it translated.
            keys.append(f"text {proposal.origin.hash}")
        known = [entry for key in keys for entry in self._known.get(key, ())]
        if known:
            return self._best(proposal, known)
        return None if proposal.msgstr else self._most_alike(proposal)

    def _best(self, proposal: Entry, known: Iterable[Entry]) -> Entry | None:
        """Return the entry that people worked on last: one that was in use, edited, the most alike."""
        ranked = []
        for order, entry in enumerate({id(entry): entry for entry in known}.values()):
            # Numbers of another English say little where a delivery has another text.
            same = proposal.origin and entry.origin and proposal.origin.hash == entry.origin.hash
            least = _SURE if proposal.fuzzy or same else _ALIKE
            score = 100.0 if entry.msgid == proposal.previous_msgid else fuzz.ratio(entry.msgid, proposal.msgid)
            if score >= least:
                rank = (entry.msgctxt == proposal.msgctxt, not entry.obsolete, entry.edited, score, -order)
                ranked.append((rank, entry))
        return max(ranked, key=lambda item: item[0])[1] if ranked else None

    def _most_alike(self, proposal: Entry) -> Entry | None:
        if self._texts is None:
            self._texts = [entry.msgid for entry in self._entries]
        found = process.extractOne(proposal.msgid, self._texts, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._entries[found[2]] if found else None


def _numbers(entry: Entry) -> tuple[str, ...]:
    """Return the unit numbers of an entry: the prefix differs from delivery to delivery."""
    return tuple(unit.partition("-")[2] for unit in entry.origin.units) if entry.origin else ()

"""Which English each article of a corpus has: given, kept from an earlier run, proven by search, or the majority's."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..model import Article, English
from .english import Group, given_english, rebuilt_english, subject_of
from .habits import Habits
from .search import HASHES_PER_SECOND, Budget, Subject, Tally, learn_habits, prove_all, usual_english

PROVE_SECONDS = 5
"""What the search for a corpus may cost, unless somebody asks for more."""
_METHOD = 2
"""Of the search: another number makes all searches anew."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One article before its English is chosen."""

    path: str
    groups: tuple[Group, ...]
    given: Article | None = None
    """English that people wrote."""
    kept: Article | None = None
    """English that an earlier run rebuilt and nobody touched since."""
    kept_hash: str = ""
    kept_proven: bool = False
    searched: str = ""
    """Token of an earlier search that found nothing."""

    @property
    def carrier(self) -> Group | None:
        """The newest group whose deliveries carry spans."""
        return next((group for group in self.groups if group.side is not None), None)


@dataclass(frozen=True, slots=True)
class Master:
    """The English of one article."""

    english: English | None
    searched: str = ""
    """Token of the search, where it found nothing: the same search need not be made again."""


class Open(NamedTuple):
    """What the search must know of an article whose English is to be rebuilt."""

    subject: Subject
    searched: str
    """Token of an earlier search that found nothing."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search over a corpus has come to."""

    found: Mapping[str, str] = field(default_factory=dict)
    """Path to the English file that is proven."""
    habits: Habits = field(default_factory=Habits)
    """How the proven English of the corpus is written."""
    hashes: int = 0
    """What the search could cost."""
    token: str = ""
    """Of the habits."""


def choose_masters(
    drafts: Sequence[Draft], prove_seconds: int = PROVE_SECONDS, tally: Tally | None = None
) -> dict[str, Master]:
    """Return the English of each article by its path; `tally` counts what the search tries and hits."""
    settled = {draft.path: settled_master(draft) for draft in drafts}
    proven = [text for master in settled.values() if master is not None and (text := proven_text(master))]
    open_drafts = [draft for draft in drafts if settled[draft.path] is None]
    subjects = {draft.path: open_subject(draft, prove_seconds) for draft in open_drafts}
    asked = {draft.path: Open(subjects[draft.path], draft.searched) for draft in open_drafts}
    searched = search_masters(asked, proven, prove_seconds, tally)
    rebuilt = {draft.path: rebuilt_master(draft, subjects[draft.path], searched) for draft in open_drafts}
    return {path: master for path, master in settled.items() if master is not None} | rebuilt


def settled_master(draft: Draft) -> Master | None:
    """Return the English that needs no search, of which there may be none; None where it must be rebuilt."""
    group = draft.carrier
    if draft.given is not None:
        return Master(given_english(draft.given, draft.groups))
    if draft.kept is not None and _stays(draft, group):
        return Master(_as_rebuilt(given_english(draft.kept, draft.groups)))
    return Master(None) if group is None else None


def proven_text(master: Master) -> str:
    """Return the English file that teaches how the corpus writes; empty where it is not proven."""
    return master.english.article.text if master.english is not None and master.english.proof == "proven" else ""


def open_subject(draft: Draft, prove_seconds: int) -> Subject:
    """Return what is looked for; the draft must have a carrier."""
    assert draft.carrier is not None
    return subject_of(draft.carrier, searched=prove_seconds > 0)


def search_masters(
    asked: Mapping[str, Open], proven: Sequence[str], prove_seconds: int, tally: Tally | None = None
) -> Searched:
    """Search the English of articles, by path; `proven` are the English files of the corpus that are proven already."""
    habits = learn_habits(proven)
    budget = Budget(prove_seconds * HASHES_PER_SECOND, Tally() if tally is None else tally)
    before, hashes = habits.token, budget.left
    new = [path for path, (subject, token) in asked.items() if _is_new(subject, token, before, hashes)]
    found = prove_all([asked[path].subject for path in new], habits, budget)
    return Searched({new[number]: text for number, text in found.items()}, habits, hashes, habits.token)


def _is_new(subject: Subject, searched: str, habits: str, hashes: int) -> bool:
    return bool(subject.hash) and not (searched and searched == _token(subject, habits, hashes))


def rebuilt_master(draft: Draft, subject: Subject, searched: Searched) -> Master:
    """Return the English of an article that is rebuilt, proven where a spelling within the budget is."""
    group = draft.carrier
    assert group is not None
    if draft.path in searched.found:
        return Master(rebuilt_english(draft.path, group, searched.found[draft.path], proven=True))
    token = _token(subject, searched.token, searched.hashes) if subject.hash else ""
    return Master(_unproven(draft, group, subject, searched.habits), token)


def _stays(draft: Draft, group: Group | None) -> bool:
    """Say whether nothing better than the English at hand can be found: it is proven, or nothing else is known."""
    return group is None or (draft.kept_proven and draft.kept_hash == (group.hash or ""))


def _as_rebuilt(english: English) -> English:
    proof = "unproven" if english.proof == "mismatch" else english.proof
    return dataclasses.replace(english, origin="rebuilt", proof=proof)


def _unproven(draft: Draft, group: Group, subject: Subject, habits: Habits) -> English:
    """Return the majority's English; what an earlier run wrote of the same text stays as it is."""
    rebuilt = rebuilt_english(draft.path, group, usual_english(subject, habits), proven=False)
    if draft.kept is None or draft.kept_hash != (group.hash or ""):
        return rebuilt
    kept = rebuilt_english(draft.path, group, draft.kept.text, proven=False)
    return kept if kept.side.text.strip() == rebuilt.side.text.strip() else rebuilt


def _token(subject: Subject, habits: str, hashes: int) -> str:
    work = repr((_METHOD, subject.hash, subject.bodies, sorted(subject.told.items()), habits, hashes))
    return hashlib.sha256(work.encode("utf-8", "backslashreplace")).hexdigest()[:12]

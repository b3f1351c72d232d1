"""Which English each article of a corpus has: given, kept from an earlier run, proven by search, or the majority's."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def choose_masters(
    drafts: Sequence[Draft], prove_seconds: int = PROVE_SECONDS, tally: Tally | None = None
) -> dict[str, Master]:
    """Return the English of each article by its path; `tally` counts what the search tries and hits."""
    masters: dict[str, Master] = {}
    open_drafts: list[tuple[Draft, Group]] = []
    for draft in drafts:
        group = draft.carrier
        if draft.given is not None:
            masters[draft.path] = Master(given_english(draft.given, draft.groups))
        elif draft.kept is not None and _stays(draft, group):
            masters[draft.path] = Master(_as_rebuilt(given_english(draft.kept, draft.groups)))
        elif group is not None:
            open_drafts.append((draft, group))
        else:
            masters[draft.path] = Master(None)
    budget = Budget(prove_seconds * HASHES_PER_SECOND, Tally() if tally is None else tally)
    return masters | _search(open_drafts, _habits(masters), budget)


def _stays(draft: Draft, group: Group | None) -> bool:
    """Say whether nothing better than the English at hand can be found: it is proven, or nothing else is known."""
    return group is None or (draft.kept_proven and draft.kept_hash == (group.hash or ""))


def _as_rebuilt(english: English) -> English:
    proof = "unproven" if english.proof == "mismatch" else english.proof
    return dataclasses.replace(english, origin="rebuilt", proof=proof)


def _habits(masters: Mapping[str, Master]) -> Habits:
    english = [master.english for master in masters.values() if master.english is not None]
    return learn_habits([one.article.text for one in english if one.proof == "proven"])


def _search(drafts: Sequence[tuple[Draft, Group]], habits: Habits, budget: Budget) -> dict[str, Master]:
    """Return the English of articles that must be rebuilt, proven where a spelling within the budget is."""
    subjects = [subject_of(group, searched=budget.left > 0) for _, group in drafts]
    before, hashes = habits.token, budget.left
    new = [
        index
        for index, subject in enumerate(subjects)
        if subject.hash and not _was_searched(drafts[index][0], subject, before, hashes)
    ]
    found = prove_all([subjects[index] for index in new], habits, budget)
    texts = {new[number]: text for number, text in found.items()}
    after = habits.token
    masters = {}
    for index, (draft, group) in enumerate(drafts):
        if index in texts:
            masters[draft.path] = Master(rebuilt_english(draft.path, group, texts[index], proven=True))
            continue
        token = _token(subjects[index], after, hashes) if subjects[index].hash else ""
        masters[draft.path] = Master(_unproven(draft, group, subjects[index], habits), token)
    return masters


def _unproven(draft: Draft, group: Group, subject: Subject, habits: Habits) -> English:
    """Return the majority's English; what an earlier run wrote of the same text stays as it is."""
    rebuilt = rebuilt_english(draft.path, group, usual_english(subject, habits), proven=False)
    if draft.kept is None or draft.kept_hash != (group.hash or ""):
        return rebuilt
    kept = rebuilt_english(draft.path, group, draft.kept.text, proven=False)
    return kept if kept.side.text.strip() == rebuilt.side.text.strip() else rebuilt


def _was_searched(draft: Draft, subject: Subject, habits: str, hashes: int) -> bool:
    return bool(draft.searched) and draft.searched == _token(subject, habits, hashes)


def _token(subject: Subject, habits: str, hashes: int) -> str:
    work = repr((_METHOD, subject.hash, subject.bodies, sorted(subject.told.items()), habits, hashes))
    return hashlib.sha256(work.encode("utf-8", "backslashreplace")).hexdigest()[:12]

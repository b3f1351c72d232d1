"""The search for English that the hash proves: over the articles of a whole corpus, which teach each other.

Everything that a delivery may have lost has a price: how unlikely it is, by what the proven articles of the corpus do.
What is cheap is tried on all articles before anything dearer on one of them. Cost is counted in hashes, not in seconds,
so the outcome is the same on every machine.
"""

from __future__ import annotations

import bisect
import functools
import hashlib
import heapq
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..markup.article import encode, parse_article
from ..model import Article
from .edits import Tail, learn_tail, tails
from .guesses import Guesses, Told, Words, collect_words, doubt, guess, likeliest_title, price_guesses
from .habits import BIT, Habits, Option, price
from .spelling import TRANSLATED_KEYS, english_fields, observe, spell_front_matter

HASHES_PER_SECOND = 200_000
"""What a second of `--prove-seconds` is worth; about what one core does."""

LEVELS = tuple(bits * BIT for bits in (2, 4, 6, 8, *range(9, 19)))
MAX_LINES = 200
"""Lines of front matter; with more of them there is too much to try."""
_FORMS = {"crlf": 0.9, "lf": 0.1}
_HEADS = {"": 0.9, "\n": 0.1}
_FRONT_MATTER, _TITLE, _TEXT = 1, 2, 4
_LABELS = {_FRONT_MATTER: "front matter", _TITLE: "title", _TEXT: "text"}
_HASHED_AT_ONCE = 4096
"""Characters that cost as much as one hash of a short text."""
_MAX_TAILS = 4096
_MAX_TAIL_SIZE = 1 << 23
_HASH_RE = re.compile("(?:[0-9a-f]{40}|[0-9a-f]{64})")
_PROBES = 6
_GIVE_UP = 6
"""What part of the budget may go by without a hit."""
_GIVE_UP_ARTICLE = 125
"""What part of it, for each article that is looked for."""


class Subject(NamedTuple):
    """An article whose English is looked for."""

    hash: str
    """`ms.openlocfilehash` of its deliveries, 40 or 64 hex digits."""
    delivery: Article
    """A delivery of it, for its front matter."""
    bodies: tuple[str, ...]
    """What the English text may be, the likeliest first."""
    told: Mapping[str, Told]
    """What the deliveries tell about the translated keys, by key."""


@dataclass(slots=True)
class Tally:
    """What was tried and what hit, by what was changed of the usual spelling."""

    tries: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)

    def count(self, tries: Mapping[int, int]) -> None:
        """Add numbers of tries by label."""
        for label, number in tries.items():
            self.tries[_name(label)] += number

    def __str__(self) -> str:
        """Return hits against tries in one line, what hit most first."""
        kinds = sorted(self.tries, key=lambda kind: (-self.hits[kind], self.tries[kind], kind))
        return ", ".join(f"{kind} {self.hits[kind]} of {self.tries[kind]:,}" for kind in kinds)


@dataclass(slots=True)
class Budget:
    """How many hashes may still be computed."""

    left: int
    tally: Tally = field(default_factory=Tally)


def learn_habits(proven: Sequence[str]) -> Habits:
    """Return how English files that are proven spell their front matter."""
    habits = Habits()
    for english in proven:
        habits.learn(observe(english))
    return habits


def usual_english(subject: Subject, habits: Habits) -> str:
    """Return the English file as the corpus usually spells it: the best guess where nothing is proven."""
    told = subject.told.get("title")
    title = likeliest_title(told, subject.delivery.path, subject.bodies[0], habits) if told else None
    texts = {"title": [Option(0, title, 0)]} if title else {}
    fields = [one for one in english_fields(subject.delivery) if one.key not in TRANSLATED_KEYS or texts.get(one.key)]
    head = next(spell_front_matter(fields, habits, texts, 0, 0)).text if fields else ""
    return head + subject.bodies[0].strip("\r\n") + "\n"


class _Case:
    """A subject with what is made of it once."""

    def __init__(self, subject: Subject, words: Words) -> None:
        self.subject = subject
        self.fields = english_fields(subject.delivery)
        self._words = words
        lines = sum(1 + len(one.items) for one in self.fields)
        self.cost = doubt(subject.told) if lines <= MAX_LINES else LEVELS[-1] + 1
        """How unlikely it is that this article can be proven at all."""
        self.wanted = bytes.fromhex(subject.hash)
        self.algorithm = hashlib.sha256 if len(subject.hash) == 64 else hashlib.sha1
        self.done = (0, -1)
        """How many hits the habits knew when it was tried last, and up to which limit."""

    @functools.cached_property
    def guesses(self) -> dict[str, Guesses]:
        """What the translated keys may say."""
        return guess(self.subject.told, self.subject.delivery.path, self.subject.bodies[0], self._words)


def prove_all(subjects: Sequence[Subject], habits: Habits, budget: Budget) -> dict[int, str]:
    """Return the proven English files by the index of their subject; `habits` learns from each of them.

    Short articles come first: they cost least and teach the same. Where nothing is known yet, a few of them are looked
    for until one tells how the corpus writes. The search gives up when nothing was found for long.
    """
    if budget.left <= 0:
        return {}
    words = collect_words(subject.bodies[0] for subject in subjects)
    hashed = [index for index, subject in enumerate(subjects) if _HASH_RE.fullmatch(subject.hash)]
    order = sorted(hashed, key=lambda index: (len(subjects[index].bodies[0]), subjects[index].hash))
    cases = {index: _Case(subjects[index], words) for index in order}
    patience = min(len(subjects) * budget.left // _GIVE_UP_ARTICLE, budget.left // _GIVE_UP)
    found: dict[int, str] = {}
    if not habits.seen:
        probes = {index: case for index, case in cases.items() if not case.cost}
        first = dict(itertools.islice(probes.items(), _PROBES))
        found |= itertools.islice(_levels(first, habits, budget, patience), 1)
    rest = {index: case for index, case in cases.items() if index not in found}
    return found | dict(_levels(rest, habits, budget, patience))


def _levels(cases: Mapping[int, _Case], habits: Habits, budget: Budget, patience: int) -> Iterator[tuple[int, str]]:
    """Yield (index, English file) of what is found, the cheap things first, until nothing was found for long."""
    left = dict(cases)
    give_up = max(0, budget.left - patience)
    for limit in LEVELS:
        for index, case in cases.items():
            if budget.left <= give_up:
                return
            text = _prove(case, habits, budget, limit - case.cost) if index in left else None
            if text is not None:
                give_up = max(0, budget.left - patience)
                del left[index]
                yield index, text


_Hash = Any


class _End(NamedTuple):
    """A tail with one form of line ends."""

    cost: int
    number: int
    price: int
    """In hashes of a short text."""
    label: int
    data: bytes
    form: str
    tail: Tail


def _prove(case: _Case, habits: Habits, budget: Budget, limit: int) -> str | None:
    """Return the English file that has the hash of its deliveries; None when nothing at `limit` or less has it."""
    if limit < 0:
        return None
    ends = _ends(case.subject, habits, limit)
    costs = [end.cost for end in ends]
    tries, wanted = Counter[int](), case.wanted
    hits = budget.tally.hits.total()
    # Where nothing was learnt since, what cost no more than the last limit is not tried again.
    known = case.done[1] if case.done[0] == hits else -1
    case.done = (hits, limit)
    for head in _heads(case, habits, limit):
        # The head is hashed once; each end goes on from a copy of that state.
        states: dict[str, _Hash] = {}
        for end in ends[bisect.bisect_right(costs, known - head.cost) : bisect.bisect_right(costs, limit - head.cost)]:
            state = states.get(end.form) or states.setdefault(end.form, case.algorithm(_encode(head.text, end.form)))
            attempt = state.copy()
            attempt.update(end.data)
            tries[head.label | end.label] += 1
            budget.left -= end.price
            if attempt.digest() == wanted:
                budget.tally.count(tries)
                return _hit(case, head, end, habits, budget.tally)
        if budget.left <= 0:
            break
    budget.tally.count(tries)
    return None


def _hit(case: _Case, head: Option, end: _End, habits: Habits, tally: Tally) -> str:
    """Return the proven file and learn from it."""
    tally.hits[_name(head.label | end.tail.label)] += 1
    text = head.text + end.tail.text
    # What is proven with CRLF is kept with LF, as repositories keep text.
    text = text.replace("\r\n", "\n") if end.form == "crlf" else text
    habits.learn([*observe(text), ("~form", end.form)])
    learn_tail(end.tail, habits)
    english = parse_article(text, path="", locale="").metadata
    for key, guesses in case.guesses.items():
        kind = guesses.kinds.get(english.text(key) or "")
        habits.learn([(guesses.feature, kind)] if kind else [])
    return text


@functools.cache
def _name(label: int) -> str:
    return " and ".join(name for bit, name in _LABELS.items() if label & bit) or "as usual"


def _heads(case: _Case, habits: Habits, limit: int) -> Iterator[Option]:
    """Yield what may stand before the text, the usual first."""
    if not case.fields:
        yield from (Option(price(share), text) for text, share in _HEADS.items())
        return
    texts = {key: price_guesses(guesses, habits, _TITLE) for key, guesses in case.guesses.items()}
    yield from spell_front_matter(case.fields, habits, texts, _FRONT_MATTER, limit)


def _ends(subject: Subject, habits: Habits, limit: int) -> list[_End]:
    """Return the possible ends of a file, encoded once, the cheapest first."""
    forms = habits.costs("~form", _FORMS)
    most = min(_MAX_TAILS, 1 + _MAX_TAIL_SIZE // (1 + len(subject.bodies[0])))
    possible = itertools.islice(tails(subject.bodies, habits, _TEXT, limit), 4 * most)
    cheapest = heapq.nsmallest(most, possible, key=lambda tail: tail.cost)
    ends = [
        _End(tail.cost + cost, number, 1 + len(tail.text) // _HASHED_AT_ONCE, tail.label, data, form, tail)
        for number, tail in enumerate(cheapest)
        for form, cost in forms.items()
        if tail.cost + cost <= limit and (data := _encode(tail.text, form))
    ]
    return sorted(ends, key=lambda end: (end.cost, end.number, end.form))


def _encode(text: str, form: str) -> bytes:
    """Return the bytes of a text with CRLF, or as it stands."""
    return encode(text.replace("\r\n", "\n").replace("\n", "\r\n") if form == "crlf" else text)

"""The search for English that the hash proves: over the articles of a whole corpus, which teach each other.

Cost is counted in hashes, not in seconds, so the outcome is the same on every machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..markup.article import encode
from ..markup.front_matter import front_matter_place
from ..model import Article
from .proof import first_heading
from .spelling import BASICS, Habits, choices, english_lines, observe, render_lines

HASHES_PER_SECOND = 200_000
"""What a second of `--prove-seconds` is worth; about what one core does."""

_GAPS = ("\n", "", "\n\n")
_LIKELY = 6
_ESCAPE_RE = re.compile(r"\\([*`])")
_BLANK_RE = re.compile(r"(\*\*) (?=[,.;:!?)])")
_NUMBER_RE = re.compile(r"([0-9][0-9.\-]*)[:.]?\s+")
_MARKUP_RE = re.compile(r"\*\*|\\(?=[\\`*_{}\[\]()#+\-.!])|`")


class Subject(NamedTuple):
    """An article whose English is looked for."""

    hash: str
    """`ms.openlocfilehash` of its deliveries, 40 or 64 hex digits."""
    delivery: Article
    """A delivery of it, for its front matter."""
    bodies: tuple[str, ...]
    """What the English text may be, the likeliest first."""


@dataclass(slots=True)
class Budget:
    """How many hashes may still be computed."""

    left: int
    tried: int = 0

    def spend(self) -> bool:
        """Take one hash off; False when nothing is left."""
        self.tried += 1
        self.left -= 1
        return self.left >= 0


def learn_habits(proven: Sequence[tuple[Article, str]]) -> Habits:
    """Return how English files that are proven spell their front matter; pairs of (delivery, English file)."""
    habits = Habits()
    for delivery, english in proven:
        _learn(habits, delivery, english)
    return habits


def _learn(habits: Habits, delivery: Article, english: str) -> None:
    place = front_matter_place(english)
    if place is None:
        return
    inside = english[place.start : place.end].splitlines()
    rest = english[english.find("\n", place.end) + 1 :]
    gap = rest[: len(rest) - len(rest.lstrip("\n"))]
    lines = english_lines(delivery, _titles(Subject("", delivery, (rest,))))
    habits.learn(observe(lines, inside), gap if gap in _GAPS else "\n")


def prove_all(subjects: Sequence[Subject], habits: Habits, budget: Budget) -> dict[int, str]:
    """Return the proven English files by the index of their subject; `habits` learns from each of them.

    Short articles come first: they cost least and teach the same. What one stage teaches is tried on all the others
    before the next, dearer stage begins.
    """
    found: dict[int, str] = {}
    order = sorted(range(len(subjects)), key=lambda index: (len(subjects[index].bodies[0]), subjects[index].hash))
    stage = 0
    while stage <= BASICS and budget.left > 0:
        before = len(found)
        for index in order:
            if index in found:
                continue
            text = prove(subjects[index], habits, budget, stage)
            if text is not None:
                found[index] = text
                _learn(habits, subjects[index].delivery, text)
        stage = 0 if stage and len(found) > before else stage + 1
    return found


def usual_english(subject: Subject, habits: Habits) -> str:
    """Return the English file as the corpus usually spells it: the best guess where nothing is proven."""
    return next(_heads(subject, habits, 0)) + subject.bodies[0].strip("\r\n") + "\n"


def prove(subject: Subject, habits: Habits, budget: Budget, stage: int) -> str | None:
    """Return the English file whose hash is the subject's, None when no spelling of this stage has it."""
    tails = [_Tail(subject, form) for form in ("crlf", "lf")]
    for number, head in enumerate(_heads(subject, habits, stage)):
        # The likeliest spellings are tried with every ending, the rest with the usual one.
        found = _try(head, tails, subject.hash, budget, thorough=stage == BASICS or (stage == 0 and number < _LIKELY))
        if found is not None or budget.left <= 0:
            return found
    return None


def _heads(subject: Subject, habits: Habits, stage: int) -> Iterator[str]:
    """Yield what may stand before the text, the likeliest first."""
    lines = english_lines(subject.delivery, _titles(subject))
    if stage == 0:
        yield from ("", "\n") if not lines else ()
    gaps = sorted(_GAPS, key=lambda gap: (-habits.gaps[gap], _GAPS.index(gap)))
    for number, choice in enumerate(choices(lines, habits, stage) if lines else ()):
        inside = render_lines(lines, choice)
        every = stage == BASICS or (stage == 0 and number == 0)
        yield from (f"---\n{inside}---\n{gap}" for gap in (gaps if every else gaps[:1]))


def _titles(subject: Subject) -> tuple[str, ...]:
    """Return what the English title may be: the first heading, also with a number that all translations keep."""
    heading = first_heading(subject.bodies[0])
    if heading is None:
        return ()
    found = [heading, _MARKUP_RE.sub("", heading)]
    number = _NUMBER_RE.match(subject.delivery.metadata.text("title") or "")
    if number and not heading.startswith(number.group(1)):
        found += [f"{number.group(1)} {heading}", f"{number.group()}{heading}"]
    return tuple(dict.fromkeys(found))


class _Tail:
    """The possible ends of a file, encoded once."""

    def __init__(self, subject: Subject, form: Literal["crlf", "lf"]) -> None:
        self.form = form
        self.texts: list[tuple[str, bytes]] = []
        for body in subject.bodies:
            trimmed = body.strip("\r\n")
            for text in dict.fromkeys((trimmed + "\n", body.lstrip("\r\n"), trimmed, trimmed + "\n\n")):
                self.texts.append((text, self.encode(text)))

    def encode(self, text: str) -> bytes:
        """Return the bytes of a text with this form's line ends."""
        unix = text.replace("\r\n", "\n")
        return encode(unix.replace("\n", "\r\n") if self.form == "crlf" else text)


def _try(head: str, tails: Sequence[_Tail], wanted: str, budget: Budget, *, thorough: bool) -> str | None:
    for tail in tails:
        # The head is hashed once; each end goes on from a copy of that state.
        state = (hashlib.sha256 if len(wanted) == 64 else hashlib.sha1)(tail.encode(head))
        for text, data in tail.texts if thorough else tail.texts[:2]:
            attempt = state.copy()
            attempt.update(data)
            if not budget.spend():
                return None
            if attempt.hexdigest() == wanted:
                # What is proven with CRLF is kept with LF, as repositories keep text.
                return head + (text.replace("\r\n", "\n") if tail.form == "crlf" else text)
        if not thorough:
            break
    return None


def alternatives(bodies: Sequence[str]) -> tuple[str, ...]:
    """Return bodies to try: those given, then without the escapes and the blanks behind bold that a delivery adds."""
    plain = [_ESCAPE_RE.sub(r"\1", body) for body in bodies]
    tight = [_BLANK_RE.sub(r"\1", body) for body in (*bodies, *plain)]
    return tuple(dict.fromkeys([*bodies, *plain, *tight]))

"""The check `emphasis-not-rendered`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit
from .._pairing import Passage, passages
from .._tokens import inline
from ._hits import content_start, hit_in, narrowed, unmatched


class EmphasisNotRendered(Check):
    """The marks of bold or italics do not work: the reader sees the asterisks.

    Why it matters: bare asterisks look broken, and what should stand out does not.

    Bad:

        Click **Save** now.   ->   Klicka på ** Spara** nu.

    Good:

        Click **Save** now.   ->   Klicka på **Spara** nu.

    How to fix: no white space inside the marks, as many at the end as at the begin, no backslash before them. A mark
    between punctuation and a letter is read as the wrong kind, as between a bracket and Chinese or Japanese: put the
    punctuation outside of the bold, or a space beside the mark.
    """

    code: ClassVar[str] = "emphasis-not-rendered"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    covers: ClassVar[frozenset[str]] = frozenset({"emphasis-lost", "emphasis-added", "emphasis-moved"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit a sentence."""
        for passage in passages(bitext):
            if "*" not in passage.target:
                continue
            if _more_seen(passage.source, passage.target):
                yield from map(self._hit, narrowed(passage, _more_seen))

    def _hit(self, passage: Passage) -> Hit:
        one, two = inline(passage.source), inline(passage.target)
        runs = _runs(passage.target)
        places = []
        for kind in ("strong", "em"):
            if len(one.of(kind)) > len(two.of(kind)):
                lost, _ = unmatched(passage.source, passage.target, one.of(kind), two.of(kind))
                places += [node.place for node in lost]
        message = f"The reader sees asterisks: {_reason(passage.target, runs)}"
        return hit_in(passage, message, places, runs, self.severity, self.certainty)


def _more_seen(source: str, target: str) -> bool:
    """Whether the translation shows marks that the English does not. A lone asterisk may be a footnote."""
    one, two = inline(source), inline(target)
    more = two.plain.count("*") - one.plain.count("*")
    if more <= 0:
        return False
    lost = one.strong > two.strong or one.emphasis > two.emphasis
    escaped = any(node.content == "*" and node.place.end - node.place.start == 2 for node in two.of("literal"))
    return two.literal_strong > one.literal_strong or lost or escaped


def _runs(markdown: str) -> list[Span]:
    """Return the runs of asterisks that are shown; a bullet before the text is none."""
    runs: list[Span] = []
    first = content_start(markdown)
    for node in inline(markdown).of("literal"):
        if node.content != "*" or node.place.start < first:
            continue
        if runs and runs[-1].end == node.place.start:
            runs[-1] = Span(runs[-1].start, node.place.end)
        else:
            runs.append(node.place)
    return runs


def _reason(target: str, runs: list[Span]) -> str:
    """Return why the marks do not work, with what to do."""
    texts = [target[slice(*run)] for run in runs]
    if any("\\" in text for text in texts):
        return "a backslash before them makes them text"
    beside = [(target[: run.start][-1:], target[run.end :][:1]) for run in runs]
    if all(_blank(before) and _blank(after) for before, after in beside):
        return "white space on both sides of the mark"
    if len(runs) == 1:
        return "the other mark of the pair is missing"
    opening, closing = beside[0], beside[-1]
    if _blank(opening[1]) or _blank(closing[0]):
        return "white space inside the marks"
    if _mark_beside_letter(*opening) or _mark_beside_letter(*reversed(closing)):
        return "punctuation inside the mark and a letter outside; move the punctuation out, or add a space"
    return "the marks do not pair"


def _blank(character: str) -> bool:
    return not character or character.isspace()


def _mark_beside_letter(outside: str, inside: str) -> bool:
    return outside.isalnum() and bool(inside) and not inside.isalnum()

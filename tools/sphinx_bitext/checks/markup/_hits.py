"""From what differs in a passage to a hit: the sentence it stands in, and its marks there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ...model import Certainty, Severity, Span
from .._base import Hit
from .._inline import Node
from .._pairing import Passage
from .._tokens import letters

_MOST_PAIRS = 400
_PREFIX_RE = re.compile(r"(?:[ \t>]|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))*")


def hit_in(
    passage: Passage,
    message: str,
    source_marks: Iterable[Span],
    target_marks: Iterable[Span],
    severity: Severity,
    certainty: Certainty,
) -> Hit:
    """Return a hit about ranges of a passage's two sides.

    It quotes the sentence that holds all of them, or the whole passage where no sentence does, e.g. since a mark was
    moved to another one. It is no surer than the passage's own pairing.
    """
    one, two = _tidy(source_marks), _tidy(target_marks)
    sure = max(certainty, passage.certainty, key=lambda each: each.rank)
    sources, targets = sentence_places(passage)
    for sentence, source, target in zip(passage.sentences, sources, targets, strict=True):
        if _holds(source, one) and _holds(target, two):
            marks = _moved(one, source), _moved(two, target)
            texts = sentence.source, sentence.target
            return Hit(message, sentence.place, sentence.unit, *texts, severity, sure, *marks)
    near = _nearest(sources, one) if one else _nearest(targets, two)
    sentence = passage.sentences[near]
    return Hit(message, sentence.place, sentence.unit, passage.source, passage.target, severity, sure, one, two)


def sentence_places(passage: Passage) -> tuple[list[Span], list[Span]]:
    """Return where the sentences of a passage stand in its source and in its target; what is not found beyond it."""
    sources = _places(passage.source, [sentence.source for sentence in passage.sentences])
    targets = _places(passage.target, [sentence.target for sentence in passage.sentences])
    return list(sources), list(targets)


def narrowed(passage: Passage, differs: Callable[[str, str], bool]) -> list[Passage]:
    """Return the sentences that differ by themselves, each as a passage; the passage itself where none does."""
    found = [
        passage._replace(source=one.source, target=one.target, sentences=(one,))
        for one in passage.sentences
        if len(passage.sentences) > 1 and differs(one.source, one.target)
    ]
    return found or [passage]


def by_sentence(passage: Passage, marks: Sequence[Span]) -> list[list[Span]]:
    """Return marks of the target, grouped by the sentence in or before which they begin."""
    places = list(_places(passage.target, [sentence.target for sentence in passage.sentences]))
    groups: dict[int, list[Span]] = {}
    for mark in marks:
        groups.setdefault(_nearest(places, [mark]), []).append(mark)
    return list(groups.values())


def unmatched(source: str, target: str, one: Sequence[Node], two: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Return the nodes of each side that have no counterpart: first the same words are paired, then what is nearest."""
    lost, added, _ = paired(one, two, lambda node: letters(node.content))
    if len(lost) * len(added) > _MOST_PAIRS:  # too many to weigh: in reading order
        few = min(len(lost), len(added))
        return lost[few:], added[few:]
    while lost and added:
        pairs = ((_distance(a, source, b, target), a, b) for a in lost for b in added)
        _, first, second = min(pairs, key=lambda pair: pair[0])
        lost.remove(first)
        added.remove(second)
    return lost, added


def content_start(markdown: str) -> int:
    """Return where the text of a passage begins, behind quote marks, bullets and list numbers."""
    match = _PREFIX_RE.match(markdown)
    return match.end() if match else 0


def paired(
    one: Sequence[Node], two: Sequence[Node], key: Callable[[Node], str]
) -> tuple[list[Node], list[Node], list[tuple[Node, Node]]]:
    """Return the nodes that one side alone has, then the pairs of those with the same key, in reading order."""
    known: dict[str, list[Node]] = {}
    for node in reversed(two):
        known.setdefault(key(node), []).append(node)
    lost, pairs = [], []
    for node in one:
        same = known.get(key(node))
        if same:
            pairs.append((node, same.pop()))
        else:
            lost.append(node)
    return lost, sorted(node for nodes in known.values() for node in nodes), pairs


def _distance(one: Node, source: str, two: Node, target: str) -> float:
    return abs(one.place.start / len(source) - two.place.start / len(target))


def _tidy(marks: Iterable[Span]) -> tuple[Span, ...]:
    """Return the marks ascending, without those that overlap one before."""
    tidy: list[Span] = []
    for mark in sorted(marks):
        if not tidy or mark.start >= tidy[-1].end:
            tidy.append(mark)
    return tuple(tidy)


def _places(text: str, parts: Sequence[str]) -> Iterator[Span]:
    """Yield where the parts of a text stand in it, in their order; beyond it what is not found."""
    cursor = 0
    for part in parts:
        start = text.find(part, cursor)
        if start < 0:
            yield Span(len(text), len(text))
        else:
            cursor = start + len(part)
            yield Span(start, cursor)


def _holds(place: Span, marks: Sequence[Span]) -> bool:
    return not marks or (place.start <= marks[0].start and marks[-1].end <= place.end)


def _moved(marks: Sequence[Span], place: Span) -> tuple[Span, ...]:
    return tuple(Span(mark.start - place.start, mark.end - place.start) for mark in marks)


def _nearest(places: Sequence[Span], marks: Sequence[Span]) -> int:
    """Return the index of the first place that reaches beyond the begin of the first mark."""
    at = marks[0].start if marks else 0
    return next((index for index, place in enumerate(places) if place.end > at), len(places) - 1)

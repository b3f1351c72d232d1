"""The English of one article: which one is the master, and how it is rebuilt when nobody has it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..markup.article import build_side, parse_article
from ..markup.blocks import parse_blocks
from ..model import Anchor, Article, English, PlacedUnit, Side
from .by_structure import align_versions
from .guesses import tell
from .proof import matches
from .search import Subject
from .sentences import split_sentences

SOURCE_LOCALE = "en-US"
FIRST_UNIT = 101
"""The number of the first sentence where no delivery numbers them."""

_ALT_RE = re.compile(r"!\[([^\[\]]*)\](?=\()")

Proof = Literal["proven", "unproven", "mismatch"]


@dataclass(frozen=True, slots=True)
class Group:
    """The deliveries of one path that were made from the same English."""

    hash: str | None
    deliveries: tuple[Article, ...]
    side: Side | None
    """The English body as most of the group has it, None when no delivery of the group carries spans."""
    units: Mapping[str, str]
    votes: Mapping[str, int]
    voters: int

    @property
    def age(self) -> tuple[datetime.date, int, str]:
        """What the newest group has most of."""
        dates = [article.metadata.last_handoff or datetime.date.min for article in self.deliveries]
        return (max(dates), len(self.deliveries), self.hash or "")


def group_deliveries(deliveries: Sequence[Article]) -> tuple[Group, ...]:
    """Return the groups by hash, the newest first; deliveries that name no hash join the newest group."""
    by_hash: dict[str | None, list[Article]] = {}
    for article in deliveries:
        by_hash.setdefault(article.metadata.source_hash, []).append(article)
    nameless = by_hash.pop(None, [])
    groups = sorted((_group(key, found) for key, found in by_hash.items()), key=lambda group: group.age, reverse=True)
    if nameless:
        first = groups[0] if groups else None
        merged = _group(first.hash if first else None, [*(first.deliveries if first else ()), *nameless])
        groups = [merged, *groups[1:]]
    return tuple(groups)


def _group(key: str | None, deliveries: Sequence[Article]) -> Group:
    sides = [(article, english_side(article)) for article in deliveries if article.has_spans]
    texts: dict[str, Counter[str]] = {}
    for _, side in sides:
        for unit, start, end in side.units:
            texts.setdefault(unit, Counter())[side.text[start:end]] += 1
    units = {unit: _winner(counter) for unit, counter in texts.items()}
    votes = {unit: counter.total() for unit, counter in texts.items()}
    body = _consensus([side for _, side in sides], units) if sides else None
    ordered = _reading_order(body, units) if body else units
    return Group(key, tuple(deliveries), body, ordered, votes, len(sides))


def _winner(counter: Counter[str]) -> str:
    """Return the most frequent text; of equals the one that sorts first, so that order of reading plays no part."""
    return min(counter, key=lambda text: (-counter[text], text))


def _reading_order(side: Side, units: Mapping[str, str]) -> dict[str, str]:
    """Return `units` in the order of the text; `p` units last, then what the side lacks."""
    placed = {unit: units[unit] for unit, _, _ in side.units if unit in units}
    return {**placed, **{unit: units[unit] for unit in sorted(units) if unit not in placed}}


def _consensus(sides: Sequence[Side], units: Mapping[str, str]) -> Side:
    """Return the body that most deliveries have, its sentences as most have them."""
    alts = _shared_alts(sides)
    english = [_rewrite(side, {}, lambda text: _ALT_RE.sub(lambda m: _kept_alt(m, alts), text)) for side in sides]
    bodies = Counter(side.text for side in english)
    body = _winner(bodies)
    candidates = [side for side in english if side.text == body]
    chosen = min(candidates, key=lambda side: sum(unit.unit.startswith("p") for unit in side.units))
    return chosen if bodies[body] * 2 > bodies.total() else _rewrite(chosen, units)


def _shared_alts(sides: Sequence[Side]) -> frozenset[str]:
    """Return the image descriptions that two locales share.

    A description stands outside the spans in the language of the delivery: only where locales agree is it English.
    """
    counter: Counter[str] = Counter()
    for side in sides:
        counter.update({match.group(1) for match in _ALT_RE.finditer(side.text)})
    return frozenset(alt for alt, count in counter.items() if count > 1)


def _kept_alt(match: re.Match[str], alts: frozenset[str]) -> str:
    return match.group() if match.group(1) in alts else "![]"


def _rewrite(side: Side, units: Mapping[str, str], outside: Callable[[str], str] = str) -> Side:
    """Return `side` with other text for its sentences, and with `outside` applied to what stands between them."""
    pieces: list[str] = []
    placed: list[PlacedUnit] = []
    anchors: list[Anchor] = []
    pending = list(side.anchors)
    position = length = 0
    for unit, start, end in [*side.units, PlacedUnit("", len(side.text), len(side.text))]:
        while pending and pending[0].offset <= start:
            anchor = pending.pop(0)
            before = outside(side.text[position : anchor.offset])
            pieces.append(before)
            length += len(before)
            anchors.append(Anchor(length, anchor.slug))
            position = anchor.offset
        before, text = outside(side.text[position:start]), units.get(unit, side.text[start:end])
        pieces += [before, text]
        begin = length + len(before)
        length = begin + len(text)
        if unit:
            placed.append(PlacedUnit(unit, begin, length))
        position = end
    return Side("".join(pieces), tuple(placed), tuple(anchors))


def english_side(article: Article) -> Side:
    """Return the English body that a delivery carries, its URLs put back to `en-us`."""
    side = build_side(article, "source")
    tag = re.escape(article.locale.lower())
    pattern = re.compile(rf"(https?://[^\s/()<>]+/){tag}(?=[/?#)\s]|$)", re.IGNORECASE)
    if article.locale.lower() == SOURCE_LOCALE.lower() or not pattern.search(side.text):
        return side
    changed = {
        unit: pattern.sub(rf"\g<1>{SOURCE_LOCALE.lower()}", side.text[start:end]) for unit, start, end in side.units
    }
    return _rewrite(side, changed)


def given_english(given: Article, groups: Sequence[Group]) -> English:
    """Return English that a file gives, proven or not by the hash of one of the groups."""
    hashes = [group for group in groups if group.hash]
    proven = next((group for group in hashes if group.hash and matches(given.text, group.hash)), None)
    master = proven or next((group for group in groups if group.side), None)
    side = _number(build_side(given, "target"), master.side if master else None)
    units = {unit: side.text[start:end] for unit, start, end in side.units}
    votes: Mapping[str, int] = {}
    voters = 0
    if master is not None and master.side is not None:
        units, votes, voters = {**master.units, **units}, master.votes, master.voters
    proof: Proof = "proven" if proven else ("mismatch" if hashes else "unproven")
    found = proven.hash if proven else (hashes[0].hash if hashes else None)
    return English(given, "given", proof, found, units, votes, voters, side)


def rebuilt_english(path: str, group: Group, text: str, *, proven: bool) -> English:
    """Return English that was rebuilt from the spans of a group; `text` is the whole file."""
    article = parse_article(text, path=path, locale=SOURCE_LOCALE)
    side = _number(build_side(article, "target"), group.side)
    proof: Proof = "proven" if proven else "unproven"
    return English(article, "rebuilt", proof, group.hash, dict(group.units), group.votes, group.voters, side)


def subject_of(group: Group) -> Subject:
    """Return what the search for the English file of a group needs; the group must have a side."""
    carriers = [article for article in group.deliveries if article.has_spans]
    bodies = [group.side.text if group.side else "", *(english_side(article).text for article in carriers)]
    return Subject(group.hash or "", carriers[0], tuple(dict.fromkeys(bodies)), tell(group.deliveries))


def _number(side: Side, numbered: Side | None) -> Side:
    """Return `side` with its sentences numbered: as the deliveries number them, else in order from 101."""
    if numbered is None or not numbered.units:
        return Side(side.text, _count_sentences(side.text), side.anchors, side.origins)
    moved = fit_edges(numbered, side.text)
    if moved is not None:
        return Side(side.text, moved.units, moved.anchors or side.anchors, side.origins)
    return Side(side.text, _carry_over(side.text, numbered), side.anchors, side.origins)


def fit_edges(side: Side, text: str) -> Side | None:
    """Return `side` as a reading of `text` when the two differ in blank lines at their edges alone."""
    if side.text == text:
        return side
    core = side.text.strip("\r\n")
    if core != text.strip("\r\n"):
        return None
    shift = text.find(core) - side.text.find(core)
    units = tuple(PlacedUnit(unit, start + shift, end + shift) for unit, start, end in side.units)
    return Side(text, units, tuple(Anchor(offset + shift, slug) for offset, slug in side.anchors))


def _count_sentences(text: str) -> tuple[PlacedUnit, ...]:
    placed = []
    number = FIRST_UNIT
    for start, end in _sentence_ranges(text):
        placed.append(PlacedUnit(str(number), start, end))
        number += 1
    return tuple(placed)


def _sentence_ranges(text: str) -> list[tuple[int, int]]:
    ranges = []
    for block in parse_blocks(text):
        if not block.is_message:
            continue
        start, end = block.place
        ranges += [(start + one, start + two) for one, two in split_sentences(text[start:end])]
    return ranges


def _carry_over(text: str, numbered: Side) -> tuple[PlacedUnit, ...]:
    """Place the numbered sentences that `text` still holds; a sentence that changed has no number."""
    old, new = parse_blocks(numbered.text), parse_blocks(text)
    placed = []
    for link in align_versions(old, new):
        if link.source is None or link.target is None:
            continue
        first, last = old[link.source].place
        position, end = new[link.target].place
        for unit, start, stop in numbered.units:
            sentence = numbered.text[start:stop].strip() if first <= start < last else ""
            found = text.find(sentence, position, end) if sentence else -1
            if found >= 0:
                position = found + len(sentence)
                placed.append(PlacedUnit(unit, found, position))
    return tuple(placed)

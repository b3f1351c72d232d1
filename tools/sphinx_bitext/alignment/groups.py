"""Deliveries of one path, by the English they were made from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Article, Side
from .consensus import agree
from .sides import english_sides, tightened


@dataclass(frozen=True, slots=True)
class Group:
    """The deliveries of one path that were made from the same English."""

    hash: str | None
    deliveries: tuple[Article, ...]
    side: Side | None
    """The English body as most of the group has it, None when no delivery of the group carries spans."""
    units: Mapping[str, str]
    """Unit number to sentence, as most deliveries have it."""
    votes: Mapping[str, int]
    voters: int
    carried: Mapping[str, Side] = field(default_factory=dict)
    """Locale to the English body that its delivery carries, for deliveries with spans; corrected like `side`."""

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
    carriers = [article for article in deliveries if article.has_spans]
    if not carriers:
        return Group(key, tuple(deliveries), None, {}, {}, 0)
    sides = english_sides(carriers)
    consensus = agree([one.side for one in sides])
    carried = {one.locale: tightened(one.side) for one in sides}
    side = tightened(consensus.side)
    return Group(key, tuple(deliveries), side, consensus.units, consensus.votes, len(carriers), carried)

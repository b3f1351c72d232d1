"""What the proven English files of a corpus do, how often, and what it costs to differ from them.

Everything that may have been written otherwise is an option with a price: how unlikely it is. Prices add up, so what is
likeliest as a whole is tried first.
"""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

BIT = 8
"""Prices are whole numbers, so they add up alike on every machine: a spelling half as likely costs one `BIT` more."""

_TRUST = 2
"""How many articles the habits of all other keys are worth, for a key that was seen once or never."""
_MOST_SPELT = 50_000
"""Lines whose spellings are kept at a time."""


class Option(NamedTuple):
    """One way to write something."""

    cost: int
    """How unlikely it is, 0 for the usual way."""
    text: str
    label: int = 0
    """What it changes, as bits."""


@dataclass(slots=True)
class Habits:
    """What proven English files were seen to do, and how often."""

    seen: dict[str, Counter[str]] = field(default_factory=dict)
    _known: dict[tuple[object, ...], dict[str, int]] = field(default_factory=dict)
    _spelt: dict[tuple[object, ...], list[Option]] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """What decides which spellings are tried first: the same token, the same order."""
        return repr(
            [
                (feature, sorted(names, key=lambda name: (-names[name], name)))
                for feature, names in sorted(self.seen.items())
                if not feature.startswith("~")
            ]
        )

    def learn(self, marks: Iterable[tuple[str, str]]) -> None:
        """Take what was observed into account; features that begin with `~` are no part of the token."""
        self._known.clear()
        self._spelt.clear()
        for feature, name in marks:
            self.seen.setdefault(feature, Counter())[name] += 1

    def costs(
        self, feature: str, expected: Mapping[str, float], general: str = "", noise: float = 0.02
    ) -> dict[str, int]:
        """Return what each name costs.

        `expected` are the shares before anything is seen, `general` the feature that tells how all other keys do it;
        `noise` is how much of what is expected stays, whatever was seen: authors slip.
        """
        key = (feature, general, noise, *expected.items())
        if key not in self._known:
            self._known[key] = self._costs(feature, expected, general, noise)
        return self._known[key]

    def spelt(self, key: tuple[object, ...], spell: Callable[[], list[Option]]) -> list[Option]:
        """Return what `spell` returned for the same key since something was learnt: most lines stand in many files."""
        if key not in self._spelt:
            if len(self._spelt) >= _MOST_SPELT:
                self._spelt.clear()
            self._spelt[key] = spell()
        return self._spelt[key]

    def _costs(self, feature: str, expected: Mapping[str, float], general: str, noise: float) -> dict[str, int]:
        own, others = self.seen.get(feature, Counter()), self.seen.get(general, Counter())
        own_total = sum(own.get(name, 0) for name in expected)
        total = sum(others.get(name, 0) for name in expected)
        shares = {}
        for name, share in expected.items():
            usual = (others.get(name, 0) + _TRUST * share) / (total + _TRUST)
            learnt = (own.get(name, 0) + _TRUST * usual) / (own_total + _TRUST)
            shares[name] = (1 - noise) * learnt + noise * share
        best = max(shares.values())
        return {name: price(share / best) for name, share in shares.items()}


def price(share: float) -> int:
    """Return what something costs that happens in this share of cases."""
    return round(-BIT * math.log2(share))


def combine(dimensions: Sequence[Sequence[Option]], limit: int) -> Iterator[Option]:
    """Yield all ways to choose one option of each dimension that cost `limit` or less together, the usual one first.

    The first option of a dimension is the usual one and costs nothing.
    """
    changes = sorted(
        (option.cost, index, option)
        for index, options in enumerate(dimensions)
        for option in options[1:]
        if option.cost <= limit
    )
    costs = [change[0] for change in changes]

    def walk(first: int, spent: int, label: int, parts: list[str], fixed: frozenset[int]) -> Iterator[Option]:
        yield Option(spent, "".join(parts), label)
        for number in range(first, len(changes)):
            if spent + costs[number] > limit:
                break
            _, index, option = changes[number]
            if index not in fixed:
                changed = parts.copy()
                changed[index] = option.text
                yield from walk(number + 1, spent + option.cost, label | option.label, changed, fixed | {index})

    return walk(0, 0, 0, [options[0].text for options in dimensions], frozenset())


def ranked(options: Iterable[Option]) -> list[Option]:
    """Return options without repeats, the cheapest first and at no cost."""
    best: dict[str, Option] = {}
    for option in sorted(options, key=_cost):
        best.setdefault(option.text, option)
    found = list(best.values())
    if not found or not found[0].cost:
        return found
    return [option._replace(cost=option.cost - found[0].cost) for option in found]


_cost = operator.attrgetter("cost")

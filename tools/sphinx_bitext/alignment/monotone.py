"""Monotone pairing: which items of two sequences belong together, and how probable each pair is.

Forward and backward sums over all ways to pair the two sequences in order (as in a pair hidden Markov model), within a
band about the diagonal. Pairs that are more probable than not never cross, so taking them is all there is to do; what
is less probable is taken where nothing better stands in its way.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

Weigh = Callable[[int, int], float]
"""(row, column) to how much more likely the two are as a pair than by chance, in nats; minus infinity: never."""


class Pair(NamedTuple):
    """Two items that belong together."""

    row: int
    column: int
    probability: float


def band(row: int, rows: int, columns: int, least: int, most_cells: int) -> range:
    """Return the columns to look at in one row of a table of alignments: those about the diagonal.

    The band is `least` columns wide on either side, and wider by as much as the sides differ in length; beyond
    `most_cells` in all it narrows, but never so far that the rows lose touch.
    """
    if not rows:
        return range(columns + 1)
    width = least + abs(rows - columns)
    if 2 * width * rows > most_cells:
        width = max(least, columns // rows + 1, most_cells // (2 * rows))
    centre = row * columns // rows
    return range(max(0, centre - width), min(columns, centre + width) + 1)


Point = tuple[int, int]
"""A row and a column that belong together."""


class Table(NamedTuple):
    """What is looked at: in each row, from 0 to `rows`, the columns of a band."""

    rows: int
    columns: int
    bands: Sequence[range]

    @classmethod
    def make(cls, rows: int, columns: int, least: int, most_cells: int, points: Sequence[Point] = ()) -> Table:
        """Return the table of two sequences of these lengths; the band goes from point to point, which ascend.

        The band is `least` columns wide on either side, and wider where two points are not on one diagonal; beyond
        `most_cells` in all it narrows, but never so far that the rows lose touch.
        """
        lows, highs = [columns] * (rows + 1), [0] * (rows + 1)
        most = max(least, most_cells // (2 * max(rows, 1)))
        row = column = 0
        for next_row, next_column in [*points, (rows, columns)]:
            down, along = next_row - row, next_column - column
            width = max(min(least + abs(down - along), most), along // max(down, 1) + 1)
            for step in range(down + 1):
                centre = column + (step * along // down if down else along)
                lows[row + step] = min(lows[row + step], max(0, centre - width))
                highs[row + step] = max(highs[row + step], min(columns, centre + width))
            row, column = next_row, next_column
        return cls(rows, columns, [range(low, high + 1) for low, high in zip(lows, highs, strict=True)])


_LARGEST = 20.0
"""Nats: beyond this a pair is as good as sure."""
_SMALLEST = 600.0
"""Nats that the cells of a row may differ by: the logarithm of the smallest float is about -708."""


def pair_up(table: Table, weigh: Weigh, gap: float, least: float) -> list[Pair]:
    """Return the pairs, in order, whose probability is at least `least`.

    `gap` is the price in nats of an item that stays alone.
    """
    odds = [_odds(table, weigh, row) for row in range(table.rows)]
    lonely = math.exp(-min(gap, _SMALLEST / max(map(len, table.bands))))
    before, before_logs = _forward(table, odds, lonely)
    return chain(_probable(table, odds, lonely, before, before_logs, least))


def _odds(table: Table, weigh: Weigh, row: int) -> list[float]:
    """Return, for each column of the band of `row + 1`, the odds that the item before it pairs with that of `row`."""
    found = []
    for column in table.bands[row + 1]:
        weight = weigh(row, column - 1) if column else -math.inf
        found.append(math.exp(min(weight, _LARGEST)))
    return found


def _forward(table: Table, odds: Sequence[Sequence[float]], lonely: float) -> tuple[list[list[float]], list[float]]:
    """Return the sums over all ways to each cell, each row scaled to at most 1, and the logs of the scales."""
    sums: list[list[float]] = []
    logs: list[float] = []
    above: list[float] = []
    first, log = 0, 0.0
    for row, columns in enumerate(table.bands):
        current: list[float] = []
        left = 0.0
        for place, column in enumerate(columns):
            value = left * lonely
            index = column - first
            if row:
                if index < len(above):
                    value += above[index] * lonely if index >= 0 else 0.0
                if 0 < index <= len(above):
                    value += above[index - 1] * odds[row - 1][place]
            elif not column:
                value = 1.0
            current.append(value)
            left = value
        scale = max(current) or 1.0
        log += math.log(scale)
        above, first = [value / scale for value in current], columns.start
        sums.append(above)
        logs.append(log)
    return sums, logs


def _probable(
    table: Table,
    odds: Sequence[Sequence[float]],
    lonely: float,
    before: Sequence[Sequence[float]],
    before_logs: Sequence[float],
    least: float,
) -> Iterator[Pair]:
    """Yield the pairs of at least this probability, the last row first: the backward pass."""
    total = math.log(before[-1][-1] or math.ulp(0.0)) + before_logs[-1]
    below: list[float] = []
    first, log = 0, 0.0
    for row in range(table.rows, -1, -1):
        columns = table.bands[row]
        current = [0.0] * len(columns)
        right = 0.0
        for place in range(len(columns) - 1, -1, -1):
            column = columns.start + place
            value = right * lonely
            index = column - first
            if row < table.rows:
                if 0 <= index < len(below):
                    value += below[index] * lonely
                if 0 <= index + 1 < len(below):
                    value += below[index + 1] * odds[row][index + 1]
            elif column == table.columns:
                value = 1.0
            current[place] = right = value
        scale = max(current) or 1.0
        log += math.log(scale)
        below, first = [value / scale for value in current], columns.start
        if row:
            scales = before_logs[row - 1] + log - total
            yield from _pairs_of_row(table, odds[row - 1], row, before[row - 1], below, scales, least)


def _pairs_of_row(
    table: Table,
    odds: Sequence[float],
    row: int,
    before: Sequence[float],
    after: Sequence[float],
    log: float,
    least: float,
) -> Iterator[Pair]:
    columns, above = table.bands[row], table.bands[row - 1]
    factor = math.exp(min(log, 700.0))
    for place, column in enumerate(columns):
        index = column - 1 - above.start
        if 0 <= index < len(before):
            probability = before[index] * odds[place] * after[place] * factor
            if probability >= least:
                yield Pair(row - 1, column - 1, min(probability, 1.0))


def chain(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of the highest sum of probabilities that are in order on both sides."""
    ends: list[int] = []  # columns, ascending, of the best chains so far; their sums ascend with them
    sums: list[float] = []
    chains: list[_Chain] = []
    for pair in sorted(pairs, key=lambda pair: (pair.row, -pair.column)):
        place = bisect_left(ends, pair.column)
        total = pair.probability + (sums[place - 1] if place else 0.0)
        stop = place
        while stop < len(ends) and sums[stop] <= total:
            stop += 1
        if stop == place and place < len(ends) and ends[place] == pair.column:
            continue
        link = _Chain(pair, chains[place - 1] if place else None)
        ends[place:stop], sums[place:stop], chains[place:stop] = [pair.column], [total], [link]
    found = []
    rest = chains[-1] if chains else None
    while rest is not None:
        found.append(rest.last)
        rest = rest.before
    return found[::-1]


class _Chain(NamedTuple):
    last: Pair
    before: _Chain | None

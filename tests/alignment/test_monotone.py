from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.alignment.monotone import Pair, Table, chain, pair_up
from support import examples

GAP = 1.5


def _ways(rows: int, columns: int) -> list[list[tuple[int, int]]]:
    """Return all sets of pairs that are in order on both sides, the empty one among them."""
    cells = list(itertools.product(range(rows), range(columns)))
    sets = (chosen for count in range(min(rows, columns) + 1) for chosen in itertools.combinations(cells, count))
    return [list(way) for way in sets if all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(way))]


def _orders(way: list[tuple[int, int]], rows: int, columns: int) -> int:
    """Return in how many orders the items that stay alone can come between the pairs."""
    count = 1
    for (i, j), (k, m) in itertools.pairwise([(-1, -1), *way, (rows, columns)]):
        count *= math.comb(k - i - 1 + m - j - 1, k - i - 1)
    return count


@settings(deadline=None, max_examples=examples(40))
@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 10_000))
def test_probabilities_are_shares_of_all_ways_to_pair(rows: int, columns: int, seed: int) -> None:
    chance = random.Random(seed)
    weights = [[chance.uniform(-3, 3) for _ in range(columns)] for _ in range(rows)]
    shares: dict[tuple[int, int], float] = {}
    total = 0.0
    for way in _ways(rows, columns):
        alone = rows + columns - 2 * len(way)
        share = _orders(way, rows, columns) * math.exp(sum(weights[i][j] for i, j in way) - GAP * alone)
        total += share
        for cell in way:
            shares[cell] = shares.get(cell, 0.0) + share
    table = Table.make(rows, columns, 40, 10_000)
    for row, column, probability in pair_up(table, lambda i, j: weights[i][j], GAP, 0.0):
        assert probability == pytest.approx(shares[row, column] / total)
    likely = {cell for cell, share in shares.items() if share / total > 0.5}
    assert likely <= {pair[:2] for pair in pair_up(table, lambda i, j: weights[i][j], GAP, 0.3)}


@settings(deadline=None, max_examples=examples(100))
@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 8), max_size=9))
def test_a_chain_is_the_best_there_is(cells: dict[tuple[int, int], int]) -> None:
    found = chain(Pair(row, column, weight) for (row, column), weight in cells.items())
    assert all(a.row < b.row and a.column < b.column for a, b in itertools.pairwise(found))
    best = 0
    for count in range(len(cells) + 1):
        for chosen in itertools.combinations(sorted(cells), count):
            if all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(chosen)):
                best = max(best, sum(cells[cell] for cell in chosen))
    assert sum(pair.probability for pair in found) == best


@pytest.mark.parametrize("rows", [0, 1, 5, 300, 3_000])
@pytest.mark.parametrize("columns", [0, 1, 7, 300, 9_000])
@pytest.mark.parametrize("bent", [False, True])
def test_the_band_reaches_both_corners_and_its_rows_touch(rows: int, columns: int, *, bent: bool) -> None:
    points = [(rows // 3, columns // 5), (rows // 2, columns // 2)] if bent and rows > 3 and columns > 5 else []
    bands = Table.make(rows, columns, 40, 50_000, points).bands
    assert len(bands) == rows + 1
    assert 0 in bands[0]
    assert columns in bands[-1]
    assert all(one.stop > two.start and one.start <= two.start for one, two in itertools.pairwise(bands))
    assert sum(map(len, bands)) <= 100_000 + (2 * 40 + 2) * (rows + 1) + 8 * columns


def test_nothing_is_paired_that_cannot_be() -> None:
    table = Table.make(3, 3, 40, 10_000)
    assert pair_up(table, lambda i, j: 3.0 if i == j == 1 else -math.inf, GAP, 0.3)[0][:2] == (1, 1)
    assert pair_up(table, lambda i, j: -math.inf, GAP, 0.3) == []
    assert pair_up(Table.make(0, 3, 40, 10_000), lambda i, j: 3.0, GAP, 0.3) == []


def test_overwhelming_weights_stay_within_the_range_of_numbers() -> None:
    table = Table.make(400, 700, 40, 300_000)
    found = pair_up(table, lambda i, j: 1e6 if j == i + 300 else -1e6, 1e6, 0.3)
    assert [(pair.row, pair.column) for pair in found] == [(i, i + 300) for i in range(400)]

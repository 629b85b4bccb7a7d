"""Counts, for every unit, the conditional permutations that are as extreme as what was observed.

Under the conditional null hypothesis of Anselin (1995) a unit keeps its own value and its k neighbours hold an ordered
sample, without replacement, of the n - 1 values of the others. Two facts spare drawing that sample anew for every unit:

1. *One table serves all units.* A row of the table is an ordered sample of k + 1 distinct units out of all n. For
   unit i its first k entries are used; if i itself is among them, the spare entry k + 1 takes its place. Renaming the
   other n - 1 units renames the result in the same way, so every ordered sample of k others is equally likely: each
   row is one exact draw from the null distribution of each unit. Rows are independent of each other. The p-values of
   two units share their Monte-Carlo error, as they do wherever one set of permutations serves all units.
2. *Where a unit's weights are all equal, only the sum of the k values matters*, and it is the same sum for all units
   with k neighbours but for the few rows that hold the unit itself. The sums are sorted once; a unit's count is a
   binary search, corrected in those rows, about k / n of them. For n units and m permutations this costs
   (n + m k) log m, not n m k.

Units with unequal weights take the table times their weights, in blocks that stay in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from placewright.methods._vectors import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TABLE_ENTRIES = 4_000_000
"""Most entries of a table of draws that are held at once."""

TILE_ROWS = 250
"""Rows multiplied at once for unequal weights; counts of a tile fit one byte."""

TILE_ENTRIES = 256_000
"""Most entries of a block of weights, and of its product with a tile."""

TIE = 1e-9
"""Lags that differ by less than this share of a standard deviation (times the sum of the weights) are tied."""


def count_extremes(
    deviations: FloatArray, weights: csr_array, *, permutations: int, rng: np.random.Generator
) -> tuple[IntArray, IntArray]:
    """How many permuted lags of each unit are at least, and how many at most, the observed one; ties count in both.

    Units without neighbours get zeros.
    """
    table = _Counter(deviations, weights)
    left = permutations
    while left:
        rows = min(left, table.rows_at_once)
        table.count(draw_distinct(deviations.size, table.widest + 1, rows=rows, rng=rng))
        left -= rows
    return table.at_least, table.at_most


def draw_distinct(n: int, size: int, *, rows: int, rng: np.random.Generator) -> IntArray:
    """Rows of `size` distinct numbers below `n`, in random order, every such row equally likely."""
    if size * (size - 1) <= n:
        return _draw_and_reject(n, size, rows=rows, rng=rng)
    return _draw_by_swapping(n, size, rows=rows, rng=rng)


def _draw_and_reject(n: int, size: int, *, rows: int, rng: np.random.Generator) -> IntArray:
    """Draws with replacement and draws again the rows with a repeat; at least six in ten rows pass each time."""
    drawn = np.empty((rows, size), dtype=np.int64)
    pending = np.arange(rows)
    while pending.size:
        fresh = rng.integers(n, size=(pending.size, size))
        drawn[pending] = fresh
        fresh.sort(axis=1)
        pending = pending[(fresh[:, 1:] == fresh[:, :-1]).any(axis=1)]
    return drawn


def _draw_by_swapping(n: int, size: int, *, rows: int, rng: np.random.Generator) -> IntArray:
    """The first `size` steps of a Fisher-Yates shuffle in every row."""
    pool = np.tile(np.arange(n), (rows, 1))
    row = np.arange(rows)
    for place in range(size):
        picked = rng.integers(place, n, size=rows)
        taken = pool[row, picked]
        pool[row, picked] = pool[:, place]
        pool[:, place] = taken
    return pool[:, :size].copy()


class _Counter:
    """The counts so far, and what is known of every unit before the draws."""

    def __init__(self, deviations: FloatArray, weights: csr_array) -> None:
        self.deviations = deviations
        self.weights = weights
        self.neighbours: IntArray = np.diff(weights.indptr).astype(np.int64)
        self.widest = int(self.neighbours.max())
        self.at_least: IntArray = np.zeros(deviations.size, dtype=np.int64)
        self.at_most: IntArray = np.zeros(deviations.size, dtype=np.int64)
        self.has_equal, scale = _equal_weights(weights)
        total = np.asarray(weights.sum(axis=1), dtype=np.float64)
        observed = np.asarray(weights @ deviations, dtype=np.float64) / scale
        tie = TIE * np.sqrt(np.mean(deviations**2)) * total / scale
        self.low: FloatArray = observed - tie
        self.high: FloatArray = observed + tie
        self.equal_sizes = np.unique(self.neighbours[self.has_equal])
        self.unequal = np.flatnonzero(~self.has_equal & (self.neighbours > 0))
        self.unequal = self.unequal[np.argsort(self.neighbours[self.unequal], kind="stable")]

    @property
    def rows_at_once(self) -> int:
        """How many rows to draw so that memory stays bounded whatever the number of neighbours."""
        swaps = (self.widest + 1) * self.widest > self.deviations.size
        across = self.deviations.size if swaps else self.widest + 1
        return max(1, TABLE_ENTRIES // across)

    def count(self, drawn: IntArray) -> None:
        """Adds the rows of a table to the counts."""
        drawn_values = self.deviations[drawn]
        if self.equal_sizes.size:
            self._count_equal(drawn, drawn_values)
        if self.unequal.size:
            for start in range(0, drawn.shape[0], TILE_ROWS):
                tile = slice(start, start + TILE_ROWS)
                self._count_unequal(drawn[tile], drawn_values[tile])

    def _count_equal(self, drawn: IntArray, drawn_values: FloatArray) -> None:
        row, position, unit, first = _own_draws(drawn, np.where(self.has_equal, self.neighbours, 0), self.equal_sizes)
        sums = np.zeros(drawn.shape[0])
        summed = 0
        for index, size in enumerate(self.equal_sizes.tolist()):
            sums += drawn_values[:, summed:size].sum(axis=1)
            summed = size
            ordered = np.sort(sums)
            units = np.flatnonzero(self.has_equal & (self.neighbours == size))
            at_most = np.searchsorted(ordered, self.high[units], side="right")
            below = at_most.copy()
            tied = np.flatnonzero(ordered[np.maximum(at_most - 1, 0)] >= self.low[units])
            below[tied] = np.searchsorted(ordered, self.low[units[tied]], side="left")
            self.at_least[units] += ordered.size - below
            self.at_most[units] += at_most
            own = slice(first[index], first[index + 1])
            self._swap_own(
                unit[own], sums[row[own]], drawn_values[row[own], position[own]], drawn_values[row[own], size]
            )

    def _swap_own(self, unit: IntArray, sums: FloatArray, own: FloatArray, spare: FloatArray) -> None:
        """Corrects the counts where a unit drew its own value: the spare draw takes its place."""
        swapped = sums - own + spare
        low, high = self.low[unit], self.high[unit]
        more = (swapped >= low).astype(np.int8) - (sums >= low)
        less = (swapped <= high).astype(np.int8) - (sums <= high)
        self.at_least += np.bincount(unit, weights=more, minlength=self.low.size).astype(np.int64)
        self.at_most += np.bincount(unit, weights=less, minlength=self.low.size).astype(np.int64)

    def _count_unequal(self, drawn: IntArray, drawn_values: FloatArray) -> None:
        order = np.full(self.deviations.size, -1)
        order[self.unequal] = np.arange(self.unequal.size)
        reach = np.where(self.has_equal, 0, self.neighbours)
        row, position = np.nonzero(np.arange(drawn.shape[1]) < reach[drawn])
        rank = order[drawn[row, position]]
        by_rank = np.argsort(rank, kind="stable")
        row, position, rank = row[by_rank], position[by_rank], rank[by_rank]
        for start, block in self._blocks():
            first, last = np.searchsorted(rank, [start, start + block.shape[1]])
            own_row, own_position, column = row[first:last], position[first:last], rank[first:last] - start
            units = self.unequal[start : start + block.shape[1]]
            lags = drawn_values[:, : block.shape[0]] @ block
            swap = drawn_values[own_row, self.neighbours[units[column]]] - self.deviations[units[column]]
            lags[own_row, column] += block[own_position, column] * swap
            self.at_least[units] += _count_true(lags >= self.low[units])
            self.at_most[units] += _count_true(lags <= self.high[units])

    def _blocks(self) -> Iterator[tuple[int, FloatArray]]:
        """Dense columns of weights of as many unequal units as stay in the cache, with the rank of the first."""
        start = 0
        while start < self.unequal.size:
            size = int(self.neighbours[self.unequal[start]])
            across = max(1, TILE_ENTRIES // max(TILE_ROWS, size))
            units = self.unequal[start : start + across]
            counts = self.neighbours[units]
            block = np.zeros((int(counts.max()), units.size))
            column = np.repeat(np.arange(units.size), counts)
            position = np.arange(column.size) - np.repeat(np.cumsum(counts) - counts, counts)
            block[position, column] = self.weights.data[self.weights.indptr[units][column] + position]
            yield start, block
            start += units.size


def _equal_weights(weights: csr_array) -> tuple[BoolArray, FloatArray]:
    """Which rows have equal weights throughout, and that weight (1 for all other rows)."""
    n = weights.shape[0]
    neighbours = np.diff(weights.indptr)
    is_equal = np.zeros(n, dtype=np.bool_)
    scale = np.ones(n)
    linked = np.flatnonzero(neighbours)
    if linked.size:
        starts = weights.indptr[linked]
        least = np.minimum.reduceat(weights.data, starts)
        most = np.maximum.reduceat(weights.data, starts)
        same = most - least <= 1e-12 * most
        is_equal[linked] = same
        scale[linked[same]] = most[same]
    return is_equal, scale


def _own_draws(drawn: IntArray, reach: IntArray, sizes: IntArray) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Where units drew themselves among their first `reach` entries: row, position and unit, by the unit's reach.

    The last array says where each of the `sizes` begins, and where the last of them ends.
    """
    row, position = np.nonzero(np.arange(drawn.shape[1]) < reach[drawn])
    unit = drawn[row, position]
    if sizes.size == 1:
        return row, position, unit, np.array([0, row.size])
    order = np.argsort(reach[unit], kind="stable")
    row, position, unit = row[order], position[order], unit[order]
    first = np.searchsorted(reach[unit], sizes, side="left")
    return row, position, unit, np.append(first, row.size)


def _count_true(is_so: BoolArray) -> IntArray:
    """Trues in each column of at most 250 rows, added up in bytes, which is several times faster."""
    counts: NDArray[np.uint8] = np.add.reduce(is_so.view(np.uint8), axis=0, dtype=np.uint8)
    return counts.astype(np.int64)

"""What of a table may be shown: small counts are withheld, and others so that none of them can be worked out."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import PlacewrightError, Undefined
from placewright.core.late_dataclass import dataclass
from placewright.methods._vectors import finite_vector

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


class Withheld(IntEnum):
    """Why a cell is not shown."""

    SHOWN = 0
    SMALL = 1
    FOR_OTHERS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """A table as it may be shown, with its totals; NaN where a count is withheld, and `why` says for what.

    `shown` and `why` have a row and a column more than the table, for the totals; of a table of one dimension, one
    place more. `low` and `high` are what an outsider can work out of each cell from what is shown.
    """

    shown: FloatArray
    why: IntArray
    low: FloatArray
    high: FloatArray
    threshold: int

    @property
    def withheld(self) -> int:
        """How many cells are not shown, totals included."""
        return int(np.count_nonzero(self.why))


def suppress(table: ArrayLike, threshold: int = 10, *, show_zeros: bool = False) -> Suppression:
    """The table of counts with every count below the threshold withheld, and others so that none can be worked out.

    Primary: a count, or a total, below the threshold. Secondary: cells are added until, from everything shown and from
    counts not being negative, no withheld small count can be told to be more than 1 or less than the threshold less 1:
    an outsider learns no more than that it is small. The range is found by linear programming (the audit of Fischetti
    and Salazar 2000); cells are added a rectangle at a time, the least counts first, which is not always the least
    that would do.

    Fixed tables only: two tables that differ by a filter can be subtracted, whatever is withheld in each.

    Args:
        table: counts in one or two dimensions, without totals.
        threshold: the least count that is shown.
        show_zeros: whether a count of 0 is shown.

    Raises:
        PlacewrightError: the table is not one of counts.

    >>> result = suppress([[20, 3], [30, 40]])
    >>> result.shown.tolist()
    [[nan, nan, 23.0], [nan, nan, 70.0], [50.0, 43.0, 93.0]]
    >>> result.why.tolist()
    [[2, 1, 0], [2, 2, 0], [0, 0, 0]]
    """
    where = "suppress"
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim not in (1, 2) or counts.size == 0:
        raise PlacewrightError(f"A table has one or two dimensions and a cell, not {counts.shape}.", where=where)
    if not (np.isfinite(counts).all() and (counts >= 0).all() and (counts == np.floor(counts)).all()):
        raise PlacewrightError("A count is a whole number, not negative and not missing.", where=where)
    if threshold < 1:
        raise PlacewrightError(f"A threshold is at least 1, not {threshold}.", where=where)
    is_line = counts.ndim == 1
    whole = _with_totals(counts[None, :] if is_line else counts)
    small = (whole < threshold) & ~((whole == 0) & show_zeros)
    hidden = small.copy()
    if is_line:  # one line has no totals of columns to show
        small[-1], hidden[-1] = False, False
        whole, small, hidden = whole[:1], small[:1], hidden[:1]
    relations = _relations(whole.shape, is_line=is_line)
    low, high = _protected(whole, small, hidden, relations, threshold, is_line=is_line)
    why = np.where(small, Withheld.SMALL, np.where(hidden, Withheld.FOR_OTHERS, Withheld.SHOWN)).astype(np.int64)
    shown = np.where(hidden, np.nan, whole)
    parts = (shown, why, low, high)
    first, second, third, fourth = (part[0] for part in parts) if is_line else parts
    return Suppression(first, second, third, fourth, threshold)


def is_dominated(contributions: ArrayLike, *, percent: float = 10.0) -> bool:
    """Whether a total would let its second largest contributor work out the largest too closely (the p % rule).

    So where all but the two largest make less than `percent` of the largest; always for fewer than three contributors
    (Hundepool and others 2012, 4.2.2; Nomis applies it with 10 % to the Business Register and Employment Survey).

    Raises:
        Undefined: there are no contributions, or one is negative, missing or infinite.

    >>> is_dominated([100, 50, 9]), is_dominated([100, 50, 10])
    (True, False)
    """
    found = finite_vector(contributions, name="contributions", where="is_dominated")
    if (found < 0).any():
        raise Undefined("A contribution is negative.", where="is_dominated", fix="Use the rule on amounts.")
    ordered = np.sort(found)[::-1]
    return bool(ordered.size < 3 or ordered[2:].sum() < percent / 100 * ordered[0])


def _with_totals(counts: FloatArray) -> FloatArray:
    rows = np.vstack([counts, counts.sum(axis=0)])
    return np.hstack([rows, rows.sum(axis=1, keepdims=True)])


def _relations(shape: tuple[int, ...], *, is_line: bool) -> FloatArray:
    """What is known of the cells: each line less its total is 0."""
    rows, columns = shape
    found = []
    for row in range(rows):
        line = np.zeros(shape)
        line[row, :-1], line[row, -1] = 1.0, -1.0
        found.append(line.ravel())
    if not is_line:
        for column in range(columns):
            line = np.zeros(shape)
            line[:-1, column], line[-1, column] = 1.0, -1.0
            found.append(line.ravel())
    return np.array(found)


def _protected(
    whole: FloatArray, small: BoolArray, hidden: BoolArray, relations: FloatArray, threshold: int, *, is_line: bool
) -> tuple[FloatArray, FloatArray]:
    """Hide more cells, in place, until no small one can be worked out; what can be worked out of each in the end."""
    known: dict[tuple[int, int], tuple[float, float]] = {}
    while True:
        exposed = None
        for at in zip(*np.nonzero(small), strict=True):
            cell = (int(at[0]), int(at[1]))
            bounds = known.get(cell) or _range(cell, whole, hidden, relations)
            if bounds[0] > min(1.0, whole[cell]) or bounds[1] < threshold - 1:
                exposed = cell
                break
            known[cell] = bounds  # hiding more only widens it
        if exposed is None or not _hide_for(exposed, whole, hidden, is_line=is_line):
            break
    low, high = whole.copy(), whole.copy()
    for at in zip(*np.nonzero(hidden), strict=True):
        cell = (int(at[0]), int(at[1]))
        low[cell], high[cell] = _range(cell, whole, hidden, relations)
    return low, high


def _range(cell: tuple[int, int], whole: FloatArray, hidden: BoolArray, relations: FloatArray) -> tuple[float, float]:
    """The least and the most that a hidden cell may hold, given all that is shown."""
    unknown = np.flatnonzero(hidden.ravel())
    shown = np.where(hidden, 0.0, whole).ravel()
    left, right = relations[:, unknown], -relations @ shown
    aim = (unknown == cell[0] * whole.shape[1] + cell[1]).astype(np.float64)
    used = np.abs(left).sum(axis=1) > 0
    bounds = []
    for sign in (1.0, -1.0):
        found = scipy.optimize.linprog(sign * aim, A_eq=left[used], b_eq=right[used], bounds=(0, None), method="highs")
        bounds.append(sign * float(found.fun or 0.0) if found.status == 0 else (0.0 if sign > 0 else np.inf))
    return float(round(bounds[0], 6)), float(round(bounds[1], 6))


def _hide_for(exposed: tuple[int, int], whole: FloatArray, hidden: BoolArray, *, is_line: bool) -> bool:
    """Hide the cheapest further cells that make room for the exposed one; False where nothing is left to hide."""
    row, column = exposed
    if is_line:
        left = np.flatnonzero(~hidden[0])
        if not left.size:
            return False
        hidden[0, left[np.argmin(whole[0, left])]] = True
        return True
    cost = np.where(hidden, 0.0, whole + 1.0)
    cost[-1, :] *= 1_000  # totals are hidden last: every reader wants them
    cost[:, -1] *= 1_000
    total = cost[row, :][None, :] + cost[:, column][:, None] + cost
    total[row, :], total[:, column] = np.inf, np.inf
    free = ~(hidden[row, :][None, :] & hidden[:, column][:, None] & hidden)
    total = np.where(free, total, np.inf)
    if not np.isfinite(total).any():
        rest = np.argwhere(~hidden)
        if not rest.size:
            return False
        pick = min((tuple(int(x) for x in at) for at in rest), key=lambda at: cost[at])
        hidden[pick] = True
        return True
    other_row, other_column = np.unravel_index(int(np.argmin(total)), total.shape)
    hidden[row, other_column] = hidden[other_row, column] = hidden[other_row, other_column] = True
    return True

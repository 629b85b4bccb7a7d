"""Rows of a table as a cube: one axis for each column of codes, so that methods need no grouping and no join."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array

from placewright.core.errors import PlacewrightError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.integer[Any]]


def cube_from_rows(values: npt.ArrayLike, codes: Sequence[npt.ArrayLike], shape: Sequence[int]) -> FloatArray:
    """The values of a table's rows in a cube, in one pass without sorting; rows of the same codes are added.

    Cells that no row names are 0, which is right for counts where a table leaves empty cells out. Where it leaves
    unknown cells out give them rows with NaN, or count the rows of each cell with a second cube of ones.

    Args:
        values: a number for each row; integers will do, and NaN makes its cell NaN.
        codes: for each axis the position of each row on it, from 0: the indices of an Arrow dictionary column, or
            years less the first year. 32-bit integers are used as they are.
        shape: how many positions each axis has.

    >>> cube_from_rows([5, 7, 1, 2], [[0, 0, 1, 1], [0, 2, 1, 1]], shape=(2, 3))
    array([[5., 0., 7.],
           [0., 3., 0.]])
    """
    numbers = np.asarray(values, dtype=np.float64)
    columns = [
        _positions(column, size, number) for number, (column, size) in enumerate(zip(codes, shape, strict=False))
    ]
    if not shape or len(codes) != len(shape) or numbers.ndim != 1 or any(c.shape != numbers.shape for c in columns):
        raise PlacewrightError(
            f"Rows of {numbers.size} values and {len(codes)} columns of codes make no cube of shape {tuple(shape)}.",
            fix="Give one column of codes for each axis, each as long as the values.",
        )
    if not numbers.size:
        return np.zeros(tuple(shape))
    lines = prod(shape[:-1])
    line = np.zeros(numbers.size, dtype=_index_type(lines))
    for column, size in zip(columns[:-1], shape[:-1], strict=True):
        line *= line.dtype.type(size)
        line += column.astype(line.dtype, copy=False)
    cells = coo_array((numbers, (line, columns[-1])), shape=(lines, shape[-1]))
    return np.asarray(cells.toarray()).reshape(tuple(shape))


def _positions(column: npt.ArrayLike, size: int, number: int) -> IntArray:
    positions: IntArray = np.asarray(column)
    if not positions.size:
        return positions.astype(np.int32)
    if positions.dtype.kind not in "iu" or positions.min() < 0 or positions.max() >= size:
        raise PlacewrightError(
            f"The codes of axis {number} are not whole numbers from 0 to {size - 1}.",
            fix="Give positions on the axis, such as the indices of a dictionary column; leave rows without one out.",
        )
    return positions


def _index_type(cells: int) -> type[np.int32] | type[np.int64]:
    return np.int32 if cells <= np.iinfo(np.int32).max else np.int64

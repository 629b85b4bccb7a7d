"""Rows of a table as a cube: one axis for each column of codes, so that methods need no grouping and no join."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

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

    Raises:
        PlacewrightError: values and columns of codes do not fit the shape, or a code is no position on its axis.

    >>> cube_from_rows([5, 7, 1, 2], [[0, 0, 1, 1], [0, 2, 1, 1]], shape=(2, 3))
    array([[5., 0., 7.],
           [0., 3., 0.]])
    """
    numbers = np.asarray(values, dtype=np.float64)
    columns: list[IntArray] = [np.asarray(column) for column in codes]
    if not shape or len(columns) != len(shape) or numbers.ndim != 1 or any(c.shape != numbers.shape for c in columns):
        raise PlacewrightError(
            f"Rows of {numbers.size} values and {len(columns)} columns of codes make no cube of shape {tuple(shape)}.",
            fix="Give one column of codes for each axis, each as long as the values.",
        )
    if not numbers.size:
        return np.zeros(tuple(shape))
    for number, (column, size) in enumerate(zip(columns, shape, strict=True)):
        if column.dtype.kind not in "iu" or column.min() < 0 or column.max() >= size:
            raise PlacewrightError(
                f"The codes of axis {number} are not whole numbers from 0 to {size - 1}.",
                fix="Give positions on the axis, such as the indices of a dictionary; leave rows without one out.",
            )
    lines = prod(shape[:-1])
    from scipy.sparse import coo_array

    cells = coo_array((numbers, (_lines(columns[:-1], shape, numbers.size), columns[-1])), shape=(lines, shape[-1]))
    cube = np.empty((lines, shape[-1]))
    return np.asarray(cells.toarray(out=cube)).reshape(tuple(shape))


def _lines(columns: Sequence[IntArray], shape: Sequence[int], count: int) -> IntArray:
    """Where each row stands when all axes but the last are laid end to end."""
    kind = _index_type(prod(shape[:-1]))
    if not columns:
        return np.zeros(count, dtype=kind)
    line: IntArray = columns[0].astype(kind)
    for column, size in zip(columns[1:], shape[1:], strict=False):
        np.multiply(line, kind(size), out=line)
        np.add(line, column.astype(kind, copy=False), out=line)
    return line


def _index_type(cells: int) -> type[np.int32] | type[np.int64]:
    return np.int32 if cells <= np.iinfo(np.int32).max else np.int64

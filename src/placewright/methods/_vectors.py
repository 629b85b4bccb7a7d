"""Vectors of numbers as the methods want them: one dimension, finite, not empty, of one length."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import PlacewrightError, Undefined

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


def finite_vector(numbers: ArrayLike, *, name: str, where: str) -> FloatArray:
    """The numbers as an array of floats; refuses none at all, missing ones and infinite ones."""
    vector = np.asarray(numbers, dtype=np.float64)
    if vector.ndim != 1:
        raise PlacewrightError(f"The {name} have {vector.ndim} dimensions, not one.", where=where)
    if vector.size == 0:
        raise Undefined(f"There are no {name}.", where=where)
    unusable = int(np.count_nonzero(~np.isfinite(vector)))
    if unusable:
        raise Undefined(
            f"{unusable} of the {vector.size} {name} are missing or infinite.",
            where=where,
            fix="Leave these units out, everywhere they occur, and say so.",
        )
    return vector


def weight_vector(weights: ArrayLike | None, size: int, *, where: str) -> FloatArray:
    """The weights of `size` units, all 1 when none are given; refuses negative ones and a zero total."""
    if weights is None:
        return np.ones(size)
    vector = finite_vector(weights, name="weights", where=where)
    require_same_length(size, vector.size, name="weights", where=where)
    if (vector < 0).any():
        raise Undefined("A weight is negative.", where=where)
    if not vector.any():
        raise Undefined("All weights are zero.", where=where)
    return vector


def amounts(
    values: ArrayLike, weights: ArrayLike | None, *, where: str, name: str = "values"
) -> tuple[FloatArray, FloatArray]:
    """Amounts that can be shared out, with their weights; refuses negative ones and a mean of zero."""
    x = finite_vector(values, name=name, where=where)
    w = weight_vector(weights, x.size, where=where)
    negative = int(np.count_nonzero(x < 0))
    if negative:
        raise Undefined(f"{negative} of the {x.size} {name} are negative.", where=where)
    if not np.any(x * w > 0):
        raise Undefined(f"The {name} have a mean of zero.", where=where)
    return x, w


def require_same_length(wanted: int, found: int, *, name: str, where: str) -> None:
    """Refuses numbers that are not one for each unit."""
    if wanted != found:
        raise PlacewrightError(f"There are {found} {name} for {wanted} units.", where=where)

"""Cubes of rows: what stands where, what is added, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError
from placewright.methods.cubes import cube_from_rows


def test_rows_in_any_order_make_the_cube_they_came_from() -> None:
    rng = np.random.default_rng(1)
    cube = rng.random((3, 5, 7))
    order = rng.permutation(cube.size)
    codes = [axis.ravel()[order].astype(kind) for axis, kind in zip(np.indices(cube.shape), "ihq", strict=True)]
    np.testing.assert_array_equal(cube_from_rows(cube.ravel()[order], codes, cube.shape), cube)


def test_rows_of_one_cell_are_added_and_a_cell_without_rows_is_nothing() -> None:
    np.testing.assert_array_equal(cube_from_rows([1, 2, 4], [[2, 0, 2]], (4,)), [2, 0, 5, 0])


def test_a_missing_row_makes_its_cell_alone_missing() -> None:
    cube = cube_from_rows([1, np.nan, 4], [[0, 1, 1], [0, 0, 1]], (2, 2))
    np.testing.assert_array_equal(cube, [[1, 0], [np.nan, 4]])


def test_no_rows_make_a_cube_of_nothing() -> None:
    np.testing.assert_array_equal(cube_from_rows([], [[], []], (2, 3)), np.zeros((2, 3)))


NO_CELLS = [
    [[0, 1], [0, 3]],
    [[0, -1], [0, 1]],
    [[0.0, 1.0], [0, 1]],
    [[0, 1]],
    [[0, 1], [0]],
    [[0, 1], [0, 1], [0, 1]],
]


@pytest.mark.parametrize("codes", NO_CELLS)
def test_codes_that_name_no_cell_are_refused(codes: list[list[float]]) -> None:
    with pytest.raises(PlacewrightError):
        cube_from_rows([1, 2], codes, (2, 3))

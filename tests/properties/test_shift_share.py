"""The parts of a shift-share add up, whatever the numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from placewright.methods.shift_share import dynamic_shift_share, shift_share

# A quarter of the cells are empty, so that industries enter and leave.
cells = st.one_of(st.just(0.0), st.integers(0, 90_000).map(float), st.floats(0.01, 1e5))
years = arrays(np.float64, (3, 4, 6), elements=cells)
wider_years = arrays(np.float64, (3, 6), elements=cells)
variants = st.sampled_from(["dunn", "esteban-marquillas"])


def _close(a: object, b: object, size: float) -> None:
    # Float error grows with the largest product formed on the way: the cells times the growth factor.
    np.testing.assert_allclose(np.asarray(a), np.asarray(b), rtol=1e-9, atol=1e-9 * size)


def _size(parts: object) -> float:
    names = ("national", "industry_mix", "regional", "entrants", "competitive", "allocation")
    found = [np.abs(part).max() for name in names if (part := getattr(parts, name)) is not None]
    return max(1.0, *(float(number) for number in found))


@given(years, wider_years, variants)
def test_parts_add_to_the_change_in_every_industry_and_in_total(
    local: np.ndarray, wider: np.ndarray, variant: str
) -> None:
    for parts in (
        shift_share(local[0], local[2], wider[0], wider[2], variant),  # type: ignore[arg-type]
        dynamic_shift_share(local, wider, variant),  # type: ignore[arg-type]
    ):
        for of in (parts, parts.total):
            _close(of.national + of.industry_mix + of.regional + of.entrants, of.change, 10 * _size(parts))
            if of.competitive is not None and of.allocation is not None:
                _close(of.competitive + of.allocation, of.regional, 10 * _size(parts))
        _close(parts.change, local[2] - local[0], 1e5)
        assert parts.reason is None


@given(years)
def test_over_all_places_of_the_whole_regional_shift_is_nought_and_mix_makes_room_for_entrants(
    local: np.ndarray,
) -> None:
    start, end = np.rint(local[0]), np.rint(local[2])
    parts = shift_share(start, end, start.sum(0), end.sum(0))
    size = 10 * _size(parts)
    _close(np.sum(parts.total.industry_mix) + np.sum(parts.total.entrants), 0, size)
    _close(np.sum(parts.total.regional), 0, size)


@given(years, st.floats(0.1, 10))
def test_a_place_that_grows_like_the_nation_in_each_industry_has_no_regional_shift(
    local: np.ndarray, growth: float
) -> None:
    nation = np.rint(local[0, 0]) + 1
    after = nation * growth
    parts = shift_share(nation / 4, after / 4, nation, after)
    _close(parts.regional, 0, 10 * _size(parts))
    _close(parts.industry_mix, 0, 10 * _size(parts))

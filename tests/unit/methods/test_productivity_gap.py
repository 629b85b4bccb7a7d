"""The productivity gap: the identity, absent industries, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError, UnknownName
from placewright.methods.productivity_gap import decompose_gap

EXAMPLE = ([0.3, 0.5, 0.2], [30, 36, 50], [0.2, 0.5, 0.3], [32, 40, 55])


def test_the_worked_example_splits_three_ways_and_two() -> None:
    # Worked by hand: 37.0 against 42.9; exact to float error.
    parts = decompose_gap(*EXAMPLE)
    assert parts.local_productivity == pytest.approx(37.0)
    assert parts.wider_productivity == pytest.approx(42.9)
    assert [parts.gap, parts.mix, parts.within, parts.interaction] == pytest.approx([-5.9, -2.3, -3.9, 0.3])
    assert [parts.midpoint_mix, parts.midpoint_within] == pytest.approx([-2.15, -3.75])


def test_centring_changes_industries_and_not_the_total() -> None:
    parts = decompose_gap(*EXAMPLE)
    industries = parts.by_industry
    assert industries.centred_mix.sum() == pytest.approx(parts.mix)
    assert industries.centred_midpoint_mix.sum() == pytest.approx(parts.midpoint_mix)
    # More of an industry below the average counts against the place only once centred.
    assert industries.mix[0] > 0 > industries.centred_mix[0]


def test_an_industry_the_place_lacks_is_all_mix() -> None:
    parts = decompose_gap([1.0, 0.0], [30, np.nan], [0.5, 0.5], [30, 50])
    assert [parts.gap, parts.mix, parts.within, parts.interaction] == pytest.approx([-10, -10, 0, 0])
    assert parts.reason is None


def test_an_industry_only_the_place_has_is_all_mix() -> None:
    parts = decompose_gap([0.5, 0.5], [30, 50], [1.0, 0.0], [30, np.nan])
    assert [parts.gap, parts.mix, parts.within] == pytest.approx([10, 10, 0])


def test_an_industry_nobody_has_adds_nothing() -> None:
    parts = decompose_gap([1.0, 0.0], [30, np.nan], [1.0, 0.0], [40, np.nan])
    assert [parts.gap, parts.mix, parts.within] == pytest.approx([-10, 0, -10])
    assert parts.by_industry.within.tolist() == [-10, 0]


def test_a_missing_productivity_that_matters_is_nan_with_a_reason() -> None:
    parts = decompose_gap([0.5, 0.5], [30, np.nan], [0.5, 0.5], [30, 50])
    assert np.isnan(parts.gap)
    assert parts.reason == "the productivity of an industry with labour is missing"
    assert parts.by_industry.within[0] == 0


def test_the_result_names_what_the_shares_are_of() -> None:
    assert decompose_gap(*EXAMPLE, shares_of="employees").shares_of == "employees"
    with pytest.raises(UnknownName, match="No name 'heads'"):
        decompose_gap(*EXAMPLE, shares_of="heads")  # type: ignore[arg-type]


@pytest.mark.parametrize("shares", [[0.5, 0.4, 0.2], [0.5, np.nan, 0.5], [1.2, -0.2, 0.0]])
def test_shares_that_are_not_shares_are_refused(shares: list[float]) -> None:
    with pytest.raises(PlacewrightError, match="The shares here"):
        decompose_gap(shares, *EXAMPLE[1:])


def test_unlike_lists_are_refused() -> None:
    with pytest.raises(PlacewrightError, match="same industries"):
        decompose_gap([0.5, 0.5], [30, 40], *EXAMPLE[2:])

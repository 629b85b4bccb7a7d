"""The parts of a productivity gap add up, whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from placewright.methods.productivity_gap import decompose_gap

labour = arrays(np.float64, 6, elements=st.integers(0, 1_000).map(float))
levels = arrays(np.float64, 6, elements=st.floats(0, 500))


@given(labour, levels, labour, levels)
def test_both_forms_add_to_the_gap(here: np.ndarray, level: np.ndarray, there: np.ndarray, other: np.ndarray) -> None:
    assume(here.sum() > 0 and there.sum() > 0)
    parts = decompose_gap(here / here.sum(), level, there / there.sum(), other)
    # Levels up to 500 in sums of six products: float error stays far below 1e-9.
    assert parts.mix + parts.within + parts.interaction == pytest.approx(parts.gap, abs=1e-9)
    assert parts.midpoint_mix + parts.midpoint_within == pytest.approx(parts.gap, abs=1e-9)
    industries = parts.by_industry
    assert industries.centred_mix.sum() == pytest.approx(parts.mix, abs=1e-9)
    assert industries.centred_midpoint_mix.sum() == pytest.approx(parts.midpoint_mix, abs=1e-9)
    assert parts.gap == pytest.approx(parts.local_productivity - parts.wider_productivity)


@given(labour, levels, labour, levels)
def test_the_midpoint_form_turns_round_with_its_sides(
    here: np.ndarray, level: np.ndarray, there: np.ndarray, other: np.ndarray
) -> None:
    assume(here.sum() > 0 and there.sum() > 0)
    forth = decompose_gap(here / here.sum(), level, there / there.sum(), other)
    back = decompose_gap(there / there.sum(), other, here / here.sum(), level)
    assert forth.midpoint_mix == pytest.approx(-back.midpoint_mix, abs=1e-9)
    assert forth.midpoint_within == pytest.approx(-back.midpoint_within, abs=1e-9)


@given(labour, levels)
def test_equal_structures_have_no_mix_and_equal_levels_nothing_within(here: np.ndarray, level: np.ndarray) -> None:
    assume(here.sum() > 0)
    share = here / here.sum()
    parts = decompose_gap(share, level, share, level[::-1])
    assert parts.mix == pytest.approx(0, abs=1e-9)
    assert decompose_gap(share, level, share[::-1], level).within == pytest.approx(0, abs=1e-9)

"""What is shown of a table lets nobody work out a small count."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError
from placewright.methods.disclosure import Withheld, is_dominated, suppress


def test_a_small_count_takes_others_with_it() -> None:
    result = suppress([[20, 3, 40], [30, 40, 25], [11, 15, 100]])
    assert result.why[0, 1] == Withheld.SMALL
    assert np.count_nonzero(result.why == Withheld.FOR_OTHERS) >= 3
    assert np.isnan(result.shown[0, 1])
    assert result.shown[-1, -1] == 284


def test_no_more_is_known_of_a_small_count_than_that_it_is_small() -> None:
    rng = np.random.default_rng(4)
    for _ in range(20):
        table = rng.poisson(rng.choice([4.0, 15.0, 60.0], (4, 5)))
        result = suppress(table)
        small = result.why == Withheld.SMALL
        assert (result.low[small] <= 1).all()
        assert (result.high[small] >= 9).all()


def test_a_table_without_small_counts_is_shown_whole() -> None:
    result = suppress([[12, 40], [30, 11]])
    assert result.withheld == 0
    assert result.shown.tolist() == [[12, 40, 52], [30, 11, 41], [42, 51, 93]]


def test_one_question_hides_a_second_option_beside_a_small_one() -> None:
    result = suppress([12, 3, 50, 70])
    assert np.isnan(result.shown).tolist() == [True, True, False, False, False]


def test_a_total_that_is_small_is_withheld_too() -> None:
    result = suppress([[1, 2], [30, 40]])
    assert np.isnan(result.shown[0]).all()


def test_nothing_is_withheld_for_nobody_where_zeros_may_be_shown() -> None:
    assert suppress([[0, 40], [30, 50]], show_zeros=True).withheld == 0
    assert suppress([[0, 40], [30, 50]]).withheld > 0


@pytest.mark.parametrize("table", [[[1.5]], [[-1]], [[np.nan]], [[[1]]], []])
def test_what_is_no_table_of_counts_is_refused(table: list[object]) -> None:
    with pytest.raises(PlacewrightError):
        suppress(table)


def test_a_total_that_one_firm_makes_is_dominated() -> None:
    assert is_dominated([1_000, 60, 20])
    assert not is_dominated([1_000, 600, 500])
    assert is_dominated([10, 10])

"""Shift-share against the three-region example, with entrants, gaps and years in a row."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError, UnknownName
from placewright.methods.shift_share import dynamic_shift_share, shift_share

# Farhauer and Kröll (2013), three regions of one nation, printed in the help of R's REAT; results re-run there.
NATION = ([400, 150, 150, 400], [440, 210, 135, 480])
REGIONS = {
    "A": ([90, 20, 10, 60], [100, 40, 10, 55]),
    "B": ([60, 30, 30, 40], [85, 55, 40, 35]),
    "C": ([250, 100, 110, 300], [255, 115, 85, 390]),
}


@pytest.mark.parametrize(
    ("region", "change", "national", "mix", "regional"),
    [("A", 25, 27, 1, -3), ("B", 55, 24, -1, 32), ("C", 85, 114, 0, -29)],
)
def test_the_textbook_regions_have_their_printed_parts(
    region: str, change: float, national: float, mix: float, regional: float
) -> None:
    total = shift_share(*REGIONS[region], *NATION).total
    # REAT prints whole numbers; the inputs give them exactly, so only float error is allowed.
    assert [total.change, total.national, total.industry_mix, total.regional, total.entrants] == pytest.approx(
        [change, national, mix, regional, 0], abs=1e-9
    )


@pytest.mark.parametrize(
    ("region", "competitive", "allocation"),
    [("A", -0.636364, -2.363636), ("B", 18.42424, 13.57576), ("C", -33.571901, 4.571901)],
)
def test_esteban_marquillas_splits_the_regional_shift(region: str, competitive: float, allocation: float) -> None:
    total = shift_share(*REGIONS[region], *NATION, variant="esteban-marquillas").total
    assert [total.competitive, total.allocation] == pytest.approx([competitive, allocation], abs=6e-6)
    assert float(total.competitive) + float(total.allocation) == pytest.approx(float(total.regional))


def test_over_all_regions_of_a_nation_mix_and_regional_shift_are_nought() -> None:
    start, end = (np.array([REGIONS[name][i] for name in "ABC"]) for i in (0, 1))
    total = shift_share(start, end, *NATION).total
    assert np.sum(total.industry_mix) == pytest.approx(0, abs=1e-9)
    assert np.sum(total.regional) == pytest.approx(0, abs=1e-9)


def test_many_places_at_once_equal_each_alone() -> None:
    start, end = (np.array([REGIONS[name][i] for name in "ABC"]) for i in (0, 1))
    together = shift_share(start, end, *NATION, variant="esteban-marquillas")
    for row, name in enumerate("ABC"):
        alone = shift_share(*REGIONS[name], *NATION, variant="esteban-marquillas")
        for part in ("change", "national", "industry_mix", "regional", "entrants", "competitive", "allocation"):
            np.testing.assert_allclose(getattr(together, part)[row], getattr(alone, part))
            assert getattr(together.total, part)[row] == pytest.approx(getattr(alone.total, part))


def test_an_industry_new_to_the_nation_is_an_entrant_and_nothing_else() -> None:
    parts = shift_share([50, 0], [60, 7], [100, 0], [110, 20])
    assert parts.entrants.tolist() == [0, 7]
    assert [parts.national[1], parts.industry_mix[1], parts.regional[1]] == [0, 0, 0]
    total = parts.total
    assert total.national + total.industry_mix + total.regional + total.entrants == pytest.approx(17)


def test_an_industry_gone_from_the_nation_is_a_loss_of_mix() -> None:
    parts = shift_share([50, 10], [60, 0], [100, 50], [150, 0])
    assert parts.industry_mix[1] == pytest.approx(-10)
    assert parts.regional[1] == pytest.approx(0)


def test_an_industry_new_to_the_place_alone_is_allocation() -> None:
    parts = shift_share([50, 0], [50, 9], [100, 30], [100, 30], variant="esteban-marquillas")
    assert parts.regional[1] == parts.allocation[1] == 9
    assert parts.competitive[1] == 0


def test_a_missing_cell_is_nan_with_a_reason_and_not_nought() -> None:
    parts = shift_share([50, np.nan], [60, 9], [100, 30], [110, 30])
    assert np.isnan(parts.change[1]) and np.isnan(parts.entrants[1])
    assert parts.regional[0] == pytest.approx(5)
    assert np.isnan(parts.total.change)
    assert parts.reason is not None


def test_dunn_has_no_competitive_and_no_allocation() -> None:
    parts = shift_share(*REGIONS["A"], *NATION)
    assert (parts.competitive, parts.allocation, parts.total.allocation, parts.reason) == (None, None, None, None)


def test_dynamic_shift_share_is_the_sum_of_its_years() -> None:
    local = np.array([[90, 20, 10], [95, 30, 0], [100, 40, 5]])
    wider = np.array([[400, 150, 50], [420, 180, 60], [440, 210, 55]])
    whole = dynamic_shift_share(local, wider, "esteban-marquillas")
    years = [shift_share(local[i], local[i + 1], wider[i], wider[i + 1], "esteban-marquillas") for i in (0, 1)]
    for part in ("change", "national", "industry_mix", "regional", "entrants", "competitive", "allocation"):
        np.testing.assert_allclose(getattr(whole, part), sum(getattr(year, part) for year in years))
    assert whole.total.change == pytest.approx(25)


def test_dynamic_shift_share_of_two_years_is_the_plain_one() -> None:
    start, end = REGIONS["B"]
    dynamic, plain = dynamic_shift_share([start, end], NATION), shift_share(start, end, *NATION)
    assert dynamic.total.regional == pytest.approx(plain.total.regional)


def test_dynamic_shift_share_takes_many_places() -> None:
    local = np.array([[REGIONS[name][i] for name in "ABC"] for i in (0, 1)])
    total = dynamic_shift_share(local, NATION).total
    np.testing.assert_allclose(total.regional, [-3, 32, -29])


def test_an_unknown_variant_offers_the_known() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'dunn'"):
        shift_share(*REGIONS["A"], *NATION, variant="dun")  # type: ignore[arg-type]


def test_lists_of_unlike_industries_are_refused() -> None:
    with pytest.raises(PlacewrightError, match="same industries"):
        shift_share([1, 2], [1, 2], [1, 2, 3], [1, 2, 3])


def test_one_year_is_not_dynamic() -> None:
    with pytest.raises(PlacewrightError, match="two or more years"):
        dynamic_shift_share([[1, 2]], [[1, 2]])


@pytest.mark.oracle
def test_a_data_frame_computation_agrees() -> None:
    pandas = pytest.importorskip("pandas")
    rng = np.random.default_rng(7)
    start, end = rng.integers(0, 500, (6, 9)), rng.integers(0, 500, (6, 9))
    frame = pandas.DataFrame(
        {"place": np.repeat(range(6), 9), "industry": np.tile(range(9), 6), "a": start.ravel(), "b": end.ravel()}
    )
    nation = frame.groupby("industry")[["a", "b"]].sum()
    growth = nation["b"] / nation["a"] - 1
    overall = nation["b"].sum() / nation["a"].sum() - 1
    frame["G"] = frame["industry"].map(growth)
    frame["mix"] = frame["a"] * (frame["G"] - overall)
    frame["regional"] = frame["b"] - frame["a"] * (1 + frame["G"])
    expected = frame.groupby("place")[["mix", "regional"]].sum()
    total = shift_share(start, end, start.sum(0), end.sum(0)).total
    np.testing.assert_allclose(total.industry_mix, expected["mix"], atol=1e-9)
    np.testing.assert_allclose(total.regional, expected["regional"], atol=1e-9)

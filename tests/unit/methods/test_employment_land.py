"""Floorspace from jobs, land from floorspace, and measurements kept apart."""

from __future__ import annotations

import pytest

from placewright.core.errors import PlacewrightError, UnknownName
from placewright.methods.employment_land import (
    DENSITIES,
    Density,
    Measurement,
    density_of,
    floorspace_need,
    jobs_in_floorspace,
    land_balance,
)

OFFICE = Density("office", 12, Measurement.NIA, 10, 13, "for the test", verified=True)
SHED = Density("shed", 70, Measurement.GEA, 60, 80, "for the test")


@pytest.mark.parametrize(("density", "jobs"), [(600, 1_000), (1_500, 400)])
def test_the_published_examples_of_jobs_in_a_floorspace(density: float, jobs: float) -> None:
    # "How to measure employment intensity and capacity": 600,000 square feet of offices and of warehouses.
    assert jobs_in_floorspace(600_000, density) == jobs


def test_floorspace_holds_the_jobs_that_need_it() -> None:
    need = floorspace_need([1_000], [[1.0]], [OFFICE], vacancy=0.08)
    assert need.total is not None
    assert jobs_in_floorspace(need.total, OFFICE.square_metres, vacancy=0.08) == pytest.approx(1_000)


def test_part_time_jobs_need_less() -> None:
    need = floorspace_need([1_000, 100], [[1.0], [1.0]], [OFFICE], full_time_equivalent=[0.8, 1.0])
    assert need.jobs.tolist() == [900]
    assert need.total == 10_800


def test_jobs_that_need_no_premises_need_none() -> None:
    assert floorspace_need([1_000], [[0.25]], [OFFICE]).total == 3_000


def test_uses_measured_differently_are_not_added() -> None:
    need = floorspace_need([100], [[0.5, 0.5]], [OFFICE, SHED])
    assert need.floorspace.tolist() == [600, 3_500]
    assert need.total is None
    assert need.reason == "floorspace measured as GEA and NIA does not add"


def test_densities_nobody_checked_are_named() -> None:
    assert floorspace_need([100], [[0.5, 0.5]], [OFFICE, SHED]).unverified == ("shed",)
    assert not any(density.verified for density in DENSITIES)
    assert all("unverified" in density.source for density in DENSITIES)


def test_a_density_is_found_by_name() -> None:
    assert density_of("storage-national").square_metres == 95
    with pytest.raises(UnknownName, match="Did you mean 'general-office'"):
        density_of("general-ofice")


def test_a_density_outside_its_range_is_refused() -> None:
    with pytest.raises(PlacewrightError, match="not within its range"):
        Density("office", 20, Measurement.NIA, 10, 13, "for the test")


@pytest.mark.parametrize("shares", [[[0.6, 0.6]], [[-0.1, 0.5]], [[0.5]]])
def test_shares_that_are_not_shares_are_refused(shares: list[list[float]]) -> None:
    with pytest.raises(PlacewrightError):
        floorspace_need([100], shares, [OFFICE, SHED])


@pytest.mark.parametrize("vacancy", [-0.1, 1.0])
def test_a_vacancy_that_is_not_a_share_is_refused(vacancy: float) -> None:
    with pytest.raises(PlacewrightError, match="Vacancy"):
        floorspace_need([100], [[1.0]], [OFFICE], vacancy=vacancy)
    with pytest.raises(PlacewrightError, match="density"):
        jobs_in_floorspace(100, 0)


def test_the_balance_is_supply_less_what_is_required() -> None:
    balance = land_balance(
        40_000, plot_ratio=0.4, losses=2, choice_margin=0.1, allocations=9, commitments=3, reusable_vacant=0.5
    )
    assert (balance.need, balance.replacement) == (10, 2)
    assert balance.margin == pytest.approx(1.2)
    assert balance.supply == 12.5
    assert balance.balance == pytest.approx(12.5 - 13.2)


def test_falling_jobs_free_land_without_a_margin_of_choice() -> None:
    balance = land_balance(-40_000, plot_ratio=0.4, choice_margin=0.1)
    assert (balance.margin, balance.balance) == (0, 10)


@pytest.mark.parametrize("wrong", [{"plot_ratio": 0}, {"plot_ratio": 0.4, "losses": -1}, {"plot_ratio": float("nan")}])
def test_impossible_amounts_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(PlacewrightError, match="plot ratio"):
        land_balance(100, **wrong)

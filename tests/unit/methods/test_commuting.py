"""Self-containment with its bounds, and areas gathered from flows."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError
from placewright.core.quantities import ErrorKind
from placewright.methods.commuting import AreaRule, job_density, self_containment, travel_to_work_areas

# Three places: rows live, columns work. The area is the first two.
FLOWS = [[60, 10, 30], [20, 50, 10], [15, 5, 200]]
INSIDE = [True, True, False]
SMALL = AreaRule(least_residents=100, large_residents=1_000)


def test_both_sides_share_those_who_live_and_work_inside() -> None:
    result = self_containment(FLOWS, INSIDE)
    # By hand: 140 live and work inside, of 180 residents in work and 160 jobs.
    assert result.living_and_working == 140
    assert (result.residents, result.jobs) == (180, 160)
    assert result.residence_side == pytest.approx(140 / 180)
    assert result.workplace_side == pytest.approx(140 / 160)
    assert (result.inflow, result.outflow, result.net) == (20, 40, -20)


def test_the_whole_matrix_contains_itself() -> None:
    result = self_containment(FLOWS, [True] * 3)
    assert (result.residence_side, result.workplace_side, result.net) == (1, 1, 0)


def test_people_at_home_are_shown_with_and_without() -> None:
    result = self_containment(FLOWS, INSIDE, at_home=[40, 30, 500])
    assert result.residence_side == pytest.approx(140 / 180)
    assert result.residence_with_home == pytest.approx(210 / 250)
    assert result.workplace_with_home == pytest.approx(210 / 230)


def test_the_bounds_hold_every_place_where_people_may_work() -> None:
    result = self_containment(FLOWS, INSIDE, at_home=[40, 30, 500], no_fixed_place=[10, 0, 25])
    assert result.residence_bounds is not None and result.workplace_bounds is not None
    assert result.residence_bounds.low == pytest.approx(140 / 260)
    assert result.residence_bounds.high == pytest.approx(220 / 260)
    assert result.workplace_bounds.low == pytest.approx(140 / 185)
    assert result.workplace_bounds.high == pytest.approx(220 / 240)
    assert result.residence_bounds.error is ErrorKind.UNKNOWN
    for value in (result.residence_side, result.residence_with_home):
        assert value is not None and result.residence_bounds.low <= value <= result.residence_bounds.high


def test_without_people_apart_the_bounds_are_the_value() -> None:
    result = self_containment(FLOWS, INSIDE)
    assert result.residence_bounds is not None
    assert result.residence_bounds.low == result.residence_bounds.high == result.residence_side


def test_an_area_without_residents_in_work_has_no_share() -> None:
    result = self_containment([[0, 0], [5, 10]], [True, False])
    assert result.residence_side is None and result.residence_bounds is None
    assert result.workplace_side == 0


@pytest.mark.parametrize("inside", [[1, 1, 0], [True, False]])
def test_an_area_is_true_or_false_for_each_place(inside: list[int]) -> None:
    with pytest.raises(PlacewrightError, match="True or False"):
        self_containment(FLOWS, inside)


@pytest.mark.parametrize("flows", [[[1, 2, 3]], [[1, -2], [3, 4]], [[1, np.nan], [3, 4]], []])
def test_flows_that_are_not_flows_are_refused(flows: list[list[float]]) -> None:
    with pytest.raises(PlacewrightError, match="Flows are"):
        travel_to_work_areas(flows)


def test_people_at_home_are_counted_for_each_place() -> None:
    with pytest.raises(PlacewrightError, match="one count for each"):
        self_containment(FLOWS, INSIDE, at_home=[1, 2])


def test_job_density_is_jobs_for_each_resident_of_working_age() -> None:
    assert job_density(900, 1_000) == 0.9
    assert job_density(900, 0) is None


def test_the_rule_slides_from_small_and_closed_to_large_and_open() -> None:
    rule = AreaRule()
    # ONS, Travel to Work Area analysis (2016): 3,500 at 75 % and over 25,000 at 66.7 %; between them unverified.
    assert rule.score(3_500, 0.75) == 1
    assert rule.score(3_500, 0.74) < 1
    assert rule.score(3_499, 0.9) < 1
    assert rule.score(25_000, 2 / 3) == pytest.approx(1)
    assert rule.score(100_000, 0.66) < 1
    assert rule.score(14_250, (0.75 + 2 / 3) / 2) == pytest.approx(1)


def test_a_rule_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(PlacewrightError, match="large area"):
        AreaRule(least_residents=10, large_residents=10)
    with pytest.raises(PlacewrightError, match="share"):
        AreaRule(high_containment=0.5)


def test_places_that_exchange_workers_become_one_area() -> None:
    flows = np.array([[300, 200, 5, 0], [200, 300, 0, 5], [5, 0, 300, 200], [0, 5, 200, 300]])
    areas = travel_to_work_areas(flows, rule=SMALL)
    assert areas.labels.tolist() == [0, 0, 1, 1]
    assert areas.valid.all()
    assert areas.residents.tolist() == [1_010, 1_010]
    assert areas.residence_side == pytest.approx([1_000 / 1_010] * 2)


def test_places_that_keep_to_themselves_stay_apart() -> None:
    flows = np.diag([500, 400, 300]) + 1
    assert travel_to_work_areas(flows, rule=SMALL).labels.tolist() == [0, 1, 2]


def test_a_place_too_small_that_nobody_visits_stays_and_is_marked() -> None:
    areas = travel_to_work_areas(np.diag([500, 20]), rule=SMALL)
    assert areas.labels.tolist() == [0, 1]
    assert areas.valid.tolist() == [True, False]


def test_a_pair_cut_off_from_the_rest_stays_a_pair() -> None:
    flows = np.zeros((4, 4))
    flows[0, 0] = flows[1, 1] = 500
    flows[2, 3] = flows[3, 2] = 10
    areas = travel_to_work_areas(flows, rule=SMALL)
    assert areas.labels.tolist() == [0, 1, 2, 2]
    assert areas.valid.tolist() == [True, True, False]


def test_a_place_with_nobody_in_work_is_left_alone() -> None:
    areas = travel_to_work_areas([[500, 0], [0, 0]], rule=SMALL)
    assert areas.labels.tolist() == [0, 1]
    assert areas.residence_side.tolist() == [1, 0]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("seed", [38, 50, 60, 61])  # with these, some size comes out as nothing and some flow does not
def test_flows_that_are_no_whole_numbers_gather_as_whole_ones_do(seed: int) -> None:
    rng = np.random.default_rng(seed)
    flows = rng.integers(0, 400, (14, 14)) * (rng.random((14, 14)) < 0.2)
    flows[:, rng.integers(14)] = 0
    rule = AreaRule(least_residents=600, large_residents=2_000)
    fractions = AreaRule(least_residents=600 * 1.0003, large_residents=2_000 * 1.0003)
    whole = travel_to_work_areas(flows, rule=rule).labels
    assert (travel_to_work_areas(flows * 1.0003, rule=fractions).labels == whole).all()

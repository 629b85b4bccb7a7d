"""What is true of every area of commuting."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from placewright.methods.commuting import AreaRule, self_containment, travel_to_work_areas

flows = st.integers(1, 9).flatmap(
    lambda places: arrays(
        np.float64, (places, places), elements=st.one_of(st.just(0.0), st.integers(0, 900).map(float))
    )
)
RULE = AreaRule(least_residents=300, large_residents=2_000)


@given(flows)
def test_areas_are_numbered_from_nought_and_repeat(matrix: np.ndarray) -> None:
    areas = travel_to_work_areas(matrix, rule=RULE)
    again = travel_to_work_areas(matrix.copy(), rule=RULE)
    np.testing.assert_array_equal(areas.labels, again.labels)
    first_seen = list(dict.fromkeys(areas.labels.tolist()))
    assert first_seen == list(range(len(areas.residents)))
    assert areas.residents.sum() == areas.jobs.sum() == matrix.sum()


@given(flows)
def test_an_area_meets_the_rule_or_exchanges_workers_with_nobody(matrix: np.ndarray) -> None:
    areas = travel_to_work_areas(matrix, rule=RULE)
    for area, valid in enumerate(areas.valid):
        inside = areas.labels == area
        here = self_containment(matrix, inside)
        assert here.residents == areas.residents[area] and here.jobs == areas.jobs[area]
        assert (here.residence_side or 0.0) == areas.residence_side[area]
        assert (here.workplace_side or 0.0) == areas.workplace_side[area]
        if valid:
            assert RULE.score(here.residents, min(here.residence_side or 0, here.workplace_side or 0)) >= 1
        else:
            assert here.inflow == here.outflow == 0


@given(flows, st.data())
def test_bounds_hold_the_shares_with_and_without_those_at_home(matrix: np.ndarray, data: st.DataObject) -> None:
    places = len(matrix)
    counts = arrays(np.float64, places, elements=st.integers(0, 500).map(float))
    inside = data.draw(arrays(np.bool_, places))
    home, roaming = data.draw(counts), data.draw(counts)
    result = self_containment(matrix, inside, at_home=home, no_fixed_place=roaming)
    for bounds, values in (
        (result.residence_bounds, (result.residence_side,)),
        (result.workplace_bounds, (result.workplace_side, result.workplace_with_home)),
    ):
        if bounds is None:
            continue
        for value in values:
            assert value is None or bounds.low - 1e-12 <= value <= bounds.high + 1e-12
    assert result.net == result.inflow - result.outflow

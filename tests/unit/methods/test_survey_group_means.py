"""Means of groups compared by the design of a survey."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from placewright.core.errors import Undefined
from placewright.methods.survey_design import SurveyDesign
from placewright.methods.survey_group_means import compare_means


def _drawn(seed: int, size: int = 400) -> tuple[np.ndarray, np.ndarray, SurveyDesign]:
    rng = np.random.default_rng(seed)
    stratum = rng.integers(0, 3, size)
    design = SurveyDesign(rng.uniform(1, 5, size), stratum, stratum * 100 + rng.integers(0, 12, size))
    return rng.normal(size=size), rng.integers(0, 3, size), design


def test_it_does_not_matter_which_group_is_named_first() -> None:
    values, group, design = _drawn(1)

    one = compare_means(values, group, design)
    other = compare_means(values, (group + 1) % 3, design)

    assert other.statistic == pytest.approx(one.statistic, rel=1e-9)
    assert other.means.tolist() == pytest.approx(np.roll(one.means, 1).tolist())


def test_adding_a_number_to_all_and_scaling_change_nothing() -> None:
    values, group, design = _drawn(2)

    assert compare_means(3 * values + 7, group, design).statistic == pytest.approx(
        compare_means(values, group, design).statistic, rel=1e-9
    )


def test_of_two_groups_of_a_plain_sample_it_is_the_square_of_welchs_t_but_for_the_divisor() -> None:
    rng = np.random.default_rng(3)
    values, group = rng.normal(size=200), np.repeat([0, 1], [80, 120])
    theirs = stats.ttest_ind(values[group == 0], values[group == 1], equal_var=False).statistic
    sizes = np.array([80, 120])
    spread = np.array([values[group == at].var(ddof=1) for at in (0, 1)])
    divisors = (spread / sizes).sum() / (spread * (sizes - 1) / sizes**2 * 200 / 199).sum()

    found = compare_means(values, group, SurveyDesign(np.ones(200)))

    assert found.statistic == pytest.approx(theirs**2 * divisors, rel=1e-9)


def test_where_groups_are_alike_about_one_in_twenty_differs() -> None:
    below = [compare_means(*_drawn(seed)).p < 0.05 for seed in range(400)]

    assert 0.02 < np.mean(below) < 0.09


def test_values_that_do_not_vary_and_too_few_clusters_have_no_test_and_say_so() -> None:
    group = np.repeat([0, 1], 10)

    assert compare_means(np.ones(20), group, SurveyDesign(np.ones(20))).reason
    few = SurveyDesign(np.ones(20), clusters=np.tile([0, 1], 10))
    assert compare_means(np.arange(20.0), group, few).reason


def test_a_domain_is_no_sample_of_its_own_and_what_lies_outside_it_is_not_looked_at() -> None:
    values, group, design = _drawn(4)
    inside = values > -0.5
    holes = np.where(inside, values, np.nan)

    found = compare_means(holes, group, design, domain=inside)

    assert found.p == compare_means(values, group, design, domain=inside).p
    with pytest.raises(Undefined, match="not two groups"):
        compare_means(values, group, design, domain=group == 1)

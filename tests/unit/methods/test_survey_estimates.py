"""Estimates and their errors, against a second way of computing each."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError, Undefined
from placewright.methods.jackknife import jackknife
from placewright.methods.survey_estimates import (
    LonelyCluster,
    SurveyDesign,
    estimate_difference,
    estimate_mean,
    estimate_proportion,
    estimate_quantile,
    estimate_ratio,
    estimate_total,
)
from placewright.methods.survey_tables import cross_table
from placewright.methods.survey_weights import rake

SIZES = np.array([40.0, 50.0, 60.0, 70.0])


class Sample:
    """A stratified sample of clusters with two margins, the same every time."""

    def __init__(self, seed: int = 0, size: int = 400) -> None:
        rng = np.random.default_rng(seed)
        self.stratum = rng.integers(0, 4, size)
        self.cluster = self.stratum * 100 + rng.integers(0, 10, size)
        self.weight = rng.uniform(1, 5, size)
        self.y = rng.normal(size=size) + self.stratum
        self.x = rng.uniform(1, 2, size)
        self.a, self.b = rng.integers(0, 3, size), rng.integers(0, 2, size)
        self.population = SIZES[self.stratum]
        self.margins = {"a": {0: 300.0, 1: 400.0, 2: 500.0}, "b": {0: 500.0, 1: 700.0}}

    def design(self, *, raked: bool = False) -> SurveyDesign:
        margins = {"a": (self.a, self.margins["a"]), "b": (self.b, self.margins["b"])} if raked else None
        return SurveyDesign(
            self.weight,
            strata=self.stratum,
            clusters=self.cluster,
            population_sizes=self.population,
            margins=margins,
        )

    def plain_variance(self, weighted: np.ndarray) -> float:
        """The variance of the total of weighted values, stratum by stratum and cluster by cluster."""
        variance = 0.0
        for stratum in range(4):
            names = np.unique(self.cluster[self.stratum == stratum])
            totals = np.array([weighted[self.cluster == name].sum() for name in names])
            left = 1 - names.size / SIZES[stratum]
            variance += left * names.size / (names.size - 1) * float(np.square(totals - totals.mean()).sum())
        return variance


def test_the_error_of_a_total_is_that_of_clusters_within_strata() -> None:
    sample = Sample()
    found = estimate_total(sample.y, sample.design())
    assert found.value == pytest.approx(float(sample.weight @ sample.y))
    assert found.standard_error**2 == pytest.approx(sample.plain_variance(sample.weight * sample.y))
    assert found.degrees_of_freedom == 36


def test_the_error_of_a_raked_mean_is_that_of_residuals_with_design_weights() -> None:
    sample = Sample()
    design = sample.design(raked=True)
    found = estimate_mean(sample.y, design)
    final = rake({"a": sample.a, "b": sample.b}, sample.margins, sample.weight)
    mean = final @ sample.y / final.sum()
    influence = (sample.y - mean) / final.sum()
    columns = np.column_stack([sample.a == 0, sample.a == 1, sample.a == 2, sample.b == 1]).astype(float)
    slopes = np.linalg.solve((columns * sample.weight[:, None]).T @ columns, columns.T @ (sample.weight * influence))
    variance = sample.plain_variance(final * (influence - columns @ slopes))
    assert found.value == pytest.approx(mean)
    assert found.standard_error == pytest.approx(np.sqrt(variance), rel=1e-9)


def test_treating_raked_weights_as_fixed_would_give_another_error() -> None:
    sample = Sample()
    design = sample.design(raked=True)
    of_margin = (sample.a == 0).astype(float)
    fixed = SurveyDesign(design.final, sample.stratum, sample.cluster, sample.population)
    assert estimate_mean(of_margin, design).standard_error == pytest.approx(0, abs=1e-9)
    assert estimate_mean(of_margin, fixed).standard_error > 0.01


def test_the_jackknife_agrees_with_linearisation() -> None:
    sample = Sample()
    design = sample.design()
    total = jackknife(lambda weights: float(weights @ sample.y), design)
    assert total.standard_error == pytest.approx(estimate_total(sample.y, design).standard_error)
    ratio = jackknife(lambda weights: float(weights @ sample.y / (weights @ sample.x)), design)
    assert ratio.standard_error == pytest.approx(estimate_ratio(sample.y, sample.x, design).standard_error, rel=0.02)


def test_the_jackknife_refuses_to_take_raked_weights_as_fixed() -> None:
    with pytest.raises(PlacewrightError, match="raked weights as fixed"):
        jackknife(lambda weights: float(weights.sum()), Sample().design(raked=True))


def test_two_stages_add_what_lies_within_clusters() -> None:
    rng = np.random.default_rng(3)
    clusters, units = np.repeat(np.arange(5), 4), np.arange(20)
    y, weight = rng.normal(10, 2, 20), np.full(20, (12 / 5) * (9 / 4))
    design = SurveyDesign(
        weight, clusters=np.column_stack([clusters, units]), population_sizes=np.tile([12.0, 9.0], (20, 1))
    )
    totals = np.array([weight[0] * y[clusters == c].sum() for c in range(5)])
    between = (1 - 5 / 12) * 5 * totals.var(ddof=1)
    within = sum((1 - 4 / 9) * 4 * (weight[0] * y[clusters == c]).var(ddof=1) for c in range(5)) * 5 / 12
    assert estimate_total(y, design).standard_error ** 2 == pytest.approx(between + within)


def test_a_domain_is_no_sample_of_its_own() -> None:
    sample = Sample()
    inside = sample.a == 1
    found = estimate_mean(sample.y, sample.design(), domain=inside)
    influence = inside * (sample.y - found.value) / sample.weight[inside].sum()
    assert found.standard_error**2 == pytest.approx(sample.plain_variance(sample.weight * influence))
    assert found.base == np.count_nonzero(inside)


def test_the_difference_of_two_halves_knows_that_they_share_clusters() -> None:
    sample = Sample()
    found = estimate_difference(sample.y, sample.design(), first=sample.b == 1, second=sample.b == 0)
    one, two = (estimate_mean(sample.y, sample.design(), domain=sample.b == b) for b in (1, 0))
    assert found.value == pytest.approx(one.value - two.value)
    assert found.standard_error != pytest.approx(np.hypot(one.standard_error, two.standard_error), rel=1e-3)


@pytest.mark.parametrize("method", ["wilson", "logit", "clopper-pearson"])
@pytest.mark.parametrize("answers", [[0] * 12, [1] * 12, [1] + [0] * 11])
def test_the_interval_of_a_share_stays_within_nothing_and_everything(method: str, answers: list[int]) -> None:
    found = estimate_proportion(answers, SurveyDesign([2.0] * 12), method=method)  # type: ignore[arg-type]
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.high - found.low > 0.05


def test_clopper_and_pearson_give_their_own_interval_for_a_plain_sample() -> None:
    # 10 of 100: 0.0490 to 0.1762 (Clopper and Pearson 1934); the effective size is that of the variance, 99
    found = estimate_proportion([1] * 10 + [0] * 90, SurveyDesign(np.full(100, 1e6)), method="clopper-pearson")
    assert (round(found.low, 3), round(found.high, 3)) == (0.049, 0.177)


def test_a_median_has_woodruffs_interval() -> None:
    values = np.arange(1.0, 102.0)
    found = estimate_quantile(values, SurveyDesign(np.full(101, 1e6)))
    assert found.value == 51.0
    assert (found.low, found.high) == (41.0, 61.0)


def test_a_cross_table_of_a_plain_sample_gives_pearsons_test() -> None:
    rng = np.random.default_rng(2)
    rows, columns = rng.integers(0, 3, 5_000), rng.integers(0, 2, 5_000)
    found = cross_table(rows, columns, SurveyDesign(np.full(5_000, 1e6)))
    observed = np.array([[np.sum((rows == i) & (columns == j)) for j in range(2)] for i in range(3)])
    expected = np.outer(observed.sum(1), observed.sum(0)) / 5_000
    pearson = float(np.sum((observed - expected) ** 2 / expected))
    assert found.statistic * found.numerator_df == pytest.approx(pearson, rel=1e-3)
    assert found.base.tolist() == observed.tolist()


def test_a_cross_table_of_a_domain_is_that_of_the_others_weighing_nothing() -> None:
    rng = np.random.default_rng(5)
    rows, columns, strata = rng.integers(0, 3, 300), rng.integers(0, 2, 300), rng.integers(0, 4, 300)
    weights, inside = rng.uniform(1, 4, 300), rng.random(300) < 0.6
    alone = cross_table(rows, columns, SurveyDesign(np.where(inside, weights, 0.0), strata))
    found = cross_table(np.where(inside, rows, 9), columns, SurveyDesign(weights, strata), domain=inside)
    assert found.rows == (0, 1, 2)
    assert found.share.tolist() == alone.share.tolist()
    assert (found.statistic, found.denominator_df) == pytest.approx((alone.statistic, alone.denominator_df), rel=1e-12)
    assert found.base.sum() == inside.sum()


def test_a_cross_table_of_an_empty_domain_is_refused() -> None:
    with pytest.raises(Undefined, match="but one answer"):
        cross_table([0, 1], [0, 1], SurveyDesign([1.0, 1.0]), domain=[False, False])


def test_a_cross_table_of_those_who_weigh_nothing_is_refused() -> None:
    design = SurveyDesign([0.0, 0.0, 1.0, 1.0])
    with pytest.raises(Undefined, match="Nobody with a weight"):
        cross_table([0, 1, 0, 1], [0, 1, 1, 0], design, domain=[True, True, False, False])


def test_a_stratum_with_one_cluster_is_refused() -> None:
    with pytest.raises(LonelyCluster, match="1 strata"):
        SurveyDesign([1.0, 1.0, 1.0], strata=["a", "a", "b"])


def test_a_stratum_taken_whole_adds_no_error() -> None:
    design = SurveyDesign([1.0, 2.0, 2.0], strata=["a", "b", "b"], population_sizes=[1, 4, 4])
    alone = SurveyDesign([2.0, 2.0], population_sizes=[4, 4])
    assert estimate_total([100.0, 1.0, 3.0], design).standard_error == pytest.approx(
        estimate_total([1.0, 3.0], alone).standard_error
    )


def test_a_share_given_for_a_population_size_is_refused() -> None:
    with pytest.raises(PlacewrightError, match=r"2 units were drawn in a stratum of 0\.5"):
        SurveyDesign([1.0, 1.0], population_sizes=[0.5, 0.5])


def test_a_missing_value_is_refused_and_not_taken_as_zero() -> None:
    with pytest.raises(Undefined, match="1 of the 2 values"):
        estimate_mean([1.0, np.nan], SurveyDesign([1.0, 1.0]))


def test_where_all_were_asked_an_interval_is_the_figure_itself() -> None:
    census = SurveyDesign([1.0] * 3, strata=[0, 1, 2], population_sizes=[1, 1, 1])
    values = [1.0, 2.0, 4.0]
    for found in (
        estimate_mean(values, census),
        estimate_total(values, census),
        estimate_ratio(values, [1.0, 1.0, 2.0], census),
        estimate_quantile(values, census),
        estimate_difference(values, census, first=[1, 0, 0], second=[0, 1, 1]),
    ):
        assert (found.low, found.high) == (found.value, found.value)

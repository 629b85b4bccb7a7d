"""The same estimates as another package on random designs."""

from __future__ import annotations

import numpy as np
import pytest

from placewright.methods.survey_estimates import (
    SurveyDesign,
    estimate_mean,
    estimate_proportion,
    estimate_ratio,
    estimate_total,
)
from placewright.methods.survey_group_means import compare_means
from placewright.methods.survey_tables import cross_table
from placewright.methods.survey_weights import rake

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_design_of_strata_and_clusters_gives_what_svy_gives(seed: int) -> None:
    svy, polars = pytest.importorskip("svy"), pytest.importorskip("polars")
    rng = np.random.default_rng(seed)
    size = 500
    stratum = rng.integers(0, 4, size)
    columns = {
        "s": stratum,
        "c": stratum * 100 + rng.integers(0, 10, size),
        "w": rng.uniform(1, 5, size),
        "y": rng.normal(size=size) + stratum,
        "x": rng.uniform(1, 2, size),
        "a": rng.integers(0, 3, size).astype(str),
        "b": rng.integers(0, 2, size),
        "n": np.array([40, 50, 60, 70])[stratum],
    }
    sample = svy.Sample(polars.DataFrame(columns), svy.Design(wgt="w", stratum="s", psu="c", pop_size="n"))
    design = SurveyDesign(columns["w"], columns["s"], columns["c"], columns["n"])
    share = estimate_proportion(columns["b"], design, method="logit")
    pairs = [
        (sample.estimation.mean("y").estimates[0], estimate_mean(columns["y"], design)),
        (sample.estimation.total("y").estimates[0], estimate_total(columns["y"], design)),
        (sample.estimation.ratio("y", "x").estimates[0], estimate_ratio(columns["y"], columns["x"], design)),
        (next(one for one in sample.estimation.prop("b").estimates if one.y_level == 1), share),
    ]
    for theirs, ours in pairs:
        found = (ours.value, ours.standard_error, ours.low, ours.high)
        assert found == pytest.approx((theirs.est, theirs.se, theirs.lci, theirs.uci), rel=1e-8)
    test = sample.categorical.tabulate("a", "b").stats.f
    table = cross_table(columns["a"], columns["b"], design)
    assert (table.statistic, table.p) == pytest.approx((test.value, test.p_value), rel=1e-7)
    inside = columns["y"] > 0.5
    part = sample.categorical.tabulate("a", "b", where=polars.col("y") > 0.5).stats.f
    within = cross_table(columns["a"], columns["b"], design, domain=inside)
    assert (within.statistic, within.p) == pytest.approx((part.value, part.p_value), rel=1e-7)
    model = sample.glm.fit(y="y", x=[svy.Cat("a")], family="gaussian").stats.wald
    means = compare_means(columns["y"], columns["a"], design)
    assert (means.statistic, means.p) == pytest.approx((model.value, model.p_value), rel=1e-7)
    assert (means.numerator_df, means.denominator_df) == (model.df_num, model.df_den)
    two = sample.categorical.ttest("y", group="b").stats
    halves = compare_means(columns["y"], columns["b"], design)
    assert (halves.statistic, halves.p) == pytest.approx((two.t**2, two.p_value), rel=1e-7)
    targets = {"a": {"0": 300.0, "1": 400.0, "2": 500.0}, "b": {0: 500.0, 1: 700.0}}
    raked = sample.weighting.rake(controls=targets, tol=1e-12, max_iter=1_000)
    ours = rake({"a": columns["a"], "b": columns["b"]}, targets, columns["w"])
    assert ours == pytest.approx(raked.data["rk_wgt"].to_numpy(), rel=1e-8)

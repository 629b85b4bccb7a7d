"""The worked example of design-based estimation: Californian schools, with the errors that R's survey gives."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from placewright.methods.survey_estimates import SurveyDesign, estimate_mean, estimate_ratio, estimate_total
from placewright.methods.survey_group_means import compare_means
from placewright.methods.survey_tables import cross_table
from placewright.methods.survey_weights import post_stratify

pytestmark = pytest.mark.publisher


class Schools:
    """One of the files, a column at a time."""

    def __init__(self, path: Path) -> None:
        with path.open(encoding="latin-1", newline="") as file:
            self._rows = list(csv.DictReader(file))

    def numbers(self, name: str) -> np.ndarray:
        return np.array([float(row[name]) for row in self._rows])

    def words(self, name: str) -> np.ndarray:
        return np.array([row[name] for row in self._rows])


@pytest.fixture(scope="module")
def stratified(publisher_files: Path) -> Schools:
    return Schools(publisher_files / "survey_api" / "apistrat.csv")


@pytest.fixture(scope="module")
def simple(publisher_files: Path) -> Schools:
    return Schools(publisher_files / "survey_api" / "apisrs.csv")


def test_the_stratified_sample_gives_the_published_mean_and_total(stratified: Schools) -> None:
    design = SurveyDesign(
        stratified.numbers("pw"), strata=stratified.words("stype"), population_sizes=stratified.numbers("fpc")
    )
    mean = estimate_mean(stratified.numbers("api00"), design)
    assert mean.value == pytest.approx(662.287363, abs=5e-7)
    assert mean.standard_error == pytest.approx(9.408941, abs=5e-7)
    assert mean.design_effect == pytest.approx(1.2045, abs=5e-5)
    total = estimate_total(stratified.numbers("enroll"), design)
    assert total.value == pytest.approx(3_687_177.53, abs=5e-3)
    assert total.standard_error == pytest.approx(114_641.72, abs=5e-3)


def test_the_simple_sample_gives_the_published_mean_and_ratio(simple: Schools) -> None:
    design = SurveyDesign(simple.numbers("pw"), population_sizes=simple.numbers("fpc"))
    mean = estimate_mean(simple.numbers("api00"), design)
    assert (round(mean.value, 2), round(mean.standard_error, 4)) == (656.58, 9.2497)
    assert mean.design_effect == pytest.approx(1.0)
    ratio = estimate_ratio(simple.numbers("api00"), simple.numbers("api99"), design)
    assert ratio.value == pytest.approx(simple.numbers("api00").sum() / simple.numbers("api99").sum())


def test_post_stratified_weights_add_to_the_population_of_each_type(simple: Schools) -> None:
    totals = {"E": 4421.0, "H": 755.0, "M": 1018.0}
    types = simple.words("stype")
    weights = post_stratify(types, totals, simple.numbers("pw"))
    assert {kind: float(weights[types == kind].sum()) for kind in totals} == pytest.approx(totals)
    design = SurveyDesign(simple.numbers("pw"), margins={"stype": (types, totals)})
    better = estimate_total(simple.numbers("enroll"), design).standard_error
    assert better < 0.9 * estimate_total(simple.numbers("enroll"), SurveyDesign(simple.numbers("pw"))).standard_error


def test_two_means_of_the_simple_sample_give_the_published_t(simple: Schools) -> None:
    """svyttest(growth ~ (stype == "H"), apisrs): t = -5.5339, df = 198, p = 9.845e-08, difference -21.92.

    M. Foley, Survey Analysis, chapter 6 (https://mpfoley73.github.io/survey/06-statistical-tests.html).
    """
    design = SurveyDesign(simple.numbers("pw"), population_sizes=simple.numbers("fpc"))

    found = compare_means(simple.numbers("growth"), simple.words("stype") == "H", design)

    assert found.means[1] - found.means[0] == pytest.approx(-21.92)
    assert found.statistic**0.5 == pytest.approx(5.5339, abs=5e-5)
    assert (found.numerator_df, found.denominator_df) == (1, 198)
    assert found.p == pytest.approx(9.845e-08, rel=1e-3)


def test_the_sample_of_districts_gives_the_published_test_of_independence(publisher_files: Path) -> None:
    """R's survey, example-chisq: svychisq(~sch.wide + stype, dclus1) has F = 5.1934, ndf = 1.495, ddf = 20.925."""
    schools = Schools(publisher_files / "survey_api" / "apipop.csv")
    drawn = ["61", "135", "178", "197", "255", "406", "413", "437", "448", "510", "568", "637", "716", "778", "815"]
    inside = np.isin(schools.words("dnum"), drawn)
    size = int(inside.sum())
    design = SurveyDesign(
        np.full(size, 33.847), clusters=schools.words("dnum")[inside], population_sizes=np.full(size, 757.0)
    )
    found = cross_table(schools.words("sch.wide")[inside], schools.words("stype")[inside], design)
    assert size == 183
    assert found.statistic == pytest.approx(5.1934, abs=5e-5)
    assert (found.numerator_df, found.denominator_df) == pytest.approx((1.495, 20.925), abs=5e-4)
    assert found.p == pytest.approx(0.02175, abs=5e-6)

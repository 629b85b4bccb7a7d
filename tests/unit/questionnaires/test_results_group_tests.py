"""Answers among several and means are tested between groups of a drawn survey, each by its design; never of others."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest

from placewright.methods.survey_design import SurveyDesign
from placewright.methods.survey_group_means import compare_means
from placewright.methods.survey_tables import cross_table
from placewright.publish.result_files import results_csv
from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire, Scale
from placewright.questionnaires.recipe import Recipe, Stratum
from placewright.questionnaires.results import Plan, make_results
from placewright.questionnaires.results_coding import Reply, reply_of
from placewright.questionnaires.results_model import (
    FigureLine,
    GroupTest,
    Line,
    Results,
    Statistic,
    Table,
    Why,
    plain_results,
    results_from_plain,
)
from placewright.questionnaires.standing import Standing

_SIDES = (Option("east", "East"), Option("west", "West"))
_WAYS = (Option("rail", "Rail"), Option("bus", "Bus"), Option("foot", "On foot"), Option("boat", "By boat"))
ASKED = Questionnaire(
    "ways",
    "Ways",
    pages=(
        Page(
            "p",
            "Page",
            groups=(
                Group(
                    "g",
                    questions=(
                        Question("side", QuestionKind.SINGLE, "Which side?", options=_SIDES),
                        Question("ways", QuestionKind.MULTIPLE, "How do you come?", options=_WAYS),
                        Question("staff", QuestionKind.NUMBER, "How many work here?"),
                        Question("mood", QuestionKind.RATING, "How is it?", scale=Scale(1, 3)),
                    ),
                ),
            ),
        ),
    ),
)
_SIZE = 100


def _ways(side: str, at: int) -> list[str]:
    """80 of 100 in the east come by rail and 40 in the west; half of both by bus; 3 of the west by boat."""
    found = ["foot"] if at % 3 else []
    if at < (80 if side == "east" else 40):
        found.append("rail")
    if at % 2:
        found.append("bus")
    if side == "west" and at < 3:
        found.append("boat")
    return found or ["bus"]


def _staff(side: str, at: int) -> float:
    return 10.0 + at % 7 + (4 if side == "east" else 0)


def _results(standing: Standing) -> Results:
    replies: list[Reply] = []
    for side in ("east", "west"):
        for at in range(_SIZE):
            given: dict[str, object] = {"side": side, "ways": _ways(side, at), "staff": _staff(side, at)}
            one = reply_of(ASKED, f"{side}{at:03}", given | {"mood": 1 + at % 3}, flagged=False)
            replies.append(replace(one, stratum=side))
    strata = Recipe(strata=(Stratum("east", "East", 10_000), Stratum("west", "West", 30_000)))
    recipe = strata if standing is Standing.SURVEY else Recipe()
    return make_results(ASKED, replies, Plan(standing, recipe, breakdowns=("side",)))


def _broken_down(results: Results, code: str) -> Table:
    question = next(one for one in results.questions if one.code == code)
    return next(table for table in question.tables if table.by == "side")


def _line(table: Table, code: str) -> Line:
    return next(line for line in table.lines if line.code == code)


def _mean(table: Table) -> FigureLine:
    return next(line for line in table.figures if line.code == "mean")


def _made(test: GroupTest | None) -> GroupTest:
    assert test is not None
    return test


@pytest.fixture(scope="module")
def surveyed() -> Results:
    return _results(Standing.SURVEY)


@pytest.fixture(scope="module")
def design() -> SurveyDesign:
    side = np.repeat([0, 1], _SIZE)
    return SurveyDesign(np.where(side, 300.0, 100.0), side, population_sizes=np.where(side, 30_000.0, 10_000.0))


def test_each_of_several_answers_has_the_test_of_the_method_on_the_same_design(
    surveyed: Results, design: SurveyDesign
) -> None:
    side = np.repeat([0, 1], _SIZE)
    table = _broken_down(surveyed, "ways")
    for code in ("rail", "bus", "foot"):
        ticked = [code in _ways(name, at) for name in ("east", "west") for at in range(_SIZE)]
        theirs, ours = cross_table(ticked, side, design), _made(_line(table, code).test)
        assert (ours.statistic, ours.p) == pytest.approx((theirs.statistic, theirs.p), rel=6e-3)  # three digits kept

    assert table.test is None, "lines that do not add to the base are no one table"


def test_an_answer_differs_only_where_its_p_stands_for_all_that_were_tested(surveyed: Results) -> None:
    table = _broken_down(surveyed, "ways")
    rail, bus = _made(_line(table, "rail").test), _made(_line(table, "bus").test)

    assert rail.differs
    assert not bus.differs
    assert bus.p is not None
    assert bus.adjusted == pytest.approx(min(1.0, 3 * bus.p), rel=6e-3), "three answers of four could be tested"
    once = GroupTest(3.9, 1, 198, 0.049, adjusted=0.147)
    assert not once.differs


def test_the_test_of_an_answer_goes_with_its_cells(surveyed: Results) -> None:
    boat = _line(_broken_down(surveyed, "ways"), "boat")

    assert any(cell.why is not Why.SHOWN for cell in boat.cells)
    assert (_made(boat.test).p, _made(boat.test).why) == (None, Why.FOR_OTHERS)


def test_the_mean_of_a_number_has_walds_test_on_the_same_design(surveyed: Results, design: SurveyDesign) -> None:
    staff = [_staff(name, at) for name in ("east", "west") for at in range(_SIZE)]
    theirs = compare_means(staff, np.repeat([0, 1], _SIZE), design)

    table = _broken_down(surveyed, "staff")
    ours = _made(_mean(table).test)

    assert ours.of is Statistic.WALD
    assert ours.differs
    assert ours.statistic == pytest.approx(theirs.statistic, rel=6e-3)
    assert (ours.numerator_df, ours.denominator_df) == (theirs.numerator_df, theirs.denominator_df)
    assert [line.code for line in table.figures if line.test is not None] == ["mean"]


def test_a_scale_has_a_test_of_its_points_and_one_of_its_mean(surveyed: Results) -> None:
    table = _broken_down(surveyed, "mood")

    assert not _made(table.test).differs
    assert not _made(_mean(table).test).differs


def test_how_many_answers_and_means_were_tested_is_said(surveyed: Results) -> None:
    method = " ".join(surveyed.method)

    assert "below 5 %. Answers tested: 3." in method
    assert "Means tested: 2; one in twenty" in method


@pytest.mark.parametrize("standing", [Standing.QUOTA, Standing.CONSULTATION])
def test_nothing_of_others_than_a_drawn_survey_is_tested(standing: Standing) -> None:
    results = _results(standing)

    tables = [table for question in results.questions for table in question.tables]
    assert all(one.test is None for table in tables for one in table.lines)
    assert all(one.test is None for table in tables for one in table.figures)
    assert all(table.test is None for table in tables)
    assert "test" not in results_csv(results).decode()


def test_files_hold_the_figures_of_each_test_under_the_name_of_its_answer(surveyed: Results) -> None:
    rows = list(csv.DictReader(StringIO(results_csv(surveyed).decode("utf-8-sig"))))
    found = {row["answer"]: row for row in rows if row["table"] in {"ways", "staff"} and ":" in row["answer"]}

    rail = _made(_line(_broken_down(surveyed, "ways"), "rail").test)
    assert float(found["test_f:rail"]["value"]) == rail.statistic
    assert found["test_f:rail"]["answer_label"] == "Rail: Rao-Scott F"
    assert float(found["test_p_adjusted:rail"]["value"]) == rail.adjusted
    assert found["test_p:boat"]["withheld"]
    assert found["test_f:mean"]["answer_label"] == "Mean: Wald F of the means"


def test_tests_come_back_as_they_were_kept(surveyed: Results) -> None:
    assert results_from_plain(json.loads(json.dumps(plain_results(surveyed)))) == surveyed

"""Tables of results put together, as somebody would who wants to know what one withholds from what others show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire
from placewright.questionnaires.recipe import Recipe, Stratum
from placewright.questionnaires.results import Plan, make_results
from placewright.questionnaires.results_coding import Reply, reply_of
from placewright.questionnaires.results_model import Results, Table
from placewright.questionnaires.standing import Standing

FloatArray = NDArray[np.float64]

SIZES = {"ward": 3, "age": 4}
QUESTIONS = tuple(
    Question(code, QuestionKind.SINGLE, code, options=tuple(Option(f"{code}{at}", f"{code}{at}") for at in range(many)))
    for code, many in SIZES.items()
)
ASKED = Questionnaire("two", "Two", pages=(Page("p", groups=(Group("g", questions=QUESTIONS),)),))
PLAN = Plan(Standing.CONSULTATION, breakdowns=tuple(SIZES))
# the number of people by ward (line) and age (column); one of them could be read from both tables of the pair together
ONCE_WORKED_OUT = (
    [[30, 96, 33, 1], [4, 12, 53, 33], [27, 15, 13, 30]],
    [[10, 72, 8, 20], [51, 0, 23, 5], [11, 12, 59, 38]],
    [[14, 5, 17, 25], [9, 13, 23, 3], [24, 5, 2, 9]],
)


@pytest.mark.parametrize("counts", ONCE_WORKED_OUT)
def test_no_small_number_follows_from_two_breakdowns_that_are_crossed(counts: list[list[int]]) -> None:
    held = np.array(counts)

    assert _worked_out(make_results(ASKED, _replies(held), PLAN, layout=4), held), "the tables are a case in point"
    assert not _worked_out(make_results(ASKED, _replies(held), PLAN), held)


def test_of_two_breakdowns_the_later_is_broken_down_by_the_earlier_alone() -> None:
    results = make_results(ASKED, _replies(np.full((3, 4), 20)), PLAN)

    assert [(table.code, table.by) for one in results.questions for table in one.tables if table.by] == [
        ("age", "ward")
    ]


def test_how_many_answered_in_a_small_stratum_does_not_follow_from_the_others() -> None:
    answered = {"a": 60, "b": 40, "c": 4}
    replies = [
        replace(reply, reference=f"{code}{reply.reference}", stratum=code)
        for code, number in answered.items()
        for reply in _replies(np.array([[number, 0, 0, 0], [0] * 4, [0] * 4]))
    ]
    strata = tuple(Stratum(code, code, 1_000, 200) for code in answered)

    results = make_results(ASKED, replies, Plan(Standing.SURVEY, Recipe("people", "people", strata=strata)))

    assert results.respondents == 104
    assert [one.answered for one in results.strata] == [60, None, None]


def _replies(counts: NDArray[np.int64]) -> list[Reply]:
    pairs = [at for at, number in np.ndenumerate(counts) for _ in range(int(number))]
    return [
        reply_of(ASKED, f"r{number:05}", {"ward": f"ward{ward}", "age": f"age{age}"}, flagged=False)
        for number, (ward, age) in enumerate(pairs)
    ]


def _worked_out(results: Results, counts: NDArray[np.int64]) -> list[tuple[int, int]]:
    """The small cells whose number follows from all tables together, and from counts not being negative."""
    known = list(_equations(results))
    left, right = np.array([one for one, _ in known]), np.array([number for _, number in known])
    found = []
    for at in zip(*np.nonzero((counts > 0) & (counts < results.threshold)), strict=True):
        aim = np.zeros(counts.shape)
        aim[at] = 1.0
        low, high = (
            sign * linprog(sign * aim.ravel(), A_eq=left, b_eq=right, bounds=(0, None), method="highs").fun
            for sign in (1.0, -1.0)
        )
        if high - low < 1:
            found.append((int(at[0]), int(at[1])))
    return found


def _equations(results: Results) -> Iterator[tuple[FloatArray, int]]:
    for question in results.questions:
        for table in question.tables:
            for at, group in enumerate(table.groups):
                inside = _cells(table.by, group.label.split(" / ")) if table.by else np.ones(tuple(SIZES.values()))
                if group.base is not None:
                    yield inside.ravel(), group.base
                for codes, count in _lines(table, at):
                    if count is not None:
                        yield (inside * _cells(table.code, codes)).ravel(), count


def _lines(table: Table, group: int) -> Iterator[tuple[list[str], int | None]]:
    every = [f"{table.code}{at}" for at in range(SIZES[table.code])]
    named = {line.code for line in table.lines}
    for line in table.lines:
        codes = [line.code] if line.code in every else [code for code in every if code not in named]
        yield codes, line.cells[group].count


def _cells(question: str, codes: list[str]) -> FloatArray:
    held = np.zeros(tuple(SIZES.values()))
    for code in codes:
        at = int(code.removeprefix(question))
        held[(at, slice(None)) if question == "ward" else (slice(None), at)] = 1.0
    return held

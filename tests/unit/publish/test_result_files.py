"""Results as files: every number or the reason why there is none, nothing that runs, and the same bytes again."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest

from accessible_sheets import faults_of
from placewright.publish.result_files import results_csv, results_json, results_xlsx
from placewright.questionnaires.results_model import (
    Amount,
    Cell,
    FigureLine,
    Group,
    Line,
    Panel,
    QuestionResult,
    Results,
    Table,
    Why,
)
from placewright.questionnaires.standing import Standing

RESULTS = Results(
    "Work",
    Standing.SURVEY,
    60,
    (
        QuestionResult(
            "q",
            "=Why?",
            "single",
            "Page",
            "",
            (
                Table(
                    "q",
                    "=Why?",
                    Panel.ALL,
                    (Group("", "All", 60, 51.2),),
                    60,
                    (
                        Line("a", "@home", (Cell(share=0.25, low=0.1, high=0.4, effective=50.0),)),
                        Line("b", "Away", (Cell(why=Why.SMALL),)),
                    ),
                    (FigureLine("mean", "Mean", (Amount(why=Why.DOMINANCE),)),),
                ),
            ),
        ),
    ),
    method=("A sample was drawn.",),
)


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(results_csv(RESULTS).decode("utf-8-sig"))))


def test_each_number_has_its_base_effective_size_and_interval() -> None:
    first = _rows()[0]

    assert (first["base"], first["effective_size"]) == ("60", "51.2")
    assert (first["share"], first["low"], first["high"], first["withheld"]) == ("0.25", "0.1", "0.4", "")


def test_what_is_withheld_says_why_and_holds_no_number() -> None:
    _, small, mean = _rows()

    assert small["withheld"] == "too few answers"
    assert small["count"] == small["share"] == small["low"] == ""
    assert (mean["answer"], mean["value"], mean["withheld"]) == ("mean", "", "one or two make most of it")


@pytest.mark.parametrize(("unit", "expected"), [("year", ["median"]), ("GBP", ["median", "total"])])
def test_years_are_not_added_up(unit: str, expected: list[str]) -> None:
    figures = tuple(FigureLine(name, name.title(), (Amount(2012.0),)) for name in ("median", "total"))
    (question,) = RESULTS.questions
    table = replace(question.tables[0], lines=(), figures=figures)
    founded = replace(RESULTS, questions=(replace(question, unit=unit, tables=(table,)),))
    rows = csv.DictReader(StringIO(results_csv(founded).decode("utf-8-sig")))
    assert [row["answer"] for row in rows] == expected


def test_no_text_is_a_formula() -> None:
    assert {row["label"] for row in _rows()} == {"'=Why?"}
    assert _rows()[0]["answer_label"] == "'@home"
    book = openpyxl.load_workbook(BytesIO(results_xlsx(RESULTS, {}, day=date(2026, 1, 1))))
    assert book["Tables"]["B5"].data_type == "s"


def test_a_workbook_of_results_follows_the_checklist_for_accessible_ones_and_marks_what_is_withheld() -> None:
    content = results_xlsx(RESULTS, {}, day=date(2026, 1, 1))
    assert faults_of(content) == []
    heads, first, small, _mean = openpyxl.load_workbook(BytesIO(content))["Tables"].iter_rows(
        min_row=4, values_only=True
    )
    assert [row[heads.index("Share")] for row in (first, small)] == [0.25, "[c]"]


def test_a_workbook_says_first_that_answers_are_invented() -> None:
    content = results_xlsx(RESULTS, {"data": "0" * 64}, mark="REHEARSAL", day=date(2026, 1, 1))

    assert openpyxl.load_workbook(BytesIO(content))["About"]["A1"].value == "REHEARSAL"


def test_the_same_results_give_the_same_bytes() -> None:
    made = {"data": "0" * 64}

    assert results_csv(RESULTS) == results_csv(RESULTS)
    assert results_xlsx(RESULTS, made, day=date(2026, 1, 1)) == results_xlsx(RESULTS, made, day=date(2026, 1, 1))
    assert json.loads(results_json(RESULTS, made))["made_of"] == made

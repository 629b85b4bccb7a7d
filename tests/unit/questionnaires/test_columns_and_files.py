"""Answers lie in columns that line up across versions, and come back from every kind of file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pyreadstat

from placewright.publish.answer_files import as_csv, as_parquet, as_xlsx, dictionary_csv
from placewright.publish.answer_table import AnswerTable
from placewright.publish.spss_file import as_spss
from placewright.questionnaires.columns import Column, Missing, cells_of, columns_of
from placewright.questionnaires.model import Option
from unit.questionnaires.asked import ANSWERS, EVERY_KIND, SIZES


def table(answers: dict[str, object] = ANSWERS, *, withhold: frozenset[str] = frozenset()) -> AnswerTable:
    columns = columns_of([EVERY_KIND])
    rows = [["ab12", *cells_of(columns, EVERY_KIND, held, withhold=withhold)] for held in (answers, {"size": "micro"})]
    leading = (Column("reference", "", label="Reference"),)
    return AnswerTable("Work in the Vale", ("Invented.",), leading, columns, rows, date(2026, 11, 28))


def row(answers: dict[str, object], *, withhold: frozenset[str] = frozenset()) -> dict[str, object]:
    columns = columns_of([EVERY_KIND])
    cells = cells_of(columns, EVERY_KIND, answers, withhold=withhold)
    return {column.name: cell for column, cell in zip(columns, cells, strict=True)}


def test_every_kind_of_question_has_its_cells() -> None:
    found = row(ANSWERS)
    assert found["barriers__skills"] == 1
    assert found["barriers__none"] == 0
    assert found["barriers__other__words"] == "=SUM(trains)"
    assert (found["order__space"], found["order__skills"]) == (1, 2)
    assert (found["agree__homes"], found["agree__rail"]) == ("yes", Missing.NO_ANSWER)
    assert found["sales"] is Missing.DECLINED
    assert found["staff"] == 12


def test_what_a_ranking_left_out_has_no_rank() -> None:
    found = row({"size": "micro", "order": ["skills"]})
    assert (found["order__space"], found["order__skills"]) == (Missing.NO_ANSWER, 1)


def test_not_asked_and_not_answered_are_told_apart() -> None:
    found = row({"size": "micro"})
    assert found["staff"] is Missing.NOT_ASKED
    assert found["mood"] is Missing.NO_ANSWER


def test_names_of_people_have_no_column_and_withheld_words_are_said_to_be_withheld() -> None:
    found = row(ANSWERS, withhold=frozenset({"more", "barriers.other"}))
    assert "name" not in found
    assert "thanks" not in found
    assert found["more"] is Missing.WITHHELD
    assert found["barriers__other__words"] is Missing.WITHHELD


def test_versions_line_up_by_code_and_old_options_come_last() -> None:
    question = EVERY_KIND.pages[0].groups[0].questions[0]
    changed = replace(question, options=(*SIZES[:2], Option("none", "Nobody")))
    group = replace(EVERY_KIND.pages[0].groups[0], questions=(changed,))
    newer = replace(EVERY_KIND, pages=(replace(EVERY_KIND.pages[0], groups=(group,)),))
    columns = columns_of([EVERY_KIND, newer])
    assert list(columns[0].values) == ["micro", "larger", "none", "unsure"]
    assert "mood" in {column.name for column in columns}
    assert cells_of(columns, newer, {"size": "none"}, withhold=frozenset())[0] == "none"


def test_a_csv_file_runs_no_formula_and_keeps_numbers() -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(table()).decode("utf-8-sig"))))
    assert lines[0]["barriers__other__words"] == "'=SUM(trains)"
    assert lines[0]["staff"] == "12"
    assert lines[1]["staff"] == "-97"


def test_a_workbook_holds_text_as_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(table())))
    page = book["Answers"]
    key = {row[1].value: row[0].value for row in book["Columns"]}
    at = [cell.value for cell in page[1]].index(key["barriers__other__words"])
    assert page[1][at].value != "barriers__other__words", "columns have the words of the question"
    assert page[2][at].value == "=SUM(trains)"
    assert page[2][at].data_type != "f" or page[2][at].data_type == "s"
    assert as_xlsx(table()) == as_xlsx(table())


def test_parquet_has_nothing_where_there_is_no_answer_and_says_why() -> None:
    held = pq.read_table(io.BytesIO(as_parquet(table()))).to_pylist()
    assert held[0]["staff"] == 12.0
    assert held[1]["staff"] is None
    assert held[1]["staff__missing"] == "not asked"


def test_spss_has_labels_and_declared_missing_values(tmp_path: Path) -> None:
    path = tmp_path / "answers.sav"
    path.write_bytes(as_spss(table()))
    frame, about = pyreadstat.read_sav(str(path), user_missing=True)
    assert about.column_names_to_labels["size"] == "How many work there?"
    assert about.variable_value_labels["size"][2.0] == "10 people or more"
    assert about.missing_ranges["staff"] == [{"lo": -99.0, "hi": -96.0}]
    assert list(frame["staff"]) == [12.0, -97.0]
    assert list(frame["barriers__skills"]) == [1.0, -98.0]


def test_the_dictionary_explains_every_value_and_every_missing_code() -> None:
    lines = list(csv.DictReader(io.StringIO(dictionary_csv(table()).decode("utf-8-sig"))))
    of_size = {line["value"]: line for line in lines if line["column"] == "size"}
    assert of_size["micro"]["value_label"] == "Under 10 people"
    assert of_size["micro"]["number_in_spss"] == "1"
    assert of_size["unsure"]["missing"] == "yes"
    assert of_size["-97"]["value_label"] == "not asked"

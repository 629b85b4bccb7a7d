"""Every questionnaire that passes its check can be opened in SPSS, whatever its codes, languages and answers are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from placewright.publish.answer_files import as_csv, as_parquet, as_xlsx, dictionary_csv
from placewright.publish.answer_table import AnswerTable
from placewright.publish.spss_file import as_spss, spss_names
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.columns import Column, cells_of, columns_of
from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire

LONG = "a" * 32


def _table(question: Question, answers: Iterable[dict[str, object]], *, about: str = "Invented.") -> AnswerTable:
    asked = Questionnaire("vale", "Vale", pages=(Page("all", groups=(Group("all", questions=(question,)),)),))
    assert check_questionnaire(asked) == ()
    columns = columns_of([asked])
    rows = [[f"r{at}", *cells_of(columns, asked, one, withhold=frozenset())] for at, one in enumerate(answers)]
    leading = (Column("reference", "", label="Reference"),)
    return AnswerTable("Vale", (about,), leading, columns, rows, date(2026, 11, 28))


def _opened(table: AnswerTable, folder: Path) -> tuple[Any, Any]:
    path = folder / "answers.sav"
    path.write_bytes(as_spss(table))
    return pyreadstat.read_sav(str(path), user_missing=True)


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (("east-side", "west"), ["q__east_side", "q__west"]),
        (("a-b", "a_b"), ["q__a_b_2", "q__a_b"]),
        (("a", "A"), ["q__a", "q__A_2"]),
    ],
)
def test_options_of_every_code_get_a_variable_of_their_own(
    options: tuple[str, ...], names: list[str], tmp_path: Path
) -> None:
    question = Question("q", QuestionKind.MULTIPLE, "Q", options=tuple(Option(code, code) for code in options))

    frame, about = _opened(_table(question, [{"q": [options[0]]}]), tmp_path)

    assert list(frame.columns) == ["reference", *names]
    assert frame[names[0]].tolist() == [1.0]
    assert all(label.endswith(f"Q: {code}") for label, code in zip(about.column_labels[1:], options, strict=True))


def test_areas_beside_an_option_have_numbers_with_their_names(tmp_path: Path) -> None:
    where = Question(
        "where", QuestionKind.AREA, "Where?", areas=("E07000240", "E07000243"), options=(Option("out", "Outside"),)
    )

    frame, about = _opened(_table(where, [{"where": "E07000243"}, {"where": "out"}, {"where": "E07000240"}]), tmp_path)

    said = [about.variable_value_labels["where"][value] for value in frame["where"]]
    assert said == ["Stevenage", "Outside", "St Albans"]


@pytest.mark.parametrize("kind", [QuestionKind.DATE, QuestionKind.SHORT_TEXT])
def test_why_a_text_or_a_date_is_missing_stands_beside_it(kind: QuestionKind, tmp_path: Path) -> None:
    question = Question("since", kind, "Since when?", may_decline=True)
    answers: list[dict[str, object]] = [{"since": "2020-02-28"}, {}, {"since": "prefer-not-to-say"}]

    frame, about = _opened(_table(question, answers), tmp_path)

    assert frame["since"].tolist() == ["2020-02-28", "", ""]
    labels = about.variable_value_labels["since__missing"]
    assert [labels.get(value) for value in frame["since__missing"]] == [None, "no answer", "preferred not to say"]


def test_names_that_are_too_long_stay_apart(tmp_path: Path) -> None:
    options = tuple(Option(f"{'b' * 31}{at}", "B", words=True) for at in range(3))
    question = Question(LONG, QuestionKind.MULTIPLE, "Q", options=options)

    frame, _about = _opened(_table(question, [{LONG: [options[1].code]}]), tmp_path)

    assert len({name.casefold() for name in frame.columns}) == 10  # three texts, each with why it is missing
    assert max(map(len, frame.columns)) <= 64


@pytest.mark.parametrize("word", ["all", "by", "to", "with", "not"])
def test_no_variable_is_called_like_a_word_of_the_program(word: str, tmp_path: Path) -> None:
    frame, about = _opened(_table(Question(word, QuestionKind.SHORT_TEXT, "Q"), [{word: "x"}]), tmp_path)

    assert list(frame.columns) == ["reference", f"{word}_asked"]
    assert about.column_labels[1] == f"{word}: Q"


def test_words_of_any_alphabet_are_cut_where_they_fit_and_never_within_a_letter(tmp_path: Path) -> None:
    option = Option("a", "\u0645" * 200)
    question = Question("q", QuestionKind.SINGLE, "\u0645" * 300, options=(option,))

    _frame, about = _opened(_table(question, [{"q": "a"}], about="\u0645 " * 300 + "\u0645" * 200), tmp_path)

    assert about.column_labels[1] == "\u0645" * 127
    assert about.variable_value_labels["q"][1.0] == "\u0645" * 60


def test_a_long_text_and_one_with_a_sign_that_ends_texts_are_kept_as_far_as_they_fit(tmp_path: Path) -> None:
    table = _table(Question("q", QuestionKind.LONG_TEXT, "Q"), [{"q": "\u0645" * 20_000}, {"q": "a\x00b"}])

    frame, _about = _opened(table, tmp_path)

    assert frame["q"].tolist() == ["\u0645" * 16_383, "ab"]


def test_a_number_that_somebody_answered_is_never_taken_for_a_missing_one(tmp_path: Path) -> None:
    table = _table(Question("q", QuestionKind.NUMBER, "Change"), [{"q": -98.0}, {}])

    frame, about = _opened(table, tmp_path)

    assert frame["q"].tolist() == [-98.0, -9998.0]
    assert about.missing_ranges["q"] == [{"lo": -9999.0, "hi": -9996.0}]
    assert as_csv(table).decode("utf-8-sig").splitlines()[1:] == ["r0,-98.0", "r1,-9998"]
    lines = list(csv.DictReader(io.StringIO(dictionary_csv(table).decode("utf-8-sig"))))
    assert {line["value"]: line["value_label"] for line in lines if line["column"] == "q"}["-9998"] == "no answer"
    assert as_xlsx(table)
    assert as_parquet(table)


def test_the_dictionary_names_each_variable() -> None:
    question = Question("q", QuestionKind.MULTIPLE, "Q", options=(Option("a-b", "A"),))

    lines = list(csv.DictReader(io.StringIO(dictionary_csv(_table(question, [])).decode("utf-8-sig"))))

    assert {line["column"]: line["name_in_spss"] for line in lines} == {"reference": "reference", "q__a-b": "q__a_b"}


def test_no_answer_at_all_gives_a_file_too(tmp_path: Path) -> None:
    frame, _about = _opened(_table(Question("q", QuestionKind.NUMBER, "Q"), []), tmp_path)

    assert list(frame.columns) == ["reference", "q"]
    assert spss_names([]) == []

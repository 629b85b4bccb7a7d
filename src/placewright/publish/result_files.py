"""Results as files: the checked tables as CSV, XLSX and JSON, each with what may and may not be said of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date

from placewright.core.csv_cells import plain_cell
from placewright.core.words import gettext, marked
from placewright.publish.data import add_sheet, sheet_styles
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.publish.views_data import Sheet, SheetColumn
from placewright.questionnaires.results_model import (
    GroupTest,
    Results,
    Statistic,
    Table,
    Why,
    plain_results,
)
from placewright.questionnaires.results_words import (
    Say,
    figure_words,
    frozen_words,
    group_words,
    line_words,
    method_words,
    why_words,
)

_HEADS = (
    "question", "table", "label", "who", "broken_down_by", "group", "base", "effective_size", "answer", "answer_label",
    "count", "share", "low", "high", "value", "unit", "withheld",
)  # fmt: skip

_NUMBERS = frozenset({"base", "effective_size", "count", "share", "low", "high", "value"})
_WORDY = frozenset({"label", "broken_down_by", "group", "answer_label", "withheld"})
_IN_SHEETS = {
    "label": marked("Question, or row of it"), "who": marked("Who"), "broken_down_by": marked("Broken down by"),
    "group": marked("Group"), "answer_label": marked("Answer"), "count": marked("Answers, counted"),
    "share": marked("Share"), "low": marked("Interval from"), "high": marked("Interval to"),
    "value": marked("Figure"), "unit": marked("Unit"), "base": marked("How many answered"),
    "effective_size": marked("Worth as many that weigh the same"), "withheld": marked("Why withheld"),
    "question": marked("Code of the question"), "table": marked("Code of the table"),
    "answer": marked("Code of the answer"),
}  # fmt: skip
"""The columns of the workbook, in its order: what is read first, codes for joining with other files last."""
_ASKED = marked("Asked")
_COLUMNS = (
    SheetColumn(_ASKED, width=44, wraps=True),
    *(
        SheetColumn(words, "number", 4, 12)
        if head in _NUMBERS
        else SheetColumn(words, width=44 if head in _WORDY else 18, wraps=head in _WORDY)
        for head, words in _IN_SHEETS.items()
    ),
)

Cell = str | float | int | None

_STATISTICS = {Statistic.RAO_SCOTT: marked("Rao-Scott F"), Statistic.WALD: marked("Wald F of the means")}
_SHEET_NAME = 31
"""The most characters that the name of a sheet may have."""


def results_csv(results: Results, *, mark: str = "") -> bytes:
    """One line for each number, and for each that is withheld, with the reason; in English, the same for everybody.

    Args:
        mark: what stands first on every line, such as that everything is invented.
    """
    held = io.StringIO()
    lines = csv.writer(held, lineterminator="\r\n")
    lines.writerow(("rehearsal", *_HEADS) if mark else _HEADS)
    for row in result_rows(results, str):
        lines.writerow(_safe(cell) for cell in ((mark, *row) if mark else row))
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def results_json(results: Results, frozen: Mapping[str, str]) -> bytes:
    """The tables as they are kept, with the digests of what they were made of; the same for everybody."""
    content = {"results": plain_results(results), "made_of": dict(frozen)}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def results_xlsx(results: Results, frozen: Mapping[str, str], *, mark: str = "", day: date) -> bytes:
    """A workbook: about, tables, in the language that is spoken. Text is written as text, so that nothing is a formula.

    Args:
        mark: what stands on top of the first sheet, such as that everything is invented.
        day: of the file's properties, so that equal results give equal bytes.
    """
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    about = book.add_worksheet(gettext("About")[:_SHEET_NAME])
    about.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
    digests = [f"{name}: {value}" for name, value in frozen_words(frozen)]
    lines = [mark, results.title, *method_words(results), gettext("Made of (SHA-256):"), *digests]
    for number, line in enumerate(line for line in lines if line):
        about.write_string(number, 0, line, bold if number == 0 else None)
    asked = {question.code: question.label for question in results.questions}
    rows = tuple(_in_sheet(asked, row) for row in result_rows(results, gettext))
    intro = (
        gettext(
            "[c]: withheld; a column says why. [z]: does not apply to this line. CSV and JSON have the same codes."
        ),
    )
    add_sheet(book, Sheet(gettext("Tables"), results.title, _COLUMNS, rows, intro), sheet_styles(book))
    book.set_properties({"title": results.title})
    book.close()
    return repeatable_zip(held.getvalue(), day=day)


def result_rows(results: Results, say: Say) -> Iterator[tuple[Cell, ...]]:
    """The numbers of all tables as lines under one head; `say` gives the program's words in a language."""
    for question in results.questions:
        for table in question.tables:
            yield from _rows(question.code, question.unit, table, say)
    labels = {table.code: question for question in results.questions for table in question.tables}
    group = say(marked("Without answers to be looked at"))
    for one in results.flagged.changes:
        start = (labels[one.question].code, one.question, one.label, one.panel.value, "flagged", group, None, None)
        yield (*start, one.answer, one.answer_label, one.without, one.share_without, None, None, None, "", "")

    by_name = say(marked("Under its name"))
    for body in results.named:
        for answer in body.answers:
            code = answer.question.partition(".")[0]
            start = (code, answer.question, answer.label, "organisations", "organisation", body.name, None, None)
            yield (*start, by_name, answer.answer, 1, None, None, None, None, "", "")


def _rows(code: str, unit: str, table: Table, say: Say) -> Iterator[tuple[Cell, ...]]:
    whole = (code, table.code, table.label, table.panel.value, table.by)
    figures = [figure for figure in table.figures if unit != "year" or figure.code != "total"]  # years do not add up
    for at, group in enumerate(table.groups):
        start = (*whole, group_words(group, say), group.base, group.effective)
        if not table.lines and not table.figures:
            why = why_words(Why.BASE, say) if group.base is None else ""
            yield (*start, "answered", say(marked("Answered")), group.base, None, None, None, None, "", why)
        for line in table.lines:
            cell = line.cells[at]
            numbers = (cell.count, cell.share, cell.low, cell.high)
            yield (*start, line.code, line_words(line, say), *numbers, None, "", why_words(cell.why, say))
        for figure in figures:
            amount = figure.amounts[at]
            numbers = (None, None, amount.low, amount.high)
            label, why = figure_words(figure, say), why_words(amount.why, say)
            yield (*start, figure.code, label, *numbers, amount.value, unit, why)
    if table.test is not None:
        yield from _of_test(whole, table.test, say)
    named = [((line.code, line_words(line, say)), line.test) for line in table.lines]
    named += [((figure.code, figure_words(figure, say)), figure.test) for figure in figures]
    for of, test in named:
        if test is not None:
            yield from _of_test(whole, test, say, of)


def _of_test(
    start: tuple[Cell, ...], test: GroupTest, say: Say, of: tuple[str, str] = ("", "")
) -> Iterator[tuple[Cell, ...]]:
    """The figures of a test of whether groups differ, which belong to no one group; `of` names one line of a table."""
    figures = [
        ("test_f", _STATISTICS[test.of], test.statistic),
        ("test_df1", marked("First degrees of freedom"), test.numerator_df),
        ("test_df2", marked("Second degrees of freedom"), test.denominator_df),
        ("test_p", marked("p: the chance of such differences where the groups are alike"), test.p),
    ]
    if test.adjusted is not None:
        figures.append(("test_p_adjusted", marked("p, for having tested several answers"), test.adjusted))
    why = why_words(test.why, say)
    for name, label, value in figures:
        code, words = (f"{name}:{of[0]}", f"{of[1]}: {say(label)}") if of[0] else (name, say(label))
        yield (*start, "", None, None, code, words, None, None, None, None, value, "", why)


def _in_sheet(asked: Mapping[str, str], row: tuple[Cell, ...]) -> tuple[str | float | int, ...]:
    """A line of the workbook: the words of the question before all, and those of the question it is broken down by."""
    held = dict(zip(_HEADS, row, strict=True))
    held["broken_down_by"] = asked.get(str(held["broken_down_by"]), held["broken_down_by"])
    shown = (_marked(held[head], head, held["withheld"]) for head in _IN_SHEETS)
    return (asked.get(str(held["question"]), str(held["question"])), *shown)


def _marked(cell: Cell, head: str, withheld: Cell) -> str | float | int:
    """A cell of a workbook, in which none is empty."""
    if cell is not None and cell != "":
        return cell
    return "[c]" if withheld and head in _NUMBERS else "[z]"


def _safe(cell: Cell) -> Cell:
    return plain_cell(cell) if isinstance(cell, str) else cell

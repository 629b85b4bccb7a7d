"""Results as files: the checked tables as CSV, XLSX and JSON, each with what may and may not be said of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date

from placewright.core.csv_cells import plain_cell
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.questionnaires.results_model import WHY_WORDS, GroupTest, Results, Table, Why, plain_results

_HEADS = (
    "question", "table", "label", "who", "broken_down_by", "group", "base", "effective_size", "answer", "answer_label",
    "count", "share", "low", "high", "value", "unit", "withheld",
)  # fmt: skip

Cell = str | float | int | None


def results_csv(results: Results) -> bytes:
    """One line for each number, and for each that is withheld, with the reason."""
    held = io.StringIO()
    lines = csv.writer(held, lineterminator="\r\n")
    lines.writerow(_HEADS)
    for row in result_rows(results):
        lines.writerow(_safe(cell) for cell in row)
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def results_json(results: Results, frozen: Mapping[str, str]) -> bytes:
    """The tables as they are kept, with the digests of what they were made of."""
    content = {"results": plain_results(results), "made_of": dict(frozen)}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def results_xlsx(results: Results, frozen: Mapping[str, str], *, mark: str = "", day: date) -> bytes:
    """A workbook: about, tables. Text is written as text, so that nothing runs as a formula.

    Args:
        mark: what stands on top of the first sheet, such as that everything is invented.
        day: of the file's properties, so that equal results give equal bytes.
    """
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    about = book.add_worksheet("About")
    about.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
    digests = [f"{name}: {value}" for name, value in sorted(frozen.items())]
    lines = [mark, results.title, *results.method, "Made of (SHA-256):", *digests]
    for number, line in enumerate(line for line in lines if line):
        about.write_string(number, 0, line, bold if number == 0 else None)
    page = book.add_worksheet("Tables")
    for across, head in enumerate(_HEADS):
        page.write_string(0, across, head, bold)
    for down, row in enumerate(result_rows(results), 1):
        for across, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(down, across, cell)
            elif cell is not None:
                page.write_number(down, across, cell)
    page.freeze_panes(1, 0)
    page.set_column(2, 2, 50)
    book.set_properties({"title": results.title})
    book.close()
    return repeatable_zip(held.getvalue(), day=day)


def result_rows(results: Results) -> Iterator[tuple[Cell, ...]]:
    """The numbers of all tables as lines under one head."""
    for question in results.questions:
        for table in question.tables:
            yield from _rows(question.code, question.unit, table)


def _rows(code: str, unit: str, table: Table) -> Iterator[tuple[Cell, ...]]:
    for at, group in enumerate(table.groups):
        start = (code, table.code, table.label, table.panel.value, table.by, group.label, group.base, group.effective)
        if not table.lines and not table.figures:
            yield (*start, "answered", "Answered", group.base, None, None, None, None, "", _why(group.base))
        for line in table.lines:
            cell = line.cells[at]
            numbers = (cell.count, cell.share, cell.low, cell.high)
            yield (*start, line.code, line.label, *numbers, None, "", WHY_WORDS.get(cell.why, ""))
        for figure in table.figures:
            amount = figure.amounts[at]
            numbers = (None, None, amount.low, amount.high)
            yield (*start, figure.code, figure.label, *numbers, amount.value, unit, WHY_WORDS.get(amount.why, ""))
    if table.test is not None:
        yield from _of_test((code, table.code, table.label, table.panel.value, table.by), table.test)


def _of_test(start: tuple[Cell, ...], test: GroupTest) -> Iterator[tuple[Cell, ...]]:
    """The figures of a test of whether groups differ, which belong to no one group."""
    figures = (
        ("test_f", "Rao-Scott F", test.statistic),
        ("test_df1", "First degrees of freedom", test.numerator_df),
        ("test_df2", "Second degrees of freedom", test.denominator_df),
        ("test_p", "p: the chance of such differences where the groups are alike", test.p),
    )
    why = WHY_WORDS.get(test.why, "")
    for code, label, value in figures:
        yield (*start, "", None, None, code, label, None, None, None, None, value, "", why)


def _why(base: int | None) -> str:
    return WHY_WORDS[Why.BASE] if base is None else ""


def _safe(cell: Cell) -> Cell:
    return plain_cell(cell) if isinstance(cell, str) else cell

"""Answers as files for other tools: CSV, XLSX and Parquet, with the data dictionary of all; see `spss_file`."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from placewright.core.csv_cells import plain_cell
from placewright.publish.answer_table import AnswerTable, has_words
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.publish.spss_file import spss_names, spss_numbers
from placewright.questionnaires.columns import MISSING_WORDS, Cell, Missing

_LONGEST_CELL = 32_767
_LONGEST_HEAD = 160
"""The most characters of a column's head before its code; a marked table takes 255."""
_HEADS = (
    "column", "question", "label", "kind", "unit", "value", "number_in_spss", "value_label", "missing", "name_in_spss",
)  # fmt: skip
_IN_SHEETS = {
    "number_in_spss": "number in SPSS", "value_label": "label of the value", "name_in_spss": "name in SPSS",
}  # fmt: skip


def as_csv(table: AnswerTable) -> bytes:
    """UTF-8 with a mark for spreadsheets; numbers and missing codes as they are, text never as a formula."""
    held = io.StringIO()
    lines = csv.writer(held, lineterminator="\r\n")
    lines.writerow(column.name for column in table.all_columns)
    for row in _coded(table):
        lines.writerow(_in_csv(cell) for cell in row)
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def dictionary_csv(table: AnswerTable) -> bytes:
    """The data dictionary: one line for each value of each column, and what the missing codes mean."""
    held = io.StringIO()
    lines = csv.writer(held, lineterminator="\r\n")
    lines.writerow(_HEADS)
    for line in dictionary_lines(table):
        lines.writerow(_in_csv(item) for item in line)
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def dictionary_lines(table: AnswerTable) -> list[tuple[str | int, ...]]:
    """The lines of the data dictionary."""
    found: list[tuple[str | int, ...]] = []
    names, codes = spss_names(table.all_columns), table.missing_codes
    for column, name, of in zip(table.all_columns, names, codes, strict=True):
        start = (column.name, column.question, column.label, column.kind, column.unit)
        numbers = spss_numbers(column)
        values = list(column.values.items()) or [("", "")]
        for value, label in values:
            skipped = "yes" if value in column.missing else ""
            found.append((*start, value, numbers.get(value, ""), label, skipped, name))
        if column in table.columns:
            missing = ((of[reason], words) for reason, words in MISSING_WORDS.items())
            found.extend((*start, code, code, words, "yes", name) for code, words in missing)
    return found


def as_xlsx(table: AnswerTable) -> bytes:
    """A workbook: about, answers under the words of the questions, which code each column has, data dictionary.

    Text is written as text, so that nothing runs as a formula.
    """
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    about = book.add_worksheet("About")
    about.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    for number, line in enumerate((table.title, *table.about)):
        about.write_string(number, 0, line, bold if number == 0 else None)
    heads = worded_heads(table)
    _sheet(book.add_worksheet("Answers"), heads, _coded(table), bold)
    key = [(words, column.name) for words, column in zip(heads, table.all_columns, strict=True)]
    _sheet(book.add_worksheet("Columns"), ("column of Answers", "its code in other files and below"), key, bold)
    heads = [_IN_SHEETS.get(head, head) for head in _HEADS]
    _sheet(book.add_worksheet("Data dictionary"), heads, dictionary_lines(table), bold)
    book.set_properties({"title": table.title})
    book.close()
    return repeatable_zip(held.getvalue(), day=table.day)


def worded_heads(table: AnswerTable) -> list[str]:
    """The heads of the columns in words; where two have the same or they are long, the code stands behind them."""
    brief = [" ".join(column.label.split())[:_LONGEST_HEAD] or column.name for column in table.all_columns]
    times = Counter(words.casefold() for words in brief)
    return [
        words if times[words.casefold()] == 1 and len(words) < _LONGEST_HEAD else f"{words} ({column.name})"
        for words, column in zip(brief, table.all_columns, strict=True)
    ]


def as_parquet(table: AnswerTable) -> bytes:
    """Typed columns: what is missing is null, and why stands in a second column, `NAME__missing`, where any is."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays, fields = [], []
    for number, column in enumerate(table.all_columns):
        cells = [row[number] for row in table.rows]
        kind = pa.float64() if column.kind in {"number", "ticked"} and not has_words(cells) else pa.string()
        held = [None if isinstance(cell, Missing) else _typed(cell, kind == pa.float64()) for cell in cells]
        about = {"label": column.label, "question": column.question, "unit": column.unit}
        about |= {f"value {value}": label for value, label in column.values.items()}
        arrays.append(pa.array(held, kind))
        fields.append(pa.field(column.name, kind, metadata={key: text for key, text in about.items() if text}))
        if any(isinstance(cell, Missing) for cell in cells):
            why = [MISSING_WORDS[cell] if isinstance(cell, Missing) else None for cell in cells]
            arrays.append(pa.array(why, pa.string()))
            fields.append(pa.field(f"{column.name}__missing", pa.string()))
    about_all = {"title": table.title, "about": "\n".join(table.about)}
    out = io.BytesIO()
    pq.write_table(pa.table(arrays, schema=pa.schema(fields, metadata=about_all)), out, compression="zstd")
    return out.getvalue()


def _coded(table: AnswerTable) -> list[list[str | float | int]]:
    """The rows with the codes of what is missing."""
    codes = table.missing_codes
    return [
        [of[cell] if isinstance(cell, Missing) else cell for cell, of in zip(row, codes, strict=True)]
        for row in table.rows
    ]


def _in_csv(cell: object) -> object:
    return plain_cell(cell) if isinstance(cell, str) else cell


def _typed(cell: Cell, as_number: bool) -> object:
    return float(cell) if as_number else str(cell)


def _sheet(page: Any, heads: Sequence[str], rows: Sequence[Sequence[object]], bold: Any) -> None:
    marked = [{"header": head, "header_format": bold} for head in heads]
    name = f"answers_{page.get_name()}".casefold().replace(" ", "_")
    page.add_table(0, 0, max(len(rows), 1), len(heads) - 1, {"name": name, "style": None, "columns": marked})
    page.set_column(0, len(heads) - 1, 18)
    for down, row in enumerate(rows, 1):
        for across, cell in enumerate(row):
            if isinstance(cell, bool) or not isinstance(cell, int | float):
                text = cell.isoformat() if isinstance(cell, date) else str(cell)
                page.write_string(down, across, text[:_LONGEST_CELL])
            else:
                page.write_number(down, across, cell)
    page.freeze_panes(1, 0)

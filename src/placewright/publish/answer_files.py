"""Answers as files for other tools: CSV, XLSX, Parquet and SPSS, each with its data dictionary."""

from __future__ import annotations

import csv
import io
import tempfile
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from placewright.core.csv_cells import plain_cell
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.questionnaires.columns import MISSING_WORDS, Cell, Column, Missing

_LONGEST_CELL = 32_767
_SPSS_LINE = 80


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Responses as rows. `leading` are columns that are not questions: reference, state, weight and the like."""

    title: str
    about: tuple[str, ...]
    """What must be said with the file: how the answers came in, and what may not be said of them."""
    leading: tuple[Column, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    day: date
    """The day of the state that is exported; it stands in files' properties, so that equal states give equal bytes."""

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Leading columns, then those of questions."""
        return (*self.leading, *self.columns)


def as_csv(table: AnswerTable) -> bytes:
    """UTF-8 with a mark for spreadsheets; numbers and missing codes as they are, text never as a formula."""
    held = io.StringIO()
    lines = csv.writer(held, lineterminator="\r\n")
    lines.writerow(column.name for column in table.all_columns)
    for row in table.rows:
        lines.writerow(_in_csv(cell) for cell in row)
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def dictionary_csv(table: AnswerTable) -> bytes:
    """The data dictionary: one line for each value of each column, and what the missing codes mean."""
    held = io.StringIO()
    lines = csv.writer(held, lineterminator="\r\n")
    lines.writerow(("column", "question", "label", "kind", "unit", "value", "number_in_spss", "value_label", "missing"))
    for line in dictionary_lines(table):
        lines.writerow(_in_csv(item) for item in line)
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def dictionary_lines(table: AnswerTable) -> list[tuple[str | int, ...]]:
    """The lines of the data dictionary."""
    found: list[tuple[str | int, ...]] = []
    for column in table.all_columns:
        start = (column.name, column.question, column.label, column.kind, column.unit)
        numbers = spss_numbers(column)
        values = list(column.values.items()) or [("", "")]
        for value, label in values:
            skipped = "yes" if value in column.missing else ""
            found.append((*start, value, numbers.get(value, ""), label, skipped))
        if column in table.columns:
            found.extend((*start, int(code), int(code), words, "yes") for code, words in MISSING_WORDS.items())
    return found


def as_xlsx(table: AnswerTable) -> bytes:
    """A workbook: about, answers, data dictionary. Text is written as text, so that nothing runs as a formula."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    about = book.add_worksheet("About")
    about.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    for number, line in enumerate((table.title, *table.about)):
        about.write_string(number, 0, line, bold if number == 0 else None)
    _sheet(book.add_worksheet("Answers"), [column.name for column in table.all_columns], table.rows, bold)
    heads = ["column", "question", "label", "kind", "unit", "value", "number in SPSS", "label of the value", "missing"]
    _sheet(book.add_worksheet("Data dictionary"), heads, dictionary_lines(table), bold)
    book.set_properties({"title": table.title})
    book.close()
    return repeatable_zip(held.getvalue(), day=table.day)


def as_parquet(table: AnswerTable) -> bytes:
    """Typed columns: what is missing is null, and why stands in a second column, `NAME__missing`, where any is."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays, fields = [], []
    for number, column in enumerate(table.all_columns):
        cells = [row[number] for row in table.rows]
        kind = pa.float64() if column.kind in {"number", "ticked"} and not _has_words(cells) else pa.string()
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


def as_spss(table: AnswerTable) -> bytes:
    """An SPSS file: variable and value labels, options as numbers (see `spss_numbers`), missing codes declared."""
    import pandas as pd
    import pyreadstat

    data: dict[str, list[object]] = {}
    labels: dict[str, dict[int | float, str]] = {}
    missing: dict[str, Any] = {}
    for number, column in enumerate(table.all_columns):
        cells = [row[number] for row in table.rows]
        numbers = spss_numbers(column)
        name = column.name[:64]
        if numbers or (column.kind in {"number", "ticked"} and not _has_words(cells)):
            data[name] = [_spss_number(cell, numbers) for cell in cells]
            known: dict[int | float, str] = {
                value: column.values[code] for code, value in numbers.items() if column.values[code]
            }
            labels[name] = known
            if column in table.columns:
                labels[name] |= {int(code): words for code, words in MISSING_WORDS.items()}
                missing[name] = [{"lo": int(min(Missing)), "hi": int(max(Missing))}]
        else:
            data[name] = ["" if isinstance(cell, Missing) else str(cell)[:_LONGEST_CELL] for cell in cells]
    frame = pd.DataFrame(data, columns=[column.name[:64] for column in table.all_columns])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            frame,
            str(path),
            file_label=table.title[:64],
            column_labels={column.name[:64]: column.label[:250] for column in table.all_columns},
            variable_value_labels=labels,
            missing_ranges=missing,
            compress=False,
            note=[line for said in table.about for line in textwrap.wrap(said, _SPSS_LINE)],
        )
        return path.read_bytes()


def spss_numbers(column: Column) -> dict[str, int]:
    """The number that stands for each value of a column of codes.

    A code that is a number stands for itself where all are; otherwise values are numbered from 1 in the order of the
    column, in which what older versions alone offered comes last.
    """
    if column.kind == "number":
        points = {value: int(value) for value in column.values if value.lstrip("-").isdigit()}
        words = (value for value in column.values if value not in points)
        return {**points, **{value: 901 + number for number, value in enumerate(words)}}
    if column.kind not in {"code", "ticked"} or not column.values:
        return {}
    if all(value.isdigit() for value in column.values):
        return {value: int(value) for value in column.values}
    return {value: number for number, value in enumerate(column.values, 1)}


def _in_csv(cell: object) -> object:
    if isinstance(cell, Missing):
        return int(cell)
    return plain_cell(cell) if isinstance(cell, str) else cell


def _has_words(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) for cell in cells)


def _typed(cell: Cell, as_number: bool) -> object:
    return float(cell) if as_number else str(cell)


def _spss_number(cell: Cell, numbers: Mapping[str, int]) -> float:
    if isinstance(cell, Missing | int | float):
        return float(cell)
    return float(numbers[cell]) if cell in numbers else float("nan")


def _sheet(page: Any, heads: Sequence[str], rows: Sequence[Sequence[object]], bold: Any) -> None:
    for across, head in enumerate(heads):
        page.write_string(0, across, head, bold)
    for down, row in enumerate(rows, 1):
        for across, cell in enumerate(row):
            if isinstance(cell, bool) or not isinstance(cell, int | float):
                text = cell.isoformat() if isinstance(cell, date) else str(cell)
                page.write_string(down, across, text[:_LONGEST_CELL])
            else:
                page.write_number(down, across, cell)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(rows), 1), max(len(heads) - 1, 0))

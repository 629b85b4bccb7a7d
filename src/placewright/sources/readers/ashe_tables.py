"""ONS Annual Survey of Hours and Earnings: pay by place, with the sampling intervals of its tables of variation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from placewright.core.errors import BadSourceFile
from placewright.core.issues import Issue, Severity
from placewright.core.quantities import Status
from placewright.records.source import Source
from placewright.sources.cells import COMMON_MARKS
from placewright.sources.readers._intervals import Floats, sampling
from placewright.sources.readers._melt import Melt, NumberColumn
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._table import Table, Words, as_text, sheet_table, whole_file
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import Sheet, Workbook, open_workbook

DIMENSIONS = ("sex", "pattern", "statistic")

_MARKS = {
    **COMMON_MARKS,
    "x": Status.SUPPRESSED,
    "..": Status.SUPPRESSED,
    ":": Status.NOT_APPLICABLE,
    "-": Status.NOT_AVAILABLE,
    ".": Status.NOT_APPLICABLE,
}
"""x: unreliable, coefficient of variation over 20 %; `..`: disclosive; `:` and `.` do not apply."""

_SHEETS: Mapping[str, tuple[str, str]] = {
    "All": ("total", "total"),
    "Male": ("male", "total"),
    "Female": ("female", "total"),
    "Full-Time": ("total", "full-time"),
    "Part-Time": ("total", "part-time"),
    "Male Full-Time": ("male", "full-time"),
    "Male Part-Time": ("male", "part-time"),
    "Female Full-Time": ("female", "full-time"),
    "Female Part-Time": ("female", "part-time"),
}
_PAY: Mapping[str, tuple[str, str, str]] = {
    "Weekly pay - Gross": ("pay-weekly", "GBP/week", "jobs"),
    "Hourly pay - Gross": ("pay-hourly", "GBP/hour", "jobs-hourly"),
    "Annual pay - Gross": ("pay-annual", "GBP/year", "jobs-annual"),
}
"""Measure and unit of each kind of pay, and the name of its jobs: those of annual pay leave out recent starts."""
_TITLE = re.compile(r"Table (\d+\.\d+)([ab])\s+(?:Coefficients of variation for )?(\w+ pay - Gross)\b")
_THOUSAND = "(thousand)"
_UNPLACED = "Not Classified"


@dataclass(frozen=True, slots=True)
class _Book:
    """An opened workbook that says which table it is: its number, whether it holds variation, its pay and its year."""

    file: SourceFile
    book: Workbook
    number: str
    is_variation: bool
    pay: str
    year: str


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Jobs and pay (median, mean, percentiles) by sex and working pattern; each table with its variation if given."""
    variations: dict[str, tuple[SourceFile, _Book]] = {}
    tables: list[SourceFile] = []
    for file in files:
        try:
            opened = _open(file, source)
        except BadSourceFile:
            tables.append(file)
            continue
        if opened.is_variation:
            variations[opened.number] = (file, opened)
        else:
            tables.append(file)
    return read_each(tables, lambda file: _read_workbook(file, variations, source))


def _open(file: SourceFile, source: Source) -> _Book:
    book = open_workbook(file)
    title = as_text(book.sheet("All").rows[0][0])
    match = _TITLE.match(title)
    if match is None or match[3] not in _PAY:
        raise BadSourceFile(f"'{title}' is no title of a table of gross pay.", where=f"{file.name}, sheet 'All'")
    year = re.search(r"\b(20\d{2})\b", title)
    return _Book(file, book, match[1], match[2] == "b", match[3], year[1] if year else source.release[:4])


def _read_workbook(file: SourceFile, variations: Mapping[str, tuple[SourceFile, _Book]], source: Source) -> Reading:
    table = _open(file, source)
    variation = variations.get(table.number)
    wrong = WrongRows(file.name)
    parts = []
    for name in _SHEETS:
        around = variation[1].book.sheet(name) if variation else None
        parts.append(_read_sheet(table, (table.book.sheet(name), around), source, wrong))
    joined = whole_file(wrong, parts)
    if variation or not source.options.get("variation"):
        return joined
    note = Issue(Severity.NOTE, file.name, f"There is no table {table.number}b beside it, so no interval is known.")
    return Reading(joined.observations, joined.rows, (*joined.issues, note))


def _read_sheet(book: _Book, sheets: tuple[Sheet, Sheet | None], source: Source, wrong: WrongRows) -> Reading:
    sheet, variation = sheets
    table, statistics = _table(sheet, wrong)
    places = table.places("code", DISTRICT_TABLE)
    table.once([places], what="The place")
    around = _variation(variation, places, statistics) if variation else {}
    sex, pattern = _SHEETS[sheet.name.strip()]
    measure, unit, jobs = _PAY[book.pay]
    shared: dict[str, Words | str] = {
        "place": places, "place_vintage": source.place_vintage, "period": book.year, "sex": sex, "pattern": pattern,
    }  # fmt: skip
    melt = Melt(table, shared, DIMENSIONS)
    for name in statistics:
        cells = table.numbers(name, marks=_MARKS, least=0)
        is_jobs = name == "jobs"
        scale = 1000.0 if is_jobs else 1.0
        words = {"measure": jobs, "unit": "jobs", "statistic": "total"}
        if not is_jobs:
            words = {"measure": measure, "unit": unit, "statistic": name}
        low, high = (None, None)
        if name in around:
            low, high = sampling(cells.values * scale, around[name])
        if source.options.get("provisional"):
            cells.statuses[cells.statuses == str(Status.OK)] = str(Status.PROVISIONAL)
        melt.columns.append(NumberColumn(name, cells, words, low, high, "sampling", scale))
    return table.part(melt.observations())


def _table(sheet: Sheet, wrong: WrongRows) -> tuple[Table, list[str]]:
    """The rows of a sheet that have a code, under the names of their statistics."""
    header, texts = sheet.header(lambda cells: "Code" in cells and "Median" in cells and "Mean" in cells)
    names = {texts.index("Code"): "code", texts.index(_THOUSAND): "jobs"} if _THOUSAND in texts else {}
    if not names:
        raise BadSourceFile("The column of jobs is missing.", where=f"{sheet.file}, sheet '{sheet.name.strip()}'")
    names |= {texts.index("Median"): "median", texts.index("Mean"): "mean"}
    for index, text in enumerate(texts):
        percentile = as_text(float(text)) if re.fullmatch(r"\d{2}(?:\.0)?", text) else None
        if percentile:
            names[index] = f"p{percentile}"
    statistics = [name for name in names.values() if name != "code"]
    placed = [[] if row and as_text(row[0]) == _UNPLACED else row for row in sheet.rows]
    return sheet_table(replace(sheet, rows=placed), header, names, numbers=statistics, wrong=wrong), statistics


def _variation(sheet: Sheet, places: Words, statistics: Sequence[str]) -> dict[str, Floats]:
    """The coefficients of variation of each statistic, in the order of the places; NaN where none is given."""
    table, there = _table(sheet, WrongRows(sheet.file))
    at = {code: index for index, code in enumerate(table.texts("code"))}
    order = np.array([at.get(place, -1) for place in places])
    found: dict[str, Floats] = {}
    for name in statistics:
        if name in there:
            values = np.append(table.numbers(name, marks=_MARKS, least=0).values, np.nan)
            found[name] = values[order]
    return found

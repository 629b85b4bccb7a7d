"""ONS Annual Survey of Hours and Earnings: pay by place, with the sampling intervals of its tables of variation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from placewright.core.errors import BadSourceFile
from placewright.core.issues import Issue, Severity
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import COMMON_MARKS
from placewright.sources.readers._intervals import sampling
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

_RELIABILITY = {
    "x": "unreliable: coefficient of variation over 20 %",
    "..": "disclosive",
}
"""What the publisher says of a cell that it suppresses."""

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


@dataclass(frozen=True, slots=True)
class _Variation:
    """Coefficients of variation in per cent, by sheet, statistic and place, and the wrong rows among them."""

    sheets: Mapping[str, Mapping[str, Mapping[str, float]]]
    issues: tuple[Issue, ...]


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Jobs and pay (median, mean, percentiles) by sex and working pattern; each table with its variation if given.

    A table of variation that is refused leaves its table of pay without intervals.
    """
    variations: dict[str, _Variation] = {}
    tables: list[SourceFile] = []
    issues: list[Issue] = []
    refused: list[Issue] = []
    for file in files:
        try:
            opened = _open(file, source)
            if opened.is_variation:
                variations[opened.number] = _read_variation(opened)
                issues += variations[opened.number].issues
            else:
                tables.append(file)
        except BadSourceFile as error:
            refused.append(Issue(Severity.ERROR, error.where or file.name, error.what, error.fix or ""))
    if refused and not tables:
        raise BadSourceFile(refused[0].what, where=refused[0].where, fix=refused[0].fix)
    read = read_each(tables, lambda file: _read_workbook(file, variations, source))
    return Reading(read.observations, read.rows, (*read.issues, *issues), (*read.refused, *refused))


def _open(file: SourceFile, source: Source) -> _Book:
    book = open_workbook(file)
    sheet = book.sheet("All")
    title = as_text(sheet.rows[0][0]) if sheet.rows else ""
    match = _TITLE.match(title)
    if match is None or match[3] not in _PAY:
        raise BadSourceFile(
            worded("'%(title)s' is no title of a table of gross pay.", title=title), where=f"{file.name}, sheet 'All'"
        )
    year = re.search(r"\b(20\d{2})\b", title)
    return _Book(file, book, match[1], match[2] == "b", match[3], year[1] if year else source.release[:4])


def _read_variation(book: _Book) -> _Variation:
    wrong, rows = WrongRows(book.file.name), 0
    sheets: dict[str, dict[str, dict[str, float]]] = {}
    for name in _SHEETS:
        table, statistics = _table(book.book.sheet(name), wrong)
        codes = table.places("code", DISTRICT_TABLE)
        columns = {one: table.numbers(one, marks=_MARKS, least=0).values for one in statistics}
        keep = table.keep
        sheets[name] = {one: dict(zip(codes[keep], values[keep], strict=True)) for one, values in columns.items()}
        rows += table.size
    return _Variation(sheets, wrong.issues(rows))


def _read_workbook(file: SourceFile, variations: Mapping[str, _Variation], source: Source) -> Reading:
    book = _open(file, source)
    variation = variations.get(book.number)
    wrong = WrongRows(file.name)
    parts = []
    for name in _SHEETS:
        around = variation.sheets[name] if variation else {}
        parts.append(_read_sheet(book, book.book.sheet(name), around, (source, wrong)))
    joined = whole_file(wrong, parts)
    if variation or not source.options.get("variation"):
        return joined
    note = Issue(
        Severity.NOTE,
        file.name,
        worded("There is no table %(number)sb beside it, so no interval is known.", number=book.number),
    )
    return Reading(joined.observations, joined.rows, (*joined.issues, note))


def _read_sheet(
    book: _Book, sheet: Sheet, around: Mapping[str, Mapping[str, float]], context: tuple[Source, WrongRows]
) -> Reading:
    source, wrong = context
    table, statistics = _table(sheet, wrong)
    places = table.places("code", DISTRICT_TABLE)
    table.once([places], what="The place")
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
            coefficients = np.array([around[name].get(place, np.nan) for place in places])
            low, high = sampling(cells.values * scale, coefficients)
        if source.options.get("provisional"):
            cells.statuses[cells.statuses == str(Status.OK)] = str(Status.PROVISIONAL)
        caveats = _reliability(table.texts(name))
        melt.columns.append(NumberColumn(name, cells, words, low, high, "sampling", scale, caveats))
    return table.part(melt.observations())


def _table(sheet: Sheet, wrong: WrongRows) -> tuple[Table, list[str]]:
    """The rows of a sheet that have a code, under the names of their statistics."""
    header, texts = sheet.header(lambda cells: "Code" in cells and "Median" in cells and "Mean" in cells)
    names = {texts.index("Code"): "code", texts.index(_THOUSAND): "jobs"} if _THOUSAND in texts else {}
    if not names:
        raise BadSourceFile(
            worded("The column of jobs is missing."), where=f"{sheet.file}, sheet '{sheet.name.strip()}'"
        )
    names |= {texts.index("Median"): "median", texts.index("Mean"): "mean"}
    for index, text in enumerate(texts):
        percentile = as_text(float(text)) if re.fullmatch(r"\d{2}(?:\.0)?", text) else None
        if percentile:
            names[index] = f"p{percentile}"
    statistics = [name for name in names.values() if name != "code"]
    placed = [[] if row and as_text(row[0]) == _UNPLACED else row for row in sheet.rows]
    return sheet_table(replace(sheet, rows=placed), header, names, numbers=statistics, wrong=wrong), statistics


def _reliability(texts: Words) -> Words:
    return np.array([_RELIABILITY.get(text.casefold()) for text in texts], dtype=object)

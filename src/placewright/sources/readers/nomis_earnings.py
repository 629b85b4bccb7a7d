"""Nomis screen export of earnings: pairs of columns, a figure and its standard error in per cent of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from placewright.core.errors import BadSourceFile
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import COMMON_MARKS
from placewright.sources.readers._intervals import sampling
from placewright.sources.readers._melt import Melt, NumberColumn
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._table import Words, as_text, sheet_table
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import Sheet, open_workbook

DIMENSIONS = ("sex", "pattern", "statistic")

_MARKS = {**COMMON_MARKS, "#": Status.SUPPRESSED, "!": Status.SUPPRESSED, "-": Status.NOT_AVAILABLE}
_PAY: Mapping[str, tuple[str, str]] = {
    "Annual pay - gross": ("pay-annual", "GBP/year"),
    "Weekly pay - gross": ("pay-weekly", "GBP/week"),
    "Hourly pay - gross": ("pay-hourly", "GBP/hour"),
}
_SEX_AND_PATTERN: Mapping[str, tuple[str, str]] = {
    "Total": ("total", "total"),
    "Male": ("male", "total"),
    "Female": ("female", "total"),
    "Full Time Workers": ("total", "full-time"),
    "Part Time Workers": ("total", "part-time"),
}
_ERROR_MEANS = "Standard error as a percentage of the figure"
_STATISTIC = re.compile(r"(Number of jobs|Median|Mean)|(\d{2}) percentile")
_NUMBER, _ERROR = "number", "conf %"


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Jobs and pay by place, with the sampling interval that each standard error gives."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    book = open_workbook(file)
    sheet = book.sheet(str(source.options.get("sheet", "Data")))
    header, texts = sheet.header(lambda cells: _NUMBER in cells and _ERROR in cells)
    shared, kind = _preamble(sheet, header)
    statistics = _statistics(sheet, header, texts)
    names = {0: "name", 1: "code"}
    for name, index in statistics.items():
        names |= {index: name, index + 1: f"{name} {_ERROR}"}
    ended = [[] if row and as_text(row[0]) == "Column Total" else row for row in sheet.rows]
    numbers = list(statistics)
    table = sheet_table(replace(sheet, rows=ended), header, names, numbers=numbers, wrong=WrongRows(sheet.file))
    places = table.places("code", DISTRICT_TABLE)
    table.once([places], what="The place")
    melt = Melt(table, {**shared, "place": places, "place_vintage": source.place_vintage}, DIMENSIONS)
    for name in statistics:
        cells = table.numbers(name, marks=_MARKS, least=0)
        errors = table.numbers(f"{name} {_ERROR}", marks=_MARKS, least=0)
        if source.options.get("provisional"):
            cells.statuses[cells.statuses == str(Status.OK)] = str(Status.PROVISIONAL)
        words = {"measure": kind[0], "unit": kind[1], "statistic": name}
        if name == "jobs":
            words = {"measure": "jobs-annual", "unit": "jobs", "statistic": "total"}
        low, high = sampling(cells.values, errors.values)
        marked = table.texts(name) == "#"
        caveats = np.array(["statistically unreliable" if mark else None for mark in marked], dtype=object)
        melt.columns.append(NumberColumn(name, cells, words, low, high, "sampling", caveats=caveats))
    return table.reading(melt.observations())


def _preamble(sheet: Sheet, header: int) -> tuple[dict[str, Words | str], tuple[str, str]]:
    said = {as_text(row[0]): as_text(row[1]) for row in sheet.rows[:header] if len(row) > 1 and as_text(row[1])}
    where = f"{sheet.file}, sheet '{sheet.name.strip()}'"
    if said.get("pay") not in _PAY or said.get("sex") not in _SEX_AND_PATTERN:
        raise BadSourceFile(worded("Its preamble does not say which pay, and whose, it holds."), where=where)
    if said.get("confidence") != _ERROR_MEANS:
        raise BadSourceFile(worded("Its preamble does not say what its confidence figures are."), where=where)
    if not re.fullmatch(r"20\d{2}", said.get("date", "")):
        raise BadSourceFile(worded("Its preamble does not say its year."), where=where)
    sex, pattern = _SEX_AND_PATTERN[said["sex"]]
    return {"period": said["date"], "sex": sex, "pattern": pattern}, _PAY[said["pay"]]


def _statistics(sheet: Sheet, header: int, texts: Sequence[str]) -> dict[str, int]:
    """The column of each statistic; its standard error stands in the next."""
    found: dict[str, int] = {}
    above = sheet.rows[header - 1]
    for index, text in enumerate(texts[:-1]):
        match = _STATISTIC.fullmatch(as_text(above[index])) if text == _NUMBER else None
        if match is None or texts[index + 1] != _ERROR:
            continue
        found[f"p{match[2]}" if match[2] else {"Number of jobs": "jobs"}.get(match[1], match[1].casefold())] = index
    if "median" not in found:
        raise BadSourceFile(
            worded("The columns of statistics are missing."), where=f"{sheet.file}, sheet '{sheet.name}'"
        )
    return found

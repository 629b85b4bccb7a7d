"""ONS Subnational indicators explorer, the original workbook: one sheet for each indicator, some with intervals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from placewright.core.errors import BadSourceFile
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import COMMON_MARKS, Cells
from placewright.sources.readers._intervals import Floats, base_five
from placewright.sources.readers._shapes import DISTRICT_TABLE, ODD_PLACES
from placewright.sources.readers._table import Table, Words, as_text, sheet_table, whole_file
from placewright.sources.readers._when import period_of
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import Sheet, open_workbook
from placewright.sources.tidy import Origin, tidy_table

_MARKS = {**COMMON_MARKS, "na": Status.NOT_AVAILABLE, "n/a": Status.NOT_AVAILABLE}
_CODES = re.compile(rf"{DISTRICT_TABLE.pattern}|{ODD_PLACES.pattern}|TL[C-N][0-9A-Z]{{0,2}}|TLB")
_TERRITORIAL = re.compile(r"TL[B-N][0-9A-Z]{0,2}")
_OBSOLETE = re.compile(r"Obsolete code since (\d{4})\b.*")
_LOWER, _UPPER = "Lower 95% Confidence Interval", "Upper 95% Confidence Interval"
_ASIDE = re.compile(r"Notes?.*|Observation Status")
_REFORM = 2023
_AFTER_REFORM = re.compile(r"E0600006[3-6]")


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The figure of each sheet by place, with the 95 % confidence interval where the sheet has one."""
    return read_each(files, lambda file: _read_workbook(file, source))


def _read_workbook(file: SourceFile, source: Source) -> Reading:
    book = open_workbook(file)
    sheets = cast(Mapping[str, Sequence[str]], source.options["sheets"])
    wrong = WrongRows(file.name)
    parts = [_read_sheet(book.sheet(name), (kind[0], kind[1]), source, wrong) for name, kind in sheets.items()]
    return whole_file(wrong, parts)


def _read_sheet(sheet: Sheet, kind: tuple[str, str], source: Source, wrong: WrongRows) -> Reading:
    where = f"{sheet.file}, sheet '{sheet.name.strip()}'"
    header, texts = sheet.header(lambda cells: cells[0] == "Area Code")
    dated = next((as_text(row[1]) for row in sheet.rows[:header] if as_text(row[0]) == "Date:"), "")
    period = period_of(dated)
    if period is None:
        raise BadSourceFile(worded("'%(dated)s' is not a period.", dated=dated), where=where)
    beside = [index for index, text in enumerate(texts) if text in (_LOWER, _UPPER) or _ASIDE.fullmatch(text)]
    figure = max(index for index, text in enumerate(texts) if text and index < min(beside, default=len(texts)))
    names = {0: "code", figure: "value"}
    names |= {texts.index(text): text for text in (_LOWER, _UPPER) if text in texts}
    notes = next((index for index, text in enumerate(texts) if text[:4] == "Note"), None)
    if notes is not None:
        names[notes] = "notes"
    placed = [[] if row and as_text(row[0]) == "na" else row for row in sheet.rows]
    table = sheet_table(replace(sheet, rows=placed), header, names, numbers=["value"], wrong=wrong)
    return _observe(table, period, kind, source)


def _observe(table: Table, period: str, kind: tuple[str, str], source: Source) -> Reading:
    places = table.places("code", _CODES)
    cells = table.numbers("value", marks=_MARKS)
    table.once([places], what="The place")
    low, high, error = _interval(table, cells, kind[1])
    keep = table.keep
    measure, unit = kind
    observations = tidy_table(
        place=places[keep],
        place_vintage=_vintages(table, places, source)[keep],
        period=period,
        measure=measure,
        unit=unit,
        value=cells.values[keep],
        low=low[keep],
        high=high[keep],
        error=error,
        status=cells.statuses[keep],
        origin=Origin(file=table.wrong.file, sheet=table.sheet, row=table.rows[keep], column=table.labels["value"]),
    )
    return table.part(observations)


def _interval(table: Table, cells: Cells, unit: str) -> tuple[Floats, Floats, str]:
    """The published interval, or what the rounding of counts of enterprises leaves open, or none."""
    if _LOWER in table.columns and _UPPER in table.columns:
        low, high = (table.numbers(name, marks=_MARKS).values for name in (_LOWER, _UPPER))
        outside = ~((low <= cells.values) & (cells.values <= high))
        return np.where(outside, np.nan, low), np.where(outside, np.nan, high), "sampling"
    if unit == "enterprises":
        low, high = base_five(cells.values)
        return low, high, "rounding"
    nothing = np.full(len(table), np.nan)
    return nothing, nothing, "unknown"


def _vintages(table: Table, places: Words, source: Source) -> Words:
    """Each row's vintage: districts of 2022, of 2023 where the sheet has its new ones, or the last of an old code."""
    newest = any(_AFTER_REFORM.fullmatch(str(place)) for place in places)
    usual = f"lad-{_REFORM}" if newest else source.place_vintage
    vintages = np.array(["itl-2021" if _TERRITORIAL.fullmatch(str(place)) else usual for place in places], dtype=object)
    if "notes" in table.columns:
        for index, note in enumerate(table.texts("notes")):
            if match := _OBSOLETE.match(note):
                vintages[index] = f"lad-{int(match[1]) - 1}"
    return vintages

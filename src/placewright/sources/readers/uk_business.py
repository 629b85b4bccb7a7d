"""ONS UK Business: enterprises and local units by district and industry, employment size and turnover band."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from placewright.core.errors import BadSourceFile
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._intervals import base_five
from placewright.sources.readers._melt import Melt, NumberColumn
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._table import as_text, sheet_table, whole_file
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import Sheet, Workbook, open_workbook

DIMENSIONS = ("industry", "size", "turnover")


@dataclass(frozen=True, slots=True)
class _Layout:
    """One table of the workbook: what it counts, and the dimension its columns run through."""

    sheet: str
    measure: str
    unit: str
    dimension: str


_TABLES = (
    _Layout("Table 1", "enterprises", "enterprises", "industry"),
    _Layout("Table 10", "enterprises", "enterprises", "size"),
    _Layout("Table 11", "enterprises", "enterprises", "turnover"),
    _Layout("Table 16", "local-units", "local units", "industry"),
    _Layout("Table 22", "local-units", "local units", "size"),
)

_COLUMNS = {
    "industry": re.compile(r"([0-9]{2}(?:-[0-9]{2})?) : .+"),
    "size": re.compile(r"([0-9]+(?:-[0-9]+|\+))"),
    "turnover": re.compile(r"([0-9]+(?:-[0-9]+|\+))"),
}
_CODE_AND_NAME = re.compile(r"([A-Z][0-9]{8}) : .+")


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Enterprises and local units of each workbook, counted in March of its year."""
    return read_each(files, lambda file: _read_workbook(file, source))


def _read_workbook(file: SourceFile, source: Source) -> Reading:
    book = open_workbook(file)
    year = _year(book)
    vintages = cast(Mapping[str, str], source.options.get("vintages", {}))
    shared = {"period": year, "place_vintage": vintages.get(year, source.place_vintage)}
    wrong = WrongRows(file.name)
    return whole_file(wrong, [_read_table(book.sheet(layout.sheet), layout, shared, wrong) for layout in _TABLES])


def _read_table(sheet: Sheet, layout: _Layout, shared: Mapping[str, str], wrong: WrongRows) -> Reading:
    pattern = _COLUMNS[layout.dimension]
    header, texts = sheet.header(lambda cells: sum(pattern.fullmatch(cell) is not None for cell in cells) >= 3)
    members = {index: _member(text, pattern) for index, text in enumerate(texts) if text}
    strange = [texts[index] for index, member in members.items() if member is None]
    if strange:
        raise BadSourceFile(
            worded("'%(strange)s' is no column of %(sheet)s.", strange=strange[0], sheet=layout.sheet),
            where=f"{sheet.file}, sheet '{sheet.name.strip()}'",
        )
    numbers = {index: member for index, member in members.items() if member}
    table = sheet_table(sheet, header, {0: "place", **numbers}, numbers=numbers.values(), wrong=wrong)
    table.columns["place"] = [_code(cell) for cell in table.columns["place"]]
    places = table.places("place", DISTRICT_TABLE)
    table.once([places], what="The place")
    melt = Melt(table, {**shared, "place": places}, DIMENSIONS)
    for member in numbers.values():
        cells = table.numbers(member, least=0, whole=True)
        if member == "total" and layout.dimension != "industry":
            continue
        low, high = base_five(cells.values)
        words = dict.fromkeys(DIMENSIONS, "total") | {layout.dimension: member}
        words |= {"measure": layout.measure, "unit": layout.unit}
        melt.columns.append(NumberColumn(member, cells, words, low, high, "rounding"))
    return table.part(melt.observations())


def _member(text: str, pattern: re.Pattern[str]) -> str | None:
    if text == "Total":
        return "total"
    match = pattern.fullmatch(text)
    return match[1] if match else None


def _code(cell: object) -> str:
    text = as_text(cell)
    match = _CODE_AND_NAME.fullmatch(text)
    return match[1] if match else text


def _year(book: Workbook) -> str:
    """The year the workbook is of: in the line under a table's title, or the year it says it was published."""
    table = book.sheet("Table 1")
    under_title = [as_text(cell) for row in table.rows[:4] for cell in row]
    for text in under_title:
        if match := re.fullmatch(r"UK, (\d{4})", text):
            return match[1]
    for name in book.names:
        if name.strip().casefold() == "cover sheet":
            lines = [as_text(cell) for row in book.sheet(name).rows for cell in row]
            for line in lines:
                if match := re.search(r"Date published: .*?(\d{4})", line):
                    return match[1]
    raise BadSourceFile(worded("The workbook does not say its year."), where=book.file)

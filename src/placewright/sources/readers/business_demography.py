"""ONS Business Demography: births, deaths, active and high-growth enterprises, and how many of the new-born survive."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from placewright.core.errors import BadSourceFile
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import COMMON_MARKS
from placewright.sources.readers._intervals import Floats, base_five
from placewright.sources.readers._melt import Melt, NumberColumn
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._table import Table, Words, as_text, sheet_table, whole_file
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import Sheet, open_workbook

DIMENSIONS = ("industry", "duration")
UNITED_KINGDOM = "K02000001"
_TOTAL = "total"

_MARKS = {**COMMON_MARKS, ":": Status.NOT_AVAILABLE}
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SURVIVAL = re.compile(r"([1-5])-year (survival|per cent)")
_BIRTHS = re.compile(r"(\d{4}) Births")
_INDUSTRY = re.compile(r"(\d{2,3})(?: \(Excl (\d{3})\))? : .+")

_MEASURES = {"1": "births", "2": "deaths", "3": "active", "7.1": "high-growth", "7.3": "active-10plus"}
_BY_INDUSTRY = {"1.2": "births", "2.2": "deaths", "3.2": "active", "7.2": "high-growth", "7.4": "active-10plus"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """How one sheet is laid out: whether its rows are places or industries, and what its columns count."""

    places: bool
    measure: str
    read: Callable[[_Sheet], Reading]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with what is known of it."""

    sheet: Sheet
    layout: _Layout
    vintage: str
    wrong: WrongRows


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Counts by place and by industry, and survival by year of birth; every table of the workbook that is by place."""
    return read_each(files, lambda file: _read_workbook(file, source))


def _read_workbook(file: SourceFile, source: Source) -> Reading:
    book = open_workbook(file)
    wrong = WrongRows(file.name)
    readings = []
    for name in book.names:
        layout = _layout(name.strip().removeprefix("Table "))
        if layout is not None:
            key = "survival_vintages" if layout.measure == "survival" else "vintages"
            vintages = cast(Mapping[str, str], source.options.get(key, {}))
            vintage = vintages.get(name.strip()[-1], source.place_vintage)
            readings.append(layout.read(_Sheet(book.sheet(name), layout, vintage, wrong)))
    if not readings:
        raise BadSourceFile(worded("It has none of the tables of Business Demography."), where=file.name)
    return whole_file(wrong, readings)


def _layout(table: str) -> _Layout | None:
    """What is known of a table by its number, such as 1.1a or 5.2c; None where it is not read."""
    if table in _BY_INDUSTRY:
        return _Layout(places=False, measure=_BY_INDUSTRY[table], read=_read_years)
    if re.fullmatch(r"[123]\.1[a-z]", table):
        return _Layout(places=True, measure=_MEASURES[table[0]], read=_read_years)
    if re.fullmatch(r"7\.[13][a-z]", table):
        return _Layout(places=True, measure=_MEASURES[table[:3]], read=_read_years)
    if re.fullmatch(r"5\.[12][a-z]", table):
        return _Layout(places=table[2] == "1", measure="survival", read=_read_survival)
    if table == "6.1":
        return _Layout(places=True, measure="employer", read=_read_employers)
    return None


def _read_years(found: _Sheet) -> Reading:
    """A table with one column for each year."""
    header, texts = found.sheet.header(lambda cells: sum(map(_is_year, cells)) >= 1 and not any(cells[:1]))
    years = {index: _year(text) for index, text in enumerate(texts) if _is_year(text)}
    table, melt = _begin(found, header, years)
    for year in years.values():
        cells = table.numbers(year, marks=_MARKS, least=0, whole=True)
        low, high = base_five(cells.values)
        words = {"measure": found.layout.measure, "unit": "enterprises", "period": year, "duration": "total"}
        melt.columns.append(NumberColumn(year, cells, words, low, high, "rounding"))
    return table.part(melt.observations())


def _read_survival(found: _Sheet) -> Reading:
    """A table of the enterprises born in one year: how many lived on for one to five years, and what share.

    Where none were born the publisher prints a share of zero; here it is not applicable.
    """
    header, texts = found.sheet.header(lambda cells: any(_BIRTHS.fullmatch(cell) for cell in cells))
    names = {index: text for index, text in enumerate(texts) if _SURVIVAL.fullmatch(text) or _BIRTHS.fullmatch(text)}
    births_name = next(text for text in names.values() if _BIRTHS.fullmatch(text))
    period = births_name[:4]
    table, melt = _begin(found, header, names)
    births = table.numbers(births_name, marks=_MARKS, least=0, whole=True).values
    counts: dict[str, Floats] = {}
    for name in names.values():
        match = _SURVIVAL.fullmatch(name)
        if match is None:
            continue
        words = {"period": period, "duration": match[1]}
        if match[2] == "survival":
            cells = table.numbers(name, marks=_MARKS, least=0, whole=True)
            counts[match[1]] = cells.values
            low, high = base_five(cells.values)
            words |= {"measure": "survival-count", "unit": "enterprises"}
        else:
            cells = table.numbers(name, marks=_MARKS, least=0)
            cells.values[births == 0] = np.nan
            cells.statuses[births == 0] = str(Status.NOT_APPLICABLE)
            low, high = _rates(births, counts.get(match[1], np.full(len(births), np.nan)), cells.values)
            words |= {"measure": "survival-rate", "unit": "%"}
        melt.columns.append(NumberColumn(name, cells, words, low, high, "rounding"))
    return table.part(melt.observations())


def _rates(births: Floats, survivors: Floats, rates: Floats) -> tuple[Floats, Floats]:
    """What survival rates may be, given that births and survivors are rounded; none where there were no births."""
    (fewest, most), (least_born, most_born) = base_five(survivors), base_five(births)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(births > 0, 100 * fewest / most_born, np.nan)
        high = np.where(births > 0, np.where(least_born > 0, 100 * most / least_born, 100.0), np.nan)
    high = np.maximum(np.minimum(high, 100.0), rates)
    low = np.minimum(low, rates)
    unknown = np.isnan(low) | np.isnan(high)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def _read_employers(found: _Sheet) -> Reading:
    """The table of enterprises with employees: births, deaths and active in one year."""
    header, texts = found.sheet.header(lambda cells: {"Births", "Deaths", "Active"} <= set(cells))
    title = " ".join(as_text(cell) for row in found.sheet.rows[:header] for cell in row)
    match = re.search(r"(\d{4}) Employer Demography", title)
    if match is None:
        raise BadSourceFile(
            worded("It does not say its year."), where=f"{found.sheet.file}, sheet '{found.sheet.name.strip()}'"
        )
    names = {index: text for index, text in enumerate(texts) if text in {"Births", "Deaths", "Active"}}
    table, melt = _begin(found, header, names)
    for name in names.values():
        cells = table.numbers(name, marks=_MARKS, least=0, whole=True)
        low, high = base_five(cells.values)
        measure = f"employer-{name.casefold()}"
        words = {"measure": measure, "unit": "enterprises", "period": match[1], "duration": "total"}
        melt.columns.append(NumberColumn(name, cells, words, low, high, "rounding"))
    return table.part(melt.observations())


def _begin(found: _Sheet, header: int, numbers: Mapping[int, str]) -> tuple[Table, Melt]:
    """The rows of a sheet with their places, or with their industries for the United Kingdom.

    The line of all industries is left out: it differs by its rounding from the same count among the places.
    """
    vintage = found.vintage
    table = sheet_table(found.sheet, header, {0: "key", **numbers}, numbers=numbers.values(), wrong=found.wrong)
    if found.layout.places:
        places = table.places("key", DISTRICT_TABLE)
        table.once([places], what="The place")
        return table, Melt(table, {"place": places, "place_vintage": vintage, "industry": "total"}, DIMENSIONS)
    industries = table.mapped("key", _industry, what=worded("an industry"))
    table.bad |= industries == _TOTAL
    table.once([industries], what="The industry")
    shared: dict[str, Words | str] = {"place": UNITED_KINGDOM, "place_vintage": vintage, "industry": industries}
    return table, Melt(table, shared, DIMENSIONS)


def _industry(text: str) -> str | None:
    if text == "Total":
        return _TOTAL
    match = _INDUSTRY.fullmatch(text)
    if match is None:
        return None
    return f"{match[1]}-except-{match[2]}" if match[2] else match[1]


def _is_year(text: str) -> bool:
    return _YEAR.fullmatch(_year(text)) is not None


def _year(text: str) -> str:
    return text.removesuffix(".0")

"""Valuation Office Agency: floorspace by year, from England and Wales down to LSOAs."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from placewright.core.errors import BadSourceFile
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import COMMON_MARKS
from placewright.sources.readers._intervals import nearest
from placewright.sources.readers._melt import Melt, NumberColumn
from placewright.sources.readers._shapes import SMALL_AREAS
from placewright.sources.readers._table import Words
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each

_MARKS = {**COMMON_MARKS, "..": Status.SUPPRESSED}
"""`..` stands where so few properties are that a figure would tell of one."""

_UNMATCHED = "UNMD"
_LEVELS = ("ENGWAL", "NATL", "REGL", "CTYMET", "LAUA", "MSOA", "LSOA")
_SMALL = {"MSOA": "msoa_vintage", "LSOA": "lsoa_vintage"}
_YEAR = re.compile(r"20\d{2}")
_STEP = 1.0


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Floorspace in thousand square metres of the sector that the source names, by place and year."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    first, last = (int(str(source.options[name])) for name in ("first_year", "last_year"))
    years = [str(year) for year in range(first, last + 1)]
    if not all(_YEAR.fullmatch(year) for year in years):
        raise BadSourceFile(
            worded("%(first)s to %(last)s are no years of floorspace.", first=first, last=last), where=file.name
        )
    table = read_text_table(file, ["geography", "ons_code", *years])
    levels = table.texts("geography")
    unmatched = levels == _UNMATCHED
    table.bad |= unmatched
    table.mapped("geography", {name: name for name in (*_LEVELS, _UNMATCHED)}.get, what=worded("a level of geography"))
    places = table.places("ons_code", SMALL_AREAS)
    table.once([places], what="The place")
    vintages = np.full(len(table), source.place_vintage, dtype=object)
    for level, option in _SMALL.items():
        vintages[levels == level] = str(source.options[option])
    shared: dict[str, Words | str] = {
        "place": places,
        "place_vintage": vintages,
        "sector": str(source.options["sector"]),
    }
    melt = Melt(table, shared, source.dimensions)
    for year in years:
        cells = table.numbers(year, marks=_MARKS, least=0)
        low, high = nearest(cells.values, _STEP, least=0.0)
        words = {"measure": "floorspace", "unit": "thousand m2", "period": year}
        melt.columns.append(NumberColumn(year, cells, words, low, high, "rounding"))
    return table.reading(melt.observations())

"""Net additional dwellings by authority, for every district there has been since 2000-01."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from placewright.core.periods import BadPeriod, FinancialYear, parse_period
from placewright.core.said import worded
from placewright.places import registry
from placewright.records.source import Source
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table

MEASURE = "net_additional_dwellings"


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Dwellings added less those lost in each financial year; an abolished district has the last vintage it was in."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    table = read_text_table(file, ["geography_code", "date", "value", "Measure"])
    places = table.places("geography_code", DISTRICT_TABLE)
    periods = table.mapped("date", _financial_year, what=worded("a financial year such as 2023-24"))
    table.mapped("Measure", {MEASURE: MEASURE}.get, what=worded("the measure %(measure)s", measure=MEASURE))
    cells = table.numbers("value", whole=True)
    table.once([places, periods], what="The figure")
    keep = table.keep
    vintages = {code: _vintage(code, source.place_vintage) for code in set(places[keep])}
    observations = tidy_table(
        place=places[keep],
        place_vintage=np.array([vintages[code] for code in places[keep]], dtype=object),
        period=periods[keep],
        measure="net-additional-dwellings",
        unit="dwellings",
        value=cells.values[keep],
        status=cells.statuses[keep],
        origin=Origin(file=file.name, row=table.rows[keep], column="value"),
    )
    return table.reading(observations)


def _vintage(code: str, newest: str) -> str:
    """The newest vintage if the district is in it, else the last that it was in."""
    place = registry().get(code)
    return newest if place.level != "lad" or place.is_in(newest) else place.newest_vintage


def _financial_year(text: str) -> str | None:
    try:
        return text if isinstance(parse_period(text), FinancialYear) else None
    except BadPeriod:
        return None

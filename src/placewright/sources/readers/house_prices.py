"""ONS median house prices by district, for rolling years that end with each quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from placewright.core.periods import RollingYear
from placewright.records.source import Source
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table

_MONTHS = {"Mar": 3, "Jun": 6, "Sep": 9, "Dec": 12}
_QUARTER = re.compile(r"(Mar|Jun|Sep|Dec) ((?:19|20)\d{2})")


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The median price paid in the year to each quarter, by place."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    table = read_text_table(file, ["geography_code", "date", "value", "Measure"])
    places = table.codes("geography_code", DISTRICT_TABLE)
    periods = table.mapped("date", _rolling_year, what="a quarter such as Sep 2024")
    table.mapped("Measure", lambda text: text if text == "Median" else None, what="the measure Median")
    prices = table.numbers("value", least=1)
    table.once([places, periods], what="The price")
    keep = table.keep
    observations = tidy_table(
        place=places[keep],
        place_vintage=source.place_vintage,
        period=periods[keep],
        measure="median-house-price",
        unit="GBP",
        value=prices.values[keep],
        status=prices.statuses[keep],
        origin=Origin(file=file.name, row=table.rows[keep], column="value"),
    )
    return table.reading(observations)


def _rolling_year(text: str) -> str | None:
    match = _QUARTER.fullmatch(text)
    return str(RollingYear(int(match[2]), _MONTHS[match[1]])) if match else None

"""Long tables whose periods are rolling years, named by the month they end with: house prices, unemployment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from placewright.core.periods import RollingYear
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMED = re.compile(rf"({'|'.join(_MONTHS)}) ((?:19|20)\d{{2}})")
_DATED = re.compile(r"((?:19|20)\d{2})-(\d{2})-01")


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """One figure for each place and rolling year.

    The source's options name the columns `place`, `date` and `value`, what `only` lets through, the `measure`, its
    `unit`, the `least` and the `most` it may be, and the `status` it has where it is not simply published.
    """
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    options = source.options
    place, date, value = (str(options[name]) for name in ("place", "date", "value"))
    only = cast(Mapping[str, str], options.get("only", {}))
    table = read_text_table(file, [place, date, value, *only])
    places = table.places(place, DISTRICT_TABLE)
    periods = table.mapped(date, _rolling_year, what=worded("a month, such as Sep 2024 or 2024-09-01"))
    for name, wanted in only.items():
        table.mapped(name, {wanted: wanted}.get, what=f"'{wanted}'")
    most = cast(float | None, options.get("most"))
    cells = table.numbers(value, least=float(cast(float, options["least"])), most=most)
    table.once([places, periods], what="The figure")
    if "status" in options:
        cells.statuses[cells.statuses == str(Status.OK)] = str(options["status"])
    keep = table.keep
    observations = tidy_table(
        place=places[keep],
        place_vintage=source.place_vintage,
        period=periods[keep],
        measure=str(options["measure"]),
        unit=str(options["unit"]),
        value=cells.values[keep],
        status=cells.statuses[keep],
        origin=Origin(file=file.name, row=table.rows[keep], column=value),
    )
    return table.reading(observations)


def _rolling_year(text: str) -> str | None:
    if match := _NAMED.fullmatch(text):
        return str(RollingYear(int(match[2]), _MONTHS.index(match[1]) + 1))
    if (match := _DATED.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        return str(RollingYear(int(match[1]), int(match[2])))
    return None

"""Long tables of yearly counts, one file for each measure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from placewright.core.errors import BadSourceFile
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._intervals import base_five
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table

_YEAR = re.compile(r"(?:19|20)\d{2}")


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Counts, control-rounded to base 5, by place and year; the start of a file's name says what it counts."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    measures = cast(Mapping[str, str], source.options["measures"])
    start = file.path.name.split("_", 1)[0]
    if start not in measures:
        raise BadSourceFile(
            worded("Its name does not begin with a measure (%(list)s).", list=", ".join(measures)), where=file.name
        )
    table = read_text_table(file, ["code", "year", "count"])
    places = table.places("code", DISTRICT_TABLE)
    years = table.codes("year", _YEAR, what=worded("a year"))
    counts = table.numbers("count", least=0, whole=True)
    table.once([places, years], what="The count")
    keep = table.keep
    values = counts.values[keep]
    low, high = base_five(values)
    observations = tidy_table(
        place=places[keep],
        place_vintage=source.place_vintage,
        period=years[keep],
        measure=measures[start],
        unit=str(source.options["unit"]),
        value=values,
        low=low,
        high=high,
        error="rounding",
        status=counts.statuses[keep],
        origin=Origin(file=file.name, row=table.rows[keep], column="count"),
    )
    return table.reading(observations)

"""House prices as multiples of earnings, by year, with the five-year average kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from placewright.core.errors import BadSourceFile
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._table import Table, need_columns
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.tidy import Origin, tidy_table

MEASURE = "house-price-to-earnings"
AVERAGE = "5-year average"
_YEAR = re.compile(r"(?:19|20)\d{2}")


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The ratio by place and year; the average of the last five years is a measure of its own, over those years."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    table = _table(file)
    texts = table.texts("date")
    years = sorted({text for text in texts if _YEAR.fullmatch(text)})
    if not years:
        raise BadSourceFile(worded("No row is of a year."), where=file.name)
    span = f"{int(years[-1]) - 4}..{years[-1]}"
    places = table.places("geography_code", DISTRICT_TABLE)
    known = {AVERAGE: span} | {year: year for year in years}
    periods = table.mapped("date", known.get, what=worded("a year or '%(average)s'", average=AVERAGE))
    cells = table.numbers("value", least=0)
    table.once([places, periods], what="The ratio")
    keep = table.keep
    measures = np.where(texts == AVERAGE, f"{MEASURE}-5-year-average", MEASURE).astype(object)
    observations = tidy_table(
        place=places[keep],
        place_vintage=source.place_vintage,
        period=periods[keep],
        measure=measures[keep],
        unit="ratio",
        value=cells.values[keep],
        status=cells.statuses[keep],
        origin=Origin(file=file.name, row=table.rows[keep], column="value"),
    )
    return table.reading(observations)


def _table(file: SourceFile) -> Table:
    names = ["geography_code", "date", "value"]
    try:
        need_columns(pq.read_schema(file.path).names, names, file.name)
        found = pq.read_table(file.path, columns=names)
    except (pa.ArrowException, OSError) as error:
        raise BadSourceFile(
            worded("The file cannot be read (%(error)s).", error=error), where=file.name, fix=worded("Fetch it again.")
        ) from error
    columns = {name: found[name].to_pylist() for name in names}
    return Table(dict(columns), np.arange(1, found.num_rows + 1, dtype=np.int32), WrongRows(file.name))

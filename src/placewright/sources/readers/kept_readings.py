"""Readings of measures that people keep, as a workspace holds them: figures with what is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import pyarrow as pa

from placewright.core.errors import BadRecord, BadSourceFile
from placewright.core.quantities import ErrorKind
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.kept_readings import readings_in
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The readings of the measures whose place the source names in `places`; words alone are no figure."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    places = cast(Mapping[str, str], source.options.get("places", {}))
    try:
        rows = readings_in(file.path.read_text(encoding="utf-8"), where=file.name)
    except (BadRecord, OSError, UnicodeDecodeError) as error:
        what = (
            error.what if isinstance(error, BadRecord) else worded("The file cannot be read (%(error)s).", error=error)
        )
        raise BadSourceFile(what, where=file.name, fix=worded("Export the workspace again.")) from error
    kept = [
        (line, row)
        for line, row in enumerate(rows, start=2)
        if row.measure in places and (row.value is not None or not row.text)
    ]
    table = tidy_table(
        place=[places[row.measure] for _line, row in kept],
        place_vintage=source.place_vintage,
        period=[row.period for _line, row in kept],
        measure=[row.measure for _line, row in kept],
        unit="",
        value=pa.array([row.value for _line, row in kept], pa.float64()),
        low=pa.array([row.low for _line, row in kept], pa.float64()),
        high=pa.array([row.high for _line, row in kept], pa.float64()),
        error=str(ErrorKind.UNKNOWN),
        status=[row.status for _line, row in kept],
        origin=Origin(file=file.name, row=pa.array([line for line, _row in kept], pa.int32()), column="value"),
    )
    return Reading(table, len(rows))

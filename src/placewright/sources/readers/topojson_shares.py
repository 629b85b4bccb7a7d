"""Shares of sectors that are published as properties of a map in TopoJSON, one property a sector."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from placewright.core.errors import BadSourceFile
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import parse_cell
from placewright.sources.codes import wrong_codes
from placewright.sources.options import Shares, layout
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.tidy import Origin, tidy_table

_MOST_BYTES = 100_000_000


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The sectors' shares of each place of a map; the row is the feature's number in its layer."""
    shares = layout(source, Shares)
    return read_each(files, lambda file: _read_file(file, source, shares))


def _read_file(file: SourceFile, source: Source, shares: Shares) -> Reading:
    wrong = WrongRows(file.name)
    features = _properties(file)
    sectors = [name for name in features[0] if name not in shares.leave_out]
    places, rows, columns, values = [], [], [], []
    for number, properties in enumerate(features, start=1):
        place = str(properties.get(shares.place[0], ""))
        why = wrong_codes([place], source.place_vintage).get(place)
        cells = {name: parse_cell(properties.get(name)) for name in sectors}
        bad = [name for name, cell in cells.items() if cell is None or not 0 <= np.nan_to_num(cell[0]) <= 1]
        if why is None and bad:
            why = worded("'%(found)s' is no share.", found=properties.get(bad[0]))
        if why is not None:
            wrong.add(why, row=number, column=bad[0] if bad else shares.place[0])
            continue
        for name, cell in cells.items():
            places.append(place)
            rows.append(number)
            columns.append(name)
            values.append(np.nan if cell is None else cell[0])
    issues = wrong.issues(len(features))
    member = shares.members["sector"]
    table = tidy_table(
        place=places,
        place_vintage=source.place_vintage,
        period=shares.period,
        dimensions={"sector": [member.label(name) or name for name in columns]},
        measure=shares.measure.measure,
        unit=shares.measure.unit,
        value=np.array(values, dtype=np.float64),
        origin=Origin(file.name, rows, None, columns),
    )
    return Reading(table, len(features), issues)


def _properties(file: SourceFile) -> list[dict[str, object]]:
    """The properties of the features of the one layer, geometry left aside."""
    if file.path.stat().st_size > _MOST_BYTES:
        raise BadSourceFile(worded("It is larger than 100 MB."), where=file.name, fix=worded("Fetch it again."))
    try:
        content = json.loads(file.path.read_bytes())
        (layer,) = content["objects"].values()
        found = [dict(item["properties"]) for item in layer["geometries"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSourceFile(
            worded("This is not TopoJSON (%(error)s).", error=error), where=file.name, fix=worded("Fetch it again.")
        ) from error
    if not found:
        raise BadSourceFile(worded("There are no places in it."), where=file.name, fix=worded("Fetch it again."))
    return found

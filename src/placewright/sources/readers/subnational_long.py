"""ONS Subnational indicators explorer, the long table: `real` is the figure, `value` only its place on a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np

from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import COMMON_MARKS
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.readers._when import period_of
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table

FIGURE = "real"
_MARKS = {**COMMON_MARKS, "na": Status.NOT_AVAILABLE}


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Each indicator's figure by district, under the measure and unit that the source gives for its name."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    measures = cast(Mapping[str, Sequence[str]], source.options["measures"])
    table = read_text_table(file, ["unique", "Indicator", "Period", FIGURE])
    places = table.places("unique", DISTRICT_TABLE)
    names = {name: pair[0] for name, pair in measures.items()}
    units = {pair[0]: pair[1] for pair in measures.values()}
    found = table.mapped("Indicator", names.get, what=worded("an indicator the source knows"))
    periods = table.mapped("Period", period_of, what=worded("a period"))
    cells = table.numbers(FIGURE, marks=_MARKS)
    table.once([places, found, periods], what="The figure")
    keep = table.keep
    observations = tidy_table(
        place=places[keep],
        place_vintage=source.place_vintage,
        period=periods[keep],
        measure=found[keep],
        unit=np.array([units[measure] for measure in found[keep]], dtype=object),
        value=cells.values[keep],
        status=cells.statuses[keep],
        origin=Origin(file=file.name, row=table.rows[keep], column=FIGURE),
    )
    return table.reading(observations)

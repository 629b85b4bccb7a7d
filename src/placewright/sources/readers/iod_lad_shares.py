"""English Indices of Deprivation 2019, two district summaries in a long table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._intervals import nearest
from placewright.sources.readers._shapes import DISTRICTS
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table

_STEP = 0.0001
_GROUPS = {
    "Rank of average score": "rank-of-average-score",
    "Proportion of LSOAs in most deprived 10% nationally": "share-in-most-deprived-10",
}


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Each district's rank of average score, and the share of its LSOAs among England's most deprived tenth."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    table = read_text_table(file, ["area_code", "indicator", "group", "value"])
    places = table.places("area_code", DISTRICTS, what=worded("a district code"))
    indicator = str(source.options["indicator"])
    table.mapped("indicator", {indicator: indicator}.get, what=f"'{indicator}'")
    measures = table.mapped("group", _GROUPS.get, what=worded("a summary measure"))
    cells = table.numbers("value", least=0)
    table.once([places, measures], what="The figure")
    is_rank = measures == "rank-of-average-score"
    low, high = nearest(cells.values, _STEP, least=0.0, most=1.0)
    keep = table.keep
    observations = tidy_table(
        place=places[keep],
        place_vintage=source.place_vintage,
        period=source.release,
        measure=measures[keep],
        unit=np.where(is_rank, "rank", "share").astype(object)[keep],
        value=cells.values[keep],
        low=np.where(is_rank, np.nan, low)[keep],
        high=np.where(is_rank, np.nan, high)[keep],
        error="rounding",
        status=cells.statuses[keep],
        dimensions={"domain": "imd"},
        origin=Origin(file=file.name, row=table.rows[keep], column="value"),
    )
    return table.reading(observations)

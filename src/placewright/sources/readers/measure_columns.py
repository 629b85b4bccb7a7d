"""Tables with a row for each place and a column for each measure, of one period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from placewright.records.source import Source
from placewright.sources.readers._intervals import nearest
from placewright.sources.readers._melt import Melt, NumberColumn
from placewright.sources.readers._shapes import DISTRICT_TABLE
from placewright.sources.readers._table import Words
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """One observation for each place and declared column.

    The source's options name the column of the `place`, the `period`, and under `columns` what each column holds: its
    `measure`, `unit`, members of the dimensions, and the `step` it is rounded to where that is its known error.
    """
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    place = str(source.options["place"])
    columns = cast(Mapping[str, Mapping[str, object]], source.options["columns"])
    table = read_text_table(file, [place, *columns])
    places = table.places(place, DISTRICT_TABLE)
    table.once([places], what="The place")
    period = str(source.options["period"])
    shared: dict[str, Words | str] = {"place": places, "place_vintage": source.place_vintage, "period": period}
    melt = Melt(table, shared, source.dimensions)
    for name, kind in columns.items():
        cells = table.numbers(name, least=0)
        words = {key: str(kind[key]) for key in ("measure", "unit", *source.dimensions)}
        low, high = (None, None)
        if "step" in kind:
            low, high = nearest(cells.values, float(cast(float, kind["step"])), least=0.0)
        melt.columns.append(NumberColumn(name, cells, words, low, high, "rounding"))
    return table.reading(melt.observations())

"""Indicators of research and development by place, one small file each, on NUTS and LEP codes of several vintages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from placewright.core.errors import BadSourceFile
from placewright.core.issues import Issue, Severity
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._table import Words, slug
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table

_NAME = re.compile(r"(?P<stem>\w+)\.(?P<level>nuts2|nuts3|lep)\.csv")
_YEAR = re.compile(r"20\d{2}")
_CODES = {
    "nuts2": re.compile(r"UK(?:[C-N][0-9A-Z]|ZZ)"),
    "nuts3": re.compile(r"UK(?:[C-N][0-9A-Z]{2}|ZZZ)"),
    "lep": re.compile(r"E37[0-9]{6}"),
}
_VINTAGES = {
    "nuts": {year: f"nuts-{year}" for year in ("2006", "2010", "2013", "2016")},
    "lep": {"-2014": "lep-2014", "2014": "lep-2014", "2017": "lep-2017", "2020": "lep-2020"},
}
"""What the files call a vintage; `-2014` is the set of LEPs of 2014 laid over earlier years."""


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """One measure for each file, by year; each row says the vintage of its code."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    match = _NAME.fullmatch(file.path.name)
    units = cast(Mapping[str, str], source.options["units"])
    if match is None or slug(match["stem"]) not in units:
        raise BadSourceFile(worded("Its name is not that of an indicator the source knows."), where=file.name)
    stem, level = match["stem"], match["level"]
    family = "lep" if level == "lep" else "nuts"
    spec, code = f"{family}_year_spec", f"{family}_id"
    table = read_text_table(file, ["year", code, spec, stem])
    years = table.codes("year", _YEAR, what=worded("a year"))
    places = table.codes(code, _CODES[level], what=worded("a code of %(level)s", level=level))
    vintages = table.mapped(spec, _VINTAGES[family].get, what=worded("a vintage of %(family)s", family=family))
    cells = table.numbers(stem)
    repeats = _exact_repeats(places, vintages, years, cells.values.astype(str).astype(object))
    table.bad |= repeats
    table.once([places, vintages, years], what="The figure")
    keep = table.keep
    measure = slug(stem)
    observations = tidy_table(
        place=places[keep],
        place_vintage=vintages[keep],
        period=years[keep],
        measure=measure,
        unit=units[measure],
        value=cells.values[keep],
        status=np.asarray(cells.statuses[keep]),
        origin=Origin(file=file.name, row=table.rows[keep], column=stem),
    )
    reading = table.reading(observations)
    if not repeats.any():
        return reading
    note = Issue(
        Severity.NOTE,
        file.name,
        worded("%(count)s rows repeat earlier ones exactly and are left out.", count=repeats.sum()),
    )
    return Reading(reading.observations, reading.rows, (*reading.issues, note))


def _exact_repeats(*columns: Words) -> npt.NDArray[np.bool_]:
    """Which rows say word for word what an earlier one said."""
    seen: set[tuple[object, ...]] = set()
    repeated = np.zeros(len(columns[0]), dtype=bool)
    for index, row in enumerate(zip(*columns, strict=True)):
        repeated[index] = row in seen
        seen.add(row)
    return repeated

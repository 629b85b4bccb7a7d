"""Census 2021 flows between districts: where residents work, and where they lived a year before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from placewright.core.errors import BadSourceFile
from placewright.core.periods import CENSUS_DAY_2021
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._shapes import DISTRICT, DISTRICTS
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table

DOES_NOT_APPLY = "-8"
OFFSHORE = "888888888"
ABROAD = "999999999"

_OTHER_END = re.compile(rf"{DISTRICT}|{DOES_NOT_APPLY}|{OFFSHORE}|{ABROAD}")
_RESIDENCE = "Lower tier local authorities code"
_COUNT = "Count"


@dataclass(frozen=True, slots=True)
class _Flow:
    """One of the two tables: its columns and the dimensions they become."""

    columns: Mapping[str, str]
    measure: str
    not_applicable: str


_FLOWS: Mapping[str, _Flow] = {
    "commuting": _Flow(
        {"LTLA of workplace code": "workplace", "Place of work indicator (4 categories) code": "place_of_work"},
        "residents-in-work",
        "residents-not-in-work",
    ),
    "migration": _Flow({"Migrant LTLA one year ago code": "origin"}, "migrants", "residents-not-migrants"),
}


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """People by their district of residence (`place`) and the other end of the flow, on the census day."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    flow = _FLOWS.get(str(source.options.get("flow")))
    if flow is None:
        raise BadSourceFile(worded("The source does not say which flow it holds."), where=file.name)
    table = read_text_table(file, [_RESIDENCE, *flow.columns, _COUNT])
    ends = {}
    for name, dimension in flow.columns.items():
        if dimension == "place_of_work":
            ends[dimension] = table.codes(name, re.compile(r"-8|1|2|3"), what=worded("a category of place of work"))
        else:
            ends[dimension] = table.codes(name, _OTHER_END, what=worded("a district or a code the census gives"))
    places = table.places(_RESIDENCE, DISTRICTS, what=worded("a district code"))
    counts = table.numbers(_COUNT, marks={}, least=0, whole=True)
    table.once([places, *ends.values()], what="The flow")
    first = next(iter(ends.values()))
    measure = np.where(first == DOES_NOT_APPLY, flow.not_applicable, flow.measure).astype(object)
    keep = table.keep
    observations = tidy_table(
        place=places[keep],
        place_vintage=source.place_vintage,
        period=str(CENSUS_DAY_2021),
        measure=measure[keep],
        unit="people",
        value=counts.values[keep],
        dimensions={name: end[keep] for name, end in ends.items()},
        origin=Origin(file=file.name, row=table.rows[keep], column=_COUNT),
    )
    return table.reading(observations)

"""Every result of an analysis that a claim may name, and how analyses become rows beside the evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from placewright.analysis import (
    results_commuting,
    results_disparities,
    results_floorspace,
    results_productivity,
    results_sectors,
)
from placewright.analysis.results_series import ResultInputs, ResultPart, ResultRow, ResultSeries, caveats_on
from placewright.core.errors import Undefined
from placewright.records.indicator import Indicator

if TYPE_CHECKING:
    import pyarrow as pa

_ANALYSES = (results_productivity, results_sectors, results_disparities, results_commuting, results_floorspace)

RESULTS: Mapping[str, ResultSeries] = MappingProxyType(
    {series.id: series for analysis in _ANALYSES for series in analysis.SERIES}
)
"""The results by id, in the order of the analyses."""

PARTS: Mapping[str, ResultPart] = MappingProxyType({part.id: part for analysis in _ANALYSES for part in analysis.PARTS})
"""The parts of the analyses by id; a part makes the rows of all its results."""


@lru_cache(maxsize=1)
def result_definitions() -> Mapping[str, Indicator]:
    """The definition of every result by id."""
    return MappingProxyType({id: series.definition for id, series in RESULTS.items()})


def parts_of_results(results: Collection[str]) -> tuple[ResultPart, ...]:
    """The parts that make some results, in their order; an id that is none of a result is passed over."""
    wanted = {RESULTS[id].part for id in results if id in RESULTS}
    return tuple(part for part in PARTS.values() if part.id in wanted)


def make_part(part: ResultPart, inputs: ResultInputs) -> tuple[pa.Table, pa.Table]:
    """The rows of a part in the schema of evidence, and those without the places whose cells carry a caveat.

    Of a part that its figures do not define there are the rows made before that was found; claims on others are
    unmeasured.
    """
    rows: list[ResultRow] = []
    with suppress(Undefined):
        for row in part.make(inputs):
            rows.append(row)  # noqa: PERF402 - those before the trouble are kept
    return _table((row for row in rows if not row.aside), inputs), _table((row for row in rows if row.aside), inputs)


def _table(rows: Iterable[ResultRow], inputs: ResultInputs) -> pa.Table:
    from placewright.evidence.derived import DerivedRow, derived_rows
    from placewright.evidence.table import CAVEAT_SEPARATOR, join_evidence

    of_result: dict[str, list[DerivedRow]] = {}
    for row in rows:
        series = RESULTS[row.result]
        found = caveats_on(series, row, inputs.area, inputs.caveats)
        of_result.setdefault(row.result, []).append(
            DerivedRow(
                row.place,
                _vintage(row.place),
                row.period,
                row.value,
                row.low,
                row.high,
                row.error,
                dimensions=row.member,
                caveat=CAVEAT_SEPARATOR.join(found) or None,
                inputs=row.inputs,
            )
        )
    return join_evidence(derived_rows(RESULTS[id].definition, made) for id, made in of_result.items())


def _vintage(place: str) -> str:
    from placewright.evidence.levels import is_lasting

    if is_lasting(place):
        return "lad-2024"
    return "itl-2021" if place.startswith("TL") else "nuts-2016"

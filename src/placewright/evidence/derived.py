"""Series that analyses compute and the evidence holds: a registry of functions, looked up by the indicator's series."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

from placewright.core.errors import UnknownName
from placewright.core.fingerprints import fingerprint
from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind, Status
from placewright.core.significant_digits import steady
from placewright.evidence.table import EVIDENCE, evidence_table, join_evidence
from placewright.records.indicator import ComputeKind, Indicator


class UnknownSeries(UnknownName):
    """A derived series that no analysis provides."""

    kind = "derived series"


@dataclass(frozen=True, slots=True)
class DerivedInputs:
    """What a derived series may rest on: the datasets' figures, and what is asked."""

    indicator: Indicator
    observations: Mapping[str, Path | Sequence[Path]]
    bundles: Mapping[str, Sequence[str]]
    places: Collection[str] | None = None


DerivedSeries: TypeAlias = Callable[[DerivedInputs], pa.Table]
"""Computes the rows of one derived indicator, in the schema of the evidence table."""

Registry: TypeAlias = Mapping[str, DerivedSeries]
"""The derived series by the name that an indicator's `series` gives."""


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """One figure of a derived series; `inputs` are the fingerprints of what it was computed from."""

    place: str
    place_vintage: str
    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    error: ErrorKind = ErrorKind.UNKNOWN
    status: Status = Status.OK
    dimensions: str = ""
    caveat: str | None = None
    inputs: tuple[object, ...] = ()


def derived_rows(indicator: Indicator, rows: Sequence[DerivedRow], *, dataset: str = "") -> pa.Table:
    """The rows as evidence of the indicator; a missing value without a reason is `not_available`.

    Numbers have the digits that analyses keep. The fingerprint is of the row's inputs; of its value where it has none.
    """
    names = dataset or "+".join(indicator.sources)
    columns: dict[str, list[object]] = {name: [] for name in EVIDENCE.names}
    for row in map(steady, rows):
        missing = row.value is None
        status = Status.NOT_AVAILABLE if missing and row.status is Status.OK else row.status
        values = (
            indicator.id, row.place, row.place_vintage, row.period, row.dimensions, row.value,
            None if missing else row.low, None if missing else row.high, str(row.error), str(status), row.caveat,
            indicator.unit, names, fingerprint(row.inputs or (row.value, row.low, row.high))[:16],
        )  # fmt: skip
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
    arrays = [
        pa.array(column, pa.float64() if field.type == pa.float64() else pa.string())
        for column, field in zip(columns.values(), EVIDENCE, strict=True)
    ]
    return evidence_table(pa.table(arrays, names=EVIDENCE.names))


def compute_derived(
    indicators: Sequence[Indicator],
    registry: Registry,
    *,
    observations: Mapping[str, Path | Sequence[Path]],
    bundles: Mapping[str, Sequence[str]] | None = None,
    places: Collection[str] | None = None,
) -> pa.Table:
    """The evidence of those indicators that are derived and whose datasets are given.

    Raises:
        UnknownSeries: an indicator names a series that the registry has not.
    """
    tables = []
    for indicator in indicators:
        if indicator.compute.kind is not ComputeKind.DERIVED or not set(indicator.sources) <= set(observations):
            continue
        name = indicator.compute.series
        if name not in registry:
            raise UnknownSeries.named(name, registry, where=f"indicator '{indicator.id}'")
        inputs = DerivedInputs(indicator, observations, bundles or {}, places)
        table = registry[name](inputs)
        at = table.schema.get_field_index("indicator")
        named = pa.array([indicator.id] * table.num_rows, pa.string())
        tables.append(evidence_table(table.set_column(at, "indicator", named)))
    return join_evidence(tables)

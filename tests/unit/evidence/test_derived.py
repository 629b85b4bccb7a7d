"""Derived series come from a registry of functions and stand in the evidence like any other."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from placewright.core.quantities import ErrorKind, Status
from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.derived import DerivedInputs, DerivedRow, UnknownSeries, compute_derived, derived_rows
from placewright.evidence.table import EVIDENCE
from placewright.records.indicator import Compute, ComputeKind

GINI = replace(
    packaged_indicators()["employment-rate"],
    id="gini",
    unit="ratio",
    sources=("a",),
    compute=Compute(ComputeKind.DERIVED, series="gini-of-districts"),
)


def gini(inputs: DerivedInputs) -> pa.Table:
    rows = [
        DerivedRow("E10000015", "lad-2023", "2022", 0.12, 0.1, 0.14, ErrorKind.ROUNDING, inputs=("x", "y")),
        DerivedRow("E10000015", "lad-2023", "2021", None, status=Status.SUPPRESSED, caveat="two districts withheld"),
    ]
    return derived_rows(inputs.indicator, rows)


def test_a_derived_indicator_takes_the_rows_of_its_series() -> None:
    table = compute_derived([GINI], {"gini-of-districts": gini}, observations={"a": []})
    assert table.schema.equals(EVIDENCE)
    missing, present = table.to_pylist()
    assert (present["indicator"], present["value"], present["error"], present["dataset"]) == (
        "gini",
        0.12,
        "rounding",
        "a",
    )
    assert (missing["value"], missing["status"], missing["caveat"]) == (None, "suppressed", "two districts withheld")
    assert len(present["fingerprint"]) == 16


def test_a_series_whose_datasets_are_not_given_is_left_out() -> None:
    assert compute_derived([GINI], {}, observations={}).num_rows == 0


def test_an_unknown_series_is_named() -> None:
    with pytest.raises(UnknownSeries, match=r"No derived series 'gini-of-districts'\. Did you mean 'gini-of-district'"):
        compute_derived([GINI], {"gini-of-district": gini}, observations={"a": []})


def test_a_missing_value_without_a_reason_is_not_available() -> None:
    (row,) = derived_rows(GINI, [DerivedRow("E10000015", "lad-2023", "2022", None)]).to_pylist()
    assert row["status"] == "not_available"


def test_a_fingerprint_is_of_the_inputs() -> None:
    def of(*inputs: object, value: float = 1.0) -> str:
        return derived_rows(GINI, [DerivedRow("E", "v", "2022", value, inputs=inputs)])["fingerprint"][0].as_py()

    assert of("x") == of("x", value=2.0)
    assert of("x") != of("y")

"""The one tidy schema: every reader's rows become columns that mean the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from placewright.core.errors import PlacewrightError
from placewright.core.quantities import MISSING, ErrorKind, Status
from placewright.core.said import worded

WORD = pa.dictionary(pa.int32(), pa.string())
"""The type of a column of repeated words."""

LEADING = ("place", "place_vintage", "period")
TRAILING = ("measure", "unit", "value", "low", "high", "error", "status", "caveat")
ORIGIN = ("file", "sheet", "row", "column")
NUMBERS = frozenset({"value", "low", "high"})

_AT_ONCE = 500_000
"""Rows checked at a time, so that checking needs little memory."""

Column: TypeAlias = str | Sequence[object] | npt.NDArray[np.generic] | pa.Array | pa.ChunkedArray | None
"""A whole column as one word for every row, or as one value a row."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where each row stood in the publisher's files: file name, sheet or table, row (1 is the first) and column."""

    file: Column
    row: Column
    sheet: Column = None
    column: Column = None


def schema(dimensions: Sequence[str] = ()) -> pa.Schema:
    """The schema of tidy observations with these dimension columns.

    >>> schema(["industry"]).names[:5]
    ['place', 'place_vintage', 'period', 'industry', 'measure']
    """
    reserved = {*LEADING, *TRAILING, *ORIGIN, "dataset"}
    if taken := reserved.intersection(dimensions):
        raise PlacewrightError(
            worded("A dimension cannot be called %(taken)s.", taken=f"{sorted(taken)[0]!r}"),
            fix=worded("Choose another name."),
        )
    words = [pa.field(name, WORD) for name in (*LEADING, *dimensions)]
    middle = [pa.field(name, pa.float64() if name in NUMBERS else WORD) for name in TRAILING]
    origin = [pa.field(name, pa.int32() if name == "row" else WORD) for name in ORIGIN]
    return pa.schema(words + middle + origin)


def tidy_table(
    *,
    place: Column,
    place_vintage: Column,
    period: Column,
    measure: Column,
    unit: Column,
    value: Column,
    origin: Origin,
    dimensions: Mapping[str, Column] | None = None,
    low: Column = None,
    high: Column = None,
    error: Column = None,
    status: Column = None,
    caveat: Column = None,
) -> pa.Table:
    """The columns as one table in the tidy schema; single words are repeated for every row.

    A missing value (None or NaN) needs a `status` that says why; without one it is `not_available`. Without `low` and
    `high` no interval is known and `error` is `unknown`. An interval must hold its value.
    """
    dims = dict(dimensions or {})
    wanted = schema(tuple(dims))
    values = _numbers(value)
    rows = len(values)
    given: dict[str, Column] = {
        "place": place, "place_vintage": place_vintage, "period": period, **dims, "measure": measure, "unit": unit,
        "caveat": caveat, "file": origin.file, "sheet": origin.sheet, "column": origin.column,
    }  # fmt: skip
    columns: dict[str, pa.Array] = {name: _words(column, rows, name) for name, column in given.items()}
    columns["row"] = _rows(origin.row, rows)
    columns["value"] = values
    columns["low"], columns["high"] = _bounds(low, rows), _bounds(high, rows)
    columns["status"] = _words(_status(status, values), rows, "status")
    columns["error"] = _words(_error(error, columns["low"]), rows, "error")
    table = pa.table([columns[name] for name in wanted.names], schema=wanted)
    _check(table)
    return table


def _numbers(column: Column) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    array = column.cast(pa.float64()) if isinstance(column, pa.Array) else pa.array(column, pa.float64())
    nan = pc.fill_null(pc.is_nan(array), False)
    return pc.if_else(nan, pa.scalar(None, pa.float64()), array)


def _bounds(column: Column, rows: int) -> pa.Array:
    return pa.nulls(rows, pa.float64()) if column is None else _numbers(column)


def _rows(column: Column, rows: int) -> pa.Array:
    if column is None:
        return pa.nulls(rows, pa.int32())
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    return column.cast(pa.int32()) if isinstance(column, pa.Array) else pa.array(column, pa.int32())


def _words(column: Column, rows: int, name: str) -> pa.Array:
    if column is None:
        return pa.DictionaryArray.from_arrays(pa.nulls(rows, pa.int32()), pa.array([], pa.string()))
    if isinstance(column, str):
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([column]))
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    array = column if isinstance(column, pa.Array) else pa.array(column)
    if len(array) != rows:
        raise PlacewrightError(
            worded(
                "The column '%(name)s' has %(count)s rows where the values have %(rows)s.",
                name=name,
                count=len(array),
                rows=rows,
            )
        )
    if pa.types.is_dictionary(array.type):
        return array.cast(WORD)
    return array.cast(pa.string()).dictionary_encode().cast(WORD)


def _status(status: Column, values: pa.Array) -> Column:
    missing = pc.is_null(values)
    if status is None:
        return pc.if_else(missing, str(Status.NOT_AVAILABLE), str(Status.OK))
    if isinstance(status, str):
        return pc.if_else(missing, str(Status.NOT_AVAILABLE), status)
    return status


def _error(error: Column, low: pa.Array) -> Column:
    known = pc.is_valid(low)
    if error is None:
        error = str(ErrorKind.UNKNOWN)
    if isinstance(error, str):
        return pc.if_else(known, error, str(ErrorKind.UNKNOWN))
    return error


def _check(table: pa.Table) -> None:
    for name, closed in (("status", Status), ("error", ErrorKind)):
        strange = set(pc.unique(table[name]).to_pylist()) - {str(item) for item in closed}
        if strange:
            raise PlacewrightError(
                worded("'%(strange)s' is no %(name)s.", strange=sorted(map(str, strange))[0], name=name),
                fix=worded("Use one of %(list)s.", list=list(closed)),
            )
    for start in range(0, table.num_rows, _AT_ONCE):
        _check_cells(table.slice(start, _AT_ONCE))


def _check_cells(table: pa.Table) -> None:
    value, low, high = table["value"], table["low"], table["high"]
    if low.null_count < len(low) or high.null_count < len(high):
        slack = pc.multiply(pc.add(pc.abs(value), 1.0), 1e-9)
        outside = pc.or_(pc.less(value, pc.subtract(low, slack)), pc.greater(value, pc.add(high, slack)))
        if pc.any(outside).as_py():
            row = table.filter(pc.fill_null(outside, False)).slice(0, 1).to_pylist()[0]
            where = f"{row['place']}, {row['period']}, {row}"
            raise PlacewrightError(worded("An interval does not hold its value."), where=where)
    status = table["status"].combine_chunks()
    says_missing = pc.is_in(status.dictionary, value_set=pa.array([str(item) for item in MISSING]))
    if pc.any(pc.not_equal(says_missing.take(status.indices), pc.is_null(value))).as_py():
        raise PlacewrightError(worded("A missing value has a status that says why, and a present one has another."))

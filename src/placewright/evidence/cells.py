"""The cells that figures are computed from: rows of many datasets, their dimensions as one key, digested."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis
import pyarrow.csv
import pyarrow.parquet
from ibis.expr.types import IntegerValue, StringValue, Table

from placewright.core.errors import BadSourceFile
from placewright.core.periods import YearSpan, parse_period
from placewright.evidence.plan import TOTAL, Plan
from placewright.records.caveat import Caveat

_FIXED = frozenset(
    {"place", "place_vintage", "period", "measure", "unit", "value", "low", "high", "error", "status", "caveat"}
    | {"dataset", "file", "sheet", "row", "column"}
)
SPARK = "pyspark"
SMALL_AREAS = "^(lsoa|msoa)-"
DIGITS = "%.11e"
"""Floats in a cell's canonical text have 12 significant digits."""


@ibis.udf.scalar.builtin(name="printf")  # type: ignore[untyped-decorator]
def _printf(template: str, value: float) -> str: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="format_string")  # type: ignore[untyped-decorator]
def _format_string(template: str, value: float) -> str: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="sha256")  # type: ignore[untyped-decorator]
def _sha256(text: str) -> str: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="sha2")  # type: ignore[untyped-decorator]
def _sha2(text: str, bits: int) -> str: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="conv")  # type: ignore[untyped-decorator]
def _conv(digits: str, base: int, to: int) -> str: ...  # type: ignore[empty-body]


def digest(text: StringValue, backend: str) -> StringValue:
    """The first 16 hexadecimal digits of the text's sha256."""
    whole = _sha2(text, 256) if backend == SPARK else _sha256(text)
    return whole.substr(0, 16)


def digest_number(text: StringValue, backend: str) -> IntegerValue:
    """The first 15 hexadecimal digits of the text's sha256 as a number, which can be combined in any order."""
    digits = digest(text, backend).substr(0, 15)
    decimal = _conv(digits, 16, 10) if backend == SPARK else ibis.literal("0x") + digits
    return decimal.cast("int64")


def used_cells(
    connection: Any,
    observations: Mapping[str, Sequence[Path]],
    plan: Plan,
    *,
    caveats: Sequence[Caveat] = (),
    places: Collection[str] | None = None,
) -> Table:
    """The cells that some line of the plan uses, from every dataset's files, each with its digest.

    `caveat` holds the publisher's words and the ids of the caveats that trouble the cell.
    """
    parts = [
        _of_dataset(connection, name, files, plan.measures(name), caveats, places, small_areas=plan.small_areas(name))
        for name, files in sorted(observations.items())
        if name in plan.datasets
    ]
    cells = parts[0] if len(parts) == 1 else ibis.union(*parts)
    keys = ("dataset", "measure", "cell")
    wanted = plan.terms.select(list(keys))
    for prefix in ("", "weight_"):
        more = plan.weighted.select([f"{prefix}{key}" for key in keys]).rename_columns(list(keys))
        wanted = pyarrow.concat_tables([wanted, more])
    wanted = wanted.group_by(list(keys), use_threads=False).aggregate([])
    return _digested(cells.semi_join(ibis.memtable(wanted), keys), connection.name)


def _of_dataset(
    connection: Any,
    name: str,
    files: Sequence[Path],
    measures: Sequence[str],
    caveats: Sequence[Caveat],
    places: Collection[str] | None,
    *,
    small_areas: bool,
) -> Table:
    rows = _rows(connection, files)
    if lacking := sorted({"place", "place_vintage", "period", "measure", "value", "status"} - set(rows.columns)):
        raise BadSourceFile(f"The figures of '{name}' have no column '{lacking[0]}'.", where=str(files[0]))
    rows = rows.filter(rows.measure.isin(measures))
    if places is not None:
        rows = rows.filter(rows.place.isin(sorted(places)))
    elif not small_areas:
        rows = rows.filter(~rows.place_vintage.re_search(SMALL_AREAS))
    cell: StringValue = ibis.literal("")
    for dimension in sorted(set(rows.columns) - _FIXED):
        member = rows[dimension].cast("string")
        cell = cell.concat(
            ibis.ifelse(member.isnull() | (member == TOTAL), "", ibis.literal(f"{dimension}=") + member + ";")
        )
    shaped = rows.select(
        dataset=ibis.literal(name),
        place=rows.place,
        place_vintage=rows.place_vintage,
        period=rows.period.cast("string"),
        measure=rows.measure,
        cell=cell,
        value=rows.value.cast("float64"),
        low=rows.low.cast("float64"),
        high=rows.high.cast("float64"),
        error=rows.error,
        status=rows.status,
        caveat=rows.caveat.cast("string").nullif(""),
    )
    for caveat in caveats:
        if caveat.dataset == name:
            shaped = shaped.mutate(caveat=_with(shaped, caveat))
    return shaped


def _rows(connection: Any, files: Sequence[Path]) -> Table:
    if all(path.suffix == ".parquet" for path in files):
        paths = [str(path) for path in files]
        return connection.read_parquet(paths if len(paths) > 1 else paths[0])
    words = {name: pyarrow.string() for name in _FIXED - {"value", "low", "high", "row"}}
    numbers = {name: pyarrow.float64() for name in ("value", "low", "high")}
    options = pyarrow.csv.ConvertOptions(column_types={**words, **numbers}, strings_can_be_null=True)
    tables = [
        pyarrow.csv.read_csv(path, convert_options=options)
        if path.suffix == ".csv"
        else pyarrow.parquet.read_table(path)
        for path in files
    ]
    return ibis.memtable(pyarrow.concat_tables(tables, promote_options="permissive"))


def _with(cells: Table, caveat: Caveat) -> StringValue:
    """The caveat column with the caveat's id added to the cells that it troubles."""
    hit = ibis.literal(True)
    if caveat.places:
        hit &= cells.place.isin(caveat.places)
    if caveat.measures:
        hit &= cells.measure.isin(caveat.measures)
    for name, member in caveat.where:
        keyed = (ibis.literal(";") + cells.cell).contains(f";{name}={'' if member == TOTAL else member + ';'}")
        hit &= ~keyed if member == TOTAL else keyed
    if caveat.periods:
        hit &= _in_periods(cells, caveat.periods)
    added = ibis.ifelse(cells.caveat.isnull(), caveat.id, cells.caveat + f" | {caveat.id}")
    return ibis.ifelse(hit, added, cells.caveat)


def _in_periods(cells: Table, periods: Sequence[str]) -> Any:
    spans = [span for text in periods if isinstance(span := parse_period(text), YearSpan)]
    hit = cells.period.isin(list(periods))
    for span in spans:
        hit |= year_of_text(cells.period).between(span.first, span.last)
    return hit


def year_of_text(period: StringValue) -> Any:
    """The calendar year of a canonical period, as `core.periods.year_of` gives it, for a whole column."""
    rolling, span = period.startswith("P1Y/"), period.contains("..")
    month = ibis.ifelse(rolling, period.substr(9, 2), "12").cast("int32")
    first = ibis.ifelse(rolling, period.substr(4, 4), period.substr(0, 4)).cast("int32")
    last = ibis.ifelse(span, period.substr(6, 4), period.substr(0, 4))
    last = ibis.ifelse(rolling, "0000", last).cast("int32")
    middle = (first + last) // 2
    leaps, before = (end // 4 - (first - 1) // 4 for end in (last, middle))
    late = ((last - first) % 2 == 1) & ((leaps - 1) // 2 >= before)
    middle += ibis.ifelse(late, 1, 0).cast("int32")
    return ibis.ifelse(span, middle, first - ibis.ifelse(month < 7, 1, 0)).cast("int32")


def _digested(cells: Table, backend: str) -> Table:
    form = _format_string if backend == SPARK else _printf
    numbers = [ibis.ifelse(cells[n].isnull(), "", form(DIGITS, cells[n])) for n in ("value", "low", "high")]
    words = [
        cells[name] for name in ("dataset", "place", "place_vintage", "period", "measure", "cell", "error", "status")
    ]
    text: StringValue = ibis.literal("")
    for column in (*words, *numbers):
        text = text.concat(ibis.coalesce(column, ""), "|")
    return cells.mutate(digest=digest_number(text, backend))

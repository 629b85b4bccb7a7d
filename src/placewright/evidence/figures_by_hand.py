"""Figures that somebody wrote as CSV: the first row that cannot be is named, with the mend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.periods import BadPeriod, parse_period
from placewright.core.quantities import MISSING, Status
from placewright.core.said import worded
from placewright.evidence.coded_words import BoolArray, coded, each
from placewright.sources.tidy import LEADING, NUMBERS, ORIGIN, TRAILING, WORD

_FIRST = 2
"""The line of the first row: the head of the columns stands on the one before."""


class _Wrong(NamedTuple):
    row: int
    what: str
    fix: str


def read_by_hand(path: Path) -> pa.Table:
    """The tidy observations of a CSV file, looked through; all but the numbers as codes of words.

    Raises:
        BadRecord: a column is missing, a word stands where a number should, or a row cannot be.
    """
    from pyarrow import csv

    header = path.open(encoding="utf-8-sig").readline().strip().replace('"', "").split(",")
    numbers = {name: pa.float64() for name in NUMBERS} | {"row": pa.int32()}
    types = {name: numbers.get(name, pa.string()) for name in header}
    options = csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
    try:
        table = csv.read_csv(path, convert_options=options)
    except pa.ArrowInvalid as error:
        what = worded("The figures cannot be read (%(error)s).", error=error)
        fix = worded("Write a number, or leave the cell empty and say why in `status`.")
        raise BadRecord(what, where=f"figures/{path.name}", fix=fix) from error
    stop_missing(table, path.name)
    for index, name in enumerate(table.column_names):
        if name not in numbers:
            table = table.set_column(index, name, table[name].dictionary_encode().cast(WORD))
    _look_through(table, path.name)
    return table


def stop_missing(table: pa.Table, name: str) -> None:
    """An error where figures lack a column that every observation has.

    Raises:
        BadRecord: one is missing.
    """
    if missing := [column for column in (*LEADING, "measure", "unit", "value") if column not in table.column_names]:
        what = worded("The column '%(missing)s' is missing.", missing=missing[0])
        raise BadRecord(what, where=name, fix=worded("Add it."))


def _look_through(table: pa.Table, name: str) -> None:
    """Stop at the first row that cannot be.

    Raises:
        BadRecord: a value is no number, has another status than it could have or lies outside its interval; a period is
            none; a measure has two units; or one cell has two values.
    """
    found = [
        wrong for check in (_numbers, _intervals, _statuses, _periods, _units, _repeated) for wrong in check(table)
    ]
    if found:
        first = min(found, key=lambda wrong: wrong.row)
        more = worded(" Other rows are wrong, too.") if len(found) > 1 else ""
        raise BadRecord(first.what, where=f"{name}, line {first.row + _FIRST}", fix=f"{first.fix}{more}")


def _numbers(table: pa.Table) -> Iterator[_Wrong]:
    for column in ("value", "low", "high"):
        if column in table.column_names:
            given = table[column].to_numpy()
            known = table[column].is_valid().to_numpy()
            for row in _first(known & ~np.isfinite(given)):
                what = worded("Its %(column)s is no number (%(given)s).", column=column, given=f"{given[row]:g}")
                yield _Wrong(row, what, worded("Leave it empty, and say under `status` why it is missing."))


def _intervals(table: pa.Table) -> Iterator[_Wrong]:
    if not {"low", "high"} <= set(table.column_names):
        return
    value, low, high = (table[column].to_numpy() for column in ("value", "low", "high"))
    for row in _first(low > high):
        what = worded("Its low (%(low)s) is above its high (%(high)s).", low=f"{low[row]:g}", high=f"{high[row]:g}")
        yield _Wrong(row, what, worded("Exchange them."))
    for row in _first((low <= high) & ((value < low) | (value > high))):
        said = {"value": f"{value[row]:g}", "low": f"{low[row]:g}", "high": f"{high[row]:g}"}
        what = worded("Its value (%(value)s) lies outside its interval, %(low)s to %(high)s.", **said)
        yield _Wrong(row, what, worded("Correct the value, `low` or `high`."))


def _statuses(table: pa.Table) -> Iterator[_Wrong]:
    if "status" not in table.column_names:
        return
    known = [str(status) for status in Status]
    codes, words = coded(table["status"])
    for row in _first(each(table["status"], lambda word: word not in known)):
        status = words[codes[row]]
        fix = did_you_mean(status, known) or worded("Write one of %(all)s.", all=", ".join(known))
        yield _Wrong(row, worded("There is no status '%(status)s'.", status=status), fix)
    has_value = table["value"].is_valid().to_numpy()
    for row in _first(has_value & each(table["status"], MISSING.__contains__)):
        what = worded("It is '%(status)s' and has a value.", status=words[codes[row]])
        yield _Wrong(row, what, worded("Leave the value out, or write another status."))


def _periods(table: pa.Table) -> Iterator[_Wrong]:
    codes, words = coded(table["period"])
    for code in np.unique(codes).tolist():
        try:
            parse_period(words[code] if code >= 0 else "")
        except BadPeriod as error:
            yield _Wrong(int(np.argmax(codes == code)), error.what, error.fix or "")


def _units(table: pa.Table) -> Iterator[_Wrong]:
    (measures, names), (units, words) = coded(table["measure"]), coded(table["unit"])
    _, first, which = np.unique(measures, return_index=True, return_inverse=True)
    for row in _first(units != units[first][which]):
        said = {"measure": names[measures[row]], "unit": words[units[row]], "first": words[units[first[which[row]]]]}
        what = worded("'%(measure)s' is in '%(unit)s' here and in '%(first)s' before.", **said)
        yield _Wrong(row, what, worded("Give a measure one unit, or call the other a measure of its own."))


def _repeated(table: pa.Table) -> Iterator[_Wrong]:
    fixed = {*LEADING, *TRAILING, *ORIGIN, "dataset"}
    cells = np.zeros(table.num_rows, dtype=np.int64)
    for key in (*LEADING, "measure", *(name for name in table.column_names if name not in fixed)):
        codes, words = coded(table[key])
        cells = np.unique(cells * (len(words) + 1) + codes + 1, return_inverse=True)[1]
    value = table["value"].to_numpy()
    order = np.argsort(cells, kind="stable")
    before, after = order[:-1], order[1:]
    differ = (value[before] != value[after]) & ~(np.isnan(value[before]) & np.isnan(value[after]))
    wrong = np.sort(after[(cells[before] == cells[after]) & differ])
    for row in wrong[:1].tolist():
        line = int(np.argmax(cells == cells[row])) + _FIRST
        what = worded("It has another value than line %(line)s for the same cell.", line=line)
        yield _Wrong(row, what, worded("Take one of the two out."))


def _first(wrong: BoolArray) -> list[int]:
    """The first row that is wrong, as a list that may be empty."""
    return [int(row) for row in np.flatnonzero(wrong)[:1]]

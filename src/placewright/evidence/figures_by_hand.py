"""Figures that somebody wrote as CSV: the first row that cannot be is named, with the mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.periods import BadPeriod, parse_period
from placewright.core.quantities import MISSING, Status
from placewright.core.said import worded
from placewright.sources.tidy import LEADING, ORIGIN, TRAILING

_FIRST = 2
"""The line of the first row: the head of the columns stands on the one before."""


class _Wrong(NamedTuple):
    row: int
    what: str
    fix: str


def check_by_hand(table: pa.Table, name: str) -> None:
    """Look through figures as they were read from a CSV file.

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
    codes, words = _coded(table["status"])
    for row in _first(_flags(words, lambda word: word not in known)[codes]):
        status = words[codes[row]]
        fix = did_you_mean(status, known) or worded("Write one of %(all)s.", all=", ".join(known))
        yield _Wrong(row, worded("There is no status '%(status)s'.", status=status), fix)
    has_value = table["value"].is_valid().to_numpy()
    for row in _first(has_value & _flags(words, MISSING.__contains__)[codes]):
        what = worded("It is '%(status)s' and has a value.", status=words[codes[row]])
        yield _Wrong(row, what, worded("Leave the value out, or write another status."))


def _periods(table: pa.Table) -> Iterator[_Wrong]:
    codes, words = _coded(table["period"])
    for code in np.unique(codes).tolist():
        try:
            parse_period(words[code] if code >= 0 else "")
        except BadPeriod as error:
            yield _Wrong(int(np.argmax(codes == code)), error.what, error.fix or "")


def _units(table: pa.Table) -> Iterator[_Wrong]:
    (measures, names), (units, words) = _coded(table["measure"]), _coded(table["unit"])
    _, first, which = np.unique(measures, return_index=True, return_inverse=True)
    for row in _first(units != units[first][which]):
        said = {"measure": names[measures[row]], "unit": words[units[row]], "first": words[units[first[which[row]]]]}
        what = worded("'%(measure)s' is in '%(unit)s' here and in '%(first)s' before.", **said)
        yield _Wrong(row, what, worded("Give a measure one unit, or call the other a measure of its own."))


def _repeated(table: pa.Table) -> Iterator[_Wrong]:
    fixed = {*LEADING, *TRAILING, *ORIGIN, "dataset"}
    cells = np.zeros(table.num_rows, dtype=np.int64)
    for key in (*LEADING, "measure", *(name for name in table.column_names if name not in fixed)):
        codes, words = _coded(table[key])
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


def _coded(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], list[str]]:
    """The words of a column by their numbers, minus one where there is none, and the words."""
    whole = column.combine_chunks()
    encoded = whole if pa.types.is_dictionary(whole.type) else whole.cast(pa.string()).dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, encoded.dictionary.to_pylist()


def _flags(words: Sequence[str], test: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    """For each word whether that is so, and for none that it is not."""
    return np.array([*map(test, words), False], dtype=np.bool_)


def _first(wrong: npt.NDArray[np.bool_]) -> list[int]:
    """The first row that is wrong, as a list that may be empty."""
    return [int(row) for row in np.flatnonzero(wrong)[:1]]

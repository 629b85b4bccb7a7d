"""Reading tables with a row for each observation: columns found, relabelled, doubted and made tidy."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from placewright.core.errors import BadSourceFile, did_you_mean
from placewright.core.periods import BadPeriod, parse_period
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.bounds import Ends, ends_of_sums, rounding_ends
from placewright.sources.codes import wrong_codes
from placewright.sources.columns import Doubts, Numbers, Words, read_numbers, words
from placewright.sources.delimited import Rows, read_delimited
from placewright.sources.options import Long
from placewright.sources.reading import SourceFile, WrongRows
from placewright.sources.tidy import Origin, tidy_table

_YEAR = re.compile(r"(\d{4})(?:\.0|-01-01)?")
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(slots=True)
class Columns:
    """The columns of a file in our words, and its values."""

    place: Words
    vintage: Words
    period: Words
    measure: Words
    unit: Words
    cells: Numbers
    members: dict[str, Words] = field(default_factory=dict)
    ends: Ends | None = None
    caveat: Words | None = None


def read_rows(file: SourceFile, long: Long, wrong: WrongRows, *, more: Sequence[str] = ()) -> Rows:
    """The columns that the layout names, and those in `more`, with the rows' numbers in the file."""
    members = [member.column for member in long.members.values()]
    period = [long.period_column] if long.period_column else []
    needed = [long.place[0], *period, long.value_column, *members, *long.only, *more]
    names = list(dict.fromkeys(needed + ([long.measure_column] if long.measure_column else [])))
    if file.path.suffix == ".parquet":
        return _read_parquet(file, names)
    return read_delimited(file, wrong, columns=names, encoding=long.encoding)


def _read_parquet(file: SourceFile, names: list[str]) -> Rows:
    try:
        known = pq.read_schema(file.path)
        if missing := [name for name in names if name not in known.names]:
            fix = did_you_mean(missing[0], known.names) or worded("It has %(list)s.", list=", ".join(known.names))
            raise BadSourceFile(
                worded("There is no column '%(missing)s'.", missing=missing[0]), where=file.name, fix=fix
            )
        texts = [name for name in names if pa.types.is_string(known.field(name).type)]
        table = pq.read_table(file.path, columns=names, read_dictionary=texts)
    except (pa.ArrowException, OSError) as error:
        raise BadSourceFile(
            worded("The file cannot be read as Parquet (%(error)s).", error=error),
            where=file.name,
            fix=worded("Fetch it again."),
        ) from error
    return Rows(table, np.arange(1, table.num_rows + 1, dtype=np.int64))


def chosen_rows(rows: Rows, long: Long) -> Rows:
    """The rows that the layout's `only` keeps."""
    chosen = np.ones(rows.table.num_rows, dtype=bool)
    for name, wanted in long.only.items():
        chosen &= words(rows.table[name]).rows_of(dict.fromkeys(wanted))
    if chosen.all():
        return rows
    return Rows(rows.table.filter(pa.array(chosen)), rows.numbers[chosen])


def gather(rows: Rows, source: Source, long: Long, doubts: Doubts) -> Columns:
    """The columns in our words; what is wrong with a row is noted in `doubts`."""
    table = rows.table
    cells = read_numbers(table[long.value_column], long.marks)
    raw_values = table[long.value_column]
    doubts.note(
        cells.wrong,
        lambda row: worded("'%(found)s' cannot be a value here.", found=raw_values[row].as_py()),
        long.value_column,
    )
    if long.least is not None:
        with np.errstate(invalid="ignore"):
            low = cells.values < long.least
        doubts.note(
            low,
            lambda row: worded(
                "%(value)s is below %(least)s.", value=f"{cells.values[row]:g}", least=f"{long.least:g}"
            ),
            long.value_column,
        )

    codes = words(table[long.place[0]]).relabelled(lambda code: long.recode.get(code, code))
    vintages = {code: _vintage(code, source, long) for code in codes.distinct}
    bad = {code: why for code, vintage in vintages.items() for why in wrong_codes([code], vintage).values()}
    doubts.note(
        codes.rows_of(bad) | (codes.indices < 0),
        lambda row: bad.get(codes.at(row), worded("There is no place code.")),
        long.place[0],
    )
    place = codes

    raw_periods = _raw_periods(table, long)
    period = raw_periods.relabelled(lambda text: _period(text, long))
    doubts.note(
        period.indices < 0,
        lambda row: worded("'%(found)s' is not a period.", found=raw_periods.at(row)),
        long.period_column,
    )

    measure, unit = _measures(table, long, doubts)
    columns = Columns(place, place.relabelled(vintages.__getitem__), period, measure, unit, cells)
    for name, member in long.members.items():
        raw = words(table[member.column])
        columns.members[name] = raw.relabelled(member.label)
        doubts.note(columns.members[name].indices < 0, _unknown(name, raw), member.column)
    return columns


def _raw_periods(table: pa.Table, long: Long) -> Words:
    if long.period_column:
        return words(table[long.period_column])
    return Words(np.zeros(table.num_rows, dtype=np.int32), (long.fixed_period,))


def _unknown(name: str, raw: Words) -> Callable[[int], str]:
    return lambda row: worded("'%(found)s' is no known %(name)s.", found=raw.at(row), name=name)


def _measures(table: pa.Table, long: Long, doubts: Doubts) -> tuple[Words, Words]:
    if not long.measure_column:
        one = next(iter(long.measures.values()))
        zeros = np.zeros(table.num_rows, dtype=np.int32)
        return Words(zeros, (one.measure,)), Words(zeros, (one.unit,))
    raw = words(table[long.measure_column])
    known = long.measures
    doubts.note(
        ~raw.rows_of(known),
        lambda row: worded("'%(found)s' is no known measure.", found=raw.at(row)),
        long.measure_column,
    )
    measure = raw.relabelled(lambda text: known[text].measure if text in known else None)
    return measure, raw.relabelled(lambda text: known[text].unit if text in known else None)


def _vintage(code: str, source: Source, long: Long) -> str:
    return next((vintage for start, vintage in long.vintages.items() if code.startswith(start)), source.place_vintage)


def _period(text: str, long: Long) -> str | None:
    if long.months and _MONTH.fullmatch(text):
        return long.months.format(text)
    if match := _YEAR.fullmatch(text):
        return long.period.format(match[1])
    try:
        return str(parse_period(text))
    except BadPeriod:
        return None


def tidy(
    file: SourceFile, lines: npt.NDArray[np.int64], columns: Columns, long: Long, kept: npt.NDArray[np.bool_]
) -> pa.Table:
    """The kept rows in the tidy schema."""
    every = bool(kept.all())

    def column(found: Words) -> pa.DictionaryArray:
        return (found if every else found.taken(kept)).array

    statuses, values = columns.cells.statuses, columns.cells.values[kept]
    provisional = columns.period.rows_of(dict.fromkeys(long.provisional)) if long.provisional else None
    if provisional is not None:
        statuses = statuses.replaced(provisional & statuses.rows_of({str(Status.OK): None}), str(Status.PROVISIONAL))
    ends = _ends(columns, long, kept) if long.rounding else None
    if columns.ends is not None:
        ends = Ends(columns.ends.low[kept], columns.ends.high[kept], columns.ends.error)
    return tidy_table(
        place=column(columns.place),
        place_vintage=column(columns.vintage),
        period=column(columns.period),
        dimensions={name: column(found) for name, found in columns.members.items()},
        measure=column(columns.measure),
        unit=column(columns.unit),
        value=values,
        low=None if ends is None else ends.low,
        high=None if ends is None else ends.high,
        error=None if ends is None else ends.error,
        status=column(statuses),
        caveat=None if columns.caveat is None else column(columns.caveat),
        origin=Origin(file.name, pa.array(lines[kept], pa.int32()), None, long.value_column),
    )


def _ends(columns: Columns, long: Long, kept: npt.NDArray[np.bool_]) -> Ends:
    values = columns.cells.values[kept]
    ends = rounding_ends(values, long.rounding)
    if not long.total_of:
        return ends
    others = [columns.place, columns.period, columns.measure]
    others += [found for name, found in columns.members.items() if name != long.total_of]
    groups = np.zeros(len(values), dtype=np.int64)
    for found in others:
        groups = groups * (len(found.distinct) + 1) + found.indices[kept] + 1
    groups = np.unique(groups, return_inverse=True)[1].astype(np.int64)
    totals = columns.members[long.total_of].rows_of({"total": None})[kept]
    return ends_of_sums(ends, values, totals=totals, groups=groups)

"""Any CSV, Excel, Parquet or JSON-stat table, read by the mapping that its source declares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from placewright.core.errors import BadSourceFile, did_you_mean
from placewright.core.quantities import MISSING, Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import Cells
from placewright.sources.codes import wrong_codes
from placewright.sources.columns import Doubts, Words, numbers, words
from placewright.sources.delimited import read_delimited
from placewright.sources.live.json_stat import read_json_stat
from placewright.sources.live.mapping import PERIOD_FORMS, Part, TableMapping, read_mapping
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import open_workbook
from placewright.sources.tidy import Origin, tidy_table

_WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsb", ".xlsm", ".ods"})


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a file: its columns, the number of each row there, and its sheet."""

    table: pa.Table
    rows: npt.NDArray[np.int64]
    sheet: str | None = None


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The observations of a source's tables; wrong rows are named and left out."""
    mapping = read_mapping(source)
    return read_each(files, lambda file: _read_file(file, source, mapping))


def _read_file(file: SourceFile, source: Source, mapping: TableMapping) -> Reading:
    wrong = WrongRows(file.name)
    grid = _grid(file, mapping, wrong)
    return observations(grid, file, source, mapping, wrong)


def observations(grid: Grid, file: SourceFile, source: Source, mapping: TableMapping, wrong: WrongRows) -> Reading:
    """The observations that a grid holds under a mapping.

    Raises:
        BadSourceFile: a column is missing, or more than 1 % of the rows are wrong.
    """
    table = grid.table
    for name in mapping.columns():
        if name not in table.column_names:
            fix = did_you_mean(name, table.column_names) or worded(
                "It has %(list)s.", list=", ".join(table.column_names[:12])
            )
            raise BadSourceFile(worded("There is no column '%(name)s'.", name=name), where=file.name, fix=fix)
    count = table.num_rows + wrong.count
    chosen = np.ones(table.num_rows, dtype=bool)
    for name, wanted in mapping.only.items():
        chosen &= words(table[name]).rows_of(dict.fromkeys(wanted))
    table, rows = table.filter(pa.array(chosen)), grid.rows[chosen]
    doubts = Doubts(file.name, rows, grid.sheet)
    place = _words(table, mapping.place, doubts, "place code")
    bad = wrong_codes(place.distinct, source.place_vintage)
    doubts.note(place.rows_of(bad), lambda row: bad[place.at(row)], mapping.place.column or None)
    period = _words(table, mapping.period, doubts, "period", PERIOD_FORMS[mapping.period.form])
    measure = _words(table, mapping.measure, doubts, "measure")
    unit = _words(table, mapping.unit, doubts, "unit")
    members = {name: _words(table, part, doubts, name) for name, part in mapping.dimensions.items()}
    cells = _cells(table, mapping.value, mapping, doubts)
    values = cells.values * mapping.scale
    low, high = _ends(table, values, mapping, doubts)
    statuses = _statuses(table, cells, mapping, doubts)
    caveat = words(table[mapping.caveat]) if mapping.caveat else None
    kept = doubts.kept
    doubts.tell(wrong)
    issues = wrong.issues(count)
    held = np.where(np.isin(statuses, [str(status) for status in MISSING]), np.nan, values)[kept]
    with np.errstate(invalid="ignore"):
        known = ~np.isnan(held) & ~np.isnan(low[kept]) & ~np.isnan(high[kept])
    tidy = tidy_table(
        place=place.taken(kept).array,
        place_vintage=source.place_vintage,
        period=period.taken(kept).array,
        measure=measure.taken(kept).array,
        unit=unit.taken(kept).array,
        value=held,
        dimensions={name: found.taken(kept).array for name, found in members.items()},
        low=np.where(known, low[kept], np.nan),
        high=np.where(known, high[kept], np.nan),
        error=str(mapping.error),
        status=pa.array(statuses[kept], pa.string()),
        caveat=caveat.taken(kept).array if caveat else None,
        origin=Origin(file.name, pa.array(rows[kept], pa.int32()), grid.sheet, mapping.value),
    )
    return Reading(tidy, count, issues)


def _grid(file: SourceFile, mapping: TableMapping, wrong: WrongRows) -> Grid:
    ending = file.path.suffix.lower()
    if ending in _WORKBOOKS:
        return _from_workbook(file, mapping)
    if ending == ".parquet":
        return _from_parquet(file)
    if ending in {".json", ".jsonstat"}:
        table = read_json_stat(file)
        return Grid(table, np.arange(1, table.num_rows + 1, dtype=np.int64))
    rows = read_delimited(
        file,
        wrong,
        columns=mapping.columns(),
        plain=[mapping.value],
        encoding=mapping.encoding,
        delimiter=mapping.delimiter,
    )
    return Grid(rows.table, rows.numbers.astype(np.int64))


def _from_parquet(file: SourceFile) -> Grid:
    try:
        table = pq.read_table(file.path)
    except (pa.ArrowException, OSError) as error:
        what = worded("It cannot be read as Parquet (%(error)s).", error=error)
        raise BadSourceFile(what, where=file.name, fix=worded("Fetch it again.")) from error
    return Grid(table, np.arange(1, table.num_rows + 1, dtype=np.int64))


def _from_workbook(file: SourceFile, mapping: TableMapping) -> Grid:
    book = open_workbook(file)
    sheet = book.sheet(mapping.sheet or book.names[0])
    above = mapping.header - 1
    if len(sheet.rows) <= above:
        raise BadSourceFile(
            worded("There is no row %(header)s.", header=mapping.header), where=f"{file.name}, sheet '{sheet.name}'"
        )
    header = [" ".join(str(cell).split()) for cell in sheet.rows[above]]
    body = [
        (number, row)
        for number, row in enumerate(sheet.rows[above + 1 :], mapping.header + 1)
        if any(str(cell).strip() for cell in row)
    ]
    columns = {
        name: pa.array([_text(row[index]) for _, row in body], pa.string())
        for index, name in enumerate(header)
        if name and name not in header[:index]
    }
    return Grid(pa.table(columns), np.array([number for number, _ in body], dtype=np.int64), sheet.name)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _words(
    table: pa.Table, part: Part, doubts: Doubts, what: str, form: Callable[[str], str | None] | None = None
) -> Words:
    if part.fixed:
        return Words(np.zeros(table.num_rows, dtype=np.int32), (part.fixed,))
    raw = words(_as_text(table[part.column]))

    def label(word: str) -> str | None:
        found = part.label(word)
        return form(found) if form and found is not None else found

    found = raw.relabelled(label)
    doubts.note(
        found.indices < 0,
        lambda row: (
            worded("'%(found)s' is no %(what)s.", found=raw.at(row), what=what)
            if raw.at(row)
            else worded("There is no %(what)s.", what=what)
        ),
        part.column,
    )
    return found


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    is_text = pa.types.is_dictionary(column.type) or pa.types.is_string(column.type)
    return column if is_text else column.cast(pa.string())


def _cells(table: pa.Table, name: str, mapping: TableMapping, doubts: Doubts) -> Cells:
    raw = table[name]
    cells = numbers(raw, mapping.marks)
    doubts.note(
        cells.wrong,
        lambda row: worded("'%(found)s' is neither a number nor a known mark.", found=raw[row].as_py()),
        name,
    )
    return cells


def _ends(
    table: pa.Table, values: npt.NDArray[np.float64], mapping: TableMapping, doubts: Doubts
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    low = high = np.full(len(values), np.nan)
    if mapping.half_width:
        half = _cells(table, mapping.half_width, mapping, doubts).values * mapping.scale
        low, high = values - half, values + half
    if mapping.low and mapping.high:
        low = _cells(table, mapping.low, mapping, doubts).values * mapping.scale
        high = _cells(table, mapping.high, mapping, doubts).values * mapping.scale
    with np.errstate(invalid="ignore"):
        outside = (values < low - 1e-9 * (1 + np.abs(values))) | (values > high + 1e-9 * (1 + np.abs(values)))
    doubts.note(
        outside,
        lambda row: worded(
            "%(value)s is not between %(low)s and %(high)s.",
            value=f"{values[row]:g}",
            low=f"{low[row]:g}",
            high=f"{high[row]:g}",
        ),
        mapping.value,
    )
    return low, high


def _statuses(table: pa.Table, cells: Cells, mapping: TableMapping, doubts: Doubts) -> npt.NDArray[np.object_]:
    if mapping.status is None:
        return cells.statuses
    raw = words(_as_text(table[mapping.status.column]))
    known = {str(status) for status in Status}
    names = {word: mapping.status.label(word) or ("" if word else str(Status.OK)) for word in raw.distinct}
    strange = {word: name for word, name in names.items() if name not in known}
    doubts.note(
        raw.rows_of(strange),
        lambda row: worded("'%(found)s' is no known status.", found=raw.at(row)),
        mapping.status.column,
    )
    meant = np.array([names[word] for word in raw.distinct] + [str(Status.OK)], dtype=object)[raw.indices]
    absent = np.isnan(cells.values)
    says_why = np.isin(meant, [str(status) for status in MISSING])
    return np.where(absent & ~says_why, cells.statuses, meant)

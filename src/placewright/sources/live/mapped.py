"""Any CSV, Excel, Parquet or JSON-stat table, read by the mapping that its source declares."""

from __future__ import annotations

import re
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
from placewright.sources.cells import Cells, parse_cell
from placewright.sources.codes import wrong_codes
from placewright.sources.columns import Doubts, Words, numbers, words
from placewright.sources.delimited import read_delimited, read_grid
from placewright.sources.live.json_stat import read_json_stat
from placewright.sources.live.mapping import PERIOD_FORMS, Part, TableMapping, read_mapping
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import open_workbook
from placewright.sources.tidy import Origin, tidy_table

_FLAGGED = re.compile(r"(.*\d)\s*(\[?\(?[a-z]+\)?\]?)", re.IGNORECASE)
_WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsb", ".xlsm", ".ods"})


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a file: its columns, the number of each row there, its sheet, and the names that two columns have."""

    table: pa.Table
    rows: npt.NDArray[np.int64]
    sheet: str | None = None
    twice: frozenset[str] = frozenset()


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
        if name in grid.twice:
            raise BadSourceFile(
                worded("Two columns are called '%(name)s'.", name=name),
                where=file.name,
                fix=worded("Where the header has two rows, name both, as in `header = [4, 5]`; else rename one."),
            )
        if name not in table.column_names:
            fix = did_you_mean(name, table.column_names) or worded(
                "It has %(list)s.", list=", ".join(table.column_names[:12])
            )
            raise BadSourceFile(worded("There is no column '%(name)s'.", name=name), where=file.name, fix=fix)
    chosen = ~_is_note(table, mapping)
    count = int(chosen.sum()) + wrong.count
    for name, wanted in mapping.only.items():
        chosen &= words(table[name]).rows_of(dict.fromkeys(wanted))
    table, rows = table.filter(pa.array(chosen)), grid.rows[chosen]
    doubts = Doubts(file.name, rows, grid.sheet)
    place = _words(table, mapping.place, doubts, "place code")
    vintages = {code: mapping.vintage_of(code) or source.place_vintage for code in place.distinct}
    bad = {code: why for code, vintage in vintages.items() for why in wrong_codes([code], vintage).values()}
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
    _note_repeats([place, period, measure, *members.values()], rows, doubts)
    kept = doubts.kept
    doubts.tell(wrong)
    issues = wrong.issues(count)
    held = np.where(np.isin(statuses, [str(status) for status in MISSING]), np.nan, values)[kept]
    with np.errstate(invalid="ignore"):
        known = ~np.isnan(held) & ~np.isnan(low[kept]) & ~np.isnan(high[kept])
    tidy = tidy_table(
        place=place.taken(kept).array,
        place_vintage=place.taken(kept).relabelled(vintages.__getitem__).array,
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
    if mapping.header != (1,):
        cells = read_grid(file, encoding=mapping.encoding, delimiter=mapping.delimiter)
        return _from_cells(cells, mapping, file.name)
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
    return _from_cells(sheet.rows, mapping, f"{file.name}, sheet '{sheet.name}'", sheet.name)


def _from_cells(rows: list[list[object]], mapping: TableMapping, where: str, sheet: str | None = None) -> Grid:
    last = mapping.header[-1]
    if len(rows) < last:
        raise BadSourceFile(worded("There is no row %(header)s.", header=last), where=where)
    header = _header([rows[number - 1] for number in mapping.header])
    body = [(number, row) for number, row in enumerate(rows[last:], last + 1) if any(str(cell).strip() for cell in row)]
    columns = {
        name: pa.array([_text(row[index]) if index < len(row) else "" for _, row in body], pa.string())
        for index, name in enumerate(header)
        if name and name not in header[:index]
    }
    twice = frozenset(name for name in header if name and header.count(name) > 1)
    return Grid(pa.table(columns), np.array([number for number, _ in body], dtype=np.int64), sheet, twice)


def _header(rows: list[list[object]]) -> list[str]:
    """The columns' names: over several rows one below the other, where a cell above stands for those it is merged with.

    >>> _header([["Code", "Visits", ""], ["", "number", "margin"]])
    ['Code', 'Visits number', 'Visits margin']
    """
    *above, lowest = [[" ".join(str(cell).split()) for cell in row] for row in rows]
    names = [""] * max(len(row) for row in (*above, lowest))
    for row in (*above, lowest):
        merged = ""
        for index in range(len(names)):
            cell = row[index] if index < len(row) else ""
            merged = cell or merged
            below = lowest[index] if index < len(lowest) else ""
            said = merged if row is not lowest and below else cell
            names[index] = f"{names[index]} {said}".strip()
    return names


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


def _is_note(table: pa.Table, mapping: TableMapping) -> npt.NDArray[np.bool_]:
    """The rows below or between a table's own that hold words in one of its columns and nothing in any other."""
    filled = np.zeros(table.num_rows, dtype=np.int64)
    for name in table.column_names:
        found = words(_as_text(table[name]))
        filled += ~found.rows_of({"": None}) & (found.indices >= 0)
    lone = filled == 1
    value = words(_as_text(table[mapping.value]))
    has_value = ~value.rows_of({"": None}) & (value.indices >= 0)
    needed = {part.column for part in (mapping.place, mapping.period, *mapping.dimensions.values()) if part.column}
    return lone & ~has_value if len(needed) > 1 else np.zeros(table.num_rows, dtype=bool)


def _note_repeats(keys: Sequence[Words], rows: npt.NDArray[np.int64], doubts: Doubts) -> None:
    """Doubt each row that speaks of the same as an earlier one: nobody could tell which of their values holds."""
    kept = np.flatnonzero(doubts.kept)
    if not len(kept):
        return
    key = np.stack([words.indices[kept] for words in keys])
    _, first, group = np.unique(key, axis=1, return_index=True, return_inverse=True)
    earlier = np.arange(len(rows))
    earlier[kept] = kept[first[group.reshape(-1)]]
    doubts.note(
        earlier != np.arange(len(rows)),
        lambda row: worded(
            "It is of the same place, period and measure as row %(row)s. Name the column that tells them apart among "
            "the `dimensions`, or keep one of them with `only`.",
            row=int(rows[earlier[row]]),
        ),
    )


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    is_text = pa.types.is_dictionary(column.type) or pa.types.is_string(column.type)
    return column if is_text else column.cast(pa.string())


def _cells(table: pa.Table, name: str, mapping: TableMapping, doubts: Doubts) -> Cells:
    raw = table[name]
    cells = numbers(raw, mapping.marks)
    _read_flagged(raw, cells, mapping)
    doubts.note(
        cells.wrong,
        lambda row: worded("'%(found)s' is neither a number nor a known mark.", found=raw[row].as_py()),
        name,
    )
    return cells


def _read_flagged(raw: pa.ChunkedArray, cells: Cells, mapping: TableMapping) -> None:
    """Read numbers that have a declared mark behind them, as in "310 p": they have a value and the mark's status."""
    for row in np.flatnonzero(cells.wrong):
        found = _FLAGGED.fullmatch(str(raw[int(row)].as_py()).strip())
        status = mapping.marks.get(found[2].casefold()) if found else None
        number = parse_cell(found[1]) if found and status is not None and status not in MISSING else None
        if number is not None and status is not None:
            cells.values[row], cells.statuses[row], cells.wrong[row] = number[0], str(status), False


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
    only_behind_the_number = meant == str(Status.OK)
    return np.where((absent & ~says_why) | only_behind_the_number, cells.statuses, meant)

"""Tables with a row for each place and a column for each period, in workbooks or CSV, as a source declares them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import chain
from operator import itemgetter

import numpy as np
import pyarrow as pa

from placewright.core.errors import BadSourceFile, did_you_mean
from placewright.core.quantities import Status
from placewright.core.said import sentences, worded
from placewright.records.source import Source
from placewright.sources.bounds import rounding_ends
from placewright.sources.cells import Cells, parse_cells
from placewright.sources.codes import wrong_codes
from placewright.sources.columns import Words, repeated, tiled
from placewright.sources.delimited import read_grid
from placewright.sources.options import Measure, Wide, layout
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import Sheet, column_letters, open_workbook
from placewright.sources.tidy import Origin, tidy_table


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The observations of a source's wide tables; a row's wrong cells are named, its others kept."""
    wide = layout(source, Wide)
    return read_each(files, lambda file: _read_file(file, source, wide))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a sheet's columns are: the codes, the members, and the periods (or what else goes across) by position."""

    header: int
    place: int
    members: dict[str, int]
    across: dict[int, str]


@dataclass(slots=True)
class _Rows:
    """The rows kept of a sheet: their numbers in the sheet, codes, members and cells."""

    numbers: list[int]
    codes: list[str]
    members: dict[str, list[str]]
    cells: list[tuple[object, ...]]


def _read_file(file: SourceFile, source: Source, wide: Wide) -> Reading:
    wrong = WrongRows(file.name)
    tables, rows = [], 0
    for sheet, measure in _sheets(file, wide):
        _check_title(sheet, measure)
        columns = _find_columns(sheet, wide)
        found, read_rows = _good_rows(sheet, columns, source, wide, wrong)
        tables.append(_tidy(sheet, columns, found, source, wide, measure, wrong))
        rows += read_rows
    issues = wrong.issues(rows)
    return Reading(pa.concat_tables(tables).unify_dictionaries(), rows, issues)


def _sheets(file: SourceFile, wide: Wide) -> list[tuple[Sheet, Measure]]:
    if file.path.suffix in {".csv", ".gz", ".txt"}:
        measure = next((one for pattern, one in wide.sheets.items() if fnmatch(file.name, pattern)), None)
        if measure is None:
            raise BadSourceFile(
                worded("No measure is declared for this file."), where=file.name, fix=worded("Name it in `sheets`.")
            )
        return [(Sheet(file.name, "", read_grid(file, encoding=wide.encoding)), measure)]
    book = open_workbook(file)
    return [(book.sheet(name), measure) for name, measure in wide.sheets.items()]


def _check_title(sheet: Sheet, measure: Measure) -> None:
    above = " ".join(str(row[0]) for row in sheet.rows[:4] if row)
    if measure.title.casefold() not in above.casefold():
        raise BadSourceFile(
            worded(
                "The sheet should hold '%(title)s', but its title is '%(above)s'.",
                title=measure.title,
                above=above[:120],
            ),
            where=f"{sheet.file}, sheet '{sheet.name}'",
            fix=worded("The tables have been renumbered: compare them with the source's `sheets`."),
        )


def _find_columns(sheet: Sheet, wide: Wide) -> _Columns:
    header, names = sheet.header(lambda texts: any(name in texts for name in wide.place))
    where = f"{sheet.file}, sheet '{sheet.name}'" if sheet.name else sheet.file
    across = _across(names, wide)
    what = wide.across or "period"
    if not across:
        raise BadSourceFile(
            worded("No column is a %(what)s.", what=what), where=where, fix=worded("The header has changed.")
        )
    if len(set(across.values())) < len(across):
        raise BadSourceFile(
            worded("Two columns are the same %(what)s.", what=what), where=where, fix=worded("Fetch it again.")
        )
    place = next(names.index(name) for name in wide.place if name in names)
    members = {}
    for dimension, member in wide.members.items():
        if dimension == wide.across:
            continue
        if member.column not in names:
            fix = did_you_mean(member.column, names) or None
            raise BadSourceFile(worded("There is no column '%(column)s'.", column=member.column), where=where, fix=fix)
        members[dimension] = names.index(member.column)
    return _Columns(header, place, members, across)


def _across(names: list[str], wide: Wide) -> dict[int, str]:
    pattern = re.compile(wide.periods)
    found = {}
    for index, name in enumerate(names):
        if match := pattern.fullmatch(name.removesuffix(".0")):
            label = wide.members[wide.across].label(match[1]) if wide.across else wide.period.format(match[1])
            if label is not None:
                found[index] = label
    return found


def _good_rows(sheet: Sheet, columns: _Columns, source: Source, wide: Wide, wrong: WrongRows) -> tuple[_Rows, int]:
    found = _Rows([], [], {name: [] for name in columns.members}, [])
    take = itemgetter(*columns.across)
    width = len(columns.across)
    bad_codes: dict[str, str | None] = {}
    labels: dict[tuple[str, str], str | None] = {}
    seen: dict[tuple[str, ...], int] = {}
    rows, sheet_name = 0, sheet.name or None
    last = max(columns.across)
    for index, row in enumerate(sheet.rows[columns.header + 1 :], start=columns.header + 2):
        if len(row) <= last:
            if any(str(cell).strip() for cell in row):
                rows += 1
                wrong.add(
                    worded(
                        "The row has %(count)s cells where the header has %(last)s or more.",
                        count=len(row),
                        last=last + 1,
                    ),
                    sheet=sheet_name,
                    row=index,
                )
            continue
        cells = take(row) if width > 1 else (take(row),)
        code = text_of(row[columns.place])
        code = wide.recode.get(code, code)
        if code not in bad_codes:
            bad_codes[code] = wrong_codes([code], _vintage(code, source, wide)).get(code)
        if bad_codes[code] is not None and cells.count("") == width:
            continue
        rows += 1
        why = bad_codes[code]
        names = [text_of(row[position]) for position in columns.members.values()]
        for dimension, name in zip(columns.members, names, strict=True):
            if (dimension, name) not in labels:
                labels[dimension, name] = wide.members[dimension].label(name)
            if labels[dimension, name] is None:
                why = why or worded("'%(name)s' is no known %(dimension)s.", name=name, dimension=dimension)
        key = (code, *names)
        if why is None and key in seen:
            why = worded("It repeats row %(seen)s.", seen=seen[key])
        if why is not None:
            wrong.add(why, sheet=sheet_name, row=index)
            continue
        seen[key] = index
        found.numbers.append(index)
        found.codes.append(code)
        for dimension, name in zip(columns.members, names, strict=True):
            found.members[dimension].append(str(labels[dimension, name]))
        found.cells.append(cells)
    if not rows:
        raise BadSourceFile(
            worded("There are no rows below the header."),
            where=f"{sheet.file}, sheet '{sheet.name}'",
            fix=worded("Fetch it again: it looks truncated."),
        )
    return found, rows


def text_of(cell: object) -> str:
    """A cell as trimmed text; a whole number without its decimals.

    >>> text_of(41.0), text_of(" UKX")
    ('41', 'UKX')
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _vintage(code: str, source: Source, wide: Wide) -> str:
    return next((vintage for start, vintage in wide.vintages.items() if code.startswith(start)), source.place_vintage)


def _tidy(
    sheet: Sheet, columns: _Columns, rows: _Rows, source: Source, wide: Wide, measure: Measure, wrong: WrongRows
) -> pa.Table:
    width, count = len(columns.across), len(rows.codes)
    labels = list(columns.across.values())
    periods = [wide.period if wide.across else label for label in labels]
    cells = parse_cells(list(chain.from_iterable(rows.cells)), wide.marks)
    bad = _bad_cells(cells, wide)
    _name_bad_cells(sheet, columns, rows, bad, wrong)
    good = ~bad
    statuses = cells.statuses
    provisional = np.tile([period in wide.provisional for period in periods], count)
    if provisional.any():
        statuses = np.where(provisional & (statuses == str(Status.OK)), str(Status.PROVISIONAL), statuses)
    values = cells.values[good]
    ends = rounding_ends(values, wide.rounding) if wide.rounding else None
    letters = [column_letters(index) for index in columns.across]

    def column(found: Words) -> pa.DictionaryArray:
        return (found if good.all() else found.taken(good)).array

    dimensions = {name: column(repeated(members, width)) for name, members in rows.members.items()}
    if wide.across:
        dimensions[wide.across] = column(tiled(labels, count))
    return tidy_table(
        place=column(repeated(rows.codes, width)),
        place_vintage=column(repeated([_vintage(code, source, wide) for code in rows.codes], width))
        if wide.vintages
        else source.place_vintage,
        period=column(tiled(periods, count)),
        dimensions=dimensions,
        measure=measure.measure,
        unit=measure.unit,
        value=values,
        low=None if ends is None else ends.low,
        high=None if ends is None else ends.high,
        error=None if ends is None else ends.error,
        status=pa.array(statuses[good], pa.string()),
        origin=Origin(
            sheet.file,
            pa.array(np.repeat(np.array(rows.numbers, dtype=np.int32), width)[good]),
            sheet.name or None,
            column(tiled(letters, count)),
        ),
    )


def _bad_cells(cells: Cells, wide: Wide) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    if wide.least is None:
        return cells.wrong
    with np.errstate(invalid="ignore"):
        return cells.wrong | (cells.values < wide.least)


def _name_bad_cells(
    sheet: Sheet, columns: _Columns, rows: _Rows, bad: np.ndarray[tuple[int], np.dtype[np.bool_]], wrong: WrongRows
) -> None:
    width = len(columns.across)
    positions = list(columns.across)
    told: set[int] = set()
    for flat in np.flatnonzero(bad):
        row, column = divmod(int(flat), width)
        if row in told:
            continue
        told.add(row)
        others = int(bad[row * width : (row + 1) * width].sum()) - 1
        more = worded("Nor can %(others)s more cells of the row.", others=others) if others else ""
        wrong.add(
            sentences(worded("'%(cell)s' cannot be a value here.", cell=rows.cells[row][column]), more),
            sheet=sheet.name or None,
            row=rows.numbers[row],
            column=column_letters(positions[column]),
        )

"""Tables exported from the screens of Nomis: a preamble, two rows of header, flags beside the numbers, and footers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.core.errors import BadSourceFile
from placewright.core.periods import BadPeriod, parse_period
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.bounds import Ends, ends_of_sums, rounding_ends
from placewright.sources.cells import parse_cell
from placewright.sources.codes import wrong_codes
from placewright.sources.delimited import read_grid
from placewright.sources.options import Export, layout
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import column_letters, open_workbook
from placewright.sources.tidy import Origin, tidy_table

Values = npt.NDArray[np.float64]

_CODES = ("mnemonic", "code", "area code")
_NUMBERS = ("number", "count", "value", "%", "percent", "rate")
_SUPPRESSING = {"!", "#", "*"}
"""Nomis' flags for cells withheld or too small to be sound."""


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The observations of exports from the screens of Nomis; a flag beside a number is kept as a caveat."""
    export = layout(source, Export)
    return read_each(files, lambda file: _Exported(file, source, export).reading())


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    down: str
    across: str
    code: str
    value: float
    status: str
    flag: str | None


class _Exported:
    """One export, with its preamble, header and cells found."""

    def __init__(self, file: SourceFile, source: Source, export: Export) -> None:
        self.file, self.source, self.export = file, source, export
        self.wrong = WrongRows(file.name)
        self.rows = self._grid()
        self.header = self._header()
        self.preamble = self._preamble()

    def reading(self) -> Reading:
        """The cells as tidy observations."""
        count, cells = self._cells()
        if not count:
            raise BadSourceFile(
                worded("There are no rows below the header."), where=self.file.name, fix=worded("Fetch it again.")
            )
        issues = self.wrong.issues(count)
        return Reading(self._tidy(cells), count, issues)

    def _grid(self) -> list[list[str]]:
        if self.file.path.suffix in {".xlsx", ".xls"}:
            book = open_workbook(self.file)
            rows = book.sheet(book.names[0]).rows
        else:
            rows = read_grid(self.file, encoding=self.export.encoding)
        return [[" ".join(str(cell).split()) for cell in row] for row in rows]

    def _header(self) -> int:
        """The row of names: the first below the title that has something in more than two cells."""
        for index, row in enumerate(self.rows[:60]):
            if row and row[0] and sum(1 for cell in row if cell) > 2:
                return index
        raise BadSourceFile(
            worded("The header row was not found."), where=self.file.name, fix=worded("Is this an export from Nomis?")
        )

    def _preamble(self) -> dict[str, str]:
        pairs = {row[0].rstrip(":").casefold(): row[1] for row in self.rows[: self.header] if len(row) > 1 and row[0]}
        return {name: text for name, text in pairs.items() if text}

    def _columns(self) -> tuple[dict[int, str], int | None, int]:
        """The columns of numbers with their names, the column of codes if there is one, and the first row of data."""
        names = self.rows[self.header]
        below = self.rows[self.header + 1] if len(self.rows) > self.header + 1 else []
        two_rows = bool(below) and not below[0] and any(cell.casefold() in _NUMBERS for cell in below)
        kinds = below if two_rows else [""] * len(names)
        code = next((i for i, name in enumerate(names) if name.casefold() in _CODES), None)
        numbers = {
            index: name
            for index, name in enumerate(names)
            if index and index != code and name and (not two_rows or kinds[index].casefold() in _NUMBERS)
            if name.casefold() != "flags"
        }
        return numbers, code, self.header + (2 if two_rows else 1)

    def _cells(self) -> tuple[int, list[_Cell]]:
        numbers, code, first = self._columns()
        flags = self._flag_columns(numbers, first)
        cells: list[_Cell] = []
        seen: dict[str, int] = {}
        count = 0
        for index, row in enumerate(self.rows[first:], start=first + 1):
            if not row or not row[0] or not any(row[column] for column in numbers if column < len(row)):
                continue
            count += 1
            if len(row) <= max(numbers):
                self.wrong.add(
                    worded(
                        "The row has %(count)s cells where the header has %(width)s.",
                        count=len(row),
                        width=max(numbers) + 1,
                    ),
                    row=index,
                )
                continue
            if row[0] in seen:
                self.wrong.add(worded("It repeats row %(seen)s.", seen=seen[row[0]]), row=index)
                continue
            seen[row[0]] = index
            cells += self._row_cells(index, row, numbers, flags, row[code] if code is not None else "")
        return count, cells

    def _flag_columns(self, numbers: dict[int, str], first: int) -> dict[int, int]:
        kinds = self.rows[first - 1]
        return {n: n + 1 for n in numbers if n + 1 < len(kinds) and kinds[n + 1].casefold() == "flags"}

    def _row_cells(
        self, index: int, row: list[str], numbers: dict[int, str], flags: dict[int, int], code: str
    ) -> list[_Cell]:
        cells: list[_Cell] = []
        told = False
        for column, name in numbers.items():
            parsed = parse_cell(row[column], self.export.marks)
            least = self.export.least
            flag = row[flags[column]] if column in flags and flags[column] < len(row) else ""
            why = None
            if parsed is None or (least is not None and parsed[0] < least):
                why = worded("'%(row)s' cannot be a value here.", row=row[column])
            else:
                why = self._wrong_words(row[0], name, code)
            if why is not None or parsed is None:
                if not told:
                    self.wrong.add(str(why), row=index, column=column_letters(column))
                told = True
                continue
            value, status = parsed
            if flag in _SUPPRESSING and np.isnan(value):
                status = Status.SUPPRESSED
            elif flag and status == Status.OK:
                status = Status.ESTIMATED
            text = f"Nomis flag {flag}" if flag else None
            cells.append(_Cell(index, column, row[0], name, code, value, str(status), text))
        return cells

    def _wrong_words(self, down: str, across: str, code: str) -> str | None:
        for role, text in ((self.export.rows, down), (self.export.columns, across)):
            if role == "place":
                place = self._place(text, code if role == self.export.rows else "")
                if place is None:
                    return worded("'%(text)s' has no place code in `places`.", text=text)
                if bad := wrong_codes([place], self.source.place_vintage).get(place):
                    return bad
            elif role == "period" and _period(text) is None:
                return worded("'%(text)s' is not a period.", text=text)
            elif role in self.export.members and self.export.members[role].label(text) is None:
                return worded("'%(text)s' is no known %(role)s.", text=text, role=role)
        return None

    def _place(self, text: str, code: str) -> str | None:
        return code or self.export.places.get(text)

    def _column(self, role: str, cells: list[_Cell]) -> list[str]:
        if role == self.export.rows:
            texts = [cell.down for cell in cells]
        elif role == self.export.columns:
            texts = [cell.across for cell in cells]
        else:
            texts = [self._said(role)] * len(cells)
        if role == "place":
            down = role == self.export.rows
            pairs = zip(texts, cells, strict=True)
            return [self._place(text, cell.code if down else "") or text for text, cell in pairs]
        if role == "period":
            return [_period(text) or text for text in texts]
        member = self.export.members[role]
        labels = {text: member.label(text) or text for text in dict.fromkeys(texts)}
        return [labels[text] for text in texts]

    def _said(self, role: str) -> str:
        name = "date" if role == "period" else "area" if role == "place" else self.export.members[role].column
        if (text := self.preamble.get(name.casefold())) is not None:
            return text
        raise BadSourceFile(
            worded("The preamble does not say '%(name)s'.", name=name),
            where=self.file.name,
            fix=worded("Export the table again with its titles."),
        )

    def _tidy(self, cells: list[_Cell]) -> pa.Table:
        values = np.array([cell.value for cell in cells], dtype=np.float64)
        dimensions = {name: self._column(name, cells) for name in self.export.members}
        places, periods = self._column("place", cells), self._column("period", cells)
        ends = self._ends(values, dimensions, list(zip(places, periods, strict=True)))
        return tidy_table(
            place=places,
            place_vintage=self.source.place_vintage,
            period=periods,
            dimensions=dimensions,
            measure=self.export.measure.measure,
            unit=self.export.measure.unit,
            value=values,
            low=None if ends is None else ends.low,
            high=None if ends is None else ends.high,
            error=None if ends is None else ends.error,
            status=[cell.status for cell in cells],
            caveat=pa.array([cell.flag for cell in cells], pa.string()),
            origin=Origin(
                self.file.name,
                pa.array([cell.row for cell in cells], pa.int32()),
                None,
                [column_letters(cell.column) for cell in cells],
            ),
        )

    def _ends(
        self,
        values: np.ndarray[tuple[int], np.dtype[np.float64]],
        dimensions: dict[str, list[str]],
        keys: list[tuple[str, str]],
    ) -> Ends | None:
        if not self.export.rounding:
            return None
        ends = rounding_ends(values, self.export.rounding)
        if not self.export.total_of:
            return ends
        number = {key: index for index, key in enumerate(dict.fromkeys(keys))}
        groups = np.array([number[key] for key in keys], dtype=np.int64)
        totals = np.array([member == "total" for member in dimensions[self.export.total_of]], dtype=bool)
        return ends_of_sums(ends, values, totals=totals, groups=groups)


def _period(text: str) -> str | None:
    try:
        return str(parse_period(text))
    except BadPeriod:
        return None

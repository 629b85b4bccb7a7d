"""Tables that somebody sends as CSV or as a spreadsheet, read as text, with the rows' own numbers for messages."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from placewright.core.errors import PlacewrightError
from placewright.sources.workbook_extent import cells_of

MOST_ROWS = 100_000
LARGEST = 30 << 20
LARGEST_UNPACKED = 300 << 20
"""What a workbook of the largest size holds; more is made to fill a server's memory."""
MOST_CELLS = 10_000_000
"""Rows times columns of a sheet up to the last that hold something: a reader makes room for every cell between."""


class BadTable(PlacewrightError):
    """A file that is no table that can be read."""


@dataclass(frozen=True, slots=True)
class SentTable:
    """A table as it was sent: names of columns and rows of text, each with its number in the file."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class RowTrouble:
    """What is wrong with a row: in which file, row and column, and how to mend it."""

    file: str
    row: int
    column: str
    what: str

    def __str__(self) -> str:
        place = _("%(file)s, row %(row)s, column “%(column)s”") if self.column else _("%(file)s, row %(row)s")
        return f"{place % {'file': self.file, 'row': self.row, 'column': self.column}}: {self.what}"


def read_table(name: str, content: bytes) -> SentTable:
    """The table in a file; empty rows are left out.

    Raises:
        BadTable: it is no CSV and no spreadsheet, has no heading, has too many rows, or stretches too far.
    """
    if len(content) > LARGEST:
        raise BadTable(_("The file is too large."), where=name, fix=_("Send it in parts of at most 30 MB."))
    is_sheet = content[:2] == b"PK"
    lines = list(_of_sheet(name, content) if is_sheet else _of_csv(name, content))
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise BadTable(_("The file has no rows."), where=name, fix=_("Put the names of columns into its first row."))
    columns = filled[0][1]
    named = [column for column in columns if column]
    if len(set(named)) != len(named):
        twice = next(column for column in named if named.count(column) > 1)
        what = _("Two columns are called “%(name)s”.") % {"name": twice}
        raise BadTable(what, where=name, fix=_("Give each column a name of its own."))
    if len(filled) > MOST_ROWS + 1:
        raise BadTable(_("The file has too many rows."), where=name, fix=_("Send it in parts of at most 100,000 rows."))
    width = len(columns)
    rows = tuple((number, (cells + ("",) * width)[:width]) for number, cells in filled[1:])
    return SentTable(name, columns, rows)


def _of_csv(name: str, content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise BadTable(_("This is no CSV file and no workbook."), where=name, fix=_("Save it as CSV or XLSX."))
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    before = 0
    try:
        for cells in reader:
            yield before + 1, tuple(cell.strip() for cell in cells)
            before = reader.line_num
    except csv.Error as error:
        raise BadTable(_("The file is not whole: %(why)s.") % {"why": error}, where=name) from error


def _of_sheet(name: str, content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                fix = _("Take pictures out, or send it in parts.")
                raise BadTable(_("The workbook unpacks to more than 300 MB."), where=name, fix=fix)
            if cells_of(parts) > MOST_CELLS:
                fix = _("Delete what stands far below or beside the table, and save it again.")
                raise BadTable(_("A sheet stretches over more than 10 million cells."), where=name, fix=fix)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        is_own = "Answers" in book.sheet_names  # which in this software's workbooks stands behind a sheet about them
        sheet = book.get_sheet_by_name("Answers") if is_own else book.get_sheet_by_index(0)
        for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
            yield number, tuple(_cell(cell) for cell in cells)
    except (CalamineError, zipfile.BadZipFile, IndexError, ValueError) as error:
        raise BadTable(_("The workbook cannot be read."), where=name, fix=_("Save it anew as XLSX or CSV.")) from error


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value).strip()

"""How many cells a workbook's sheets stretch over, which is what reading them costs, whatever the file weighs."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from placewright.core.zip_files import DAMAGED_ZIP

_PIECE = 1 << 20
_LONGEST = 256
"""Bytes from the address of a cell, as in `<c r="XFD1048576" s="12" t="s">`, to the end of its tag, and some more."""

_ROWS, _COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"
Bytes = npt.NDArray[np.uint8]


def cells_of(parts: zipfile.ZipFile) -> int:
    """Rows times columns of the largest sheet of an XLSX, XLSB or ODS, to the last row and column that hold something.

    A reader makes room for every cell between: one that was filled by mistake at the far corner of a sheet asks for
    17 thousand million of them, and ends the process that reads it.

    Raises:
        BadZipFile: a part is damaged.
    """
    names = parts.namelist()
    try:
        if "xl/workbook.xml" not in names and "content.xml" in names:
            with parts.open("content.xml") as stream:
                return _OpenDocument().cells(stream)
        of_part = _cells_of_binary_part if "xl/workbook.bin" in names else _cells_of_part
        most = 0
        for name in names:
            with parts.open(name) as stream:
                most = max(most, of_part(stream))
    except (*DAMAGED_ZIP, expat.ExpatError) as error:
        raise zipfile.BadZipFile(str(error)) from error
    return most


def _cells_of_part(stream: IO[bytes]) -> int:
    """The largest row times the largest column that addresses of filled cells name; 0 for a part that is no sheet.

    Cells without an address, which few programs write, lie in their row one after another: in the widest way, all in
    the last row that has a number.
    """
    row = column = last_row = without = 0
    for piece in _pieces(stream):
        found = _addresses(piece)
        row, column, last_row = max(row, found.row), max(column, found.column), max(last_row, found.last_row)
        without += found.tags - found.cells
    if without:
        row, column = max(row, last_row), max(column, without)
    return row * column


_ROW, _BLANK, _LAST_CELL, _BEGIN_DATA, _END_DATA = 0, 1, 11, 145, 146
"""Kinds of records in a binary sheet: a row begins, a cell that is only styled, the last kind of cell, all cells."""


_number_at = struct.Struct("<I").unpack_from


def _cells_of_binary_part(stream: IO[bytes]) -> int:
    """The largest row times the largest column of filled cells of a binary sheet; 0 for a part that is no sheet.

    A record is its kind and its size, in groups of seven bits, and then its bytes: the number of a row or column first.
    """
    most_row = most_column = row = 0
    is_data = False
    content = stream.read()
    at, end = 0, len(content)
    while at + 5 < end:
        kind, size = content[at], content[at + 1]
        if kind < 0x80 and size < 0x80:  # nearly all of them
            at += 2
        else:
            kind, at = _in_sevens(content, at, most=2)
            size, at = _in_sevens(content, at, most=4)
        if is_data and kind <= _LAST_CELL and kind != _BLANK and at + 4 <= end:
            number = _number_at(content, at)[0] + 1
            if kind == _ROW:
                row = number
            else:
                most_row = row if row > most_row else most_row
                most_column = number if number > most_column else most_column
        elif kind in (_BEGIN_DATA, _END_DATA):
            is_data = kind == _BEGIN_DATA
        at += size
    return most_row * most_column


def _in_sevens(content: bytes, at: int, *, most: int) -> tuple[int, int]:
    """The number that begins there, seven bits in a byte and the lowest first, and where what follows begins."""
    number = 0
    for place in range(most):
        if at >= len(content):
            break
        byte = content[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in pieces, of which the last `_LONGEST` bytes begin the next; zeros follow its end."""
    kept = b""
    while read := stream.read(_PIECE):
        kept += read
        yield kept
        kept = kept[max(0, len(kept) - _LONGEST) :]
    yield kept + bytes(_LONGEST)


class _Found(NamedTuple):
    """The largest row and column of filled cells, the largest number of a row, and how many cells there are."""

    row: int
    column: int
    last_row: int
    cells: int
    """How many addresses of cells there are."""
    tags: int
    """How many tags of cells there are."""


def _addresses(piece: bytes) -> _Found:
    """What attributes `r` say whose value is an address, as `B12` of a cell or `12` of a row, but for the overlap."""
    read: Bytes = np.frombuffer(piece, dtype=np.uint8)
    if read.size <= _LONGEST:
        return _Found(0, 0, 0, 0, 0)
    head = read[: read.size - _LONGEST + 3]
    before, name, equals, quote = head[:-3], head[1:-2], head[2:-1], head[3:]
    at = np.flatnonzero(
        (name == ord("r")) & (equals == ord("=")) & ((quote == ord('"')) | (quote == ord("'"))) & (before <= ord(" "))
    )
    at += 4
    opens, closes = (before == ord("<")) | (before == ord(":")), (equals == ord(">")) | (equals == ord("/"))
    tags = (name == ord("c")) & opens & (closes | (equals <= ord(" ")))
    row, column = np.zeros(at.size, dtype=np.int64), np.zeros(at.size, dtype=np.int64)
    for_letters, for_digits = np.ones(at.size, dtype=np.bool_), np.ones(at.size, dtype=np.bool_)
    for step in range(12):
        sign = read[at + step]
        for_letters &= sign - np.uint8(ord("A")) < 26
        number = sign - np.uint8(ord("0"))
        for_digits &= for_letters | (number < 10)
        if not for_digits.any():
            break
        if for_letters.any():
            np.copyto(column, column * 26 + (sign - np.uint8(ord("A") - 1)), where=for_letters)
        np.copyto(row, row * 10 + number, where=for_digits & ~for_letters)
    ends = np.append(np.flatnonzero(read == ord(">")), 0)
    end = ends[np.searchsorted(ends[:-1], at)]
    is_cell = column > 0
    is_filled = is_cell & (read[end - 1] != ord("/"))
    return _Found(
        int(row[is_filled].max(initial=0)),
        int(column[is_filled].max(initial=0)),
        int(row[~is_cell].max(initial=0)),
        int(np.count_nonzero(is_cell)),
        int(np.count_nonzero(tags)),
    )


class _OpenDocument:
    """Follows the rows and cells of an ODS, which say how often they are repeated."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._rows = self._columns = 0
        self._repeats = 1
        self._most = 0

    def cells(self, stream: IO[bytes]) -> int:
        """Rows times columns of its largest table; rows and cells without content at the end do not count."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.ParseFile(stream)
        return self._most

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._row = self._rows = self._columns = 0
        elif name == "table:table-row":
            self._column, self._repeats = 0, _times(attributes.get(_ROWS))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._column += _times(attributes.get(_COLUMNS))
            if any(each.endswith(("value-type", ":formula")) for each in attributes):
                self._columns = max(self._columns, self._column)
                self._rows = self._row + self._repeats

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._repeats
        elif name == "table:table":
            self._most = max(self._most, self._rows * self._columns)


def _times(repeated: str | None) -> int:
    return int(repeated) if repeated and repeated.isdecimal() else 1

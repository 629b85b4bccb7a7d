"""CSV files as publishers release them: zipped or not, with or without a byte-order mark, in UTF-8 or latin-1."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv as pa_csv

from placewright.core.errors import BadSourceFile, did_you_mean
from placewright.core.said import worded
from placewright.sources.reading import SourceFile, WrongRows
from placewright.sources.tidy import WORD

_MOST_UNPACKED = 4_000_000_000
"""Bytes: a zipped file that unpacks to more than this is refused unread."""

_GRID_BYTES = 200_000_000
"""Bytes: a file that is read cell by cell may not be larger."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A file's rows as columns of words, and the line that each row stood on; the header is line 1."""

    table: pa.Table
    numbers: npt.NDArray[np.int64]


def read_delimited(
    file: SourceFile,
    wrong: WrongRows,
    *,
    columns: Sequence[str],
    plain: Sequence[str] = (),
    encoding: str = "utf8",
    delimiter: str = ",",
) -> Rows:
    """The named columns, every cell as text; rows with too few or too many cells are named and left out.

    Columns come as dictionaries of their distinct texts, those in `plain` as strings. Line numbers assume that no cell
    holds a line break.

    Raises:
        BadSourceFile: a column is missing, or the file is truncated, empty or unpacks to more than 4 GB.
    """
    check_unpacked_size(file)
    header = _header(file, encoding, delimiter)
    for name in columns:
        if name not in header:
            raise BadSourceFile(
                worded("There is no column '%(name)s'.", name=name),
                where=file.name,
                fix=did_you_mean(name, header) or worded("It has %(list)s.", list=", ".join(header[:12])),
            )
    types = {name: pa.string() if name in plain else WORD for name in columns}
    try:
        return _read(file, wrong, header, types, encoding, delimiter)
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error) and encoding == "utf8":
            return _read(file, wrong, header, types, "latin-1", delimiter)
        raise BadSourceFile(
            worded("The file cannot be read as CSV (%(error)s).", error=error),
            where=file.name,
            fix=worded("Fetch it again."),
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        raise BadSourceFile(
            worded("The file cannot be read (%(error)s).", error=error),
            where=file.name,
            fix=worded("Fetch it again: it looks truncated."),
        ) from error


def read_grid(file: SourceFile, *, encoding: str = "utf8", delimiter: str = ",") -> list[list[object]]:
    """Every cell of a small file as text, row by row, for layouts with preambles or a column for each period.

    Raises:
        BadSourceFile: the file cannot be decoded, or is larger than 200 MB.
    """
    check_unpacked_size(file, most=_GRID_BYTES)
    try:
        with _opened(file) as stream:
            data = stream.read()
    except (OSError, EOFError, zlib.error) as error:
        raise BadSourceFile(
            worded("The file cannot be read (%(error)s).", error=error),
            where=file.name,
            fix=worded("Fetch it again: it looks truncated."),
        ) from error
    if b"\0" in data[:4096]:
        raise BadSourceFile(worded("This is not text."), where=file.name, fix=worded("Fetch it again."))
    text = _decoded(data, encoding)
    return [cast("list[object]", row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def check_unpacked_size(file: SourceFile, *, most: int | None = None) -> None:
    """Refuse a file that is too large once unpacked.

    Raises:
    BadSourceFile: the file is larger than `most` bytes, unpacked.
    """
    most = _MOST_UNPACKED if most is None else most
    size = file.path.stat().st_size
    if file.path.suffix == ".gz" and size * 1100 > most:
        size = 0
        unpacker = zlib.decompressobj(wbits=31)
        with file.path.open("rb") as packed:
            while (chunk := packed.read(1 << 16)) and size <= most:
                while chunk and size <= most:
                    size += len(unpacker.decompress(chunk, 1 << 24))
                    chunk = unpacker.unconsumed_tail
    if size > most:
        raise BadSourceFile(
            worded("The file unpacks to more than %(most)s MB; it was not read.", most=f"{most / 1e6:,.0f}"),
            where=file.name,
            fix=worded("Fetch it again from the publisher."),
        )


@contextmanager
def _opened(file: SourceFile) -> Iterator[BinaryIO]:
    if file.path.suffix == ".gz":
        with gzip.open(file.path, "rb") as stream:
            yield cast(BinaryIO, stream)
    else:
        with file.path.open("rb") as stream:
            yield stream


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode("utf-8-sig" if encoding == "utf8" else encoding)
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _header(file: SourceFile, encoding: str, delimiter: str) -> list[str]:
    try:
        with _opened(file) as stream:
            line = stream.readline(1 << 20)
    except (OSError, EOFError, zlib.error) as error:
        raise BadSourceFile(
            worded("The file cannot be read (%(error)s).", error=error),
            where=file.name,
            fix=worded("Fetch it again: it looks truncated."),
        ) from error
    if b"\0" in line:
        raise BadSourceFile(worded("This is not text."), where=file.name, fix=worded("Fetch it again."))
    text = _decoded(line, encoding).rstrip("\r\n")
    names = next(csv.reader(text.splitlines()[:1], delimiter=delimiter), [])
    if not names:
        raise BadSourceFile(worded("The file is empty."), where=file.name, fix=worded("Fetch it again."))
    return [name.strip() for name in names]


def _read(
    file: SourceFile, wrong: WrongRows, header: list[str], types: dict[str, pa.DataType], encoding: str, delimiter: str
) -> Rows:
    ragged: list[pa_csv.InvalidRow] = []

    def note(row: pa_csv.InvalidRow) -> str:
        ragged.append(row)
        return "skip"

    def attempt(threads: bool) -> pa.Table:
        ragged.clear()
        with pa.input_stream(str(file.path), compression="detect") as stream:
            return pa_csv.read_csv(
                stream,
                read_options=pa_csv.ReadOptions(
                    column_names=header, skip_rows=1, encoding=encoding, use_threads=threads, block_size=1 << 22
                ),
                parse_options=pa_csv.ParseOptions(
                    delimiter=delimiter, invalid_row_handler=note, ignore_empty_lines=False
                ),
                convert_options=pa_csv.ConvertOptions(
                    include_columns=list(types), column_types=types, strings_can_be_null=True, null_values=[""]
                ),
            )

    table = attempt(threads=True)
    if ragged:
        table = attempt(threads=False)
    pa.default_memory_pool().release_unused()
    lines = np.arange(2, table.num_rows + len(ragged) + 2, dtype=np.int64)
    bad = [row.number for row in ragged if row.number is not None]
    for row in ragged:
        what = worded(
            "The row has %(actual_columns)s cells where the header has %(expected_columns)s.",
            actual_columns=row.actual_columns,
            expected_columns=row.expected_columns,
        )
        wrong.add(what, row=row.number)
    if bad:
        lines = np.delete(lines, np.array(bad) - 2)
    return _filled(Rows(table, lines[: table.num_rows]))


def _filled(rows: Rows) -> Rows:
    """The rows without those that are blank in every column asked for: empty lines are no rows."""
    if not rows.table.num_rows or any(column.null_count == 0 for column in rows.table.columns):
        return rows
    blank = np.ones(rows.table.num_rows, dtype=bool)
    for column in rows.table.columns:
        blank &= column.is_null().to_numpy()
    if not blank.any():
        return rows
    return Rows(rows.table.filter(pa.array(~blank)), rows.numbers[~blank])

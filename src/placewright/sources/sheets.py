"""Workbooks as publishers release them: opened with care, their header row found, their footers left out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from placewright.core.errors import BadSourceFile, did_you_mean
from placewright.core.said import worded
from placewright.sources.reading import SourceFile
from placewright.sources.workbook_extent import cells_of

_MOST_UNPACKED = 400_000_000
"""Bytes: a workbook that unpacks to more than this is refused unread."""

_MOST_CELLS = 50_000_000
"""Cells: a sheet that stretches over more is refused unread, since a reader makes room for each, filled or not."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells; `rows[0]` is row 1 of the sheet, so that messages can name rows as a spreadsheet does."""

    file: str
    name: str
    rows: list[list[object]]

    def header(self, is_header: Callable[[Sequence[str]], bool], *, within: int = 40) -> tuple[int, list[str]]:
        """The index of the first row that looks like the header, and its cells as trimmed text.

        Raises:
            BadSourceFile: none of the first rows is the header.
        """
        for index, row in enumerate(self.rows[:within]):
            texts = [" ".join(str(cell).split()) for cell in row]
            if is_header(texts):
                return index, texts
        raise BadSourceFile(
            worded("The header row was not found."),
            where=f"{self.file}, sheet '{self.name}'",
            fix=worded(
                "The layout has changed, or this is another table: compare it with the release the source names."
            ),
        )


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook; sheets are read when asked for."""

    file: str
    _book: CalamineWorkbook

    @property
    def names(self) -> list[str]:
        """The sheets' names as written, stray spaces included."""
        return list(self._book.sheet_names)

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name, whatever spaces surround it.

        Raises:
            BadSourceFile: there is no such sheet.
        """
        for written in self._book.sheet_names:
            if written.strip().casefold() == name.strip().casefold():
                rows: list[list[object]] = [
                    list(row) for row in self._book.get_sheet_by_name(written).to_python(skip_empty_area=False)
                ]
                return Sheet(self.file, written, rows)
        raise BadSourceFile(
            worded("There is no sheet '%(name)s'.", name=name),
            where=self.file,
            fix=did_you_mean(name, self.names) or None,
        )

    def sheets(self, names: Sequence[str]) -> Iterator[Sheet]:
        """The sheets of those names in turn."""
        return (self.sheet(name) for name in names)


def open_workbook(file: SourceFile) -> Workbook:
    """The workbook, once it is known to unpack to a sane size.

    Raises:
        BadSourceFile: it is truncated, no workbook, unpacks to more than 400 MB, or has a sheet of more than 50 million
            cells from the first to the last that is filled.
    """
    try:
        if zipfile.is_zipfile(file.path):
            with zipfile.ZipFile(file.path) as archive:
                unpacked = sum(member.file_size for member in archive.infolist())
                cells = cells_of(archive) if unpacked <= _MOST_UNPACKED else 0
            too_much = ""
            if unpacked > _MOST_UNPACKED:
                too_much = worded(
                    "The workbook unpacks to %(unpacked)s MB, which no real release does; it was not opened.",
                    unpacked=f"{unpacked / 1e6:,.0f}",
                )
            elif cells > _MOST_CELLS:
                too_much = worded(
                    "A sheet stretches over %(cells)s million cells, which no release does; it was not opened.",
                    cells=f"{cells / 1e6:,.0f}",
                )
            if too_much:
                raise BadSourceFile(too_much, where=file.name, fix=worded("Fetch it again from the publisher."))
        return Workbook(file.name, CalamineWorkbook.from_path(str(file.path)))
    except (CalamineError, OSError, zipfile.BadZipFile, ValueError) as error:
        raise BadSourceFile(
            worded("The workbook cannot be opened (%(error)s).", error=error),
            where=file.name,
            fix=worded("Fetch it again: it looks truncated."),
        ) from error


def column_letters(index: int) -> str:
    """The letters a spreadsheet gives the column at `index`, from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

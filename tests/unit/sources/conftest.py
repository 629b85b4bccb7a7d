"""Makes small sources and files in the publishers' layouts for the tests of the readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from placewright.core.quantities import ErrorKind
from placewright.records.source import Source
from placewright.sources.reading import SourceFile


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """A source with the fewest words, whose options are the keywords that no field of a source has."""

    def make(reader: str, *, dimensions: Sequence[str] = (), vintage: str = "lad-2023", **options: Any) -> Source:
        return Source(
            id="invented", title="Invented", publisher="Nobody", licence="OGL-UK-3.0", attribution="", landing_page="",
            series="invented", release="", released=None, reader=reader, files=("*",), place_vintage=vintage,
            dimensions=tuple(dimensions), error=ErrorKind.UNKNOWN, options=options,
        )  # fmt: skip

    return make


@pytest.fixture
def make_workbook(tmp_path: Path) -> Callable[..., SourceFile]:
    """A workbook with these sheets, each a list of rows."""

    def make(sheets: Mapping[str, Sequence[Sequence[object]]], name: str = "book.xlsx") -> SourceFile:
        with xlsxwriter.Workbook(str(tmp_path / name)) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return SourceFile(tmp_path / name, name)

    return make


@pytest.fixture
def make_file(tmp_path: Path) -> Callable[..., SourceFile]:
    """A file with this content."""

    def make(content: str | bytes, name: str = "table.csv", encoding: str = "utf-8") -> SourceFile:
        data = content if isinstance(content, bytes) else content.encode(encoding)
        (tmp_path / name).write_bytes(data)
        return SourceFile(tmp_path / name, name)

    return make

"""Invented files in the publishers' layouts, read by the packaged sources."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest
import xlsxwriter

from placewright.sources.catalogue import packaged_sources
from placewright.sources.finding import find_reader
from placewright.sources.reading import Reading, SourceFile

Sheets = Mapping[str, Sequence[Sequence[object]]]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[str, Sheets], SourceFile]:
    """Writes a workbook of the given sheets."""

    def write(name: str, sheets: Sheets) -> SourceFile:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for at, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        if cell != "":
                            sheet.write(at, column, cell)
        return SourceFile(path, name)

    return write


@pytest.fixture
def text_file(tmp_path: Path) -> Callable[..., SourceFile]:
    """Writes a text file, zipped where its name says so."""

    def write(name: str, text: str, encoding: str = "utf-8") -> SourceFile:
        path = tmp_path / name
        data = text.encode(encoding)
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return SourceFile(path, name)

    return write


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Reads files as the packaged source of that id says."""

    def read_with(source_id: str, *files: SourceFile) -> Reading:
        source = packaged_sources()[source_id]
        return find_reader(source.reader)(files, source)

    return read_with


@pytest.fixture
def one() -> Callable[..., dict[str, Any]]:
    """The one observation that the given words pick out."""

    def pick(reading: Reading, **words: str) -> dict[str, Any]:
        table = reading.observations
        for name, word in words.items():
            table = table.filter(pc.equal(table[name].cast("string"), word))
        rows = table.to_pylist()
        assert len(rows) == 1, f"{len(rows)} observations have {words}"
        return dict(rows[0])

    return pick


@pytest.fixture
def release(publisher_files: Path) -> Callable[[str], Reading]:
    """Reads a packaged source from the publishers' own files."""

    def read_release(source_id: str) -> Reading:
        if source_id not in _READ:
            source = packaged_sources()[source_id]
            found = [path for pattern in source.files for path in sorted(publisher_files.rglob(pattern))]
            _READ[source_id] = find_reader(source.reader)([SourceFile(path, path.name) for path in found], source)
        return _READ[source_id]

    return read_release


_READ: dict[str, Reading] = {}

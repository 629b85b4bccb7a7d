"""Workbooks made to exhaust whoever opens them, through `placewright fetch`: refused unopened, and named."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from placewright.evidence.snapshots import SnapshotStore

from .conftest import Vale

SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = bytes(1_000_000)


def a_workbook() -> zipfile.ZipFile:
    book, stream = Workbook(), io.BytesIO()
    book.active.append(["code", "year", "count"])
    book.active.append(["E07000243", 2022, 430])
    book.save(stream)
    return zipfile.ZipFile(stream)


def swollen(path: Path, *, megabytes: int) -> None:
    """A sound workbook with one more member, which is small in the archive and vast outside it."""
    with a_workbook() as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in sound.namelist():
            archive.writestr(name, sound.read(name))
        with archive.open("xl/media/image1.bin", "w") as member:
            for _ in range(megabytes):
                member.write(MEGABYTE)


def lying(path: Path, *, rows: int) -> None:
    """A workbook whose sheet is far larger than the archive says it is."""
    with a_workbook() as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sound.namelist():
            text = sound.read(name)
            if name == SHEET:
                more = b'<row r="3"><c r="A3"><v>1</v></c></row>' * rows
                text = text.replace(b"</sheetData>", more + b"</sheetData>")
            archive.writestr(name, text)
    data = bytearray(path.read_bytes())
    for mark, size, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        start = data.find(mark)
        while data[start + name_at : start + name_at + len(SHEET)] != SHEET.encode():
            start = data.find(mark, start + 1)
        struct.pack_into("<I", data, start + size, 900)
    path.write_bytes(data)


@pytest.fixture
def workbooks(vale: Vale) -> Vale:
    source = vale.folder / "sources" / "vale-counts.toml"
    source.write_text(source.read_text().replace("counts*.csv", "*.xlsx"))
    for file in vale.files.iterdir():
        file.unlink()
    return vale


def test_a_workbook_that_unpacks_to_hundreds_of_megabytes_is_refused_unopened(
    workbooks: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    swollen(workbooks.files / "bomb.xlsx", megabytes=405)
    assert (workbooks.files / "bomb.xlsx").stat().st_size < 5_000_000
    assert workbooks.fetch() == 1
    told = capsys.readouterr().err
    assert "bomb.xlsx: The workbook unpacks to 405 MB" in told
    assert "it was not opened" in told
    assert SnapshotStore(workbooks.folder / "snapshots").newest("vale-counts") is None


def test_a_workbook_with_a_value_in_its_far_corner_is_refused_and_ends_no_process(
    workbooks: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "code", "stray"
    book.save(workbooks.files / "far.xlsx")
    assert workbooks.fetch() == 1
    assert "far.xlsx: A sheet stretches over 17,180 million cells" in capsys.readouterr().err


def test_a_workbook_that_lies_about_its_size_is_refused(workbooks: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    lying(workbooks.files / "liar.xlsx", rows=50_000)
    assert workbooks.fetch() == 1
    assert "liar.xlsx: The workbook cannot be opened (Bad CRC-32" in capsys.readouterr().err
    assert SnapshotStore(workbooks.folder / "snapshots").newest("vale-counts") is None


def test_a_workbook_like_them_but_sound_is_read(workbooks: Vale) -> None:
    swollen(workbooks.files / "sound.xlsx", megabytes=1)
    assert workbooks.fetch() == 0
    snapshot = SnapshotStore(workbooks.folder / "snapshots").newest("vale-counts")
    assert snapshot is not None
    assert snapshot.manifest.rows == 1

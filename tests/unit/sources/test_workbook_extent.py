"""How far a workbook's sheets stretch is known before a reader makes room for it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from placewright.sources import workbook_extent
from placewright.sources.workbook_extent import cells_of

TABLES = (
    '<office:document-content xmlns:office="o" xmlns:table="t"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)


def xlsx(filled: Mapping[tuple[int, int], float], *, styled: tuple[tuple[int, int], ...] = ()) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    for row, column in styled:
        sheet.write_blank(row, column, None, bold)
    for (row, column), value in filled.items():
        sheet.write_number(row, column, value)
    book.close()
    return held.getvalue()


def packed(parts: Mapping[str, str]) -> zipfile.ZipFile:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return zipfile.ZipFile(held)


def sheet(rows: str) -> zipfile.ZipFile:
    return packed({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": f"<sheetData>{rows}</sheetData>"})


def _record(kind: int, content: bytes = b"") -> bytes:
    """A record of a binary workbook."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    return head + (bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(filled: Mapping[tuple[int, int], float], *, styled: tuple[tuple[int, int], ...] = ()) -> bytes:
    """A binary workbook, as small as one can be."""
    cells = {at: _record(1, struct.pack("<II", at[1], 0)) for at in styled}
    cells |= {at: _record(5, struct.pack("<IId", at[1], 0, value)) for at, value in filled.items()}
    rows = sorted({row for row, _column in cells})
    data = b"".join(
        _record(0, struct.pack("<I", row) + bytes(200)) + b"".join(cells[at] for at in sorted(cells) if at[0] == row)
        for row in rows
    )
    dimension = _record(148, struct.pack("<IIII", 0, 0, 0, 0))
    book = _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sheet1")) + _record(144) + _record(157)
    return packed_bytes(
        {
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                b'Id="rId1" Type="worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
            ),
            "xl/worksheets/sheet1.bin": _record(129) + dimension + _record(145) + data + _record(146) + _record(130),
            "xl/printerSettings/printerSettings1.bin": bytes(range(256)) * 3,
        }
    )


def packed_bytes(parts: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


@pytest.mark.parametrize("make", [xlsx, xlsb])
@given(
    st.dictionaries(st.tuples(st.integers(0, 400), st.integers(0, 800)), st.floats(0, 9), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 900)), max_size=5),
)
def test_the_extent_is_the_one_that_the_reader_finds(
    make: Callable[..., bytes], filled: dict[tuple[int, int], float], styled: list[tuple[int, int]]
) -> None:
    content = make(filled, styled=tuple(at for at in styled if at not in filled))
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert read.end is not None
    assert cells_of(opened(content)) == (read.end[0] + 1) * (read.end[1] + 1)


@pytest.mark.parametrize("make", [xlsx, xlsb])
def test_one_value_in_the_far_corner_is_seen_without_reading_the_sheet(make: Callable[..., bytes]) -> None:
    assert cells_of(opened(make({(0, 0): 1.0, (1_048_575, 16_383): 1.0}))) == 1_048_576 * 16_384


def test_an_address_that_lies_across_two_pieces_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx({(row, 7): 1.0 for row in range(300)} | {(299, 40): 1.0})
    for size in range(257, 330):
        monkeypatch.setattr(workbook_extent, "_PIECE", size)
        assert cells_of(opened(content)) == 300 * 41


def test_rows_that_are_only_styled_and_cells_without_a_value_take_no_room() -> None:
    rows = '<row r="2"><c r="B2"><v>1</v></c></row><row r="1048576" ht="15"><c r="C1048576" s="2"/></row>'
    assert cells_of(sheet(rows)) == 4


def test_cells_without_an_address_count_as_lying_side_by_side_in_the_last_row() -> None:
    assert cells_of(sheet("<row r='1048576'><c><v>1</v></c><c t='n'><v>1</v></c></row>")) == 2 * 1_048_576


def test_repeats_of_an_open_document_count_where_they_hold_something() -> None:
    cell = '<table:table-cell table:number-columns-repeated="{}" {}/>'
    number = "office:value-type='float'"
    rows = (
        f"<table:table><table:table-row>{cell.format(3, number)}{cell.format(900, '')}"
        f'</table:table-row><table:table-row table:number-rows-repeated="1048575">{cell.format(903, "")}'
        "</table:table-row></table:table>"
    )
    bomb = (
        '<table:table><table:table-row table:number-rows-repeated="1000000">'
        f"{cell.format(16_000, number)}</table:table-row></table:table>"
    )
    assert cells_of(packed({"content.xml": TABLES.format(rows)})) == 3
    assert cells_of(packed({"content.xml": TABLES.format(rows + bomb)})) == 16_000_000_000


def test_a_damaged_part_is_told_as_a_broken_zip() -> None:
    content = bytearray(xlsx({(row, 0): 1.0 for row in range(200)}))
    with opened(bytes(content)) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    content[start : start + 40] = bytes(40)
    with pytest.raises(zipfile.BadZipFile):
        cells_of(opened(bytes(content)))

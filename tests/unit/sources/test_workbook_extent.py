"""How far a workbook's sheets stretch is known before a reader makes room for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

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


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


@given(
    st.dictionaries(st.tuples(st.integers(0, 400), st.integers(0, 800)), st.floats(0, 9), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 900)), max_size=5),
)
def test_the_extent_is_the_one_that_the_reader_finds(
    filled: dict[tuple[int, int], float], styled: list[tuple[int, int]]
) -> None:
    content = xlsx(filled, styled=tuple(styled))
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert read.end is not None
    assert cells_of(opened(content)) == (read.end[0] + 1) * (read.end[1] + 1)


def test_one_value_in_the_far_corner_is_seen_without_reading_the_sheet() -> None:
    assert cells_of(opened(xlsx({(0, 0): 1.0, (1_048_575, 16_383): 1.0}))) == 1_048_576 * 16_384


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

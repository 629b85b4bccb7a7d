"""The downloads describe themselves, keep their bytes, and follow the guidance on accessible spreadsheets."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from accessible_sheets import faults_of
from placewright.publish.data import MARKS, BadTable, marked, package_description, spreadsheet
from placewright.publish.data_readme import data_readme
from placewright.publish.views_data import DataField, DataPackage, DataTable, Formula, Sheet, SheetColumn, Spreadsheet

from .invented import SOURCE

FIELDS = (DataField("place"), DataField("value", "number", "Weekly pay in pounds"))
TABLE = DataTable("pay", "Pay", "Weekly pay", FIELDS, b"place,value\nE07000901,612\n", ("place",), (SOURCE,))
PACKAGE = DataPackage("north-vale", "North Vale", "Figures", date(2025, 3, 31), (TABLE,))
SHEET = Sheet(
    "People",
    "Pay and work",
    (SheetColumn("Place", width=30), SheetColumn("Pay", "number", 0)),
    (("Ashby", 612.4), ("=Brook", None), ("Crossley", marked(None, "suppressed"))),
)
BOOK = Spreadsheet("North Vale", date(2025, 3, 31), ("About.",), (SHEET,), tuple(MARKS.values()))


def test_a_package_says_the_size_and_hash_of_each_table() -> None:
    described = json.loads(package_description(PACKAGE))
    resource = described["resources"][0]
    assert resource["path"] == "pay.csv"
    assert resource["bytes"] == len(TABLE.content)
    assert resource["hash"] == f"sha256:{hashlib.sha256(TABLE.content).hexdigest()}"
    assert [field["name"] for field in resource["schema"]["fields"]] == ["place", "value"]
    assert described["licenses"][0]["name"] == "OGL-UK-3.0"


def test_a_table_that_differs_from_its_description_is_refused() -> None:
    wrong = DataTable("pay", "Pay", "", FIELDS[:1], TABLE.content)
    with pytest.raises(BadTable, match="place, value"):
        package_description(DataPackage("p", "P", "", date(2025, 1, 1), (wrong,)))


def test_a_table_with_an_unusable_name_is_refused() -> None:
    with pytest.raises(BadTable, match="cannot name"):
        package_description(
            DataPackage("p", "P", "", date(2025, 1, 1), (DataTable("Pay!", "", "", FIELDS, TABLE.content),))
        )


def test_a_spreadsheet_has_the_same_bytes_every_time() -> None:
    assert spreadsheet(BOOK) == spreadsheet(BOOK)
    with zipfile.ZipFile(io.BytesIO(spreadsheet(BOOK))) as packed:
        assert {item.date_time for item in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_spreadsheet_opens_with_cover_notes_and_a_table_a_sheet() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(spreadsheet(BOOK)))
    assert book.sheet_names == ["Cover", "Notes", "People"]
    rows = book.get_sheet_by_name("People").to_python()
    assert rows[0][0] == "Pay and work" and rows[1][0] == "This worksheet contains one table."
    assert rows[2] == ["Place", "Pay"]
    assert rows[3] == ["Ashby", 612.4]


def test_a_missing_number_is_a_mark_that_the_notes_explain() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(spreadsheet(BOOK)))
    rows = book.get_sheet_by_name("People").to_python()
    notes = {row[0] for row in book.get_sheet_by_name("Notes").to_python()}
    assert [row[1] for row in rows[4:]] == ["[x]", "[c]"]
    assert {"[x]", "[c]"} <= notes


def test_text_that_looks_like_a_formula_stays_text() -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(spreadsheet(BOOK))).get_sheet_by_name("People").to_python()
    assert rows[4][0] == "=Brook"


def test_each_sheet_has_one_marked_table_and_no_merged_cells() -> None:
    with zipfile.ZipFile(io.BytesIO(spreadsheet(BOOK))) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        tables = [name for name in packed.namelist() if name.startswith("xl/tables/")]
    assert len(tables) == 2
    assert not any("mergeCell" in sheet for sheet in sheets)


def test_a_spreadsheet_follows_the_checklist_for_accessible_ones() -> None:
    assert faults_of(spreadsheet(BOOK)) == []


def test_a_workbook_to_work_in_keeps_its_heads_in_sight_and_filters_rows() -> None:
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet(replace(BOOK, to_work_in=True))))
    page = book["People"]
    assert page.freeze_panes == "B4" and page.tables["table_people"].autoFilter is not None


def test_a_table_too_wide_to_be_read_on_one_page_is_printed_on_several_each_with_its_first_column() -> None:
    sheet = Sheet("Wide", "Wide", tuple(SheetColumn(f"Head {n}", width=22) for n in range(20)), (("a",) * 20,))
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet(replace(BOOK, sheets=(SHEET, sheet)))))
    assert [book[name].page_setup.fitToWidth for name in ("People", "Wide")] == [None, 3]
    assert book["Wide"].print_title_cols == "$A:$A"


def test_a_truth_is_shown_as_one_in_every_program() -> None:
    sheet = Sheet("Tests", "Tests", (SheetColumn("Passes"),), ((Formula("=1>0", True),),))
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet(replace(BOOK, sheets=(sheet,)))))
    assert book["Tests"]["A4"].number_format == '"TRUE";"TRUE";"FALSE"'


def test_every_sheet_is_printed_as_wide_as_its_paper() -> None:
    with zipfile.ZipFile(io.BytesIO(spreadsheet(BOOK))) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert all("fitToPage" in sheet and 'fitToHeight="0"' in sheet for sheet in sheets)


def test_a_cover_names_each_sheet_once() -> None:
    sheet = Sheet("Claims", "Claims: every claim of the strategy.", SHEET.columns, SHEET.rows)
    book = Spreadsheet("North Vale", date(2025, 3, 31), ("About.",), (SHEET, sheet))
    cover = CalamineWorkbook.from_filelike(io.BytesIO(spreadsheet(book))).get_sheet_by_name("Cover").to_python()
    said = [row[0] for row in cover]
    assert said[-2:] == ["People: Pay and work", "Claims: every claim of the strategy."]


def test_a_count_is_shown_without_a_point_and_other_figures_with_their_decimals() -> None:
    sheet = Sheet("Mixed", "Mixed units", (SheetColumn("Value", "number", 3),), ((1215387,), (4765.0,), (6.2697,)))
    book = Spreadsheet("North Vale", date(2025, 3, 31), (), (sheet,))
    with zipfile.ZipFile(io.BytesIO(spreadsheet(book))) as packed:
        page = packed.read("xl/worksheets/sheet2.xml").decode()
        styles = packed.read("xl/styles.xml").decode()
    formats = dict(re.findall(r'numFmtId="(\d+)" formatCode="([^"]+)"', styles)) | {"3": "#,##0", "4": "#,##0.00"}
    of_style = re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])
    shown = [formats[of_style[int(style)]] for style in re.findall(r'<c r="A[456]" s="(\d+)"><v>', page)]
    assert shown == ["#,##0", "#,##0", "#,##0.000"]


def test_a_folder_of_data_says_by_itself_what_it_holds_and_under_which_licence() -> None:
    said = data_readme(PACKAGE).decode()
    assert said.startswith("# North Vale: data\n") and "released by 31 March 2025" in said
    assert "- `pay.csv` (1 row): Pay. Weekly pay. Key: `place`." in said
    assert SOURCE.licence in said and f"`{SOURCE.dataset}`" in said


def test_a_table_without_rows_is_said_to_have_none() -> None:
    empty = replace(PACKAGE, tables=(replace(TABLE, content=b"place,value\n"),))
    assert "- `pay.csv` (0 rows): Pay." in data_readme(empty).decode()

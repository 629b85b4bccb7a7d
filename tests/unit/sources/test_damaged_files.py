"""Damaged and hostile files: each is refused with a message that says which file, what and how to mend it."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from placewright.core.errors import BadSourceFile
from placewright.sources import delimited, sheets
from placewright.sources.delimited import read_delimited, read_grid
from placewright.sources.readers import long, topojson_shares, wide
from placewright.sources.reading import SourceFile, WrongRows
from placewright.sources.sheets import open_workbook

LONG: dict[str, Any] = {
    "place": "code", "period_column": "year", "measures": {"x": {"measure": "population", "unit": "people"}},
}  # fmt: skip
WIDE: dict[str, Any] = {"place": "code", "sheets": {"*": {"measure": "population", "unit": "people"}}}
GOOD = "code,year,value\nE07000243,2022,5\n"


def refused(read: Any, file: SourceFile, source: Any) -> str:
    with pytest.raises(BadSourceFile) as error:
        read([file], source)
    assert error.value.where is not None
    assert file.name in error.value.where
    assert error.value.fix
    return error.value.what


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(make_source: Any, make_workbook: Any, cut: float) -> None:
    book = make_workbook({"Sheet": [["code", "2022"], *(["E07000243", number] for number in range(500))]})
    data = book.path.read_bytes()
    book.path.write_bytes(data[: int(len(data) * cut)])
    source = make_source("wide", **{**WIDE, "sheets": {"Sheet": WIDE["sheets"]["*"]}})

    assert "cannot be opened" in refused(wide.read, book, source)


@pytest.mark.parametrize("cut", [0.5, 0.9])
def test_a_truncated_zipped_file_is_refused(make_source: Any, make_file: Any, cut: float) -> None:
    data = gzip.compress(("code,year,value\n" + "".join(f"E07000243,2022,{n}\n" for n in range(9_999))).encode())
    file = make_file(data[: int(len(data) * cut)], "table.csv.gz")

    assert "cannot be read" in refused(long.read, file, make_source("long", **LONG))


def test_a_truncated_parquet_file_is_refused(make_source: Any, tmp_path: Path) -> None:
    pq.write_table(pa.table({"code": ["E07000243"], "year": ["2022"], "value": [5.0]}), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(data[: len(data) // 2])
    file = SourceFile(tmp_path / "a.parquet", "a.parquet")

    assert "cannot be read as Parquet" in refused(long.read, file, make_source("long", **LONG))


def test_a_file_cut_in_the_middle_of_a_row_names_that_row(make_source: Any, make_file: Any) -> None:
    rows = "".join(f"E07000243,{2000 + number % 20},{number}\n" for number in range(300))
    file = make_file("code,year,value\n" + rows + "E07000243,20")

    assert [issue.where for issue in long.read([file], make_source("long", **LONG)).issues] == ["table.csv, row 302"]


@pytest.mark.parametrize("content", ["", "\n", "code,year,value\n"])
def test_an_empty_file_has_no_observations_or_is_refused(make_source: Any, make_file: Any, content: str) -> None:
    file, source = make_file(content), make_source("long", **LONG)
    try:
        assert long.read([file], source).observations.num_rows == 0
    except BadSourceFile as error:
        assert error.where == "table.csv"


def test_a_page_of_html_in_place_of_a_table_is_refused(make_source: Any, make_file: Any) -> None:
    file = make_file("<!DOCTYPE html><html><body>Not found</body></html>\n")

    assert "no column 'code'" in refused(long.read, file, make_source("long", **LONG))
    assert "header row was not found" in refused(wide.read, file, make_source("wide", **WIDE))


def test_a_workbook_under_the_name_of_a_text_file_is_refused(make_source: Any, make_workbook: Any) -> None:
    book = make_workbook({"Sheet": [["code", "2022"]]}, "table.csv")

    refused(long.read, book, make_source("long", **LONG))
    assert "not text" in refused(wide.read, book, make_source("wide", **WIDE))


def test_a_zip_bomb_is_refused_unread(make_source: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_MOST_UNPACKED", 40_000_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(41_000_000))
    source = make_source("wide", **{**WIDE, "sheets": {"Sheet": WIDE["sheets"]["*"]}})

    assert path.stat().st_size < 100_000
    assert "unpacks to 41 MB" in refused(wide.read, SourceFile(path, "bomb.xlsx"), source)


def test_a_bomb_of_text_is_refused_before_it_fills_the_memory(
    make_source: Any, make_file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "_MOST_UNPACKED", 20_000_000)
    file = make_file(gzip.compress(b"code,year,value\n" + bytes(30_000_000)), "bomb.csv.gz")

    with pytest.raises(BadSourceFile, match="unpacks to more than 20 MB"):
        long.read([file], make_source("long", **LONG))


def test_a_grid_that_unpacks_too_far_is_refused(make_file: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_GRID_BYTES", 1_000_000)
    file = make_file(gzip.compress(bytes(3_000_000)), "bomb.csv.gz")

    with pytest.raises(BadSourceFile, match="unpacks to more than 1 MB"):
        read_grid(file)


def test_columns_whose_header_was_shuffled_alone_are_refused(make_source: Any, make_file: Any) -> None:
    file = make_file(GOOD.replace("code,year,value", "year,value,code") * 1)

    assert "1 of 1 rows are wrong" in refused(long.read, file, make_source("long", **LONG))


def test_several_ragged_rows_keep_the_numbers_of_the_rest(make_file: Any) -> None:
    file = make_file("a,b\n1,2\n3\n4,5\n6,7,8\n9,10\n")
    wrong = WrongRows(file.name)

    rows = read_delimited(file, wrong, columns=["a", "b"])

    assert rows.numbers.tolist() == [2, 4, 6]
    assert [issue.where for issue in wrong.issues(1_000)] == ["table.csv, row 3", "table.csv, row 5"]


def test_a_map_without_shares_is_refused(make_source: Any, make_file: Any) -> None:
    source = make_source(
        "topojson_shares", dimensions=["sector"], place="id", period="2024", leave_out=["id", "name"],
        measure={"measure": "share", "unit": "share"}, members={"sector": {"slug": True}},
    )  # fmt: skip

    assert "not TopoJSON" in refused(topojson_shares.read, make_file("{}", "a.topojson"), source)
    bad = '{"objects": {"x": {"geometries": [{"properties": {"id": "E07000243", "name": "S", "Life": 12}}]}}}'
    assert "'12' is no share" in refused(topojson_shares.read, make_file(bad, "a.topojson"), source)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSourceFile, match="cannot be opened"):
        open_workbook(SourceFile(tmp_path / "none.xlsx", "none.xlsx"))

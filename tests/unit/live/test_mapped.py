"""Any table is read by a declared mapping: the same observations from CSV, Excel, Parquet and JSON-stat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from placewright.core.errors import BadRecord, BadSourceFile
from placewright.sources.catalogue import read_source
from placewright.sources.live.json_stat import unfold
from placewright.sources.live.mapping import PERIOD_FORMS, read_mapping
from placewright.sources.readers import mapped
from placewright.sources.reading import Reading, SourceFile

from .test_connectors import a_source

HEADER = ["geo", "year", "sector", "status", "conf", "amount"]
ROWS = [
    ["E07000243", "2023", "C", "", "0.5", "34.2"],
    ["E07000095", "2023", "C", "p", "", "1,040"],
    ["E07000096", "2023", "total", "c", "", "[c]"],
]
OPTIONS: dict[str, Any] = {
    "place": "geo",
    "period": {"column": "year", "form": "year"},
    "measure": {"fixed": "output"},
    "unit": {"fixed": "GBP million"},
    "value": "amount",
    "half_width": "conf",
    "dimensions": {"industry": "sector"},
    "status": {"column": "status", "names": {"p": "provisional", "c": "suppressed"}, "closed": True},
}


def reading(path: Path, options: dict[str, Any] | None = None) -> Reading:
    from dataclasses import replace

    source = replace(a_source(), options=options or OPTIONS, dimensions=("industry",), error="sampling")  # type: ignore[arg-type]
    return mapped.read([SourceFile(path, path.name)], source)


def write(folder: Path, ending: str) -> Path:
    path = folder / f"table.{ending}"
    if ending == "csv":
        path.write_text("\n".join([",".join(HEADER), *(",".join(f'"{c}"' for c in row) for row in ROWS)]))
    elif ending == "parquet":
        pq.write_table(pa.table({name: [row[n] for row in ROWS] for n, name in enumerate(HEADER)}), path)
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Data")
            sheet.write(0, 0, "A title above the table")
            for number, row in enumerate([HEADER, *ROWS], 1):
                sheet.write_row(number, 0, row)
    return path


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_the_same_table_gives_the_same_observations_in_every_format(tmp_path: Path, ending: str) -> None:
    options = {**OPTIONS, "sheet": "Data", "header": 2} if ending == "xlsx" else OPTIONS
    rows = reading(write(tmp_path, ending), options).observations.to_pylist()
    assert [(row["place"], row["value"], row["status"]) for row in rows] == [
        ("E07000243", 34.2, "ok"), ("E07000095", 1040.0, "provisional"), ("E07000096", None, "suppressed"),
    ]  # fmt: skip
    assert (rows[0]["low"], rows[0]["high"], rows[0]["error"]) == (pytest.approx(33.7), pytest.approx(34.7), "sampling")
    assert (rows[1]["low"], rows[1]["error"]) == (None, "unknown")
    assert [row["industry"] for row in rows] == ["C", "C", "total"]
    first = {"csv": 2, "parquet": 1, "xlsx": 3}[ending]
    assert [row["row"] for row in rows] == [first, first + 1, first + 2]


def test_wrong_rows_are_named_and_the_others_kept(tmp_path: Path) -> None:
    rows = [["E07000243", str(1600 + n), "C", "", "", str(n)] for n in range(400)]
    rows[7][5], rows[8][0], rows[9][1] = "many", "E0700", "last year"
    path = tmp_path / "table.csv"
    path.write_text("\n".join(",".join(row) for row in [HEADER, *rows]))
    found = reading(path)
    assert found.observations.num_rows == 397
    assert [issue.where for issue in found.issues] == [
        "table.csv, row 9, column 'amount'", "table.csv, row 10, column 'geo'", "table.csv, row 11, column 'year'",
    ]  # fmt: skip


def test_rows_are_chosen_and_values_scaled(tmp_path: Path) -> None:
    options = {**OPTIONS, "only": {"sector": ["C"]}, "scale": 1000.0}
    assert reading(write(tmp_path, "csv"), options).observations["value"].to_pylist() == [34200.0, 1040000.0]


def test_a_missing_column_offers_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BadSourceFile, match="Did you mean 'amount'"):
        reading(write(tmp_path, "parquet"), {**OPTIONS, "value": "amonut"})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"valeu": "x"}, "Did you mean 'value'"),
        ({"place": {"column": "geo", "fixed": "E"}}, "needs a column or a fixed word"),
        ({"period": {"column": "year", "form": "years"}}, "Did you mean 'year'"),
        ({"dimensions": {}}, "lacks the dimension 'industry'"),
        ({"marks": {"c": "hidden"}}, "'hidden'"),
    ],
)
def test_a_mapping_that_cannot_be_is_named(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(BadRecord, match=told):
        reading(write(tmp_path, "csv"), {**OPTIONS, **change})


def test_a_mapping_must_say_what_the_value_is() -> None:
    with pytest.raises(BadRecord, match="does not say what the value is"):
        read_mapping(a_source_with({name: part for name, part in OPTIONS.items() if name != "value"}))


def a_source_with(options: dict[str, Any]) -> Any:
    from dataclasses import replace

    return replace(a_source(), options=options)


@pytest.mark.parametrize(
    ("form", "text", "period"),
    [
        ("year", "2023-01-01", "2023"),
        ("financial-year", "2023/24", "2023-24"),
        ("financial-year", "2023-2024", "2023-24"),
        ("financial-year", "2023/25", None),
        ("quarter", "2023 Q1", "2023-Q1"),
        ("quarter", "Q4 2023", "2023-Q4"),
        ("year-to-month", "Jan 2023-Dec 2023", "P1Y/2023-12"),
        ("year-to-month", "2023-09", "P1Y/2023-09"),
        ("year-to-month", "Year ending Sep 2024", "P1Y/2024-09"),
        ("day", "21/03/2021", "2021-03-21"),
        ("day", "2021-03-21T00:00:00", "2021-03-21"),
        ("canonical", "2020..2023", "2020..2023"),
        ("canonical", "soon", None),
    ],
)
def test_periods_are_read_in_the_form_declared(form: str, text: str, period: str | None) -> None:
    assert PERIOD_FORMS[form](text) == period


CUBE: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "id": ["geo", "year", "sector"],
    "size": [2, 2, 1],
    "dimension": {
        "geo": {"category": {"index": {"E07000243": 1, "E07000095": 0}}},
        "year": {"category": {"index": ["2022", "2023"]}},
        "sector": {"category": {"label": {"total": "All sectors"}}},
    },
    "value": [1.5, None, 3, 4],
    "status": {"1": "c", "3": "p"},
}
"""Invented after the format's definition: an index as object and as list, a single category with only a label."""


def test_a_json_stat_cube_is_unfolded_with_the_last_dimension_fastest(tmp_path: Path) -> None:
    path = tmp_path / "cube.json"
    path.write_text(json.dumps(CUBE))
    options = {name: part for name, part in OPTIONS.items() if name != "half_width"} | {"value": "value"}
    rows = reading(path, options).observations.to_pylist()
    assert [(row["place"], row["period"], row["value"], row["status"]) for row in rows] == [
        ("E07000095", "2022", 1.5, "ok"), ("E07000095", "2023", None, "suppressed"),
        ("E07000243", "2022", 3.0, "ok"), ("E07000243", "2023", 4.0, "provisional"),
    ]  # fmt: skip


def test_a_sparse_cube_and_one_status_for_all() -> None:
    table = unfold({**CUBE, "value": {"0": 1.5, "3": 4}, "status": "e"}, "cube.json")
    assert table["value"].to_pylist() == [1.5, None, None, 4.0]
    assert set(table["status"].to_pylist()) == {"e"}


@pytest.mark.parametrize(
    "change",
    [{"size": [2, 2]}, {"size": [3, 2, 1]}, {"value": [1] * 5}, {"value": {"9": 1}}, {"value": ["1", 2, 3, 4]},
     {"size": [10**6, 10**6, 1]}],
)  # fmt: skip
def test_a_cube_whose_parts_do_not_fit_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadSourceFile):
        unfold({**CUBE, **change}, "cube.json")


@pytest.mark.parametrize("text", ["{", "[]", '{"class": "collection"}'])
def test_what_is_no_json_stat_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cube.json"
    path.write_text(text)
    with pytest.raises(BadSourceFile, match=r"cube\.json"):
        reading(path)


def test_the_example_of_the_reference_reads_a_table(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "connectors.md").read_text(encoding="utf-8")
    block = page[page.index('    id = "vale-footfall"') :].split("\n\n| key |")[0]
    declared = tmp_path / "vale-footfall.toml"
    declared.write_text("\n".join(line.removeprefix("    ") for line in block.splitlines()))
    table = tmp_path / "footfall.csv"
    table.write_text("district,year,why,visits,ci95,flag,area_type\nE07000243,2023/24,S,12.5,0.5,p,district\n")
    (row,) = mapped.read([SourceFile(table, table.name)], read_source(declared)).observations.to_pylist()
    assert (row["period"], row["purpose"], row["value"], row["low"], row["status"]) == (
        "2023-24", "shopping", 12500.0, 12000.0, "provisional",
    )  # fmt: skip


OWN: dict[str, Any] = {
    "place": "Area code",
    "period": {"column": "Year", "form": "year"},
    "measure": {"fixed": "visitors"},
    "unit": {"fixed": "people"},
    "value": "Visitors Estimate",
    "half_width": "Visitors 95% CI (+/-)",
    "header": [2, 3],
}
"""A council's own table: a title, a header of two rows with merged cells, notes at the foot."""


def own_reading(path: Path, options: dict[str, Any]) -> Reading:
    from dataclasses import replace

    source = replace(a_source(), options=options, dimensions=(), error="sampling")  # type: ignore[arg-type]
    return mapped.read([SourceFile(path, path.name)], source)


def own_table(folder: Path, rows: list[list[str]], ending: str = "csv") -> Path:
    top = [
        ["Visitors by district", "", "", "", "", ""],
        ["Area code", "Year", "Visitors", "", "Spend", ""],
        ["", "", "Estimate", "95% CI (+/-)", "Estimate", "Flag"],
    ]
    path = folder / f"visitors.{ending}"
    if ending == "csv":
        path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in [*top, *rows]))
        return path
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate([*top, *rows]):
            sheet.write_row(number, 0, row)
        sheet.merge_range("A2:A3", "Area code")
        sheet.merge_range("B2:B3", "Year")
        sheet.merge_range("C2:D2", "Visitors")
        sheet.merge_range("E2:F2", "Spend")
    return path


TWO_ROWS = [["E07000243", "2023", "1,040", "60", "7", ""], ["E07000095", "2023", "[x]", "[x]", "8", ""]]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_header_over_two_rows_names_a_column_by_both(tmp_path: Path, ending: str) -> None:
    rows = own_reading(own_table(tmp_path, TWO_ROWS, ending), OWN).observations.to_pylist()
    assert [(row["place"], row["value"], row["low"], row["status"], row["row"]) for row in rows] == [
        ("E07000243", 1040.0, 980.0, "ok", 4), ("E07000095", None, None, "not_available", 5),
    ]  # fmt: skip


def test_a_title_above_the_header_of_a_csv_file_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "visitors.csv"
    path.write_text("Visitors\n\nArea code,Year,Visitors\nE07000243,2023,12\n")
    options = {**OWN, "header": 3, "value": "Visitors"}
    del options["half_width"]
    (row,) = own_reading(path, options).observations.to_pylist()
    assert (row["value"], row["row"]) == (12.0, 4)


def test_a_name_that_two_columns_have_is_refused_rather_than_the_first_taken(tmp_path: Path) -> None:
    options = {**OWN, "header": 3, "place": {"fixed": "E07000243"}, "period": {"fixed": "2023"}, "value": "Estimate"}
    with pytest.raises(BadSourceFile, match=r"Two columns are called 'Estimate'.*header = \[4, 5\]"):
        own_reading(own_table(tmp_path, TWO_ROWS), options)


@pytest.mark.parametrize("header", [0, "2", [3, 2], [], True])
def test_a_header_that_is_no_row_is_named(tmp_path: Path, header: object) -> None:
    with pytest.raises(BadRecord, match=r"'header' is .*as in \[4, 5\]"):
        own_reading(own_table(tmp_path, TWO_ROWS), {**OWN, "header": header})


def test_notes_at_the_foot_of_a_table_are_no_rows_of_it(tmp_path: Path) -> None:
    notes = [[""] * 6, ["Notes", *[""] * 5], ["Rounded to ten. Source: the council", *[""] * 5]]
    found = own_reading(own_table(tmp_path, [*TWO_ROWS, *notes]), OWN)
    assert (found.observations.num_rows, found.rows, found.issues) == (2, 2, ())


def test_a_row_of_a_wrong_code_is_named_though_it_has_no_value(tmp_path: Path) -> None:
    with pytest.raises(BadSourceFile, match="'E0700024x' has not the shape"):
        own_reading(own_table(tmp_path, [*TWO_ROWS, ["E0700024x", "2023", "", "", "", ""]]), OWN)


def test_a_second_row_of_the_same_place_and_period_is_named_with_the_first(tmp_path: Path) -> None:
    with pytest.raises(BadSourceFile, match=r"row 6.* same place, period and measure as row 4.*`dimensions`"):
        own_reading(own_table(tmp_path, [*TWO_ROWS, ["E07000243", "2023", "1,050", "60", "7", ""]]), OWN)


def test_a_declared_mark_behind_a_number_is_its_status(tmp_path: Path) -> None:
    rows = [["E07000243", "2023", "1,040 p", "", "7", ""], ["E07000095", "2023", "310[r]", "", "8", ""]]
    options = {**OWN, "marks": {"p": "provisional", "[r]": "estimated"}}
    found = own_reading(own_table(tmp_path, rows), options).observations.to_pylist()
    assert [(row["value"], row["status"]) for row in found] == [(1040.0, "provisional"), (310.0, "estimated")]


def test_a_mark_behind_a_number_that_nobody_declared_makes_the_row_wrong(tmp_path: Path) -> None:
    with pytest.raises(BadSourceFile, match="'1,040 p' is neither a number nor a known mark"):
        own_reading(own_table(tmp_path, [["E07000243", "2023", "1,040 p", "", "7", ""]]), OWN)


def test_codes_of_another_vintage_are_read_where_that_is_declared(tmp_path: Path) -> None:
    table = own_table(tmp_path, [*TWO_ROWS, ["E07000155", "2020", "120", "9", "21", ""]])
    with pytest.raises(BadSourceFile, match=r"South Northamptonshire.* is no place of lad-2024: it was one until 2020"):
        own_reading(table, OWN)
    rows = own_reading(table, {**OWN, "vintages": {"E07000155": "lad-2020"}}).observations.to_pylist()
    assert [(row["place"], row["place_vintage"]) for row in rows] == [
        ("E07000243", "lad-2024"), ("E07000095", "lad-2024"), ("E07000155", "lad-2020"),
    ]  # fmt: skip


def test_a_refused_file_names_its_first_wrong_rows_and_counts_the_others(tmp_path: Path) -> None:
    rows = [["E07000243", str(2000 + n), "many", "", "", ""] for n in range(12)]
    with pytest.raises(
        BadSourceFile, match=r"12 of 12 rows are wrong.*row 11, .*; and 4 more\. Mend these rows"
    ) as told:
        own_reading(own_table(tmp_path, rows), OWN)
    assert "row 12," not in str(told.value)

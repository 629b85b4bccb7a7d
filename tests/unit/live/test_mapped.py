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
    rows = [["E07000243", "2023", "C", "", "", str(n)] for n in range(400)]
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

"""Figures hold the rows that a selection keeps, in bytes that repeat."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import csv

from placewright.core.errors import BadRecord
from placewright.evidence.extracts import UnknownLevel, ordered, read_figures, select, write_figures
from placewright.records.dataset import Selection
from placewright.sources.tidy import Origin, tidy_table

PLACES = ["E07000243", "E10000015", "W06000015", "S12000036", "TLH23", "E92000001", "E12000006", "E01035581"]


def a_table() -> pa.Table:
    rows = [(p, y, i) for p in PLACES for y in ("2004", "2023-24", "P1Y/2023-12") for i in ("C", "total")]
    return tidy_table(
        place=[row[0] for row in rows],
        place_vintage="lad-2024",
        period=[row[1] for row in rows],
        measure="jobs",
        unit="jobs",
        value=[float(n) for n in range(len(rows))],
        dimensions={"industry": [row[2] for row in rows]},
        origin=Origin("jobs.xlsx", list(range(len(rows))), "Table 1", "C"),
    )


def places(selection: Selection) -> set[str]:
    return set(select(a_table(), selection)["place"].to_pylist())


@pytest.mark.parametrize(
    ("level", "kept"),
    [
        ("lad", {"E07000243", "W06000015", "S12000036"}),
        ("lad-england", {"E07000243"}),
        ("lad-scotland", {"S12000036"}),
        ("county", {"E10000015"}),
        ("region-england", {"E12000006"}),
        ("country", {"E92000001"}),
        ("itl3", {"TLH23"}),
        ("lsoa-england", {"E01035581"}),
    ],
)
def test_a_level_keeps_the_places_of_that_level(level: str, kept: set[str]) -> None:
    assert places(Selection(levels=(level,))) == kept


def test_named_places_are_kept_beside_those_of_a_level() -> None:
    assert places(Selection(places=("TLH23",), levels=("country",))) == {"TLH23", "E92000001"}


def test_an_unknown_level_offers_the_nearest() -> None:
    with pytest.raises(UnknownLevel, match="Did you mean 'lad-england'"):
        places(Selection(levels=("lad-englnd",)))


def test_periods_members_and_years_narrow_the_rows() -> None:
    selection = Selection(places=("TLH23",), since=2020, until=2023, members={"industry": ("C",)})
    rows = select(a_table(), selection).to_pylist()
    assert [(row["period"], row["industry"]) for row in rows] == [("2023-24", "C"), ("P1Y/2023-12", "C")]
    assert select(a_table(), Selection(periods=("2004",), places=("TLH23",))).num_rows == 2


def test_no_selection_keeps_everything() -> None:
    assert select(a_table(), Selection()).equals(a_table())


@given(st.permutations(range(len(PLACES) * 6)))
def test_figures_do_not_depend_on_the_order_of_the_rows(order: list[int]) -> None:
    shuffled = a_table().take(order)
    assert ordered(shuffled).equals(ordered(a_table()))


def test_equal_rows_give_equal_bytes_and_come_back_with_their_cells(tmp_path: Path) -> None:
    table = ordered(select(a_table(), Selection(places=("TLH23",))))
    first = write_figures(table, tmp_path / "a.parquet")
    again = write_figures(ordered(table.take(list(range(table.num_rows))[::-1])), tmp_path / "b.parquet")
    assert first.sha256 == again.sha256
    assert read_figures(first.path).equals(table)
    assert set(table["sheet"].to_pylist()) == {"Table 1"}
    assert table["place"].chunk(0).dictionary.to_pylist() == ["TLH23"]


def test_figures_in_csv_read_the_same(tmp_path: Path) -> None:
    table = ordered(a_table())
    csv.write_csv(table, tmp_path / "a.csv")
    read = read_figures(tmp_path / "a.csv")
    assert read.schema.equals(table.schema)
    assert read.to_pylist() == table.to_pylist()


def test_figures_that_are_no_figures_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"not parquet at all")
    with pytest.raises(BadRecord, match=r"a\.parquet"):
        read_figures(tmp_path / "a.parquet")
    (tmp_path / "a.csv").write_text("place,period\nE07000243,2023\n")
    with pytest.raises(BadRecord, match="'place_vintage' is missing"):
        read_figures(tmp_path / "a.csv")


def test_words_that_are_no_dictionary_and_missing_ones_are_selected_alike() -> None:
    table = a_table()
    industry = ["C" if n % 3 == 0 else None if n % 3 == 1 else "total" for n in range(table.num_rows)]
    at = table.schema.get_field_index("industry")
    plain = table.set_column(at, "industry", pa.array(industry, pa.string()))
    coded = table.set_column(at, "industry", pa.array(industry, pa.string()).dictionary_encode())
    wanted = Selection(members={"industry": ("C",)})
    assert select(plain, wanted)["row"].to_pylist() == list(range(0, table.num_rows, 3))
    assert select(coded, wanted)["row"].to_pylist() == list(range(0, table.num_rows, 3))

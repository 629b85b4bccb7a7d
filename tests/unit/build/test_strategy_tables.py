"""The strategy's tables hold what was written and found, with keys that lead somewhere."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from accessible_sheets import faults_of
from placewright.build.strategy_book import strategy_book
from placewright.build.strategy_links import Addresses
from placewright.build.strategy_tables import strategy_tables
from placewright.publish.csv_w import csv_metadata
from placewright.publish.data import BadTable, package_description, spreadsheet
from placewright.publish.views import PlaceRef, SiteInfo
from placewright.publish.views_data import DataField, DataPackage, DataTable, ForeignKey
from placewright.workspace.authored import Authored

from .invented_authored import AUTHORED, RESULTS

TABLES = strategy_tables(Addresses(AUTHORED, RESULTS), indicators=())
BY_NAME = {table.name: table for table in TABLES}
PACKAGE = DataPackage("vale", "Vale", "Tables.", date(2026, 1, 31), TABLES)


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(BY_NAME[name].content.decode())))


def test_a_claim_has_its_verdict_marks_and_who_uses_it() -> None:
    hour = next(row for row in rows("claims") if row["id"] == "hour")
    assert (hour["stance"], hour["verdict"], hour["marks"]) == ("strength", "holds", "caveated")
    assert hour["priorities"] == "skills"


def test_a_figure_has_its_interval_and_origin() -> None:
    here = next(row for row in rows("claim-figures") if (row["claim"], row["figure"]) == ("hour", "here"))
    assert (here["value"], here["low"], here["high"], here["error"]) == ("40.8", "37.2", "45.1", "revision")
    assert (here["origin"], here["datasets"], here["without"]) == ("gva-per-hour", "productivity", "43.7")


def test_money_is_told_by_year_as_cost_and_as_what_a_fund_gives() -> None:
    assert [(row["year"], row["amount"]) for row in rows("intervention-costs")] == [
        ("2026-27", "400000"), ("2027-28", "800000")]  # fmt: skip
    assert rows("intervention-funding")[0]["fund"] == "fund"


def test_every_key_is_unique_and_every_arrow_leads_to_a_row() -> None:
    for table in TABLES:
        keys = [tuple(row[name] for name in table.key) for row in rows(table.name)]
        assert len(keys) == len(set(keys)), table.name
        for point in table.points:
            if point.table in BY_NAME:
                known = {tuple(row[name] for name in point.to) for row in rows(point.table)}
                used = {tuple(row[name] for name in point.fields) for row in rows(table.name)}
                assert used - {("",)} <= known, table.name


def test_closed_columns_hold_only_their_values() -> None:
    for table in TABLES:
        for field in table.fields:
            if field.values:
                assert {row[field.name] for row in rows(table.name)} - {""} <= set(field.values), field.name


def test_both_descriptions_name_every_column_and_key() -> None:
    package = json.loads(package_description(PACKAGE))
    web = json.loads(csv_metadata(PACKAGE))
    for resource, table in zip(package["resources"], web["tables"], strict=True):
        assert resource["path"] == table["url"]
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == [column["name"] for column in table["tableSchema"]["columns"]]
        assert all(field.get("description") for field in resource["schema"]["fields"]), table["url"]
    figures = next(item for item in package["resources"] if item["name"] == "claim-figures")
    assert figures["schema"]["foreignKeys"] == [
        {"fields": ["claim"], "reference": {"resource": "claims", "fields": ["id"]}}
    ]


def test_an_arrow_to_a_table_that_is_not_there_is_refused() -> None:
    table = DataTable("a", "A", "", (DataField("b"),), b"b\n1\n", points=(ForeignKey(("b",), "c"),))
    with pytest.raises(BadTable, match="points at"):
        package_description(DataPackage("p", "P", "", date(2026, 1, 1), (table,)))


def test_without_a_strategy_there_are_no_tables() -> None:
    assert strategy_tables(Addresses(Authored(), {}), indicators=()) == ()


def test_the_workbook_follows_the_checklist_for_accessible_ones() -> None:
    book = strategy_book(SiteInfo("Vale", PlaceRef("A", "Vale"), date(2026, 1, 31)), TABLES, {})
    assert faults_of(spreadsheet(book)) == []


def test_the_workbook_explains_every_column_and_leaves_out_what_is_for_programs() -> None:
    book = strategy_book(SiteInfo("Vale", PlaceRef("A", "Vale"), date(2026, 1, 31), notice="An example."), TABLES, {})
    names = [sheet.name for sheet in book.sheets]
    assert "Claims" in names and "Links" not in names and max(map(len, names)) <= 31
    assert any("An example." in line for line in book.cover)
    noted = {name for name, _ in book.notes}
    assert all(f"{sheet.name}: {column.name}" in noted for sheet in book.sheets for column in sheet.columns)

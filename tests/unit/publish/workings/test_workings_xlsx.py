"""The workings: formulas computed again from the typed figures give what the ledger found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from accessible_sheets import faults_of
from placewright.core.quantities import ErrorKind, Status
from placewright.core.said import Said
from placewright.publish.document import Document
from placewright.publish.workings import Cell, Ranked, Workings, workings_xlsx
from placewright.records.claim import Claim, Comparison, FigureSpec, Stance, Test, Threshold
from placewright.records.indicator import Foundation
from placewright.records.verdict import CellRef, ClaimResult, FigureResult, TestResult, Verdict

from ..pdf.invented import document
from .evaluating import Evaluator

PAY = {"2013": 480.0, "2015": 500.0, "2023": 612.5}
RATE = {"2015": 0.70, "2023": 0.78}
GROWTH = 100 * ((612.5 / 500) ** (1 / 8) - 1)
DISTRICTS = {"Ashby": 612.5, "Brook": 640.0, "Crossley": 590.0, "Dunmere": 700.0}


def ref(indicator: str, period: str, place: str = "E1") -> CellRef:
    return CellRef(indicator, "", place, period, f"{indicator}{place}{period}")


def cell(of: CellRef, value: float | None, unit: str) -> Cell:
    return Cell(of.indicator, of.indicator.title(), of.place, f"Place {of.place}", of.period, value, unit=unit)


CELLS = {
    **{ref("pay", period): cell(ref("pay", period), value, "GBP/week") for period, value in PAY.items()},
    **{ref("rate", period): cell(ref("rate", period), value, "share") for period, value in RATE.items()},
    ref("pay", "2023", "E2"): cell(ref("pay", "2023", "E2"), 490.0, "GBP/week"),
    ref("pay", "2024"): cell(ref("pay", "2024"), None, "GBP/week"),
}
PEERS = tuple(Cell("pay", "Pay", name, name, "2023", value, unit="GBP/week") for name, value in DISTRICTS.items())


def figure(name: str, value: float | None, *cells: CellRef, as_: str = "value", since: str = "") -> FigureResult:
    return FigureResult(
        name=name,
        text=str(value),
        value=value,
        low=None,
        high=None,
        error=ErrorKind.UNKNOWN,
        unit="",
        status=Status.OK if value is not None else Status.NOT_AVAILABLE,
        origin=cells[0].indicator if cells else "finding:firms",
        place=cells[0].place if cells else "",
        place_name="North Vale",
        period=cells[0].period if cells else "2023",
        period_label="2023",
        from_period=since,
        as_=as_,
        cells=cells,
    )


def made(
    specs: Mapping[str, FigureSpec],
    figures: Mapping[str, FigureResult],
    *,
    holds: tuple[Test, ...] = (),
    verdicts: tuple[Verdict, ...] = (),
    **more: Any,
) -> Workings:
    """The workings of one claim."""
    claim = Claim("pay-up", Stance.STRENGTH, Foundation.PEOPLE, "Pay rose.", figures=specs, holds=holds)
    tests = tuple(TestResult(Said(f"test {n}"), verdict) for n, verdict in enumerate(verdicts))
    result = ClaimResult("pay-up", "Pay rose.", Verdict.HOLDS, (), figures, tests)
    return Workings(document(), {"pay-up": claim}, {"pay-up": result}, CELLS, **more)


def one(as_: str, value: float, *cells: CellRef, period: str = "2023", since: str = "", **more: Any) -> Workings:
    """The workings of a claim with one figure."""
    spec = FigureSpec(indicator=cells[0].indicator, as_=as_, period=period)
    return made({"now": spec}, {"now": figure("now", value, *cells, as_=as_, since=since)}, **more)


def table(workings: Workings, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by their heads, formulas computed."""
    content = workings_xlsx(workings)
    book = openpyxl.load_workbook(io.BytesIO(content))
    computed = Evaluator(book)
    cached = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    (name,) = book[sheet].tables
    rows = book[sheet][book[sheet].tables[name].ref]
    for row in rows[1:]:
        for each in row:
            if isinstance(each.value, str) and each.value.startswith("="):
                stored, now = cached[sheet][each.coordinate].value, computed.value(sheet, each.coordinate)
                assert stored == (pytest.approx(now, rel=1e-12) if isinstance(now, float) else now)
    heads = [each.value for each in rows[0]]
    return [dict(zip(heads, (computed.value(sheet, each.coordinate) for each in row), strict=True)) for row in rows[1:]]


def formula_in(workings: Workings, sheet: str, column: int) -> str:
    book = openpyxl.load_workbook(io.BytesIO(workings_xlsx(workings)))
    (name,) = book[sheet].tables
    return str(book[sheet][book[sheet].tables[name].ref][1][column].value)


@pytest.mark.parametrize(
    "workings",
    [
        one("value", 612.5, ref("pay", "2023")),
        one("change", 112.5, ref("pay", "2023"), ref("pay", "2015"), period="2015..2023", since="2015"),
        one("change", 8.0, ref("rate", "2023"), ref("rate", "2015"), period="2015..2023", since="2015"),
        one("change-percent", 22.5, ref("pay", "2023"), ref("pay", "2015"), period="2015..2023", since="2015"),
        one(
            "growth-per-year",
            2.56921012873983,
            ref("pay", "2023"),
            ref("pay", "2015"),
            period="2015..2023",
            since="2015",
        ),
        one(
            "growth-per-year",
            2.56921012873983,
            ref("pay", "2023"),
            ref("pay", "2015"),
            period="2015..latest",
            since="2015",
        ),
        one("index:2015", 122.5, ref("pay", "2023"), ref("pay", "2015"), since="2015"),
        one("difference-from:600", 12.5, ref("pay", "2023")),
        one("difference-from:E2", 122.5, ref("pay", "2023"), ref("pay", "2023", "E2")),
        one("percent-of:E2", 125.0, ref("pay", "2023"), ref("pay", "2023", "E2")),
        one("share-of:1225", 50.0, ref("pay", "2023")),
        one("quotient:E2", 1.25, ref("pay", "2023"), ref("pay", "2023", "E2")),
        one("ratio-of:245", 2.5, ref("pay", "2023")),
        one("rank", 3, ref("pay", "2023"), ranks={("pay-up", "now"): Ranked(PEERS)}),
        one("rank-lowest", 2, ref("pay", "2023"), ranks={("pay-up", "now"): Ranked(PEERS, lowest_first=True)}),
    ],
    ids=lambda workings: workings.claims["pay-up"].figures["now"].as_,
)
def test_a_formula_over_the_evidence_gives_what_the_ledger_found(workings: Workings) -> None:
    (row,) = table(workings, "Claims")
    assert row["Result"] == pytest.approx(row["Value in the ledger"], abs=1e-9)
    assert row["Agrees"]


def test_formulas_point_at_the_evidence_beside_them() -> None:
    workings = one("difference-from:E2", 122.5, ref("pay", "2023"), ref("pay", "2023", "E2"))
    assert formula_in(workings, "Claims", 6) == "=Figures!G6-Figures!G7"


def test_a_figure_set_against_another_of_its_claim_points_at_that_ones_result() -> None:
    specs = {"gain": FigureSpec("pay", as_="difference-from:then"), "then": FigureSpec("pay", period="2015")}
    figures = {
        "gain": figure("gain", 112.5, ref("pay", "2023"), ref("pay", "2015"), as_="difference-from:then"),
        "then": figure("then", 500.0, ref("pay", "2015")),
    }
    workings = made(specs, figures)
    assert formula_in(workings, "Claims", 6) == "=Figures!G6-Claims!G6"
    assert [row["Result"] for row in table(workings, "Claims")] == [112.5, 500.0]


def test_a_value_that_differs_from_the_ledgers_is_seen() -> None:
    (row,) = table(one("value", 612.6, ref("pay", "2023")), "Claims")
    assert not row["Agrees"]


def test_a_missing_figure_has_its_mark_and_no_formula() -> None:
    workings = made({"now": FigureSpec("pay")}, {"now": figure("now", None, ref("pay", "2024"))})
    (row,) = table(workings, "Claims")
    assert (row["Result"], row["Value in the ledger"], row["Agrees"]) == ("[x]", "[x]", "[z]")


def test_a_stated_figure_is_given_as_the_ledger_has_it() -> None:
    workings = made({"now": FigureSpec(finding="firms")}, {"now": figure("now", 62.0)})
    (row,) = table(workings, "Claims")
    assert (row["Result"], row["Agrees"]) == (62.0, "[z]")


def test_the_evidence_stands_once_with_all_that_use_it() -> None:
    specs = {"a": FigureSpec("pay"), "b": FigureSpec("pay")}
    figures = {"a": figure("a", 612.5, ref("pay", "2023")), "b": figure("b", 612.5, ref("pay", "2023"))}
    (row,) = table(made(specs, figures), "Figures")
    assert (row["Value"], row["Used by"], row["Unit"]) == (612.5, "pay-up: a; pay-up: b", "pounds a week")


PAIR = {"now": FigureSpec("pay"), "then": FigureSpec("pay", period="2015")}
VALUES = {"now": figure("now", 612.5, ref("pay", "2023")), "then": figure("then", 500.0, ref("pay", "2015"))}


@pytest.mark.parametrize(
    ("test", "against", "passes"),
    [
        (Test("now", Comparison.ABOVE, 600.0), 600.0, True),
        (Test("now", Comparison.ABOVE, "then"), 500.0, True),
        (Test("now", Comparison.BELOW, Threshold("then", 1.2, 10)), 610.0, False),
        (Test("now", Comparison.BETWEEN, (600.0, 700.0)), "600 and 700", True),
        (Test("now", Comparison.EQUALS, "then", within=150), 500.0, True),
        (Test("now", Comparison.EQUALS, 500.0, within=1), 500.0, False),
        (Test("now", Comparison.RISING), 0.0, True),
        (Test("now", Comparison.FALLING), 0.0, False),
    ],
)
def test_a_test_is_a_formula_that_passes_or_not(test: Test, against: object, passes: bool) -> None:
    verdict = Verdict.HOLDS if passes else Verdict.FAILS
    (row,) = table(made(PAIR, VALUES, holds=(test,), verdicts=(verdict,)), "Tests")
    assert (row["Held against"], row["Passes"], row["Agrees"]) == (against, passes, True)


@pytest.mark.parametrize(("is_", "most", "passes"), [("highest-in", 700.0, False), ("lowest-in", 590.0, False)])
def test_the_highest_is_taken_among_its_rivals(is_: str, most: float, passes: bool) -> None:
    test = Test("now", Comparison(is_))
    workings = made(PAIR, VALUES, holds=(test,), verdicts=(Verdict.FAILS,), rivals={("pay-up", 0): Ranked(PEERS[1:])})
    (row,) = table(workings, "Tests")
    assert (row["Held against"], row["Passes"], row["Agrees"]) == (most, passes, True)
    assert [row["Place"] for row in table(workings, "Ordered")] == ["Brook", "Crossley", "Dunmere"]


def test_where_the_ledger_cannot_tell_a_comparison_neither_agrees_nor_disagrees() -> None:
    workings = made(PAIR, VALUES, holds=(Test("now", Comparison.ABOVE, 1.0),), verdicts=(Verdict.CANNOT_TELL,))
    (row,) = table(workings, "Tests")
    assert (row["Passes"], row["Agrees"]) == (True, "open")


def test_a_test_of_the_highest_without_known_rivals_has_no_formula() -> None:
    workings = made(PAIR, VALUES, holds=(Test("now", Comparison.HIGHEST_IN),), verdicts=(Verdict.HOLDS,))
    (row,) = table(workings, "Tests")
    assert (row["Passes"], row["Agrees"]) == ("[z]", "[z]")


def test_it_follows_the_guidance_on_accessible_spreadsheets() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workings_xlsx(made(PAIR, VALUES))))
    assert book.sheetnames == ["Cover", "Notes", "Claims", "Tests", "Figures"]
    assert book["Cover"]["A1"].value == "A strategy for North Vale: workings"
    for name in book.sheetnames[1:]:
        assert len(book[name].tables) == 1 and not book[name].merged_cells.ranges
    marks = {row[0].value for row in book["Notes"].iter_rows(min_row=4)}
    assert {"[x]", "[z]", "open", "Agrees"} <= marks


def test_the_same_input_gives_the_same_bytes() -> None:
    workings = made(PAIR, VALUES, holds=(Test("now", Comparison.ABOVE, 1.0),), verdicts=(Verdict.HOLDS,))
    content = workings_xlsx(workings)
    assert faults_of(content, to_work_in=True) == []
    assert workings_xlsx(workings) == content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"2025-03-04T00:00:00Z" in packed.read("docProps/core.xml")


def test_the_notice_stands_on_the_cover() -> None:
    plain: Document = replace(document(), notice="No body has agreed it.")
    book = openpyxl.load_workbook(io.BytesIO(workings_xlsx(replace(made(PAIR, VALUES), document=plain))))
    assert "No body has agreed it." in [row[0].value for row in book["Cover"].iter_rows()]

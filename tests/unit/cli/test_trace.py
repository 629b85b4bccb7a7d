"""`placewright trace` states a figure with its interval and the cells it comes from, and what rests on a dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from placewright.cli.main import main

PILOT = str(Path(__file__).resolve().parents[3] / "places" / "hertfordshire")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["trace", PILOT, *arguments])
    return code, capsys.readouterr().out


def test_a_ratio_is_stated_with_its_interval_and_both_its_cells(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys, "business-birth-rate", "--place", "Stevenage", "--period", "2024", "--json")
    traced = json.loads(out)
    assert code == 0
    assert traced["figure"]["value"] == pytest.approx(100 * 440 / 3530)
    assert traced["figure"]["error"] == "rounding"
    assert [cell["value"] for cell in traced["cells"]] == [440, 3530]


def test_a_figure_of_one_territory_is_found_under_its_other_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys, "gva-per-hour", "--period", "2022")
    assert code == 0
    assert "40.8 GBP/hour = gva-per-hour, TLH23, 2022" in out
    assert "sheet A3, row" in out


def test_what_a_list_of_places_cannot_have_is_said_and_no_cell_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys, "real-gva", "--period", "2022")
    assert code == 0
    assert "not available for E10000015" in out
    assert "cell:" not in out


def test_a_dataset_is_traced_to_the_indicators_that_rest_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys, "ons-affordability")
    assert code == 0
    assert "house-price-to-earnings" in out


def test_what_no_interval_holds_is_said_beside_the_source_of_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    _, of_a_sample = said(capsys, "digital-lead-slipping")
    assert "The error of its sample comes on top of what is shown" in of_a_sample
    _, of_a_register = said(capsys, "offices-least")
    assert "sample" not in of_a_register


def test_an_unknown_name_offers_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", PILOT, "gva-per-huor"]) == 1
    assert "Did you mean 'gva-per-hour'" in capsys.readouterr().err


def test_a_derived_figure_is_traced_to_its_cells_and_those_of_its_comparator(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out = said(capsys, "location-quotient-manufacturing", "--json")
    traced = json.loads(out)
    assert (code, traced["figure"]["place"], traced["period"]) == (0, "TLH23", "2022")
    assert {(cell["role"], cell["place"]) for cell in traced["cells"]} == {
        ("place", "TLH23"),
        ("comparator", "K03000001"),
    }
    assert all(cell["file"] and cell["row"] and cell["low"] is not None for cell in traced["cells"])


def test_cells_that_are_too_many_to_list_are_counted_with_where_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys, "economic-complexity", "--place", "TLH2")
    assert code == 0
    assert "others: 3,276 cells of 39 places" in out
    assert "bres_itl2_employment_sic2digit_2015_2021.csv.gz, rows 21122 to 24638" in out


def test_a_figure_that_only_a_larger_place_has_names_that_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", PILOT, "economic-complexity"]) == 1
    assert "Try --place TLH2 (Bedfordshire and Hertfordshire)." in capsys.readouterr().err


def test_the_interval_of_past_revisions_is_known_from_all_places(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = said(capsys, "gva-per-hour", "--place", "E07000243", "--json")
    figure = json.loads(out)["figure"]
    assert figure["error"] == "revision"
    assert figure["low"] < figure["value"] == 34.2 < figure["high"]

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


def test_an_unknown_name_offers_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", PILOT, "gva-per-huor"]) == 1
    assert "Did you mean 'gva-per-hour'" in capsys.readouterr().err

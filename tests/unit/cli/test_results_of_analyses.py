"""`placewright list` and `placewright trace` know the results of analyses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from placewright.analysis.results import RESULTS
from placewright.cli.main import main

PILOT = str(Path(__file__).resolve().parents[3] / "places" / "hertfordshire")


def test_every_result_is_listed_with_its_unit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", PILOT, "results", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["results"]
    assert [row["id"] for row in rows] == list(RESULTS)
    assert all(row["unit"] and row["name"] for row in rows)


def test_a_result_is_traced_to_its_datasets_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", PILOT, "commuting/out"]) == 0
    out = capsys.readouterr().out
    assert "London (place=E12000007): 55,904 people" in out
    assert "(census-2021-commuting)" in out and "snapshot" in out


def test_a_result_of_a_district_is_traced_with_its_period(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", PILOT, "floorspace/offices", "--place", "Watford", "--period", "2021", "--json"]) == 0
    traced = json.loads(capsys.readouterr().out)
    assert (traced["result"], traced["datasets"]) == ("floorspace/offices", ["voa-office-floorspace"])
    [figure] = traced["figures"]
    assert (figure["place"], figure["period"], figure["error"]) == ("E07000103", "2021", "rounding")
    [cell] = traced["cells"]
    assert (cell["value"], cell["place"], cell["column"]) == (figure["value"], "E07000103", "2021") and cell["row"]


def test_a_claim_on_a_result_is_traced_to_the_cells_of_its_places_and_says_how_many_others_there_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = shutil.copytree(PILOT, tmp_path / "hertfordshire", ignore=shutil.ignore_patterns("build", "editions"))
    assert main(["trace", str(folder), "claim:complex-economy"]) == 0
    out = capsys.readouterr().out
    assert "Cells of " in out and "places, " in out and "not listed one by one" in out
    assert main(["trace", str(folder), "claim:flows-to-london", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    rows = [row for figure in figures if figure["origin"].startswith("commuting/") for row in figure["rows"]]
    assert rows and all(row["cells"] or row["counted"] for row in rows)


def test_a_place_without_the_result_says_which_have_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", PILOT, "floorspace/offices", "--place", "Cornwall"]) == 1
    assert "It has some for: " in capsys.readouterr().err


def test_a_dataset_names_the_results_that_rest_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", PILOT, "voa-office-floorspace", "--json"]) == 0
    assert "floorspace/change-since-peak" in json.loads(capsys.readouterr().out)["results"]


def test_a_misspelt_result_offers_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", PILOT, "productivity/gap-mixx"]) == 1
    assert "Did you mean 'productivity/gap-mix'" in capsys.readouterr().err

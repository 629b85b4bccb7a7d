"""`placewright profile` shows a place's scorecard, for people and for machines."""

from __future__ import annotations

import csv
import io
import json

import pytest

from placewright.cli.main import main

from .conftest import Vale

INDICATOR = """
id = "vale-births"
name = "Births in the Vale"
short_name = "Vale births"
definition = "Births."
unit = "enterprises"
decimals = 0
polarity = "higher"
foundation = "business-environment"
theme = "dynamics"
levels = ["lad"]
method = "As published."
not_shown = "Deaths."
[compute]
kind = "level"
of = { dataset = "vale-counts", measure = "births" }
"""


@pytest.fixture
def ready(vale: Vale) -> Vale:
    (vale.folder / "indicators").mkdir()
    (vale.folder / "indicators" / "vale-births.toml").write_text(INDICATOR)
    vale.fetch()
    vale.run("adopt", "vale-counts")
    return vale


def profile(vale: Vale, *more: str) -> int:
    return main(["profile", *more, "--workspace", str(vale.folder)])


def test_a_place_is_shown_by_name_with_its_figures(ready: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert profile(ready, "Stevenage") == 0
    shown = capsys.readouterr().out
    assert "Stevenage (E07000243): 1 indicator" in shown
    assert "Business environment" in shown
    assert "Vale births" in shown
    assert "440" in shown
    assert "+2.3% 1y" in shown


def test_json_holds_the_whole_benchmark(ready: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert profile(ready, "E07000243", "--against", "Broxbourne", "--json") == 0
    card = json.loads(capsys.readouterr().out)
    (row,) = card["indicators"]
    assert (card["place"], row["indicator"], row["value"], row["period"]) == ("E07000243", "vale-births", 440.0, "2023")
    assert row["against"]["E07000095"]["status"] == "suppressed"
    assert [point["value"] for point in row["series"]] == [430.0, 440.0]
    assert row["trends"][0]["words"] == "Growth of 2.3% from 2022 to 2023."


def test_csv_has_a_row_for_each_figure(ready: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert profile(ready, "E07000243", "--csv") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["indicator"], row["value"], row["dataset"], row["gap"]) == ("vale-births", "440.0", "vale-counts", "")


def test_an_unknown_place_is_named_with_the_nearest(ready: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    assert profile(ready, "Stevanage") == 1
    assert "Stevenage" in capsys.readouterr().err


def test_a_place_without_figures_says_what_to_do(ready: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    assert profile(ready, "Cornwall") == 1
    assert "no evidence of Cornwall" in capsys.readouterr().err


def test_a_list_of_places_has_the_sum_of_its_parts(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    (counts,) = [path for path in vale.files.rglob("*.csv") if "[c]" in path.read_text()]
    counts.write_text(counts.read_text().replace("[c]", "100"))
    (vale.folder / "indicators").mkdir()
    (vale.folder / "indicators" / "vale-births.toml").write_text(f'{INDICATOR}\n[bundle]\nrule = "sum"\n')
    vale.fetch()
    vale.run("adopt", "vale-counts")
    capsys.readouterr()
    assert profile(vale, "Stevenage, E07000095", "--json") == 0
    card = json.loads(capsys.readouterr().out)
    assert card["name"] == "Stevenage and Broxbourne"
    assert [item["value"] for item in card["indicators"]] == [540]


def test_a_former_code_is_shown_as_what_it_became_with_the_rule(
    ready: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert profile(ready, "E07000101") == 0
    shown = capsys.readouterr()
    assert "Stevenage (E07000243)" in shown.out
    assert "E07000101 recoded as E07000243" in shown.err


def test_the_figure_shown_is_the_one_that_is_traced(ready: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert profile(ready, "E07000243", "--json") == 0
    (shown,) = json.loads(capsys.readouterr().out)["indicators"]
    assert ready.run("trace", "vale-births", "--json") == 0
    figure = json.loads(capsys.readouterr().out)["figure"]
    for name in ("place", "period", "value", "low", "high", "error", "dataset", "fingerprint"):
        assert figure[name] == shown[name]


def test_two_kinds_of_machine_output_at_once_are_misuse(ready: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert profile(ready, "E07000243", "--csv", "--json") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "choose one" in said.err

"""`placewright list` says which indicators a place itself has, what places are called and when data come again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from placewright.cli.main import main


def listed(folder: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    capsys.readouterr()
    assert main(["list", str(folder), kind, "--json"]) == 0
    rows: list[dict[str, str]] = json.loads(capsys.readouterr().out)[kind]
    return rows


def test_after_a_build_each_indicator_says_the_newest_period_of_the_place(
    built: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = built
    assert "newest here" not in listed(folder, "indicators", capsys)[0]
    out.rename(folder / "build")
    newest = {row["id"]: row["newest here"] for row in listed(folder, "indicators", capsys)}
    assert newest["population"] == "30 June 2023"
    assert newest["gva-per-hour"] == "2022"
    assert newest["house-price-to-earnings"] == "–"  # published for districts and regions alone


def test_places_have_names_and_datasets_the_day_of_the_next_release(
    small_workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {"code": "E07000243", "role": "member", "name": "Stevenage"} in listed(small_workspace, "places", capsys)
    pin = small_workspace / "datasets" / "ons-affordability.toml"
    pin.write_text(re.sub("^rows = ", "next_release = 2031-03-24\nrows = ", pin.read_text(), flags=re.MULTILINE))
    days = {row["id"]: row["next"] for row in listed(small_workspace, "datasets", capsys)}
    assert (days["ons-affordability"], days["ons-population-mye"]) == ("2031-03-24", "")

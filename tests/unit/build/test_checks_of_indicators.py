"""What `check` says of a workspace's own indicators: a ratio that loses a survey's interval in silence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import csv

from placewright.build.checks import intervals_lost
from placewright.core.issues import Severity
from placewright.evidence.catalogue import read_indicators
from placewright.evidence.revisions import read_series
from placewright.records.indicator import Cells
from placewright.workspace.folder import FiguresFile

INDICATOR = """
name = "In work, for each resident"
short_name = "In work"
unit = "%"
decimals = 1
polarity = "higher"
foundation = "people"
theme = "work"
levels = ["lad"]
definition = "d"
method = "m"
not_shown = "n"

[compute]
kind = "ratio"

[compute.of]
dataset = "survey"
measure = "in-work"

[compute.per]
dataset = "count"
measure = "people"
"""


def _figures(folder: Path, dataset: str, measure: str, low: Sequence[float | None]) -> FiguresFile:
    path = folder / f"{dataset}.parquet"
    pq.write_table(pa.table({"measure": [measure] * len(low), "low": pa.array(low, pa.float64())}), path)
    return FiguresFile(dataset, path, "")


def _in_csv(folder: Path, dataset: str, measure: str, low: float | None) -> FiguresFile:
    columns = {
        "place": "E07000243",
        "place_vintage": "lad-2024",
        "period": "2023",
        "measure": measure,
        "unit": "people",
    }
    table = pa.table({**{name: [word] for name, word in columns.items()}, "value": [3.0], "low": [low]})
    csv.write_csv(table, path := folder / f"{dataset}.csv")
    return FiguresFile(dataset, path, "")


def test_figures_in_csv_are_looked_at_as_well(tmp_path: Path) -> None:
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "own.toml").write_text(f'id = "own"{INDICATOR}')
    figures = {
        "survey": _in_csv(tmp_path, "survey", "in-work", 2.0),
        "count": _in_csv(tmp_path, "count", "people", None),
    }
    own = read_indicators(tmp_path / "indicators")["own"]
    assert [one.severity for one in intervals_lost("indicators/own.toml", own, figures)] == [Severity.WARNING]
    assert read_series([figures["count"].path], Cells("count", "people", ())) == {("E07000243", 2023): 3.0}


@pytest.mark.parametrize(
    ("survey", "count", "more", "is_lost"),
    [
        ((1.0, None), (None,), "", True),
        ((1.0, None), (None,), "exact = true\n", False),
        ((1.0,), (2.0,), "", False),
        ((None,), (None,), "", False),
    ],
)
def test_a_ratio_that_would_lose_the_interval_of_its_survey_is_warned_of(
    tmp_path: Path, survey: Sequence[float | None], count: Sequence[float | None], more: str, is_lost: bool
) -> None:
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "own.toml").write_text(f'id = "own"{INDICATOR}{more}')
    figures = {
        "survey": _figures(tmp_path, "survey", "in-work", survey),
        "count": _figures(tmp_path, "count", "people", count),
    }
    own = read_indicators(tmp_path / "indicators")["own"]
    issues = list(intervals_lost("indicators/own.toml", own, figures))
    assert [one.severity for one in issues] == ([Severity.WARNING] if is_lost else [])
    assert all("exact = true" in one.fix for one in issues)

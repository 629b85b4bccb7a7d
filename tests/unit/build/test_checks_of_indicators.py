"""What `check` says of a workspace's own indicators: a ratio that loses a survey's interval in silence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from placewright.build.checks import intervals_lost
from placewright.core.issues import Severity
from placewright.evidence.catalogue import read_indicators
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

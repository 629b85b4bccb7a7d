"""Readings that people keep are a dataset with source, vintage and cell, on which a claim can rest."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from built_pilot import share_built_pilot
from kept import MADE_THERE, PILOT
from placewright.build.archives import workspace_files
from placewright.build.checking import check_workspace
from placewright.build.kept_readings import FILE, KeptReading, bring_readings, read_readings
from placewright.core.errors import BadRecord
from placewright.records.verdict import Verdict
from placewright.sources.finding import find_reader
from placewright.sources.reading import SourceFile
from placewright.workspace.authored import Authored, read_authored
from placewright.workspace.folder import open_workspace

NEWEST = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
READ = (
    KeptReading("kept-jobs", "2025", 120.0, source="Return of May"),
    KeptReading(
        "kept-jobs", "2026", 150.5, 140.0, 160.0, status="provisional", source="Return, of November", note="=1"
    ),
    KeptReading("levy-passed-on", "2025", text="three firms", source="Letters"),
    KeptReading("space-counted", "2025", status="suppressed", source="The survey"),
)
CLAIM = """+++
id = "kept-jobs-many"
title = "Many kept their jobs"
stance = "strength"
foundation = "people"
holds = [
    { figure = "kept", is = "above", than = 100.0 },
]

[figures.kept]
indicator = "measure-kept-jobs"
place = "E10000015"
period = "2025"
+++
Of those who were helped into work, {{ kept }} kept it in {{ kept.period }}.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the pilot's folder."""
    return Path(shutil.copytree(PILOT, tmp_path / "pilot", ignore=shutil.ignore_patterns(*MADE_THERE)))


@pytest.fixture(scope="module")
def authored() -> Authored:
    return read_authored(PILOT)[0]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path: at.read_bytes() for path, at in workspace_files(folder).items()}


def test_readings_come_back_as_they_were_kept_and_equal_ones_give_equal_bytes(folder: Path, authored: Authored) -> None:
    changed = bring_readings(folder, reversed(READ), authored, newest=NEWEST)
    once = _bytes(folder)

    assert changed == {"measure-kept-jobs", "measure-levy-passed-on", "measure-space-counted"}
    assert read_readings(folder) == READ
    assert bring_readings(folder, READ, authored, newest=NEWEST) == frozenset()
    assert bring_readings(folder, (), authored, newest=NEWEST) == frozenset()
    assert _bytes(folder) == once


def test_a_correction_changes_its_measure_alone_and_what_came_from_elsewhere_stays(
    folder: Path, authored: Authored
) -> None:
    bring_readings(folder, READ, authored, newest=NEWEST)

    changed = bring_readings(folder, [replace(READ[0], value=125.0)], authored, newest=NEWEST)

    assert changed == {"measure-kept-jobs"}
    assert read_readings(folder) == (replace(READ[0], value=125.0), *READ[1:])


def test_the_dataset_is_whole_and_names_source_and_vintage(folder: Path, authored: Authored) -> None:
    bring_readings(folder, READ, authored, newest=NEWEST)
    workspace = open_workspace(folder)
    dataset, source = workspace.datasets["readings-of-measures"], workspace.source("readings-of-measures")

    assert workspace.check() == open_workspace(PILOT).check()
    assert (dataset.release, dataset.rows, dataset.figures_rows) == ("2026-11-01", 4, 3)
    assert "Return of May" in source.notes and source.publisher == "Hertfordshire"


def test_the_file_is_read_by_the_source_that_is_written_for_it(folder: Path, authored: Authored) -> None:
    bring_readings(folder, READ, authored, newest=NEWEST)
    source = open_workspace(folder).source("readings-of-measures")

    again = find_reader(source.reader)([SourceFile(folder / FILE, Path(FILE).name)], source)

    assert (again.rows, again.issues, again.refused) == (4, (), ())
    kept = pq.read_table(folder / "figures" / "readings-of-measures.parquet").to_pylist()
    written = again.observations.to_pylist()
    names = ("place", "period", "measure", "value", "low", "high", "status", "row")
    assert sorted(tuple(map(str, map(row.get, names))) for row in written) == sorted(
        tuple(map(str, map(row.get, names))) for row in kept
    )


def test_a_measure_that_is_gone_takes_its_indicator_along(folder: Path, authored: Authored) -> None:
    bring_readings(folder, READ, authored, newest=NEWEST)
    fewer = replace(authored, measures={id: one for id, one in authored.measures.items() if id != "kept-jobs"})

    assert "measure-kept-jobs" in bring_readings(folder, READ[2:], fewer, newest=NEWEST)
    assert not list((folder / "indicators").glob("measure-kept-jobs*"))
    assert len(read_readings(folder)) == 4, "what was read is kept"


def test_a_file_that_is_none_is_named(folder: Path, authored: Authored) -> None:
    (folder / FILE).parent.mkdir()
    (folder / FILE).write_text("measure,value\nkept-jobs,1\n", encoding="utf-8")

    with pytest.raises(BadRecord, match=r"readings-of-measures\.csv"):
        bring_readings(folder, READ, authored, newest=NEWEST)


@pytest.mark.long
def test_a_claim_rests_on_a_reading_and_on_its_cell(tmp_path: Path, authored: Authored) -> None:
    built = share_built_pilot(tmp_path / "pilot")
    bring_readings(built / "workspace", READ, authored, newest=NEWEST)
    (built / "workspace" / "claims" / "kept-jobs-many.md").write_text(CLAIM, encoding="utf-8")

    judged = check_workspace(open_workspace(built / "workspace"), built / "out", today=date(2026, 11, 28))
    result = judged.results["kept-jobs-many"]

    assert result.verdict is Verdict.HOLDS and "120" in result.text
    assert result.figures["kept"].datasets == ("readings-of-measures",)
    assert [(cell.place, cell.period) for cell in result.figures["kept"].cells] == [("E10000015", "2025")]
    assert not [ruled for ruled in judged.errors if "kept-jobs" in ruled.issue.where]

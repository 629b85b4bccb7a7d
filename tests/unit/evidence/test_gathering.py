"""A source's files are found by name, wherever below a folder they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.core.errors import PlacewrightError
from placewright.evidence.gathering import FileIndex

from .test_snapshots import a_source


@pytest.fixture
def index(tmp_path: Path) -> FileIndex:
    for name in ("gva/east/tables.xlsx", "gva/west/tables.xlsx", "Counts 2024.CSV", ".hidden/counts.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return FileIndex(tmp_path)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("counts 2024.csv", ["Counts 2024.CSV"]),
        ("counts*.csv", ["Counts 2024.CSV"]),
        ("tables.xlsx", ["gva/east/tables.xlsx", "gva/west/tables.xlsx"]),
        ("east/*.xlsx", ["gva/east/tables.xlsx"]),
        ("gva/w*/tables.xlsx", ["gva/west/tables.xlsx"]),
        ("north/*.xlsx", []),
    ],
)
def test_patterns_match_names_and_the_folders_above(index: FileIndex, pattern: str, found: list[str]) -> None:
    gathered = index.gather(a_source(files=(pattern,)))
    assert [path.relative_to(index.folder).as_posix() for path in gathered.paths] == found
    assert gathered.unmatched == (() if found else (pattern,))


def test_a_file_that_two_patterns_match_is_found_once(index: FileIndex) -> None:
    assert len(index.gather(a_source(files=("east/tables.xlsx", "east/*"))).paths) == 1


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlacewrightError, match="no such folder"):
        FileIndex(tmp_path / "missing")

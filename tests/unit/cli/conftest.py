"""A small invented place with a workspace, a source of its own, and a folder of that publisher's files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from placewright.cli.main import main

SOURCE = """
id = "vale-counts"
title = "Counts of the Vale"
publisher = "Office for the Vale"
licence = "OGL-UK-3.0"
attribution = "Source: Office for the Vale"
landing_page = "https://vale.example/counts"
series = "vale-counts"
release = "2024"
reader = "mapped"
files = ["counts*.csv"]
place_vintage = "lad-2024"
[options]
place = "code"
value = "count"
period = { column = "year", form = "year" }
measure = { fixed = "births" }
unit = { fixed = "enterprises" }
"""
COUNTS = "code,year,count\nE07000243,2022,430\nE07000243,2023,440\nE07000095,2023,[c]\nW06000015,2023,1200\n"


@dataclass(frozen=True)
class Vale:
    """The workspace's folder and the folder of files."""

    folder: Path
    files: Path

    def fetch(self, *more: str) -> int:
        return main(["fetch", str(self.folder), "--dataset", "vale-counts", "--from", str(self.files), *more])

    def run(self, command: str, *more: str) -> int:
        return main([command, str(self.folder), *more])


@pytest.fixture
def vale(tmp_path: Path) -> Vale:
    folder, files = tmp_path / "vale", tmp_path / "files"
    (folder / "sources").mkdir(parents=True)
    files.mkdir()
    (folder / "workspace.toml").write_text('name = "Vale"\nplaces = ["E07000243"]\n')
    (folder / "sources" / "vale-counts.toml").write_text(SOURCE)
    (files / "counts.csv").write_text(COUNTS)
    return Vale(folder, files)

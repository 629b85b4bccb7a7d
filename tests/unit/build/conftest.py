"""A small copy of the packaged workspace, so that whole builds can be tried in seconds."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from placewright.build.pipeline import build_workspace
from placewright.workspace.folder import open_workspace

PILOT = Path(__file__).resolve().parents[3] / "places" / "hertfordshire"
KEPT = (
    "ons-population-mye",
    "ons-productivity-itl",
    "ons-productivity-lad",
    "ons-productivity-lad-2022",
    "ons-affordability",
)


@pytest.fixture
def small_workspace(tmp_path: Path) -> Path:
    """The pilot with a handful of its datasets, in a folder of its own."""
    return make_small_workspace(tmp_path / "hertfordshire")


def make_small_workspace(folder: Path) -> Path:
    """Copy the pilot's record, maps, caveats and a handful of its datasets."""
    for part in ("boundaries", "caveats"):
        shutil.copytree(PILOT / part, folder / part)
    for part, ending in (("datasets", "toml"), ("figures", "parquet")):
        (folder / part).mkdir()
        for name in KEPT:
            shutil.copy(PILOT / part / f"{name}.{ending}", folder / part)
    shutil.copy(PILOT / "workspace.toml", folder)
    return folder


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small workspace and its first build, made once and never changed."""
    folder = tmp_path_factory.mktemp("built")
    workspace = make_small_workspace(folder / "hertfordshire")
    build_workspace(open_workspace(workspace), folder / "out", today=date(2026, 1, 31), processes=1)
    return folder


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the built workspace and of its output."""
    shutil.copytree(built_once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "hertfordshire", tmp_path / "out"

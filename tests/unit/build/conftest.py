"""A small copy of the packaged workspace, so that whole builds can be tried in seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

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
    folder = tmp_path / "hertfordshire"
    for part in ("boundaries", "caveats"):
        shutil.copytree(PILOT / part, folder / part)
    for part, ending in (("datasets", "toml"), ("figures", "parquet")):
        (folder / part).mkdir()
        for name in KEPT:
            shutil.copy(PILOT / part / f"{name}.{ending}", folder / part)
    shutil.copy(PILOT / "workspace.toml", folder)
    return folder

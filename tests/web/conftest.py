"""What the tests of the web application share: a small workspace of one district, and the pilot's folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

PILOT = Path(__file__).resolve().parents[2] / "places" / "hertfordshire"


@pytest.fixture(scope="session")
def pilot() -> Path:
    """The pilot's folder; read it, never write there."""
    return PILOT


@pytest.fixture
def pilot_copy(tmp_path: Path) -> Path:
    """A copy of the pilot's folder that a test may change."""
    return Path(shutil.copytree(PILOT, tmp_path / "hertfordshire", ignore=shutil.ignore_patterns("build", ".web")))


@pytest.fixture(autouse=True)
def data_folder(settings: object, tmp_path: Path) -> Path:
    """A folder of its own for each test's evidence and builds."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.DATA = folder  # type: ignore[attr-defined]
    return folder

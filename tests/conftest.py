"""What every test shares: the publishers' own files, when a folder of them is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("default")


@pytest.fixture(scope="session")
def publisher_files() -> Path:
    """The folder of publishers' files that PLACEWRIGHT_PUBLISHER_FILES names."""
    named = os.environ.get("PLACEWRIGHT_PUBLISHER_FILES")
    if not named:
        pytest.skip("not run: PLACEWRIGHT_PUBLISHER_FILES names no folder of publishers' files")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"PLACEWRIGHT_PUBLISHER_FILES names {folder}, which is not a folder")
    return folder

"""What the tests of the strategy share: the pilot built once, and its records live with that build shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.web.strategy.models import Build
from strategy_tests.pilot import make_live, share_pilots_build


@pytest.fixture(scope="session")
def pilot_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which build 1 is the pilot's."""
    return share_pilots_build(tmp_path_factory.mktemp("pilot-data"))


@pytest.fixture
def live_pilot(db: None, pilot_data: Path, settings: object) -> Build:
    """The pilot's records, all live, and the build of them that the public sees."""
    settings.DATA = pilot_data  # type: ignore[attr-defined]
    return make_live()

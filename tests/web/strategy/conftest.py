"""What the tests of the strategy share: the pilot built once, and its records live with that build shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.web.strategy.models import Build
from strategy_tests.pilot import built_pilot_below, make_live


@pytest.fixture(scope="session")
def pilot_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which build 1 is the pilot's."""
    return built_pilot_below(tmp_path_factory.getbasetemp())


@pytest.fixture
def live_pilot(db: None, pilot_data: Path, settings: object) -> Build:
    """The pilot's records, all live, and the build of them that the public sees."""
    settings.DATA = pilot_data  # type: ignore[attr-defined]
    return make_live()

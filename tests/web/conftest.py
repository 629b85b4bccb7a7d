"""What the tests of the web application share: a small workspace of one district, and the pilot's folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from built_pilot import share_built_pilot
from kept import MADE_THERE, PILOT
from placewright.web.accounts.models import Account
from placewright.web.strategy.building import show
from placewright.web.strategy.importing import import_folder
from placewright.web.strategy.models import Build, BuildState
from placewright.web.strategy.stores import share_tree


@pytest.fixture(scope="session")
def pilot() -> Path:
    """The pilot's folder; read it, never write there."""
    return PILOT


@pytest.fixture(scope="session")
def built_pilot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pilot's `workspace`, one edition more, and `out`, a build of it; read it, never write."""
    return share_built_pilot(tmp_path_factory.mktemp("built-pilot"))


@pytest.fixture
def public(db: None, built_pilot: Path) -> Build:
    """The pilot as the public sees it: imported, built and shown."""
    brought = import_folder(built_pilot / "workspace")
    build = Build.objects.create(evidence=brought.evidence, state=BuildState.READY, reason="first")
    share_tree(built_pilot / "workspace", build.workspace)
    share_tree(built_pilot / "out", build.out)
    show(build)
    return build


@pytest.fixture
def analyst(db: None) -> Account:
    """Somebody who may do everything."""
    return Account.objects.create_superuser("analyst@example.org")


@pytest.fixture
def pilot_copy(tmp_path: Path) -> Path:
    """A copy of the pilot's folder that a test may change."""
    return Path(shutil.copytree(PILOT, tmp_path / "hertfordshire", ignore=shutil.ignore_patterns(*MADE_THERE)))


@pytest.fixture(autouse=True)
def data_folder(settings: object, tmp_path: Path) -> Path:
    """A folder of its own for each test's evidence and builds."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.DATA = folder  # type: ignore[attr-defined]
    return folder

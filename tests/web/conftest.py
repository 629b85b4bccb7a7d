"""What the tests of the web application share: a small workspace of one district, and the pilot's folder."""

from __future__ import annotations

import fcntl
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from placewright.build.pipeline import build_workspace
from placewright.web.accounts.models import Account
from placewright.web.strategy.build_process import BESIDE
from placewright.web.strategy.building import show
from placewright.web.strategy.importing import import_folder
from placewright.web.strategy.models import Build, BuildState
from placewright.web.strategy.stores import share_tree
from placewright.workspace.folder import open_workspace

EDITION = """id = "first-draft"
title = "First draft"
kind = "draft"
date = 2026-11-01
text = "For the panel."
made_with = "0.1.0"

[records]
"claim:air-quality" = "aaaa"

[datasets]
beis-place = "bbbb"

[claims]
air-quality = "cccc"

[outputs]
"index.html" = "dddd"
"""

PILOT = Path(__file__).resolve().parents[2] / "places" / "hertfordshire"


@pytest.fixture(scope="session")
def pilot() -> Path:
    """The pilot's folder; read it, never write there."""
    return PILOT


@pytest.fixture(scope="session")
def built_pilot(pilot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pilot's `workspace`, one edition more, and `out`, a build of it; read it, never write.

    It takes half a minute, so processes that run tests side by side share one.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built-pilot"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            workspace = folder / "workspace"
            left_out = shutil.ignore_patterns("build", ".web", "snapshots")
            shutil.copytree(pilot, workspace, ignore=left_out, dirs_exist_ok=True)
            (workspace / "editions").mkdir(exist_ok=True)
            (workspace / "editions" / "first-draft.toml").write_text(EDITION, encoding="utf-8")
            build_workspace(
                open_workspace(workspace), folder / "out", today=date(2026, 11, 28), processes=2, beside=BESIDE
            )
            (folder / "done").touch()
    return folder


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
    return Path(shutil.copytree(PILOT, tmp_path / "hertfordshire", ignore=shutil.ignore_patterns("build", ".web")))


@pytest.fixture(autouse=True)
def data_folder(settings: object, tmp_path: Path) -> Path:
    """A folder of its own for each test's evidence and builds."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.DATA = folder  # type: ignore[attr-defined]
    return folder

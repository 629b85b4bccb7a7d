"""The pilot's evidence as a build that the public sees: computed once for all the tests of the explorer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import LazySettings

from placewright.build.checking import check_workspace
from placewright.build.claims_file import claims_file
from placewright.web.strategy.models import Build, BuildState, Evidence, Switch
from placewright.workspace.folder import open_workspace

NUMBER = 1


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, pilot: Path) -> Path:
    """A data folder with one build of the pilot: its workspace, its evidence and its claims, and no pages."""
    data = tmp_path_factory.mktemp("explorer")
    build = data / "builds" / str(NUMBER)
    (build / "out" / "site").mkdir(parents=True)
    (build / "workspace").symlink_to(pilot)
    workspace = open_workspace(pilot)
    judged = check_workspace(workspace, build / "out", today=date(2026, 11, 23))
    (build / "out" / "claims.json").write_bytes(claims_file(judged))
    return data


@pytest.fixture(scope="session")
def rows(store: Path) -> dict[tuple[str, str, str, str], dict[str, object]]:
    """Every row of the evidence by indicator, member, place and period; of codes in several vintages the newest."""
    table = pq.read_table(store / "builds" / str(NUMBER) / "out" / "evidence.parquet")
    return {(row["indicator"], row["dimensions"], row["place"], row["period"]): row for row in table.to_pylist()}


@pytest.fixture
def explored(db: None, settings: LazySettings, store: Path, data_folder: Path) -> Path:
    """The build, shown to the public."""
    settings.DATA = store
    build = Build.objects.create(pk=NUMBER, evidence=Evidence.objects.create(digest="0" * 64), state=BuildState.READY)
    Switch.objects.create(build=build)
    return build.out

"""The pilot's evidence as a build that the public sees: computed once for all the tests that look at it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from placewright.build.checking import current_evidence
from placewright.build.claims_file import claims_file
from placewright.build.judging import judge_strategy
from placewright.web.strategy.models import Build, BuildState, Evidence, Switch
from placewright.workspace.folder import open_workspace

PILOT = Path(__file__).resolve().parents[1] / "places" / "hertfordshire"
NUMBER = 1


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one build of the pilot: its workspace, its evidence and its claims, and no pages."""
    data = tmp_path_factory.mktemp("explorer")
    build = data / "builds" / str(NUMBER)
    (build / "out" / "site").mkdir(parents=True)
    (build / "workspace").symlink_to(PILOT)
    workspace, today = open_workspace(PILOT), date(2026, 11, 23)
    judged = judge_strategy(workspace, current_evidence(workspace, build / "out", today=today), today=today)
    (build / "out" / "claims.json").write_bytes(claims_file(judged))
    return data


def show_build(settings: LazySettings, store: Path) -> Path:
    """Show the build to the public, and give what it made."""
    settings.DATA = store
    build = Build.objects.create(pk=NUMBER, evidence=Evidence.objects.create(digest="0" * 64), state=BuildState.READY)
    Switch.objects.create(build=build)
    return build.out

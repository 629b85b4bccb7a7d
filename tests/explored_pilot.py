"""The pilot's evidence as a build that the public sees: computed once for all the tests that look at it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings

from built_pilot import share_built_pilot
from placewright.web.strategy.models import Build, BuildState, Evidence, Switch

NUMBER = 1


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one build of the pilot: its workspace, its evidence and its claims, and no pages."""
    data = tmp_path_factory.mktemp("explorer")
    build = share_built_pilot(data / "builds" / str(NUMBER))
    shutil.rmtree(build / "out" / "site")
    (build / "out" / "site").mkdir()
    return data


def show_build(settings: LazySettings, store: Path) -> Path:
    """Show the build to the public, and give what it made."""
    settings.DATA = store
    build = Build.objects.create(pk=NUMBER, evidence=Evidence.objects.create(digest="0" * 64), state=BuildState.READY)
    Switch.objects.create(build=build)
    return build.out

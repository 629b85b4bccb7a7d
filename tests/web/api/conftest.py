"""What the tests of the interface share: the pilot, built once, as the build that the public sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from placewright.web.strategy.models import Build, BuildState, Evidence, Switch

NUMBER = 7001


@pytest.fixture(scope="session")
def built_data(built_pilot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one build of the pilot in it."""
    data = tmp_path_factory.mktemp("built")
    folder = data / "builds" / str(NUMBER)
    folder.mkdir(parents=True)
    for name in ("workspace", "out"):
        (folder / name).symlink_to(built_pilot / name)
    return data


@pytest.fixture
def shown_number(built_data: Path, settings: Any, db: None) -> int:
    """The number of the build that the public sees."""
    settings.DATA = built_data
    evidence = Evidence.objects.create(digest="0" * 64)
    build = Build.objects.create(pk=NUMBER, evidence=evidence, state=BuildState.READY, records_digest="1" * 64)
    Switch.objects.create(build=build)
    return build.pk


@pytest.fixture
def ask(shown_number: int, client: Client) -> Callable[..., HttpResponse]:
    """Asks the interface something: an address below /api/v1/ and headers."""

    def get(address: str, **headers: str) -> HttpResponse:
        return client.get(f"/api/v1/{address}", headers=headers)

    return get

"""What the tests of delivery share: the pilot as the build that is shown, and people who may and may not write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group

from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role
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
    Switch.objects.create(build=Build.objects.create(pk=NUMBER, evidence=evidence, state=BuildState.READY))
    return NUMBER


def _account(role: Role) -> Account:
    account = Account.objects.create_user(f"{role.name.lower()}@example.org", "a password of no use", name=role.name)
    account.groups.add(Group.objects.get(name=str(role)))
    return account


@pytest.fixture
def manager(db: None) -> Account:
    """Somebody who keeps programmes and readings."""
    return _account(Role.PROGRAMME_MANAGER)


@pytest.fixture
def viewer(db: None) -> Account:
    """Somebody who may look."""
    return _account(Role.VIEWER)

"""A copy holds every table that is state, and the builds that are in use."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from placewright.build.archives import BACKUP, BadArchive, check_archive
from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.strategy.backups.tables import LEFT_OUT, kept_models
from placewright.web.strategy.backups.taking import builds_to_keep, take_backup
from placewright.web.strategy.models import Build, BuildState, CopyState, Evidence, Switch, WholeCopy

pytestmark = pytest.mark.django_db


def test_every_table_is_copied_or_named_among_those_that_are_not() -> None:
    known = {model._meta.db_table for model in kept_models(apps)}
    known |= {apps.get_model(label)._meta.db_table for label in LEFT_OUT if _is_there(label)}
    strange = set(connection.introspection.table_names()) - known - {"django_migrations"}
    assert not {name for name in strange if not name.startswith("wagtailsearch_indexentry_fts")}


def test_a_table_comes_after_those_that_it_refers_to() -> None:
    places = {model._meta.label_lower: at for at, model in enumerate(kept_models(apps))}
    assert places["strategy.evidence"] < places["strategy.build"] < places["strategy.switch"]
    assert places["contenttypes.contenttype"] < places["auth.permission"] < places["auth.group_permissions"]


def test_a_build_that_nobody_sees_is_left_out() -> None:
    evidence = Evidence.objects.create(digest="0" * 64)
    first, second, third = (Build.objects.create(evidence=evidence, state=BuildState.READY) for _ in range(3))
    for build in (first, second):
        Switch.objects.create(build=build)
    kept = builds_to_keep(using="default")
    assert second.pk in kept
    assert first.pk not in kept
    assert third.pk not in kept


@pytest.mark.embedded
def test_a_copy_is_whole_or_is_not_there(data_folder: Path, tmp_path: Path) -> None:
    (data_folder / "media").mkdir()
    (data_folder / "media" / "away").symlink_to(tmp_path)
    with pytest.raises(BadArchive, match="symbolic link"):
        take_backup(tmp_path / "vale.zip")
    assert not (tmp_path / "vale.zip").exists()
    (data_folder / "media" / "away").unlink()
    steps = set()
    taken = take_backup(tmp_path / "vale.zip", progress=lambda step, done, of: steps.add(step))
    assert steps == {"tables", "fingerprints", "packed", "checked"}
    assert len(check_archive(taken.file, format=BACKUP).files) == taken.files


def _is_there(label: str) -> bool:
    try:
        apps.get_model(label)
    except LookupError:
        return False
    return True


@pytest.mark.embedded
def test_a_copy_is_taken_in_the_background_and_fetched_by_who_may(
    client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client.force_login(Account.objects.create_superuser("ada@vale.example"))
    assert "None has been taken yet" in client.get("/team/copies/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/team/copies/take/")
    copy = WholeCopy.objects.get()
    assert (copy.state, copy.trouble) == (CopyState.READY, "")
    assert "The last one was taken on" in client.get("/team/copies/").content.decode()
    answer = client.get(f"/team/copies/{copy.pk}/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == copy.sha256
    assert LogEntry.objects.filter(verb="fetched", kind="copy", key=copy.name).exists()

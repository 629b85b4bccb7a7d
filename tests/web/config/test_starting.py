"""Promises about starting the server: the database is left alone where it is up to date, and imports leave no tail."""

from __future__ import annotations

from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from placewright.web.config import migrating, warming
from placewright.web.strategy.importing import import_folder
from placewright.web.strategy.models import Claim
from placewright.web.strategy.rows_in_bulk import write_records
from placewright.workspace.authored import read_authored

pytestmark = pytest.mark.django_db


def test_an_up_to_date_database_is_migrated_once_for_each_version_of_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(migrating, "call_command", lambda name, **given: ran.append(name))
    said: list[str] = []
    migrating.migrate_where_needed(tmp_path, said.append)
    migrating.migrate_where_needed(tmp_path, said.append)
    assert ran == ["migrate"]
    assert said == ["Bringing the database up to date ..."]
    monkeypatch.setattr(migrating, "code_fingerprint", lambda *names: "another")
    migrating.migrate_where_needed(tmp_path, said.append)
    assert ran == ["migrate", "migrate"]


def test_an_import_gives_every_record_a_live_revision_and_leaves_no_work_behind(pilot: Path) -> None:
    import_folder(pilot)
    assert DBTaskResult.objects.count() == 0
    claim = Claim.objects.select_related("live_revision").get(slug="lead-lost")
    assert claim.live and not claim.has_unpublished_changes
    assert claim.live_revision is not None and claim.live_revision == claim.latest_revision
    assert claim.live_revision.as_object().text == claim.text
    assert Revision.objects.for_instance(claim).count() == 1


def test_importing_again_changes_nothing_and_adds_no_revision(pilot: Path) -> None:
    import_folder(pilot)
    before = Revision.objects.count()
    again = import_folder(pilot)
    assert not (again.added or again.changed or again.removed)
    assert Revision.objects.count() == before


def test_a_record_written_again_gets_a_second_revision(pilot: Path) -> None:
    claim = read_authored(pilot)[0].claims["lead-lost"]
    write_records("claim", {"lead-lost": claim})
    write_records("claim", {"lead-lost": claim})
    row = Claim.objects.get(slug="lead-lost")
    assert Revision.objects.for_instance(row).count() == 2
    assert row.latest_revision == row.live_revision


def test_a_server_starts_before_anything_is_there_to_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(warming.connections, "close_all", lambda: closed.append(True))
    warming.warm()
    assert closed == [True]

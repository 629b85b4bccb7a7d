"""Promises about starting the server: the database is left alone where it is up to date, and imports leave no tail."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.urls import resolve, reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.services import first_administrator_link
from placewright.web.config import building_ahead, migrating, serving, warming
from placewright.web.strategy.importing import import_folder
from placewright.web.strategy.long_work import Ended
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


def test_the_first_link_is_where_links_are_answered() -> None:
    link = first_administrator_link()
    assert resolve(link).view_name == "join"
    assert reverse("join", args=[link.rstrip("/").rpartition("/")[2]]) == link


def test_a_first_build_is_made_while_the_database_is_and_taken_away_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(workspace: Path, out: Path, *, progress: Callable[[str], None]) -> Ended:
        out.mkdir(parents=True)
        (out / "page").write_text(workspace.name, encoding="utf-8")
        progress("pages 1/1")
        return Ended({"ready": 1.0}, 0, "")

    monkeypatch.setattr(building_ahead, "build_elsewhere", build)
    said: list[str] = []
    with building_ahead.built_ahead(tmp_path, Path("place"), said.append) as built:
        out = built()
        assert out is not None and (out / "page").read_text(encoding="utf-8") == "place"
    assert said == ["pages 1/1"] and not out.exists()


def test_a_first_build_that_is_stopped_leaves_the_next_one_to_say_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building_ahead, "build_elsewhere", lambda *args, **given: Ended({"stopped": []}, 1, ""))
    with building_ahead.built_ahead(tmp_path, Path("place"), lambda words: None) as built:
        assert built() is None


@pytest.mark.embedded
def test_the_server_forks_without_threads_and_without_what_most_pages_never_need(tmp_path: Path) -> None:
    told = "import placewright.web.config.wsgi, gc, sys; print(gc.get_freeze_count(), *sys.modules)"
    place = {"PLACEWRIGHT_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "placewright.web.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", told], env={**os.environ, **place}, capture_output=True, text=True, check=True
    )
    held = {"typst", "scipy.stats", "scipy.optimize", "docx", "pandas", "duckdb", "matplotlib"}
    set_apart, *modules = done.stdout.split()
    assert held.isdisjoint(modules)
    assert int(set_apart) > 100_000, "the search for cycles goes through what is loaded"


def test_a_killed_worker_ends_the_server_with_words_that_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def running(commands: object) -> Iterator[list[subprocess.Popen[bytes]]]:
        web, worker = (subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) for _ in range(2))
        worker.kill()
        try:
            yield [web, worker]
        finally:
            web.kill()
            for child in (web, worker):
                child.communicate()

    monkeypatch.setattr(serving, "running", running)
    monkeypatch.setattr(serving, "_listens", lambda port, children: True)
    with pytest.raises(PlacewrightError, match=r"^The worker was ended from outside, by the signal SIGKILL\."):
        serving.serve(0)

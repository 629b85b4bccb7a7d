"""Promises about starting the server: the database is left alone where it is up to date, and imports leave no tail."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve, reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.services import first_administrator_link
from placewright.web.config import building_ahead, children, migrating, serving, warming
from placewright.web.engagement.models import Instrument
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.importing import import_folder
from placewright.web.strategy.long_work import Ended
from placewright.web.strategy.models import Build, Claim
from placewright.web.strategy.rows_in_bulk import write_records
from placewright.web.strategy.worker_presence import is_left_alone
from placewright.workspace.authored import read_authored

pytestmark = pytest.mark.django_db


def test_git_passes_over_the_data_of_an_installation_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    serving.keep_out_of_git(tmp_path)
    ignored = tmp_path / ".gitignore"
    assert ignored.read_text(encoding="utf-8").splitlines()[-1] == "*"
    ignored.write_text("")
    serving.keep_out_of_git(tmp_path)
    assert ignored.read_text() == ""


def test_a_survey_that_cannot_be_read_is_named_and_the_rest_is_served(
    public: Build, pilot_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pilot_copy / "instruments" / "draft-strategy.toml"
    path.write_text(path.read_text(encoding="utf-8")[:40], encoding="utf-8")
    monkeypatch.setattr(migrating, "migrate_where_needed", lambda data, say: None)
    said: list[str] = []
    serving.prepare(Path(settings.DATA), pilot_copy, said.append)
    [told] = [words for words in said if "surveys" in words]
    assert told.startswith("No surveys and consultations were taken over: instruments/draft-strategy.toml")
    assert not Instrument.objects.exists()
    assert shown_build() is not None


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


def _serve(monkeypatch: pytest.MonkeyPatch, *, web: str, worker: str) -> list[str]:
    """What is said while these lines of Python stand for web server and worker, until the former ends."""

    @contextmanager
    def running(commands: object) -> Iterator[list[subprocess.Popen[bytes]]]:
        with children.running([[sys.executable, "-c", lines] for lines in (web, worker)]) as begun:
            yield begun

    monkeypatch.setattr(serving, "running", running)
    monkeypatch.setattr(serving, "_listens", lambda port, server: True)
    said: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        Path(f"said-{len(said)}").touch()

    with pytest.raises(PlacewrightError, match=r"^The web server ended by itself, with the exit code 0\."):
        serving.serve(0, say)
    return said


_UNTIL = "import pathlib, time\nwhile not pathlib.Path({!r}).exists(): time.sleep(0.02)\n"


def test_a_killed_worker_is_started_again_and_the_site_stays_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    worker = "import os, pathlib\nfirst = not pathlib.Path('begun').exists()\npathlib.Path('begun').touch()\n"
    worker += "if first: os.kill(os.getpid(), 9)\npathlib.Path('works').touch()\nimport time; time.sleep(60)"
    [said] = _serve(monkeypatch, web=_UNTIL.format("works"), worker=worker)
    assert said.startswith("The worker was ended from outside, by the signal SIGKILL. It was started again")


def test_a_worker_that_ends_time_after_time_is_left_alone_and_the_site_stays_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "DATA", tmp_path)
    said = _serve(monkeypatch, web=_UNTIL.format("said-4"), worker="raise SystemExit(3)")
    assert is_left_alone()
    assert ["started again" in words for words in said[:3]] == [True] * 3
    assert said[3].startswith("The worker ended by itself, with the exit code 3. It has ended 4 times within 10 min")
    assert "The pages stay up" in said[3]

"""A release that is newer than the pinned one makes figures stale: one that was fetched, or that was due."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from placewright.build.releases import next_release, release_issues, stale_datasets
from placewright.evidence.snapshots import SnapshotStore
from placewright.workspace.folder import open_workspace

from .conftest import COUNTS, Vale

TODAY = date(2026, 5, 1)


def stale(folder: Path, today: date = TODAY) -> list[str]:
    workspace = open_workspace(folder)
    assert stale_datasets(workspace, today) == {Path(one.where).stem for one in release_issues(workspace, today)}
    return [str(one.what) for one in release_issues(workspace, today)]


def declare(path: Path, key: str, day: str) -> None:
    text = re.sub(rf"^{key} = .*\n", "", path.read_text(), flags=re.MULTILINE)
    before_tables, bracket, tables = text.partition("\n[")
    path.write_text(f"{before_tables.rstrip()}\n{key} = {day}\n{bracket}{tables}")


def test_what_was_fetched_and_not_adopted_makes_its_dataset_stale(vale: Vale) -> None:
    vale.fetch()
    assert stale(vale.folder) == []
    vale.run("adopt", "vale-counts")
    assert stale(vale.folder) == []
    (vale.files / "counts.csv").write_text(COUNTS.replace("440", "484"))
    vale.fetch()
    [said] = stale(vale.folder)
    assert re.match(r"A newer release was fetched on \d+ \w+ \d{4} and is not adopted: ", said)
    vale.run("adopt", "--yes")
    assert stale(vale.folder) == []


def test_the_same_files_read_in_another_way_are_no_newer_release(vale: Vale) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    declare(vale.folder / "sources" / "vale-counts.toml", "notes", '"Read again."')
    vale.fetch()
    workspace = open_workspace(vale.folder)
    newest = SnapshotStore(workspace.snapshots).newest_id("vale-counts")
    assert newest != workspace.datasets["vale-counts"].snapshot
    assert stale(vale.folder) == []


def test_an_older_snapshot_that_was_adopted_last_is_behind_the_newer_one(vale: Vale) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    declare(vale.folder / "datasets" / "vale-counts.toml", "retrieved", "2099-01-01 00:00:00+00:00")
    (vale.files / "counts.csv").write_text(COUNTS.replace("440", "484"))
    vale.fetch()
    assert stale(vale.folder) == []


@pytest.mark.parametrize("where", ["sources", "datasets"])
def test_the_day_of_the_next_release_is_kept_with_the_pin_and_makes_it_stale(vale: Vale, where: str) -> None:
    source = vale.folder / "sources" / "vale-counts.toml"
    if where == "sources":
        declare(source, "next_release", "2026-04-16")
    vale.fetch()
    vale.run("adopt", "vale-counts")
    pin = vale.folder / "datasets" / "vale-counts.toml"
    if where == "datasets":
        declare(pin, "next_release", "2026-04-16")
    else:
        assert "next_release = 2026-04-16" in pin.read_text()
        declare(source, "next_release", "2031-01-01")  # what was said when the pinned release was fetched comes first
    assert next_release(open_workspace(vale.folder), "vale-counts") == date(2026, 4, 16)
    assert stale(vale.folder, date(2026, 4, 15)) == []
    assert stale(vale.folder, date(2026, 4, 16)) == ["A newer release was due on 16 April 2026."]


def test_a_day_that_the_pinned_release_has_reached_is_no_day_of_the_next(vale: Vale) -> None:
    source = vale.folder / "sources" / "vale-counts.toml"
    declare(source, "released", "2026-04-16")
    declare(source, "next_release", "2026-04-16")
    vale.fetch()
    vale.run("adopt", "vale-counts")
    assert "released = 2026-04-16" in (vale.folder / "datasets" / "vale-counts.toml").read_text()
    assert next_release(open_workspace(vale.folder), "vale-counts") is None
    assert stale(vale.folder) == []

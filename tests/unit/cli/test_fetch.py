"""`placewright fetch` keeps what is good, names what is not, and reads nothing twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from placewright.cli import _network
from placewright.cli.main import main
from placewright.evidence.snapshots import SnapshotStore
from placewright.sources.live.http import Http

from .conftest import COUNTS, Vale


def report(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return {item["source"]: item for item in json.loads(capsys.readouterr().out)["sources"]}


def test_a_fetch_makes_a_snapshot_and_a_second_one_changes_nothing(
    vale: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    assert vale.fetch() == 0
    assert "1 new; 4 rows" in capsys.readouterr().out
    before = {path: path.stat().st_mtime_ns for path in (vale.folder / "snapshots").rglob("*")}
    assert vale.fetch() == 0
    assert "1 unchanged; 4 rows" in capsys.readouterr().out
    after = {path: path.stat().st_mtime_ns for path in (vale.folder / "snapshots").rglob("*") if path.is_file()}
    assert {path: before[path] for path in after} == after


def test_the_snapshot_holds_the_rows_and_where_each_stood(vale: Vale) -> None:
    vale.fetch()
    snapshot = SnapshotStore(vale.folder / "snapshots").newest("vale-counts")
    assert snapshot is not None
    rows = snapshot.observations().to_pylist()
    assert [(row["place"], row["period"], row["value"], row["status"]) for row in rows[1:3]] == [
        ("E07000243", "2023", 440.0, "ok"),
        ("E07000095", "2023", None, "suppressed"),
    ]
    assert [(row["file"], row["row"], row["column"]) for row in rows[:1]] == [("counts.csv", 2, "count")]


def test_one_refused_file_is_named_with_its_mend_and_the_others_are_kept(
    vale: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    (vale.files / "counts-bad.csv").write_text("code,year,count\nnowhere,2023,1\nE07000243,2023,many\n")
    assert vale.fetch() == 1
    told = capsys.readouterr()
    assert "counts-bad.csv: 2 of 2 rows are wrong" in told.err
    assert "4 rows" in told.out
    assert vale.fetch("--json") == 1, "what was refused is still refused when nothing changed"
    assert report(capsys)["vale-counts"]["outcome"] == "unchanged"  # type: ignore[index]


def test_a_source_whose_only_file_is_refused_does_not_become_the_newest(
    vale: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    vale.fetch()
    capsys.readouterr()
    (vale.files / "counts.csv").write_text(COUNTS.replace("code", "kode"))
    assert vale.fetch("--json") == 1
    found = report(capsys)["vale-counts"]
    assert found["outcome"] == "refused"  # type: ignore[index]
    assert "Did you mean 'kode'" in found["refused"][0]["fix"]  # type: ignore[index]
    newest = SnapshotStore(vale.folder / "snapshots").newest("vale-counts")
    assert newest is not None and newest.manifest.rows == 4


def test_two_different_files_of_one_name_are_refused(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    (vale.files / "older").mkdir()
    (vale.files / "older" / "counts.csv").write_text(COUNTS.replace("440", "410"))
    assert vale.fetch() == 1
    assert "Two different files are called 'counts.csv'" in capsys.readouterr().err


def test_the_same_file_in_two_folders_is_read_once(vale: Vale) -> None:
    (vale.files / "again").mkdir()
    (vale.files / "again" / "counts.csv").write_text(COUNTS)
    assert vale.fetch() == 0


def test_a_folder_without_files_of_any_source_is_an_error(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    (vale.files / "counts.csv").unlink()
    assert vale.fetch() == 1
    assert vale.run("fetch", "--from", str(vale.files)) == 1
    assert "none is one that a source is read from" in capsys.readouterr().err


def test_an_unknown_dataset_offers_the_nearest(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    assert vale.run("fetch", "--dataset", "vale-count", "--from", str(vale.files)) == 1
    assert "Did you mean 'vale-counts'" in capsys.readouterr().err


def test_a_folder_without_a_workspace_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", str(tmp_path), "--from", str(tmp_path)]) == 1
    assert f"placewright new {tmp_path} --place CODE" in capsys.readouterr().err
    assert main(["fetch", str(tmp_path / "gone")]) == 1
    assert "There is no such folder" in capsys.readouterr().err


def test_a_source_that_cannot_be_fetched_live_says_what_to_do(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    assert vale.run("fetch", "--dataset", "vale-counts") == 1
    told = capsys.readouterr().err
    assert "Download its files from https://vale.example/counts and use --from FOLDER" in told


def test_without_a_network_the_publisher_is_named_once_and_snapshots_stay(
    vale: Vale, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    def unplugged(cache: Path) -> Http:
        return Http(httpx.MockTransport(handle), cache, lambda seconds: None, lambda: datetime(2026, 1, 2, tzinfo=UTC))

    vale.fetch()
    path = vale.folder / "sources" / "vale-counts.toml"
    path.write_text(path.read_text() + '[live]\nconnector = "http"\nurl = "https://vale.example/counts.csv"\n')
    other = path.read_text().replace('id = "vale-counts"', 'id = "vale-others"')
    path.with_name("vale-others.toml").write_text(other)
    monkeypatch.setattr(_network, "polite_http", unplugged)
    capsys.readouterr()
    assert vale.run("fetch", "--dataset", "vale-counts", "--dataset", "vale-others") == 1
    told = capsys.readouterr()
    assert told.err.count("vale.example: It could not be reached") == 1
    assert "2 not reached" in told.out
    assert SnapshotStore(vale.folder / "snapshots").newest("vale-counts") is not None


def test_a_live_file_becomes_a_snapshot_that_records_where_it_came_from(
    vale: Vale, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def plugged(cache: Path) -> Http:
        transport = httpx.MockTransport(lambda request: httpx.Response(200, text=COUNTS))
        return Http(transport, cache, lambda seconds: None, lambda: datetime(2026, 1, 2, tzinfo=UTC))

    path = vale.folder / "sources" / "vale-counts.toml"
    path.write_text(path.read_text() + '[live]\nconnector = "http"\nurl = "https://vale.example/counts.csv"\n')
    monkeypatch.setattr(_network, "polite_http", plugged)
    assert vale.run("fetch", "--dataset", "vale-counts") == 0
    snapshot = SnapshotStore(vale.folder / "snapshots").newest("vale-counts")
    assert snapshot is not None
    assert snapshot.manifest.declaration["live"]["url"] == "https://vale.example/counts.csv"
    assert snapshot.manifest.rows == 4


def test_a_reader_that_is_not_there_costs_only_its_own_source(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    source = (vale.folder / "sources" / "vale-counts.toml").read_text()
    other = source.replace("vale-counts", "vale-others").replace('"mapped"', '"no_such_reader"')
    (vale.folder / "sources" / "vale-others.toml").write_text(other)
    assert vale.fetch("--dataset", "vale-others", "--json") == 1
    found = report(capsys)
    assert found["vale-counts"]["outcome"] == "new"  # type: ignore[index]
    assert "No reader 'no_such_reader'" in found["vale-others"]["refused"][0]["what"]  # type: ignore[index]


def test_a_fetch_with_nothing_new_imports_neither_pyarrow_nor_the_readers(vale: Vale) -> None:
    vale.fetch()
    program = (
        "import sys; from placewright.cli.main import main; code = main(sys.argv[1:]);"
        "print(code, [name for name in ('pyarrow', 'numpy', 'pandas', 'rich', 'httpx') if name in sys.modules])"
    )
    given = ["fetch", str(vale.folder), "--dataset", "vale-counts", "--from", str(vale.files)]
    told = subprocess.run(
        [sys.executable, "-c", program, *given], capture_output=True, text=True, check=True, env=os.environ
    )
    assert told.stdout.splitlines()[-1] == "0 []"


@pytest.mark.publisher
def test_the_publishers_own_files_are_all_read(vale: Vale, publisher_files: Path) -> None:
    assert main(["fetch", str(vale.folder), "--from", str(publisher_files)]) == 0
    store = SnapshotStore(vale.folder / "snapshots")
    population = store.newest("ons-population-mye")
    assert population is not None
    rows = population.observations().to_pylist()
    assert [r["value"] for r in rows if (r["place"], r["period"]) == ("E07000243", "2023-06-30")] == [90146.0]

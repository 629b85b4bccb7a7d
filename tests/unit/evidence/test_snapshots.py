"""Snapshots are immutable, named by content, written whole or not at all."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from placewright.core.issues import Issue, Severity
from placewright.evidence import snapshots, staging
from placewright.evidence.reader_versions import reader_version
from placewright.evidence.snapshots import DamagedSnapshot, Held, RawFile, Snapshot, SnapshotStore, write_parquet
from placewright.records.source import Source
from placewright.sources.tidy import Origin, tidy_table

WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def a_source(**changes: object) -> Source:
    source = Source(
        id="vale-counts",
        title="Counts of the Vale",
        publisher="Office for the Vale",
        licence="OGL-UK-3.0",
        attribution="Office for the Vale",
        landing_page="https://vale.example/counts",
        series="vale-counts",
        release="2024",
        released=None,
        reader="mapped",
        files=("counts.csv",),
        place_vintage="lad-2024",
    )
    return replace(source, **changes)  # type: ignore[arg-type]


def a_table(*values: float) -> pa.Table:
    rows = len(values)
    return tidy_table(
        place=[f"E0700{n:04d}" for n in range(rows)],
        place_vintage="lad-2024",
        period="2023",
        measure="births",
        unit="enterprises",
        value=list(values),
        origin=Origin("counts.csv", list(range(2, rows + 2))),
    )


def a_snapshot(folder: Path, *values: float, source: Source | None = None, raw: bytes = b"raw") -> Snapshot:
    store = SnapshotStore(folder / "snapshots")
    path = folder / "counts.csv"
    path.write_bytes(raw)
    file = store.add_raw(path)
    held = Held(a_table(*(values or (1.0, 2.0))), rows_read=2)
    return store.add(source or a_source(), [file], held, reader_version="v1", retrieved=WHEN)


def test_a_raw_file_is_kept_under_the_sha256_of_its_bytes_and_cannot_be_written(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "snapshots")
    path = tmp_path / "counts.csv"
    path.write_bytes(b"code,value\n")
    file = store.add_raw(path)
    kept = store.raw_path(file.sha256)
    assert kept.read_bytes() == b"code,value\n"
    assert kept.relative_to(store.folder).parts[:2] == ("raw", file.sha256[:2])
    assert not stat.S_IMODE(kept.stat().st_mode) & 0o222
    assert (file.name, file.bytes) == ("counts.csv", 11)


def test_what_was_stored_is_read_back_with_its_manifest(tmp_path: Path) -> None:
    snapshot = a_snapshot(tmp_path, 3.0, 4.0)
    found = SnapshotStore(tmp_path / "snapshots").get("vale-counts", snapshot.id[:12])
    assert found.manifest == snapshot.manifest
    assert found.observations()["value"].to_pylist() == [3.0, 4.0]
    assert found.manifest.retrieved_at == WHEN
    assert found.manifest.declaration["publisher"] == "Office for the Vale"
    found.verify()


def test_the_files_of_a_snapshot_are_read_only(tmp_path: Path) -> None:
    snapshot = a_snapshot(tmp_path)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in snapshot.folder.iterdir()]
    assert modes == [0o444, 0o444]


def test_equal_rows_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_parquet(a_table(1.5, float("nan")), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("change", ["file", "name", "source", "reader"])
def test_another_file_name_declaration_or_reader_makes_another_snapshot(change: str) -> None:
    store = SnapshotStore(Path("anywhere"))
    file = RawFile("counts.csv", "aa", 1)
    before = store.snapshot_id(a_source(), [file], "v1")
    after = store.snapshot_id(
        a_source(release="2025") if change == "source" else a_source(),
        [RawFile("other.csv" if change == "name" else "counts.csv", "bb" if change == "file" else "aa", 1)],
        "v2" if change == "reader" else "v1",
    )
    assert before != after


def test_the_time_of_fetching_does_not_make_another_snapshot(tmp_path: Path) -> None:
    first = a_snapshot(tmp_path)
    os.utime(tmp_path / "counts.csv", (1, 1))
    assert a_snapshot(tmp_path).id == first.id


def test_the_newest_is_what_the_last_fetch_found_even_where_that_is_an_older_vintage(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "snapshots")
    old, new = a_snapshot(tmp_path, raw=b"old"), a_snapshot(tmp_path, raw=b"new")
    store.mark_newest(new)
    assert store.newest("vale-counts") == new
    store.mark_newest(old)
    assert store.newest("vale-counts") == old


def test_a_snapshot_whose_bytes_changed_is_named_as_damaged(tmp_path: Path) -> None:
    snapshot = a_snapshot(tmp_path)
    snapshot.path.chmod(0o644)
    content = snapshot.path.read_bytes()
    snapshot.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(DamagedSnapshot, match="no longer what was written"):
        snapshot.verify()


def test_half_a_snapshot_is_none_and_is_replaced(tmp_path: Path) -> None:
    snapshot = a_snapshot(tmp_path)
    store = SnapshotStore(tmp_path / "snapshots")
    snapshot.path.chmod(0o644)
    snapshot.path.write_bytes(b"half")
    assert store.find("vale-counts", snapshot.id) is None
    assert a_snapshot(tmp_path).observations().num_rows == 2


def test_two_fetches_that_make_the_same_snapshot_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = a_snapshot(tmp_path)
    real = SnapshotStore.find
    answers = iter([None])
    monkeypatch.setattr(SnapshotStore, "find", lambda self, *given: next(answers, real(self, *given)))
    assert a_snapshot(tmp_path).id == snapshot.id
    assert SnapshotStore(tmp_path / "snapshots").ids("vale-counts") == [snapshot.id]


def test_a_failure_while_writing_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(table: pa.Table, path: Path) -> None:
        path.write_bytes(b"half")
        raise RuntimeError

    monkeypatch.setattr(snapshots, "write_parquet", fail)
    with pytest.raises(RuntimeError):
        a_snapshot(tmp_path)
    store = SnapshotStore(tmp_path / "snapshots")
    assert store.newest("vale-counts") is None
    assert list((store.folder / "staging").iterdir()) == []


def test_what_a_killed_fetch_left_behind_is_swept_and_what_a_live_one_writes_is_not(tmp_path: Path) -> None:
    dead = tmp_path / "dead"
    dead.mkdir()
    (tmp_path / "dead.lock").touch()
    with staging.staging_below(tmp_path) as alive:
        assert staging.sweep(tmp_path) == 1
        assert alive.is_dir()
    assert not dead.exists()
    assert list(tmp_path.iterdir()) == []


def test_issues_come_back_from_a_manifest_as_they_were(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "snapshots")
    issue = Issue(Severity.WARNING, "counts.csv, row 3", "'x' is not a place code.", "Look.")
    held = Held(a_table(1.0), 2, issues=(issue,), refused=(replace(issue, severity=Severity.ERROR),))
    made = store.add(a_source(), [], held, reader_version="v1", retrieved=WHEN)
    assert store.get("vale-counts", made.id).manifest == made.manifest


def test_the_version_of_a_reader_covers_the_places_it_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(codes: str) -> str:
        package = tmp_path / codes / "placewright"
        texts = {
            "sources/readers/counts.py": "from placewright.places.registry import registry\n",
            "sources/readers/sums.py": "",
            "places/registry.py": "",
            "places/data/codes.csv": codes,
        }
        for name, text in texts.items():
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            (package / name).write_text(text, encoding="utf-8")
        monkeypatch.setattr("placewright.evidence.reader_versions._PACKAGE", package)
        reader_version.cache_clear()
        return f"{reader_version('counts')} {reader_version('sums')}"

    try:
        (counts, sums), (counts_then, sums_then) = version("E07000099").split(), version("E07000240").split()
    finally:
        reader_version.cache_clear()

    assert counts != counts_then
    assert sums == sums_then


def test_the_version_of_a_reader_covers_the_code_it_rests_on() -> None:
    assert reader_version("mapped") != reader_version("sdmx")
    assert reader_version("mapped") == reader_version("mapped")

"""Sources are read in processes of their own; one that fails, however badly, does not stop the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from placewright.core.errors import Offline
from placewright.evidence import fetching
from placewright.evidence.fetching import Outcome, Task, fetch
from placewright.evidence.snapshots import SnapshotStore
from placewright.records.source import Source

from .test_snapshots import WHEN, a_source

OPTIONS = {
    "place": "code",
    "value": "count",
    "period": {"fixed": "2023"},
    "measure": {"fixed": "births"},
    "unit": {"fixed": "enterprises"},
}


def a_task(folder: Path, name: str, text: str = "code,count\nE07000243,1\n") -> Task:
    path = folder / f"{name}.csv"
    path.write_text(text)
    return Task(a_source(id=name, options=OPTIONS), (path,))


def outcomes(tasks: list[Task], folder: Path, *, jobs: int = 2) -> dict[str, Outcome]:
    store = SnapshotStore(folder / "snapshots")
    return {item.source: item.outcome for item in fetch(tasks, store, retrieved=WHEN, jobs=jobs)}


def test_sources_are_read_in_processes_and_the_next_time_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_SMALL", 0)
    tasks = [a_task(tmp_path, "one"), a_task(tmp_path, "two"), a_task(tmp_path, "bad", "code,count\nx,y\n")]
    assert outcomes(tasks, tmp_path) == {"one": Outcome.NEW, "two": Outcome.NEW, "bad": Outcome.REFUSED}
    again = outcomes(tasks[:2], tmp_path)
    assert again == {"one": Outcome.UNCHANGED, "two": Outcome.UNCHANGED}


def test_a_reader_that_takes_its_process_down_costs_only_its_own_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_SMALL", 0)
    killer = replace(a_task(tmp_path, "killer").source, options={**OPTIONS, "place": _Deadly()})
    tasks = [replace(a_task(tmp_path, "killer"), source=killer), a_task(tmp_path, "one")]
    store = SnapshotStore(tmp_path / "snapshots")
    done = {item.source: item for item in fetch(tasks, store, retrieved=WHEN, jobs=1)}
    assert done["one"].outcome is Outcome.NEW
    assert done["killer"].outcome is Outcome.REFUSED
    assert "process was stopped" in done["killer"].refused[0].what


class _Deadly(str):
    """An option whose arrival in a reader's process ends that process."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        import os

        return os._exit, (9,)


def test_what_a_publisher_could_not_deliver_is_not_reached_and_keeps_its_snapshots(tmp_path: Path) -> None:
    outcomes([a_task(tmp_path, "one")], tmp_path)
    task = Task(a_source(id="one"), (), trouble=Offline("It could not be reached.", where="vale.example"))
    assert outcomes([task], tmp_path) == {"one": Outcome.NOT_REACHED}
    assert SnapshotStore(tmp_path / "snapshots").newest("one") is not None


def test_a_pattern_that_matches_nothing_is_a_warning_where_others_match(tmp_path: Path) -> None:
    task = replace(a_task(tmp_path, "one"), unmatched=("more.csv",))
    (done,) = fetch([task], SnapshotStore(tmp_path / "snapshots"), retrieved=WHEN)
    assert [str(issue.severity) for issue in done.issues] == ["warning"]
    (none,) = fetch([Task(a_source(), (), ("more.csv",))], SnapshotStore(tmp_path / "snapshots"), retrieved=WHEN)
    assert (none.outcome, str(none.issues[0].severity)) == (Outcome.NOT_FOUND, "note")


def test_what_takes_longest_goes_first(tmp_path: Path) -> None:
    small, large = tmp_path / "small.xlsx", tmp_path / "large.csv"
    small.write_bytes(b"x" * 100)
    large.write_bytes(b"x" * 500)
    assert Task(a_source(), (small,)).work > Task(a_source(), (large,)).work


def test_an_unforeseen_failure_of_a_reader_is_told_as_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> object:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("placewright.sources.finding.find_reader", fail)
    (done,) = fetch([a_task(tmp_path, "one")], SnapshotStore(tmp_path / "snapshots"), retrieved=WHEN)
    assert "ZeroDivisionError" in done.refused[0].what


def test_a_source_is_data_that_processes_can_hand_on() -> None:
    import pickle

    source: Source = a_source(options=OPTIONS)
    assert pickle.loads(pickle.dumps(source)) == source

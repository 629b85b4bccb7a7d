"""From files to snapshots: each source's files are hashed, read in a process of its own, and stored."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for_any
from pathlib import Path

from placewright.core.errors import Offline, PlacewrightError
from placewright.core.files import is_disk_full
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.evidence.reader_versions import reader_version
from placewright.evidence.snapshots import Held, RawFile, SnapshotStore
from placewright.records.source import Source

_WORK = {".xlsx": 10.0, ".xls": 3.0, ".ods": 12.0, ".parquet": 8.0, ".gz": 6.0, ".zip": 8.0}
"""How much work a byte is, by the file's ending, against a byte of plain text: what takes longest goes first."""

_LAST_MOMENT = 5.0
"""Seconds that a process which is told to end is waited for."""

_SMALL = 1e6
"""Work up to which starting other processes would take longer than reading does."""


class Outcome(StrEnum):
    """What became of a source in a fetch."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    NOT_REACHED = "not reached"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one source: its snapshot where it has one, its rows, wrong rows and refused files."""

    source: str
    outcome: Outcome
    snapshot: str = ""
    rows: int = 0
    files: int = 0
    seconds: float = 0.0
    issues: tuple[Issue, ...] = ()
    refused: tuple[Issue, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing was refused."""
        return self.outcome not in (Outcome.REFUSED, Outcome.NOT_REACHED) and not self.refused


@dataclass(frozen=True, slots=True)
class Task:
    """A source with the files that were found for it, or with the trouble that kept them away."""

    source: Source
    paths: tuple[Path, ...]
    unmatched: tuple[str, ...] = ()
    trouble: PlacewrightError | None = None

    @property
    def work(self) -> float:
        """A guess at how long reading takes, to begin with the longest."""
        return sum(path.stat().st_size * _WORK.get(path.suffix.lower(), 1.0) for path in self.paths)


@dataclass(frozen=True, slots=True)
class _Job:
    store: SnapshotStore
    source: Source
    files: tuple[RawFile, ...]
    version: str
    retrieved: datetime


def fetch(tasks: Sequence[Task], store: SnapshotStore, *, retrieved: datetime, jobs: int = 2) -> Iterator[Fetched]:
    """Make a snapshot of each task's files, yielding what became of each as it is done.

    What is unchanged is not read again. A refused file or source does not stop the others: it is named, with the mend,
    in what is yielded. Even a reader that takes its whole process down costs only its own source.
    """
    store.sweep()
    waiting: list[tuple[float, _Job]] = []
    warnings: dict[str, tuple[Issue, ...]] = {}
    for task in tasks:
        warnings[task.source.id] = _unmatched(task)
        if task.trouble is not None:
            yield _refusal(task.source.id, task.trouble)
            continue
        if not task.paths:
            yield Fetched(task.source.id, Outcome.NOT_FOUND, issues=warnings[task.source.id])
            continue
        try:
            job = _prepare(task, store, retrieved)
        except (PlacewrightError, OSError) as error:
            yield _refusal(task.source.id, error)
            continue
        done = _unchanged(job)
        if done is None:
            waiting.append((task.work, job))
        else:
            yield replace(done, issues=(*warnings[task.source.id], *done.issues))
    waiting.sort(key=lambda item: -item[0])
    if sum(work for work, _ in waiting) < _SMALL:
        results: Iterator[Fetched] = (_read(job) for _, job in waiting)
    else:
        results = _read_all([job for _, job in waiting], jobs)
    try:
        for done in results:
            yield replace(done, issues=(*warnings[done.source], *done.issues))
    finally:
        store.sweep()


def _prepare(task: Task, store: SnapshotStore, retrieved: datetime) -> _Job:
    files: dict[str, RawFile] = {}
    for path in task.paths:
        file = store.add_raw(path)
        known = files.setdefault(file.name, file)
        if known.sha256 != file.sha256:
            raise PlacewrightError(
                worded("Two different files are called '%(name)s'.", name=file.name),
                where=str(path),
                fix=worded("Keep the one that is meant."),
            )
    return _Job(store, task.source, tuple(files.values()), reader_version(task.source.reader), retrieved)


def _unchanged(job: _Job) -> Fetched | None:
    name = job.store.snapshot_id(job.source, job.files, job.version)
    found = job.store.find(job.source.id, name)
    if found is None:
        return None
    job.store.mark_newest(found)
    held = found.manifest
    return Fetched(
        job.source.id, Outcome.UNCHANGED, name, held.rows, len(held.files), issues=held.issues, refused=held.refused
    )


def _read_all(jobs: Sequence[_Job], processes: int) -> Iterator[Fetched]:
    if not jobs:
        return
    left = list(jobs)
    try:
        for job, done in _in_pool(jobs, min(processes, len(jobs))):
            left.remove(job)
            yield done
    except BrokenProcessPool:
        # One reader took its process down, and the pool with it: each of the others gets a process of its own.
        for job in left:
            try:
                yield from (done for _, done in _in_pool([job], 1))
            except BrokenProcessPool:
                yield _refusal(
                    job.source.id,
                    PlacewrightError(
                        worded("The reader's process was stopped, most likely for want of memory."),
                        where=", ".join(file.name for file in job.files),
                        fix=worded("Free some memory, or fetch it alone with --dataset."),
                    ),
                )


def _in_pool(jobs: Sequence[_Job], processes: int) -> Iterator[tuple[_Job, Fetched]]:
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_follow_parent)
    try:
        running: dict[Future[Fetched], _Job] = {pool.submit(_read, job): job for job in jobs}
        while running:
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield running[future], future.result()
                del running[future]
    except BaseException:
        processes_begun = list((pool._processes or {}).values())
        for process in processes_begun:
            process.terminate()
        for process in processes_begun:
            process.join(_LAST_MOMENT)  # so that what it was writing can be swept
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _follow_parent() -> None:
    """Leave interrupts to the process that started this one, and end when it ends, even where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait_for_any([sentinel])
    os._exit(1)


def _read(job: _Job) -> Fetched:
    from time import perf_counter

    from placewright.sources.finding import find_reader
    from placewright.sources.reading import SourceFile

    began = perf_counter()
    source = job.source
    try:
        with job.store.staging() as staging:
            files = [SourceFile(_named(job.store, file, staging), file.name) for file in job.files]
            reading = find_reader(source.reader)(files, source)
            held = Held(reading.observations, reading.rows, reading.issues, reading.refused)
            snapshot = job.store.add(source, job.files, held, reader_version=job.version, retrieved=job.retrieved)
    except Exception as error:  # a source's trouble, foreseen or not, must not stop the others
        return _refusal(source.id, error)
    job.store.mark_newest(snapshot)
    seconds = perf_counter() - began
    return Fetched(
        source.id,
        Outcome.NEW,
        snapshot.id,
        held.observations.num_rows,
        len(job.files),
        seconds,
        held.issues,
        held.refused,
    )


def _named(store: SnapshotStore, file: RawFile, staging: Path) -> Path:
    """The raw file under its publisher's name: readers go by the ending, and the store's names have none."""
    folder = Path(tempfile.mkdtemp(dir=staging))
    path = folder / file.name
    raw = store.raw_path(file.sha256)
    try:
        os.link(raw, path)
    except OSError:
        path.write_bytes(raw.read_bytes())
    return path


def _unmatched(task: Task) -> tuple[Issue, ...]:
    severity = Severity.WARNING if task.paths else Severity.NOTE
    return tuple(
        Issue(
            severity,
            task.source.id,
            worded("No file matches '%(pattern)s'.", pattern=pattern),
            worded("See %(landing_page)s.", landing_page=task.source.landing_page),
        )
        for pattern in task.unmatched
    )


def _refusal(source: str, error: Exception) -> Fetched:
    if isinstance(error, PlacewrightError):
        issue = Issue(Severity.ERROR, error.where or source, error.what, error.fix or "")
    elif is_disk_full(error):
        issue = Issue(
            Severity.ERROR,
            source,
            worded("The disk is full."),
            worded("Free some space where the workspace lies and fetch again."),
        )
    else:
        what = worded("It could not be read: %(name)s: %(error)s.", name=type(error).__name__, error=error)
        issue = Issue(Severity.ERROR, source, what, worded("Compare the file with the release that the source names."))
    outcome = Outcome.NOT_REACHED if isinstance(error, Offline) else Outcome.REFUSED
    return Fetched(source, outcome, refused=(issue,))

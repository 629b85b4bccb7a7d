"""Newer releases than those that are pinned: fetched and not adopted yet, or due by what their publisher announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import worded_day
from placewright.core.said import worded
from placewright.evidence.snapshots import Snapshot, SnapshotStore
from placewright.records.dataset import Dataset
from placewright.workspace.folder import WorkspaceFolder


@dataclass(frozen=True, slots=True)
class NewerRelease:
    """A dataset of which a newer release is there: the snapshot of it, or the day on which it was due."""

    dataset: str
    snapshot: Snapshot | None = None
    due: date | None = None

    @property
    def key(self) -> str:
        """What is said of it depends on this alone, and on the records."""
        return f"{self.dataset} {self.snapshot.id if self.snapshot else self.due}"


def next_release(workspace: WorkspaceFolder, name: str) -> date | None:
    """The day announced for the release after the one that is pinned; None where none is, or where it has been.

    What the publisher said when the pinned release was fetched comes before what the source's record declares.
    """
    dataset = workspace.datasets.get(name) or Dataset(name)
    day = dataset.next_release or workspace.source(name).next_release
    return None if day is None or (dataset.released is not None and day <= dataset.released) else day


def newer_releases(workspace: WorkspaceFolder, today: date) -> Iterator[NewerRelease]:
    """The datasets of the workspace that a newer release is out of, or due by that day."""
    store = SnapshotStore(workspace.snapshots) if workspace.snapshots.is_dir() else None
    for name, dataset in workspace.datasets.items():
        fetched = _fetched(dataset, store) if store and dataset.is_pinned else None
        due = next_release(workspace, name)
        if fetched is not None:
            yield NewerRelease(name, snapshot=fetched)
        elif due is not None and due <= today:
            yield NewerRelease(name, due=due)


def stale_datasets(workspace: WorkspaceFolder, today: date) -> frozenset[str]:
    """The ids of the datasets that a newer release is out of, or due by that day."""
    return frozenset(one.dataset for one in newer_releases(workspace, today))


def release_issues(workspace: WorkspaceFolder, today: date) -> Iterator[Issue]:
    """A warning for each dataset that a newer release is out of, or due by that day."""
    for one in newer_releases(workspace, today):
        folder, where = str(workspace.folder), f"datasets/{one.dataset}.toml"
        if one.snapshot is not None:
            held = one.snapshot.manifest
            what = worded(
                "A newer release was fetched on %(day)s and is not adopted: %(release)s.",
                day=worded_day(held.retrieved_at.date()),
                release=held.release,
            )
            fix = worded(
                "See what it changes with `placewright adopt %(folder)s %(name)s --dry-run`, then adopt it.",
                folder=folder,
                name=one.dataset,
            )
        else:
            what = worded("A newer release was due on %(day)s.", day=worded_day(one.due or today))
            fix = worded("Run `placewright fetch %(folder)s --dataset %(name)s`.", folder=folder, name=one.dataset)
        yield Issue(Severity.WARNING, where, what, fix)


def _fetched(dataset: Dataset, store: SnapshotStore) -> Snapshot | None:
    """The newest snapshot, where it holds other files than the pinned one and was fetched later."""
    if store.newest_id(dataset.source) == dataset.snapshot or (newest := store.newest(dataset.source)) is None:
        return None
    held = newest.manifest
    if dataset.retrieved is not None and held.retrieved_at < dataset.retrieved:
        return None
    is_other = {file.sha256 for file in held.files} != {file.sha256 for file in dataset.files}
    return newest if is_other else None

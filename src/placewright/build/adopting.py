"""Which newer snapshots a workspace can pin, what each would change, and pinning them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from placewright.core.errors import PlacewrightError
from placewright.core.files import remove_leftovers
from placewright.core.fingerprints import fingerprint
from placewright.evidence.snapshots import Snapshot, SnapshotStore
from placewright.records.dataset import Dataset
from placewright.workspace.folder import WorkspaceFolder, write_dataset
from placewright.workspace.selections import default_selection

if TYPE_CHECKING:
    from placewright.evidence.adoption import Plan


class NotFetched(PlacewrightError):
    """A dataset of which there is no snapshot to pin."""


class PartlyRefused(PlacewrightError):
    """A snapshot of which a file was refused; it is pinned only where it is named."""


def plan_newest(workspace: WorkspaceFolder, store: SnapshotStore, name: str, *, named: bool = False) -> Plan | None:
    """What pinning the newest snapshot of a dataset would change; None where it is pinned, or there is nothing newer.

    Args:
        workspace: the workspace that would pin it.
        store: where snapshots are.
        name: the dataset.
        named: whether somebody asks for just this one: then a snapshot with a refused file is taken as well.

    Raises:
        NotFetched: there is no snapshot of it.
        PartlyRefused: a file of it was refused, and nobody named it.
    """
    dataset = workspace.datasets.get(name) or Dataset(name, default_selection(workspace.record))
    snapshot = store.newest(name)
    if snapshot is None:
        if dataset.is_pinned and not named:
            return None  # built from its figures; there is nothing newer to adopt
        fix = f"Run `placewright fetch {workspace.folder} --dataset {name}` first."
        raise NotFetched("No snapshot of it has been fetched.", fix=fix)
    figures = workspace.figures().get(name) if dataset.is_pinned else None
    if figures and _is_current(dataset, snapshot, figures.sha256):
        return None
    if snapshot.manifest.refused and not named:
        files = ", ".join(sorted({issue.where for issue in snapshot.manifest.refused}))
        raise PartlyRefused(f"Left alone: {files} was refused.", fix="Mend it and fetch again, or name the dataset.")
    from placewright.evidence.adoption import plan_adoption

    return plan_adoption(snapshot, dataset.selection, current=figures.path if figures else None)


def write_plans(workspace: WorkspaceFolder, plans: Iterable[Plan]) -> int:
    """Pin the snapshots and write their figures, holding those that editions need; the bytes of the figures written.

    What an adoption that was killed left half written is removed first.
    """
    from placewright.build.held_files import holding_for_editions
    from placewright.evidence.adoption import carry_out

    for name in ("figures", "datasets"):
        remove_leftovers(workspace.folder / name)
    size = 0
    with holding_for_editions(workspace.folder):
        for plan in plans:
            dataset = carry_out(plan, workspace.folder)
            write_dataset(workspace.folder, dataset)
            size += (workspace.folder / dataset.figures).stat().st_size
    return size


def _is_current(dataset: Dataset, snapshot: Snapshot, figures_sha256: str) -> bool:
    pin = (dataset.snapshot, dataset.selected, dataset.figures_sha256)
    return pin == (snapshot.id, fingerprint(dataset.selection), figures_sha256)

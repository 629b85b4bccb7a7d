"""Adopting a snapshot: what it changes is said first; then its figures are written and its pin is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from placewright.core.errors import BadRecord
from placewright.core.fingerprints import fingerprint
from placewright.core.late_dataclass import dataclass
from placewright.evidence.extracts import FiguresWritten, dimensions_of, figures_for, read_figures, write_figures
from placewright.evidence.snapshots import Snapshot
from placewright.records.dataset import Dataset, PinnedFile, Selection
from placewright.sources.tidy import LEADING

_SHOWN = 5
_SAME = 1e-12
"""The relative difference up to which two values are one: floats agree to 12 significant digits."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One cell whose value is another now."""

    cell: str
    before: float
    after: float

    @property
    def share(self) -> float:
        """The change as a share of the value before; infinite where that was 0."""
        return (self.after - self.before) / abs(self.before) if self.before else float("inf")


@dataclass(frozen=True, slots=True)
class Changes:
    """How one set of figures differs from another: counts of cells, and the revisions in sum and at their largest.

    `median_share` and `largest_share` are of the absolute relative change of revised values; None where none is.
    """

    before: int
    after: int
    added: int
    removed: int
    revised: int
    status_changed: int
    median_share: float | None = None
    largest_share: float | None = None
    largest: tuple[Revision, ...] = ()
    periods_added: tuple[str, ...] = ()
    periods_removed: tuple[str, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.revised or self.status_changed)

    def __str__(self) -> str:
        if self.is_none:
            return f"no change in {self.after:,} cells"
        parts = [f"{self.added:,} added" if self.added else "", f"{self.removed:,} removed" if self.removed else ""]
        if self.revised:
            parts.append(f"{self.revised:,} revised (median {self.median_share:.2%}, largest {self.largest_share:.2%})")
        parts.append(f"{self.status_changed:,} with another status" if self.status_changed else "")
        return ", ".join(part for part in parts if part) + f"; {self.after:,} cells"


def compare(before: pa.Table | None, after: pa.Table) -> Changes:
    """How the cells of `after` differ from those of `before`; all are added where there was nothing before.

    A cell is known by its place, vintage, period, dimension members and measure. Where a key stands in several rows
    the first is compared.
    """
    if before is None:
        return Changes(0, after.num_rows, after.num_rows, 0, 0, 0, periods_added=_words(after, "period"))
    dimensions = list(dict.fromkeys([*dimensions_of(before), *dimensions_of(after)]))
    keys = [*LEADING, *dimensions, "measure"]
    left, right = _keyed(before, keys, "before"), _keyed(after, keys, "after")
    both = left.join(right, keys, join_type="full outer", coalesce_keys=True)
    was, now = pc.is_valid(both["before"]), pc.is_valid(both["after"])
    shared = both.filter(pc.and_(was, now))
    old, new = (shared[f"value_{name}"].to_numpy() for name in ("before", "after"))
    with np.errstate(invalid="ignore", divide="ignore"):
        revised = ~np.isnan(old) & ~np.isnan(new) & (np.abs(new - old) > _SAME * np.maximum(np.abs(old), np.abs(new)))
        shares = np.abs((new - old) / np.abs(old))
    other_status = pc.not_equal(shared["status_before"], shared["status_after"]).to_numpy()
    then, later = set(_words(before, "period")), set(_words(after, "period"))
    return Changes(
        before=before.num_rows,
        after=after.num_rows,
        added=pc.sum(pc.invert(was)).as_py() or 0,
        removed=pc.sum(pc.invert(now)).as_py() or 0,
        revised=int(revised.sum()),
        status_changed=int(other_status.sum()),
        median_share=float(np.median(shares[revised])) if revised.any() else None,
        largest_share=float(np.max(shares[revised])) if revised.any() else None,
        largest=_largest(shared, keys, np.where(revised, shares, -1.0)),
        periods_added=tuple(sorted(later - then)),
        periods_removed=tuple(sorted(then - later)),
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """An adoption not yet carried out: the snapshot, the selection, the figures it would write and what they change."""

    snapshot: Snapshot
    selection: Selection
    figures: pa.Table
    changes: Changes


def plan_adoption(snapshot: Snapshot, selection: Selection, *, current: Path | None = None) -> Plan:
    """What adopting the snapshot would write, compared with the figures file `current`, where that can be read.

    Raises:
        DamagedSnapshot: the snapshot's bytes are not what was written.
    """
    snapshot.verify()
    figures = figures_for(snapshot, selection)
    return Plan(snapshot, selection, figures, compare(_readable(current), figures))


def _readable(path: Path | None) -> pa.Table | None:
    if path is None or not path.is_file():
        return None
    try:
        return read_figures(path)
    except BadRecord:
        return None  # it is about to be written anew, which is the mend


def carry_out(plan: Plan, folder: Path) -> Dataset:
    """Write the figures below a workspace's folder; gives the dataset's record, which the caller stores."""
    name = f"figures/{plan.snapshot.manifest.source}.parquet"
    return pinned(plan.snapshot, plan.selection, write_figures(plan.figures, folder / name), name)


def pinned(snapshot: Snapshot, selection: Selection, figures: FiguresWritten, name: str) -> Dataset:
    """The record of a dataset that pins the snapshot and names its figures file."""
    held = snapshot.manifest
    return Dataset(
        source=held.source,
        selection=selection,
        snapshot=snapshot.id,
        release=held.release,
        released=_day(held.released),
        next_release=_day(held.declaration.get("next_release")),
        retrieved=held.retrieved_at,
        rows=held.rows,
        licence=held.licence,
        attribution=held.attribution,
        figures=name,
        figures_rows=figures.rows,
        figures_sha256=figures.sha256,
        selected=fingerprint(selection),
        files=tuple(PinnedFile(file.name, file.sha256, file.bytes) for file in held.files),
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def _keyed(table: pa.Table, keys: Sequence[str], name: str) -> pa.Table:
    columns = {}
    for key in keys:
        held = table[key].cast(pa.string()) if key in table.column_names else pa.nulls(table.num_rows, pa.string())
        columns[key] = pc.fill_null(held, "")
    columns[f"value_{name}"] = table["value"]
    columns[f"status_{name}"] = table["status"].cast(pa.string())
    columns[name] = pa.array(np.ones(table.num_rows, dtype=bool))
    made = pa.table(columns).combine_chunks()
    counts = made.group_by(keys, use_threads=False).aggregate([(n, "first") for n in columns if n not in keys])
    return counts.rename_columns([column.removesuffix("_first") for column in counts.column_names])


def _largest(shared: pa.Table, keys: Sequence[str], shares: npt.NDArray[np.float64]) -> tuple[Revision, ...]:
    order = [int(index) for index in np.argsort(-shares, kind="stable")[:_SHOWN] if shares[index] >= 0]
    found = []
    for row in shared.take(pa.array(order, pa.int64())).to_pylist():
        cell = ", ".join(str(row[key]) for key in keys if row[key] and key != "place_vintage")
        found.append(Revision(cell, row["value_before"], row["value_after"]))
    return tuple(sorted(found, key=lambda revision: (-abs(revision.share), revision.cell)))


def _words(table: pa.Table, column: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in pc.unique(table[column].cast(pa.string())).to_pylist() if word is not None))

"""What an import would change, in words that people read: record by record, and figure by figure."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from placewright.build.checking import check_workspace
from placewright.build.comparing import Comparison, compare_workspace
from placewright.web.strategy.agreement import EVIDENCE, conflicts
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.exporting import evidence_in_use
from placewright.web.strategy.importing import FolderRead, read_beside
from placewright.web.strategy.models import Evidence
from placewright.web.strategy.rows_in_bulk import drafts_among
from placewright.web.strategy.stores import lay_out, share_tree
from placewright.workspace.folder import open_workspace


@dataclass(frozen=True, slots=True)
class FileDifference:
    """A record's file that differs: how, what it holds here and there, and whether taking it over would lose work."""

    path: str
    how: str
    here: str
    there: str
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that an import would change.

    `figures` holds what is printed otherwise, and `claims` the sentences that turn; both are empty where only records
    were compared. `drafts` names the records that change while somebody has a draft of them here.
    """

    files: tuple[FileDifference, ...]
    is_other_evidence: bool
    is_conflict_of_evidence: bool
    drafts: tuple[str, ...]
    figures: tuple[dict[str, str], ...] = ()
    claims: tuple[dict[str, str], ...] = ()

    @property
    def is_fast_forward(self) -> bool:
        """Whether nothing that was done here would be lost."""
        return not self.is_conflict_of_evidence and not any(file.is_conflict for file in self.files)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.files and not self.is_other_evidence

    def plain(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self) | {"is_fast_forward": self.is_fast_forward, "is_empty": self.is_empty}


def difference_of(folder: Path, *, today: date | None = None) -> Difference:
    """What importing a folder would change here; nothing is changed.

    Args:
        folder: the workspace's folder.
        today: the day as of which claims are judged on both sides, to compare figures too; None for records alone.

    Raises:
        BadRecord: a file holds no record.
    """
    read = read_beside(folder)
    lost = set(conflicts(read))
    files = tuple(
        _file(read, path, path in lost)
        for path in sorted({*read.changed, *read.added, *read.removed} | lost - {EVIDENCE})
    )
    newest = Evidence.objects.first()
    is_other = read.evidence.same is None
    drafts = tuple(drafts_among({*read.changed, *read.removed}))
    found = Difference(files, is_other, EVIDENCE in lost, drafts)
    if today is None or newest is None or found.is_empty:
        return found
    compared = _compared(read, today)
    figures = tuple({"name": change.name, "here": change.before, "there": change.after} for change in compared.moved)
    claims = tuple(
        {"claim": c.id, "title": c.title, "here": str(c.before), "there": str(c.after), "why": c.why}
        for c in compared.turned
    )
    return Difference(files, is_other, EVIDENCE in lost, drafts, figures, claims)


def _file(read: FolderRead, path: str, is_conflict: bool) -> FileDifference:
    how = "added" if path not in read.ours else "removed" if path not in read.theirs else "changed"
    return FileDifference(path, how, read.ours.get(path, ""), read.theirs.get(path, ""), is_conflict)


def _compared(read: FolderRead, today: date) -> Comparison:
    """Judge both sides; evidence that the public sees, or that both have in common, is not computed again."""
    with tempfile.TemporaryDirectory(prefix="placewright-compare-") as scratch:
        folder, out = Path(scratch) / "here", Path(scratch) / "out"
        lay_out(evidence_in_use(), read.ours, folder)
        here, shown = open_workspace(folder), shown_build()
        if shown and shown.out.is_dir():
            share_tree(shown.out, here.build)
        else:
            check_workspace(here, here.build, today=today)
        share_tree(here.build, out)
        return compare_workspace(open_workspace(read.folder), str(folder), today=today, out=out)

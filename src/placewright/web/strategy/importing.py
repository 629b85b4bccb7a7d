"""Bringing a workspace's folder into the database, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from placewright.build.archives import exchange_of
from placewright.core.errors import BadRecord
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.agreement import base_of, refuse_conflicts, remember_agreement
from placewright.web.strategy.evidence_beside import EvidenceBeside, evidence_beside
from placewright.web.strategy.exchange import (
    authored_in_database,
    write_choice_row,
    write_review_rows,
    write_waiver_rows,
)
from placewright.web.strategy.models import Evidence
from placewright.web.strategy.models.exchanges import Way
from placewright.web.strategy.rows_in_bulk import remove_records, write_records
from placewright.web.strategy.stores import keep_evidence
from placewright.workspace.authored import CHOICE, REVIEWS, WAIVERS, Authored, dump_authored, read_authored
from placewright.workspace.folder import open_workspace
from placewright.workspace.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: the files of records that it added, changed and removed, and the evidence they came with."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FolderRead:
    """A workspace's folder as an import reads it: records, the texts of their files here and there, evidence."""

    folder: Path
    records: Authored
    ours: Mapping[str, str]
    theirs: Mapping[str, str]
    evidence: EvidenceBeside

    @property
    def added(self) -> tuple[str, ...]:
        """The files that are there and not here."""
        return tuple(path for path in self.theirs if path not in self.ours)

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that differ."""
        return tuple(path for path in self.theirs if path in self.ours and self.theirs[path] != self.ours[path])

    @property
    def removed(self) -> tuple[str, ...]:
        """The files that are here and not there."""
        return tuple(path for path in self.ours if path not in self.theirs)


def read_beside(folder: Path) -> FolderRead:
    """Read a workspace's folder beside what is live here; nothing is changed.

    Raises:
        BadRecord: a file holds no record; the message names it and how many more there are.
    """
    open_workspace(folder)
    theirs, wrong = read_authored(folder)
    if wrong:
        more = f" There are {len(wrong) - 1} more files like it." if len(wrong) > 1 else ""
        raise BadRecord(wrong[0].what, where=wrong[0].where, fix=f"{wrong[0].fix}{more}")
    evidence = evidence_beside(folder, base_of(folder))
    return FolderRead(folder, theirs, dump_authored(authored_in_database()), dump_authored(theirs), evidence)


def import_folder(folder: Path, *, by: Account | None = None) -> Brought:
    """Take over a workspace's records and evidence; afterwards database and folder agree.

    A draft of a record that changes stays, and stays the newest version of it; see `drafts_behind`. So do readings that
    people keep here and the folder knows nothing of.

    Raises:
        BadRecord: a file holds no record; nothing is taken over.
        NotAFastForward: something was changed here that the folder does not know; the message names it.
    """
    with transaction.atomic():
        incoming = read_beside(folder)
        refuse_conflicts(incoming)
        found = incoming.evidence
        evidence = found.same or keep_evidence(found.files, by=by, note=f"imported from {folder.name}")
        brought = Brought(incoming.added, incoming.changed, incoming.removed, evidence)
        _write(incoming.records, brought, by)
        way = Way.ARCHIVE if exchange_of(folder) else Way.FOLDER
        remember_agreement(incoming.theirs, evidence.digest, way=way, by=by)
        counts = f"{len(brought.added)} added, {len(brought.changed)} changed, {len(brought.removed)} removed"
        record_event("imported", "workspace", folder.name, by=by, note=counts)
    return brought


def _write(theirs: Authored, brought: Brought, by: Account | None) -> None:
    changed = {*brought.added, *brought.changed, *brought.removed}
    for kind in KINDS.values():
        gone = [Path(path).stem for path in brought.removed if path.startswith(f"{kind.folder}/")]
        remove_records(kind.name, gone)
        records = theirs.of_kind(kind.name)
        write_records(
            kind.name,
            {slug: record for slug, record in records.items() if f"{kind.folder}/{slug}{kind.suffix}" in changed},
            by=by,
        )
    if CHOICE in changed:
        write_choice_row(theirs.choice)
    if REVIEWS in changed:
        write_review_rows(theirs.reviews.values())
    if WAIVERS in changed:
        write_waiver_rows(theirs.waivers)

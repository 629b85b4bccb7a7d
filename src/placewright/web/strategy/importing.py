"""Bringing a workspace's folder into the database, and refusing what would lose work that was done here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from placewright.core.errors import BadRecord, PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.exchange import (
    MODELS,
    authored_in_database,
    write_choice_row,
    write_review_rows,
    write_waiver_rows,
)
from placewright.web.strategy.models import Evidence, ExchangeFile
from placewright.web.strategy.rows_in_bulk import write_records
from placewright.web.strategy.stores import add_evidence
from placewright.workspace.authored import CHOICE, REVIEWS, WAIVERS, Authored, dump_authored, read_authored
from placewright.workspace.folder import open_workspace
from placewright.workspace.kinds import KINDS


class NotAFastForward(PlacewrightError):
    """A folder that lacks what was written here since the two last agreed."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: the files of records that it added, changed and removed, and the evidence they came with."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    evidence: Evidence


def import_folder(folder: Path, *, by: Account | None = None) -> Brought:
    """Take over a workspace's records and evidence; afterwards database and folder agree.

    Raises:
        BadRecord: a file holds no record; nothing is taken over.
        NotAFastForward: records were changed here that the folder does not know; the message names them.
    """
    open_workspace(folder)
    theirs, wrong = read_authored(folder)
    if wrong:
        more = f" There are {len(wrong) - 1} more files like it." if len(wrong) > 1 else ""
        raise BadRecord(wrong[0].what, where=wrong[0].where, fix=f"{wrong[0].fix}{more}")
    with transaction.atomic():
        ours = dump_authored(authored_in_database())
        new = dump_authored(theirs)
        _refuse_conflicts(ours, new)
        brought = Brought(
            tuple(path for path in new if path not in ours),
            tuple(path for path in new if path in ours and new[path] != ours[path]),
            tuple(path for path in ours if path not in new),
            add_evidence(folder, by=by, note=f"imported from {folder.name}"),
        )
        _write(theirs, brought)
        remember_agreement(new)
        counts = f"{len(brought.added)} added, {len(brought.changed)} changed, {len(brought.removed)} removed"
        record_event("imported", "workspace", folder.name, by=by, note=counts)
    return brought


def remember_agreement(files: Mapping[str, str]) -> None:
    """Remember what the records' files hold, now that database and folder agree."""
    ExchangeFile.objects.all().delete()
    ExchangeFile.objects.bulk_create(ExchangeFile(path=path, sha256=_digest(text)) for path, text in files.items())


def conflicts(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    """The files that were changed here since the last agreement, and that the others do not hold as they are here."""
    base = dict(ExchangeFile.objects.values_list("path", "sha256"))
    found = []
    for path in sorted({*ours, *base}):
        mine = _digest(ours[path]) if path in ours else ""
        if mine != base.get(path, "") and ours.get(path) != theirs.get(path):
            found.append(path)
    return found


def _refuse_conflicts(ours: Mapping[str, str], theirs: Mapping[str, str]) -> None:
    found = conflicts(ours, theirs)
    if found:
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        raise NotAFastForward(
            f"{', '.join(found[:5])}{more} changed here since the folder was last exchanged.",
            fix="Export from here first, bring the changes together in the folder, and import again.",
        )


def _write(theirs: Authored, brought: Brought) -> None:
    changed = {*brought.added, *brought.changed, *brought.removed}
    for kind in KINDS.values():
        gone = [Path(path).stem for path in brought.removed if path.startswith(f"{kind.folder}/")]
        MODELS[kind.name].objects.filter(slug__in=gone).delete()  # type: ignore[attr-defined]
        records = theirs.of_kind(kind.name)
        write_records(
            kind.name,
            {slug: record for slug, record in records.items() if f"{kind.folder}/{slug}{kind.suffix}" in changed},
        )
    if CHOICE in changed:
        write_choice_row(theirs.choice)
    if REVIEWS in changed:
        write_review_rows(theirs.reviews.values())
    if WAIVERS in changed:
        write_waiver_rows(theirs.waivers)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

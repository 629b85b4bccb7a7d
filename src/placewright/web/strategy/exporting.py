"""The whole workspace as a folder or an archive: what is live in the database, with the evidence that it rests on."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.db import transaction

from placewright.build.archives import EXCHANGE, Manifest, export_workspace
from placewright.core.errors import PlacewrightError
from placewright.core.files import write_text
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy import evidence_beside
from placewright.web.strategy.agreement import remember_agreement
from placewright.web.strategy.exchange import authored_in_database
from placewright.web.strategy.models import Evidence
from placewright.web.strategy.models.exchanges import Way
from placewright.web.strategy.stores import lay_out
from placewright.workspace.authored import dump_authored
from placewright.workspace.folder import open_workspace


class NothingToExport(PlacewrightError):
    """An installation that holds no workspace yet."""


def lay_out_workspace(folder: Path, *, by: Account | None = None) -> None:
    """Lay the workspace out as a folder, and remember that database and folder agree.

    A hidden file says of which exchange it is, so that what is changed in the folder can come back.

    Raises:
        NothingToExport: there is no workspace yet.
    """
    with transaction.atomic():
        evidence = evidence_in_use()
        records = dump_authored(authored_in_database())
        made = remember_agreement(records, evidence.digest, way=Way.EXPORT, by=by)
    lay_out(evidence, records, folder)
    write_text(folder / EXCHANGE, f"{made.token}\n")


def export_to_archive(file: Path, *, by: Account | None = None) -> Manifest:
    """Write the workspace as an archive, byte for byte the one that `placewright export` makes of such a folder.

    Raises:
        NothingToExport: there is no workspace yet.
    """
    with tempfile.TemporaryDirectory(prefix="placewright-export-", dir=file.parent) as scratch:
        folder = Path(scratch) / "workspace"
        lay_out_workspace(folder, by=by)
        manifest = export_workspace(folder, file, id=open_workspace(folder).record.id)
    with transaction.atomic():
        record_event("exported", "workspace", manifest.workspace, by=by, note=f"{len(manifest.files)} files")
    return manifest


def evidence_in_use() -> Evidence:
    """The version of the evidence that the public sees, or the newest.

    Raises:
        NothingToExport: there is none yet.
    """
    evidence = evidence_beside.evidence_in_use()
    if evidence is None:
        raise NothingToExport("There is no workspace here yet.", fix="Import one first.")
    return evidence

"""Taking copies: asked for on the team's page, made in the background, and noted in the event log."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from placewright.web.common.event_log import record_event
from placewright.web.strategy.backups.taking import Progress, Taken, take_backup


def back_up_to_file(file: Path, *, with_secret_key: bool = False, progress: Progress = lambda *_: None) -> Taken:
    """Take a copy into a file that somebody named, and note that it was taken.

    Raises:
        BadArchive: the data folder holds what no copy may.
    """
    taken = take_backup(file, with_secret_key=with_secret_key, progress=progress)
    with transaction.atomic():
        note = f"sha256 {taken.sha256}, {taken.bytes} bytes" + (", with the secret key" if with_secret_key else "")
        record_event("backed up", "installation", file.name, note=note)
    return taken

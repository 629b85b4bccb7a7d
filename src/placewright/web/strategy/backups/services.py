"""Taking copies: on the command line, or asked for on the team's page and made in the background."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.common.mends import kept_by
from placewright.web.strategy.backups.taking import Progress, Taken, take_backup
from placewright.web.strategy.models import CopyState, WholeCopy

_KEPT = 3
_STEPS = {
    "tables": lambda: _("reading the tables"),
    "fingerprints": lambda: _("reading the files"),
    "packed": lambda: _("packing"),
    "checked": lambda: _("checking"),
}
_EVERY_SECOND = 1.0


def back_up_to_file(
    file: Path, *, with_secret_key: bool = False, with_keys: bool = False, progress: Progress = lambda *_: None
) -> Taken:
    """Take a copy into a file that somebody named, and note that it was taken.

    Raises:
        BadArchive: the data folder holds what no copy may.
    """
    taken = take_backup(file, with_secret_key=with_secret_key, with_keys=with_keys, progress=progress)
    copy = WholeCopy(on_command_line=True, name=file.name)
    more = (", with the secret key" if with_secret_key else "") + (", with the sealing keys" if with_keys else "")
    _finish(copy, taken, more=more)
    return taken


def ask_for_copy(*, by: Account) -> WholeCopy:
    """A copy that is taken in the background once this is committed; one that is under way already is given back."""
    from placewright.web.strategy.tasks import copy_task

    with transaction.atomic():
        under_way = WholeCopy.objects.filter(state__in=(CopyState.WAITING, CopyState.RUNNING)).first()
        if under_way is not None and not _is_stuck(under_way):
            return under_way
        WholeCopy.objects.filter(state__in=(CopyState.WAITING, CopyState.RUNNING)).update(
            state=CopyState.FAILED, trouble=_("It was broken off.")
        )
        copy = WholeCopy.objects.create(asked_by=by)
        record_event("asked for", "copy", copy.pk, by=by)
        transaction.on_commit(partial(copy_task.enqueue, copy.pk))
    return copy


def run_copy(copy: WholeCopy) -> WholeCopy:
    """Take a copy that was asked for, and let the oldest go that are too many."""
    copy.state, copy.name = CopyState.RUNNING, f"placewright-{timezone.localtime():%Y-%m-%d-%H%M}.zip"
    copy.save()
    try:
        taken = take_backup(copy.file, progress=_Notes(copy.pk))
    except (PlacewrightError, OSError) as error:
        copy.state, copy.trouble, copy.progress = CopyState.FAILED, _words(error), ""
        copy.finished_at = timezone.now()
        copy.save()
        return copy
    _finish(copy, taken)
    for old in [one for one in WholeCopy.objects.filter(on_command_line=False) if one.is_here][_KEPT:]:
        old.file.unlink()
    return copy


def _words(error: PlacewrightError | OSError) -> str:
    return kept_by(error) if isinstance(error, PlacewrightError) else str(error)


def last_copy() -> WholeCopy | None:
    """The newest copy that was taken and checked."""
    return WholeCopy.objects.filter(state=CopyState.READY).first()


def _finish(copy: WholeCopy, taken: Taken, *, more: str = "") -> None:
    copy.state, copy.progress, copy.finished_at = CopyState.READY, "", timezone.now()
    copy.bytes, copy.sha256 = taken.bytes, taken.sha256
    with transaction.atomic():
        copy.save()
        note = f"sha256 {taken.sha256}, {taken.bytes} bytes{more}"
        record_event("backed up", "installation", copy.name, by=copy.asked_by, note=note)


def _is_stuck(copy: WholeCopy, *, hours: int = 6) -> bool:
    now: datetime = timezone.now()
    return (now - copy.asked_at).total_seconds() > hours * 3600


class _Notes:
    """Keeps how far a copy is where people look, once a second."""

    def __init__(self, pk: int) -> None:
        self._pk = pk
        self._last = 0.0

    def __call__(self, step: str, done: int, of: int) -> None:
        """Note it."""
        now = time.monotonic()
        if now - self._last < _EVERY_SECOND and done != of:
            return
        self._last = now
        WholeCopy.objects.filter(pk=self._pk).update(progress=f"{_STEPS[step]()} {done}/{of}")

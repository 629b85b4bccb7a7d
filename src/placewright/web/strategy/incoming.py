"""Archives that are sent in: unpacked under the rules of archives, compared in the background, then taken over."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from placewright.build.archives import import_workspace
from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.common.mends import kept_by
from placewright.web.strategy.building import ask_for_build
from placewright.web.strategy.differences import difference_of
from placewright.web.strategy.importing import Brought, import_folder
from placewright.web.strategy.models import Incoming, IncomingState

_KEPT = 5


class NotCompared(PlacewrightError):
    """An archive that cannot be taken over as it stands."""


def send_in(name: str, chunks: Iterable[bytes], *, by: Account) -> Incoming:
    """Keep an archive that somebody sends in, and have it compared with what is here; nothing is taken over.

    Raises:
        BadArchive: it is no archive of a workspace, is damaged or hostile; nothing is kept.
    """
    from placewright.web.strategy.tasks import compare_task

    with transaction.atomic():
        sent = Incoming.objects.create(name=name[:200], sent_by=by)
        shutil.rmtree(sent.folder, ignore_errors=True)
        sent.folder.mkdir(parents=True)
        try:
            with sent.archive.open("wb") as out:
                for chunk in chunks:
                    out.write(chunk)
            import_workspace(sent.archive, sent.workspace)
        except BaseException:
            shutil.rmtree(sent.folder, ignore_errors=True)
            raise
        record_event("sent in", "archive", sent.pk, by=by)
        transaction.on_commit(partial(compare_task.enqueue, sent.pk))
    _let_go_of_old_ones()
    return sent


def compare(sent: Incoming) -> Incoming:
    """Find out what taking it over would change, record by record and figure by figure."""
    sent.state = IncomingState.RUNNING
    sent.save()
    try:
        found = difference_of(sent.workspace, today=timezone.localdate())
    except PlacewrightError as error:
        sent.state, sent.trouble = IncomingState.REFUSED, kept_by(error)
    else:
        sent.found = found.plain()
        sent.state = IncomingState.COMPARED if found.is_fast_forward else IncomingState.REFUSED
    sent.save()
    return sent


def take_over(sent: Incoming, *, by: Account) -> Brought:
    """Take a compared archive over, and ask for a build that shows it.

    Raises:
        NotCompared: it was not compared, or was taken over already.
        NotAFastForward: something was changed here meanwhile.
    """
    with transaction.atomic():
        locked = Incoming.objects.select_for_update().get(pk=sent.pk)
        if locked.state != IncomingState.COMPARED or not locked.workspace.is_dir():
            raise NotCompared(f"'{locked}' cannot be taken over.", fix="Send it in again.")
        brought = import_folder(locked.workspace, by=by)
        locked.state = IncomingState.APPLIED
        locked.save()
        ask_for_build(f"imported {locked.name}", by=by, evidence=brought.evidence)
    return brought


def _let_go_of_old_ones() -> None:
    for old in Incoming.objects.all()[_KEPT:]:
        shutil.rmtree(old.folder, ignore_errors=True)

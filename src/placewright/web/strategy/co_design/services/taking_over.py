"""Editions made elsewhere, with the command line: their pages computed again, held to their pins, and shown."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.records.edition import Edition as EditionRecord
from placewright.records.edition import EditionKind
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition, Transition
from placewright.web.strategy.co_design.states import PUBLIC, State
from placewright.web.strategy.co_design.tasks import edition_task
from placewright.web.strategy.exchange import record_of
from placewright.web.strategy.models import BuildState, Edition

_STATE_OF: Mapping[EditionKind, State] = {
    EditionKind.DRAFT: State.DRAFT,
    EditionKind.CONSULTATION: State.CONSULTATION,
    EditionKind.CO_DESIGN: State.CO_DESIGN,
    EditionKind.AGREED: State.PUBLISHED,
}
"""The state that an edition made elsewhere had reached."""

_ENDED = (BuildState.STOPPED, BuildState.FAILED)
_LEFT_OUT = ("pictures", "editions")
_READ_ONLY = 0o444


class CannotTakeOver(PlacewrightError):
    """An edition that cannot be given pages now."""


def editions_elsewhere() -> list[Edition]:
    """The editions that have a record and no pages here, the newest first."""
    here = MadeEdition.objects.exclude(state__in=_ENDED).values("slug")
    return list(Edition.objects.filter(live=True).exclude(slug__in=here).order_by("-date", "-slug"))


def take_over(slug: str, *, note: str, by: Account) -> MadeEdition:
    """Have an edition's pages computed again from its archive, in the background once this is committed.

    Where every byte is what its record pins, the pages are kept for good; those of a consultation draft and of an
    agreed edition are public from then on.

    Raises:
        CannotTakeOver: it has pages already, no note is given, or nothing is built yet.
    """
    if not note.strip():
        raise CannotTakeOver(_("No note is given."), fix=_("Say where the edition was made and by whom."))
    row = next((one for one in editions_elsewhere() if one.slug == slug), None)
    build = shown_build()
    if row is None or build is None:
        raise CannotTakeOver(_("There is no edition “%s” that lacks its pages.") % slug)
    record = record_of(row)
    assert isinstance(record, EditionRecord)  # noqa: S101 - the record of an edition's row
    with transaction.atomic():
        _clear(slug)
        under_way, is_new = EditionUnderWay.objects.get_or_create(
            slug=slug,
            defaults={"title": record.title, "parent": record.parent, "note": note.strip(), "opened_by": by},
        )
        if not is_new:
            raise CannotTakeOver(_("There is an edition under way with the id “%s”.") % slug)
        made = MadeEdition.objects.create(
            under_way=under_way,
            slug=slug,
            title=record.title,
            kind=record.kind,
            parent=record.parent,
            text=record.text,
            day=record.date,
            build=build,
            asked_by=by,
            check_found={"errors": 0, "warnings": 0, "unsure": [], "taken_over": note.strip()},
        )
        record_event("took over", "edition", slug, by=by, note=note.strip())
        transaction.on_commit(partial(edition_task.enqueue, made.pk))
    return made


def _clear(slug: str) -> None:
    """Make room for another try where an earlier one was stopped."""
    for made in MadeEdition.objects.filter(slug=slug, state__in=_ENDED):
        made.delete()
        EditionUnderWay.objects.filter(slug=slug, made__isnull=True).delete()


def settle(out: Path) -> None:
    """Leave out of published files what is none, and let nobody write to them."""
    for name in _LEFT_OUT:
        shutil.rmtree(out / name, ignore_errors=True)
    for path in out.rglob("*"):
        if path.is_file():
            path.chmod(_READ_ONLY)


def keep_taken_over(made: MadeEdition, out: Path) -> None:
    """Keep the pages where they never change, and show them to the public where the edition was meant for it."""
    settle(out)
    out.rename(made.folder)
    state = _STATE_OF[EditionKind(made.kind)]
    try:
        with transaction.atomic():
            made.state, made.ready_at, made.progress = BuildState.READY, timezone.now(), ""
            if state in PUBLIC:
                made.public_since = made.ready_at
            made.save()
            if state != State.DRAFT:
                _step(made, state)
            record_event("gave pages to", "edition", made.slug, by=made.asked_by)
    except BaseException:
        made.folder.rename(out)
        raise


def _step(made: MadeEdition, state: State) -> None:
    """The step that the edition had taken before it came here, so that the desk shows it and can take it back."""
    under_way = made.under_way
    note = str(made.check_found["taken_over"])
    Transition.objects.create(
        under_way=under_way, made=made, before=under_way.state, after=state, by=made.asked_by, note=note
    )
    under_way.state = state
    under_way.save(update_fields=["state"])

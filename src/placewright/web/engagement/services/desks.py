"""Starting and ending a desk at an event, where many answer on one tablet."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.engagement.codes import new_code
from placewright.web.engagement.models import Desk, Instrument, InstrumentKind, Stage
from placewright.web.engagement.sealing import code_hash


class DeskIsOver(PlacewrightError):
    """A desk that has ended takes no code."""


def start_desk(instrument: Instrument, title: str, hours: int, *, event: str = "", by: Account) -> tuple[Desk, str]:
    """Start a desk; gives it with its code, which is shown once.

    Raises:
        DeskIsOver: nobody can answer at a desk.
    """
    if why := why_no_desk(instrument):
        raise DeskIsOver(why)
    code = new_code()
    with transaction.atomic():
        desk = Desk.objects.create(
            instrument=instrument,
            title=title,
            event=event,
            code_hash=code_hash(code),
            started_by=by,
            ends_at=timezone.now() + timedelta(hours=hours),
        )
        record_event("started a desk of", "instrument", instrument.slug, by=by, note=title)
    return desk, code


def renew_code(desk: Desk, *, by: Account) -> str:
    """Give a desk another code, which is shown once; the old one and its tablets begin nothing more.

    Raises:
        DeskIsOver: the desk has ended.
    """
    code = new_code()
    with transaction.atomic():
        held = Desk.objects.select_for_update().get(pk=desk.pk)
        if held.ends_at <= timezone.now():
            raise DeskIsOver(_("This desk has ended."), fix=_("Start another."))
        held.code_hash = code_hash(code)
        held.save(update_fields=["code_hash"])
        record_event("made a new code for a desk of", "instrument", held.instrument.slug, by=by, note=held.title)
    return code


def why_no_desk(instrument: Instrument) -> str:
    """Why nobody can answer at a desk now or soon; empty where a desk may be started."""
    if instrument.is_rehearsal:
        return _("A rehearsal has invented answers alone.")
    if instrument.kind == InstrumentKind.SURVEY:
        return _("Only who was drawn can answer this survey, and at an event anybody would.")
    match instrument.stage():
        case Stage.DRAFT:
            return _("It is not approved yet: a tablet would have nothing to show.")
        case Stage.CLOSED | Stage.PUBLISHED:
            return _("It has closed: nobody can begin on a tablet any more. Type in what was answered on paper.")
    return ""


def end_desk(desk: Desk, *, by: Account) -> None:
    """End a desk now: its tablets can begin no new response."""
    with transaction.atomic():
        Desk.objects.filter(pk=desk.pk).update(ends_at=timezone.now())
        record_event("ended a desk of", "instrument", desk.instrument.slug, by=by, note=desk.title)

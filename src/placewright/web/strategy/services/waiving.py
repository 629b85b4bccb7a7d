"""Waivers: an issue is let pass, by whom, why and until when; and taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import BadRecord
from placewright.web.common.event_log import record_event
from placewright.web.strategy.models import Waiver
from placewright.web.strategy.services.publishing import follow


def waive(record: str, rule: str, *, by: Any, name: str, why: str, until: date, what: str = "") -> Waiver:
    """Let an issue of a record pass until a day.

    Args:
        what: words of the issue, as the check says it, that alone is let pass; without it, whatever breaks the rule.

    Raises:
        BadRecord: the reason or the name is empty, or the day is past.
    """
    today = timezone.localdate()
    for said, wanted in ((name, _("a name")), (why, _("a reason"))):
        if not said.strip():
            raise BadRecord(_("A waiver needs %(what)s.") % {"what": wanted}, where=record, fix=_("Write it."))
    if until < today:
        raise BadRecord(_("That day is past."), where=record, fix=_("Name a day to come."))
    last = Waiver.objects.aggregate(Max("position"))["position__max"]
    position = 0 if last is None else last + 1
    with transaction.atomic():
        row = Waiver.objects.create(
            position=position,
            record=record,
            rule=rule,
            by=name.strip(),
            why=why.strip(),
            until=until,
            date=today,
            what=what.strip(),
        )
        about = f"{rule} ({row.what})" if row.what else rule
        record_event("waived", *record.split(":", 1), by=by, note=f"{about}, until {until}: {why}")
    return row


def take_waiver_back(row: Waiver, *, by: Any) -> None:
    """Let the issue count again."""
    with transaction.atomic():
        record_event("took a waiver back", *row.record.split(":", 1), by=by, note=row.rule)
        reference = row.record
        row.delete()
        follow(_("a waiver of %(record)s was taken back") % {"record": reference}, by=by)

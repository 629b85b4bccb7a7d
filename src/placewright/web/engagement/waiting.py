"""What waits in surveys and consultations, for the team's first page."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from placewright.web.accounts.what_waits import HOOK, Waiting
from placewright.web.engagement.models import Instrument, ResponseState, Stage


@hooks.register(HOOK)
def engagement_waits(request: HttpRequest) -> Iterator[Waiting]:
    """What is open with how many answered, and answers that a person has to look at."""
    held = Count("responses", filter=Q(responses__state=ResponseState.HELD), distinct=True)
    counted = Q(responses__state__in=[ResponseState.ACCEPTED, ResponseState.FLAGGED])
    every = list(
        Instrument.objects.filter(rehearsal_of=None).annotate(
            held=held, answered=Count("responses", filter=counted, distinct=True)
        )
    )
    waiting = sum(one.held for one in every)
    says = [_open(one) for one in every if one.stage() is Stage.OPEN]
    if waiting:
        text = ngettext("%(n)s response waits for a look.", "%(n)s responses wait for a look.", waiting)
        says.append(text % {"n": waiting})
    yield Waiting(
        _("Surveys and consultations"),
        reverse("engagement"),
        tuple(says),
        _("None is open to the public."),
        is_pressing=bool(waiting),
    )


def _open(one: Instrument) -> str:
    number = ngettext("%(n)s answer", "%(n)s answers", one.answered) % {"n": one.answered}  # type: ignore[attr-defined]
    if one.closes_at is None:
        return _("%(title)s is open: %(answers)s so far.") % {"title": one.title, "answers": number}
    return _("%(title)s is open until %(day)s: %(answers)s so far.") % {
        "title": one.title,
        "day": date_format(one.closes_at.astimezone(one.zone)),
        "answers": number,
    }

"""Who may reach what: the only way in which views get instruments and responses."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from placewright.web.accounts.capabilities import May
from placewright.web.common.access import require
from placewright.web.common.whole_numbers import sent_number
from placewright.web.engagement.models import Instrument, ResultSet, Stage

SEEN_BY_ALL = frozenset({Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED, Stage.PUBLISHED})


def run_instrument(request: HttpRequest, slug: str) -> Instrument:
    """The instrument, for who may run it.

    Raises:
        Http404: there is none, or they may not.
    """
    require(request, May.RUN_ENGAGEMENT.permission)
    return get_object_or_404(Instrument, slug=slug)


def see_instrument(request: HttpRequest, slug: str) -> Instrument:
    """The instrument, for who may see that the team prepares or runs it: counts, never answers.

    Raises:
        Http404: there is none, or they may not.
    """
    require(request, May.SEE_TEAM.permission)
    return get_object_or_404(Instrument, slug=slug)


def read_instrument(request: HttpRequest, slug: str) -> Instrument:
    """The instrument, for who may read its answers.

    Raises:
        Http404: there is none, or they may not.
    """
    require(request, May.READ_ANSWERS.permission)
    return get_object_or_404(Instrument, slug=slug)


def public_instrument(slug: str) -> Instrument:
    """The instrument, where the public may know of it; rehearsals are never public.

    Raises:
        Http404: there is none, or it is still being prepared.
    """
    found = get_object_or_404(Instrument, slug=slug, rehearsal_of=None)
    if found.stage() not in SEEN_BY_ALL:
        raise Http404
    return found


def result_set(instrument: Instrument, number: str) -> ResultSet | None:
    """The tables of that number, or the newest where none is named; None where there are none such."""
    if not number:
        return instrument.results.order_by("-number").first()
    return instrument.results.filter(number=sent_number(number) or 0).first()

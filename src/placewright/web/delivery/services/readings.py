"""Keeping readings, and rating a measure otherwise than the rule does."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError, did_you_mean
from placewright.core.periods import parse_period
from placewright.records.measure import Measure
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.delivery.models import Judgement, Reading
from placewright.web.delivery.models.readings import ReadingStatus
from placewright.web.delivery.rules import Rating

_WITHOUT_VALUE = {ReadingStatus.SUPPRESSED, ReadingStatus.NOT_AVAILABLE, ReadingStatus.NOT_APPLICABLE}


class BadReading(PlacewrightError):
    """A reading that cannot be kept."""


def checked_reading(measures: Mapping[str, Measure], given: Mapping[str, Any]) -> Reading:
    """The reading that was given, not kept yet.

    Raises:
        BadReading: it is of no measure, of one that the evidence reads, or says nothing that holds together.
    """
    id = given.get("measure", "")
    measure = measures.get(id)
    if measure is None:
        fix = did_you_mean(id, measures) or _("Publish the measure first.")
        raise BadReading(_("There is no measure '%(id)s'.") % {"id": id}, where="measure", fix=fix)
    if measure.indicator:
        what = _("'%(id)s' is read from the indicator %(indicator)s.") % {"id": id, "indicator": measure.indicator}
        raise BadReading(what, where="measure", fix=_("Refresh the data instead of writing a reading."))
    try:
        parse_period(given.get("period", ""))
    except PlacewrightError as error:
        raise BadReading(error.what, where="period", fix=error.fix or "") from error
    made = Reading(
        measure=id,
        period=given["period"],
        value=given.get("value"),
        low=given.get("low"),
        high=given.get("high"),
        text=given.get("text", ""),
        status=given.get("status") or ReadingStatus.OK,
        source=given.get("source", ""),
        note=given.get("note", ""),
    )
    _check(made)
    return made


def keep_reading(reading: Reading, *, by: Account) -> Reading:
    """Keep a reading; one of the same measure and period is corrected by it, and kept as the earlier one."""
    with transaction.atomic():
        before = (
            Reading.objects.select_for_update()
            .filter(measure=reading.measure, period=reading.period, is_current=True)
            .first()
        )
        if before is not None:
            if says_the_same(before, reading):
                return before
            before.is_current = False
            before.save(update_fields=["is_current"])
        reading.corrects, reading.by = before, by
        reading.save()
        verb = "corrected a reading of" if before else "read"
        record_event(verb, "measure", reading.measure, by=by, note=reading.period)
    return reading


def says_the_same(one: Reading, other: Reading) -> bool:
    """Whether two readings hold the same."""
    names = ("value", "low", "high", "text", "status", "source", "note")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def judge(measure: str, rating: str, reason: str, *, by: Account) -> Judgement:
    """Rate a measure otherwise than the rule does; an empty rating goes back to the rule.

    Raises:
        BadReading: no reason is given, or there is no such rating.
    """
    if rating and rating not in Rating.values:
        raise BadReading(_("There is no rating '%(name)s'.") % {"name": rating}, where="rating")
    if not reason.strip():
        raise BadReading(
            _("A rating of one's own needs a reason."), where="reason", fix=_("Say what the rule does not see.")
        )
    with transaction.atomic():
        made = Judgement.objects.create(measure=measure, rating=rating, reason=reason.strip(), by=by)
        record_event("rated" if rating else "withdrew the rating of", "measure", measure, by=by, note=made.reason)
    return made


def _check(reading: Reading) -> None:
    numbers = [one for one in (reading.value, reading.low, reading.high) if one is not None]
    if any(not math.isfinite(one) for one in numbers):
        raise BadReading(_("It is no number."), where="value", fix=_("Write digits with a point."))
    if reading.status not in ReadingStatus.values:
        fix = _("Write %(words)s.") % {"words": ", ".join(ReadingStatus.values)}
        raise BadReading(_("There is no status '%(name)s'.") % {"name": reading.status}, where="status", fix=fix)
    if reading.status in _WITHOUT_VALUE:
        if numbers:
            raise BadReading(
                _("A missing reading has no value."), where="value", fix=_("Leave it empty, or change the status.")
            )
    elif reading.value is None and not reading.text:
        raise BadReading(
            _("It holds neither a value nor words."),
            where="value",
            fix=_("Write one, or say why it is missing: status not_available or suppressed."),
        )
    if (reading.low is None) != (reading.high is None):
        raise BadReading(_("An interval has two ends."), where="low", fix=_("Write low and high, or neither."))
    if reading.low is not None and reading.high is not None and not _lies_within(reading):
        raise BadReading(_("The value lies outside its interval."), where="value", fix=_("Let low <= value <= high."))
    if not reading.source:
        raise BadReading(_("It names no source."), where="source", fix=_("Say where it was read."))
    for name, most in (("text", 500), ("note", 500), ("source", 300)):
        said = getattr(reading, name)
        if len(said) > most or "\x00" in said:
            raise BadReading(
                _("It is too long, or no text."), where=name, fix=_("Write at most %(n)s letters.") % {"n": most}
            )


def _lies_within(reading: Reading) -> bool:
    low, high = float(reading.low or 0), float(reading.high or 0)
    return low <= high and (reading.value is None or low <= reading.value <= high)

"""How many saw a screen and went on from it: counts by day, and nothing of who it was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from placewright.web.engagement.models import Instrument, StepCount


def count_steps(instrument: Instrument, version: int, *, shown: Iterable[str] = (), passed: Iterable[str] = ()) -> None:
    """Add one to what was shown and to what was passed today.

    Called after what was answered is kept: a count that a crash loses is no answer lost, so PostgreSQL need not wait
    for the disk, and those who send in at the same moment do not wait for each other.
    """
    day = timezone.localtime(timezone.now(), instrument.zone).date()
    wanted = dict.fromkeys(shown, (1, 0))
    for step in passed:
        wanted[step] = (wanted.get(step, (0, 0))[0], 1)
    for step, (seen, gone_on) in wanted.items():
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL synchronous_commit TO OFF")
            _add(version, step, day, seen, gone_on)


def _add(version: int, step: str, day: date, seen: int, gone_on: int) -> None:
    row = StepCount.objects.filter(version_id=version, step=step, day=day)
    more = {"shown": F("shown") + seen, "passed": F("passed") + gone_on}
    if row.update(**more):
        return
    try:
        with transaction.atomic():
            StepCount.objects.create(version_id=version, step=step, day=day, shown=seen, passed=gone_on)
    except IntegrityError:  # another was first
        row.update(**more)

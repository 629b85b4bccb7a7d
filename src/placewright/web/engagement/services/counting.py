"""How many saw a screen and went on from it: counts by day, and nothing of who it was."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from placewright.web.engagement.models import Instrument, StepCount

CHECKED = "@check"
"""The page on which all is read again before it is sent in; no screen of a questionnaire has such a code."""


def count_steps(instrument: Instrument, version: int, *, shown: Iterable[str] = (), passed: Iterable[str] = ()) -> None:
    """Add one to what was shown and to what was passed today.

    Called after what was answered is kept: a count that a crash loses is no answer lost, so PostgreSQL need not wait
    for the disk, and those who send in at the same moment do not wait for each other.
    """
    day = timezone.localtime(timezone.now(), instrument.zone).date()
    wanted = dict.fromkeys(shown, (1, 0))
    for step in passed:
        wanted[step] = (wanted.get(step, (0, 0))[0], 1)
    table = connection.ops.quote_name(StepCount._meta.db_table)
    add = (
        f"INSERT INTO {table} (version_id, step, day, shown, passed) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT (version_id, step, day) "
        f"DO UPDATE SET shown = {table}.shown + EXCLUDED.shown, passed = {table}.passed + EXCLUDED.passed"
    )
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        add = f"BEGIN; SET LOCAL synchronous_commit TO OFF; {add}; COMMIT"
    with connection.cursor() as cursor:
        for step, (seen, gone_on) in wanted.items():
            cursor.execute(add, [version, step, day.isoformat(), seen, gone_on])

"""The readings that people keep, brought into a workspace as a dataset each time that it is built."""

from __future__ import annotations

from pathlib import Path

from placewright.build.kept_readings import KeptReading, bring_readings, read_by_people
from placewright.web.delivery.models import Reading
from placewright.workspace.authored import Authored


def bring_own_figures(folder: Path, authored: Authored) -> frozenset[str]:
    """Write the current readings into a workspace's folder; the indicators whose figures are others than before.

    Readings of measures that are not live, or that an indicator reads by now, are left out.
    """
    current = Reading.objects.filter(is_current=True, measure__in=list(read_by_people(authored)))
    rows = list(current.order_by("measure", "period"))
    if not rows:
        return frozenset()
    kept = [
        KeptReading(row.measure, row.period, row.value, row.low, row.high, row.text, row.status, row.source, row.note)
        for row in rows
    ]
    return bring_readings(folder, kept, authored, newest=max(row.at for row in rows))

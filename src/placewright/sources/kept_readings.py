"""Readings of measures as people keep them: a row of a CSV file for each measure and period."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, fields

from placewright.core.errors import BadRecord
from placewright.core.said import worded


@dataclass(frozen=True, slots=True)
class KeptReading:
    """What a measure read in a period, in the columns of the file; a missing value has a status that says why."""

    measure: str
    period: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    text: str = ""
    status: str = "ok"
    source: str = ""
    note: str = ""


def readings_in(text: str, *, where: str) -> tuple[KeptReading, ...]:
    """The readings that a file holds, in its order.

    Raises:
        BadRecord: it is no file of readings.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = [item.name for item in fields(KeptReading)]
    if reader.fieldnames != names:
        raise BadRecord(
            worded("Its columns are not those of readings."),
            where=where,
            fix=worded("They are %(list)s.", list=", ".join(names)),
        )
    try:
        return tuple(_reading(row) for row in reader)
    except (TypeError, ValueError) as error:
        raise BadRecord(
            worded("It holds what is no reading (%(error)s).", error=error), where=where, fix=worded("Export it again.")
        ) from error


def _reading(row: Mapping[str, str]) -> KeptReading:
    value, low, high = (float(row[name]) if row[name] else None for name in ("value", "low", "high"))
    text, source, note = (row[name].removeprefix("'") for name in ("text", "source", "note"))
    return KeptReading(row["measure"], row["period"], value, low, high, text, row["status"], source, note)

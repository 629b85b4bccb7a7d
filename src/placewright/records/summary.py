"""A summary: a disclosure-checked result of a survey, consultation or event; never a person's data."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum

from placewright.core.late_dataclass import dataclass


class SummaryKind(StrEnum):
    """What the numbers are: estimates of a population, weighted shares without an interval, or counts of answers.

    Weighted shares come of surveys whose sample chance did not draw; counts of those who chose to answer.
    """

    ESTIMATE = "estimate"
    WEIGHTED = "weighted"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One option of a question: how many chose it, or the estimated share with its interval; None is suppressed."""

    id: str
    label: str
    count: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    status: str = "ok"


@dataclass(frozen=True, slots=True)
class Summary:
    """The answers to one question, by the `base` who answered; shares are 0 to 1 and add to 1 unless `several`."""

    id: str
    title: str
    kind: SummaryKind
    question: str
    base: int
    rows: tuple[SummaryRow, ...] = field(default=())
    several: bool = False
    population: str = ""
    fieldwork_from: date | None = None
    fieldwork_until: date | None = None
    method: str = ""
    source: str = ""
    event: str = ""
    threshold: int = 10
    text: str = ""

"""A funding stream: money that exists, its amounts by year, its rules, and when it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class FundingStream:
    """Existing money: who gives it, for what and whom, how much in which year, from when to when.

    Amounts are in GBP; `amounts` is by year for the place, `total` for the whole stream. `verified` is false where the
    facts were not read in the source named. `prices` is the year (2024) or financial year (2026-27) whose prices
    amounts are in, or `current` for those of each year.
    """

    id: str
    title: str
    funder: str
    text: str = ""
    amounts: Mapping[str, float] = field(default_factory=dict)
    total: float | None = None
    prices: str = "current"
    opened: date | None = None
    closed: date | None = None
    eligible: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    verified: bool = True
    scope: str = ""

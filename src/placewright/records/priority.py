"""A priority: what the place chooses to do something about, or has looked at and not chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from placewright.core.late_dataclass import dataclass
from placewright.records.indicator import Foundation


@dataclass(frozen=True, slots=True)
class Priority:
    """A choice, argued from claims: why it, or why not.

    `scores` are 0 to 5 for each criterion of the workspace. `chosen` false needs `why_not`. `source` cites the
    published document that it comes from; without one it is `illustrative`.
    """

    id: str
    title: str
    text: str
    claims: tuple[str, ...] = ()
    foundation: Foundation | None = None
    chosen: bool = True
    why_not: str = ""
    order: int = 0
    scores: Mapping[str, float] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """What priorities are scored by, and how much it weighs."""

    id: str
    name: str
    weight: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class EarlierPriority:
    """A priority of the earlier plan, and what became of it: kept, changed, merged or dropped, by which priorities."""

    id: str
    title: str
    fate: str
    by: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """How priorities were chosen: the criteria with their weights, and continuity with the earlier plan."""

    criteria: tuple[Criterion, ...] = ()
    earlier_plan: str = ""
    earlier_source: str = ""
    earlier_url: str = ""
    earlier: tuple[EarlierPriority, ...] = ()
    note: str = ""

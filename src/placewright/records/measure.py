"""A measure: what is watched, from which baseline, towards which target or direction, and by whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """What shows whether the strategy works; a whole-economy measure has a direction, never a target.

    `indicator` (with `place` and `member`) is what is read; what no indicator measures says so in `measured_by`.
    """

    id: str
    title: str
    indicator: str = ""
    place: str = ""
    member: str = ""
    measured_by: str = ""
    baseline_period: str = ""
    target: str = ""
    direction: str = ""
    frequency: str = ""
    owner: str = ""
    data_cost: str = ""
    priorities: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    programme: str = ""
    text: str = ""

"""A measure: what is watched, from which baseline, towards which target or direction, and by whom."""

from __future__ import annotations

from placewright.core.late_dataclass import dataclass

UP = frozenset({"up", "rising", "higher", "more"})
DOWN = frozenset({"down", "falling", "lower", "fewer", "less"})
"""The first words of a direction by which readings can be rated; other words are read by people."""


def way_of(direction: str) -> int:
    """1 where a measure should go up, -1 where down; 0 where its words do not begin with either.

    >>> way_of("up, towards England's"), way_of("down"), way_of("an end to the fall")
    (1, -1, 0)
    """
    first = direction.strip().casefold().partition(" ")[0].strip(",.;:")
    return 1 if first in UP else -1 if first in DOWN else 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What shows whether the strategy works; a whole-economy measure has a direction, never a target.

    `indicator` (with `place` and `member`) is what is read; what no indicator measures says so in `measured_by`.
    A `direction` that begins with up or down (or rising, lower and the like) rates readings; other words do not.
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

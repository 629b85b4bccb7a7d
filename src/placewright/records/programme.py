"""A programme: a chosen, affordable set of interventions."""

from __future__ import annotations

from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Programme:
    """The interventions that are done together, under whose responsibility."""

    id: str
    title: str
    interventions: tuple[str, ...]
    text: str = ""
    owner: str = ""
    illustrative: bool = False

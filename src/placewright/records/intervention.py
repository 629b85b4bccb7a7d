"""An intervention: an action as a logic model, with its costs by year, its owner and where its money comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from placewright.core.late_dataclass import dataclass
from placewright.records.finding import Grade


class Stage(StrEnum):
    """The stages of a logic model, in the order of time."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


@dataclass(frozen=True, slots=True)
class Node:
    """One step of a logic model.

    An outcome names what shows it: an `indicator` (or `measured_by` in words), the `baseline` with its date and source,
    a `target` or `direction`, how often and by whom it is read, and what reading it costs.
    """

    id: str
    stage: Stage
    text: str
    indicator: str = ""
    place: str = ""
    measured_by: str = ""
    baseline: str = ""
    baseline_source: str = ""
    target: str = ""
    direction: str = ""
    frequency: str = ""
    owner: str = ""
    data_cost: str = ""
    year: int | None = None
    objective: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A link of a logic model: why the one leads to the other, and how well that is evidenced."""

    from_: str
    to: str
    assumption: str
    grade: Grade
    findings: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Funding:
    """Money from a stream for an intervention, by year."""

    stream: str
    amounts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Intervention:
    """An action: what is done for which priorities, by whom, where, from when to when, at what cost.

    `costs` are in GBP by year, in the prices that `prices` names: of a year (2024), of a financial year (2026-27), or
    `current` for those of each year; `unfunded` is said plainly where no stream is named.
    An intervention without a published `source` is `illustrative`.
    """

    id: str
    title: str
    text: str
    priorities: tuple[str, ...]
    owner: str
    starts: date | None = None
    ends: date | None = None
    places: tuple[str, ...] = ()
    costs: Mapping[str, float] = field(default_factory=dict)
    prices: str = ""
    funding: tuple[Funding, ...] = ()
    unfunded: bool = False
    nodes: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()
    external_drivers: tuple[str, ...] = ()
    counterfactual: str = ""
    source: str = ""
    url: str = ""
    illustrative: bool = False

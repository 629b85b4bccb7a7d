"""A decision: an assumption, caveat, choice, target or review, by whom and when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from placewright.core.late_dataclass import dataclass
from placewright.records.stated import Stated


class DecisionKind(StrEnum):
    """What was decided."""

    ASSUMPTION = "assumption"
    CAVEAT = "caveat"
    CHOICE = "choice"
    TARGET = "target"
    BUDGET = "budget"
    DATE = "date"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who (a role, not a person) decided what, when and why; `about` names the records concerned, as `kind:id`.

    `figure` is what `{{ decided:id }}` prints.
    """

    id: str
    kind: DecisionKind
    by: str
    date: date
    text: str
    about: tuple[str, ...] = ()
    figure: Stated | None = None
    source: str = ""
    illustrative: bool = False

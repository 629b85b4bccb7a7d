"""A checklist's answers: what the workspace says of a framework's items that no rule can tell."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from placewright.core.late_dataclass import dataclass


class Standing(StrEnum):
    """How an item of a framework stands."""

    MET = "met"
    PARTLY = "partly"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the workspace says of one item: by what it is met (records as `kind:id`), or why it is not."""

    item: str
    standing: Standing
    by: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The answers for one framework."""

    id: str
    answers: tuple[Answer, ...] = field(default=())

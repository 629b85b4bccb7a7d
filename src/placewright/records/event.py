"""An event: a conference, round table, panel, meeting or consultation, with who came, what was said and decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from placewright.core.late_dataclass import dataclass
from placewright.records.stated import Stated


class EventKind(StrEnum):
    """The form of an event."""

    CONFERENCE = "conference"
    ROUND_TABLE = "round-table"
    PANEL = "panel"
    MEETING = "meeting"
    WORKSHOP = "workshop"
    CONSULTATION = "consultation"
    SURVEY = "survey"
    PUBLICATION = "publication"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True)
class Point:
    """A point that was made, by which kind of participant; never by a named person."""

    text: str
    by: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody undertook to do, who and by when."""

    text: str
    owner: str
    due: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event; `when` is a day, a month (`2018-03`) or a year, as exactly as the source knows it.

    `organisations` took part (organisations, not people). `figures` are its numbers, such as how many came.
    """

    id: str
    title: str
    kind: EventKind
    when: str
    until: str = ""
    source: str = ""
    url: str = ""
    organisations: tuple[str, ...] = ()
    figures: Mapping[str, Stated] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    planned: bool = False
    text: str = ""

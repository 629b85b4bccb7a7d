"""A finding: one graded statement of a study, with the figures that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from placewright.core.late_dataclass import dataclass
from placewright.records.stated import Stated


class Grade(StrEnum):
    """How strongly a statement is evidenced."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    ASSERTED = "asserted"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a study (or, without one, another source) found: where it says so, for which scope, how strongly.

    `text` is the statement in our own words. `source` cites what is no study. `figures` are its numbers by name; the
    one named `main` is what `{{ quoted:id }}` prints, `{{ quoted:id.name }}` prints another.
    """

    id: str
    text: str
    grade: Grade
    study: str = ""
    source: str = ""
    url: str = ""
    page: str = ""
    scope: str = ""
    places: tuple[str, ...] = ()
    stated_on: str = ""
    expires: date | None = None
    figures: Mapping[str, Stated] = field(default_factory=dict)

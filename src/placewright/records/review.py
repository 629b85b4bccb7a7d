"""Reviews and waivers: which targets a person has looked at as they were, and which trouble is let pass until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Review:
    """A record's links as a person last saw their targets: fingerprints by `kind:id`, or `evidence` for its cells.

    `said` is what a claim's sentence read then, so that a later change can be shown beside it.
    """

    record: str
    by: str
    date: date
    decision: str = ""
    said: str = ""
    targets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiver:
    """An issue that is let pass: of which record and rule, by whom, when, why and until when.

    `what` holds words of the issue as the check says it: it alone is let pass then. Without it, whatever breaks the
    rule in that record is.
    """

    record: str
    rule: str
    by: str
    why: str
    until: date
    date: date
    what: str = ""

"""A stated figure: a number that somebody else published or decided, carried over with its unit and bounds."""

from __future__ import annotations

from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as its source gives it; `words` is how the text prints it, such as "over 450".

    `low` and `high` are the bounds or the confidence interval that the source gives. `count_of` and `answers_to` say,
    for a share, of how many and to which question: shares of one question add to 100 unless `several` may be chosen.
    """

    value: float
    unit: str
    words: str = ""
    low: float | None = None
    high: float | None = None
    period: str = ""
    count_of: float | None = None
    answers_to: str = ""
    several: bool = False
    vintage: str = ""
    scope: str = ""

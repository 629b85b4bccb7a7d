"""Quantities: a number with its unit and its interval; money with its price base."""

from __future__ import annotations

import math
from enum import StrEnum

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded


class ErrorKind(StrEnum):
    """Which error an interval holds; a rounding interval is never sold as a sampling one."""

    SAMPLING = "sampling"
    ROUNDING = "rounding"
    REVISION = "revision"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """What is known of a cell; a missing value has a reason and is never zero."""

    OK = "ok"
    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"


MISSING = frozenset({Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NOT_APPLICABLE})
"""The statuses that go with no value."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What a quantity may be: from `low` to `high`, and the kind of error that makes it so.

    A sampling interval is the 95 % confidence interval; a rounding interval holds every value that rounds so.
    """

    low: float
    high: float
    error: ErrorKind

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise PlacewrightError(
                worded("An interval runs from low to high, not from %(low)s to %(high)s.", low=self.low, high=self.high)
            )

    @property
    def width(self) -> float:
        """How far apart its ends are, in the quantity's unit."""
        return self.high - self.low

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class NotEstimated:
    """Says that no interval is known, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, and its interval or the reason for having none; None is a missing value.

    >>> Quantity(34.2, "GBP/hour", NotEstimated("none published")).is_missing
    False
    """

    value: float | None
    unit: str
    interval: Interval | NotEstimated
    status: Status = Status.OK

    def __post_init__(self) -> None:
        if self.value is not None and math.isnan(self.value):
            raise PlacewrightError(worded("A missing value is None with a status, never NaN."))
        if (self.value is None) != (self.status in MISSING):
            raise PlacewrightError(
                worded(
                    "A value of %(value)s does not go with the status '%(status)s'.",
                    value=self.value,
                    status=self.status,
                )
            )

    @property
    def is_missing(self) -> bool:
        """Whether there is no value; the status says why."""
        return self.value is None

    @property
    def low(self) -> float | None:
        """The least it may be; None where no interval is known."""
        return self.interval.low if isinstance(self.interval, Interval) else None

    @property
    def high(self) -> float | None:
        """The most it may be; None where no interval is known."""
        return self.interval.high if isinstance(self.interval, Interval) else None

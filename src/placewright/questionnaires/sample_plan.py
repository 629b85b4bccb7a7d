"""Planning the sample of a business survey: how many to draw in each stratum, and what results will speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from placewright.core.errors import PlacewrightError
from placewright.methods.survey_plan import allocate, margins_of_share


class SpeaksOf(StrEnum):
    """What a share is a share of: the same answers give different shares of firms and of employment."""

    UNITS = "units"
    EMPLOYMENT = "employment"


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the list: how many units it holds, how many people work in one on average, how readily it answers."""

    code: str
    label: str
    units: int
    mean_size: float | None = None
    rate: float = 0.1
    """The share of those asked once who answer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of the sample."""

    answers: int
    speaks_of: SpeaksOf = SpeaksOf.UNITS
    at_least: int = 30
    """The fewest answers of a stratum: an estimate of it needs 30."""
    call_backs: int = 2
    """How many times those who have not answered are asked again."""
    tiring: float = 0.6
    """The rate of each further time as a share of the one before: fewer of those who are left answer."""


@dataclass(frozen=True, slots=True)
class PlannedBand:
    """One stratum of the plan."""

    band: Band
    answers: int
    response: float
    """The share of those drawn that will answer, call-backs with it."""
    drawn: int
    expected: int
    margin: float | None
    """Half the width of the 95 % interval of a share of one half in this stratum; None where too few answer."""
    is_short: bool
    """Whether all of it is drawn and gives fewer answers than wanted."""


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """How many to draw in all, and how closely shares of units and of employment will be known."""

    bands: tuple[PlannedBand, ...]
    wanted: Wanted
    margin_of_units: float | None
    margin_of_employment: float | None
    simple_margin: float
    """What as many answers of a simple random sample would give, for comparison."""

    @property
    def drawn(self) -> int:
        """How many are to be drawn."""
        return sum(band.drawn for band in self.bands)

    @property
    def expected(self) -> int:
        """How many answers are expected."""
        return sum(band.expected for band in self.bands)

    @property
    def units(self) -> int:
        """How many the list holds."""
        return sum(band.band.units for band in self.bands)


def response_after(rate: float, call_backs: int, tiring: float) -> float:
    """The share that has answered after all call-backs: 1 - (1 - r)(1 - r t)(1 - r t^2) ...

    >>> round(response_after(0.1, 2, 0.6), 4)
    0.1844
    """
    left = 1.0
    for time in range(call_backs + 1):
        left *= 1 - rate * tiring**time
    return 1 - left


def plan_sample(bands: Sequence[Band], wanted: Wanted) -> SamplePlan:
    """How many to draw in each stratum.

    For shares of units, answers are shared out in proportion to units; for shares of employment, in proportion to
    employment (Neyman's rule, where what is measured grows with size). Small strata get the fewest answers wanted, or
    all that they hold.

    Raises:
        PlacewrightError: there are no strata, a rate is not between 0 and 1, sizes are wanted and not given, or there
            are fewer units than answers.
    """
    where = "sample plan"
    held = [band for band in bands if band.units > 0]
    if not held:
        raise PlacewrightError("There are no strata.", where=where, fix="Give one a line: name and number of units.")
    for band in held:
        if not 0 < band.rate <= 1:
            fix = "Give the share of those asked once who answer, such as 0.1."
            raise PlacewrightError(f"The rate of '{band.label}' is not between 0 and 1.", where=where, fix=fix)
    by_size = wanted.speaks_of is SpeaksOf.EMPLOYMENT
    sizes = [band.mean_size for band in held]
    if by_size and any(size is None or size <= 0 for size in sizes):
        fix = "Give how many people work in a unit of each stratum on average."
        raise PlacewrightError("Shares of employment need the size of units.", where=where, fix=fix)
    units = np.array([band.units for band in held], dtype=np.float64)
    response = [response_after(band.rate, wanted.call_backs, wanted.tiring) for band in held]
    found = allocate(
        units,
        wanted.answers,
        rule="neyman" if by_size else "proportional",
        deviations=[float(size or 0) for size in sizes] if by_size else None,
        at_least=wanted.at_least,
        response=response,
    )
    expected = np.minimum(np.floor(found.drawn * np.array(response) + 1e-9), found.answers).astype(np.int64)
    planned = tuple(
        PlannedBand(band, int(aim), share, int(drawn), int(got), _margin(int(got), band.units), at in found.short)
        for at, (band, aim, share, drawn, got) in enumerate(
            zip(held, found.answers, response, found.drawn, expected, strict=True)
        )
    )
    employment = None
    if all(size is not None and size > 0 for size in sizes):
        employment = _whole(planned, [band.units * float(band.mean_size or 0) for band in held])
    simple = _margin(max(int(expected.sum()), 2), int(units.sum()))
    return SamplePlan(planned, wanted, _whole(planned, units.tolist()), employment, float(simple or np.nan))


def _margin(answers: int, units: int) -> float | None:
    """Half the width of the 95 % interval of a share of one half, from so many answers of so many units."""
    margin = float(margins_of_share(answers, units))
    return None if np.isnan(margin) else margin


def _whole(planned: Sequence[PlannedBand], worth: Sequence[float]) -> float | None:
    """The margin of a share of the whole in which each stratum counts for what it is worth."""
    if any(band.margin is None for band in planned):
        return None
    total = sum(worth)
    return float(
        np.sqrt(sum((one / total * float(band.margin or 0)) ** 2 for one, band in zip(worth, planned, strict=True)))
    )

"""How much floorspace and land future jobs need, and whether what is planned will hold them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from placewright.core.errors import PlacewrightError, UnknownName
from placewright.core.late_dataclass import dataclass

FloatArray = npt.NDArray[np.float64]

SQUARE_METRES_PER_HECTARE = 10_000.0


class Measurement(StrEnum):
    """How floorspace is measured: net internal, gross internal or gross external area. They never add."""

    NIA = "NIA"
    GIA = "GIA"
    GEA = "GEA"


@dataclass(frozen=True, slots=True)
class Density:
    """Floorspace for one full-time-equivalent job in a use, in square metres, with the range found in practice."""

    use: str
    square_metres: float
    measurement: Measurement
    low: float
    high: float
    source: str
    verified: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.square_metres <= self.high:
            raise PlacewrightError(f"The density of '{self.use}' is not within its range, or not above 0.")


_GUIDE = "Homes and Communities Agency, Employment Density Guide, 3rd edition, 2015 (figures unverified)"

DENSITIES: tuple[Density, ...] = (
    Density("general-office", 12, Measurement.NIA, 10, 13, _GUIDE),
    Density("research-and-development", 50, Measurement.NIA, 40, 60, _GUIDE),
    Density("light-industrial", 47, Measurement.NIA, 47, 47, _GUIDE),
    Density("general-industrial", 36, Measurement.GIA, 36, 36, _GUIDE),
    Density("storage-final-mile", 70, Measurement.GEA, 70, 70, _GUIDE),
    Density("storage-regional", 77, Measurement.GEA, 77, 77, _GUIDE),
    Density("storage-national", 95, Measurement.GEA, 95, 95, _GUIDE),
)
"""Densities to start from, none of them verified against the guide: check them, or give local ones, before use."""


@dataclass(frozen=True, slots=True, eq=False)
class FloorspaceNeed:
    """Full-time-equivalent jobs and floorspace (square metres) by use; negative where jobs fall.

    `total` is None where the uses are measured differently, and `reason` says so. `unverified` names the uses whose
    density nobody has checked.
    """

    uses: tuple[str, ...]
    jobs: FloatArray
    floorspace: FloatArray
    total: float | None
    unverified: tuple[str, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LandBalance:
    """Land needed and land in hand, in hectares; a `balance` below 0 is a shortage."""

    need: float
    replacement: float
    margin: float
    required: float
    supply: float
    balance: float


def density_of(use: str, densities: Sequence[Density] = DENSITIES) -> Density:
    """The density of a use, by name.

    Raises:
        UnknownName: no density is of that use; the message names the nearest.

    >>> density_of("general-office").square_metres, density_of("general-office").verified
    (12, False)
    """
    for density in densities:
        if density.use == use:
            return density
    raise UnknownName.named(use, [density.use for density in densities])


def jobs_in_floorspace(floorspace: float, density: float, *, vacancy: float = 0.0) -> float:
    """The full-time-equivalent jobs that a floorspace holds at that density, both in one unit of area.

    Reference: the worked figures of a guide on employment intensity: 600,000 square feet are 1,000 office jobs.

    Raises:
        PlacewrightError: the density is not above 0, or the vacancy no share below 1.

    >>> jobs_in_floorspace(600_000, 600), jobs_in_floorspace(600_000, 1_500)
    (1000.0, 400.0)
    """
    _check_vacancy(vacancy)
    if not density > 0:
        raise PlacewrightError(f"A density is above 0, not {density}.")
    return floorspace * (1 - vacancy) / density


def floorspace_need(
    jobs_change: npt.ArrayLike,
    use_shares: npt.ArrayLike,
    densities: Sequence[Density],
    *,
    vacancy: float = 0.0,
    full_time_equivalent: npt.ArrayLike = 1.0,
) -> FloorspaceNeed:
    """The floorspace, by use, that a change in jobs needs, with room for normal vacancy.

    need(u) = sum over industries of (jobs change x full-time equivalents per job x share of jobs in use u)
    x density(u) / (1 - vacancy).

    Jobs that need no such premises (drivers, schools, homes) have shares that add to less than 1. Falling industries do
    not free their space at once, nor in a form others can use: give the growing ones alone for a cautious figure. The
    densities decide the answer: try their low and high ends.

    Args:
        jobs_change: by industry.
        use_shares: (industry, use) shares of the industry's jobs, 0-1; each row adds to 1 at most.
        densities: one for each use, in the order of the columns.
        vacancy: the share (0-1) of floorspace that stands empty in a healthy market.
        full_time_equivalent: full-time equivalents per job, one number or by industry.

    Reference: the three steps (sector to space, density, plot ratio) of English employment land reviews.

    Raises:
        PlacewrightError: the shares are no (industry, use) array, an industry's are below 0 or add to more than 1, or
            the vacancy is no share below 1.

    >>> office = Density("office", 12, Measurement.NIA, 10, 13, "for the example")
    >>> need = floorspace_need([1_000, -100], [[0.9], [0.5]], [office], vacancy=0.1)
    >>> round(need.total), need.unverified
    (11333, ('office',))
    """
    _check_vacancy(vacancy)
    change, shares = np.asarray(jobs_change, dtype=np.float64), np.asarray(use_shares, dtype=np.float64)
    if change.ndim != 1 or shares.shape != (len(change), len(densities)):
        raise PlacewrightError(
            f"Shares of {len(change)} industries in {len(densities)} uses are not an array of shape {shares.shape}."
        )
    if bool((shares < 0).any()) or bool((shares.sum(axis=1) > 1 + 1e-9).any()):
        raise PlacewrightError("An industry's shares by use are from 0 to 1 and add to 1 at most.")
    jobs = (change * np.asarray(full_time_equivalent, dtype=np.float64)) @ shares
    floorspace = jobs * np.array([density.square_metres for density in densities]) / (1 - vacancy)
    measurements = sorted({density.measurement for density in densities})
    together = len(measurements) == 1
    return FloorspaceNeed(
        uses=tuple(density.use for density in densities),
        jobs=jobs,
        floorspace=floorspace,
        total=float(floorspace.sum()) if together else None,
        unverified=tuple(density.use for density in densities if not density.verified),
        reason=None if together else f"floorspace measured as {' and '.join(measurements)} does not add",
    )


def land_balance(
    floorspace: float,
    *,
    plot_ratio: float,
    losses: float = 0.0,
    choice_margin: float = 0.0,
    allocations: float = 0.0,
    commitments: float = 0.0,
    reusable_vacant: float = 0.0,
) -> LandBalance:
    """The land that a floorspace needs against the land in hand, in hectares.

    need = floorspace / plot ratio; required = (need + replacement of losses) x (1 + choice margin);
    balance = allocations + commitments + reusable vacant land - required.

    A site with permission that is also allocated counts once: take it out of one. Plot ratios are of gross external
    floorspace, so turn other measurements into that first.

    Args:
        floorspace: needed, in square metres.
        plot_ratio: floorspace / site area, such as 0.4 for sheds or 2 for town-centre offices.
        losses: land expected to go to other uses and to be replaced, in hectares.
        choice_margin: the share by which supply should exceed need so that firms can choose.
        allocations: land in plans, in hectares.
        commitments: land with permission, in hectares.
        reusable_vacant: empty land and premises fit to use again, in hectares.

    Raises:
        PlacewrightError: the plot ratio is not above 0, or some land or margin is negative.

    >>> result = land_balance(40_000, plot_ratio=0.4, losses=2, choice_margin=0.1, allocations=9, commitments=3)
    >>> round(result.required, 3), round(result.balance, 3)
    (13.2, -1.2)
    """
    amounts = (losses, choice_margin, allocations, commitments, reusable_vacant)
    if not plot_ratio > 0 or any(not amount >= 0 or math.isinf(amount) for amount in amounts):
        raise PlacewrightError("A plot ratio is above 0; land and margins are 0 or more.")
    need = floorspace / plot_ratio / SQUARE_METRES_PER_HECTARE
    margin = max(need + losses, 0.0) * choice_margin
    required = need + losses + margin
    supply = allocations + commitments + reusable_vacant
    return LandBalance(
        need=need, replacement=losses, margin=margin, required=required, supply=supply, balance=supply - required
    )


def _check_vacancy(vacancy: float) -> None:
    if not 0 <= vacancy < 1:
        raise PlacewrightError(f"Vacancy is a share from 0 to below 1, not {vacancy}.")

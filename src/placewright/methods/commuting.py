"""How far a place lives and works within itself, and which places do so together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind, Interval

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SelfContainment:
    """How self-contained an area is: shares 0-1, and counts of workers.

    `residence_side` and `workplace_side` use only workers whose home and workplace are both known. With people at home
    given, `residence_with_home` and `workplace_with_home` count them as living and working in the area. The bounds hold
    every possibility for those at home or with no fixed place; without such people they are as wide as nothing. A share
    is None where the area has no residents in work, or no jobs.
    """

    residence_side: float | None
    workplace_side: float | None
    inflow: float
    outflow: float
    net: float
    living_and_working: float
    residents: float
    jobs: float
    residence_with_home: float | None
    workplace_with_home: float | None
    residence_bounds: Interval | None
    workplace_bounds: Interval | None


@dataclass(frozen=True, slots=True, eq=False)
class CommutingAreas:
    """Zones gathered into areas: `labels` by zone, the rest by area in the order of the labels.

    Labels count from 0 in the order of each area's first zone. `valid` is False for an area that fails the rule and
    could not be broken up, since its zones exchange workers with nobody else.
    """

    labels: IntArray
    residents: FloatArray
    jobs: FloatArray
    residence_side: FloatArray
    workplace_side: FloatArray
    valid: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AreaRule:
    """When a group of zones is an area: self-contained enough for its size, on the worse of the two sides.

    From `least_residents` an area needs `high_containment`; from `large_residents` on `low_containment` will do;
    between them the need falls in a straight line.
    """

    least_residents: float = 3_500
    large_residents: float = 25_000
    high_containment: float = 0.75
    low_containment: float = 2 / 3

    def __post_init__(self) -> None:
        if not 0 < self.least_residents < self.large_residents:
            raise PlacewrightError("A large area has more residents than the least one, and that more than 0.")
        if not 0 < self.low_containment <= self.high_containment <= 1:
            raise PlacewrightError("Containment is a share; the lower need is not above the higher one.")

    def score(self, residents: float, containment: float) -> float:
        """How well an area meets the rule: 1 or more does, less falls short by that factor.

        >>> AreaRule().score(3_500, 0.75), round(AreaRule().score(25_000, 0.6), 3)
        (1.0, 0.9)
        """
        along = (residents - self.least_residents) / (self.large_residents - self.least_residents)
        needed = self.high_containment - (self.high_containment - self.low_containment) * min(max(along, 0.0), 1.0)
        return min(residents / self.least_residents, containment / needed)


def self_containment(
    flows: npt.ArrayLike,
    inside: npt.ArrayLike,
    *,
    at_home: npt.ArrayLike | None = None,
    no_fixed_place: npt.ArrayLike | None = None,
) -> SelfContainment:
    """How many who live in an area work in it, how many who work in it live in it, and who crosses its edge.

    residence_side = living and working inside / residents in work; workplace_side = the same / jobs; inflow and outflow
    are workers who cross, and net = inflow - outflow.

    Give `at_home` and `no_fixed_place` where the source counts them apart (a census does). At the low end of the bounds
    they all work outside, and those of other places with no fixed place all work inside; at the high end those of the
    area all work inside. The matrix should hold every place that people come from or go to: a cut-off one looks more
    self-contained. In the census of 2021 a lockdown sent many home.

    Args:
        flows: (residence, workplace) counts of workers.
        inside: for each place, whether it belongs to the area.
        at_home: workers at home, by place of residence, not in `flows`.
        no_fixed_place: workers with no fixed place, or an unknown one, by place of residence, not in `flows`.

    Reference: Nomis, job density and commuting definitions; Coombes and Bond (2008).

    Raises:
        PlacewrightError: the flows are no square array, one is negative or missing, or another argument does not have
            one entry a place.

    >>> result = self_containment([[60, 40], [20, 80]], [True, False], at_home=[50, 0])
    >>> result.residence_side, result.workplace_side, result.net
    (0.6, 0.75, -20.0)
    >>> round(result.residence_with_home, 3), result.residence_bounds.low
    (0.733, 0.4)
    """
    matrix = _flow_matrix(flows)
    mask = np.asarray(inside)
    if mask.dtype != np.bool_ or mask.shape != (len(matrix),):
        raise PlacewrightError(f"The area needs True or False for each of {len(matrix)} places.")
    home, roaming = _by_place(at_home, len(matrix)), _by_place(no_fixed_place, len(matrix))
    both = float(matrix[np.ix_(mask, mask)].sum())
    residents, jobs = float(matrix[mask].sum()), float(matrix[:, mask].sum())
    at_home_here, floating = float(home[mask].sum()), float((home + roaming)[mask].sum())
    visiting = float(roaming[~mask].sum())
    return SelfContainment(
        residence_side=_share(both, residents),
        workplace_side=_share(both, jobs),
        inflow=jobs - both,
        outflow=residents - both,
        net=jobs - residents,
        living_and_working=both,
        residents=residents,
        jobs=jobs,
        residence_with_home=_share(both + at_home_here, residents + at_home_here),
        workplace_with_home=_share(both + at_home_here, jobs + at_home_here),
        residence_bounds=_between(_share(both, residents + floating), _share(both + floating, residents + floating)),
        workplace_bounds=_between(_share(both, jobs + visiting), _share(both + floating, jobs + floating)),
    )


def job_density(jobs: float, residents_of_working_age: float) -> float | None:
    """Jobs for each resident aged 16 to 64; None where there are no such residents.

    >>> job_density(1_000, 800)
    1.25
    """
    return _share(jobs, residents_of_working_age)


def travel_to_work_areas(flows: npt.ArrayLike, *, rule: AreaRule | None = None) -> CommutingAreas:
    """Zones gathered into as many areas as can each hold most of their own commuting.

    1. Every zone begins as an area of its own.
    2. Each area gets a score (`AreaRule.score`) for its residents in work and the worse of its two self-containments.
    3. The area with the lowest score below 1 is broken up. Its zones, from the first to the last, each join the area
       with the strongest tie to them: F_za^2 / (R_z J_a) + F_az^2 / (R_a J_z), for F the flow, R residents and J jobs.
    4. From 2 again, until every area passes or exchanges workers with nobody.

    Where scores or ties are equal the lower index wins, so equal input gives equal areas. This is in the spirit of the
    method behind the official areas (Coombes and Bond 2008). Unverified against it: the trade-off in a straight line
    and the order of breaking up. Districts are far coarser than the official zones: call areas made of them clusters,
    not Travel to Work Areas.

    Args:
        flows: (residence, workplace) counts of workers between zones.
        rule: how large and self-contained an area must be; by default 3,500 residents in work at 75 %, sliding to
            25,000 at two thirds.

    >>> flows = [[900, 50, 0], [500, 400, 0], [0, 10, 5_000]]
    >>> travel_to_work_areas(flows, rule=AreaRule(least_residents=1_000, large_residents=5_000)).labels
    array([0, 0, 1])
    """
    matrix = _flow_matrix(flows)
    rule = rule or AreaRule()
    areas = _Areas(matrix)
    while (worst := areas.worst(rule)) is not None:
        areas.break_up(worst)
    return areas.result(rule)


def _tie(flow: FloatArray, size: FloatArray) -> FloatArray:
    """Squared flows over sizes; none where nobody is, whatever trace fractions left there."""
    return np.divide(flow**2, size, out=np.zeros_like(flow), where=size > 0)


class _Areas:
    """The state of the gathering: which area each zone is in, and the flows from and to each area."""

    def __init__(self, matrix: FloatArray) -> None:
        zones = len(matrix)
        self.matrix = matrix
        self.area = np.arange(zones)
        self.to_area, self.from_area = matrix.copy(), matrix.T.copy()  # (zone, area)
        self.zone_residents, self.zone_jobs = matrix.sum(axis=1), matrix.sum(axis=0)
        self.residents, self.jobs = self.zone_residents.copy(), self.zone_jobs.copy()
        self.within = matrix.diagonal().copy()
        self.members = np.ones(zones, dtype=np.int64)
        self.stuck = np.zeros(zones, dtype=np.bool_)

    def containment(self) -> tuple[FloatArray, FloatArray]:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.nan_to_num(self.within / self.residents), np.nan_to_num(self.within / self.jobs)

    def worst(self, rule: AreaRule) -> int | None:
        least = np.minimum(*self.containment())
        scores = np.full(len(least), np.inf)
        for area in np.flatnonzero((self.members > 0) & ~self.stuck):
            scores[area] = rule.score(float(self.residents[area]), float(least[area]))
        lowest = int(np.argmin(scores))
        return lowest if scores[lowest] < 1 else None

    def break_up(self, area: int) -> None:
        zones = np.flatnonzero(self.area == area)
        if not self._ties_outside(zones):
            self.stuck[area] = True
            return
        left: list[int] = zones.tolist()
        for zone in left:
            self._leave(zone, area)
        while joined := {zone for zone in left if self._join_nearest(zone, area)}:
            left = [zone for zone in left if zone not in joined]
        for zone in left:
            self._enter(zone, area)
        self.stuck[area] = bool(left)

    def result(self, rule: AreaRule) -> CommutingAreas:
        names, first = np.unique(self.area, return_index=True)
        ordered = names[np.argsort(first)]
        position = np.empty(len(self.area), dtype=np.int64)
        position[ordered] = np.arange(len(ordered))
        residence, workplace = (side[ordered] for side in self.containment())
        residents = self.residents[ordered]
        valid = [
            rule.score(float(size), float(least)) >= 1
            for size, least in zip(residents, np.minimum(residence, workplace), strict=True)
        ]
        return CommutingAreas(
            labels=position[self.area],
            residents=residents,
            jobs=self.jobs[ordered],
            residence_side=residence,
            workplace_side=workplace,
            valid=np.array(valid, dtype=np.bool_),
        )

    def _ties_outside(self, zones: IntArray) -> bool:
        others = np.setdiff1d(np.arange(len(self.area)), zones)
        return bool(self.matrix[np.ix_(zones, others)].any() or self.matrix[np.ix_(others, zones)].any())

    def _join_nearest(self, zone: int, but: int) -> bool:
        out, into = self.to_area[zone], self.from_area[zone]
        ties = _tie(out, self.zone_residents[zone] * self.jobs) + _tie(into, self.residents * self.zone_jobs[zone])
        ties[(self.members == 0)] = -1.0
        ties[but] = -1.0
        nearest = int(np.argmax(ties))
        if ties[nearest] <= 0:
            return False
        self._enter(zone, nearest)
        return True

    def _leave(self, zone: int, area: int) -> None:
        self._move(zone, area, -1)

    def _enter(self, zone: int, area: int) -> None:
        self.area[zone] = area
        self.stuck[area] = False
        self._move(zone, area, 1)

    def _move(self, zone: int, area: int, sign: int) -> None:
        if sign < 0:
            self.within[area] -= self.to_area[zone, area] + self.from_area[zone, area] - self.matrix[zone, zone]
        else:
            self.within[area] += self.to_area[zone, area] + self.from_area[zone, area] + self.matrix[zone, zone]
        self.to_area[:, area] += sign * self.matrix[:, zone]
        self.from_area[:, area] += sign * self.matrix[zone]
        self.residents[area] += sign * self.zone_residents[zone]
        self.jobs[area] += sign * self.zone_jobs[zone]
        self.members[area] += sign


def _flow_matrix(flows: npt.ArrayLike) -> FloatArray:
    matrix = np.asarray(flows, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not len(matrix):
        raise PlacewrightError(f"Flows are a square (residence, workplace) array, not one of shape {matrix.shape}.")
    if bool(np.isnan(matrix).any()) or bool((matrix < 0).any()):
        raise PlacewrightError("Flows are 0 or more and none is missing.", fix="Put 0 where nobody travels.")
    return matrix


def _by_place(counts: npt.ArrayLike | None, places: int) -> FloatArray:
    if counts is None:
        return np.zeros(places)
    numbers = np.asarray(counts, dtype=np.float64)
    if numbers.shape != (places,) or bool(np.isnan(numbers).any()) or bool((numbers < 0).any()):
        raise PlacewrightError(f"Workers at home or with no fixed place need one count for each of {places} places.")
    return numbers


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None


def _between(low: float | None, high: float | None) -> Interval | None:
    if low is None or high is None:
        return None
    return Interval(low, max(low, high), ErrorKind.UNKNOWN)

"""Where an area's residents work and where its workers live, as a census counted it on one day."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.grids import Figures, FloatArray
from placewright.core.late_dataclass import dataclass
from placewright.methods.commuting import self_containment, travel_to_work_areas

SOURCE = "census-2021-commuting"
BoolArray = npt.NDArray[np.bool_]

AT_WORKPLACE, AT_HOME, ELSEWHERE = "3", "1", "2"
"""Members of `place_of_work`: a workplace in the United Kingdom; at home or no fixed place; offshore or abroad."""


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Commuting between all districts: (residence, workplace) counts, and those at home or with no fixed place."""

    codes: tuple[str, ...]
    matrix: FloatArray
    at_home: FloatArray
    elsewhere: FloatArray


@dataclass(frozen=True, slots=True)
class Flow:
    """Workers to and from one other place: residents who work there, and workers who live there."""

    code: str
    out: float
    into: float

    @property
    def net(self) -> float:
        """How many more come than go."""
        return self.into - self.out


@dataclass(frozen=True, slots=True)
class Containment:
    """How self-contained a place is (0-1), with and without those at home or with no fixed place.

    `residence` and `workplace` leave such people out; `*_with_home` count them as working where they live; the bounds
    of `residence` and `workplace` hold every possibility for them.
    """

    code: str
    residence: Estimate | None
    workplace: Estimate | None
    residence_with_home: float | None
    workplace_with_home: float | None
    residents: float
    jobs: float
    both: float
    inflow: float
    outflow: float
    net: float
    at_home: float


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster of districts that commute within themselves: its districts of the area and its others."""

    members: tuple[str, ...]
    others: tuple[str, ...]
    residence: float
    workplace: float


@dataclass(frozen=True, slots=True, eq=False)
class Commuting:
    """The analysis: containment of the whole and of districts, flows by district and by region, and clusters."""

    whole: Containment
    districts: tuple[Containment, ...]
    flows: tuple[Flow, ...]
    regions: tuple[Flow, ...]
    neighbours: tuple[Flow, ...]
    members: tuple[str, ...]
    between: FloatArray
    groups: tuple[Group, ...]
    elsewhere: float


def read_flows(figures: Figures, area: Area) -> Flows | None:
    """The matrix of all flows, with former districts added to those that succeeded them."""
    found = figures.grid(
        SOURCE, {"place": None, "workplace": None}, measure="residents-in-work", place_of_work=AT_WORKPLACE
    )
    home = figures.grid(SOURCE, {"place": None}, measure="residents-in-work", place_of_work=AT_HOME)
    away = figures.grid(
        SOURCE, {"place": None, "workplace": None}, measure="residents-in-work", place_of_work=ELSEWHERE
    )
    if found is None or home is None:
        return None
    now = area.successor
    codes = sorted({now.get(code, code) for code in (*found.of("place"), *found.of("workplace"))})
    at = {code: index for index, code in enumerate(codes)}
    size = len(codes)

    def positions(old: tuple[str, ...]) -> list[int]:
        return [at[now.get(code, code)] for code in old]

    matrix = np.zeros((size, size))
    grid = np.ix_(positions(found.of("place")), positions(found.of("workplace")))
    np.add.at(matrix, grid, np.nan_to_num(found.value))
    at_home, elsewhere = np.zeros(size), np.zeros(size)
    np.add.at(at_home, positions(home.of("place")), np.nan_to_num(home.value))
    if away is not None:
        np.add.at(elsewhere, positions(away.of("place")), np.nan_to_num(away.value).sum(axis=1))
    return Flows(tuple(codes), matrix, at_home, elsewhere)


def analyse_commuting(figures: Figures, area: Area) -> Commuting | Missing:
    """Containment, flows and clusters of an area."""
    flows = read_flows(figures, area)
    if flows is None:
        return Missing.figures(SOURCE, "the census of 2021, residence by place of work")
    if not area.members or not set(area.members) <= set(flows.codes):
        return Missing(
            "Commuting is unmeasured: the census's flows do not cover every district of this area.",
            "Add a table of flows that does.",
        )
    inside = np.isin(flows.codes, area.members)
    own = [flows.codes.index(code) for code in area.members]
    out, into = flows.matrix[inside].sum(axis=0), flows.matrix[:, inside].sum(axis=1)
    others = [at for at in range(len(flows.codes)) if not inside[at]]
    each = tuple(Flow(flows.codes[at], float(out[at]), float(into[at])) for at in others)
    return Commuting(
        whole=containment(flows, inside, area.code),
        districts=tuple(containment(flows, np.isin(flows.codes, [code]), code) for code in area.members),
        flows=tuple(sorted(each, key=lambda flow: -(flow.out + flow.into))),
        regions=_by_region(each, area),
        neighbours=tuple(flow for flow in each if flow.code in area.neighbours),
        members=area.members,
        between=flows.matrix[np.ix_(own, own)],
        groups=_groups(flows, area),
        elsewhere=float(flows.elsewhere[inside].sum()),
    )


def containment(flows: Flows, inside: BoolArray, code: str) -> Containment:
    """The self-containment of the places that are inside, as one."""
    apart = self_containment(flows.matrix, inside, no_fixed_place=flows.at_home)
    home = self_containment(flows.matrix, inside, at_home=flows.at_home)
    return Containment(
        code=code,
        residence=_estimate(apart.residence_side, apart.residence_bounds),
        workplace=_estimate(apart.workplace_side, apart.workplace_bounds),
        residence_with_home=home.residence_with_home,
        workplace_with_home=home.workplace_with_home,
        residents=apart.residents,
        jobs=apart.jobs,
        both=apart.living_and_working,
        inflow=apart.inflow,
        outflow=apart.outflow,
        net=apart.net,
        at_home=float(flows.at_home[inside].sum()),
    )


def _estimate(value: float | None, bounds: object) -> Estimate | None:
    if value is None:
        return None
    return Estimate(value, getattr(bounds, "low", None), getattr(bounds, "high", None))


def _by_region(flows: tuple[Flow, ...], area: Area) -> tuple[Flow, ...]:
    """Flows outside the area by region of England, and by country beyond."""
    countries = {"W": "W92000004", "S": "S92000003", "N": "N92000002"}
    summed: dict[str, list[float]] = {}
    for flow in flows:
        place = area.region_of.get(flow.code) or countries.get(flow.code[0], "")
        entry = summed.setdefault(place, [0.0, 0.0])
        entry[0] += flow.out
        entry[1] += flow.into
    made = [Flow(place, out, into) for place, (out, into) in summed.items() if place]
    return tuple(sorted(made, key=lambda flow: -(flow.out + flow.into)))


def _groups(flows: Flows, area: Area) -> tuple[Group, ...]:
    """The clusters that hold a district of the area, found among all districts that have residents in the flows."""
    counted = np.flatnonzero((flows.matrix.sum(axis=1) > 0) & (flows.matrix.sum(axis=0) > 0))
    found = travel_to_work_areas(flows.matrix[np.ix_(counted, counted)])
    codes = [flows.codes[at] for at in counted]
    made = []
    for label in dict.fromkeys(int(found.labels[codes.index(code)]) for code in area.members if code in codes):
        together = [code for code, mark in zip(codes, found.labels, strict=True) if mark == label]
        made.append(
            Group(
                tuple(code for code in area.members if code in together),
                tuple(code for code in together if code not in area.members),
                float(found.residence_side[label]),
                float(found.workplace_side[label]),
            )
        )
    return tuple(made)

"""Which industries stand out in an area: by employees, value added and businesses, with what rounding leaves open."""

from __future__ import annotations

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate, bounded
from placewright.analysis.grids import Figures, FloatArray
from placewright.analysis.industry_accounts import BRES, INDUSTRIES, Employees, ValueAdded, employees, value_added
from placewright.core.late_dataclass import dataclass

BUSINESSES = "ons-uk-business"
WIDER_BUSINESSES = "K03000001"

BUSINESS_GROUPS = {
    "F": ("41-43",), "G": ("45", "46", "47"), "H": ("49-53",), "I": ("55-56",), "J": ("58-63",), "K": ("64-66",),
    "L": ("68",), "M": ("69-75",), "N": ("77-82",), "O": ("84",), "P": ("85",), "Q": ("86-88",), "RST": ("90-99",),
}  # fmt: skip
"""The broad industries in which businesses are counted, by the shared industry; production is not divided there."""

PRODUCTION = ("01-03", "05-39")
"""Agriculture, and production: ABDE and C together."""

JUMP = 0.2
"""A change of employees within one year by more than this share is more often a reclassification than people."""


@dataclass(frozen=True, slots=True, eq=False)
class IndustryLine:
    """One industry of the area: its size, growth and location quotients of three kinds against Great Britain.

    `jumps` are years in which employees changed by more than a fifth within a year. A quotient is None where its source
    does not have this industry for the area.
    """

    code: str
    employees: Estimate
    share: Estimate
    growth: Estimate
    wider_growth: float
    by_employees: Estimate
    by_value_added: float | None
    by_businesses: Estimate | None
    jumps: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Concentration:
    """Location quotients of every industry, and how unlike Great Britain the whole structure is (Krugman's index)."""

    year: int
    first_year: int
    value_added_year: int | None
    business_year: int | None
    lines: tuple[IndustryLine, ...]
    production_businesses: Estimate | None
    krugman: Estimate


def concentration(figures: Figures, area: Area) -> Concentration | Missing:
    """The area's industries side by side."""
    if BRES not in figures:
        return Missing.figures(BRES, "employees by industry")
    people = employees(figures, area)
    if people is None:
        return Missing(
            "Employees by industry (BRES) are published for ITL 3 areas, and none of them, nor a list of them, is just "
            "this area.",
            "Ask Nomis for BRES employees by section of this area, and add them as a dataset.",
        )
    value = value_added(figures, area)
    businesses, production, business_year = _businesses(figures, area)
    quotients, shares, krugman = _employee_quotients(people)
    growth = _growth(people)
    value_year = _nearest(value, people.years[-1])
    lines = tuple(
        IndustryLine(
            code=code,
            employees=Estimate(*(float(part[-1, at]) for part in (people.here, people.here_low, people.here_high))),
            share=shares[at],
            growth=growth[at],
            wider_growth=float(people.there[-1, at] / people.there[0, at] - 1),
            by_employees=quotients[at],
            by_value_added=_value_quotient(value, value_year, at),
            by_businesses=businesses.get(code),
            jumps=_jumps(people, at),
        )
        for at, code in enumerate(INDUSTRIES)
    )
    return Concentration(people.years[-1], people.years[0], value_year, business_year, lines, production, krugman)


def location_quotients(points: FloatArray) -> FloatArray:
    """For rows of counts, here and then in the wider economy: each industry's quotient of shares.

    >>> location_quotients(np.array([[10.0, 10.0, 20.0, 60.0]])).round(2).tolist()
    [[2.0, 0.67]]
    """
    here, there = np.split(points, 2, axis=1)
    share: FloatArray = (here / here.sum(axis=1, keepdims=True)) / (there / there.sum(axis=1, keepdims=True))
    return share


def _employee_quotients(people: Employees) -> tuple[list[Estimate], list[Estimate], Estimate]:
    value, low, high = (
        np.concatenate([here[-1], there[-1]])
        for here, there in (
            (people.here, people.there),
            (people.here_low, people.there_low),
            (people.here_high, people.there_high),
        )
    )
    count = len(INDUSTRIES)

    def formula(points: FloatArray) -> FloatArray:
        here, there = np.split(points, 2, axis=1)
        shares = here / here.sum(axis=1, keepdims=True)
        wider = there / there.sum(axis=1, keepdims=True)
        index = np.abs(shares - wider).sum(axis=1, keepdims=True)
        return np.concatenate([shares / wider, shares, index], axis=1)

    found = bounded(formula, value, low, high)
    return found[:count], found[count : 2 * count], found[-1]


def _growth(people: Employees) -> list[Estimate]:
    ends = [np.concatenate([part[0], part[-1]]) for part in (people.here, people.here_low, people.here_high)]

    def formula(points: FloatArray) -> FloatArray:
        first, last = np.split(points, 2, axis=1)
        grown: FloatArray = last / first - 1
        return grown

    return bounded(formula, *ends)


def _jumps(people: Employees, at: int) -> tuple[int, ...]:
    steps = people.here[1:, at] / people.here[:-1, at] - 1
    wider = people.there[1:, at] / people.there[:-1, at] - 1
    return tuple(
        year for year, step, other in zip(people.years[1:], steps, wider, strict=True) if abs(step - other) > JUMP
    )


def _nearest(value: ValueAdded | None, year: int) -> int | None:
    return None if value is None else min(value.years, key=lambda known: (abs(known - year), -known))


def _value_quotient(value: ValueAdded | None, year: int | None, at: int) -> float | None:
    if value is None or year is None:
        return None
    row = value.years.index(year)
    return float(value.here[row, at] / value.here[row].sum() / (value.there[row, at] / value.there[row].sum()))


def _businesses(figures: Figures, area: Area) -> tuple[dict[str, Estimate], Estimate | None, int | None]:
    codes = [*PRODUCTION, *(code for group in BUSINESS_GROUPS.values() for code in group)]
    found = figures.grid(
        BUSINESSES,
        {"place": (*area.members, WIDER_BUSINESSES), "period": None, "industry": codes},
        measure="local-units",
        size="total",
        turnover="total",
    )
    if found is None or not area.members:
        return {}, None, None
    value, low, high = (part[:, -1] for part in (found.value, found.low, found.high))
    if not np.isfinite(value).all():
        return {}, None, None
    groups = [PRODUCTION, *BUSINESS_GROUPS.values()]
    columns = [[codes.index(code) for code in group] for group in groups]

    def gathered(cells: FloatArray) -> FloatArray:
        here, there = cells[:-1].sum(axis=0), cells[-1]
        return np.concatenate([[side[group].sum() for group in columns] for side in (here, there)])

    quotients = bounded(location_quotients, gathered(value), gathered(low), gathered(high))
    return dict(zip(BUSINESS_GROUPS, quotients[1:], strict=True)), quotients[0], int(found.of("period")[-1])

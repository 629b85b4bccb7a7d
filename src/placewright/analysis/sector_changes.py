"""How an area's industries changed against the nation's: shift-share of real value added and of employees."""

from __future__ import annotations

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate, bounded
from placewright.analysis.grids import Figures, FloatArray
from placewright.analysis.industry_accounts import BRES, GVA_LOCAL, GVA_WIDER, INDUSTRIES, Employees, employees
from placewright.core.late_dataclass import dataclass
from placewright.methods.shift_share import dynamic_shift_share

KINGDOM = "UK"
"""The United Kingdom in the regional accounts."""

YEARS = 10
"""How far back the shift-share of value added goes."""

VOLUME_INDUSTRIES = ("A-E", "F", "G", "H", "I", "J", "K", "68", "M", "N", "O", "P", "Q", "R", "S", "T")
"""Sections whose chained volumes are published for districts; volumes cannot be subtracted, so A to E are one."""


@dataclass(frozen=True, slots=True, eq=False)
class VolumeShift:
    """Shift-share of real value added by district, in GBP million at the prices of the volumes' reference year.

    Parts add to `change`. `start` is the sum of the industries' volumes at the start, without imputed rent.
    """

    first_year: int
    last_year: int
    unit: str
    codes: tuple[str, ...]
    start: FloatArray
    change: FloatArray
    national: FloatArray
    mix: FloatArray
    regional: FloatArray
    regional_by: FloatArray
    kingdom_growth: float


@dataclass(frozen=True, slots=True, eq=False)
class EmployeeShift:
    """Dynamic shift-share of employees against Great Britain; totals and `regional_by` have the bounds of rounding."""

    first_year: int
    last_year: int
    start: float
    change: Estimate
    national: Estimate
    mix: Estimate
    regional: Estimate
    industries: tuple[str, ...]
    change_by: FloatArray
    national_by: FloatArray
    mix_by: FloatArray
    regional_by: tuple[Estimate, ...]


def volume_shift(figures: Figures, area: Area) -> VolumeShift | Missing:
    """Dynamic shift-share of chained volumes of each district against the United Kingdom over the last ten years."""
    missing = Missing(
        "The shift-share of real value added is unmeasured: it needs chained volumes by industry of the districts and "
        "of the United Kingdom, and none of the cells withheld.",
        "Adopt the regional accounts by industry of local authorities and of ITL areas.",
    )
    wanted = {"period": None, "industry": VOLUME_INDUSTRIES}
    local = figures.grid(GVA_LOCAL, {"place": area.members, **wanted}, measure="gva-cvm")
    wider = figures.grid(GVA_WIDER, {"place": (KINGDOM,), **wanted}, measure="gva-cvm")
    if local is None or wider is None or not area.members:
        return missing
    periods = [period for period in local.of("period") if period in wider.of("period")][-YEARS - 1 :]
    here = np.moveaxis(local.value[:, [local.of("period").index(period) for period in periods]], 0, 1)
    there = wider.value[0, [wider.of("period").index(period) for period in periods]]
    known = np.asarray(np.isfinite(here).all(axis=(0, 2)))
    if len(periods) < 2 or not known.any() or not np.isfinite(there).all():
        return missing
    parts = dynamic_shift_share(here[:, known], there)
    return VolumeShift(
        first_year=int(periods[0]),
        last_year=int(periods[-1]),
        unit="GBP million",
        codes=tuple(code for code, kept in zip(area.members, known, strict=True) if kept),
        start=here[0, known].sum(axis=1),
        change=parts.change.sum(axis=-1),
        national=parts.national.sum(axis=-1),
        mix=parts.industry_mix.sum(axis=-1),
        regional=parts.regional.sum(axis=-1),
        regional_by=parts.regional,
        kingdom_growth=float(there[-1].sum() / there[0].sum() - 1),
    )


def employee_shift(figures: Figures, area: Area) -> EmployeeShift | Missing:
    """Dynamic shift-share of the area's employees by industry, over every year that the source has."""
    if BRES not in figures:
        return Missing.figures(BRES, "employees by industry")
    people = employees(figures, area)
    if people is None or len(people.years) < 2:
        return Missing(
            "The shift-share of employees is unmeasured: employees by industry are not published for just this area.",
            "Ask Nomis for BRES employees by section of this area, and add them as a dataset.",
        )
    if not people.there.min() > 0:
        return Missing(
            "The shift-share of employees is unmeasured: Great Britain has an industry without employees, of which no "
            "growth can be told.",
            "See whether the figures of Great Britain were read whole.",
        )
    parts = dynamic_shift_share(people.here, people.there)
    change, national, mix, regional = _totals(people)
    return EmployeeShift(
        first_year=people.years[0],
        last_year=people.years[-1],
        start=float(people.here[0].sum()),
        change=change,
        national=national,
        mix=mix,
        regional=regional,
        industries=INDUSTRIES,
        change_by=parts.change,
        national_by=parts.national,
        mix_by=parts.industry_mix,
        regional_by=tuple(_own_shift(people, at) for at in range(len(INDUSTRIES))),
    )


def _totals(people: Employees) -> list[Estimate]:
    shape = people.here.shape

    def formula(points: FloatArray) -> FloatArray:
        here, there = (half.reshape(-1, *shape) for half in np.split(points, 2, axis=1))
        start, grown = here[:, :-1], here[:, 1:]
        rate = there[:, 1:] / there[:, :-1]
        whole = (there[:, 1:].sum(axis=2) / there[:, :-1].sum(axis=2))[..., None]
        parts = [grown - start, start * (whole - 1), start * (rate - whole), grown - start * rate]
        return np.stack([part.sum(axis=(1, 2)) for part in parts], axis=1)

    ends = [
        np.concatenate([here.ravel(), there.ravel()])
        for here, there in (
            (people.here, people.there),
            (people.here_low, people.there_low),
            (people.here_high, people.there_high),
        )
    ]
    return bounded(formula, *ends)


def _own_shift(people: Employees, at: int) -> Estimate:
    """The regional part of one industry, which depends on its own counts alone."""

    def formula(points: FloatArray) -> FloatArray:
        here, there = np.split(points, 2, axis=1)
        shift = here[:, 1:] - here[:, :-1] * there[:, 1:] / there[:, :-1]
        summed: FloatArray = shift.sum(axis=1, keepdims=True)
        return summed

    ends = [
        np.concatenate([here[:, at], there[:, at]])
        for here, there in (
            (people.here, people.there),
            (people.here_low, people.there_low),
            (people.here_high, people.there_high),
        )
    ]
    return bounded(formula, *ends)[0]

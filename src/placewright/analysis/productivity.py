"""What an hour's work makes in an area against the United Kingdom, how it changed, and where the gap comes from."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate, bounded
from placewright.analysis.grids import Figures, FloatArray, unit_of, words_in
from placewright.analysis.industry_accounts import (
    BRES,
    GVA_LOCAL,
    GVA_WIDER,
    INDUSTRIES,
    Employees,
    ValueAdded,
    employees,
    value_added,
)
from placewright.core.late_dataclass import dataclass
from placewright.methods.productivity_gap import GapDecomposition, decompose_gap

ITL = "ons-productivity-itl"
LAD = "ons-productivity-lad"
LAD_BEFORE = "ons-productivity-lad-2022"
UNITED_KINGDOM = "UKX"
"""The code of the United Kingdom without its extra-regional part, which the productivity workbooks use."""


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Output per hour of the area, UK = 100, as smoothed by the publisher and not, by year."""

    code: str
    years: tuple[int, ...]
    smoothed: FloatArray
    unsmoothed: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Volumes:
    """Real output per hour and per job (chained volumes, index), of the area and the United Kingdom, by year."""

    code: str
    base: str
    hour_years: tuple[int, ...]
    per_hour: FloatArray
    per_hour_kingdom: FloatArray
    job_years: tuple[int, ...]
    per_job: FloatArray
    per_job_kingdom: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """The gap of value added per employee to Great Britain in one year, split by what is made and how well.

    In GBP a year for each employee. `mix` and `within` are the midpoint form and add to `gap`; by industry, `mix_by` is
    centred (having more of an industry counts as good where it makes more than the whole). The bounds are those of the
    employee counts' rounding. `without` names industries left out of both sides; `codes` are what the figures are of.
    """

    year: int
    without: tuple[str, ...]
    industries: tuple[str, ...]
    level: Estimate
    wider_level: Estimate
    gap: Estimate
    mix: Estimate
    within: Estimate
    mix_by: tuple[Estimate, ...]
    within_by: tuple[Estimate, ...]
    share: FloatArray
    wider_share: FloatArray
    productivity: FloatArray
    wider_productivity: FloatArray
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class GapYears:
    """The gap with its two parts in each year, for everything and without some industries, in GBP per employee."""

    years: tuple[int, ...]
    without: tuple[str, ...]
    gap: FloatArray
    mix: FloatArray
    within: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Revisions:
    """Two vintages of output per hour by district for the same year, as per cent of the United Kingdom in each."""

    year: int
    first_year: int
    codes: tuple[str, ...]
    before: FloatArray
    after: FloatArray
    typical: float
    largest: float


@dataclass(frozen=True, slots=True, eq=False)
class Districts:
    """Output per hour of each district by year, in GBP and as an index of the United Kingdom's, published if it can be.

    `together` is that of all districts: as published for a code of the same territory, else computed from their output
    and hours. `together_without` leaves out those in `left_out`, whose cells carry a caveat; None where there are none.
    """

    codes: tuple[str, ...]
    year: int
    latest: FloatArray
    kingdom: float
    years: tuple[int, ...]
    index: FloatArray
    together: float
    together_without: float | None
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Productivity:
    """The analysis: each part, or the reason why it is missing."""

    levels: Levels | Missing
    volumes: Volumes | Missing
    gap: Gap | Missing
    gap_without: Gap | Missing
    gap_years: tuple[GapYears, ...]
    revisions: Revisions | Missing
    districts: Districts | Missing


def analyse_productivity(
    figures: Figures, area: Area, *, left_out: tuple[str, ...] = ("N",), troubled: Collection[str] = ()
) -> Productivity:
    """All parts for an area.

    `left_out` are the industries that the second decomposition does without; `troubled` the districts whose cells carry
    a caveat, without which the whole is computed once more.
    """
    people, value = employees(figures, area), value_added(figures, area)
    gap: Gap | Missing
    without: Gap | Missing
    lacking = [name for name in (BRES, GVA_LOCAL, GVA_WIDER) if name not in figures]
    if lacking:
        gap = without = Missing.figures(", ".join(lacking), "employees and value added by industry")
        years: tuple[GapYears, ...] = ()
    elif people is None or value is None or not set(people.years) & set(value.years):
        gap = without = Missing(
            "The gap cannot be split by industry: it needs employees (BRES) and value added of one territory in the "
            "same year, and no list of ITL 3 areas with employees makes up just this area, or its accounts lack some.",
            "Ask Nomis for BRES employees by section of this area, and add them as a dataset.",
        )
        years = ()
    else:
        year = max(set(people.years) & set(value.years))
        gap, without = _gap(people, value, year, ()), _gap(people, value, year, left_out)
        years = tuple(_gap_years(people, value, out) for out in ((), left_out))
    return Productivity(
        levels=_levels(figures, area),
        volumes=_volumes(figures, area),
        gap=gap,
        gap_without=without,
        gap_years=years,
        revisions=_revisions(figures, area),
        districts=_districts(figures, area, troubled),
    )


def _levels(figures: Figures, area: Area) -> Levels | Missing:
    code = _single_code(figures, area)
    measures = ("gva-per-hour-index", "gva-per-hour-index-unsmoothed")
    grids = [figures.grid(ITL, {"place": [code], "period": None}, measure=name) for name in measures] if code else []
    if ITL not in figures:
        return Missing.figures(ITL, "output per hour of ITL areas")
    if not code or any(grid is None for grid in grids):
        return Missing(
            "Output per hour is published for ITL areas, and none of them is just this area.",
            "Read the districts' figures below; an index of several areas cannot be averaged.",
        )
    smoothed, plain = (grid for grid in grids if grid is not None)
    periods = [period for period in smoothed.of("period") if period in plain.of("period")]
    return Levels(
        code,
        tuple(int(period) for period in periods),
        smoothed.value[0, [smoothed.of("period").index(period) for period in periods]],
        plain.value[0, [plain.of("period").index(period) for period in periods]],
    )


def _volumes(figures: Figures, area: Area) -> Volumes | Missing:
    code = _single_code(figures, area)
    measures = ("gva-per-hour-volume-index", "gva-per-job-volume-index")
    grids = [
        figures.grid(ITL, {"place": [code, UNITED_KINGDOM], "period": None}, measure=name) if code else None
        for name in measures
    ]
    hour, job = grids
    if ITL not in figures:
        return Missing.figures(ITL, "real output per hour and per job of ITL areas")
    if hour is None or job is None:
        return Missing(
            "Real output per hour and per job is published for ITL areas, and none of them is just this area.",
            "Nothing can stand in for it: volumes of parts do not add up to the volume of the whole.",
        )
    unit = unit_of(figures.table(ITL), measures[0])
    return Volumes(
        code or "",
        unit,
        tuple(map(int, hour.of("period"))),
        hour.value[0],
        hour.value[1],
        tuple(map(int, job.of("period"))),
        job.value[0],
        job.value[1],
    )


def _single_code(figures: Figures, area: Area) -> str | None:
    if ITL not in figures:
        return None
    present = frozenset(words_in(figures.table(ITL), "place"))
    return next((codes[0] for codes in area.territories if len(codes) == 1 and codes[0] in present), None)


def _gap(people: Employees, value: ValueAdded, year: int, without: Collection[str]) -> Gap:
    keep = np.array([code not in without for code in INDUSTRIES])
    at, money = people.years.index(year), value.years.index(year)
    here, there = value.here[money, keep] * 1e6, value.there[money, keep] * 1e6
    counts = np.concatenate([people.here[at, keep], people.there[at, keep]])
    low = np.concatenate([people.here_low[at, keep], people.there_low[at, keep]])
    high = np.concatenate([people.here_high[at, keep], people.there_high[at, keep]])

    found = bounded(lambda points: _parts_of(points, here, there), counts, low, high)
    size = len(here)
    local, wider = np.split(counts, 2)
    return Gap(
        year=year,
        without=tuple(without),
        industries=tuple(code for code, kept in zip(INDUSTRIES, keep, strict=True) if kept),
        level=found[0],
        wider_level=found[1],
        gap=found[2],
        mix=found[3],
        within=found[4],
        mix_by=tuple(found[5 : 5 + size]),
        within_by=tuple(found[5 + size :]),
        share=local / local.sum(),
        wider_share=wider / wider.sum(),
        productivity=here / local,
        wider_productivity=there / wider,
        codes=tuple(dict.fromkeys((*people.codes, *value.codes))),
    )


def _parts_of(points: FloatArray, here: FloatArray, there: FloatArray) -> FloatArray:
    """For many lists of employees at once (here, then in Great Britain): levels, gap, mix, within, and by industry.

    The same as `decompose_gap` in its midpoint form.
    """
    local, wider = points[:, : len(here)], points[:, len(here) :]
    share, wider_share = local / local.sum(axis=1, keepdims=True), wider / wider.sum(axis=1, keepdims=True)
    level, wider_level = here / local, there / wider
    whole, wider_whole = (share * level).sum(axis=1), (wider_share * wider_level).sum(axis=1)
    middle = (level + wider_level) / 2 - ((whole + wider_whole) / 2)[:, None]
    mix, within = (share - wider_share) * middle, (share + wider_share) / 2 * (level - wider_level)
    totals = [whole, wider_whole, whole - wider_whole, mix.sum(axis=1), within.sum(axis=1)]
    return np.concatenate([np.stack(totals, axis=1), mix, within], axis=1)


def _decomposed(local: FloatArray, here: FloatArray, wider: FloatArray, there: FloatArray) -> GapDecomposition:
    with np.errstate(divide="ignore", invalid="ignore"):
        levels, wider_levels = here / local, there / wider
    return decompose_gap(local / local.sum(), levels, wider / wider.sum(), wider_levels, shares_of="employees")


def _gap_years(people: Employees, value: ValueAdded, without: Collection[str]) -> GapYears:
    keep = np.array([code not in without for code in INDUSTRIES])
    years = tuple(year for year in people.years if year in value.years)
    found = []
    for year in years:
        at, money = people.years.index(year), value.years.index(year)
        found.append(
            _decomposed(
                people.here[at, keep],
                value.here[money, keep] * 1e6,
                people.there[at, keep],
                value.there[money, keep] * 1e6,
            )
        )
    return GapYears(
        years,
        tuple(without),
        np.array([item.gap for item in found]),
        np.array([item.midpoint_mix for item in found]),
        np.array([item.midpoint_within for item in found]),
    )


def _revisions(figures: Figures, area: Area) -> Revisions | Missing:
    places = (*area.members, UNITED_KINGDOM)
    before = figures.grid(LAD_BEFORE, {"place": places, "period": None}, measure="gva-per-hour")
    after = figures.grid(LAD, {"place": places, "period": None}, measure="gva-per-hour")
    if before is None or after is None:
        return Missing(
            "Past revisions are unmeasured: they need two vintages of output per hour.",
            "Adopt an earlier release of the same series beside the current one.",
        )
    shared = [period for period in before.of("period") if period in after.of("period")]
    then, now = (
        grid.value[:, [grid.of("period").index(period) for period in shared]]
        / grid.value[-1:, [grid.of("period").index(period) for period in shared]]
        * 100
        for grid in (before, after)
    )
    differences = np.abs(now[:-1] - then[:-1])
    if not np.isfinite(differences).any():
        return Missing("Past revisions are unmeasured: no district is in both vintages.", "")
    return Revisions(
        int(shared[-1]),
        int(shared[0]),
        area.members,
        then[:-1, -1],
        now[:-1, -1],
        float(np.nanmedian(differences)),
        float(np.nanmax(differences)),
    )


def _districts(figures: Figures, area: Area, troubled: Collection[str]) -> Districts | Missing:
    found = figures.grid(LAD, {"place": (*area.members, UNITED_KINGDOM), "period": None}, measure="gva-per-hour")
    if found is None or not area.members:
        return Missing.figures(LAD, "output per hour by district")
    years = tuple(map(int, found.of("period")))
    latest = found.value[:-1, -1]
    hours = figures.grid(LAD, {"place": area.members, "period": (found.of("period")[-1],)}, measure="hours")
    weights = np.full(len(latest), np.nan) if hours is None else hours.value[:, 0]
    kept = np.array([code not in troubled for code in area.members])
    index = figures.grid(LAD, {"place": area.members, "period": found.of("period")}, measure="gva-per-hour-index")
    return Districts(
        area.members,
        years[-1],
        latest,
        float(found.value[-1, -1]),
        years,
        found.value[:-1] / found.value[-1] * 100 if index is None else index.value,
        together=_published(figures, area, found.of("period")[-1]) or _together(latest, weights),
        together_without=_together(latest[kept], weights[kept]) if kept.any() and not kept.all() else None,
        left_out=tuple(code for code in area.members if code in troubled),
    )


def _published(figures: Figures, area: Area, period: str) -> float | None:
    code = _single_code(figures, area)
    found = figures.grid(ITL, {"place": (code,), "period": (period,)}, measure="gva-per-hour") if code else None
    return None if found is None else float(found.value[0, 0])


def _together(levels: FloatArray, hours: FloatArray) -> float:
    """Output per hour of several districts: their output over their hours."""
    return float((levels * hours).sum() / hours.sum())

"""How far apart an area's parts are: income between districts, pay from low to high, and whether districts converge."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.grids import Figures, FloatArray, Grid, words_in
from placewright.analysis.productivity import LAD as OUTPUT
from placewright.analysis.small_areas import Clusters, DeprivedShare, clusters, deprived_shares
from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind, Interval, Quantity, Status
from placewright.methods.convergence import BetaConvergence, SigmaConvergence, beta_convergence, sigma_convergence
from placewright.methods.inequality import theil_decomposition, theil_t
from placewright.methods.intervals import divide_quantities

INCOME = "ons-gdhi-lad"
PAY_WORKPLACE = "ashe-workplace"
PAY_RESIDENCE = "ashe-residence-2023"
PERCENTILES = ("p10", "p25", "median", "p75", "p90")


@dataclass(frozen=True, slots=True, eq=False)
class IncomeSpread:
    """Theil's T of disposable income per head between districts, weighted by people, by year.

    Differences within districts are not in it. `between_regions` is the part of England's that lies between regions.
    """

    years: tuple[int, ...]
    area: FloatArray
    region: FloatArray | None
    country: FloatArray | None
    between_regions: FloatArray | None
    codes: tuple[str, ...]
    per_head: FloatArray
    area_per_head: FloatArray
    country_per_head: FloatArray | None


@dataclass(frozen=True, slots=True, eq=False)
class PayLine:
    """Pay percentiles of one place, with their sampling intervals, and the ratio of the ninetieth to the tenth."""

    code: str
    percentiles: tuple[Estimate | None, ...]
    ratio: Estimate | None


@dataclass(frozen=True, slots=True, eq=False)
class Pay:
    """Pay percentiles of a kind of pay, of the area, its districts and its comparators."""

    source: str
    measure: str
    unit: str
    period: str
    lines: tuple[PayLine, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Convergence:
    """Whether the area's districts converged in one measure, and all districts of the country for comparison.

    The figures `without` leave out the districts in `left_out`, whose cells carry a caveat; None where there are none.
    """

    measure: str
    first_year: int
    last_year: int
    beta: BetaConvergence
    sigma: SigmaConvergence
    wider_beta: BetaConvergence | None
    years: tuple[int, ...]
    smoothed: bool
    beta_without: BetaConvergence | None = None
    sigma_without: SigmaConvergence | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Disparities:
    """The analysis: each part, or the reason why it is missing."""

    clusters: Clusters | Missing
    deprived: tuple[DeprivedShare, ...] | Missing
    income: IncomeSpread | Missing
    pay: Pay | Missing
    pay_residence: Pay | Missing
    convergence: tuple[Convergence, ...] | Missing


def analyse_disparities(
    figures: Figures,
    area: Area,
    outlines: Mapping[str, Any] | None,
    troubled: Mapping[str, Collection[str]] | None = None,
) -> Disparities:
    """All parts for an area; `outlines` is a GeoJSON of its small areas, or None; `troubled` as for `convergence`."""
    return Disparities(
        clusters=clusters(figures, area, outlines),
        deprived=deprived_shares(figures, area),
        income=income_spread(figures, area),
        pay=pay(figures, area, PAY_WORKPLACE, "pay-hourly"),
        pay_residence=pay(figures, area, PAY_RESIDENCE, "pay-weekly"),
        convergence=convergence(figures, area, troubled),
    )


def income_spread(figures: Figures, area: Area) -> IncomeSpread | Missing:
    """Inequality of income per head between the area's districts, its region's and its country's.

    Years in which a district lacks its figure are left out; where no year is whole, so are region and country.
    """
    grids = [
        figures.grid(INCOME, {"place": None, "period": None}, measure=measure, transaction="gross-disposable-income")
        for measure in ("gdhi-per-head", "gdhi-current")
    ]
    heads, current = grids
    if heads is None or current is None or not set(area.members) <= set(heads.of("place")):
        return Missing.figures(INCOME, "gross disposable household income of every district")
    if len(area.members) < 2:
        return Missing("Income between districts is not applicable: the area is one district.", "")
    codes = heads.of("place")
    groups = np.array([area.region_of.get(code, "") for code in codes])
    rows = {code: at for at, code in enumerate(codes)}
    own = [rows[code] for code in area.members]
    region = np.flatnonzero(groups == area.region) if area.region else np.array([], dtype=np.int64)
    country = np.flatnonzero(groups != "")
    with np.errstate(divide="ignore", invalid="ignore"):
        known = np.isfinite(current.value * 1e6 / heads.value) & (current.value > 0)
    years = np.asarray(known[[*own, *region, *country]].all(axis=0))
    if not years.any():  # no year in which every district has a figure: the area alone, where that is whole
        years, region, country = np.asarray(known[own].all(axis=0)), region[:0], country[:0]
    if not years.any():
        return Missing.figures(INCOME, "gross disposable household income of every district")
    per_head, total = heads.value[:, years], current.value[:, years] * 1e6
    people = total / per_head
    count = int(years.sum())
    decomposed = (
        [theil_decomposition(per_head[country, at], groups[country], people[country, at]) for at in range(count)]
        if len(country) > len(own)
        else []
    )
    return IncomeSpread(
        years=tuple(int(year) for year, kept in zip(heads.of("period"), years, strict=True) if kept),
        area=_theils(per_head[own], people[own]),
        region=_theils(per_head[region], people[region]) if len(region) > len(own) else None,
        country=np.array([found.total for found in decomposed]) if decomposed else None,
        between_regions=np.array([found.between for found in decomposed]) if decomposed else None,
        codes=area.members,
        per_head=per_head[own],
        area_per_head=total[own].sum(axis=0) / people[own].sum(axis=0),
        country_per_head=total[country].sum(axis=0) / people[country].sum(axis=0) if decomposed else None,
    )


def _theils(values: FloatArray, weights: FloatArray) -> FloatArray:
    return np.array([theil_t(values[:, at], weights[:, at]) for at in range(values.shape[1])])


def pay(figures: Figures, area: Area, source: str, measure: str) -> Pay | Missing:
    """Percentiles of pay of the area (where it is one code), its districts and its comparators."""
    if source not in figures:
        return Missing.figures(source, "the Annual Survey of Hours and Earnings")
    present = words_in(figures.table(source), "place")
    own = area.find(present)
    codes = [*(own if len(own) == 1 else ()), *area.members]
    codes += [code for code in (area.region, area.country, area.kingdom) if code in present]
    wanted = list(dict.fromkeys(codes))
    found = figures.grid(
        source,
        {"place": wanted, "period": None, "statistic": PERCENTILES},
        measure=measure,
        sex="total",
        pattern="total",
    )
    if found is None:
        return Missing.figures(source, "the Annual Survey of Hours and Earnings")
    unit = {"pay-hourly": "GBP/hour", "pay-weekly": "GBP/week", "pay-annual": "GBP/year"}[measure]
    lines = tuple(_pay_line(found, at, unit) for at in range(len(wanted)))
    return Pay(source, measure, unit, found.of("period")[-1], lines)


def _pay_line(found: Grid, at: int, unit: str) -> PayLine:
    cells = [
        Estimate(*(float(part[at, -1, column]) for part in (found.value, found.low, found.high)))
        if np.isfinite(found.value[at, -1, column])
        else None
        for column in range(len(PERCENTILES))
    ]
    known = tuple(
        Estimate(cell.value) if cell is not None and (cell.low is None or np.isnan(cell.low)) else cell
        for cell in cells
    )
    return PayLine(found.of("place")[at], known, _ratio(known[-1], known[0], unit))


def _ratio(high: Estimate | None, low: Estimate | None, unit: str) -> Estimate | None:
    """The ratio of two percentiles; their errors are taken as independent, which makes the interval rather too wide."""
    if high is None or low is None:
        return None
    quantities = [
        Quantity(
            cell.value,
            unit,
            Interval(cell.low, cell.high, ErrorKind.SAMPLING)
            if cell.low is not None and cell.high is not None
            else Interval(cell.value, cell.value, ErrorKind.UNKNOWN),
            Status.OK,
        )
        for cell in (high, low)
    ]
    found = divide_quantities(*quantities)
    if found.value is None:
        return None
    known = high.low is not None and low.low is not None
    return Estimate(found.value, found.low if known else None, found.high if known else None)


def convergence(
    figures: Figures, area: Area, troubled: Mapping[str, Collection[str]] | None = None
) -> tuple[Convergence, ...] | Missing:
    """Beta and sigma convergence of the districts: income per head over all its years, and output per hour.

    `troubled` gives, by dataset, the districts whose cells carry a caveat; the results without them stand beside.
    """
    if len(area.members) < 3:
        return Missing("Convergence is not applicable: it needs three districts or more.", "")
    kinds: tuple[tuple[str, str, dict[str, str], bool], ...] = (
        ("gdhi-per-head", INCOME, {"transaction": "gross-disposable-income"}, False),
        ("gva-per-hour", OUTPUT, {}, True),
    )
    made = []
    for measure, source, where, smoothed in kinds:
        found = figures.grid(source, {"place": None, "period": None}, measure=measure, **where)
        if found is None or not set(area.members) <= set(found.of("place")):
            continue
        places, years = found.of("place"), tuple(map(int, found.of("period")))
        own = [places.index(code) for code in area.members]
        wider = [at for at, code in enumerate(places) if area.region_of.get(code)]
        span = years[-1] - years[0]
        left_out = tuple(code for code in area.members if code in (troubled or {}).get(source, ()))
        kept = [places.index(code) for code in area.members if code not in left_out]
        whole = {int(at) for at in np.flatnonzero((found.value > 0).all(axis=1))}
        if span < 1 or len(whole.intersection(own)) < 3:
            continue
        is_apart = bool(left_out) and len(whole.intersection(kept)) >= 3
        made.append(
            Convergence(
                measure=measure,
                first_year=years[0],
                last_year=years[-1],
                beta=beta_convergence(found.value[own, 0], found.value[own, -1], span),
                sigma=sigma_convergence(found.value[own].T, years=years),
                wider_beta=beta_convergence(found.value[wider, 0], found.value[wider, -1], span)
                if len(wider) > len(own)
                else None,
                years=years,
                smoothed=smoothed,
                beta_without=beta_convergence(found.value[kept, 0], found.value[kept, -1], span) if is_apart else None,
                sigma_without=sigma_convergence(found.value[kept].T, years=years) if is_apart else None,
                left_out=left_out if is_apart else (),
            )
        )
    return tuple(made) or Missing.figures(INCOME, "income per head and output per hour of the districts")

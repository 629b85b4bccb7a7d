"""How complex the industries of Great Britain's ITL 2 areas are, and which industries lie near what an area has."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import bounded
from placewright.analysis.grids import Figures, FloatArray, Grid
from placewright.analysis.productivity import ITL
from placewright.analysis.sectors import location_quotients
from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.methods.complexity import EconomicComplexity, economic_complexity

DIVISIONS = "bres-itl2-2digit"
SUBCLASSES = "bres-itl2-5digit"


NEAR, FAR = 2 / 3, 1 / 3
"""From which nearness an industry is near an area, and up to which it is far."""

_OF_THE_LAND = frozenset(("01", "02", "03", "05", "06", "07", "08", "09"))
"""Divisions of farming, forestry, fishing and mining, which are where land, sea and rock are."""


class Reach(StrEnum):
    """How far an industry is from what an area has: what a person may make of its nearness."""

    NEAR = "near"
    BETWEEN = "in between"
    FAR = "far, hard to win"
    BOUND = "bound to land or ground"


@dataclass(frozen=True, slots=True, eq=False)
class NearIndustry:
    """An industry of the area: its quotient of employment, whether it is present, how near and how complex it is.

    `presence` is 1 where the quotient is surely 1 or more, -1 where surely below, 0 where rounding leaves it open.
    `nearness` is the rank of its density among all places' (0-1, 1 the densest): density alone is higher in places with
    many industries.
    """

    code: str
    quotient: float
    low: float
    high: float
    presence: int
    density: float
    nearness: float
    complexity: float
    employment: float

    @property
    def reach(self) -> Reach:
        """How far it is: near where the area is among the nearest third of areas, far where among the last third."""
        if self.code in _OF_THE_LAND:
            return Reach.BOUND
        if self.nearness >= NEAR:
            return Reach.NEAR
        return Reach.FAR if self.nearness <= FAR else Reach.BETWEEN


@dataclass(frozen=True, slots=True, eq=False)
class Diversification:
    """Complexity of all ITL 2 areas in one year, and the industries of the one that holds the area.

    `ranks` says which place (1 is the most complex) the area takes at each detail of industries, with the correlation
    of the index with output per hour, which gave its sign.
    """

    year: int
    code: str
    codes: tuple[str, ...]
    index: FloatArray
    output_per_hour: FloatArray
    ranks: tuple[tuple[str, int, float], ...]
    industries: tuple[NearIndustry, ...]


def diversification(figures: Figures, area: Area) -> Diversification | Missing:
    """Economic complexity at ITL 2 by division, checked by subclass, and what is near to what the area has."""
    wanted = figures.grid(DIVISIONS, {"place": None, "period": None, "industry": None}, measure="employment")
    if wanted is None:
        return Missing.figures(DIVISIONS, "employment by 2-digit industry of ITL 2 areas")
    codes = wanted.of("place")
    own = next((code for holder in area.holders for code in holder if code in codes), None)
    if own is None:
        return Missing(
            "Complexity is computed for ITL 2 areas, and the districts do not lie in one with employment by industry.",
            "Choose a place within one ITL 2 area of Great Britain, or add such figures for its areas.",
        )
    year = wanted.of("period")[-1]
    counts, kept = _complete(wanted, year)
    rising = _output_per_hour(figures, codes)
    try:
        found = economic_complexity(counts[0], rising_with=rising)
    except PlacewrightError as error:
        return Missing(f"Complexity is undefined for these figures: {error.what}", error.fix or "")
    at = codes.index(own)
    ranks = [("2-digit", _rank(found.eci, at), found.sign_correlation)]
    finer = figures.grid(SUBCLASSES, {"place": codes, "period": None, "industry": None}, measure="employment")
    if finer is not None:
        fine = economic_complexity(_complete(finer, finer.of("period")[-1])[0][0], rising_with=rising)
        ranks.append(("5-digit", _rank(fine.eci, at), fine.sign_correlation))
    return Diversification(
        year=int(year),
        code=own,
        codes=codes,
        index=found.eci,
        output_per_hour=np.full(len(codes), np.nan) if rising is None else rising,
        ranks=tuple(ranks),
        industries=_industries(found, counts, kept, at),
    )


def nearest_first(industries: Iterable[NearIndustry]) -> list[NearIndustry]:
    """The industries that the area surely has less of than its share, the near ones first, those hard to win last.

    The order within each reach is that of nearness, not of density: an industry that nearly every area is dense around
    is near to none in particular.
    """
    order = list(Reach)
    lacking = (item for item in industries if item.presence < 0)
    return sorted(lacking, key=lambda item: (order.index(item.reach), -item.nearness, -item.density, item.code))


def complexity_by_year(figures: Figures) -> tuple[tuple[str, ...], tuple[str, ...], FloatArray] | None:
    """ITL 2 codes, periods, and the complexity index by (place, period) from employment by 2-digit industry."""
    wanted = figures.grid(DIVISIONS, {"place": None, "period": None, "industry": None}, measure="employment")
    if wanted is None:
        return None
    codes, periods = wanted.of("place"), wanted.of("period")
    rising = _output_per_hour(figures, codes)
    found = [economic_complexity(_complete(wanted, period)[0][0], rising_with=rising).eci for period in periods]
    return codes, periods, np.stack(found, axis=1)


def counted_industries(figures: Figures, period: str) -> tuple[str, ...]:
    """The 2-digit industries counted in every ITL 2 area in a period, from which complexity is computed."""
    wanted = figures.grid(DIVISIONS, {"place": None, "period": None, "industry": None}, measure="employment")
    return () if wanted is None or period not in wanted.of("period") else _complete(wanted, period)[1]


def territories_of_output(figures: Figures) -> tuple[tuple[str, ...], str]:
    """The codes and the year of the output per hour that gives complexity its sign; empty where it is not known."""
    wanted = figures.grid(DIVISIONS, {"place": None}, measure="employment")
    found = None if wanted is None else _latest_output(figures, wanted.of("place"))
    return ((), "") if found is None else (found.of("place"), found.of("period")[-1])


def _complete(grid: Grid, period: str) -> tuple[list[FloatArray], tuple[str, ...]]:
    """Counts, low and high ends of a period by (place, industry), of the industries counted in every place."""
    at = grid.of("period").index(period)
    value = grid.value[:, at]
    keep = np.isfinite(value).all(axis=0) & (np.nansum(value, axis=0) > 0)
    names = tuple(code for code, kept in zip(grid.of("industry"), keep, strict=True) if kept)
    return [part[:, at][:, keep] for part in (grid.value, grid.low, grid.high)], names


def _output_per_hour(figures: Figures, codes: tuple[str, ...]) -> FloatArray | None:
    found = _latest_output(figures, codes)
    return None if found is None else found.value[:, -1]


def _latest_output(figures: Figures, codes: tuple[str, ...]) -> Grid | None:
    """Output per hour of the same territories, where the latest year has all: NUTS 2 and ITL 2 codes differ in their
    first letters."""
    renamed = [f"TL{code[2:]}" for code in codes]
    found = figures.grid(ITL, {"place": renamed, "period": None}, measure="gva-per-hour")
    return found if found is not None and np.isfinite(found.value[:, -1]).all() else None


def _rank(index: FloatArray, at: int) -> int:
    return int(np.count_nonzero(index > index[at])) + 1


def _industries(
    found: EconomicComplexity, counts: list[FloatArray], kept: tuple[str, ...], at: int
) -> tuple[NearIndustry, ...]:
    value, low, high = (np.concatenate([part[at], part.sum(axis=0)]) for part in counts)
    quotients = bounded(location_quotients, value, low, high)
    nearness = (found.density <= found.density[at]).mean(axis=0)
    return tuple(
        NearIndustry(
            code=code,
            quotient=quotient.value,
            low=quotient.low if quotient.low is not None else quotient.value,
            high=quotient.high if quotient.high is not None else quotient.value,
            presence=quotient.against(1.0),
            density=float(found.density[at, index]),
            nearness=float(nearness[index]),
            complexity=float(found.pci[index]),
            employment=float(counts[0][at, index]),
        )
        for index, (code, quotient) in enumerate(zip(kept, quotients, strict=True))
    )

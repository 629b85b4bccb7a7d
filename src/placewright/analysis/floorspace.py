"""How office floorspace rose and fell in an area and its districts, beside the country's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.grids import Figures, FloatArray, words_in
from placewright.core.late_dataclass import dataclass

SOURCE = "voa-office-floorspace"
BASE_YEAR = 2010


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """Office floorspace of a place by year (thousand square metres), its index, and its changes as shares (0-1).

    `index` has the first year at 100. Changes have the bounds of rounding: half a thousand square metres each way for
    one row, and the sum of that for a sum of rows.
    """

    code: str
    years: tuple[int, ...]
    value: FloatArray
    low: FloatArray
    high: FloatArray
    index: FloatArray
    peak_year: int
    since_first: Estimate
    since_base: Estimate
    since_peak: Estimate

    @property
    def lost(self) -> float:
        """Thousand square metres less than at the peak."""
        return float(self.value.max() - self.value[-1])


@dataclass(frozen=True, slots=True, eq=False)
class Floorspace:
    """Office floorspace of the area, its districts and its comparators; changes are counted from `base_year`."""

    base_year: int
    area: Stock
    districts: tuple[Stock, ...]
    comparators: tuple[Stock, ...]
    is_sum: bool


def analyse_floorspace(figures: Figures, area: Area) -> Floorspace | Missing:
    """Office floorspace of an area; industrial floorspace is in none of the sources."""
    if SOURCE not in figures:
        return Missing.figures(SOURCE, "business floorspace by the Valuation Office Agency")
    present = words_in(figures.table(SOURCE), "place")
    codes = area.find(present)
    if not codes:
        return Missing(
            "Office floorspace is unmeasured: its table, which ends before some districts were reorganised, has no row "
            "for every part of this area.",
            "Name the area by the districts as they were in 2021, or add a newer table.",
        )
    whole = stock(figures, codes, area.code)
    if whole is None:
        return Missing.figures(SOURCE, "office floorspace by the Valuation Office Agency")
    districts = [stock(figures, (code,), code) for code in area.members if code in present]
    wider = [stock(figures, (code,), code) for code in (area.region, area.country) if code in present]
    base = BASE_YEAR if BASE_YEAR in whole.years else whole.years[0]
    return Floorspace(
        base,
        whole,
        tuple(found for found in districts if found is not None),
        tuple(found for found in wider if found is not None),
        is_sum=len(codes) > 1,
    )


def stock(figures: Figures, codes: Sequence[str], code: str) -> Stock | None:
    """The office floorspace of the codes together; None where a year is missing for one of them."""
    found = figures.grid(SOURCE, {"place": tuple(codes), "period": None}, measure="floorspace", sector="office")
    if found is None:
        return None
    value, low, high = (part.sum(axis=0) for part in (found.value, found.low, found.high))
    known = np.isfinite(value)
    if not known.any():
        return None
    years = tuple(int(period) for period, kept in zip(found.of("period"), known, strict=True) if kept)
    value, low, high = value[known], low[known], high[known]
    peak = int(np.argmax(value))
    base = years.index(BASE_YEAR) if BASE_YEAR in years else 0
    return Stock(
        code,
        years,
        value,
        low,
        high,
        value / value[0] * 100 if value[0] > 0 else np.full(len(value), np.nan),
        years[peak],
        *(_change(value, low, high, start) for start in (0, base, peak)),
    )


def _change(value: FloatArray, low: FloatArray, high: FloatArray, start: int) -> Estimate:
    """The change from a year to the last as a share, with the bounds of both years' rounding."""
    if not value[start] > 0:
        return Estimate(float("nan"))
    if start == len(value) - 1:
        return Estimate(0.0, 0.0, 0.0)
    change = float(value[-1] / value[start] - 1)
    if not np.isfinite([low[start], low[-1]]).all() or low[start] <= 0:
        return Estimate(change)
    return Estimate(change, float(low[-1] / high[start] - 1), float(high[-1] / low[start] - 1))

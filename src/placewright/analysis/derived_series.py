"""The series that methods make from figures for every place at once, so that they can be ranked like any indicator."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from placewright.analysis.area import Area
from placewright.analysis.commuting_flows import SOURCE as COMMUTING
from placewright.analysis.commuting_flows import Flows, read_flows
from placewright.analysis.disparities import INCOME
from placewright.analysis.diversification import complexity_by_year
from placewright.analysis.floorspace import SOURCE as FLOORSPACE
from placewright.analysis.grids import Figures, FloatArray
from placewright.analysis.industry_accounts import BRES, GREAT_BRITAIN
from placewright.analysis.small_areas import LATEST
from placewright.core.errors import Undefined
from placewright.core.quantities import ErrorKind
from placewright.evidence.derived import DerivedInputs, DerivedRow, DerivedSeries, derived_rows
from placewright.methods.inequality import theil_t
from placewright.methods.rounding import Bounds, shares_of_parts
from placewright.places import registry

SECTIONS = tuple("ABCDEFGHIJKLMNOPQRSTU")
_CENSUS = "2021-03-21"
_CENSUS_DISTRICTS = "lad-2021"


def residence_containment(inputs: DerivedInputs) -> pa.Table:
    """Of residents with a fixed place of work away from home, the part who work in the district they live in."""
    return _commuting(inputs, "residence")


def workplace_containment(inputs: DerivedInputs) -> pa.Table:
    """Of workers at fixed places of work in the district, the part who live in it."""
    return _commuting(inputs, "workplace")


def net_commuting(inputs: DerivedInputs) -> pa.Table:
    """Workers who come less residents who go, for every hundred residents with a fixed place of work."""
    return _commuting(inputs, "net")


def residence_containment_with_home(inputs: DerivedInputs) -> pa.Table:
    """The same as the first, with those at home or without a fixed place counted as working where they live."""
    return _commuting(inputs, "with-home")


def krugman_specialisation(inputs: DerivedInputs) -> pa.Table:
    """How unlike Great Britain's a place's employees by section are, with the bounds of rounding."""
    found = _section_shares(inputs)
    if found is None:
        return derived_rows(inputs.indicator, ())
    places, periods, share, bounds, wider, wider_bounds = found
    value = np.abs(share - wider).sum(axis=-1)
    least = np.maximum(0, np.maximum(bounds.low - wider_bounds.high, wider_bounds.low - bounds.high)).sum(axis=-1)
    most = np.maximum(bounds.high - wider_bounds.low, wider_bounds.high - bounds.low).sum(axis=-1)
    return _by_place_and_period(inputs, places, periods, value, np.minimum(least, value), np.minimum(most, 2.0))


def employee_quotient(inputs: DerivedInputs, *, section: str) -> pa.Table:
    """The location quotient of a section by employees against Great Britain, with the bounds of rounding."""
    found = _section_shares(inputs)
    if found is None:
        return derived_rows(inputs.indicator, ())
    places, periods, share, bounds, wider, wider_bounds = found
    at = SECTIONS.index(section)
    value = share[..., at] / wider[..., at]
    low = bounds.low[..., at] / wider_bounds.high[..., at]
    high = bounds.high[..., at] / wider_bounds.low[..., at]
    return _by_place_and_period(inputs, places, periods, value, low, high)


def economic_complexity_index(inputs: DerivedInputs) -> pa.Table:
    """The economic complexity index of ITL 2 areas by employment in divisions, its sign by output per hour."""
    try:
        found = complexity_by_year(figures_of(inputs))
    except Undefined:
        found = None
    if found is None:
        return derived_rows(inputs.indicator, ())
    places, periods, values = found
    missing = np.full(values.shape, np.nan)
    return _by_place_and_period(inputs, places, periods, values, missing, missing)


def deprived_fifth_share(inputs: DerivedInputs) -> pa.Table:
    """Of a district's small areas, the part among England's most deprived fifth in the latest edition."""
    found = figures_of(inputs).grid(LATEST, {"place": None}, measure="decile", domain="imd")
    rows = []
    if found is not None:
        deciles = dict(zip(found.of("place"), found.value, strict=True))
        districts = {code for members in inputs.bundles.values() for code in members}
        whole = {**{code: (code,) for code in _with_areas(districts, deciles)}, **inputs.bundles}
        for code, members in sorted(whole.items()):
            areas: list[str] = []
            for member in members:
                inside = small_areas_in(member)
                areas += inside
                if not deciles.keys() >= set(inside):
                    break
            known = [deciles[area] for area in areas if area in deciles and np.isfinite(deciles[area])]
            if areas and len(known) == len(areas):
                share = 100 * sum(bool(decile <= 2) for decile in known) / len(known)
                rows.append(DerivedRow(code, "lad-2024", "2025", share, inputs=(share, len(known))))
    return derived_rows(inputs.indicator, rows)


def income_between_districts(inputs: DerivedInputs) -> pa.Table:
    """Theil's T of disposable income per head between the districts of an area, weighted by people."""
    figures = figures_of(inputs)
    grids = [
        figures.grid(INCOME, {"place": None, "period": None}, measure=measure, transaction="gross-disposable-income")
        for measure in ("gdhi-per-head", "gdhi-current")
    ]
    heads, current = grids
    if heads is None or current is None:
        return derived_rows(inputs.indicator, ())
    at = {code: index for index, code in enumerate(heads.of("place"))}
    with np.errstate(divide="ignore", invalid="ignore"):
        people = current.value * 1e6 / heads.value
    rows = []
    for code, members in sorted(areas_of_districts(inputs, at).items()):
        own = [at[member] for member in members]
        for column, period in enumerate(heads.of("period")):
            try:
                value = float(theil_t(heads.value[own, column], people[own, column]))
            except Undefined:  # a district has no figure that year, so that nothing is known of all of them
                continue
            rows.append(DerivedRow(code, "lad-2023", period, value, inputs=(value, len(own))))
    return derived_rows(inputs.indicator, rows)


def floorspace_below_peak(inputs: DerivedInputs) -> pa.Table:
    """How far office floorspace stands below its highest year, in per cent of that, with the bounds of rounding."""
    found = figures_of(inputs).grid(FLOORSPACE, {"place": None, "period": None}, measure="floorspace", sector="office")
    rows = []
    if found is not None:
        cells = {code: (found.value[at], found.low[at], found.high[at]) for at, code in enumerate(found.of("place"))}
        for code, members in inputs.bundles.items():
            if code not in cells and members and all(member in cells for member in members):
                cells[code] = tuple(np.sum([cells[member][part] for member in members], axis=0) for part in range(3))
        for code, (value, low, high) in sorted(cells.items()):
            if code[1:3] in ("01", "02") or not np.isfinite(value).all() or not value.max() > 0:
                continue
            peak = int(np.argmax(value))
            below = [100 * (1 - value[-1] / value[peak])]
            if np.isfinite([low, high]).all():
                below += [max(0.0, 100 * (1 - high[-1] / low[peak])), 100 * (1 - low[-1] / high[peak])]
            kind = ErrorKind.ROUNDING if len(below) == 3 else ErrorKind.UNKNOWN
            ends: list[float | None] = [float(number) for number in below[1:]] or [None, None]
            rows.append(DerivedRow(code, "lad-2020", found.of("period")[-1], float(below[0]), ends[0], ends[1], kind))
    return derived_rows(inputs.indicator, rows)


SERIES: dict[str, DerivedSeries] = {
    "self-containment-residence": residence_containment,
    "self-containment-workplace": workplace_containment,
    "self-containment-with-home": residence_containment_with_home,
    "net-commuting": net_commuting,
    "krugman-specialisation": krugman_specialisation,
    "location-quotient-manufacturing": partial(employee_quotient, section="C"),
    "location-quotient-information-communication": partial(employee_quotient, section="J"),
    "location-quotient-professional-scientific": partial(employee_quotient, section="M"),
    "economic-complexity": economic_complexity_index,
    "small-areas-most-deprived-fifth": deprived_fifth_share,
    "income-inequality-between-districts": income_between_districts,
    "office-floorspace-below-peak": floorspace_below_peak,
}
"""The derived series by the name that an indicator's `series` gives."""


def figures_of(inputs: DerivedInputs) -> Figures:
    """The figures that a series reads: the first file of each dataset."""
    first = {
        name: files if isinstance(files, Path) else next(iter(files))
        for name, files in inputs.observations.items()
        if isinstance(files, Path) or files
    }
    return Figures(first)


@lru_cache(maxsize=1024)
def small_areas_in(district: str) -> tuple[str, ...]:
    """The codes of the LSOAs of 2021 in a district."""
    return tuple(area.code for area in registry().children(district, "lsoa", "lsoa-2021"))


def areas_of_districts(inputs: DerivedInputs, present: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Counties, combined authorities and regions of two or more districts, and lists of them, all of them present."""
    places = registry()
    found: dict[str, list[str]] = {}
    for code in present:
        for level in ("county", "cauth", "region", "country"):
            parent = places.parent(code, level)
            if parent is not None:
                found.setdefault(parent.code, []).append(code)
    whole = {
        code: tuple(members)
        for code, members in found.items()
        if len(members) > 1 and len(members) == len(places.children(code, "lad"))
    }
    lists = {code: tuple(members) for code, members in inputs.bundles.items() if set(members) <= set(present)}
    return whole | {code: members for code, members in lists.items() if len(members) > 1}


def _with_areas(districts: Collection[str], areas: Collection[str]) -> list[str]:
    """The districts that may hold some of the areas; one that began after the areas' districts were recorded may."""
    places = registry()
    recorded = {places.small_areas.district_of(area, year) for area in areas for year in (2022, 2024)}
    return sorted(code for code in districts if code in recorded or (places.get(code).first or 0) > 2024)


def _commuting(inputs: DerivedInputs, kind: str) -> pa.Table:
    flows = read_flows(figures_of(inputs), Area("", "", ())) if COMMUTING in inputs.observations else None
    if flows is None:
        return derived_rows(inputs.indicator, ())
    rows = []
    for code, inside in _commuting_places(flows, inputs.bundles):
        both = float(flows.matrix[np.ix_(inside, inside)].sum())
        residents, jobs = float(flows.matrix[inside].sum()), float(flows.matrix[:, inside].sum())
        home = float(flows.at_home[inside].sum())
        if residents <= 0 or jobs <= 0:
            continue
        value = {
            "residence": both / residents,
            "workplace": both / jobs,
            "net": (jobs - residents) / residents,
            "with-home": (both + home) / (residents + home),
        }[kind]
        rows.append(DerivedRow(code, _CENSUS_DISTRICTS, _CENSUS, 100 * value, inputs=(both, residents, jobs, home)))
    return derived_rows(inputs.indicator, rows)


def _commuting_places(flows: Flows, bundles: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[int]]]:
    """Each district that has residents in the flows, and each list of districts that is wholly in them."""
    at = {code: index for index, code in enumerate(flows.codes)}
    counted = set(np.flatnonzero(flows.matrix.sum(axis=1) > 0).tolist())
    for code, index in at.items():
        if index in counted:
            yield code, [index]
    for code, members in sorted(bundles.items()):
        districts = census_districts(members)
        if code not in at and districts and all(at.get(district) in counted for district in districts):
            yield code, [at[district] for district in districts]


def census_districts(members: Sequence[str]) -> tuple[str, ...]:
    """The districts of the census that the members are made of; a code that is none of a district stays as it is."""
    places = registry()
    found: dict[str, None] = {}
    for member in members:
        is_district = places.is_known(member) and places.level(member) == "lad"
        made = places.resolve(member, _CENSUS_DISTRICTS) if is_district else None
        found.update(dict.fromkeys(made.codes if made is not None and made.is_exact else (member,)))
    return tuple(found)


Shares = tuple[tuple[str, ...], tuple[str, ...], FloatArray, Bounds, FloatArray, Bounds]


def _section_shares(inputs: DerivedInputs) -> Shares | None:
    """Shares of sections in employees by (place, period, section) with bounds, and Great Britain's."""
    found = figures_of(inputs).grid(BRES, {"place": None, "period": None, "industry": SECTIONS}, measure="employees")
    if found is None or GREAT_BRITAIN not in found.of("place"):
        return None
    codes, (counts, lows, highs) = _with_lists(found.of("place"), (found.value, found.low, found.high), inputs.bundles)
    known = np.asarray((np.isfinite(counts) & np.isfinite(lows)).all(axis=(1, 2)))
    if not known[codes.index(GREAT_BRITAIN)]:
        return None
    places = tuple(code for code, kept in zip(codes, known, strict=True) if kept)
    value = counts[known]
    share = value / value.sum(axis=-1, keepdims=True)
    bounds = shares_of_parts(Bounds(lows[known], highs[known]))
    whole = places.index(GREAT_BRITAIN)
    wider = Bounds(bounds.low[whole], bounds.high[whole])
    return places, found.of("period"), share, bounds, share[whole], wider


def _with_lists(
    places: tuple[str, ...], arrays: Sequence[FloatArray], bundles: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], list[FloatArray]]:
    """The places and, after them, the lists that are wholly among them, with the sums of their members' counts."""
    lists = {
        code: [places.index(member) for member in members]
        for code, members in sorted(bundles.items())
        if code not in places and members and set(members) <= set(places)
    }
    sums = [[array[own].sum(axis=0, keepdims=True) for own in lists.values()] for array in arrays]
    return (*places, *lists), [np.concatenate([array, *more]) for array, more in zip(arrays, sums, strict=True)]


def _by_place_and_period(
    inputs: DerivedInputs,
    places: Sequence[str],
    periods: Sequence[str],
    value: FloatArray,
    low: FloatArray,
    high: FloatArray,
) -> pa.Table:
    known = np.isfinite(low) & np.isfinite(high)
    vintages = {code: "itl-2021" if code.startswith("TL") else "nuts-2016" for code in places}
    rows = [
        DerivedRow(
            code,
            vintages[code],
            period,
            float(value[at, column]),
            float(low[at, column]) if known[at, column] else None,
            float(high[at, column]) if known[at, column] else None,
            ErrorKind.ROUNDING if known[at, column] else ErrorKind.UNKNOWN,
        )
        for at, code in enumerate(places)
        for column, period in enumerate(periods)
        if np.isfinite(value[at, column])
    ]
    return derived_rows(inputs.indicator, rows)

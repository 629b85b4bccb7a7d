"""Results of the analysis of sectors that claims may name: shift-share, location quotients, what lies near."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from placewright.analysis.results_series import ResultInputs, ResultPart, ResultRow, Theme, estimated, known, span
from placewright.records.indicator import Foundation, Polarity, Prices

if TYPE_CHECKING:
    from placewright.analysis.area import Area
    from placewright.analysis.diversification import Diversification
    from placewright.analysis.sector_changes import EmployeeShift, VolumeShift
    from placewright.analysis.sectors import Concentration

SLUG = "sectors"
GVA_LOCAL, GVA_WIDER, BRES = "ons-gva-by-industry-lad", "ons-gva-by-industry-itl", "bres-itl3-sections"
BUSINESSES = "ons-uk-business"
DIVISIONS = "bres-itl2-2digit"
GREAT_BRITAIN = "K03000001"
PRODUCTION = "production"
"""The member of agriculture and production together, in which workplaces are counted."""

_VOLUMES = Theme(
    f"{SLUG}/gva",
    Foundation.BUSINESS_ENVIRONMENT,
    "shift-share",
    (GVA_LOCAL, GVA_WIDER),
    "Why a part is as it is: the district's own part holds single firms that came, went or moved their books as "
    "well as "
    "any advantage of the place. Imputed rent is left out. The publisher gives no interval.",
)
_EMPLOYEES = Theme(
    f"{SLUG}/employees",
    Foundation.BUSINESS_ENVIRONMENT,
    "shift-share",
    (BRES,),
    "The self-employed; the sampling error of the survey, which is not published by industry; employers that the "
    "survey "
    "moved from one industry to another, which show as a loss of the one and a gain of the other.",
)
_QUOTIENTS = Theme(
    f"{SLUG}/quotients",
    Foundation.BUSINESS_ENVIRONMENT,
    "concentration",
    (BRES,),
    "Size, growth or quality: a quotient above 1 is no reason to support an industry. Differences inside an industry.",
)
_NEAR = Theme(
    f"{SLUG}/nearness",
    Foundation.BUSINESS_ENVIRONMENT,
    "diversification",
    (DIVISIONS, "ons-productivity-itl"),
    "Whether firms would come, and what would make them; it is of the ITL 2 area that holds the place, not of the "
    "place.",
)
_PARTS = (
    "Dynamic shift-share: each year's change is split with that year's structure, and the years are added up. The "
    "three "
    "parts add to the change."
)
_NATIONAL = "what it would have been had every industry grown as the whole nation's economy did"
_MIX = "what it owes to having industries that grew faster or slower in the nation than the whole"
_REGIONAL = "what is left: its industries growing faster or slower here than in the nation"

SERIES = (
    *(
        _VOLUMES.series(
            f"gva-{name}",
            f"{title} of real value added",
            "GBP million 2022",
            definition=f"Change of real value added over ten years: {meaning}. By district, against the United "
            f"Kingdom.",
            method=f"{_PARTS} Chained volumes by industry, the district against the United Kingdom.",
            polarity=Polarity.HIGHER,
            prices=Prices.CHAINED,
        )
        for name, title, meaning in (
            ("change", "Change", "all of it"),
            ("national", "National part of the change", _NATIONAL),
            ("mix", "Industry-mix part of the change", _MIX),
            ("regional", "District's own part of the change", _REGIONAL),
        )
    ),
    _VOLUMES.series(
        "gva-change-percent",
        "Change of real value added in per cent",
        "%",
        decimals=1,
        definition="Change of real value added without imputed rent over ten years in per cent of the start, by "
        "district "
        "and of the United Kingdom.",
        method="Sums of the industries' chained volumes at the end and at the start.",
        polarity=Polarity.HIGHER,
        prices=Prices.CHAINED,
    ),
    _VOLUMES.series(
        "gva-regional-percent",
        "District's own part of the change of real value added in per cent",
        "%",
        decimals=1,
        definition="The district's own part of the change of real value added over ten years, in per cent of the "
        "start.",
        method=_PARTS,
        polarity=Polarity.HIGHER,
        prices=Prices.CHAINED,
    ),
    *(
        _EMPLOYEES.series(
            f"employees-{name}",
            f"{title} of employees",
            "employees",
            definition=f"Change of employees over the years of the survey: {meaning}. Against Great Britain.",
            method=f"{_PARTS} The range is what rounded employee counts leave open; by industry the national and the "
            "mix part have none.",
            polarity=Polarity.HIGHER,
            by=("industry",),
        )
        for name, title, meaning in (
            ("change", "Change", "all of it"),
            ("national", "National part of the change", _NATIONAL),
            ("mix", "Industry-mix part of the change", _MIX),
            ("regional", "Area's own part of the change", _REGIONAL),
        )
    ),
    _QUOTIENTS.series(
        "quotient-employees",
        "Location quotient by employees",
        "ratio",
        decimals=2,
        definition="An industry's share of employees here divided by its share in Great Britain; 1 means the same.",
        method="Shares of the latest year. The range is what rounded employee counts leave open.",
        by=("industry",),
        is_plain=False,
    ),
    _QUOTIENTS.series(
        "quotient-value-added",
        "Location quotient by value added",
        "ratio",
        decimals=2,
        definition="An industry's share of value added here divided by its share in Great Britain; 1 means the same.",
        method="Shares of value added without imputed rent, current prices.",
        sources=(GVA_LOCAL, GVA_WIDER),
        by=("industry",),
        is_plain=False,
    ),
    _QUOTIENTS.series(
        "quotient-workplaces",
        "Location quotient by workplaces",
        "ratio",
        decimals=2,
        definition="An industry's share of workplaces of firms here divided by its share in Great Britain; 1 means the "
        "same. Agriculture and production are one industry.",
        method="Shares of local units in the latest year. The range is what rounding leaves open.",
        sources=(BUSINESSES,),
        by=("industry",),
        is_plain=False,
    ),
    _QUOTIENTS.series(
        "employee-growth",
        "Change of employees in per cent",
        "%",
        decimals=1,
        definition="Change of an industry's employees from the first to the last year of the survey, here and in Great "
        "Britain.",
        method="The last count over the first, less one. The range is what rounded counts leave open.",
        polarity=Polarity.HIGHER,
        by=("industry",),
        is_plain=False,
    ),
    _QUOTIENTS.series(
        "unlike-nation",
        "Unlikeness of the industry structure to Great Britain's",
        "ratio",
        decimals=2,
        definition="Krugman's index: the sum over industries of the distance between their shares of employees here "
        "and "
        "in Great Britain; 0 is the same structure, 2 one with nothing in common.",
        method="Shares of the latest year. The range is what rounded employee counts leave open.",
    ),
    _NEAR.series(
        "near-industries",
        "Industries within reach",
        "industries",
        definition="2-digit industries that the ITL 2 area surely has less of than its share and that are near to what "
        "it has.",
        method="Location quotient below 1 with its range, and density of related industries among the nearest third of "
        "areas. Farming, fishing and mining are left out.",
    ),
    _NEAR.series(
        "nearness",
        "Nearness of an industry",
        "share",
        definition="The share of ITL 2 areas whose industries are no nearer to this industry than the area's are.",
        method="Rank of the density of related industries among all areas.",
        by=("industry",),
        is_plain=False,
    ),
)
"""The results, in the order of the analysis."""


def _volume_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    from placewright.analysis.area import Missing
    from placewright.analysis.sector_changes import volume_shift

    found = volume_shift(inputs.figures, inputs.area)
    if not isinstance(found, Missing):
        yield from rows_of_volumes(found, inputs.area)


def _employee_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    from placewright.analysis.area import Missing
    from placewright.analysis.sector_changes import employee_shift

    found = employee_shift(inputs.figures, inputs.area)
    if not isinstance(found, Missing):
        yield from rows_of_employees(found, inputs.area)


def _quotient_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    from placewright.analysis.area import Missing
    from placewright.analysis.sectors import concentration

    found = concentration(inputs.figures, inputs.area)
    if not isinstance(found, Missing):
        yield from rows_of_quotients(found, inputs.area)


def _near_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    from placewright.analysis.area import Missing
    from placewright.analysis.diversification import diversification

    found = diversification(inputs.figures, inputs.area)
    if not isinstance(found, Missing):
        yield from rows_of_nearness(found, inputs.area)


PARTS = (
    ResultPart(_VOLUMES.part, _VOLUMES.sources, _volume_rows),
    ResultPart(_EMPLOYEES.part, _EMPLOYEES.sources, _employee_rows),
    ResultPart(_QUOTIENTS.part, (BRES, GVA_LOCAL, GVA_WIDER, BUSINESSES), _quotient_rows),
    ResultPart(_NEAR.part, _NEAR.sources, _near_rows),
)


def rows_of_volumes(shift: VolumeShift, area: Area) -> Iterator[ResultRow]:
    """Shift-share of real value added, by district."""
    period = span(shift.first_year, shift.last_year)
    parts = (
        ("change", shift.change),
        ("national", shift.national),
        ("mix", shift.mix),
        ("regional", shift.regional),
    )
    for at, code in enumerate(shift.codes):
        start = float(shift.start[at])
        for name, values in parts:
            yield known(f"{SLUG}/gva-{name}", code, period, values[at], inputs=(float(values[at]), start))
        for name, values in (("change", shift.change), ("regional", shift.regional)):
            yield known(f"{SLUG}/gva-{name}-percent", code, period, 100 * values[at] / start)
    if area.kingdom:
        yield known(f"{SLUG}/gva-change-percent", area.kingdom, period, 100 * shift.kingdom_growth)


def rows_of_employees(shift: EmployeeShift, area: Area) -> Iterator[ResultRow]:
    """Shift-share of the area's employees, in all and by industry."""
    period = span(shift.first_year, shift.last_year)
    for name, estimate in (
        ("change", shift.change),
        ("national", shift.national),
        ("mix", shift.mix),
        ("regional", shift.regional),
    ):
        inputs = (estimate.value, shift.start)
        yield estimated(f"{SLUG}/employees-{name}", area.code, period, estimate, inputs=inputs)
    for at, industry in enumerate(shift.industries):
        member = f"industry={industry}"
        for name, values in (("change", shift.change_by), ("national", shift.national_by), ("mix", shift.mix_by)):
            yield known(f"{SLUG}/employees-{name}", area.code, period, values[at], member=member)
        yield estimated(f"{SLUG}/employees-regional", area.code, period, shift.regional_by[at], member=member)


def rows_of_quotients(found: Concentration, area: Area) -> Iterator[ResultRow]:
    """Location quotients of three kinds, growth of employees, and how unlike the nation's the structure is."""
    year, growth = str(found.year), span(found.first_year, found.year) if found.first_year < found.year else ""
    for line in found.lines:
        member = f"industry={line.code}"
        yield estimated(f"{SLUG}/quotient-employees", area.code, year, line.by_employees, member=member)
        if line.by_value_added is not None and found.value_added_year is not None:
            when = str(found.value_added_year)
            yield known(f"{SLUG}/quotient-value-added", area.code, when, line.by_value_added, member=member)
        if line.by_businesses is not None and found.business_year is not None:
            when = str(found.business_year)
            yield estimated(f"{SLUG}/quotient-workplaces", area.code, when, line.by_businesses, member=member)
        if growth:
            yield estimated(f"{SLUG}/employee-growth", area.code, growth, line.growth, scale=100, member=member)
            yield known(f"{SLUG}/employee-growth", GREAT_BRITAIN, growth, 100 * line.wider_growth, member=member)
    if found.production_businesses is not None and found.business_year is not None:
        when, member = str(found.business_year), f"industry={PRODUCTION}"
        yield estimated(f"{SLUG}/quotient-workplaces", area.code, when, found.production_businesses, member=member)
    yield estimated(f"{SLUG}/unlike-nation", area.code, year, found.krugman)


def rows_of_nearness(found: Diversification, area: Area) -> Iterator[ResultRow]:
    """What is near to the industries of the ITL 2 area, under its own code."""
    from placewright.analysis.diversification import Reach, nearest_first

    near = [item.code for item in nearest_first(found.industries) if item.reach is Reach.NEAR]
    year = str(found.year)
    yield known(f"{SLUG}/near-industries", found.code, year, len(near), inputs=(near,))
    for item in found.industries:
        inputs = (item.nearness, item.quotient)
        yield known(f"{SLUG}/nearness", found.code, year, item.nearness, member=f"industry={item.code}", inputs=inputs)

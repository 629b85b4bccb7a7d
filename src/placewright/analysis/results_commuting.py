"""Results of the analysis of commuting that claims may name: who stays, who goes, who comes, and to and from where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from placewright.analysis.results_series import ResultInputs, ResultPart, ResultRow, Theme, estimated, known
from placewright.core.quantities import ErrorKind
from placewright.records.indicator import Foundation, Polarity, Sides

if TYPE_CHECKING:
    from placewright.analysis.area import Area
    from placewright.analysis.commuting_flows import Commuting, Containment

SLUG = "commuting"
SOURCE = "census-2021-commuting"
CENSUS_DAY = "2021-03-21"

_FLOWS = Theme(
    SLUG,
    Foundation.INFRASTRUCTURE,
    "commuting",
    (SOURCE,),
    "Commuting outside the lockdown in which the census was taken; where people without a fixed place of work work; "
    "workers who live in Scotland or Northern Ireland; second jobs and days of the week.",
)
_COUNTED = (
    "Counts of the census of 2021 by district of residence and of workplace, added up. Of the region that the area "
    "lies in, its part outside the area."
)
_LOCKDOWN = ("The census was taken in a lockdown: flows are too small and shares at home too large.",)

_CROSSING = Sides(
    more=("come", "came", "comes", "arrive", "into", "inflow", "in-commuters"),
    less=("go", "went", "left", "goes", "leave", "out", "outflow", "out-commuters"),
)

SERIES = (
    *(
        _FLOWS.series(
            name,
            title,
            "people",
            definition=f"{definition}; of the area and by district.",
            method=_COUNTED,
            caveats=_LOCKDOWN,
            by=by,
            sides=_CROSSING if name == "net" else None,
        )
        for name, title, definition, by in (
            ("residents", "Residents with a fixed workplace", "Residents in work who go to a fixed place of work", ()),
            ("workers", "Workers at fixed workplaces", "People who work at a fixed place here, wherever they live", ()),
            (
                "live-and-work",
                "Residents who work here",
                "Residents whose fixed place of work is in the place itself",
                (),
            ),
            (
                "at-home",
                "Residents at home or without a fixed place",
                "Residents who work at home or have no fixed place of work, which the table cannot tell apart",
                (),
            ),
            (
                "out",
                "Residents who work elsewhere",
                "Residents whose fixed place of work lies outside, in all and by where it is",
                ("place",),
            ),
            (
                "into",
                "Workers who live elsewhere",
                "Workers at fixed workplaces here who live outside, in all and by where they live",
                ("place",),
            ),
            (
                "net",
                "Workers gained across the border",
                "Workers who come from outside less residents who go there, in all and by the other place",
                ("place",),
            ),
        )
    ),
    _FLOWS.series(
        "self-containment",
        "Residents who work where they live",
        "%",
        decimals=1,
        definition="Of residents with a fixed workplace, the part who work in the place; the range holds every "
        "possibility for those at home or without a fixed place.",
        method="Residents who work here over residents with a fixed workplace. Low: all who are at home or without a "
        "fixed place count as working elsewhere; high: as working here.",
        polarity=Polarity.NEUTRAL,
        caveats=_LOCKDOWN,
    ),
    _FLOWS.series(
        "job-containment",
        "Jobs held by residents",
        "%",
        decimals=1,
        definition="Of workers at fixed workplaces here, the part who live in the place; the range holds every "
        "possibility for those at home or without a fixed place.",
        method="Residents who work here over workers at fixed workplaces here, with the widest bounds.",
        caveats=_LOCKDOWN,
    ),
    _FLOWS.series(
        "self-containment-with-home",
        "Residents who work where they live or at home",
        "%",
        decimals=1,
        definition="Of residents in work in the country, the part who work in the place, all who are at home or "
        "without a "
        "fixed place counted as working where they live.",
        method="Residents who work here and those at home or without a fixed place, over all of them and those who go "
        "elsewhere.",
        caveats=_LOCKDOWN,
    ),
)
"""The results, in the order of the analysis."""


def make_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    """The rows of every result of the analysis."""
    from placewright.analysis.area import Missing
    from placewright.analysis.commuting_flows import analyse_commuting

    found = analyse_commuting(inputs.figures, inputs.area)
    if not isinstance(found, Missing):
        yield from rows_of(found, inputs.area)


PARTS = (ResultPart(SLUG, (SOURCE,), make_rows),)


def rows_of(found: Commuting, area: Area) -> Iterator[ResultRow]:
    """The analysis as rows: the whole, its districts, and flows to and from every place that there are some with."""
    yield from _of_place(found.whole, area.code)
    for flow in dict.fromkeys((*found.regions, *found.flows)):
        if flow.out or flow.into:
            yield from _flow(area.code, flow.code, flow.out, flow.into)
    if found.districts and found.members != (area.code,):
        for district in found.districts:
            yield from _of_place(district, district.code)
        for at, code in enumerate(found.members):
            for to, other in enumerate(found.members):
                if to != at:
                    yield from _flow(code, other, found.between[at, to], found.between[to, at])


def _of_place(one: Containment, code: str) -> Iterator[ResultRow]:
    for name, value in (
        ("residents", one.residents),
        ("workers", one.jobs),
        ("live-and-work", one.both),
        ("at-home", one.at_home),
        ("out", one.outflow),
        ("into", one.inflow),
        ("net", one.net),
    ):
        yield known(f"{SLUG}/{name}", code, CENSUS_DAY, value)
    counted = (one.both, one.residents, one.jobs, one.at_home)
    for name, estimate in (("self-containment", one.residence), ("job-containment", one.workplace)):
        yield estimated(
            f"{SLUG}/{name}", code, CENSUS_DAY, estimate, error=ErrorKind.UNKNOWN, scale=100, inputs=counted
        )
    if one.residence_with_home is not None:
        value = 100 * one.residence_with_home
        yield known(f"{SLUG}/self-containment-with-home", code, CENSUS_DAY, value, inputs=counted)


def _flow(code: str, other: str, out: float, into: float) -> Iterator[ResultRow]:
    for name, value, inputs in (("out", out, ()), ("into", into, ()), ("net", into - out, (float(out), float(into)))):
        yield known(f"{SLUG}/{name}", code, CENSUS_DAY, value, member=f"place={other}", inputs=inputs)

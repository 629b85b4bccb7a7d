"""The cells that each derived series rests on, for one place and period: what a figure is traced to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from placewright.analysis.commuting_flows import AT_HOME, AT_WORKPLACE
from placewright.analysis.commuting_flows import SOURCE as COMMUTING
from placewright.analysis.derived_series import (
    SECTIONS,
    areas_of_districts,
    census_districts,
    figures_of,
    small_areas_in,
)
from placewright.analysis.disparities import INCOME
from placewright.analysis.diversification import DIVISIONS, counted_industries, territories_of_output
from placewright.analysis.floorspace import SOURCE as FLOORSPACE
from placewright.analysis.industry_accounts import BRES, GREAT_BRITAIN
from placewright.analysis.productivity import ITL
from placewright.analysis.small_areas import LATEST
from placewright.core.errors import UnknownName
from placewright.evidence.derived import DerivedInputs
from placewright.evidence.parts import Part, PartsOf

OWN, COMPARATOR, OTHERS = "place", "comparator", "others"
"""The roles of most parts: the place's own cells, those of what it is held against, and those of all other places."""


def parts_of(inputs: DerivedInputs, place: str, period: str) -> Sequence[Part]:
    """The parts of the figure of a derived indicator for a place and period.

    Raises:
        UnknownName: the indicator's series has no parts declared.
    """
    series = inputs.indicator.compute.series
    if series not in PARTS:
        raise UnknownName.named(series, PARTS, where=f"indicator '{inputs.indicator.id}'")
    return PARTS[series](inputs, place, period)


def commuting_parts(inputs: DerivedInputs, place: str, period: str, *, side: str) -> Sequence[Part]:
    """Flows within the place, then the other flows of its residents or workers, then those who have no fixed place."""
    inside = census_districts(tuple(_members(inputs, place)))
    flows = {"measure": ("residents-in-work",), "period": (period,), "place_of_work": (AT_WORKPLACE,)}
    at_home = {**flows, "place": inside, "place_of_work": (AT_HOME,)}
    part = partial(Part, dataset=COMMUTING, additive=True)
    within = part("live and work in the place", where={**flows, "place": inside, "workplace": inside})
    out = part("live in the place, work elsewhere", where={**flows, "place": inside}, but={"workplace": inside})
    into = part("work in the place, live elsewhere", where={**flows, "workplace": inside}, but={"place": inside})
    home = part("live in the place, at home or without a fixed workplace", where=at_home)
    parts = {
        "residence": (within, out),
        "workplace": (within, into),
        "net": (within, out, into),
        "with-home": (within, out, home),
    }
    return parts[side]


def section_parts(inputs: DerivedInputs, place: str, period: str) -> Sequence[Part]:
    """Employees by section of the place and of Great Britain."""
    wanted = {"measure": ("employees",), "industry": SECTIONS, "period": (period,)}
    return (
        Part(OWN, BRES, {**wanted, "place": _members(inputs, place)}),
        Part(COMPARATOR, BRES, {**wanted, "place": (GREAT_BRITAIN,)}),
    )


def complexity_parts(inputs: DerivedInputs, place: str, period: str) -> Sequence[Part]:
    """The place's employment by division, that of all other areas, and the output per hour that gives the sign."""
    figures = figures_of(inputs)
    wanted = {"measure": ("employment",), "period": (period,), "industry": counted_industries(figures, period)}
    own = {**wanted, "place": (place,)}
    codes, latest = territories_of_output(figures)
    parts = [Part(OWN, DIVISIONS, own), Part(OTHERS, DIVISIONS, wanted, {"place": (place,)}, listed=False)]
    if latest:
        sign = {"measure": ("gva-per-hour",), "period": (latest,), "place": codes}
        parts.append(Part("sign of the index", ITL, sign, listed=False))
    return tuple(parts)


def deprivation_parts(inputs: DerivedInputs, place: str, _: str) -> Sequence[Part]:
    """The decile of every small area of the place."""
    areas = [area for member in _members(inputs, place) for area in small_areas_in(member)]
    return (Part("small area", LATEST, {"place": areas, "measure": ("decile",), "domain": ("imd",)}),)


def income_parts(inputs: DerivedInputs, place: str, period: str) -> Sequence[Part]:
    """Income per head of each district of the place, and its whole income, which gives the people that weigh it."""
    found = figures_of(inputs).grid(INCOME, {"place": None}, measure="gdhi-per-head")
    members = areas_of_districts(inputs, found.of("place")).get(place, ()) if found is not None else ()
    wanted = {"place": members, "period": (period,), "transaction": ("gross-disposable-income",)}
    return (
        Part("income per head", INCOME, {**wanted, "measure": ("gdhi-per-head",)}),
        Part("weight", INCOME, {**wanted, "measure": ("gdhi-current",)}),
    )


def floorspace_parts(inputs: DerivedInputs, place: str, _: str) -> Sequence[Part]:
    """The place's office floorspace of every year, or that of its members, for the highest year is among them."""
    wanted = {"measure": ("floorspace",), "sector": ("office",)}
    found = figures_of(inputs).grid(FLOORSPACE, {"place": None}, **{name: only for name, (only,) in wanted.items()})
    is_published = found is not None and place in found.of("place")
    places = (place,) if is_published else _members(inputs, place)
    return (Part(OWN, FLOORSPACE, {**wanted, "place": places}),)


PARTS: Mapping[str, PartsOf] = {
    "self-containment-residence": partial(commuting_parts, side="residence"),
    "self-containment-workplace": partial(commuting_parts, side="workplace"),
    "self-containment-with-home": partial(commuting_parts, side="with-home"),
    "net-commuting": partial(commuting_parts, side="net"),
    "krugman-specialisation": section_parts,
    "location-quotient-manufacturing": section_parts,
    "location-quotient-information-communication": section_parts,
    "location-quotient-professional-scientific": section_parts,
    "economic-complexity": complexity_parts,
    "small-areas-most-deprived-fifth": deprivation_parts,
    "income-inequality-between-districts": income_parts,
    "office-floorspace-below-peak": floorspace_parts,
}
"""The cells behind each derived series, by the name that an indicator's `series` gives."""


def _members(inputs: DerivedInputs, place: str) -> Collection[str]:
    """The codes that stand for the place: its districts where it is a list of them, else itself."""
    return tuple(inputs.bundles.get(place, ())) or (place,)

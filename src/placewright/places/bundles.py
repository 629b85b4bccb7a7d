"""Bundles: a place given as a list of codes, in one vintage and without overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from placewright.core.errors import PlacewrightError
from placewright.core.said import worded
from placewright.places import hierarchy
from placewright.places.vintages import LATEST_YEAR, check_vintage, vintages_of, year_of_vintage
from placewright.records.place import SMALL_AREA_LEVELS, YEARLY_LEVELS, Place

if TYPE_CHECKING:
    from placewright.places.registry import Registry


class BadBundle(PlacewrightError):
    """A list of codes that do not make one place together."""


@dataclass(frozen=True)
class Bundle:
    """One place made of one code or several; `year` is that of the districts it is made of."""

    places: tuple[Place, ...]
    year: int
    known: Registry

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it was given as, in the order given."""
        return tuple(place.code for place in self.places)

    @property
    def name(self) -> str:
        """The names of its places."""
        names = [place.name for place in self.places]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of its places, each once."""
        return tuple(dict.fromkeys(place.level for place in self.places))

    def members(self, level: str, vintage: str | None = None) -> tuple[Place, ...]:
        """The places of a level that make it up together, by code.

        Raises:
            BadBundle: it is not made of whole places of that level and vintage.
        """
        wanted = check_vintage(vintage or self._vintage_for(level), level)
        found = self._small_members(level, wanted) if level in SMALL_AREA_LEVELS else self._members(level, wanted)
        if not found:
            raise BadBundle(
                worded(
                    "%(name)s is not recorded as made of whole places of level '%(level)s' (%(wanted)s).",
                    name=self.name,
                    level=level,
                    wanted=wanted,
                ),
                fix=worded("Name the places that you mean one by one, separated by commas."),
            )
        return tuple(sorted(found, key=lambda place: place.code))

    def _vintage_for(self, level: str) -> str:
        if level in YEARLY_LEVELS:
            return f"{level}-{self.year}"
        of_level = [place for place in self.places if place.level == level]
        shared = [one for one in reversed(vintages_of(level)) if all(place.is_in(one) for place in of_level)]
        return shared[0]

    def _small_members(self, level: str, vintage: str) -> set[Place]:
        found: set[Place] = set()
        for place in self.places:
            inside = (
                {place} if place.is_in(vintage) else set(hierarchy.children(self.known, place.code, level, vintage))
            )
            if not inside:
                return set()
            found |= inside
        return found

    def _members(self, level: str, vintage: str) -> set[Place]:
        """The places of the level that its districts lie in, where these hold no other district; else none."""
        if all(place.level == level and place.is_in(vintage) for place in self.places):
            return set(self.places)
        year = year_of_vintage(vintage) or hierarchy.paired_year(vintage)
        mine = _footprint(self.known, self.codes, year)
        if not mine:
            return set()
        if level == "lad":
            return {self.known.places[code] for code in mine}
        found = {self.known.parent(code, level, vintage) for code in mine}
        members = {place for place in found if place is not None}
        if len(members) < len(found) or _footprint(self.known, [place.code for place in members], year) != mine:
            return set()
        return members


def make_bundle(known: Registry, codes: Sequence[str]) -> Bundle:
    """The place that a list of codes makes together.

    Raises:
        UnknownPlace: a code is not known.
        BadBundle: the list is empty, repeats a code, shares no vintage, or holds places that overlap.
    """
    if not codes:
        raise BadBundle(worded("A place needs at least one code."), fix=worded("Name one, or leave the key out."))
    places = tuple(known.get(code) for code in codes)
    repeated = sorted({code for code in codes if list(codes).count(code) > 1})
    if repeated:
        raise BadBundle(
            worded("%(list)s is given more than once.", list=", ".join(repeated)), fix=worded("Give each code once.")
        )
    bundle = Bundle(places, _common_year(known, places), known)
    _stop_overlap(known, places, bundle.year)
    return bundle


def stop_overlap(known: Registry, codes: Sequence[str]) -> None:
    """Refuse a list of codes of which one lies in another; codes that nobody knows, or of no one year, are passed over.

    Raises:
        BadBundle: two of them overlap.
    """
    places = tuple(known.get(code) for code in dict.fromkeys(codes) if known.is_known(code))
    if len({place.level for place in places}) < 2:
        return  # of one level they lie side by side
    try:
        year = _common_year(known, places)
    except BadBundle:
        return
    _stop_overlap(known, places, year)


def _common_year(known: Registry, places: tuple[Place, ...]) -> int:
    """The newest year in which all the yearly codes are live; classifications must share a vintage."""
    yearly = [place for place in places if place.level in YEARLY_LEVELS]
    first = max((place.first or 0 for place in yearly), default=0)
    last = min((place.last or LATEST_YEAR for place in yearly), default=LATEST_YEAR)
    if first > last:
        ended = [str(place) for place in yearly if (place.last or LATEST_YEAR) < first]
        raise BadBundle(
            worded(
                "No year has all of these codes: %(list)s ended before %(first)s.", list=", ".join(ended), first=first
            ),
            fix=worded("Replace the ended codes with their successors."),
        )
    for level in {place.level for place in places} - set(YEARLY_LEVELS):
        of_level = [place for place in places if place.level == level]
        if not set.intersection(*(set(place.vintages) for place in of_level)):
            listed = ", ".join(f"{place.code} ({', '.join(place.vintages)})" for place in of_level)
            raise BadBundle(
                worded("No vintage has all of these codes: %(listed)s.", listed=listed),
                fix=worded("Give codes of one vintage."),
            )
    years = [hierarchy.year_of(place) for place in places if place.level not in YEARLY_LEVELS]
    return min([last, *years]) if min([last, *years]) >= first else last


def _stop_overlap(known: Registry, places: tuple[Place, ...], year: int) -> None:
    """Two places overlap where one lies in the other, or where they share a district."""
    above = {place.code: {parent.code for parent in known.parents(place.code)} for place in places}
    areas = {p.code: _footprint(known, [p.code], year) for p in places if p.level not in SMALL_AREA_LEVELS}
    for n, one in enumerate(places):
        for other in places[n + 1 :]:
            nested = other.code in above[one.code] or one.code in above[other.code]
            shared = areas.get(one.code, frozenset()) & areas.get(other.code, frozenset())
            if nested or shared:
                raise BadBundle(
                    worded("%(one)s and %(other)s overlap.", one=one, other=other),
                    fix=worded("Leave one of them out: its figures would count twice."),
                )


def _footprint(known: Registry, codes: Sequence[str], year: int) -> frozenset[str]:
    """The districts of a year that the codes are made of; none where one of them is not made of whole districts."""
    direct = _districts_at(known, codes, year)
    if direct:
        return direct
    own_year = min(hierarchy.year_of(known.get(code)) for code in codes)
    before = _districts_at(known, codes, own_year)
    after = {code for one in before for code in known.resolve(one, f"lad-{year}").codes}
    back = {code for one in after for code in known.resolve(one, f"lad-{own_year}").codes}
    return frozenset(after) if back == before else frozenset()


def _districts_at(known: Registry, codes: Sequence[str], year: int) -> frozenset[str]:
    """The districts of just that year in the codes; none where one of them has none, or divides one."""
    found: set[str] = set()
    for code in codes:
        districts = {district.code for district in hierarchy.districts_in(known, code, year)}
        if not districts or _is_divided(known, code, f"lad-{year}"):
            return frozenset()
        found |= districts
    return frozenset(found)


def _is_divided(known: Registry, code: str, vintage: str) -> bool:
    """Whether a district of the vintage lies partly in the place."""
    links = known.links_down.get(code, ())
    return any(link.share < 1 and known.places[link.code].is_in(vintage) for link in links)

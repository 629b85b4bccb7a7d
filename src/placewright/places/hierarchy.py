"""Which place lies in which: parents, children, and the few that lie across several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from placewright.core.errors import PlacewrightError
from placewright.core.said import worded
from placewright.places.tables import Link
from placewright.places.vintages import LATEST_YEAR, check_vintage, vintages_of, year_of_vintage
from placewright.records.place import SMALL_AREA_LEVELS, YEARLY_LEVELS, Place

if TYPE_CHECKING:
    from placewright.places.registry import Registry

SMALL_AREAS_FROM = 2021
"""The first year whose districts are paired with small areas."""

_PAIRED_YEAR = {"itl-2021": 2021, "nuts-2016": 2021}


def parents(known: Registry, code: str, vintage: str | None = None) -> tuple[Place, ...]:
    """Every place that holds the whole of it, nearest first."""
    place = known.get(code)
    year = _year_for(place, vintage)
    found: dict[str, Place] = {}
    queue = [place]
    for inside in queue:
        for parent in _above(known, inside, vintage, year):
            if parent.code not in found and _admitted(parent, vintage, year):
                found[parent.code] = parent
                queue.append(parent)
    return tuple(found.values())


def parent(known: Registry, code: str, level: str, vintage: str | None = None) -> Place | None:
    """The place of a level that holds the whole of it, in the newest or the given vintage."""
    if vintage is not None:
        check_vintage(vintage, level)
    candidates = [place for place in parents(known, code, vintage) if place.level == level]
    return known.newest_of(candidates)


def children(known: Registry, code: str, level: str, vintage: str | None = None) -> tuple[Place, ...]:
    """The places of a level that lie wholly inside, by code."""
    place = known.get(code)
    if level in SMALL_AREA_LEVELS:
        return _small_children(known, place, level, vintage)
    if vintage is None and level not in YEARLY_LEVELS:
        return _newest_children(known, place, level)
    if vintage is not None:
        check_vintage(vintage, level)
    year = _year_for(place, vintage)
    return tuple(sorted(_below(known, place, level, vintage, year), key=lambda child: child.code))


def straddled(known: Registry, code: str, level: str, vintage: str | None = None) -> tuple[Link, ...]:
    """The places of a level that each hold only a part of it, with the share of its area."""
    wanted = vintage or vintages_of(level)[-1]
    check_vintage(wanted, level)
    known.get(code)
    links = known.links_up.get(code, [])
    found = [link for link in links if link.share < 1 and known.places[link.code].level == level]
    return tuple(link for link in found if known.places[link.code].is_in(wanted))


def districts_in(known: Registry, code: str, year: int) -> tuple[Place, ...]:
    """The districts of a year that lie wholly inside a place, or the place itself where it is one."""
    place = known.get(code)
    if place.level == "lad":
        return (place,) if place.is_in(f"lad-{year}") else ()
    return children(known, code, "lad", f"lad-{year}")


def year_of(place: Place) -> int:
    """The newest year whose districts go with a place."""
    if place.level in YEARLY_LEVELS:
        return place.last or LATEST_YEAR
    return paired_year(place.newest_vintage)


def paired_year(vintage: str) -> int:
    """The year whose districts a vintage of a classification is made of; the latest where it still serves."""
    return _PAIRED_YEAR.get(vintage, LATEST_YEAR)


def _year_for(place: Place, vintage: str | None) -> int:
    return year_of_vintage(vintage) or year_of(place)


def _admitted(place: Place, vintage: str | None, year: int) -> bool:
    if place.level in YEARLY_LEVELS:
        return place.is_in(f"{place.level}-{year}")
    if vintage is None or vintage not in vintages_of(place.level):
        return True
    return place.is_in(vintage)


def _above(known: Registry, place: Place, vintage: str | None, year: int) -> Iterator[Place]:
    if place.level not in SMALL_AREA_LEVELS:
        for link in known.links_up.get(place.code, ()):
            if link.share == 1:
                yield known.places[link.code]
        return
    areas = known.small_areas
    if place.level == "lsoa":
        census = vintage.partition("-")[2] if vintage and vintage.startswith("msoa-") else place.newest_vintage[-4:]
        msoa = areas.msoa_of(place.code, f"lsoa-{census}")
        if msoa and (above := areas.get(msoa)):
            yield above
    district = areas.district_of(place.code, year)
    if district:
        yield from (known.places[code] for code in _at_year(known, district, year))


def _at_year(known: Registry, district: str, year: int) -> tuple[str, ...]:
    if year < SMALL_AREAS_FROM or known.places[district].is_in(f"lad-{year}"):
        return (district,)
    return known.resolve(district, f"lad-{year}").codes


def _below(known: Registry, place: Place, level: str, vintage: str | None, year: int) -> set[Place]:
    found: set[Place] = set()
    seen = {place.code}
    queue = [place.code]
    for code in queue:
        for link in known.links_down.get(code, ()):
            if link.share < 1 or link.code in seen:
                continue
            child = known.places[link.code]
            if not _admitted(child, vintage, year):
                continue
            seen.add(link.code)
            if child.level == level:
                found.add(child)
            queue.append(link.code)
    return found


def _newest_children(known: Registry, place: Place, level: str) -> tuple[Place, ...]:
    for vintage in reversed(vintages_of(level)):
        found = _below(known, place, level, vintage, _year_for(place, None))
        if found:
            return tuple(sorted(found, key=lambda child: child.code))
    return ()


def _small_children(known: Registry, place: Place, level: str, vintage: str | None) -> tuple[Place, ...]:
    wanted = check_vintage(vintage or f"{level}-2021", level)
    areas = known.small_areas
    if place.level == "msoa":
        codes = areas.in_msoa(place.code, wanted) if level == "lsoa" else []
        return tuple(known.get(code) for code in sorted(codes))
    year = year_of(place)
    if place.level == "lad" and year < SMALL_AREAS_FROM:
        raise PlacewrightError(
            worded(
                "The small areas of %(place)s, which ended in %(last)s, are not recorded.", place=place, last=place.last
            ),
            fix=worded("Ask for those of %(list)s.", list=", ".join(known.resolve(place.code).codes)),
        )
    codes = []
    for district in districts_in(known, place.code, max(year, SMALL_AREAS_FROM)):
        recorded = district.code
        if year > 2024 and district.first == 2025:
            recorded = known.resolve(recorded, "lad-2024").codes[0]
        codes += areas.in_district(recorded, wanted, year)
    return tuple(known.get(code) for code in sorted(codes))

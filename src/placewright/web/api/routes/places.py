"""Places: the registry's codes with their names, levels, vintages and relations."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from placewright.core.errors import UnknownPlace
from placewright.places.registry import registry
from placewright.records.place import LEVELS, Place
from placewright.web.api.catalogue import current
from placewright.web.api.paging import AskedPage, Page, page_of
from placewright.web.api.problems import Refused, unknown
from placewright.web.api.reading import reads

router = Router(tags=["places"])

Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{2,40}$", description="The code of a place, such as E07000243.")]


class PlaceName(Schema):
    """A place by code, name and level."""

    code: str
    name: str
    level: str = Field(description="What kind of place the code stands for: lad, county, region, itl3, lsoa ...")


class PlaceShort(PlaceName):
    """A place of the registry."""

    vintages: list[str] = Field(description="The sets of codes in which it is live, such as lad-2023; oldest first.")
    is_current: bool = Field(description="Whether the code has no recorded end.")


class SamePlace(Schema):
    """Codes of the same territory, or nearly: a recorded relation, never a silent join."""

    codes: list[str] = Field(description="One code, or several that are the territory together.")
    relation: str = Field(description="same, nearly or together.")
    note: str = Field(description="How that is known, and what differs.")


class PlaceFull(PlaceShort):
    """A place with its relations and what is measured of it."""

    first: int | None = Field(description="The first year of the code; null from before 2008.")
    last: int | None = Field(description="The last year of the code; null while it is live.")
    longitude: float | None
    latitude: float | None
    parents: list[PlaceName] = Field(description="Every place that holds the whole of it, nearest first.")
    equivalents: list[SamePlace]
    neighbours: list[PlaceName] = Field(description="Of a district: those that border it, longest border first.")
    became: list[str] = Field(description="The codes that stand for it now; its own where it never changed.")
    indicators: list[str] = Field(description="The indicators that have figures under this code.")
    page: str | None = Field(description="The address of its page for people, where it has one.")


class Places(Page):
    """A page of places."""

    items: list[PlaceShort]


class AskedPlaces(AskedPage):
    """Which places."""

    q: str = Field("", max_length=100, description="A code, or a part of a name.")
    level: str = Field("", max_length=20, description="Only places of a level, such as lad.")
    within: str = Field("", max_length=40, description="Only places that lie wholly inside the place with this code.")
    current: bool | None = Field(None, description="Only codes that are live (true), or that have ended (false).")


@reads(router, "/places", Places, summary="Search the registry of places", operation_id="list_places")
def list_places(request: HttpRequest, asked: Query[AskedPlaces]) -> object:
    """Places by code or name; names that begin with the words come first. Small areas are found by code alone."""
    found = _found(asked)
    if asked.current is not None:
        found = [place for place in found if place.is_current == asked.current]
    return page_of(request, found, _shorts, limit=asked.limit, cursor=asked.cursor, build=0)


@reads(router, "/places/{code}", PlaceFull, summary="One place with its relations", operation_id="get_place")
def get_place(request: HttpRequest, code: Code) -> object:
    """A place with what it lies in, the codes of the same territory, its neighbours and what is measured of it."""
    now, known = current(), registry()
    place = _place(code, status=404, where="path.code")
    figures = now.figures
    at = figures.words["place"].index(code) if code in figures.words["place"] else -2
    rows = (figures.codes["place"] == at).nonzero()[0]
    has_page = code in now.shown.world.pages
    return _short(place) | {
        "first": place.first,
        "last": place.last,
        "longitude": place.longitude,
        "latitude": place.latitude,
        "parents": [_named(parent) for parent in known.parents(code)],
        "equivalents": [
            {"codes": list(one.codes), "relation": one.relation, "note": one.note} for one in known.equivalents(code)
        ],
        "neighbours": [_named(near) for near in known.neighbours(code)] if code in known.borders else [],
        "became": list(known.resolve(code).codes),
        "indicators": [name for name in figures.found("indicator", rows) if name in now.indicators],
        "page": request.build_absolute_uri(f"/places/{code}.html") if has_page else None,
    }


def _found(asked: AskedPlaces) -> list[Place]:
    known, wanted = registry(), asked.q.strip()
    if asked.level and asked.level not in LEVELS:
        raise unknown("level", asked.level, LEVELS, where="query.level", see=f"{', '.join(LEVELS)}.")
    places = sorted(known.places.values(), key=lambda place: place.code)
    if asked.within:
        _place(asked.within, status=422, where="query.within")
        if asked.level:
            places = list(known.children(asked.within, asked.level))
        else:
            places = [place for place in places if any(up.code == asked.within for up in known.parents(place.code))]
    if asked.level:
        places = [place for place in places if place.level == asked.level]
    if not wanted:
        return places
    if not asked.within and wanted not in known.places and known.is_known(wanted):
        small = known.get(wanted)
        return [small] if asked.level in ("", small.level) else []
    text = wanted.casefold()
    hits = [place for place in places if text in place.name.casefold() or text == place.code.casefold()]
    return sorted(hits, key=lambda place: (not place.name.casefold().startswith(text), place.name, place.code))


def _place(code: str, *, status: int, where: str) -> Place:
    try:
        return registry().get(code)
    except UnknownPlace as error:
        raise Refused.of(error, status, where=where) from error


def _named(place: Place) -> dict[str, object]:
    return {"code": place.code, "name": place.name, "level": place.level}


def _short(place: Place) -> dict[str, object]:
    return _named(place) | {"vintages": list(place.vintages), "is_current": place.is_current}


def _shorts(places: list[Place]) -> list[dict[str, Any]]:
    return [_short(place) for place in places]

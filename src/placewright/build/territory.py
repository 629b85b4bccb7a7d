"""Which codes are one territory, and which districts stand for a place that a publisher has no row for."""

from __future__ import annotations

from collections.abc import Iterable

from placewright.core.errors import PlacewrightError
from placewright.evidence.levels import is_lasting
from placewright.places import registry, same_territory
from placewright.places.equivalents import Equivalence
from placewright.records.caveat import Caveat
from placewright.workspace.folder import WorkspaceFolder


def bundles_of(workspace: WorkspaceFolder) -> dict[str, tuple[str, ...]]:
    """What stands for the place, its region and its country where a publisher has no row for them: their districts.

    The ITL 1 regions of the country stand for it under its code among those.
    """
    record = workspace.record
    places = registry()
    area = area_code(workspace)
    bundles = {area: record.members or record.places}
    for code in (record.comparators.region, record.comparators.country):
        if code and code not in bundles:
            bundles[code] = tuple(place.code for place in places.children(code, "lad", record.place_vintage))
    country = record.comparators.country
    regions = tuple(place.code for place in places.children(country, "itl1")) if country else ()
    for code in codes_of_territory(country)[1:] if regions else ():
        if not is_lasting(code):
            bundles.setdefault(code, regions)
    return {code: members for code, members in bundles.items() if tuple(members) != (code,)}


WITHOUT = " without "
"""Stands between the code of a place and the codes that are left out of it."""


def bundle_without(workspace: WorkspaceFolder, caveats: Iterable[Caveat]) -> dict[str, tuple[str, ...]]:
    """The area without the members that those caveats trouble, by its code; nothing where they trouble none, or all."""
    members = workspace.record.members
    troubled = {code for caveat in caveats for code in caveat.places}
    left_out = [code for code in members if code in troubled]
    if not left_out or len(left_out) == len(members):
        return {}
    code = f"{area_code(workspace)}{WITHOUT}{'+'.join(left_out)}"
    return {code: tuple(member for member in members if member not in troubled)}


def codes_of_territory(code: str) -> tuple[str, ...]:
    """The code, every code recorded as the same territory, and last those that are nearly it."""
    return (code, *same_territory(code))


def what_differs(code: str, other: str) -> str:
    """What a code that is nearly the same territory holds more or less; empty where it is the same."""
    places = registry()
    if not places.is_known(code):
        return ""
    same = [code, *(found.codes[0] for found in places.equivalents(code) if _is_same(found))]
    notes = [
        found.note
        for known in same
        for found in places.equivalents(known)
        if found.codes == (other,) and found.relation == "nearly"
    ]
    return "" if other in same or not notes else notes[0]


def _is_same(found: Equivalence) -> bool:
    return found.relation == "same" and len(found.codes) == 1


def statistical_neighbours(code: str, *, most: int) -> tuple[str, ...]:
    """The nearest in economy, by any code of the territory that the publisher gives them for; else none."""
    places = registry()
    for same in codes_of_territory(code):
        try:
            return tuple(place.code for place in places.statistical_neighbours(same, kind="economic", n=most))
        except PlacewrightError:
            continue
    return ()


def area_code(workspace: WorkspaceFolder) -> str:
    """The code that stands for the workspace's place."""
    record = workspace.record
    return record.places[0] if len(record.places) == 1 else record.id

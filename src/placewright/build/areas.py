"""The workspace's place as analyses see it, and the outlines of its small areas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from placewright.analysis.area import Area
from placewright.build.territory import area_code, codes_of_territory, what_differs
from placewright.core.errors import BadRecord
from placewright.places import registry, vintages_of
from placewright.workspace.folder import WorkspaceFolder

Outlines = Mapping[str, Any] | None

_OLD_DISTRICTS = "lad-2021"
"""The vintage of the districts in the census's flows."""

_LSOAS = ("lsoa-2011", "lsoa-2021")
"""The vintages of small areas that figures are given for."""


def area_of(workspace: WorkspaceFolder) -> Area:
    """The workspace's place as analyses see it: codes, members, regions, names and small areas."""
    record = workspace.record
    places = registry()
    code = area_code(workspace)
    members = record.members or record.places
    regions = {
        district.code: region
        for vintage in ("lad-2024", _OLD_DISTRICTS)
        for region in sorted(places.known_codes("region"))
        for district in places.children(region, "lad", vintage)
    }
    named = {*regions, *members, *record.codes(), *places.known_codes("region"), *places.known_codes("country")}
    named |= places.known_codes("itl2") | places.known_codes("nuts2") | places.known_codes("lad", _OLD_DISTRICTS)
    return Area(
        name=record.name,
        code=code,
        members=tuple(members),
        territories=_territories(code),
        nearly={other: text for other in codes_of_territory(code) if (text := what_differs(code, other))},
        region=record.comparators.region,
        country=record.comparators.country,
        kingdom=record.comparators.kingdom,
        neighbours=record.comparators.neighbours,
        holders=_holders(members),
        names={code: places.name(code) for code in sorted(named) if places.is_known(code)},
        region_of=regions,
        small_areas=_SmallAreas(tuple(members)),
        successor=_successors(),
    )


class _SmallAreas(Mapping[str, Mapping[str, str]]):
    """For each vintage of LSOAs the district of every one in the area, looked up when it is first asked for."""

    def __init__(self, members: Sequence[str]) -> None:
        self._members = members
        self._known: dict[str, dict[str, str]] = {}

    def __getitem__(self, vintage: str) -> Mapping[str, str]:
        if vintage not in _LSOAS:
            raise KeyError(vintage)
        if vintage not in self._known:
            places = registry()
            self._known[vintage] = {
                area.code: code for code in self._members for area in places.children(code, "lsoa", vintage)
            }
        return self._known[vintage]

    def __iter__(self) -> Iterator[str]:
        return iter(_LSOAS)

    def __len__(self) -> int:
        return len(_LSOAS)


def _territories(code: str) -> tuple[tuple[str, ...], ...]:
    """Codes of the same territory, then lists of codes that make it up together, last codes that are nearly it."""
    places = registry()
    if not places.is_known(code):
        return ((code,),)
    near = codes_of_territory(code)
    nearly = {other: what_differs(code, other) for other in near}
    same = [other for other in near if not nearly[other]]
    together = [found.codes for one in same for found in places.equivalents(one) if found.relation == "together"]
    return tuple(dict.fromkeys([*((one,) for one in same), *together, *((one,) for one in near if nearly[one])]))


def _holders(members: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The ITL 2 areas that hold the members, of each vintage one where one holds them all, with their older codes.

    The newest comes first; figures that were published by older areas are found by those.
    """
    places = registry()
    found: dict[tuple[str, ...], None] = {}
    for vintage in reversed(vintages_of("itl2")):
        parents = {places.parent(code, "itl2", vintage) for code in members}
        codes = [parent.code for parent in parents if parent is not None]
        if len(parents) == 1 and codes:
            found[tuple(codes_of_territory(codes[0]))] = None
    return tuple(found)


def _successors() -> dict[str, str]:
    """The present code of each district of the census that was merged into another or given a new code."""
    places = registry()
    made = {}
    for code in sorted(places.known_codes("lad", _OLD_DISTRICTS) - places.known_codes("lad", "lad-2024")):
        now = places.resolve(code, "lad-2024").codes
        if len(now) == 1 and now[0] != code:
            made[code] = now[0]
    return made


def outlines_path(workspace: WorkspaceFolder) -> Path | None:
    """Where the outlines of the workspace's small areas are said to be; None where it names none."""
    named = workspace.record.boundaries.get("lsoa")
    return workspace.folder / named if named else None


def read_outlines(path: Path | None) -> Outlines:
    """A GeoJSON of small areas; None where the workspace names none.

    Raises:
        BadRecord: the file that it names cannot be read.
    """
    if path is None:
        return None
    fix = "Make them again with `placewright adopt`, or take `lsoa` out of the boundaries in workspace.toml."
    return read_geojson(path, called="The outlines of small areas", fix=fix)


def read_geojson(path: Path, *, called: str, fix: str) -> Mapping[str, Any]:
    """The content of a map's file.

    Raises:
        BadRecord: it cannot be read; `called` and `fix` say what it is and what mends it.
    """
    try:
        content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadRecord(f"{called} cannot be read ({error}).", where=path.name, fix=fix) from error
    return content

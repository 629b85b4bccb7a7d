"""The maps of a workspace: simplified outlines of its members, their surroundings and its small areas, as GeoJSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from placewright.core.late_dataclass import dataclass
from placewright.places import registry
from placewright.records.workspace import Workspace
from placewright.sources.reading import SourceFile

if TYPE_CHECKING:
    from placewright.sources.boundaries import Boundaries

FOLDER = "boundaries"
_DISTRICTS = ("LAD_*_UK_BUC*.geojson", "LAD_*.geojson", "LAD_*.zip")
_SMALL_AREAS = ("lsoa21_*.geojson", "LSOA_2021_*.geojson", "LSOA_DEC_2021_*.geojson", "lsoa*21*.geojson")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DISTRICT_METRES, _AROUND_METRES, _SMALL_METRES = 150.0, 500.0, 60.0


@dataclass(frozen=True, slots=True)
class Outlines:
    """The maps that were written: each level's GeoJSON below the workspace's folder, and the year of its boundaries.

    `taken` names the file that each level was made from.
    """

    files: dict[str, str] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)

    def recorded_in(self, record: Workspace) -> Workspace:
        """The workspace's record with these maps; of a level that was not written it keeps what it has."""
        years = {level: year for level, year in record.boundary_years.items() if level not in self.files}
        return replace(record, boundaries={**record.boundaries, **self.files}, boundary_years={**years, **self.years})


def write_outlines(workspace: Workspace, folder: Path, files: Path) -> Outlines:
    """Write what maps the files allow.

    Levels: `lad` the members, `around` the districts about them, `lsoa` the small areas of 2021. A level for which
    there is no file, or whose file covers less than every place, is left out. Of several files of districts that of the
    year that the workspace records is taken, or the newest where it records none or there is none of that year.
    """
    from placewright.sources.boundaries import read_boundaries

    made: dict[str, str] = {}
    years: dict[str, int] = {}
    taken: dict[str, str] = {}
    members = set(workspace.members or workspace.places)
    for path in _districts(files, workspace.boundary_years.get("lad", 0)):
        every = read_boundaries(SourceFile(path, path.name))
        if members <= set(every.shapes):
            made |= _write(folder, "lad", every, members, metres=_DISTRICT_METRES)
            made |= _write(folder, "around", every, _around(members) & set(every.shapes), metres=_AROUND_METRES)
            years |= dict.fromkeys(made, every.year)
            taken |= dict.fromkeys(made, path.name)
            break
    small = _small_areas(members)
    for path in _all(files, _SMALL_AREAS):
        found = read_boundaries(SourceFile(path, path.name))
        if small and small <= set(found.shapes):
            made |= _write(folder, "lsoa", found, small, metres=_SMALL_METRES)
            made |= _write_districts(folder, members)
            years |= dict.fromkeys(made.keys() - years.keys(), found.year)
            taken |= dict.fromkeys(made.keys() - taken.keys(), path.name)
            break
    return Outlines(made, {level: year for level, year in sorted(years.items()) if year}, taken)


def _write(folder: Path, level: str, every: Boundaries, wanted: Iterable[str], *, metres: float) -> dict[str, str]:
    from placewright.sources.boundaries import Boundaries, simplify_together, write_geojson

    codes = sorted(wanted)
    if not codes:
        return {}
    places = registry()
    names = {code: places.name(code) for code in codes}
    kept = Boundaries({code: every.shapes[code] for code in codes}, names)
    name = f"{FOLDER}/{level}.geojson"
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    write_geojson(folder / name, simplify_together(kept, metres=metres))
    return {level: name}


def _write_districts(folder: Path, members: set[str]) -> dict[str, str]:
    """The districts' outlines made of the simplified small areas, so that the two share every edge."""
    from placewright.sources.boundaries import dissolve, read_boundaries, write_geojson

    small = folder / FOLDER / "lsoa.geojson"
    places = registry()
    groups = {code: [area.code for area in places.children(code, "lsoa", "lsoa-2021")] for code in sorted(members)}
    name = f"{FOLDER}/lsoa-districts.geojson"
    found = read_boundaries(SourceFile(small, small.name), code="code")
    write_geojson(folder / name, dissolve(found, groups))
    return {"lsoa-districts": name}


def _around(members: set[str]) -> set[str]:
    places = registry()
    near = {neighbour.code for code in members for neighbour in places.neighbours(code)}
    further = {neighbour.code for code in near for neighbour in places.neighbours(code)}
    return (near | further) - members


def _small_areas(members: set[str]) -> set[str]:
    places = registry()
    return {place.code for code in members for place in places.children(code, "lsoa", "lsoa-2021")}


def _districts(files: Path, recorded: int) -> list[Path]:
    """Files of districts, the one to take first: of the year that is recorded, then the newest by their names."""

    def order(path: Path) -> tuple[bool, int, int]:
        year, month = _edition(path.name)
        return year != recorded, -year, -month

    return sorted(_all(files, _DISTRICTS), key=order)


def _edition(name: str) -> tuple[int, int]:
    """The year and the month in the name of a file of boundaries; 0 for what it does not say.

    >>> _edition("LAD_MAY_2024_UK_BUC.geojson"), _edition("LAD_December_2023.zip"), _edition("LAD_of_ours.geojson")
    ((2024, 5), (2023, 12), (0, 0))
    """
    from placewright.sources.boundaries import year_in_name

    year = year_in_name(name)
    months = (word[:3].casefold() for word in re.split(r"[^A-Za-z]+", name))
    return year, next((_MONTHS.index(word) + 1 for word in months if word in _MONTHS), 0)


def _all(files: Path, patterns: Iterable[str]) -> list[Path]:
    found = [path for pattern in patterns for path in sorted(files.rglob(pattern)) if path.is_file()]
    return list(dict.fromkeys(found))


def named(outlines: Mapping[str, str]) -> str:
    """Which maps there are, in words.

    >>> named({"lad": "boundaries/lad.geojson"})
    'districts'
    """
    words = {"lad": "districts", "around": "their surroundings", "lsoa": "small areas (LSOA)"}
    return ", ".join(words[level] for level in words if level in outlines) or "none"

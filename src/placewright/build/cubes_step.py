"""The step that writes each indicator as a JSON-stat cube of the places that the site shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from placewright.build.evidence_step import EvidenceMade
from placewright.build.page_jobs import newest_data, site_info
from placewright.build.pipeline import Build
from placewright.build.sources_of import source_notes
from placewright.build.state import code_fingerprint
from placewright.build.traces_in_words import member_words
from placewright.build.world import World
from placewright.core.fingerprints import fingerprint
from placewright.core.periods import parse_period
from placewright.publish.json_stat import Cube, CubeCell, collection, json_stat
from placewright.records.indicator import Indicator

FOLDER = "data/json-stat"
INDEX = f"{FOLDER}/index.json"
"""The list of the cubes."""

TOTAL = "total"
"""The member of figures that are not broken down, in a cube that is."""

_COLUMNS = ("indicator", "place", "place_vintage", "period", "dimensions", "value", "low", "high", "error", "status")


def make_cubes(build: Build, world: World, evidence: EvidenceMade) -> None:
    """Write a cube for each indicator and the list of them, where the evidence or the publisher's code changed."""
    site = site_info(world)
    pins = {name: item.snapshot for name, item in build.workspace.datasets.items()}
    key = fingerprint(
        [evidence.key, code_fingerprint("build", "core", "publish"), world.pages, pins, repr(site), "json-stat"]
    )
    if build.kept("JSON-stat", key):
        return
    started = perf_counter()
    cubes = tuple(cubes_of(world, shown_rows(world, evidence.table)))
    files = {f"{FOLDER}/{cube.id}.json": json_stat(cube) for cube in cubes}
    files[INDEX] = collection(site.title, cubes, as_of=site.as_of)
    copies = {f"site/{path}": content for path, content in files.items()}
    why = "the evidence or its pins changed"
    build.wrote("JSON-stat", key, {**files, **copies}, seconds=perf_counter() - started, why=why)


def shown_rows(world: World, table: pa.Table) -> pa.Table:
    """The rows of the places that the site shows, under every code of theirs."""
    codes = pa.array(sorted({same for code in world.pages for same in world.codes_of(code)}))
    return table.filter(pc.is_in(table["place"].cast(pa.string()), value_set=codes))


def cubes_of(world: World, rows: pa.Table) -> Iterator[Cube]:
    """The cube of each indicator that has rows, in the order of their ids."""
    found: dict[str, list[tuple[str, ...]]] = {}
    columns = [_listed(rows[name].combine_chunks()) for name in _COLUMNS]
    for row in zip(*columns, strict=True):
        found.setdefault(row[0], []).append(row[1:])
    for name, item in world.indicators.items():
        if name in found:
            yield _cube(world, item, found[name])


def _listed(column: Any) -> list[Any]:
    """A column without nulls of its own, or of numbers, as a list: much faster than one value at a time."""
    if pa.types.is_dictionary(column.type):
        words = column.dictionary.to_pylist()
        return [words[index] for index in column.indices.to_numpy().tolist()]
    numbers: list[Any] = column.to_numpy(zero_copy_only=False).tolist()
    return [None if number != number else number for number in numbers]  # a missing number comes as NaN


def _cube(world: World, item: Indicator, rows: Sequence[tuple[str, ...]]) -> Cube:
    vintages: dict[tuple[str, ...], str] = {}
    several = {row[0] for row in rows if vintages.setdefault((row[0], row[2], row[3]), row[1]) != row[1]}
    cells = []
    for place, vintage, period, member, value, low, high, error, status in rows:
        code = f"{place}@{vintage}" if place in several else place
        cells.append(CubeCell(code, period, member or TOTAL, value, low, high, error, status))  # type: ignore[arg-type]
    members = sorted({cell.member for cell in cells}, key=lambda member: (member != TOTAL, member))
    periods = sorted({cell.period for cell in cells}, key=_order)
    sources = source_notes(world, item.sources)
    retrieved = [date.fromisoformat(note.retrieved) for note in sources if note.retrieved]
    broken = [member for member in members if member != TOTAL]
    return Cube(
        item.id,
        item.name,
        item.unit,
        item.decimals,
        max(retrieved, default=newest_data(world)),
        _places(world, cells),
        {period: parse_period(period).label for period in periods},
        cells,
        {member: member_words(member) or "Total" for member in members} if broken else {},
        broken[0].partition("=")[0].capitalize() if broken else "",
        (item.definition, item.method, f"What it does not show: {item.not_shown}" if item.not_shown else ""),
        sources,
        {
            "foundation": str(item.foundation),
            "theme": item.theme,
            "polarity": str(item.polarity),
            "place_vintages": " ".join(sorted({row[1] for row in rows if row[1]})),
        },
    )


def _places(world: World, cells: Sequence[CubeCell]) -> dict[str, str]:
    """The codes of the cells in the order of the site, each with its name, and its level where a name comes twice."""
    there = dict.fromkeys(cell.place for cell in cells)
    by_code: dict[str, list[str]] = {}
    for id in there:
        by_code.setdefault(id.partition("@")[0], []).append(id)
    shown = [same for code in world.pages for same in world.codes_of(code) if same in by_code]
    names = {id: world.name(id.partition("@")[0]) for code in dict.fromkeys(shown) for id in by_code[code]}
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {id: _told_apart(world, id, name) if name in twice else name for id, name in names.items()}


def _told_apart(world: World, id: str, name: str) -> str:
    code, _, vintage = id.partition("@")
    return f"{name} ({world.level(code)}{f', {vintage}' if vintage else ''}, {code})"


def _order(period: str) -> tuple[int, int, str]:
    parsed = parse_period(period)
    return parsed.end.toordinal(), parsed.start.toordinal(), period

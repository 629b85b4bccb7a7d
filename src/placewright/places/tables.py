"""The tables of the registry as they lie in the package: read when first asked for, never at import."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from placewright.core.late_dataclass import dataclass
from placewright.places.vintages import CLASSIFIED, years_to_vintages
from placewright.records.place import YEARLY_LEVELS, Place

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Link:
    """A place inside another; `share` is the part of its area inside, 1 for all of it."""

    code: str
    share: float


@dataclass(frozen=True, slots=True)
class Step:
    """One change of code: from, to, the first year of the new one, the rule and a note."""

    code: str
    successor: str
    year: int
    rule: str
    note: str


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of the package, without its header."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        yield from reader


def read_places() -> dict[str, Place]:
    """Every place but the small areas, by code."""
    places: dict[str, Place] = {}
    for code, name, level, first, last, vintages, longitude, latitude in rows("places.csv"):
        start, end = int(first) if first else None, int(last) if last else None
        if level in YEARLY_LEVELS and not vintages:
            live = years_to_vintages(level, start, end)
        else:
            order = CLASSIFIED.get(level, ())
            live = tuple(sorted(vintages.split(), key=lambda v, o=order: o.index(v) if v in o else -1))  # type: ignore[misc]
        places[code] = Place(
            code,
            name,
            level,
            live,
            start,
            end,
            float(longitude) if longitude else None,
            float(latitude) if latitude else None,
        )
    return places


def read_links() -> tuple[dict[str, list[Link]], dict[str, list[Link]]]:
    """Parents by child, and children by parent."""
    up: dict[str, list[Link]] = defaultdict(list)
    down: dict[str, list[Link]] = defaultdict(list)
    for child, parent, share in rows("parents.csv"):
        inside = float(share) if share else 1.0
        up[child].append(Link(parent, inside))
        down[parent].append(Link(child, inside))
    return dict(up), dict(down)


def read_changes() -> tuple[dict[str, list[Step]], dict[str, list[Step]]]:
    """Steps by the code that ended, and by the code that took its place."""
    forward: dict[str, list[Step]] = defaultdict(list)
    back: dict[str, list[Step]] = defaultdict(list)
    for code, successor, year, rule, note in rows("changes.csv"):
        step = Step(code, successor, int(year), rule, note)
        forward[code].append(step)
        back[successor].append(step)
    return dict(forward), dict(back)


def read_borders() -> dict[str, list[tuple[str, int | None]]]:
    """For each district its neighbours with their rank by length of border, where the publisher gives one."""
    found: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for code, neighbour, rank in rows("borders.csv"):
        found[code].append((neighbour, int(rank) if rank else None))
    return dict(found)


def read_peers() -> dict[tuple[str, str], tuple[str, ...]]:
    """By code and kind, the nearest statistical neighbours in order."""
    return {(code, kind): tuple(peers.split()) for code, kind, peers in rows("peers.csv")}


def read_clusters() -> dict[str, dict[str, str]]:
    """By code, its cluster of each kind."""
    return {
        code: {"global": of_all, "economic": economic, "demographic": demographic}
        for code, of_all, economic, demographic in rows("clusters.csv")
    }


def read_equivalents() -> list[tuple[str, tuple[str, ...], str, str]]:
    """Rows of code, the code or codes that together are the same territory, relation and note."""
    return [(code, tuple(others.split()), relation, note) for code, others, relation, note in rows("equivalents.csv")]

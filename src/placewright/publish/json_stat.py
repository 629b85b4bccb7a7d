"""JSON-stat 2.0: one cube for each indicator, with interval, status, unit, source and licence beside its values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from placewright.publish.views import SourceNote

METRICS = {"value": "Value", "low": "The least it may be", "high": "The most it may be"}
"""The three things that a cube holds of each place and period."""

STATUS_WORDS = {
    "estimated": "An estimate",
    "provisional": "Provisional: the publisher expects to revise it",
    "suppressed": "Hidden by the publisher, to protect confidentiality or because it is not reliable",
    "not_available": "Not available: the publisher gives no figure, or it cannot be computed",
    "not_applicable": "Does not apply to this place",
}
"""What a status says of a value; one without a status is published as it is."""

ERROR_WORDS = {
    "sampling": "A 95 % confidence interval",
    "rounding": "Every value that the publisher's rule prints as the figure",
    "revision": "How far earlier releases of the series were later revised",
}
"""What low and high hold."""


class CubeCell(NamedTuple):
    """A figure of a cube: where, when, which line of the breakdown, its interval, and what is known of it."""

    place: str
    period: str
    member: str
    value: float | None
    low: float | None
    high: float | None
    error: str
    status: str


@dataclass(frozen=True, slots=True)
class Cube:
    """An indicator's figures for several places and periods.

    `places`, `periods` and `members` are ids with their labels, in the order of the cube; a cube that is not broken
    down has no members. `breakdown` names what it is broken down by. `about` are facts of the indicator by name.
    """

    id: str
    label: str
    unit: str
    decimals: int
    as_of: date
    places: Mapping[str, str]
    periods: Mapping[str, str]
    cells: Sequence[CubeCell]
    members: Mapping[str, str] = field(default_factory=dict)
    breakdown: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)


def json_stat(cube: Cube) -> bytes:
    """The cube as a JSON-stat 2.0 dataset (json-stat.org/full).

    Its dimensions are place, period, the breakdown where there is one, and metric. A missing value is null with the
    status that says why; a place and period without value and status were never published. Of low and high a status
    names the error that they hold where it is not the usual one, which the extension names.
    """
    dimensions = {"place": cube.places, "period": cube.periods}
    if cube.members:
        dimensions["member"] = cube.members
    dimensions["metric"] = METRICS
    size = [len(labels) for labels in dimensions.values()]
    usual = _usual_error(cube)
    values, status = _cells(cube, usual)
    count = 1
    for number in size:
        count *= number
    is_sparse = 2 * len(values) < count
    used = sorted(set(status.values()))
    content: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": cube.label,
        "source": "; ".join(f"{note.publisher}: {note.title}" for note in cube.sources),
        "updated": cube.as_of.isoformat(),
        "note": [words for words in cube.notes if words],
        "link": _links(cube),
        "id": list(dimensions),
        "size": size,
        "role": {"time": ["period"], "geo": ["place"], "metric": ["metric"]},
        "dimension": {name: _dimension(cube, name, labels) for name, labels in dimensions.items()},
        "value": _keyed(values) if is_sparse else [values.get(index) for index in range(count)],
        **({"status": _keyed(status)} if status else {}),
        "extension": {
            "id": cube.id,
            **cube.about,
            "unit": cube.unit,
            "datasets": [note.dataset for note in cube.sources],
            "licences": list(dict.fromkeys(note.licence for note in cube.sources)),
            "error": {"usual": usual, "label": ERROR_WORDS.get(usual, "No interval is known")},
            "status": {"label": {name: (STATUS_WORDS | ERROR_WORDS).get(name, name) for name in used}},
        },
    }
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def collection(label: str, cubes: Sequence[Cube], *, as_of: date) -> bytes:
    """The cubes of a folder as a JSON-stat 2.0 collection, each by its file."""
    items = [{"class": "dataset", "href": f"{cube.id}.json", "label": cube.label} for cube in cubes]
    content = {
        "version": "2.0",
        "class": "collection",
        "label": label,
        "updated": as_of.isoformat(),
        "link": {"item": items},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _cells(cube: Cube, usual: str) -> tuple[dict[int, float], dict[int, str]]:
    place_at = {id: number for number, id in enumerate(cube.places)}
    period_at = {id: number for number, id in enumerate(cube.periods)}
    member_at = {id: number for number, id in enumerate(cube.members)}
    periods, members = len(period_at), len(member_at) or 1
    values: dict[int, float] = {}
    status: dict[int, str] = {}
    for cell in cube.cells:
        row = place_at[cell.place] * periods + period_at[cell.period]
        index = 3 * (row * members + (member_at[cell.member] if member_at else 0))
        if cell.value is not None:
            values[index] = _number(cell.value)
        if cell.status != "ok":
            status[index] = cell.status
        for at, bound in ((index + 1, cell.low), (index + 2, cell.high)):
            if bound is not None:
                values[at] = _number(bound)
                if cell.error != usual:
                    status[at] = cell.error
            elif cell.value is None:
                status[at] = cell.status
    return values, status


def _usual_error(cube: Cube) -> str:
    """The error that most of the intervals hold; `unknown` where there is none."""
    counts = Counter(cell.error for cell in cube.cells if cell.low is not None)
    return min(counts, key=lambda kind: (-counts[kind], kind)) if counts else "unknown"


def _dimension(cube: Cube, name: str, labels: Mapping[str, str]) -> dict[str, Any]:
    category: dict[str, Any] = {"index": list(labels), "label": dict(labels)}
    if name == "metric":
        category["unit"] = {metric: {"label": cube.unit, "decimals": cube.decimals} for metric in labels}
    titles = {"place": "Place", "period": "Period", "member": cube.breakdown or "Member", "metric": "Metric"}
    return {"label": titles[name], "category": category}


def _links(cube: Cube) -> dict[str, Any]:
    licences = dict.fromkeys((note.licence_url, note.licence) for note in cube.sources if note.licence_url)
    sources = dict.fromkeys((note.url, f"{note.publisher}: {note.title}") for note in cube.sources if note.url)
    found = {
        "license": [{"type": "text/html", "href": href, "label": label} for href, label in licences],
        "via": [{"type": "text/html", "href": href, "label": label} for href, label in sources],
    }
    return {relation: items for relation, items in found.items() if items}


def _keyed(cells: Mapping[int, Any]) -> dict[str, Any]:
    return {str(index): cells[index] for index in sorted(cells)}


def _number(value: float) -> float | int:
    """The value at twelve significant digits, a whole number without a point."""
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded

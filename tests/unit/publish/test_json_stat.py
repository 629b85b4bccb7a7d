"""A JSON-stat cube holds every figure at its place, and says why one is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from math import prod
from typing import Any

from placewright.publish.json_stat import Cube, CubeCell, collection, json_stat

from .invented import SOURCE

CELLS = (
    CubeCell("A", "2022", "", 10.0, 9.0, 11.0, "rounding", "ok"),
    CubeCell("A", "2023", "", 12.5, 11.0, 14.0, "sampling", "provisional"),
    CubeCell("B", "2022", "", None, None, None, "unknown", "suppressed"),
    CubeCell("B", "2023", "", 0.1 + 0.2, 0.2, 0.4, "rounding", "ok"),
)
CUBE = Cube(
    "pay", "Pay", "GBP/week", 1, date(2025, 3, 31), {"A": "Ashby", "B": "Brook"}, {"2022": "2022", "2023": "2023"},
    CELLS, notes=("Weekly pay.", ""), sources=(SOURCE,), about={"foundation": "people"},
)  # fmt: skip


def read(cube: Cube = CUBE) -> Any:
    return json.loads(json_stat(cube))


def test_a_cube_has_what_the_standard_requires() -> None:
    cube = read()
    assert (cube["version"], cube["class"]) == ("2.0", "dataset")
    assert cube["id"] == ["place", "period", "metric"] and cube["size"] == [2, 2, 3]
    assert len(cube["value"]) == prod(cube["size"])
    assert cube["role"] == {"time": ["period"], "geo": ["place"], "metric": ["metric"]}
    for name, size in zip(cube["id"], cube["size"], strict=True):
        category = cube["dimension"][name]["category"]
        assert len(category["index"]) == size and set(category["index"]) == set(category["label"])
    assert cube["dimension"]["metric"]["category"]["unit"]["value"] == {"label": "GBP/week", "decimals": 1}


def test_figures_stand_in_the_order_of_the_dimensions() -> None:
    assert read()["value"] == [10, 9, 11, 12.5, 11, 14, None, None, None, 0.3, 0.2, 0.4]


def test_a_missing_figure_says_why_and_an_unusual_interval_what_it_is() -> None:
    cube = read()
    assert cube["status"] == {"3": "provisional", "4": "sampling", "5": "sampling",
                              "6": "suppressed", "7": "suppressed", "8": "suppressed"}  # fmt: skip
    assert cube["extension"]["error"]["usual"] == "rounding"
    assert set(cube["extension"]["status"]["label"]) == set(cube["status"].values())


def test_a_cube_that_is_mostly_empty_gives_values_by_index() -> None:
    cube = read(replace(CUBE, cells=CELLS[:1]))
    assert cube["value"] == {"0": 10, "1": 9, "2": 11} and "status" not in cube


def test_a_breakdown_is_a_dimension() -> None:
    members = {"total": "Total", "industry=F": "construction"}
    cells = tuple(cell._replace(member="industry=F") for cell in CELLS)
    cube = read(replace(CUBE, cells=cells, members=members, breakdown="Industry"))
    assert cube["id"] == ["place", "period", "member", "metric"]
    assert cube["value"]["3"] == 10 if isinstance(cube["value"], dict) else cube["value"][3] == 10


def test_the_collection_lists_each_cube_by_its_file() -> None:
    listed = json.loads(collection("North Vale", (CUBE,), as_of=CUBE.as_of))
    assert listed["class"] == "collection"
    assert listed["link"]["item"] == [{"class": "dataset", "href": "pay.json", "label": "Pay"}]

"""How much of each district lies in each ITL level 3 region of 2021, measured on generalised boundaries."""

from __future__ import annotations

import json
from pathlib import Path

import pyproj
from shapely import STRtree
from shapely.geometry import Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import transform, unary_union

LEAST_SHARE = 0.03
"""Overlaps below this share are slivers of generalisation, not territory."""


def shares_of_itl3(folder: Path) -> dict[str, dict[str, float]]:
    """For each district code, current or former, the share of its area in each ITL3 of 2021 that it touches."""
    geography = folder / "geography"
    features = json.loads((geography / "ITL3_JAN_2021_UK_BUC.geojson").read_text())["features"]
    regions = [(f["properties"]["ITL321CD"], shape(f["geometry"]).buffer(0)) for f in features]
    tree = STRtree([region for _, region in regions])
    to_grid = pyproj.Transformer.from_crs(4326, 27700, always_xy=True).transform
    shares: dict[str, dict[str, float]] = {}
    for code, geometry in districts(json.loads((geography / "ons_els_topo.json").read_text())):
        district = transform(to_grid, geometry).buffer(0)
        areas = {
            regions[n][0]: regions[n][1].intersection(district).area
            for n in tree.query(district, predicate="intersects")
        }
        total = sum(areas.values())
        kept = {itl3: area / total for itl3, area in areas.items() if area / total >= LEAST_SHARE}
        whole = sum(kept.values())
        shares[code] = {itl3: round(share / whole, 3) for itl3, share in sorted(kept.items())}
    return shares


def districts(topology: dict[str, object]) -> list[tuple[str, BaseGeometry]]:
    """The districts of a topology as geometries in longitude and latitude."""
    move: dict[str, list[float]] = topology["transform"]  # type: ignore[assignment]
    (sx, sy), (tx, ty) = move["scale"], move["translate"]
    arcs: list[list[tuple[float, float]]] = []
    for arc in topology["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    found = []
    for geometry in topology["objects"]["ltla"]["geometries"]:  # type: ignore[index]
        groups = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        shells = [
            Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in groups if len(ring(rings[0])) > 3
        ]
        found.append((geometry["properties"]["areacd"], unary_union([shell.buffer(0) for shell in shells])))
    return found

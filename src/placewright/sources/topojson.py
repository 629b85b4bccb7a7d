"""Topologies decoded: arcs shared by neighbours, quantised and delta-coded, made polygons again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from placewright.core.errors import BadSourceFile, did_you_mean
from placewright.core.said import worded

Points = npt.NDArray[np.float64]


def features(topology: Mapping[str, Any], *, where: str, layer: str | None = None) -> list[tuple[dict[str, Any], Any]]:
    """The properties (with the identifier as `id`, if there is one) and the geometry of each object of a layer.

    Raises:
        BadSourceFile: there is no such layer, or an arc that a polygon names is missing.
    """
    layers = topology.get("objects", {})
    if layer is None and len(layers) == 1:
        layer = next(iter(layers))
    if layer not in layers:
        fix = did_you_mean(layer or "", layers) or worded("It has %(list)s.", list=", ".join(layers))
        raise BadSourceFile(worded("The topology has no layer '%(layer)s'.", layer=layer), where=where, fix=fix)
    try:
        arcs = _decoded(topology)
        found = []
        for item in layers[layer].get("geometries", ()):
            properties = dict(item.get("properties") or {})
            if "id" in item:
                properties.setdefault("id", item["id"])
            found.append((properties, _geometry(item, arcs)))
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise BadSourceFile(
            worded("The topology is broken (%(error)s).", error=error), where=where, fix=worded("Fetch it again.")
        ) from error
    return found


def _decoded(topology: Mapping[str, Any]) -> list[Points]:
    transform = topology.get("transform")
    arcs = [np.asarray(arc, dtype=np.float64)[:, :2] for arc in topology["arcs"]]
    if transform is None:
        return arcs
    scale, offset = np.asarray(transform["scale"]), np.asarray(transform["translate"])
    return [np.cumsum(arc, axis=0) * scale + offset for arc in arcs]


def _geometry(item: Mapping[str, Any], arcs: Sequence[Points]) -> Any:
    kind = item.get("type")
    if kind == "Polygon":
        return _polygon(item["arcs"], arcs) or shapely.multipolygons([])
    if kind == "MultiPolygon":
        polygons = [_polygon(rings, arcs) for rings in item["arcs"]]
        return shapely.multipolygons([polygon for polygon in polygons if polygon is not None])
    if kind is None:
        return shapely.multipolygons([])
    raise ValueError(f"a {kind} is no boundary")


def _polygon(rings: Sequence[Sequence[int]], arcs: Sequence[Points]) -> Any:
    """The polygon of an outer ring and its holes; None where simplifying had collapsed it to a line."""
    outer, *holes = [_ring(ring, arcs) for ring in rings]
    if outer is None:
        return None
    return shapely.polygons(outer, [hole for hole in holes if hole is not None] or None)


def _ring(ring: Sequence[int], arcs: Sequence[Points]) -> Any:
    """The arcs of a ring end to end; an arc below 0 is the complement, run backwards; shared ends are kept once."""
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    points = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    return shapely.linearrings(points) if len(np.unique(points, axis=0)) > 2 else None

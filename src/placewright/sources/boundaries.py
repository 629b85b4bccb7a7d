"""Boundaries of places from GeoJSON, TopoJSON or a zipped shapefile, in WGS84, and simplified without gaps."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyproj
import shapely
import shapely.geometry

from placewright.core.errors import BadSourceFile, did_you_mean
from placewright.core.files import write_bytes
from placewright.core.said import worded
from placewright.sources import topojson
from placewright.sources.reading import SourceFile
from placewright.sources.shapefiles import read_shapefile

_WGS84 = 4326
_METRES_A_DEGREE = 111_320.0
_CODE_KEYS = re.compile(r"(?:[A-Z]{3,5}\d{2,3}CD|areacd|code|id)", re.IGNORECASE)
_YEAR_OF_CODES = re.compile(r"[A-Z]{3,5}(\d{2})CD", re.IGNORECASE)
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_SLIVERS = 1e-4
"""The share of overlap below which neighbours are meant to meet and only miss each other by rounding."""

_MOST_BYTES = 400_000_000


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Geometry in degrees (WGS84) by place code, with the publisher's name where it gives one.

    `year` is that of the codes, or of the file's name where the codes do not say theirs; 0 where neither does.
    """

    shapes: Mapping[str, Any]
    names: Mapping[str, str]
    year: int = 0

    def only(self, codes: Iterable[str]) -> Boundaries:
        """The boundaries of these codes, in this order; codes without one are left out."""
        wanted = [code for code in codes if code in self.shapes]
        return Boundaries(
            {code: self.shapes[code] for code in wanted},
            {code: self.names[code] for code in wanted if code in self.names},
        )


def read_boundaries(
    file: SourceFile, *, code: str | None = None, layer: str | None = None, epsg: int | None = None
) -> Boundaries:
    """The boundaries in a file, reprojected to WGS84.

    Args:
        file: GeoJSON, TopoJSON (by what it holds, not by its name) or a zipped shapefile.
        code: the property with the place code; by default the one named like `LAD23CD`, `areacd`, `code` or `id`.
        layer: which layer of a topology that has several.
        epsg: the projection, where the file does not say it. Without either, degrees are expected.

    Raises:
        BadSourceFile: the file is broken, has no codes, repeats one, or is in an unknown projection.
    """
    if file.path.suffix.casefold() == ".zip":
        features, projection = read_shapefile(file)
        crs: Any = epsg or projection
    else:
        features, crs = _read_json(file, layer)
        crs = epsg or crs
    if not features:
        raise BadSourceFile(worded("There are no boundaries in it."), where=file.name, fix=worded("Fetch it again."))
    key = code or _code_key(features, file)
    shapes: dict[str, Any] = {}
    names: dict[str, str] = {}
    for number, (properties, shape) in enumerate(features, start=1):
        found = str(properties.get(key) or "").strip()
        if not found or found in shapes:
            what = (
                worded("Feature %(number)s repeats the code '%(found)s'.", number=number, found=found)
                if found
                else worded("Feature %(number)s has no '%(key)s'.", number=number, key=key)
            )
            raise BadSourceFile(what, where=file.name, fix=did_you_mean(key, properties) or worded("Fetch it again."))
        shapes[found] = shape
        if name := properties.get(_name_key(key)):
            names[found] = str(name).strip()
    reprojected = [_valid(shape) for shape in _to_degrees(list(shapes.values()), crs, file)]
    return Boundaries(dict(zip(shapes, reprojected, strict=True)), names, _year(key, file.name))


def simplify_together(boundaries: Boundaries, *, metres: float) -> Boundaries:
    """The same boundaries with fewer points, each shared edge simplified once, so that neighbours still meet.

    `metres` is about the square root of the area of the smallest bend that is kept (Visvalingam's measure). Coasts and
    other outer edges are simplified alike. A place is never lost: its outline keeps at least a triangle.
    """
    there = {code: shape for code, shape in boundaries.shapes.items() if not shape.is_empty}
    shapes = np.array(list(there.values()), dtype=object)
    if not len(shapes) or metres <= 0:
        return boundaries
    west, south, east, north = shapely.total_bounds(shapes)
    across = _METRES_A_DEGREE * math.cos(math.radians((south + north) / 2))
    scale = np.array([across, _METRES_A_DEGREE])
    origin = np.array([(west + east) / 2, (south + north) / 2])
    flat = shapely.transform(shapes, lambda points: (points - origin) * scale)
    simple = shapely.coverage_simplify(_matched(flat), metres)
    back = shapely.transform(simple, lambda points: points / scale + origin)
    return Boundaries({**boundaries.shapes, **dict(zip(there, back, strict=True))}, boundaries.names)


def dissolve(boundaries: Boundaries, groups: Mapping[str, Iterable[str]]) -> Boundaries:
    """The outline of each group of places, such as a county of its districts; codes without a boundary are left out."""
    shapes = {}
    for group, codes in groups.items():
        members = [boundaries.shapes[code] for code in codes if code in boundaries.shapes]
        if members:
            shapes[group] = shapely.union_all(members)
    return Boundaries(shapes, {})


def write_geojson(
    path: Path,
    boundaries: Boundaries,
    *,
    decimals: int = 4,
    properties: Mapping[str, Mapping[str, object]] | None = None,
    winding: Literal["rfc7946", "d3"] = "rfc7946",
) -> int:
    """Write small GeoJSON, the same bytes for the same boundaries, and give its size in bytes.

    Coordinates are rounded to `decimals` (4 are about 10 metres), points that fall together are kept once, and rings
    too small to show are left out, but never the last ring of a place. Outer rings run anticlockwise as RFC 7946
    says, or clockwise for programs that draw on the sphere (`d3`), which else take a place for all but itself.
    """
    features = []
    for code, shape in boundaries.shapes.items():
        name = {"name": boundaries.names[code]} if code in boundaries.names else {}
        more = dict((properties or {}).get(code, {}))
        polygons = _rounded(shape, decimals, clockwise=winding == "d3")
        geometry = (
            {"type": "Polygon", "coordinates": polygons[0]}
            if len(polygons) == 1
            else {"type": "MultiPolygon", "coordinates": polygons}
        )
        features.append(
            {"type": "Feature", "id": code, "properties": {"code": code, **name, **more}, "geometry": geometry}
        )
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    data = (text + "\n").encode()
    write_bytes(path, data)
    return len(data)


def _matched(shapes: Any) -> Any:
    """The same shapes with the corners of neighbours matched, where a file has them a hair apart.

    Layers that truly overlap, such as districts of several years, are left as they are.
    """
    if shapely.coverage_is_valid(shapes):
        return shapes
    area = shapely.area(shapes).sum()
    overlap = area - shapely.union_all(shapes).area
    return shapely.coverage_clean(shapes) if abs(overlap) <= _SLIVERS * area else shapes


def _read_json(file: SourceFile, layer: str | None) -> tuple[list[tuple[dict[str, Any], Any]], Any]:
    if file.path.stat().st_size > _MOST_BYTES:
        raise BadSourceFile(
            worded("It is larger than 400 MB."), where=file.name, fix=worded("Fetch a generalised version.")
        )
    try:
        content = json.loads(file.path.read_bytes())
        kind = content.get("type")
    except (ValueError, AttributeError) as error:
        raise BadSourceFile(
            worded("This is not GeoJSON (%(error)s).", error=error), where=file.name, fix=worded("Fetch it again.")
        ) from error
    if kind == "Topology":
        return topojson.features(content, where=file.name, layer=layer), _WGS84
    if kind != "FeatureCollection":
        raise BadSourceFile(
            worded("A %(kind)s is no collection of boundaries.", kind=kind),
            where=file.name,
            fix=worded("Fetch it again."),
        )
    try:
        features = [
            (dict(feature.get("properties") or {}), shapely.geometry.shape(feature["geometry"]))
            for feature in content["features"]
        ]
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
        raise BadSourceFile(
            worded("The GeoJSON is broken (%(error)s).", error=error), where=file.name, fix=worded("Fetch it again.")
        ) from error
    return features, (content.get("crs") or {}).get("properties", {}).get("name", _WGS84)


def _year(key: str, name: str) -> int:
    """The year of boundaries, by the property that holds their codes, such as `LAD24CD`, or by their file's name."""
    if found := _YEAR_OF_CODES.fullmatch(key):
        return 2000 + int(found[1])
    return year_in_name(name)


def year_in_name(name: str) -> int:
    """The year in the name of a file of boundaries; 0 where it has none."""
    named = _YEAR_IN_NAME.search(name)
    return int(named[1]) if named else 0


def _code_key(features: list[tuple[dict[str, Any], Any]], file: SourceFile) -> str:
    keys = [key for key in features[0][0] if _CODE_KEYS.fullmatch(key)]
    if not keys:
        raise BadSourceFile(
            worded("No property is a place code: %(list)s.", list=", ".join(features[0][0])),
            where=file.name,
            fix=worded("Name it with `code`."),
        )
    return keys[0]


def _name_key(code_key: str) -> str:
    if code_key.endswith("CD"):
        return code_key[:-2] + "NM"
    return "areanm" if code_key == "areacd" else "name"


def _to_degrees(shapes: list[Any], crs: Any, file: SourceFile) -> list[Any]:
    try:
        found = pyproj.CRS.from_user_input(_projection(crs))
    except pyproj.exceptions.CRSError as error:
        raise BadSourceFile(
            worded("The projection is not known (%(error)s).", error=error),
            where=file.name,
            fix=worded("Name it with `epsg`."),
        ) from error
    if found.is_geographic and found.to_epsg(min_confidence=20) in {_WGS84, None}:
        west, south, east, north = shapely.total_bounds(shapes)
        if west < -180 or east > 180 or south < -90 or north > 90:
            raise BadSourceFile(
                worded("The coordinates are no degrees."),
                where=file.name,
                fix=worded("Name the projection with `epsg`."),
            )
        return [shapely.force_2d(shape) for shape in shapes]
    change = pyproj.Transformer.from_crs(found, _WGS84, always_xy=True)
    return list(shapely.transform(np.array(shapes, dtype=object), _pairs(change)))


def _valid(shape: Any) -> Any:
    """The shape itself, or where generalising has crossed its lines the polygons that they enclose."""
    if shapely.is_valid(shape):
        return shape
    parts = shapely.get_parts(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _projection(crs: Any) -> Any:
    """CRS84 is WGS84 with longitude first, as GeoJSON always has it."""
    return _WGS84 if isinstance(crs, str) and crs.casefold().endswith("crs84") else crs


def _pairs(change: pyproj.Transformer) -> Callable[[Any], Any]:
    return lambda points: np.column_stack(change.transform(points[:, 0], points[:, 1]))


def _rounded(shape: Any, decimals: int, *, clockwise: bool) -> list[list[list[list[float]]]]:
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    polygons = []
    for index, part in enumerate(parts):
        rings = [shapely.get_exterior_ring(part), *shapely.get_rings(part)[1:]]
        outer = _ring(rings[0], decimals, clockwise=clockwise, needed=index == 0)
        if outer is None:
            continue
        holes = [_ring(ring, decimals, clockwise=not clockwise, needed=False) for ring in rings[1:]]
        polygons.append([outer, *(hole for hole in holes if hole is not None)])
    return polygons


def _ring(ring: Any, decimals: int, *, clockwise: bool, needed: bool) -> list[list[float]] | None:
    points = shapely.get_coordinates(ring)
    if shapely.is_ccw(ring) == clockwise:
        points = points[::-1]
    small = np.round(points, decimals)
    moved = np.any(np.diff(small, axis=0) != 0, axis=1)
    small = small[np.concatenate([[True], moved])]
    if len(small) < 4:
        if not needed:
            return None
        small = np.round(points, 7)
    return [[float(x), float(y)] for x, y in small]

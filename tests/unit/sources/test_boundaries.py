"""Boundaries in four formats, and simplified so that neighbours still meet."""

from __future__ import annotations

import json
import struct
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from placewright.core.errors import BadSourceFile
from placewright.sources.boundaries import Boundaries, dissolve, read_boundaries, simplify_together, write_geojson
from placewright.sources.reading import SourceFile

BNG = (
    'PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,'
    '299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],'
    'PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]'
)


def square(x: float, y: float, side: float = 1.0) -> list[list[float]]:
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(code: str, rings: list[Any], key: str = "LAD23CD") -> dict[str, Any]:
    properties = {"FID": 1, key: code, key[:-2] + "NM": f"Place {code}"}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}


def geojson(*features: dict[str, Any], crs: str | None = None) -> str:
    content: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        content["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(content)


@pytest.mark.parametrize("crs", [None, "EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_degrees_are_kept_as_they_are(make_file: Any, crs: str | None) -> None:
    found = read_boundaries(make_file(geojson(feature("E07000243", [square(0, 51)]), crs=crs), "b.geojson"))

    assert shapely.equals(found.shapes["E07000243"], shapely.box(0, 51, 1, 52))
    assert found.names == {"E07000243": "Place E07000243"}


def test_the_national_grid_becomes_degrees(make_file: Any) -> None:
    file = make_file(
        geojson(feature("TLH23", [square(523_000, 224_000, 2_000)], "ITL321CD"), crs="EPSG:27700"), "b.geojson"
    )

    west, south, east, north = read_boundaries(file).shapes["TLH23"].bounds

    assert -0.25 < west < east < -0.15  # Stevenage
    assert 51.88 < south < north < 51.93


def test_metres_without_a_projection_are_refused(make_file: Any) -> None:
    file = make_file(geojson(feature("E07000243", [square(523_000, 224_000, 2_000)])), "b.geojson")

    with pytest.raises(BadSourceFile, match="no degrees"):
        read_boundaries(file)
    assert read_boundaries(file, epsg=27700).shapes["E07000243"].bounds[0] < 0


def topology() -> dict[str, Any]:
    """Two unit squares side by side; the shared edge is one arc, run backwards by the second."""
    return {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [0, 50]},
        "arcs": [
            [[2, 0], [0, 2]],
            [[2, 2], [-2, 0], [0, -2], [2, 0]],
            [[2, 0], [2, 0], [0, 2], [-2, 0]],
        ],
        "objects": {
            "geog": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"id": "E07000095", "name": "One"}},
                    {"type": "MultiPolygon", "arcs": [[[~0, 2]]], "properties": {"id": "E07000096", "name": "Two"}},
                ],
            }
        },
    }


def test_a_topology_is_decoded(make_file: Any) -> None:
    found = read_boundaries(make_file(json.dumps(topology()), "b.topojson"))

    assert shapely.equals(found.shapes["E07000095"], shapely.box(0, 50, 1, 51))
    assert shapely.equals(found.shapes["E07000096"], shapely.box(1, 50, 2, 51))
    assert found.names["E07000095"] == "One"


def test_a_topology_with_a_missing_arc_is_refused(make_file: Any) -> None:
    content = topology()
    content["arcs"] = content["arcs"][:1]

    with pytest.raises(BadSourceFile, match="topology is broken"):
        read_boundaries(make_file(json.dumps(content), "b.topojson"))


def test_a_topology_of_several_layers_needs_one_named(make_file: Any) -> None:
    content = topology()
    content["objects"]["other"] = content["objects"]["geog"]

    with pytest.raises(BadSourceFile, match="It has geog, other"):
        read_boundaries(make_file(json.dumps(content), "b.topojson"))


def shapefile(path: Path, records: list[tuple[str, list[list[list[float]]]]], projection: str = BNG) -> SourceFile:
    """A zipped shapefile of polygons as the Open Geography portal exports it."""
    shapes = b""
    for number, (_, rings) in enumerate(records, 1):
        points = np.array([point for ring in rings for point in ring], dtype="<f8")
        starts = np.cumsum([0, *(len(ring) for ring in rings[:-1])]).astype("<i4")
        box = np.array([*points.min(axis=0), *points.max(axis=0)], dtype="<f8")
        content = struct.pack("<i", 5) + box.tobytes() + struct.pack("<2i", len(rings), len(points))
        content += starts.tobytes() + points.tobytes()
        shapes += struct.pack(">2i", number, len(content) // 2) + content
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + len(shapes)) // 2) + struct.pack("<2i", 1000, 5) + bytes(64)
    fields = b"LAD24CD".ljust(11, b"\0") + b"C" + bytes(4) + bytes([9]) + bytes(15)
    table = struct.pack("<4BIHH", 3, 124, 1, 1, len(records), 32 + 32 + 1, 10) + bytes(20) + fields + b"\r"
    table += b"".join(b" " + code.encode().ljust(9) for code, _ in records) + b"\x1a"
    with zipfile.ZipFile(path / "b.zip", "w") as archive:
        parts = {"shp": head + shapes, "dbf": table, "prj": projection.encode(), "cpg": b"UTF-8"}
        for suffix, data in parts.items():
            archive.writestr(f"folder/LAD.{suffix}", data)
    return SourceFile(path / "b.zip", "b.zip")


def test_a_zipped_shapefile_is_read_with_its_holes_and_islands(tmp_path: Path) -> None:
    outer = square(523_000, 224_000, 4_000)[::-1]
    hole = square(524_000, 225_000, 1_000)
    island = square(530_000, 224_000, 1_000)[::-1]
    file = shapefile(tmp_path, [("E07000243", [outer, hole, island]), ("E07000242", [hole[::-1]])])

    found = read_boundaries(file).shapes

    assert found["E07000243"].geom_type == "MultiPolygon"
    assert [len(part.interiors) for part in found["E07000243"].geoms] == [1, 0]
    assert found["E07000242"].geom_type == "Polygon"
    assert abs(found["E07000242"].centroid.x + 0.193) < 0.01


def test_a_truncated_shapefile_is_refused(tmp_path: Path) -> None:
    file = shapefile(tmp_path, [("E07000243", [square(523_000, 224_000, 4_000)[::-1]])])
    with zipfile.ZipFile(file.path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file.path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data[:-40] if name.endswith(".shp") else data)

    with pytest.raises(BadSourceFile, match="truncated"):
        read_boundaries(file)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"type": "FeatureCollection", "features": [', "not GeoJSON"),
        ("[1, 2]", "not GeoJSON"),
        ('{"type": "Point"}', "A Point is no collection"),
        ('{"type": "FeatureCollection", "features": []}', "no boundaries"),
        ('{"type": "FeatureCollection", "features": [{"properties": {}}]}', "GeoJSON is broken"),
    ],
)
def test_broken_geojson_is_refused(make_file: Any, content: str, why: str) -> None:
    with pytest.raises(BadSourceFile, match=why):
        read_boundaries(make_file(content, "b.geojson"))


def test_a_code_that_comes_twice_is_refused(make_file: Any) -> None:
    one = feature("E07000243", [square(0, 51)])

    with pytest.raises(BadSourceFile, match="Feature 2 repeats the code 'E07000243'"):
        read_boundaries(make_file(geojson(one, one), "b.geojson"))


def wavy(places: int) -> Boundaries:
    """Strips side by side whose shared edges have many small bends."""
    rng = np.random.default_rng(1)
    heights = np.linspace(51, 52, 200)
    edges = [np.column_stack([number * 0.5 + rng.normal(0, 0.004, 200), heights]) for number in range(places + 1)]
    strips = [np.concatenate([left, right[::-1], left[:1]]) for left, right in pairwise(edges)]
    return Boundaries({f"E0700000{n}": shapely.polygons(strip) for n, strip in enumerate(strips)}, {})


def test_neighbours_still_meet_when_they_are_simplified_together() -> None:
    before = wavy(5)

    after = simplify_together(before, metres=3_000)

    shapes = np.array(list(after.shapes.values()))
    assert shapely.coverage_is_valid(shapes)
    assert shapely.get_num_coordinates(shapes).sum() < 0.3 * sum(
        shapely.get_num_coordinates(shape) for shape in before.shapes.values()
    )
    assert shapely.area(shapes).sum() == pytest.approx(shapely.union_all(shapes).area, rel=1e-12)


def test_layers_that_overlap_are_simplified_but_not_cut() -> None:
    one = wavy(1).shapes["E07000000"]

    after = simplify_together(Boundaries({"a": one, "b": one}, {}), metres=3_000)

    assert after.shapes["b"].area == pytest.approx(one.area, rel=0.02)


def test_a_county_is_dissolved_from_its_districts() -> None:
    county = dissolve(wavy(3), {"E10000015": ["E07000000", "E07000001", "E07000002", "E07999999"]})

    assert county.shapes["E10000015"].geom_type == "Polygon"
    assert len(county.shapes["E10000015"].interiors) == 0


def test_written_geojson_is_small_and_the_same_each_time(tmp_path: Path) -> None:
    boundaries = Boundaries({"E07000243": shapely.box(0.123456, 51, 1, 52)}, {"E07000243": "Stevenage"})

    size = write_geojson(tmp_path / "a.geojson", boundaries, decimals=3, properties={"E07000243": {"value": 34.2}})
    write_geojson(tmp_path / "b.geojson", boundaries, decimals=3, properties={"E07000243": {"value": 34.2}})

    text = (tmp_path / "a.geojson").read_text()
    (found,) = json.loads(text)["features"]
    assert size == len(text.encode())
    assert text == (tmp_path / "b.geojson").read_text()
    assert found["properties"] == {"code": "E07000243", "name": "Stevenage", "value": 34.2}
    assert [0.123, 51.0] in found["geometry"]["coordinates"][0]


@pytest.mark.parametrize(("winding", "anticlockwise"), [("rfc7946", True), ("d3", False)])
def test_outer_rings_run_as_asked(tmp_path: Path, winding: Any, anticlockwise: bool) -> None:
    write_geojson(tmp_path / "a.geojson", Boundaries({"a": shapely.box(0, 0, 1, 1)}, {}), winding=winding)

    (found,) = json.loads((tmp_path / "a.geojson").read_text())["features"]
    assert shapely.is_ccw(shapely.linearrings(found["geometry"]["coordinates"][0])) == anticlockwise


def test_a_place_too_small_to_show_keeps_an_outline(tmp_path: Path) -> None:
    small = shapely.MultiPolygon([shapely.box(0, 0, 1e-6, 1e-6), shapely.box(1, 1, 1 + 1e-7, 1 + 1e-7)])

    write_geojson(tmp_path / "a.geojson", Boundaries({"a": small}, {}), decimals=3)

    (found,) = json.loads((tmp_path / "a.geojson").read_text())["features"]
    assert found["geometry"]["type"] == "Polygon"
    assert len(found["geometry"]["coordinates"][0]) == 5

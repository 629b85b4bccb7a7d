"""The Open Geography Portal and any other ArcGIS feature service: all features of a layer, page by page, as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from placewright.core.files import write_text
from placewright.core.said import worded
from placewright.sources.live.delivery import Delivery, Order
from placewright.sources.live.http import Http, PublisherRefused

_PAGE = 1_000
Position = list[float]


def deliver(order: Order, http: Http) -> Delivery:
    """Fetch a layer to a GeoJSON file.

    `live.url` is the layer's address (ending in `/FeatureServer/0`); `live.where` filters (all features if left out),
    `live.fields` names the attributes kept, and `live.generalise` is the largest offset in degrees.
    """
    layer = order.text("url").rstrip("/")
    found = features(
        http,
        layer,
        where=order.text("where", "1=1"),
        fields=order.text("fields", "*"),
        generalise=order.text("generalise", ""),
    )
    collection = {"type": "FeatureCollection", "features": list(found)}
    path = order.folder / f"{order.source.id}.geojson"
    write_text(path, json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n")
    return Delivery((path,))


def features(
    http: Http, layer: str, *, where: str = "1=1", fields: str = "*", generalise: str = ""
) -> Iterator[Mapping[str, Any]]:
    """Every feature of a layer as GeoJSON in longitude and latitude, however few the service gives at a time.

    Raises:
        PublisherRefused: the service reports an error, or gives another number of features than it counted.
    """
    about = _ask(http, layer, {})
    as_geojson = "geojson" in str(about.get("supportedQueryFormats", "")).casefold()
    size = min(_PAGE, int(about.get("maxRecordCount") or _PAGE))
    query = {"where": where, "outFields": fields, "outSR": "4326", "returnGeometry": "true"}
    if generalise:
        query["maxAllowableOffset"] = generalise
    if key := _object_id(about):
        query["orderByFields"] = key
    counted = _ask(http, f"{layer}/query", {"where": where, "returnCountOnly": "true"}).get("count")
    given = 0
    while True:
        window = {"resultOffset": str(given), "resultRecordCount": str(size)}
        page = _ask(http, f"{layer}/query", query | window, form="geojson" if as_geojson else "json")
        found = list(page.get("features") or [])
        yield from (found if as_geojson else map(from_esri, found))
        given += len(found)
        if not found or not (_has_more(page) or (counted is not None and given < counted)):
            break
    if counted is not None and given != counted:
        raise PublisherRefused(
            worded("It gave %(given)s features of %(counted)s.", given=given, counted=counted),
            where=layer,
            fix=worded("Try again later."),
        )


def from_esri(feature: Mapping[str, Any]) -> dict[str, Any]:
    """A feature of Esri's own JSON as GeoJSON: clockwise rings begin a polygon, the others are holes in it."""
    shape = feature.get("geometry") or {}
    geometry: dict[str, Any] | None = None
    if "rings" in shape:
        polygons = _polygons(shape["rings"])
        single = len(polygons) == 1
        geometry = {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": polygons[0] if single else polygons,
        }
    elif "paths" in shape:
        geometry = {"type": "MultiLineString", "coordinates": shape["paths"]}
    elif "x" in shape:
        geometry = {"type": "Point", "coordinates": [shape["x"], shape["y"]]}
    return {"type": "Feature", "properties": feature.get("attributes") or {}, "geometry": geometry}


def _polygons(rings: Sequence[list[Position]]) -> list[list[list[Position]]]:
    outer = [ring for ring in rings if _area(ring) < 0]
    polygons = [[ring[::-1]] for ring in outer]
    for hole in (ring for ring in rings if _area(ring) >= 0):
        home = next((index for index, ring in enumerate(outer) if _holds(ring, hole[0])), None)
        if home is None:
            polygons.append([hole])
        else:
            polygons[home].append(hole[::-1])
    return polygons


def _area(ring: Sequence[Position]) -> float:
    """Twice the signed area: negative where the ring runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _holds(ring: Sequence[Position], point: Position) -> bool:
    x, y = point[0], point[1]
    inside = False
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            inside = not inside
    return inside


def _ask(http: Http, address: str, params: Mapping[str, str], *, form: str = "json") -> Mapping[str, Any]:
    found = http.get(address, {**params, "f": form}).json()
    if not isinstance(found, Mapping):
        raise PublisherRefused(
            worded("A feature service does not answer so."), where=address, fix=worded("Check `live.url`.")
        )
    if "error" in found:  # an ArcGIS service says so in the body of an answer that calls itself a success
        code = (found["error"] or {}).get("code", "unknown")
        raise PublisherRefused(
            worded("The service reports error %(code)s.", code=code),
            where=address,
            fix=worded("Check `live.url` and `where`."),
        )
    return found


def _has_more(page: Mapping[str, Any]) -> bool:
    return bool(page.get("exceededTransferLimit") or (page.get("properties") or {}).get("exceededTransferLimit"))


def _object_id(about: Mapping[str, Any]) -> str:
    if name := about.get("objectIdField"):
        return str(name)
    fields = about.get("fields") or []
    return next((str(field["name"]) for field in fields if field.get("type") == "esriFieldTypeOID"), "")

"""Maps drawn as plain SVG: outlines once projected, places shaded by value or by class, readable without a script."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import Any

from placewright.core.errors import PlacewrightError
from placewright.core.words import gettext as _
from placewright.publish import formats
from placewright.publish.diagrams.canvas import text_width
from placewright.publish.views import Boundaries, ClassMap, MapChart, MapLayer, PlaceRef, Reading, Shape

Point = tuple[float, float]
Ring = list[Point]

WRITTEN_SIZE = 18.0
"""How large a value stands on a map that a telephone shows; elsewhere it is smaller."""

_CLASSES = 5
_ROUNDS = 200
"""How often values that touch are pushed apart before they are left as they stand."""
_DECILE_TONES: Mapping[float, str] = {2.0: "q5", 4.0: "q4", 6.0: "q3", 8.0: "q2", 10.0: "q1"}
"""Tenths of a ranking: the first is what the ranking is of, such as the most deprived, and the darkest."""


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """One place of a map: its outline, its class, and what is said of it."""

    code: str
    name: str
    path: str
    tone: str
    text: str
    value: str
    href: str
    at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map ready for its template; `layers` holds what a chooser switches to."""

    width: float
    height: float
    around: str
    inner: str
    places: tuple[DrawnPlace, ...]
    legend: tuple[tuple[str, str], ...]
    layers: tuple[dict[str, Any], ...]
    write_values: bool
    inner_names: tuple[tuple[str, Point], ...] = ()


def boundaries(
    geojson: Mapping[str, Any],
    *,
    code: str,
    name: str,
    only: Collection[str] | None = None,
    width: float = 520.0,
    around: Mapping[str, Any] | None = None,
    inner: Mapping[str, Any] | None = None,
    inner_names: Mapping[str, str] = MappingProxyType({}),
) -> Boundaries:
    """The outlines of a GeoJSON collection, projected to fit `width`, with the land around them drawn faint.

    Args:
        geojson: features in degrees or in metres of a national grid, already simplified.
        code: the property that holds a place's code.
        name: the property that holds its name.
        only: the codes to draw; all when None.
        around: features whose outlines are drawn as land without data.
        inner: features whose outlines are drawn over the places, such as districts over small areas.
        inner_names: what these are called, by their code, where they are to be named.
    """
    features = [f for f in geojson["features"] if only is None or f["properties"][code] in only]
    rings = {str(f["properties"][code]): _rings(f["geometry"]) for f in features}
    names = {str(f["properties"][code]): str(f["properties"][name]) for f in features}
    if not rings:
        raise PlacewrightError("None of the places to draw has a boundary.", fix="Check the codes and their vintage.")
    every = [point for parts in rings.values() for ring in parts for point in ring]
    project, height = _projection(every, width)
    shapes = []
    for place in sorted(rings):
        drawn = [[project(point) for point in ring] for ring in rings[place]]
        shapes.append(Shape(place, names[place], _path(drawn), _label_point(drawn)))
    land = ""
    if around is not None:
        drawn = [[project(point) for point in ring] for f in around["features"] for ring in _rings(f["geometry"])]
        land = _path(_clipped([ring for ring in drawn if _near(ring, width, height)], width, height))
    over, named = "", []
    if inner is not None:
        lined = [[[project(point) for point in ring] for ring in _rings(f["geometry"])] for f in inner["features"]]
        over = _path(ring for rings_of_one in lined for ring in rings_of_one)
        for one, rings_of_one in zip(inner["features"], lined, strict=True):
            if called := inner_names.get(str(one["properties"].get(code, "")), ""):
                named.append((called, _label_point(rings_of_one)))
    return Boundaries(round(width, 1), round(height, 1), tuple(shapes), land, over, tuple(named))


def draw_values(chart: MapChart, outlines: Boundaries) -> DrawnMap:
    """The map of the chart's first layer, with what the other layers would change."""
    layers = [_layer(layer, outlines) for layer in chart.layers]
    first, cuts = layers[0]["places"], layers[0]["legend"]
    points = [shape.label_at for shape in outlines.shapes]
    if chart.write_values:
        widths = [_widest(shape.code, layers) for shape in outlines.shapes]
        points = apart(points, widths, size=WRITTEN_SIZE, within=(outlines.width, outlines.height))
    places = tuple(
        DrawnPlace(
            shape.code,
            shape.name,
            shape.path,
            first[shape.code][0],
            first[shape.code][1],
            first[shape.code][2],
            PlaceRef(shape.code, shape.name).href if chart.links else "",
            point,
        )
        for shape, point in zip(outlines.shapes, points, strict=True)
    )
    rest = tuple(layers) if len(layers) > 1 else ()
    legend = tuple((tone, words) for tone, words in cuts)
    return DrawnMap(
        outlines.width,
        outlines.height,
        outlines.around,
        outlines.inner,
        places,
        legend,
        rest,
        chart.write_values,
        outlines.inner_names,
    )


def draw_classes(chart: ClassMap, outlines: Boundaries) -> DrawnMap:
    """The map of the chart's classes; a place in none is drawn as without data."""
    members, details = dict(chart.members), dict(chart.details)
    tones = {ident: (name, tone) for ident, name, tone in chart.classes}
    places = []
    for shape in outlines.shapes:
        name, tone = tones.get(members.get(shape.code, ""), ("No data", "q-none"))
        said = ": ".join(part for part in (name, details.get(shape.code, "")) if part)
        places.append(DrawnPlace(shape.code, shape.name, shape.path, tone, said, "", "", shape.label_at))
    legend = tuple((tone, name) for _, name, tone in chart.classes)
    return DrawnMap(
        outlines.width,
        outlines.height,
        outlines.around,
        outlines.inner,
        tuple(places),
        legend,
        (),
        write_values=False,
        inner_names=outlines.inner_names,
    )


def class_cuts(values: Sequence[float], classes: int = _CLASSES) -> list[float]:
    """The upper ends of classes of equal count: at most `classes`, fewer where values repeat.

    >>> class_cuts([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    [2, 4, 6, 8, 10]
    """
    ordered = sorted(values)
    count = len(ordered)
    classes = min(classes, count)
    ends = [ordered[math.ceil(count * part / classes) - 1] for part in range(1, classes + 1)]
    return sorted(set(ends))


def _layer(layer: MapLayer, outlines: Boundaries) -> dict[str, Any]:
    readings = dict(layer.readings)
    known = [r for shape in outlines.shapes if (r := readings.get(shape.code)) and r.value is not None]
    values = [value for r in known if (value := r.value) is not None]
    cuts = class_cuts(values) if layer.unit != "decile" else _decile_cuts(values)
    tones = _tones(len(cuts)) if layer.unit != "decile" else [_DECILE_TONES[cut] for cut in cuts]
    places: dict[str, list[str | float | None]] = {}
    for shape in outlines.shapes:
        reading = readings.get(shape.code) or Reading(None, layer.unit, status="not_available")
        if reading.value is None:
            places[shape.code] = ["q-none", formats.missing(reading), "–", None]
            continue
        value = reading.value
        tone = tones[next(index for index, cut in enumerate(cuts) if value <= cut)]
        said = formats.with_interval(reading)
        places[shape.code] = [tone, said, formats.short(reading), value]
    return {
        "id": layer.id,
        "name": layer.name,
        "period": layer.period,
        "unit": formats.unit_in_words(layer.unit),
        "summary": layer.summary,
        "href": layer.href,
        "places": places,
        "legend": _legend(known, cuts, tones=tones, gaps=len(known) < len(outlines.shapes)),
    }


def _widest(place: str, layers: Sequence[Mapping[str, Any]]) -> float:
    return max(text_width(str(layer["places"][place][2]), size=WRITTEN_SIZE, strong=True) for layer in layers)


def apart(points: Sequence[Point], widths: Sequence[float], *, size: float, within: tuple[float, float]) -> list[Point]:
    """The middles of values, moved as little as is needed for none to touch another; those that touch none stay.

    Args:
        points: where they would stand.
        widths: how wide each is.
        size: how high each is.
        within: the width and height of the map, which none leaves.
    """
    moved = list(points)
    for _round in range(_ROUNDS):
        is_free = True
        for one, other in combinations(range(len(moved)), 2):
            (x, y), (x2, y2) = moved[one], moved[other]
            across = (widths[one] + widths[other]) / 2 - abs(x2 - x)
            down = size - abs(y2 - y)
            if across <= 0.05 or down <= 0.05:
                continue
            is_free = False
            step_x, step_y = (across / 2, 0.0) if across < down else (0.0, down / 2)
            step_x, step_y = math.copysign(step_x, x2 - x), math.copysign(step_y, y2 - y)
            moved[one] = _inside((x - step_x, y - step_y), (widths[one], size), within)
            moved[other] = _inside((x2 + step_x, y2 + step_y), (widths[other], size), within)
        if is_free:
            break
    return [
        at if at == middle else (round(at[0], 1), round(at[1], 1)) for at, middle in zip(moved, points, strict=True)
    ]


def _inside(at: Point, room: tuple[float, float], within: tuple[float, float]) -> Point:
    (x, y), (wide, high) = at, room
    return min(max(x, wide / 2), within[0] - wide / 2), min(max(y, high / 2), within[1] - high / 2)


def _decile_cuts(values: Sequence[float]) -> list[float]:
    """Tenths by pairs, the same on every map, so that the first fifth is never hidden among others."""
    return [cut for cut in _DECILE_TONES if any(cut - 2 < value <= cut for value in values)]


def _tones(count: int) -> list[str]:
    spread = {1: [3], 2: [2, 5], 3: [1, 3, 5], 4: [1, 2, 4, 5]}.get(count, [1, 2, 3, 4, 5])
    return [f"q{number}" for number in spread]


def _legend(known: Sequence[Reading], cuts: Sequence[float], *, tones: Sequence[str], gaps: bool) -> list[list[str]]:
    """The classes by the values of the places at their ends, as those places' labels print them."""
    entries = []
    rest = sorted(known, key=lambda reading: reading.value or 0.0)
    for tone, cut in zip(tones, cuts, strict=True):
        inside = [reading for reading in rest if reading.value is not None and reading.value <= cut]
        rest = rest[len(inside) :]
        ends = [formats.short(inside[0]), formats.short(inside[-1])]
        span = _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}
        entries.append([tone, ends[0] if ends[0] == ends[1] else span])
    return [*entries, ["q-none", _("not available")]] if gaps else entries


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    parts: Iterable[Any] = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    return [[(float(x), float(y)) for x, y, *_ in ring] for polygon in parts for ring in polygon]


def _projection(points: Sequence[tuple[float, float]], width: float) -> tuple[Any, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    in_degrees = max(abs(v) for v in (*xs, *ys)) <= 360
    squeeze = math.cos(math.radians((min(ys) + max(ys)) / 2)) if in_degrees else 1.0
    margin = width * 0.02
    scale = (width - 2 * margin) / ((max(xs) - min(xs)) * squeeze)
    left, top = min(xs), max(ys)

    def project(point: tuple[float, float]) -> tuple[float, float]:
        x = (point[0] - left) * squeeze * scale + margin
        return (round(x, 1), round((top - point[1]) * scale + margin, 1))

    return project, (top - min(ys)) * scale + 2 * margin


def _path(rings: Iterable[Ring]) -> str:
    pieces = []
    for ring in rings:
        kept = [point for index, point in enumerate(ring) if index == 0 or point != ring[index - 1]]
        if len(kept) > 3:
            steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(kept[:-1])]
            pieces.append(f"M{_joined(kept[0])}l{_joined(number for step in steps for number in step)}Z")
    return "".join(pieces)


def _joined(numbers: Iterable[float]) -> str:
    """Numbers with nothing between them where a path tells them apart: by a sign, or by a second point.

    >>> _joined([1.5, -2, 0.3, 0.4, 3, 0.5])
    '1.5-2 .3.4 3 .5'
    """
    made, has_point = "", True
    for number in map(_brief, numbers):
        is_apart = not made or number[0] == "-" or (number[0] == "." and has_point)
        made += number if is_apart else f" {number}"
        has_point = "." in number
    return made


def _brief(value: float) -> str:
    """The number in tenths, as briefly as a path allows: `.5` for 0.5, `0` for none."""
    text = f"{value:.1f}".removesuffix(".0").replace("-0.", "-.")
    return "0" if text in ("-0", "0") else text.removeprefix("0") if text.startswith("0.") else text


def _label_point(rings: Sequence[Ring]) -> tuple[float, float]:
    """The middle of the largest circle that the outline holds, so that a label stays inside."""
    import shapely

    holes = shapely.Polygon()
    for ring in rings:
        if len(ring) > 3:
            holes = holes.symmetric_difference(shapely.Polygon(ring).buffer(0))
    if holes.is_empty:
        return (0.0, 0.0)
    middle = shapely.get_point(shapely.maximum_inscribed_circle(holes, tolerance=1.0), 0)
    return (round(middle.x, 1), round(middle.y, 1))


def _clipped(rings: Sequence[Ring], width: float, height: float) -> list[Ring]:
    """The parts of the outlines that lie within the map or just outside it."""
    import shapely

    clipped = shapely.clip_by_rect(
        [shapely.Polygon(ring) for ring in rings if len(ring) > 3], -9, -9, width + 9, height + 9
    )
    parts = [part for part in shapely.get_parts(clipped) if part.geom_type == "Polygon" and not part.is_empty]
    return [[(round(x, 1), round(y, 1)) for x, y in part.exterior.coords] for part in parts]


def _near(ring: Ring, width: float, height: float) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    reach = width * 0.25
    return min(xs) < width + reach and max(xs) > -reach and min(ys) < height + reach and max(ys) > -reach

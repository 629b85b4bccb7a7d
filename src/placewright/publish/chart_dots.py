"""Marks by two measures, and the strip on which every place of a level is one mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from placewright.core.words import gettext as _
from placewright.publish import formats
from placewright.publish.chart_parts import (
    Spec,
    axis_format,
    nice_domain,
    part_tones,
    reference_layers,
    said,
    vertical_rule,
)
from placewright.publish.theme import colour
from placewright.publish.views import Dot, ScatterChart, StripChart

_SCATTER_HEIGHT = 400
_NOMINAL_WIDTH = 900
_STRETCHES = 84


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A mark's name: it begins right of the mark (`left`) or ends left of it (`right`), so far below the top."""

    dot: Dot
    side: str
    middle: float


def scatter_spec(chart: ScatterChart) -> Spec:
    """Marks by two measures, the place and the nation named."""
    groups = list(dict.fromkeys(dot.group for dot in chart.dots if dot.group))
    tones = dict(zip(groups, part_tones(groups), strict=True))
    rows = [_dot_row(dot, chart, tones) for dot in chart.dots]
    x_low, x_high = nice_domain(_with([dot.x for dot in chart.dots], chart.x_rule))
    y_low, y_high = nice_domain(_with([dot.y for dot in chart.dots], chart.y_rule))
    x: Spec = {
        "field": "x",
        "type": "quantitative",
        "scale": {"type": "log", "nice": True} if chart.log_x else {"domain": [x_low, x_high], "zero": False},
        "axis": {
            "title": chart.x_title,
            "format": axis_format(chart.x_unit, x_low, x_high),
            "tickCount": 6,
            "grid": True,
        },
    }
    y: Spec = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [y_low, y_high], "zero": False},
        "axis": {"title": chart.y_title, "format": axis_format(chart.y_unit, y_low, y_high), "tickCount": 6},
    }
    mark: Spec = {"type": "circle", "opacity": 0.85, "stroke": colour("surface"), "strokeWidth": 1}
    encoding: Spec = {
        "x": x,
        "y": y,
        "color": {"field": "c", "type": "nominal", "scale": None},
        "tooltip": [
            {"field": "n", "title": _("Name")},
            {"field": "xs", "title": _tip_title(chart.x_title)},
            {"field": "ys", "title": _tip_title(chart.y_title)},
            *([{"field": "d", "title": _("Note")}] if any(dot.detail for dot in chart.dots) else []),
        ],
    }
    if any(dot.size is not None for dot in chart.dots):
        encoding["size"] = {
            "field": "z",
            "type": "quantitative",
            "legend": None,
            "scale": {"range": [24, 700], "zero": True},
        }
    else:
        mark["size"] = 80
    layers: list[Spec] = []
    if chart.x_rule is not None:
        layers += vertical_rule(chart.x_rule, "")
    if chart.y_rule is not None:
        layers += reference_layers(chart.y_rule, "", 1.0)
    if chart.fit is not None:
        layers.append(_fit_layer(chart.fit, x_low, x_high))
    layers.append({"mark": mark, "encoding": encoding})
    layers.append(_dot_labels(chart, (x_low, x_high, y_low, y_high)))
    return {"height": _SCATTER_HEIGHT, "data": {"values": rows}, "layer": layers}


def _dot_row(dot: Dot, chart: ScatterChart, tones: dict[str, str]) -> Spec:
    row: Spec = {
        "n": dot.label,
        "x": dot.x,
        "y": dot.y,
        "c": colour(tones.get(dot.group, dot.role)),
        "xs": said(dot.x, chart.x_unit, chart.decimals),
        "ys": said(dot.y, chart.y_unit, chart.decimals),
    }
    if dot.size is not None:
        row["z"] = dot.size
    if dot.detail:
        row["d"] = dot.detail
    return row


def placed_names(
    chart: ScatterChart,
    ends: tuple[float, float, float, float],
    size: tuple[float, float],
    *,
    along: Callable[[float], float] = lambda value: value,
) -> list[PlacedName]:
    """Names beside the own and the nation's marks, on whichever side no earlier name stands.

    Args:
        chart: the marks.
        ends: the lower and upper end of the axis across, then of the upright one.
        size: the room between the axes in pixels.
        along: where a value stands on the axis across.
    """
    x_low, x_high, y_low, y_high = ends
    width, height = size
    away = name_gap(chart)
    taken: list[tuple[float, float, float, float]] = []
    placed = []
    for dot in sorted(chart.dots, key=lambda dot: -dot.y):
        if dot.role not in ("place", "england", "uk"):
            continue
        at_x = (along(dot.x) - x_low) / (x_high - x_low) * width
        at_y = (y_high - dot.y) / (y_high - y_low) * height
        wide = 6.6 * len(dot.label)
        sides = {
            "left": [(at_x + away, at_y + shift) for shift in (0, -13, 13, -24, 24)],
            "right": [(at_x - away - wide, at_y + shift) for shift in (0, -13, 13, -24, 24)],
        }
        spots = [(side, left, middle) for side, tries in sides.items() for left, middle in tries]
        spots = [spot for spot in spots if spot[1] >= 0 and spot[1] + wide <= width] or spots
        spots.sort(key=lambda spot: abs(spot[2] - at_y))
        free = next((spot for spot in spots if not _overlaps(spot, wide, taken)), spots[0])
        taken.append((free[1], free[1] + wide, free[2] - 7, free[2] + 7))
        placed.append(PlacedName(dot, free[0], free[2]))
    return placed


def name_gap(chart: ScatterChart) -> int:
    """How far from the middle of its mark a name stands, in pixels."""
    return 17 if any(dot.size is not None for dot in chart.dots) else 9


_EDGE: Spec = {"stroke": colour("surface"), "strokeWidth": 3.5, "strokeJoin": "round"}
"""What keeps a name apart from the marks behind it; drawn below the name itself."""


def _dot_labels(chart: ScatterChart, ends: tuple[float, float, float, float]) -> Spec:
    """The names of marks as a layer."""
    y_low, y_high = ends[2:]
    away = name_gap(chart)
    values = [
        {
            "x": name.dot.x,
            "y": y_high - name.middle / _SCATTER_HEIGHT * (y_high - y_low),
            "n": name.dot.label,
            "side": name.side,
        }
        for name in placed_names(chart, ends, (_NOMINAL_WIDTH, _SCATTER_HEIGHT))
    ]
    x, y = {"field": "x", "type": "quantitative"}, {"field": "y", "type": "quantitative"}
    return {
        "layer": [
            {
                "transform": [{"filter": f"datum.side === '{side}'"}],
                "mark": {
                    "type": "text",
                    "align": side,
                    "dx": away if side == "left" else -away,
                    "fontSize": 12,
                    "fontWeight": 600,
                    "limit": 170,
                    **edge,
                },
                "encoding": {"x": x, "y": y, "text": {"field": "n"}, "color": {"value": colour("ink")}},
            }
            for side in ("left", "right")
            for edge in (_EDGE, {})
        ],
        "data": {"values": values},
    }


def _overlaps(spot: tuple[str, float, float], wide: float, taken: Sequence[tuple[float, float, float, float]]) -> bool:
    _, left, middle = spot
    return any(
        left < right and left + wide > start and middle - 7 < bottom and middle + 7 > top
        for start, right, top, bottom in taken
    )


def _fit_layer(fit: tuple[float, float], low: float, high: float) -> Spec:
    slope, intercept = fit
    values = [{"x": at, "y": slope * at + intercept} for at in (low, high)]
    return {
        "data": {"values": values},
        "mark": {"type": "line", "strokeDash": [5, 4], "strokeWidth": 1.5, "color": colour("rule"), "clip": True},
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
    }


def _with(values: list[float], rule: float | None) -> list[float]:
    """The values, and the rule that must be on the axis with them."""
    return values if rule is None else [*values, rule]


def _tip_title(title: str) -> str:
    return title.split(" (")[0]


def strip_spec(chart: StripChart) -> Spec:
    """Every place as a mark on one axis, the own ones large and the outermost two of them named."""
    scale = formats.chart_scale(chart.unit)
    own = [dot for dot in chart.dots if dot.role in ("place", "member")]
    reference = None if chart.reference is None else chart.reference * scale
    low, high = nice_domain(_with([dot.x * scale for dot in chart.dots], reference))
    rows: list[Spec] = [{"x": x, "y": y} for x, y in swarm(chart.dots, scale, (low, high))]
    for row, dot in zip(rows, chart.dots, strict=True):
        row |= {"n": dot.label, "s": said(dot.x, chart.unit, chart.decimals, dot.low, dot.high)}
        is_own = dot.role in ("place", "member")
        row |= {"c": colour("place" if is_own else "other"), "o": is_own}
    reach = max([abs(row["y"]) for row in rows] or [1.0]) + 1.5
    x: Spec = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [low, high], "zero": False},
        "axis": {"title": chart.x_title or None, "format": axis_format(chart.unit, low, high), "tickCount": 7},
    }
    y: Spec = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [-reach * 1.3, reach]}}
    tips = [{"field": "n", "title": _("Place")}, {"field": "s", "title": _("Value")}]
    shade = {"field": "c", "type": "nominal", "scale": None}
    layers: list[Spec] = []
    if reference is not None:
        layers += vertical_rule(reference, chart.reference_label)
    for mine, size, opacity in ((False, 26, 0.75), (True, 95, 1)):
        layers.append(
            {
                "transform": [{"filter": "datum.o" if mine else "!datum.o"}],
                "mark": {
                    "type": "circle",
                    "size": size,
                    "opacity": opacity,
                    "stroke": colour("surface"),
                    "strokeWidth": 1 if mine else 0,
                },
                "encoding": {"x": x, "y": y, "color": shade, "tooltip": tips},
            }
        )
    layers += _strip_labels(rows, own, x=x, y=y, reach=reach)
    return {"height": 290, "data": {"values": rows}, "layer": layers}


def _strip_labels(rows: Sequence[Spec], own: Sequence[Dot], *, x: Spec, y: Spec, reach: float) -> list[Spec]:
    """Names of the area's lowest and highest place only: the others are named by pointing, and in the table."""
    names = {dot.label for dot in own}
    mine = sorted((row for row in rows if row["n"] in names), key=lambda row: row["x"])
    ends = [mine[0], mine[-1]] if len(mine) > 1 else mine
    foot = -reach * 1.12
    values = [{"x": row["x"], "y": row["y"], "foot": foot, "n": row["n"]} for row in ends]
    leader: Spec = {
        "data": {"values": values},
        "mark": {"type": "rule", "color": colour("place"), "strokeWidth": 1},
        "encoding": {"x": x, "y": y, "y2": {"field": "foot"}},
    }
    text: Spec = {
        "data": {"values": values},
        "mark": {"type": "text", "baseline": "top", "dy": 2, "fontWeight": 600, "color": colour("ink")},
        "encoding": {"x": x, "y": {**y, "field": "foot"}, "text": {"field": "n"}},
    }
    return [leader, text]


def swarm(dots: Sequence[Dot], scale: float, ends: tuple[float, float]) -> list[tuple[float, int]]:
    """Positions for the dots: side by side where many share a stretch of the axis, the own ones nearest the middle."""
    low, high = ends
    counts: dict[int, int] = {}
    rows = [(0.0, 0)] * len(dots)
    order = sorted(range(len(dots)), key=lambda index: (dots[index].role not in ("place", "member"), dots[index].x))
    for index in order:
        stretch = int((dots[index].x * scale - low) / (high - low) * _STRETCHES)
        seen = counts.get(stretch, 0)
        counts[stretch] = seen + 1
        rows[index] = (dots[index].x * scale, (seen + 1) // 2 * (1 if seen % 2 else -1))
    return rows

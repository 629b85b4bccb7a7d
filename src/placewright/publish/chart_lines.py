"""Lines over time, with bands, faint fellows, breaks, and names at their ends."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.core.words import gettext as _
from placewright.publish import formats
from placewright.publish.chart_parts import Key, Spec, axis_format, nice_domain, reference_layers, said
from placewright.publish.theme import ROLE_DASH, colour
from placewright.publish.views import LineChart, Point, Series

_LINE_HEIGHT = 340
# The nearest mark is found by an invisible cell around it, whose datum is the mark: a plain tooltip finds no fields.
_POINTED = "{'Place': (datum.datum || datum).n, 'Period': (datum.datum || datum).l, 'Value': (datum.datum || datum).s}"


def line_spec(chart: LineChart, *, live: bool = True) -> Spec:
    """Lines over time: faint fellows first, then comparators, the place on top; a live one answers to pointing."""
    scale = formats.chart_scale(chart.unit)
    drawn = [series for series in chart.series if any(point.value is not None for point in series.points)]
    rows = [_line_row(series, point, chart, scale) for series in drawn for point in series.points]
    values = [row[key] for row in rows for key in ("v", "lo", "hi") if row.get(key) is not None]
    if chart.reference is not None:
        values.append(chart.reference * scale)
    low, high = nice_domain(values, zero=chart.zero)
    years = [row["t"] for row in rows] or [0.0, 1.0]
    x: Spec = {
        "field": "t",
        "type": "quantitative",
        "scale": {"domain": [min(years), max(years)], "nice": False},
        "axis": {
            "format": "d",
            "title": None,
            "tickMinStep": 1,
            "tickCount": min(8, int(max(years) - min(years)) or 1),
        },
    }
    y: Spec = {
        "field": "v",
        "type": "quantitative",
        "scale": {"domain": [low, high], "zero": False},
        "axis": {"title": None, "format": axis_format(chart.unit, low, high), "tickCount": 6},
    }
    shades = {
        "field": "n",
        "type": "nominal",
        "scale": {"domain": [s.name for s in drawn], "range": [colour(_tone(s)) for s in drawn]},
        "legend": None,
    }
    layers: list[Spec] = [
        *reference_layers(chart.reference, chart.reference_label, scale),
        *_break_layers(chart.breaks, x),
        _band_layer(x, y, shades),
        *_line_layers(drawn, x, y, shades, live=live),
        *([_hover_layer(x, y, shades)] if live else []),
        _end_label_layer(drawn, scale=scale, domain=(low, high), x=x, y=y),
    ]
    return {"height": _LINE_HEIGHT, "data": {"values": rows}, "layer": layers}


def _line_row(series: Series, point: Point, chart: LineChart, scale: float) -> Spec:
    row: Spec = {
        "n": series.name,
        "t": point.at,
        "l": point.label,
        "v": None if point.value is None else point.value * scale,
    }
    row["s"] = said(point.value, chart.unit, chart.decimals, point.low, point.high)
    if series.role == "place" and point.low is not None and point.high is not None and point.low < point.high:
        row["lo"], row["hi"] = point.low * scale, point.high * scale
    return row


def _tone(series: Series) -> str:
    return series.role


def drawn_last(series: Series) -> int:
    """How late a series is drawn: 0 for the faint ones, 1 for comparators, 2 for the place itself."""
    return {"member": 0, "other": 0, "place": 2}.get(series.role, 1)


def _band_layer(x: Spec, y: Spec, shades: Spec) -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.lo)"}],
        "mark": {"type": "area", "opacity": 1, "fillOpacity": 0.16},
        "encoding": {"x": x, "y": {**y, "field": "lo"}, "y2": {"field": "hi"}, "color": shades},
    }


def _line_layers(drawn: Sequence[Series], x: Spec, y: Spec, shades: Spec, *, live: bool) -> list[Spec]:
    """Three layers, so that the faint lie lowest and the place on top: few layers draw faster than many."""
    layers = []
    for level, thick, opaque in ((0, 1.25, 0.75), (1, 2.0, 1.0), (2, 3.25, 1.0)):
        names = [series.name for series in drawn if drawn_last(series) == level]
        if not names:
            continue
        encoding: Spec = {"x": x, "y": y, "color": shades}
        mark: Spec = {"type": "line"}
        if level == 1:
            dashes = [ROLE_DASH.get(series.role, [1, 0]) for series in drawn]
            domain = [series.name for series in drawn]
            encoding["strokeDash"] = {"field": "n", "scale": {"domain": domain, "range": dashes}, "legend": None}
        if live:
            for channel, plain, pointed in (("size", thick, thick + 1.25), ("strokeOpacity", opaque, 1)):
                near = {"param": "near", "empty": False, "value": pointed}
                encoding[channel] = {"condition": near, "value": plain}
        else:
            mark |= {"strokeWidth": thick, "strokeOpacity": opaque}
        layers.append({"transform": [{"filter": {"field": "n", "oneOf": names}}], "mark": mark, "encoding": encoding})
    return layers


def _hover_layer(x: Spec, y: Spec, shades: Spec) -> Spec:
    return {
        "name": "hover",
        "params": [
            {
                "name": "near",
                "select": {
                    "type": "point",
                    "fields": ["n"],
                    "on": "pointermove",
                    "clear": "pointerout",
                    "nearest": True,
                    "toggle": False,
                },
            },
        ],
        "transform": [{"filter": "isValid(datum.v)"}],
        "mark": {"type": "point", "filled": True, "size": 46, "tooltip": {"expr": _POINTED}},
        "encoding": {
            "x": x,
            "y": y,
            "color": shades,
            "opacity": {"condition": {"param": "near", "empty": False, "value": 1}, "value": 0},
        },
    }


def _end_label_layer(drawn: Sequence[Series], *, scale: float, domain: tuple[float, float], x: Spec, y: Spec) -> Spec:
    """Names at the ends of the lines, moved apart so that none covers another."""
    ends = [(series, _last(series)) for series in drawn if series.role not in ("member", "other")]
    wanted = (
        sorted(
            (((point.value or 0.0) * scale, point.at, series) for series, point in ends if point),
            key=lambda end: (end[0], end[1], end[2].name),
        )
        if all(point is not None for _, point in ends)
        else []
    )
    gap = (domain[1] - domain[0]) * 17 / _LINE_HEIGHT
    placed = spread([value for value, _, _ in wanted], gap, domain)
    values = [
        {"n": series.name, "t": at, "v": at_y, "c": colour(_tone(series))}
        for (_, at, series), at_y in zip(wanted, placed, strict=True)
    ]
    return {
        "name": "end-labels",
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "dx": 8, "fontWeight": 600},
        "encoding": {
            "x": x,
            "y": y,
            "text": {"field": "n"},
            "color": {"field": "c", "type": "nominal", "scale": None},
        },
    }


def _last(series: Series) -> Point | None:
    return next((point for point in reversed(series.points) if point.value is not None), None)


def spread(values: Sequence[float], gap: float, domain: tuple[float, float]) -> list[float]:
    """The ascending values, each at least `gap` above the one before, shifted down again if they leave the domain."""
    placed: list[float] = []
    for value in values:
        placed.append(max(value, placed[-1] + gap) if placed else value)
    top = domain[1]
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], top)
        top = placed[index] - gap
    return placed


def _break_layers(breaks: Sequence[tuple[float, str]], x: Spec) -> list[Spec]:
    if not breaks:
        return []
    values = [{"t": at, "label": words} for at, words in breaks]
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "strokeDash": [3, 3], "color": colour("rule")},
            "encoding": {
                "x": x,
                "tooltip": [{"field": "label", "title": _("Break in the series")}],
            },
        }
    ]


def line_legend(chart: LineChart) -> tuple[Key, ...]:
    """The entries of the legend: each comparator, and the fellows together."""
    named = [series for series in chart.series if series.role not in ("member", "other")]
    keys = [Key(s.name, _tone(s), "line", " ".join(map(str, ROLE_DASH.get(s.role, [])))) for s in named]
    faint = [series for series in chart.series if series.role in ("member", "other")]
    if len(faint) == 1:
        keys.append(Key(faint[0].name, "member", "line"))
    elif faint:
        keys.append(Key(f"{len(faint)} districts", "member", "line"))
    return tuple(keys)

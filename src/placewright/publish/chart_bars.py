"""Horizontal bars, plain with intervals or stacked by part."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.core.words import gettext as _
from placewright.publish import formats
from placewright.publish.chart_parts import Spec, axis_format, nice_domain, part_tones, said, ticks, vertical_rule
from placewright.publish.theme import colour
from placewright.publish.views import Bar, BarChart


def bars_spec(chart: BarChart) -> Spec:
    """Horizontal bars in the order given, with intervals, or parts on either side of zero with their totals."""
    scale = formats.chart_scale(chart.unit)
    bars = [bar for bar in chart.bars if bar.value is not None]
    if chart.sort and not chart.parts:
        bars = sorted(bars, key=lambda bar: -(bar.value or 0.0))
    labels = list(dict.fromkeys(bar.label for bar in bars))
    rows = [_bar_row(bar, chart, scale) for bar in bars]
    ends = _stack_ends(rows) if chart.parts else [row[key] for row in rows for key in ("v", "lo", "hi") if key in row]
    if chart.reference is not None:
        ends.append(chart.reference * scale)
    low, high = nice_domain(ends, zero=True)
    y: Spec = {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "axis": {"title": None, "labelLimit": 230, "domain": False, "ticks": False, "labelColor": colour("ink")},
        "scale": {"paddingInner": 0.28},
    }
    x: Spec = {
        "field": "v",
        "type": "quantitative",
        "scale": {"domain": [low, high], "zero": True},
        "axis": {
            "title": chart.x_title or None,
            "format": axis_format(chart.unit, low, high),
            "grid": True,
            "values": ticks(low, high),
            "domain": False,
        },
    }
    tips = [
        {"field": "label", "title": _("Bar")},
        *([{"field": "part", "title": _("Part")}] if chart.parts else []),
        {"field": "s", "title": _("Value")},
        *([{"field": "d", "title": _("Note")}] if any(bar.detail for bar in bars) else []),
    ]
    if chart.parts:
        shade: Spec = {
            "field": "part",
            "type": "nominal",
            "scale": {"domain": list(chart.parts), "range": [colour(tone) for tone in part_tones(chart.parts)]},
            "legend": None,
        }
    else:
        shade = {"field": "c", "type": "nominal", "scale": None}
    order = {"order": {"field": "o", "type": "quantitative"}} if chart.parts else {}
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "cornerRadius": 1},
            "encoding": {
                "y": y,
                "x": {**x, "stack": "zero" if chart.parts else None},
                "color": shade,
                **order,
                "tooltip": tips,
            },
        }
    ]
    layers.append(
        {
            "data": {"values": [{"v": 0}]},
            "mark": {"type": "rule"},
            "encoding": {"x": {"field": "v", "type": "quantitative"}},
        }
    )
    if any("lo" in row for row in rows):
        layers.append(
            {
                "transform": [{"filter": "isValid(datum.lo)"}],
                "mark": {"type": "rule", "strokeWidth": 1.75, "color": colour("ink")},
                "encoding": {"y": y, "x": {"field": "lo", "type": "quantitative"}, "x2": {"field": "hi"}},
            }
        )
    if chart.totals:
        layers.append(_totals_layer(rows, chart, y))
    if chart.reference is not None:
        layers += vertical_rule(chart.reference * scale, chart.reference_label)
    return {"height": 27 * max(len(labels), 1), "data": {"values": rows}, "layer": layers}


def _bar_row(bar: Bar, chart: BarChart, scale: float) -> Spec:
    value = (bar.value or 0.0) * scale
    row: Spec = {"label": bar.label, "v": value, "s": said(bar.value, chart.unit, chart.decimals, bar.low, bar.high)}
    if chart.parts:
        row["part"] = bar.part
        row["o"] = chart.parts.index(bar.part) if bar.part in chart.parts else len(chart.parts)
    else:
        row["c"] = colour(bar.role)
        if bar.low is not None and bar.high is not None and bar.low < bar.high:
            row["lo"], row["hi"] = bar.low * scale, bar.high * scale
    if bar.detail:
        row["d"] = bar.detail
    return row


def _stack_ends(rows: Sequence[Spec]) -> list[float]:
    ends: list[float] = []
    for label in {row["label"] for row in rows}:
        mine = [row["v"] for row in rows if row["label"] == label]
        ends += [sum(v for v in mine if v > 0), sum(v for v in mine if v < 0)]
    return ends


def _totals_layer(rows: Sequence[Spec], chart: BarChart, y: Spec) -> Spec:
    totals: dict[str, float] = {}
    for row in rows:
        totals[row["label"]] = totals.get(row["label"], 0.0) + row["v"]
    unit = formats.chart_unit(chart.unit)
    values = [{"label": label, "v": v, "s": said(v, unit, chart.decimals)} for label, v in totals.items()]
    return {
        "data": {"values": values},
        "mark": {
            "type": "point",
            "shape": "diamond",
            "filled": True,
            "size": 90,
            "color": colour("ink"),
            "stroke": colour("surface"),
            "strokeWidth": 1.5,
            "opacity": 1,
        },
        "encoding": {
            "y": y,
            "x": {"field": "v", "type": "quantitative"},
            "tooltip": [{"field": "label", "title": _("Bar")}, {"field": "s", "title": _("Total")}],
        },
    }

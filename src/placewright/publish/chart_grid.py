"""Grids of values by two categories, in classes of colour."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.publish import formats
from placewright.publish.chart_parts import Spec, said
from placewright.publish.theme import colour
from placewright.publish.views import HeatmapChart


def heatmap_spec(chart: HeatmapChart) -> Spec:
    """A grid of values in five classes, or in seven around a middle."""
    scale = formats.chart_scale(chart.unit)
    values = [cell.value * scale for cell in chart.cells if cell.value is not None]
    thresholds, tones = _heat_classes(values, None if chart.middle is None else chart.middle * scale)
    rows = []
    for cell in chart.cells:
        known = cell.value is not None
        place = sum((cell.value or 0.0) * scale >= threshold for threshold in thresholds) if known else -1
        tone = tones[place] if known else "q-none"
        rows.append(
            {
                "r": cell.row,
                "c": cell.column,
                "f": colour(tone),
                "t": cell.text or (said(cell.value, chart.unit, chart.decimals) if known else "–"),
                "i": colour("surface" if tone in ("q4", "q5", "low3", "high3") else "ink"),
            }
        )
    x: Spec = {
        "field": "c",
        "type": "nominal",
        "sort": list(chart.columns),
        "axis": {"title": None, "orient": "top", "labelAngle": -40 if len(chart.columns) > 6 else 0, "domain": False},
    }
    y: Spec = {
        "field": "r",
        "type": "nominal",
        "sort": list(chart.rows),
        "axis": {"title": None, "labelLimit": 230, "domain": False, "ticks": False, "labelColor": colour("ink")},
    }
    box: Spec = {
        "mark": {"type": "rect", "stroke": colour("surface"), "strokeWidth": 2},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "f", "type": "nominal", "scale": None},
            "tooltip": [
                {"field": "r", "title": "Row"},
                {"field": "c", "title": "Column"},
                {"field": "t", "title": "Value"},
            ],
        },
    }
    text: Spec = {
        "name": "cell-text",
        "mark": {"type": "text", "fontSize": 12},
        "encoding": {
            "x": x,
            "y": y,
            "text": {"field": "t"},
            "color": {"field": "i", "type": "nominal", "scale": None},
        },
    }
    return {"height": 28 * max(len(chart.rows), 1), "data": {"values": rows}, "layer": [box, text]}


def _heat_classes(values: Sequence[float], middle: float | None) -> tuple[list[float], list[str]]:
    if middle is None:
        ordered = sorted(values)
        cuts = [ordered[len(ordered) * part // 5] for part in range(1, 5)] if ordered else []
        return cuts, ["q1", "q2", "q3", "q4", "q5"]
    reach = max([abs(value - middle) for value in values] or [1.0])
    cuts = [middle + reach * part for part in (-0.6, -0.3, -0.1, 0.1, 0.3, 0.6)]
    return cuts, ["low3", "low2", "low1", "mid", "high1", "high2", "high3"]

"""Vega-Lite specifications of the charts that pages show, with colours as tokens of the theme."""

from __future__ import annotations

from placewright.core.words import gettext as _
from placewright.publish.chart_bars import bars_spec
from placewright.publish.chart_dots import scatter_spec, strip_spec
from placewright.publish.chart_grid import heatmap_spec
from placewright.publish.chart_lines import line_legend, line_spec
from placewright.publish.chart_parts import Key, Spec, nice_domain, part_tones
from placewright.publish.theme import CONFIG
from placewright.publish.views import BarChart, Chart, HeatmapChart, LineChart, ScatterChart, StripChart

__all__ = ["Key", "Spec", "legend", "nice_domain", "specification"]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def specification(chart: Chart, *, width: int | str = "container") -> Spec:
    """The Vega-Lite specification of the chart; maps are drawn by `maps`, and have none.

    Args:
        width: pixels, for a picture; `container` lets the chart fill its figure in the browser.
    """
    match chart:
        case LineChart():
            spec = line_spec(chart, live=width == "container")
        case BarChart():
            spec = bars_spec(chart)
        case ScatterChart():
            spec = scatter_spec(chart)
        case StripChart():
            spec = strip_spec(chart)
        case HeatmapChart():
            spec = heatmap_spec(chart)
        case _:
            raise TypeError(f"{type(chart).__name__} is drawn as a map, not by Vega.")
    return {
        "$schema": _SCHEMA,
        "width": width,
        "autosize": {"type": "fit-x" if width == "container" else "pad", "contains": "padding"},
        **spec,
        "config": CONFIG,
    }


def legend(chart: Chart) -> tuple[Key, ...]:
    """The entries that explain the chart's marks."""
    match chart:
        case LineChart():
            return line_legend(chart)
        case BarChart() if chart.parts:
            keys = tuple(
                Key(part, tone, "block") for part, tone in zip(chart.parts, part_tones(chart.parts), strict=True)
            )
            return (*keys, Key(_("Total"), "ink", "diamond")) if chart.totals else keys
        case ScatterChart():
            groups = list(dict.fromkeys(dot.group for dot in chart.dots if dot.group))
            return tuple(Key(group, tone, "dot") for group, tone in zip(groups, part_tones(groups), strict=True))
        case _:
            return ()

"""The picture of a grid of values by two categories, as SVG written directly; each cell says its value."""

from __future__ import annotations

from collections.abc import Iterable

from placewright.publish.chart_grid import heatmap_spec
from placewright.publish.diagrams.canvas import box, standing_alone, text_width, words
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.views import HeatmapChart

_WIDTH, _ROW, _LINE = 760.0, 28.0, 15.0
_MOST_LABEL = 276.0


def heat_picture(chart: HeatmapChart) -> str:
    """The chart as an SVG 760 pixels wide, its colours those of the live chart."""
    left = min(_MOST_LABEL, max((text_width(row) for row in chart.rows), default=0.0)) + 10
    wide = (_WIDTH - left) / max(1, len(chart.columns))
    heads = [wrapped(column, wide - 6, 13.0, most=4) for column in chart.columns]
    top = max((len(head) for head in heads), default=1) * _LINE + 8
    pieces = []
    for place, head in enumerate(heads):
        middle = left + (place + 0.5) * wide
        foot = top - 8 - (len(head) - 1) * _LINE
        pieces += [words(line, (middle, foot + n * _LINE), anchor="middle", role="soft") for n, line in enumerate(head)]
    for place, row in enumerate(chart.rows):
        label = wrapped(row, left - 8, 13.0, most=1)[0] if row else ""
        pieces.append(words(label, (left - 10, top + (place + 0.5) * _ROW + 4.5), anchor="end"))
    pieces += _cells(chart, left, top, wide)
    height = top + len(chart.rows) * _ROW + 4
    if chart.legend:
        pieces.append(words(chart.legend, (left, height + 14), role="soft"))
        height += 22
    return standing_alone("".join(pieces), _WIDTH, height)


def _cells(chart: HeatmapChart, left: float, top: float, wide: float) -> Iterable[str]:
    rows = {name: place for place, name in enumerate(chart.rows)}
    columns = {name: place for place, name in enumerate(chart.columns)}
    size = 12.0 if wide >= 56 else 10.5
    for cell in heatmap_spec(chart)["data"]["values"]:
        if cell["r"] in rows and cell["c"] in columns:
            x, y = left + columns[cell["c"]] * wide, top + rows[cell["r"]] * _ROW
            yield box((x + 1, y + 1), (wide - 2, _ROW - 2), fill=cell["f"][1:], radius=0)
            yield words(cell["t"], (x + wide / 2, y + _ROW / 2 + 4.2), role=cell["i"][1:], size=size, anchor="middle")

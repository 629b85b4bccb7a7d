"""The picture of lines over time, written as SVG directly: one for every indicator, so it must cost next to nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from placewright.publish import formats
from placewright.publish.chart_lines import drawn_last, spread
from placewright.publish.chart_parts import nice_domain, tick_step, ticks
from placewright.publish.theme import LIGHT, NARROW, ROLE_DASH
from placewright.publish.views import LineChart, Point, Series

_LEFT, _TOP, _WIDTH, _HEIGHT, _RIGHT, _BOTTOM = 62.0, 10.0, 520.0, 320.0, 178.0, 34.0
_NARROW_HEIGHT, _NARROW_RIGHT = 230.0, 16.0
_NAME_GAP = 17.0


def line_picture(chart: LineChart, *, narrow: bool = False) -> str:
    """The chart as an SVG of 760 by 364 in light colours: grid, band, lines, and names at their ends.

    `narrow` is for a phone: as wide as its screen, its lines named by the legend beside the picture alone.
    """
    return _Picture(chart, narrow=narrow).svg()


class _Picture:
    """One chart being drawn: its series with values, its scales, and the pieces in the order they lie."""

    def __init__(self, chart: LineChart, *, narrow: bool) -> None:
        self.chart, self.narrow = chart, narrow
        self.height = _NARROW_HEIGHT if narrow else _HEIGHT
        self.width = NARROW - _LEFT - _NARROW_RIGHT if narrow else _WIDTH
        self.scale = formats.chart_scale(chart.unit)
        self.drawn = [s for s in chart.series if any(point.value is not None for point in s.points)]
        values = [value * self.scale for s in self.drawn for p in s.points for value in _ends(s, p)]
        if chart.reference is not None:
            values.append(chart.reference * self.scale)
        self.low, self.high = nice_domain(values, zero=chart.zero)
        years = [point.at for s in self.drawn for point in s.points] or [0.0, 1.0]
        self.first, self.last = min(years), max(years)

    def svg(self) -> str:
        width = NARROW if self.narrow else _LEFT + _WIDTH + _RIGHT
        height = _TOP + self.height + _BOTTOM
        order = sorted(self.drawn, key=drawn_last)
        pieces = [
            *self._grid(),
            *self._years(),
            *self._rules(),
            *(self._band(s) for s in order if s.role == "place"),
            *(self._line(s) for s in order),
            *([] if self.narrow else self._names()),
        ]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
            f'viewBox="0 0 {width:g} {height:g}">{"".join(pieces)}</svg>'
        )

    def _x(self, at: float) -> float:
        return _LEFT + (at - self.first) / ((self.last - self.first) or 1.0) * self.width

    def _y(self, value: float) -> float:
        return _TOP + (self.high - value) / (self.high - self.low) * self.height

    def _grid(self) -> Iterable[str]:
        step = tick_step(self.low, self.high)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        before = formats.unit_form(self.chart.unit).before
        for value in ticks(self.low, self.high):
            y = self._y(value)
            words = formats.number(value, decimals)
            signed = f"{formats.MINUS}{before}{words[1:]}" if words.startswith(formats.MINUS) else f"{before}{words}"
            yield _stroke(f"M{_LEFT:g},{y:.1f}h{self.width:g}", "line", 1)
            yield _words(signed, _LEFT - 8, y + 4.5, anchor="end")

    def _years(self) -> Iterable[str]:
        span = self.last - self.first
        step = next(
            size for size in (1, 2, 5, 10, 20, 50, 100) if span / size <= (4 if self.narrow else 8) or size == 100
        )
        yield _stroke(f"M{_LEFT:g},{_TOP + self.height:g}h{self.width:g}", "rule", 1)
        for year in range(math.ceil(self.first / step) * step, math.floor(self.last) + 1, step):
            x = self._x(year)
            yield _stroke(f"M{x:.1f},{_TOP + self.height:g}v5", "rule", 1)
            yield _words(str(year), x, _TOP + self.height + 21, anchor="middle")

    def _rules(self) -> Iterable[str]:
        if self.chart.reference is not None:
            y = self._y(self.chart.reference * self.scale)
            yield _stroke(f"M{_LEFT:g},{y:.1f}h{self.width:g}", "rule", 1.5)
            if self.chart.reference_label:
                yield _words(self.chart.reference_label, _LEFT + 4, y - 5)
        for at, _ in self.chart.breaks:
            yield _stroke(f"M{self._x(at):.1f},{_TOP:g}v{self.height:g}", "rule", 1, dash=[3, 3])

    def _band(self, series: Series) -> str:
        known = [p for p in series.points if p.low is not None and p.high is not None and p.low < p.high]
        if len(known) < 2:
            return ""
        top = [f"{self._x(p.at):.1f},{self._y((p.high or 0.0) * self.scale):.1f}" for p in known]
        foot = [f"{self._x(p.at):.1f},{self._y((p.low or 0.0) * self.scale):.1f}" for p in reversed(known)]
        return f'<path fill="{LIGHT["place"]}" fill-opacity=".16" d="M{"L".join((*top, *foot))}Z"/>'

    def _line(self, series: Series) -> str:
        path, pen_down = "", False
        for point in series.points:
            if point.value is not None:
                path += f"{'L' if pen_down else 'M'}{self._x(point.at):.1f},{self._y(point.value * self.scale):.1f}"
            pen_down = point.value is not None
        thick = (1.25, 2.0, 3.25)[drawn_last(series)]
        return _stroke(path, series.role, thick, dash=ROLE_DASH.get(series.role), name=series.name)

    def _names(self) -> Iterable[str]:
        named = [(s, _last(s)) for s in self.drawn if drawn_last(s)]
        wanted = sorted(((p.value or 0.0) * self.scale, p.at, s.name, s.role) for s, p in named)
        gap = (self.high - self.low) * _NAME_GAP / self.height
        placed = spread([value for value, *_ in wanted], gap, (self.low, self.high))
        for (_, at, name, role), value in zip(wanted, placed, strict=True):
            yield _words(name, self._x(at) + 8, self._y(value) + 4.5, role=role, weight=600)


def _ends(series: Series, point: Point) -> list[float]:
    known = (point.value, point.low, point.high) if series.role == "place" else (point.value,)
    return [value for value in known if value is not None] if point.value is not None else []


def _last(series: Series) -> Point:
    return next(point for point in reversed(series.points) if point.value is not None)


def _stroke(path: str, role: str, width: float, *, dash: Sequence[int] | None = None, name: str = "") -> str:
    dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    title = f"<title>{escape(name)}</title>" if name else ""
    return (
        f'<path d="{path}" fill="none" stroke="{LIGHT[role]}" stroke-width="{width:g}"{dashes} '
        f'stroke-linejoin="round">{title}</path>'
    )


def _words(text: str, x: float, y: float, *, role: str = "soft", anchor: str = "start", weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" font-weight="{weight}" text-anchor="{anchor}" '
        f'fill="{LIGHT[role]}">{escape(text)}</text>'
    )

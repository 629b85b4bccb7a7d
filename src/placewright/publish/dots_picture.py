"""The pictures of marks by two measures and of a strip of marks, as SVG written directly: no engine is started."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from placewright.publish import formats
from placewright.publish.chart_dots import name_gap, placed_names, swarm
from placewright.publish.chart_parts import nice_domain, part_tones, tick_step, ticks
from placewright.publish.diagrams.canvas import text_width
from placewright.publish.theme import LIGHT, NARROW, ROLE_DASH
from placewright.publish.views import Dot, ScatterChart, StripChart

_WIDTH = 760.0
_SIZE = 13.0
_LEAST_MARK, _LARGEST_MARK = 24.0, 700.0
"""The areas of the smallest and the largest mark in square pixels, as in the live chart."""

Ticks = list[tuple[float, str]]


def scatter_picture(chart: ScatterChart, *, narrow: bool = False) -> str:
    """The chart as an SVG 760 pixels wide: grid, rules where the axes divide, marks, and the names of some.

    `narrow` is for a phone: as wide as its screen.
    """
    return _Scatter(chart, NARROW if narrow else _WIDTH).svg()


def strip_picture(chart: StripChart, *, narrow: bool = False) -> str:
    """The chart as an SVG 760 pixels wide: every place a mark, the own ones large, the outermost two of them named.

    `narrow` is for a phone: as wide as its screen.
    """
    return _strip(chart, NARROW if narrow else _WIDTH)


class _Scatter:
    """One chart being drawn: its scales, and the pieces in the order they lie."""

    _TOP, _HEIGHT, _FOOT, _RIGHT = 12.0, 400.0, 52.0, 30.0

    def __init__(self, chart: ScatterChart, whole: float) -> None:
        self.chart, self.whole = chart, whole
        y_rule = [] if chart.y_rule is None else [chart.y_rule]
        x_rule = [] if chart.x_rule is None else [chart.x_rule]
        self.y_low, self.y_high = nice_domain([*(dot.y for dot in chart.dots), *y_rule])
        across = [self._along(dot.x) for dot in chart.dots]
        if chart.log_x:
            low, high = min(across, default=0.0), max(across, default=1.0)
            self.x_low, self.x_high = float(math.floor(low)), float(max(math.ceil(high), math.floor(low) + 1))
        else:
            self.x_low, self.x_high = nice_domain([*across, *x_rule])
        self.y_ticks = _ticks(self.y_low, self.y_high, chart.y_unit)
        self.left = 34.0 + max(text_width(words) for _, words in self.y_ticks)
        self.width = whole - self.left - self._RIGHT

    def svg(self) -> str:
        pieces = [*self._grid(), *self._rules(), *self._marks(), *self._names()]
        return _whole(pieces, self.whole, self._TOP + self._HEIGHT + self._FOOT)

    def _along(self, value: float) -> float:
        """Where a value stands on the axis across: itself, or its power of ten."""
        return math.log10(value) if self.chart.log_x else value

    def _x(self, at: float) -> float:
        return self.left + (at - self.x_low) / (self.x_high - self.x_low) * self.width

    def _y(self, value: float) -> float:
        return self._TOP + (self.y_high - value) / (self.y_high - self.y_low) * self._HEIGHT

    def _x_ticks(self) -> Ticks:
        if not self.chart.log_x:
            return _ticks(self.x_low, self.x_high, self.chart.x_unit)
        powers = range(round(self.x_low), round(self.x_high) + 1)
        return [(float(at), _said(10.0**at, self.chart.x_unit, max(0, -at))) for at in powers]

    def _grid(self) -> Iterable[str]:
        foot = self._TOP + self._HEIGHT
        for at, words in self._x_ticks():
            yield _stroke(f"M{self._x(at):.1f},{self._TOP:g}V{foot:g}", "line", 1)
            yield _words(words, self._x(at), foot + 19, role="soft", anchor="middle")
        for value, words in self.y_ticks:
            yield _stroke(f"M{self.left:.1f},{self._y(value):.1f}h{self.width:.1f}", "line", 1)
            yield _words(words, self.left - 8, self._y(value) + 4.5, role="soft", anchor="end")
        yield _words(
            self.chart.x_title, self.left + self.width / 2, foot + 42, role="soft", anchor="middle", weight=600
        )
        middle = self._TOP + self._HEIGHT / 2
        yield (
            f'<text transform="translate(14,{middle:g})rotate(-90)" font-size="{_SIZE:g}" font-weight="600" '
            f'text-anchor="middle" fill="{LIGHT["soft"]}">{escape(self.chart.y_title)}</text>'
        )

    def _rules(self) -> Iterable[str]:
        chart = self.chart
        if chart.x_rule is not None:
            x = self._x(self._along(chart.x_rule))
            yield _stroke(f"M{x:.1f},{self._TOP:g}v{self._HEIGHT:g}", "ink", 1.5, dash=ROLE_DASH["england"])
        if chart.y_rule is not None:
            yield _stroke(f"M{self.left:.1f},{self._y(chart.y_rule):.1f}h{self.width:.1f}", "rule", 1.5)
        if chart.fit is not None:
            yield from self._fit(*chart.fit)

    def _fit(self, slope: float, intercept: float) -> Iterable[str]:
        """The fitted line, as far as it lies between the axes."""
        ends = [10.0**at if self.chart.log_x else at for at in (self.x_low, self.x_high)]
        first, last = ends
        if slope:
            meets = sorted((value - intercept) / slope for value in (self.y_low, self.y_high))
            first, last = max(first, meets[0]), min(last, meets[1])
        if first < last:
            at = [f"{self._x(self._along(x)):.1f},{self._y(slope * x + intercept):.1f}" for x in (first, last)]
            yield _stroke(f"M{at[0]}L{at[1]}", "rule", 1.5, dash=(5, 4))

    def _marks(self) -> Iterable[str]:
        groups = list(dict.fromkeys(dot.group for dot in self.chart.dots if dot.group))
        tones = dict(zip(groups, part_tones(groups), strict=True))
        largest = max((dot.size for dot in self.chart.dots if dot.size is not None), default=0.0) or 1.0
        for dot in self.chart.dots:
            share = None if dot.size is None else dot.size / largest
            area = 80.0 if share is None else _LEAST_MARK + (_LARGEST_MARK - _LEAST_MARK) * share
            at = self._x(self._along(dot.x)), self._y(dot.y)
            yield _mark(at, area, tones.get(dot.group, dot.role), name=dot.label, opacity=0.85)

    def _names(self) -> Iterable[str]:
        chart = self.chart
        away = name_gap(chart)
        ends = (self.x_low, self.x_high, self.y_low, self.y_high)
        for name in placed_names(chart, ends, (self.width, self._HEIGHT), along=self._along):
            x = self._x(self._along(name.dot.x))
            x, anchor = (x + away, "start") if name.side == "left" else (x - away, "end")
            yield _beside(
                name.dot.label, (x, self._TOP + name.middle + 4.5), self.whole, anchor=anchor, weight=600, halo=True
            )


def _strip(chart: StripChart, whole: float) -> str:
    scale = formats.chart_scale(chart.unit)
    reference = [] if chart.reference is None else [chart.reference * scale]
    low, high = nice_domain([*(dot.x * scale for dot in chart.dots), *reference])
    ticks = _ticks(low, high, chart.unit)
    edge = max(24.0, *(text_width(ticks[end][1]) / 2 + 12 for end in (0, -1)))
    top, height, width = 24.0, 290.0, whole - 2 * edge
    spots = swarm(chart.dots, scale, (low, high))
    reach = max((abs(step) for _, step in spots), default=1) + 1.5
    foot = top + height

    def x(at: float) -> float:
        return edge + (at - low) / (high - low) * width

    def y(step: float) -> float:
        return top + (reach - step) / (2.3 * reach) * height

    pieces = []
    for value, words in ticks:
        pieces.append(_stroke(f"M{x(value):.1f},{top:g}V{foot:g}", "line", 1))
        pieces.append(_words(words, x(value), foot + 19, role="soft", anchor="middle"))
    if chart.x_title:
        pieces.append(_words(chart.x_title, whole / 2, foot + 42, role="soft", anchor="middle", weight=600))
    for at in reference:
        pieces.append(_stroke(f"M{x(at):.1f},{top:g}V{foot:g}", "ink", 1.5, dash=ROLE_DASH["england"]))
        pieces.append(_beside(chart.reference_label, (x(at), top - 6), whole, role="soft"))
    dots = list(zip(chart.dots, spots, strict=True))
    for dot, (at, step) in dots:
        if not _is_own(dot):
            pieces.append(_mark((x(at), y(step)), 26.0, "other", name=dot.label, opacity=0.75, edge=0.0))
    mine = sorted(((at, step, dot) for dot, (at, step) in dots if _is_own(dot)), key=lambda item: item[0])
    named = [mine[0], mine[-1]] if len(mine) > 1 else mine
    pieces += [_stroke(f"M{x(at):.1f},{y(step):.1f}V{y(-reach * 1.12):.1f}", "place", 1) for at, step, _ in named]
    pieces += [_mark((x(at), y(step)), 95.0, "place", name=dot.label) for at, step, dot in mine]
    pieces += [
        _beside(dot.label, (x(at), y(-reach * 1.12) + 14), whole, anchor="middle", weight=600, halo=True)
        for at, _, dot in named
    ]
    return _whole(pieces, whole, foot + (52 if chart.x_title else 28))


def _is_own(dot: Dot) -> bool:
    return dot.role in ("place", "member")


def _ticks(low: float, high: float, unit: str) -> Ticks:
    """Values that divide an axis, and their words."""
    step = tick_step(low, high)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return [(at, _said(at, unit, decimals)) for at in ticks(low, high)]


def _said(value: float, unit: str, decimals: int) -> str:
    before = formats.unit_form(unit).before
    words = formats.number(value, decimals)
    return f"{formats.MINUS}{before}{words[1:]}" if words.startswith(formats.MINUS) else f"{before}{words}"


def _whole(pieces: Iterable[str], width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{"".join(pieces)}</svg>'
    )


def _mark(
    at: tuple[float, float], area: float, role: str, *, name: str, opacity: float = 1.0, edge: float = 1.0
) -> str:
    """A round mark of that area, named for whoever points at it."""
    edged = f' stroke="{LIGHT["surface"]}" stroke-width="{edge:g}"' if edge else ""
    through = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    return (
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{math.sqrt(area / math.pi):.2f}" fill="{LIGHT[role]}"'
        f"{through}{edged}><title>{escape(name)}</title></circle>"
    )


def _stroke(path: str, role: str, width: float, *, dash: Sequence[int] = ()) -> str:
    dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{LIGHT[role]}" stroke-width="{width:g}"{dashes}/>'


def _beside(
    text: str,
    at: tuple[float, float],
    whole: float,
    *,
    role: str = "ink",
    anchor: str = "start",
    weight: int = 400,
    halo: bool = False,
) -> str:
    """Words at a point, moved as far as they need to stay within a picture so wide."""
    (x, y), wide = at, text_width(text, strong=weight != 400)
    start = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * wide
    kept = min(max(start, 2.0), whole - wide - 2.0)
    return _words(text, x + kept - start, y, role=role, anchor=anchor, weight=weight, halo=halo)


def _words(
    text: str, x: float, y: float, *, role: str = "ink", anchor: str = "start", weight: int = 400, halo: bool = False
) -> str:
    heavy = f' font-weight="{weight}"' if weight != 400 else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    around = f' stroke="{LIGHT["surface"]}" stroke-width="3" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{_SIZE:g}"{heavy}{side} fill="{LIGHT[role]}"{around}>'
        f"{escape(text)}</text>"
    )

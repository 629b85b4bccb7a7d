"""The picture of bars, plain with intervals or stacked by part, as SVG written directly: it costs next to nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from placewright.publish import formats
from placewright.publish.chart_parts import nice_domain, part_tones, tick_step, ticks
from placewright.publish.diagrams.canvas import text_width
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.theme import LIGHT, NARROW, ROLE_DASH
from placewright.publish.views import Bar, BarChart, Reading

_WIDTH, _LABELS, _GAP = 760.0, 262.0, 10.0
_NARROW_LABELS = 122.0
_THICK, _LINE = 15.0, 15.0
_SIZE = 13.0
_COMPARATORS = frozenset({"england", "region", "uk"})


def bars_picture(chart: BarChart, *, narrow: bool = False) -> str:
    """The chart as an SVG 760 pixels wide: labels, bars with their values behind them, and an axis below.

    What a bar is compared with is hollow, so that it can be told apart without colour. `narrow` is for a phone: as wide
    as its screen.
    """
    return _Picture(chart, narrow=narrow).svg()


class _Picture:
    """One chart being drawn: its bars with values, its scale, and the pieces in the order they lie."""

    def __init__(self, chart: BarChart, *, narrow: bool) -> None:
        self.chart = chart
        self.width, labels = (NARROW, _NARROW_LABELS) if narrow else (_WIDTH, _LABELS)
        self.scale = formats.chart_scale(chart.unit)
        bars = [bar for bar in chart.bars if bar.value is not None]
        if chart.sort and not chart.parts:
            bars.sort(key=lambda bar: -(bar.value or 0.0))
        self.labels = list(dict.fromkeys(bar.label for bar in bars))
        self.has_own = any(bar.role != "place" for bar in bars)
        self.of_label = {label: [bar for bar in bars if bar.label == label] for label in self.labels}
        widest = max((text_width(label) for label in self.labels), default=0.0)
        self.left = min(labels, widest) + _GAP
        self.names = {
            label: wrapped(label, self.left - _GAP + 2, _SIZE, most=4 if narrow else 2) for label in self.labels
        }
        self.values_room = max((text_width(self._said(label)) for label in self.labels), default=0.0) + 14
        self.low, self.high = nice_domain(self._ends(), zero=True)
        self.top = self._legend_height() + (22.0 if chart.reference is not None and chart.reference_label else 6.0)

    def svg(self) -> str:
        rows = [max(26.0, len(self.names[label]) * _LINE + 8) for label in self.labels]
        foot = self.top + sum(rows)
        height = foot + (46 if self.chart.x_title else 28)
        pieces = [*self._legend(), *self._grid(foot)]
        y = self.top
        over: list[str] = []
        for label, tall in zip(self.labels, rows, strict=True):
            bars = self.of_label[label]
            drawn, after = self._stack(bars, y + tall / 2) if self.chart.parts else self._plain(bars[0], y + tall / 2)
            pieces += drawn
            over += self._texts(label, y + tall / 2, after)
            y += tall
        pieces += [*self._rules(foot), *over]
        if self.chart.x_title:
            middle = self.left + (self.width - self.values_room - self.left) / 2
            pieces.append(_words(self.chart.x_title, middle, foot + 40, role="soft", anchor="middle", weight=600))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" height="{height:g}" '
            f'viewBox="0 0 {self.width:g} {height:g}">{"".join(pieces)}</svg>'
        )

    def _x(self, value: float) -> float:
        return self.left + (value - self.low) / (self.high - self.low) * (self.width - self.values_room - self.left)

    def _ends(self) -> list[float]:
        found: list[float] = []
        for bars in self.of_label.values():
            values = [(bar.value or 0.0) * self.scale for bar in bars]
            if self.chart.parts:
                found += [sum(v for v in values if v > 0), sum(v for v in values if v < 0)]
            else:
                found += values
                found += [end * self.scale for bar in bars for end in (bar.low, bar.high) if end is not None]
        if self.chart.reference is not None:
            found.append(self.chart.reference * self.scale)
        return found

    def _grid(self, foot: float) -> Iterable[str]:
        step = tick_step(self.low, self.high)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        written: list[tuple[float, float]] = []
        for value in sorted(ticks(self.low, self.high), key=lambda each: (each != 0, each)):
            x = self._x(value)
            is_zero = abs(value) < step / 1e6
            yield _stroke(f"M{x:.1f},{self.top:g}V{foot:g}", "rule" if is_zero else "line", 1)
            half = text_width(self._tick(value, decimals)) / 2 + 3
            if is_zero or all(abs(x - other) >= half + room for other, room in written):
                written.append((x, half))
                yield _words(self._tick(value, decimals), x, foot + 19, role="soft", anchor="middle")

    def _tick(self, value: float, decimals: int) -> str:
        before = formats.unit_form(self.chart.unit).before
        words = formats.number(value, decimals)
        return f"{formats.MINUS}{before}{words[1:]}" if words.startswith(formats.MINUS) else f"{before}{words}"

    def _texts(self, label: str, middle: float, after: float) -> Iterable[str]:
        """The label before the axis, and the value behind the bar."""
        lines = self.names[label]
        is_own = self.has_own and any(bar.role == "place" for bar in self.of_label[label])
        weight = 600 if is_own else 400
        for number, line in enumerate(lines):
            y = middle + 4.5 + (number - (len(lines) - 1) / 2) * _LINE
            yield _words(line, self.left - _GAP, y, anchor="end", weight=weight)
        value = self._said(label)
        if value:
            yield _words(value, after, middle + 4.5, weight=weight, halo=True)

    def _plain(self, bar: Bar, middle: float) -> tuple[list[str], float]:
        """The bar with its interval, and where its value stands."""
        at = self._x((bar.value or 0.0) * self.scale)
        drawn = [_bar(self._x(0.0), at, middle, bar.role, hollow=bar.role in _COMPARATORS)]
        after = max(at, self._x(0.0))
        if bar.low is not None and bar.high is not None and bar.low < bar.high:
            low, high = self._x(bar.low * self.scale), self._x(bar.high * self.scale)
            drawn.append(_stroke(f"M{low:.1f},{middle:.1f}H{high:.1f}", "surface", 4))
            drawn.append(_stroke(f"M{low:.1f},{middle - 4:.1f}v8m0,-4H{high:.1f}m0,-4v8", "ink", 1.4))
            after = max(after, high)
        return drawn, after + 7

    def _stack(self, bars: Sequence[Bar], middle: float) -> tuple[list[str], float]:
        """The parts on either side of zero, with their total, and where its value stands."""
        tones = dict(zip(self.chart.parts, part_tones(self.chart.parts), strict=True))
        drawn, right, left = [], 0.0, 0.0
        for part in self.chart.parts:
            for bar in bars:
                value = (bar.value or 0.0) * self.scale
                if bar.part != part or value == 0.0:
                    continue
                start = right if value > 0 else left
                drawn.append(_bar(self._x(start), self._x(start + value), middle, tones[part], parted=True))
                right, left = (start + value, left) if value > 0 else (right, start + value)
        if self.chart.totals:
            x = self._x(right + left)
            path = f"M{x - 6:.1f},{middle:.1f}l6,-6 6,6 -6,6Z"
            drawn.append(f'<path d="{path}" fill="{LIGHT["ink"]}" stroke="{LIGHT["surface"]}" stroke-width="1.5"/>')
        return drawn, self._x(right) + 9

    def _said(self, label: str) -> str:
        """What stands behind a bar: its value, or the total of its parts where they have one."""
        bars = self.of_label[label]
        if self.chart.parts and not self.chart.totals and len(bars) > 1:
            return ""
        total = sum(bar.value or 0.0 for bar in bars)
        reading = Reading(total, self.chart.unit, decimals=self.chart.decimals)
        if not self.chart.parts and bars[0].low is not None and bars[0].high is not None:
            reading = Reading(total, self.chart.unit, low=bars[0].low, high=bars[0].high, decimals=self.chart.decimals)
        return formats.signed(reading) if self.chart.totals else formats.short(reading)

    def _rules(self, foot: float) -> Iterable[str]:
        if self.chart.reference is None:
            return
        x = self._x(self.chart.reference * self.scale)
        yield _stroke(f"M{x:.1f},{self.top - 4:g}V{foot:g}", "ink", 1.5, dash=ROLE_DASH["england"])
        if self.chart.reference_label:
            is_far = x + text_width(self.chart.reference_label) / 2 > self.width
            anchor = "end" if is_far else "middle"
            yield _words(
                self.chart.reference_label, self.width if is_far else x, self.top - 9, role="soft", anchor=anchor
            )

    def _entries(self) -> list[tuple[float, float, str, str]]:
        """Where each entry of the legend stands, its words and its tone."""
        names = list(zip(self.chart.parts, part_tones(self.chart.parts), strict=True))
        roles = {bars[0].role for bars in self.of_label.values()}
        if not names and {"neighbour", "other"} <= roles:
            names = [("Neighbouring districts", "neighbour"), ("Other districts", "other")]
        if not names:
            return []
        x, y, found = 0.0, 14.0, []
        for name, tone in [*names, *([("Total", "")] if self.chart.totals else [])]:
            wide = 22 + text_width(name)
            if x and x + wide > self.width:
                x, y = 0.0, y + 20
            found.append((x, y, name, tone))
            x += wide + 18
        return found

    def _legend_height(self) -> float:
        entries = self._entries()
        return entries[-1][1] + 8 if entries else 0.0

    def _legend(self) -> Iterable[str]:
        for x, y, name, tone in self._entries():
            if tone:
                yield f'<rect x="{x:.1f}" y="{y - 11:.1f}" width="14" height="13" fill="{LIGHT[tone]}"/>'
            else:
                yield f'<path d="M{x + 1:.1f},{y - 4.5:.1f}l6,-6 6,6 -6,6Z" fill="{LIGHT["ink"]}"/>'
            yield _words(name, x + 20, y, role="soft")


def _bar(start: float, end: float, middle: float, role: str, *, hollow: bool = False, parted: bool = False) -> str:
    left, wide = min(start, end), max(abs(end - start), 0.5)
    paint = (
        f'fill="{LIGHT["surface"]}" stroke="{LIGHT[role]}" stroke-width="1.5"' if hollow else f'fill="{LIGHT[role]}"'
    )
    edge = f' stroke="{LIGHT["surface"]}" stroke-width=".8"' if parted else ""
    return f'<rect x="{left:.1f}" y="{middle - _THICK / 2:.1f}" width="{wide:.1f}" height="{_THICK:g}" {paint}{edge}/>'


def _stroke(path: str, role: str, width: float, *, dash: Sequence[int] | None = None) -> str:
    dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{LIGHT[role]}" stroke-width="{width:g}"{dashes}/>'


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

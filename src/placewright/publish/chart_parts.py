"""What all charts share: round axes, written values, rules with labels, the order of colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from placewright.publish import formats
from placewright.publish.theme import colour
from placewright.publish.views import Reading

Spec = dict[str, Any]
"""A Vega-Lite specification: JSON of any shape."""

_PARTS = ("part1", "part2", "part3", "part4", "part5", "part6")


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend beside a chart."""

    name: str
    tone: str
    shape: str = "line"
    dash: str = ""


def nice_domain(values: Sequence[float], *, zero: bool = False) -> tuple[float, float]:
    """A round lower and upper end that hold all the values, with zero among them if asked.

    >>> nice_domain([97.7, 114.8])
    (95.0, 115.0)
    """
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if math.isclose(low, high, rel_tol=1e-9, abs_tol=1e-9):
        room = abs(low) * 0.1 if abs(low) > 1e-9 else 1.0
        low, high = low - room, high + room
    step = tick_step(low, high)
    return round(math.floor(low / step + 1e-9) * step, 10), round(math.ceil(high / step - 1e-9) * step, 10)


def ticks(low: float, high: float) -> list[float]:
    """The round values between the ends of an axis, about five.

    >>> ticks(-4000.0, 6000.0)
    [-4000.0, -2000.0, 0.0, 2000.0, 4000.0, 6000.0]
    >>> ticks(-3.5, 6.0)
    [-2.0, 0.0, 2.0, 4.0, 6.0]
    """
    step = tick_step(low, high)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(step * count, 10) + 0.0 for count in range(first, last + 1)]


def tick_step(low: float, high: float) -> float:
    """The round step that divides an axis into about five.

    >>> tick_step(95.0, 115.0)
    5.0
    """
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * (1 - 1e-9))


def said(value: float | None, unit: str, decimals: int, low: float | None = None, high: float | None = None) -> str:
    """The value as words with its interval, for a tooltip."""
    return formats.with_interval(Reading(value, unit, low=low, high=high, decimals=decimals))


def axis_format(unit: str, low: float, high: float) -> str:
    """The d3 format that tells the ticks of such an axis apart."""
    step = (high - low) / 5
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    return formats.chart_format(formats.chart_unit(unit), decimals)


def reference_layers(reference: float | None, label: str, scale: float) -> list[Spec]:
    """A level rule at a reference value, with words above it; nothing where there is none."""
    if reference is None:
        return []
    values = [{"v": reference * scale, "label": label}]
    y = {"field": "v", "type": "quantitative"}
    rule: Spec = {
        "data": {"values": values},
        "mark": {"type": "rule", "color": colour("rule"), "strokeWidth": 1.5},
        "encoding": {"y": y},
    }
    text: Spec = {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -4, "dx": 2, "color": colour("soft")},
        "encoding": {"y": y, "x": {"value": 2}, "text": {"field": "label"}},
    }
    return [rule, text] if label else [rule]


def vertical_rule(at: float, label: str) -> list[Spec]:
    """A dashed upright rule with words at its top."""
    values = [{"v": at, "label": label}]
    x = {"field": "v", "type": "quantitative"}
    rule: Spec = {
        "data": {"values": values},
        "mark": {"type": "rule", "color": colour("ink"), "strokeWidth": 1.5, "strokeDash": [7, 3]},
        "encoding": {"x": x},
    }
    text: Spec = {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 0, "dy": -5, "color": colour("soft")},
        "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "label"}},
    }
    return [rule, text] if label else [rule]


def part_tones(parts: Sequence[str]) -> list[str]:
    """A colour role for each part, in order."""
    return [_PARTS[index % len(_PARTS)] for index in range(len(parts))]

"""The visual language in one place: colours for light and dark, type, and the settings that charts share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

FONT = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "page": "#f7f6f1",
        "surface": "#ffffff",
        "sunken": "#efede5",
        "ink": "#1b2421",
        "soft": "#4b5752",
        "line": "#d8d6cb",
        "rule": "#8a938d",
        "accent": "#0c5b55",
        "accent-strong": "#08403c",
        "accent-tint": "#e2efeb",
        "focus": "#b45309",
        "focus-tint": "#ffe9c7",
        "better": "#17603a",
        "worse": "#9a3412",
        "place": "#0c6a63",
        "england": "#26302d",
        "region": "#b4530a",
        "uk": "#5b6ea3",
        "county": "#0c6a63",
        "similar": "#7b3fa0",
        "neighbour": "#8a6d1f",
        "member": "#8b9691",
        "other": "#a3aca7",
        "band": "#0c6a63",
        "q1": "#e6f1ee",
        "q2": "#b9dcd5",
        "q3": "#7fbfb5",
        "q4": "#46a094",
        "q5": "#0b5a54",
        "on-q4": "#1a2421",
        "q-none": "#e4e1d6",
        "low3": "#8a3b0b",
        "low2": "#d08743",
        "low1": "#f3d3af",
        "mid": "#f1efe9",
        "high1": "#bddcd7",
        "high2": "#57a69c",
        "high3": "#0a5953",
        "part1": "#0c6a63",
        "part2": "#d08743",
        "part3": "#7b3fa0",
        "part4": "#5b6ea3",
        "part5": "#8a938d",
        "part6": "#8a6d1f",
        "high-high": "#a33a12",
        "low-low": "#2f63a0",
        "low-high": "#a9c6e6",
        "high-low": "#f0b48c",
        "none": "#d6d3c8",
    }
)
"""Colours by role on a light page; text roles have a contrast of at least 4.5 to 1 on every ground."""

DARK: Mapping[str, str] = MappingProxyType(
    {
        "page": "#121816",
        "surface": "#1a2220",
        "sunken": "#0c110f",
        "ink": "#e9eeeb",
        "soft": "#aab6b0",
        "line": "#33403b",
        "rule": "#74827b",
        "accent": "#74d0c3",
        "accent-strong": "#a5e5db",
        "accent-tint": "#1b3733",
        "focus": "#f6b04d",
        "focus-tint": "#46351a",
        "better": "#7ed9a2",
        "worse": "#f2a274",
        "place": "#5fcabc",
        "england": "#e9eeeb",
        "region": "#f0a35e",
        "uk": "#a4b4ea",
        "county": "#5fcabc",
        "similar": "#cfa3ee",
        "neighbour": "#dcc069",
        "member": "#7f8c86",
        "other": "#63706a",
        "band": "#5fcabc",
        "q1": "#1e3633",
        "q2": "#27564f",
        "q3": "#2f766e",
        "q4": "#5bb3a7",
        "q5": "#a5e5db",
        "on-q4": "#101614",
        "q-none": "#29312e",
        "low3": "#f7b98c",
        "low2": "#c47a42",
        "low1": "#6b4526",
        "mid": "#2b3330",
        "high1": "#27564f",
        "high2": "#429488",
        "high3": "#a5e5db",
        "part1": "#5fcabc",
        "part2": "#e59a58",
        "part3": "#cfa3ee",
        "part4": "#a4b4ea",
        "part5": "#8d9993",
        "part6": "#dcc069",
        "high-high": "#f08a5d",
        "low-low": "#6ea8ea",
        "low-high": "#35557a",
        "high-low": "#7d4a2c",
        "none": "#3a4541",
    }
)
"""The same roles on a dark page."""

_WRITTEN_ON: Mapping[str, str] = MappingProxyType({"q4": "on-q4", "q5": "surface"})


def written_on(tone: str) -> str:
    """The role of words that are written on a shade of a map, such that they can be read in the light and in the dark.

    >>> written_on("q1"), written_on("q5")
    ('ink', 'surface')
    """
    return _WRITTEN_ON.get(tone, "ink")


NARROW = 340.0
"""How wide pictures for a phone are drawn, so that letters of 13 stay above 11 pixels on it."""

ROLE_DASH: Mapping[str, list[int]] = MappingProxyType(
    {
        "england": [7, 3],
        "region": [2, 3],
        "uk": [9, 3, 2, 3],
        "similar": [4, 4],
        "neighbour": [1, 3],
        "part2": [12, 3],
        "part4": [5, 2, 1, 2],
        "part5": [3, 2],
    }
)
"""Dashes that tell comparators apart without colour; the place itself is a plain line."""


def colour(role: str) -> str:
    """The token for a colour role in a chart's specification; the page's script turns tokens into colours."""
    return f"@{role}"


def stylesheet() -> str:
    """The colours as custom properties: light, dark where the reader's system or choice asks for it, light in print."""
    light = _properties(LIGHT)
    dark = _properties(DARK)
    return (
        f":root {{ color-scheme: light; {light} }}\n"
        f'@media screen {{ :root[data-theme="dark"] {{ color-scheme: dark; {dark} }} }}\n'
        f"@media screen and (prefers-color-scheme: dark) "
        f'{{ :root:not([data-theme="light"]) {{ color-scheme: dark; {dark} }} }}\n'
    )


def dark_rules() -> str:
    """Style for a picture that stands alone: swaps each light colour for its dark one where the system is dark."""
    pairs = {LIGHT[role]: DARK[role] for role in reversed(list(LIGHT))}
    rules = "".join(f'[fill="{a}"]{{fill:{b}}}[stroke="{a}"]{{stroke:{b}}}' for a, b in pairs.items())
    return f"@media (prefers-color-scheme:dark){{{rules}}}"


CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": 600,
        "labelColor": colour("soft"),
        "titleColor": colour("soft"),
        "gridColor": colour("line"),
        "domainColor": colour("rule"),
        "tickColor": colour("rule"),
        "labelPadding": 6,
        "titlePadding": 10,
        "gridWidth": 1,
    },
    "axisY": {"domain": False, "ticks": False},
    "axisX": {"grid": False},
    "legend": {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "labelColor": colour("ink"),
        "titleColor": colour("soft"),
        "orient": "top",
        "symbolSize": 110,
        "titleFontWeight": 600,
    },
    "text": {"font": FONT, "fontSize": 13, "color": colour("ink")},
    "title": {"font": FONT, "color": colour("ink"), "anchor": "start"},
    "bar": {"color": colour("place")},
    "rule": {"color": colour("rule")},
    "line": {"strokeWidth": 2.25, "strokeCap": "round", "strokeJoin": "round"},
}
"""The settings of every Vega-Lite chart, with colours as tokens."""


def _properties(palette: Mapping[str, str]) -> str:
    return " ".join(f"--{role}: {value};" for role, value in palette.items())

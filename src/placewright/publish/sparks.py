"""Small drawings that stand in text and tables: sparklines, bars with whiskers, and a place's dot among comparators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from placewright.publish.views import Cell, Comparison, Reading

_WIDTH, _HEIGHT = 84, 22


def sparkline(values: Sequence[float | None]) -> Markup:
    """The course of a series as a small line that ends in a dot; gaps stay gaps. Empty for fewer than two values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Markup("")
    low, high = min(known), max(known)
    reach = (high - low) or 1.0
    step = (_WIDTH - 8) / (len(values) - 1)
    spots = [
        None if v is None else (round(3 + i * step, 1), round(_HEIGHT - 4 - (v - low) / reach * (_HEIGHT - 8), 1))
        for i, v in enumerate(values)
    ]
    path, pen_down = "", False
    for spot in spots:
        if spot is not None:
            path += f"{'L' if pen_down else 'M'}{spot[0]:g},{spot[1]:g}"
        pen_down = spot is not None
    last = next(spot for spot in reversed(spots) if spot is not None)
    return Markup(  # noqa: S704 - numbers and fixed words only
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'aria-hidden="true" focusable="false"><path d="{path}"/>'
        f'<circle cx="{last[0]:g}" cy="{last[1]:g}" r="2.6"/></svg>'
    )


def cell_bar(cell: Cell) -> Markup:
    """A bar of the cell's span, with the whisker of its interval and the mark of a comparator."""
    if cell.bar is None:
        return Markup("")
    start, end = sorted(cell.bar)
    parts = [f'<rect class="b" x="{start:.2%}" y="4" width="{max(end - start, 0.002):.2%}" height="10"/>']
    if cell.whisker is not None:
        low, high = cell.whisker
        parts.append(f'<line class="w" x1="{low:.2%}" x2="{high:.2%}" y1="9" y2="9"/>')
    if cell.mark is not None:
        parts.append(f'<line class="m" x1="{cell.mark:.2%}" x2="{cell.mark:.2%}" y1="0" y2="18"/>')
    tone = f" {cell.tone}" if cell.tone else ""
    return Markup(  # noqa: S704 - numbers and fixed words only
        f'<svg class="bar{tone}" width="100%" height="18" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """A reading on a comparison's axis."""

    at: float
    name: str
    role: str


def comparison_axis(own: Reading, comparisons: Sequence[Comparison]) -> Markup:
    """An axis with the own value as a dot on its interval, and each comparator as an upright mark."""
    others = [Spot(c.reading.value, c.name, c.role) for c in comparisons if c.reading.value is not None]
    if own.value is None or not others:
        return Markup("")
    values = [own.value, *(spot.at for spot in others)]
    values += [value for value in (own.low, own.high) if value is not None]
    low, high = min(values), max(values)
    reach = (high - low) or 1.0

    def place(value: float) -> str:
        return f"{0.06 + (value - low) / reach * 0.88:.2%}"

    parts = ['<line class="axis" x1="2%" x2="98%" y1="14" y2="14"/>']
    parts += [f'<line class="c {s.role}" x1="{place(s.at)}" x2="{place(s.at)}" y1="4" y2="24"/>' for s in others]
    if own.low is not None and own.high is not None:
        parts.append(f'<line class="span" x1="{place(own.low)}" x2="{place(own.high)}" y1="14" y2="14"/>')
    parts.append(f'<circle class="own" cx="{place(own.value)}" cy="14" r="6.5"/>')
    return Markup(  # noqa: S704 - numbers and fixed words only
        f'<svg class="compare" width="100%" height="28" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )

"""The picture of a map: places shaded in classes, named where there is room, the land around them grey."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from placewright.publish.diagrams.canvas import standing_alone, text_width, words
from placewright.publish.maps import DrawnMap, DrawnPlace, apart
from placewright.publish.theme import LIGHT, NARROW, written_on

_SIZE = 13.0
_MOST_NAMED = 60
"""A map of more places is too fine for their names."""
_DARK = frozenset({"high-high", "low-low", "cluster-1", "cluster-3", "cluster-4", "cluster-6"})
_KEY_ROW = 22.0
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_NEAREST = 2.5
_SHIFTS = (0.0, -12.0, 12.0, -26.0, 26.0)
_CLUSTERS = {f"cluster-{number}": f"part{number}" for number in range(1, 7)}


def map_picture(drawn: DrawnMap, *, title: str = "", narrow: bool = False) -> tuple[str, int, int]:
    """The map with its key below, and its size in pixels.

    `narrow` is for a phone: as wide as its screen, the outlines smaller and the letters as large as elsewhere.
    """
    scale = NARROW / drawn.width if narrow else 1.0
    is_fine = len(drawn.places) > _MOST_NAMED
    outlines = "".join(_outlines(drawn, is_fine=is_fine))
    pieces = [f'<g transform="scale({scale:.4f})">{outlines}</g>' if narrow else outlines]
    sheet = _with_classes(drawn)
    sheet = _smaller(sheet, scale) if narrow else sheet
    pieces += _district_names(sheet) if is_fine else _labels(sheet)
    return _with_key(sheet, pieces, title=title)


def _outlines(drawn: DrawnMap, *, is_fine: bool) -> Iterable[str]:
    clip = f'<clipPath id="sheet"><rect width="{drawn.width:g}" height="{drawn.height:g}"/></clipPath>'
    if drawn.around:
        path = f'<path d="{drawn.around}" fill="{LIGHT["sunken"]}" stroke="{LIGHT["line"]}" stroke-width=".7"/>'
        yield f'{clip}<g clip-path="url(#sheet)">{path}</g>'
    for tone in dict.fromkeys(place.tone for place in drawn.places):
        alike = [place for place in drawn.places if place.tone == tone]
        edge = f'stroke="{LIGHT["surface"]}" stroke-width="{0.3 if is_fine else 1.2}"'
        if is_fine:
            yield f'<path d="{"".join(_thinned(place.path) for place in alike)}" fill="{_paint(tone)}" {edge}/>'
            continue
        for place in alike:
            yield f'<path d="{place.path}" fill="{_paint(tone)}" {edge}><title>{escape(_said(place))}</title></path>'
    if drawn.inner:
        yield f'<path d="{_thinned(drawn.inner)}" fill="none" stroke="{LIGHT["ink"]}" stroke-width=".8"/>'


def _smaller(drawn: DrawnMap, scale: float) -> DrawnMap:
    """The sheet of a smaller map: its size, and its values apart from each other at the size of letters that stays."""
    size = drawn.width * scale, drawn.height * scale
    points = [(x * scale, y * scale) for x, y in (place.at for place in drawn.places)]
    if len(points) <= _MOST_NAMED:
        widths = [text_width(place.value, strong=True) + 2 for place in drawn.places]
        points = apart(points, widths, size=_SIZE + 1, within=size)
    places = tuple(replace(place, at=at) for place, at in zip(drawn.places, points, strict=True))
    names = tuple((name, (x * scale, y * scale)) for name, (x, y) in drawn.inner_names)
    return replace(drawn, width=size[0], height=size[1], places=places, inner_names=names)


def _with_key(drawn: DrawnMap, pieces: list[str], *, title: str) -> tuple[str, int, int]:
    height = drawn.height + 12
    for entry, (x, y) in zip(drawn.legend, _key_places(drawn), strict=True):
        tone, name = entry
        pieces.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="20" height="14" fill="{_paint(tone)}" stroke="{LIGHT["rule"]}" '
            f'stroke-width=".6"/>{words(name, (x + 27, y + 11.5), role="soft")}'
        )
        height = max(height, y + _KEY_ROW)
    svg = standing_alone("".join(pieces), drawn.width, round(height), title=title)
    return svg, round(drawn.width), round(height)


def _thinned(path: str) -> str:
    """The outlines to half a pixel, without points so near the one before that the eye cannot tell them apart."""
    made = []
    for ring in path.split("M")[1:]:
        x, y, *rest = (float(found) for found in _NUMBER.findall(ring))
        last = _halves(x, y)
        outline = f"M{last[0]:g},{last[1]:g}l"
        steps = []
        for dx, dy in zip(rest[::2], rest[1::2], strict=True):
            x, y = x + dx, y + dy
            near = _halves(x, y)
            if abs(near[0] - last[0]) + abs(near[1] - last[1]) >= _NEAREST:
                steps.append(f"{near[0] - last[0]:g},{near[1] - last[1]:g}")
                last = near
        if len(steps) > 1:
            made.append(f"{outline}{' '.join(steps)}Z")
    return "".join(made)


def _halves(x: float, y: float) -> tuple[float, float]:
    return round(2 * x) / 2, round(2 * y) / 2


def _paint(tone: str) -> str:
    return LIGHT[_CLUSTERS.get(tone, tone)]


def _said(place: DrawnPlace) -> str:
    return f"{place.name}: {place.text}"


def _with_classes(drawn: DrawnMap) -> DrawnMap:
    """The map with each place's class as its value where it has none, so that no class is told by colour alone."""
    if drawn.write_values:
        return drawn
    names = dict(drawn.legend)
    places = tuple(replace(place, value=names.get(place.tone, "")) for place in drawn.places)
    return replace(drawn, places=places, write_values=True)


def _key_places(drawn: DrawnMap) -> Sequence[tuple[float, float]]:
    x, y, found = 2.0, drawn.height + 10, []
    for _, name in drawn.legend:
        wide = 27 + text_width(name)
        if x > 2.0 and x + wide > drawn.width:
            x, y = 2.0, y + _KEY_ROW
        found.append((x, y))
        x += wide + 16
    return found


def _labels(drawn: DrawnMap) -> Iterable[str]:
    """Names and values at the middle of their places; a name that would touch another label is left out."""
    taken: list[tuple[float, float, float, float]] = []
    for place in drawn.places:
        if drawn.write_values and place.value:
            half = text_width(place.value, strong=True) / 2
            taken.append((place.at[0] - half, place.at[1] - 7, place.at[0] + half, place.at[1] + 8))
    for place in drawn.places:
        x, y = place.at
        role = "surface" if place.tone in _DARK else written_on(place.tone)
        if drawn.write_values and place.value:
            yield _halo(place.value, (x, y + 6), role, place.tone, strong=True)
        at = _name_place(place, drawn, taken)
        if at is not None:
            yield _halo(place.name, at, role, place.tone)


def _district_names(drawn: DrawnMap) -> Iterable[str]:
    """The names of the districts over the small areas; one that would touch another is moved a little, or left out."""
    taken: list[tuple[float, float, float, float]] = []
    for name, (x, y) in drawn.inner_names:
        place = DrawnPlace("", name, "", "surface", "", "", "", (x, y - 16))
        if (at := _name_place(place, drawn, taken)) is not None:
            yield _halo(name, at, "ink", "surface", strong=True)


def _name_place(
    place: DrawnPlace, drawn: DrawnMap, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float] | None:
    half = text_width(place.name) / 2
    below, above = place.at[1] + 21, place.at[1] - 11
    for foot, shift in [(foot, shift) for shift in _SHIFTS for foot in (below, above)]:
        x = min(max(place.at[0] + shift, half + 2), drawn.width - half - 2)
        box = (x - half, foot - 10, x + half, foot + 3)
        if all(box[2] <= a or c <= box[0] or box[3] <= b or d <= box[1] for a, b, c, d in taken):
            taken.append(box)
            return x, foot
    return None


def _halo(text: str, at: tuple[float, float], role: str, tone: str, *, strong: bool = False) -> str:
    weight = ' font-weight="600"' if strong else ""
    return (
        f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{_SIZE:g}"{weight} text-anchor="middle" '
        f'fill="{LIGHT[role]}" stroke="{_paint(tone)}" stroke-width="4" stroke-linejoin="round" '
        f'paint-order="stroke">{escape(text)}</text>'
    )

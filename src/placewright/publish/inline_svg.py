"""A static picture put into a page: its light colours become the page's own, so that it follows the theme."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

from placewright.publish.theme import LIGHT

_PAINTED = re.compile(r'\b(fill|stroke|stop-color|color)="(#[0-9a-fA-F]{3,6}|white)"')
_REFERRED = re.compile(r'(\bid="|href="#|url\(#)')
_UNFIT = re.compile(r"<style|<script|<foreignObject|\sstyle=|\son[a-z]+=", re.IGNORECASE)
_DARK_RULES = re.compile(r"<style>@media \(prefers-color-scheme:dark\)[^<]*</style>")
_HEAD = re.compile(r"^.*?(?=<svg)", re.DOTALL)


def inline_svg(svg: str, name: str) -> Markup | None:
    """The picture as an element of the page, hidden from listeners, who hear its description; None where it is unfit.

    Unfit is what a strict content policy would refuse: styles, scripts and handlers inside the picture. The rule that
    makes a picture of its own follow a dark system is left out, since the page's colours do that here.

    >>> print(inline_svg('<svg viewBox="0 0 9 9"><rect id="r" fill="#ffffff"/></svg>', "a"))
    <svg viewBox="0 0 9 9" aria-hidden="true" focusable="false"><rect id="a-r" fill="var(--surface)"/></svg>
    """
    text = _DARK_RULES.sub("", _HEAD.sub("", svg, count=1)).strip()
    if not text or _UNFIT.search(text):
        return None
    text = _PAINTED.sub(lambda found: _themed(found[0], found[1], found[2]), text)
    text = _REFERRED.sub(lambda found: f"{found[1]}{name}-", text)
    opening, _, rest = text.partition(">")
    opening = re.sub(r'\s(?:role|aria-[a-z]+|xmlns(?::xlink)?|version|class)="[^"]*"', "", opening)
    rest = re.sub(r"<title>.*?</title>|<desc>.*?</desc>", "", rest, count=2, flags=re.DOTALL)
    if "viewBox" not in opening:
        opening = _with_view(opening)
    opening = opening.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    opening = re.sub(r'<svg (aria-hidden="true" focusable="false")(.*?) (viewBox="[^"]*")', r"<svg \3 \1\2", opening)
    return Markup(f"{opening}>{rest}")  # noqa: S704 - our own drawing, with nothing active in it


@lru_cache(maxsize=256)
def _themed(whole: str, part: str, painted: str) -> str:
    colour = "#ffffff" if painted.lower() == "white" else painted.lower()
    if len(colour) == 4:
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    role = _roles().get(colour)
    return f'{part}="var(--{role})"' if role else whole


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    return {value: role for role, value in reversed(list(LIGHT.items()))}


def _with_view(opening: str) -> str:
    width, height = re.search(r'\bwidth="([\d.]+)', opening), re.search(r'\bheight="([\d.]+)', opening)
    return f'{opening} viewBox="0 0 {width[1]} {height[1]}"' if width and height else opening

"""Social cards: a picture with a page's title and its chart or map, drawn once when it is first asked for."""

from __future__ import annotations

import html
import os
import re
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape

from placewright.publish.theme import LIGHT
from placewright.web.common.built_pages import titles_in
from placewright.web.common.folder_files import file_below

WIDTH, HEIGHT = 1200, 630
_FONT = "'Source Sans 3'"
_LARGEST = 2_000_000
_SAID = re.compile(r'<meta name="description" content="([^"]*)"')
_MAP = re.compile(r'<svg class="hero-art" viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>(.*?)</svg>', re.DOTALL)
_SHADE = re.compile(r'class="f-([a-z0-9-]+)"')
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: the page's title, the site's, a sentence, and a picture with its width and height."""

    title: str
    site: str
    text: str = ""
    picture: str = ""
    size: tuple[float, float] = (1.0, 1.0)


def card_of(site: Path, page: str) -> Card | None:
    """The card of a built page, from what the page itself says; None where there is no such page."""
    path = file_below(site, f"{page}.html")
    if path is None:
        return None
    text = path.read_text(encoding="utf-8")
    head = text.partition("</head>")[0]
    title, name = titles_in(head, otherwise=page)
    said = html.unescape(found[1]) if (found := _SAID.search(head)) else ""
    picture, size = _chart(site, page) or _map(text) or ("", (1.0, 1.0))
    return Card(title, name, said, picture, size)


def card_svg(card: Card) -> str:
    """The card as SVG: words on the left, the picture on the right where there is one."""
    wide = 560 if card.picture else 1080
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{LIGHT["surface"]}"/>',
        f'<rect width="{WIDTH}" height="14" fill="{LIGHT["place"]}"/>',
    ]
    top, size = 110, 52 if len(card.title) < 60 else 42
    for line in wrap(card.title, round(wide / size * 2.1))[:5]:
        parts.append(_words(line, 60, top, size, role="ink", weight=600))
        top += round(size * 1.18)
    for line in wrap(card.text, round(wide / 26 * 2.1))[: 8 if size < 50 else 6]:
        if top > HEIGHT - 110:
            break
        parts.append(_words(line, 60, top + 10, 26, role="soft"))
        top += 34
    parts.append(_words(card.site, 60, HEIGHT - 48, 26, role="soft", weight=600))
    if card.picture:
        wide_is, tall_is = card.size
        scale = min(520 / wide_is, 500 / tall_is)
        left, above = 660 + (520 - wide_is * scale) / 2, 60 + (500 - tall_is * scale) / 2
        parts.append(f'<g transform="translate({left:.1f},{above:.1f}) scale({scale:.4f})">{card.picture}</g>')
    inner = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{_FONT}">{inner}</svg>'
    )


def card_png(site: Path, page: str, kept: Path) -> Path | None:
    """The file of a page's card below `kept`, drawn where it is not there yet; None where there is no such page."""
    if ".." in page.split("/"):  # two names for one page, and a way out of the folder
        return None
    if drawn := file_below(kept, f"{page}.png"):
        return drawn
    card = card_of(site, page)
    if card is None:
        return None
    made = kept / f"{page}.png"
    content = _drawing().svg_to_png(card_svg(card), scale=1.0)
    made.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=made.parent, prefix=".card-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(temporary).replace(made)
    return made


@lru_cache(maxsize=1)
def _drawing() -> Any:  # the library has no types
    """The library that draws, with the shipped font; loading it is slow, so only whoever draws does."""
    import vl_convert

    fonts = resources.files("placewright.publish") / "assets" / "fonts"
    vl_convert.register_font_directory(str(fonts))
    return vl_convert


def _chart(site: Path, page: str) -> tuple[str, tuple[float, float]] | None:
    """The page's own picture: the one that carries its name, or the first of its folder."""
    candidates = [site / f"{page}.svg"]
    folder = site / page
    if folder.is_dir():
        candidates += sorted(folder.glob("*.svg"))
    for path in candidates:
        if path.is_file() and path.stat().st_size < _LARGEST:
            svg = _STYLE.sub("", path.read_text(encoding="utf-8"))
            if size := _SIZE.search(svg):
                return svg[svg.index("<svg") :], (float(size[1]), float(size[2]))
    return None


def _map(text: str) -> tuple[str, tuple[float, float]] | None:
    """The map beside the title of a front page, in light colours."""
    found = _MAP.search(text)
    if found is None:
        return None
    shaded = _SHADE.sub(lambda shade: f'fill="{LIGHT.get(shade[1], LIGHT["line"])}"', found[3])
    return f'<g stroke="{LIGHT["surface"]}" stroke-width="1">{shaded}</g>', (float(found[1]), float(found[2]))


def _words(words: str, x: float, y: float, size: int, *, role: str, weight: int = 400) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{LIGHT[role]}">{escape(words)}</text>'
    )

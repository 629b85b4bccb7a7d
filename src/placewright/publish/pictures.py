"""Pictures of charts that stand alone, as SVG with title and source; and the script that draws charts live."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

from placewright.core.words import gettext as _
from placewright.publish.bars_picture import bars_picture
from placewright.publish.dots_picture import scatter_picture, strip_picture
from placewright.publish.heat_picture import heat_picture
from placewright.publish.line_picture import line_picture
from placewright.publish.theme import FONT, LIGHT, dark_rules
from placewright.publish.views import BarChart, Chart, HeatmapChart, LineChart, ScatterChart, StripChart

_WIDTH = 720
_PER_LINE = 92


def picture_svg(chart: Chart, *, title: str, subtitle: str = "", source: str = "") -> str:
    """The chart as an SVG of its own, with its title above and its source below; equal input gives equal bytes."""
    return framed_svg(plain_svg(chart), title, subtitle, source)


def plain_svg(chart: Chart) -> str:
    """The chart in light colours without title and source.

    Raises:
        TypeError: the chart is a map, which `map_picture` draws.
    """
    match chart:
        case LineChart():
            return line_picture(chart)
        case BarChart():
            return bars_picture(chart)
        case HeatmapChart():
            return heat_picture(chart)
        case ScatterChart():
            return scatter_picture(chart)
        case StripChart():
            return strip_picture(chart)
    raise TypeError(f"{type(chart).__name__} is drawn as a map.")


def narrow_svg(chart: Chart) -> str:
    """The chart drawn for a phone, with letters that can be read there; empty for one that would lose what it says."""
    match chart:
        case LineChart():
            return _on_paper(line_picture(chart, narrow=True))
        case BarChart():
            return _on_paper(bars_picture(chart, narrow=True))
        case ScatterChart():
            return _on_paper(scatter_picture(chart, narrow=True))
        case StripChart():
            return _on_paper(strip_picture(chart, narrow=True))
    return ""


def _on_paper(svg: str) -> str:
    """A picture on the colour of pages, that follows a dark system, in their face."""
    opening, _rest, inner = svg.partition(">")
    dress = f'<style>{dark_rules()}</style><rect width="100%" height="100%" fill="{LIGHT["surface"]}"/>'
    return f'{opening} font-family="{escape(FONT)}">{dress}{inner}\n'


_MADE_OF = "/*! Vega, Vega-Lite, Vega-Embed and what they are made of: see vega-licences.txt beside this file. */"


def chart_script() -> str:
    """Vega, Vega-Lite and Vega-Embed in one classic script that leaves a single global name, `placewrightCharts`."""
    import vl_convert  # starts a JavaScript engine

    snippet = "window.placewrightCharts = { embed: vegaEmbed };"
    bundle = vl_convert.javascript_bundle(snippet)
    return f"{_MADE_OF}\n(function () {{\n{bundle}\n}})();\n"


LIBRARY = Path(__file__).parent / "chart_library.js"
"""The chart script as it is shipped; making it anew takes more than a second."""

LICENCES = LIBRARY.with_name("chart_library_licences.txt")
"""The licences of what the chart script is made of, which go wherever it goes."""


def framed_svg(svg: str, title: str, subtitle: str, source: str) -> str:
    """A picture with a title above and the source below, as an SVG of its own."""
    size = re.search(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)" viewBox="([^"]+)"', svg)
    if size is None:
        return svg
    width, height = max(float(size[1]), _WIDTH + 40.0), float(size[2])
    told = _("Source: %(source)s") % {"source": source} if source else ""
    heads, feet = wrap(title, _PER_LINE - 18), wrap(told, _PER_LINE + 16)
    above, below = 26 + 24 * len(heads) + (20 if subtitle else 0), 18 + 18 * len(feet)
    inner = svg[svg.index(">", size.start()) + 1 : svg.rindex("</svg>")]
    lines = [_text(line, 16, 30 + 24 * n, 'font-size="19" font-weight="600"') for n, line in enumerate(heads)]
    if subtitle:
        lines.append(_text(subtitle, 16, 28 + 24 * len(heads), 'font-size="14"', role="soft"))
    lines += [
        _text(line, 16, above + height + 20 + 18 * n, 'font-size="13"', role="soft") for n, line in enumerate(feet)
    ]
    full = above + height + below
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'width="{width:g}" height="{full:g}" viewBox="0 0 {width:g} {full:g}" font-family="{escape(FONT)}">'
        f"<title>{escape(title)}</title><style>{dark_rules()}</style>"
        f'<rect width="100%" height="100%" fill="{LIGHT["surface"]}"/>'
        f'{"".join(lines)}<g transform="translate(12,{above})" fill="none" stroke-miterlimit="10">{inner}</g></svg>\n'
    )


def _text(words: str, x: float, y: float, style: str, *, role: str = "ink") -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{LIGHT[role]}" {style}>{escape(words)}</text>'

"""Pictures of charts that stand alone, as SVG with title and source; and the script that draws charts live."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape

from placewright.publish.bars_picture import bars_picture
from placewright.publish.charts import specification
from placewright.publish.heat_picture import heat_picture
from placewright.publish.line_picture import line_picture
from placewright.publish.theme import FONT, LIGHT, LOCALE, dark_rules, resolved
from placewright.publish.views import BarChart, Chart, HeatmapChart, LineChart

_WIDTH = 720
_PER_LINE = 92


def picture_svg(chart: Chart, *, title: str, subtitle: str = "", source: str = "") -> str:
    """The chart as an SVG of its own, with its title above and its source below; equal input gives equal bytes."""
    return _framed(plain_svg(chart), title, subtitle, source)


def plain_svg(chart: Chart) -> str:
    """The chart in light colours without title and source; only scatter and strip charts need Vega for it."""
    match chart:
        case LineChart():
            return line_picture(chart)
        case BarChart():
            return bars_picture(chart)
        case HeatmapChart():
            return heat_picture(chart)
    spec = resolved(specification(chart, width=_WIDTH), LIGHT)
    drawn = _converter().vegalite_to_svg(spec, format_locale=dict(LOCALE), show_warnings=False)
    return _lean(_plain_identifiers(drawn))


def chart_script() -> str:
    """Vega, Vega-Lite and Vega-Embed in one classic script that leaves a single global name, `placewrightCharts`."""
    snippet = "window.placewrightCharts = { embed: vegaEmbed };"
    bundle = _converter().javascript_bundle(snippet)
    return f"(function () {{\n{bundle}\n}})();\n"


LIBRARY = Path(__file__).parent / "chart_library.js"
"""The chart script as it is shipped; making it anew takes more than a second."""


def _converter() -> Any:
    """The converter, which starts a JavaScript engine: imported only when something is drawn."""
    import vl_convert

    return vl_convert


def _lean(svg: str) -> str:
    """The picture without the marks that show nothing and the words for a live chart: a third of its size."""
    svg = re.sub(
        r'<path class="(?:foreground|background)"[^>]*? d="[^"]*"(?: pointer-events="none")?(?: display="none")?/>',
        "",
        svg,
    )
    return re.sub(r' (?:aria-[a-z]+|role|class)="[^"]*"', "", svg)


def _plain_identifiers(svg: str) -> str:
    """The picture with its inner names counted from the start: the engine counts on from picture to picture."""
    known: dict[str, str] = {}
    for name in re.findall(r'id="([a-z_]+\d+)"', svg):
        known.setdefault(name, f"part-{len(known)}")
    for name in sorted(known, key=len, reverse=True):
        svg = re.sub(rf'(id="|url\(#|href="#){re.escape(name)}(?=["\)])', rf"\g<1>{known[name]}", svg)
    return svg


def _framed(svg: str, title: str, subtitle: str, source: str) -> str:
    size = re.search(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)" viewBox="([^"]+)"', svg)
    if size is None:
        return svg
    width, height = max(float(size[1]), _WIDTH + 40.0), float(size[2])
    heads, feet = wrap(title, _PER_LINE - 18), wrap(f"Source: {source}", _PER_LINE + 16) if source else []
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

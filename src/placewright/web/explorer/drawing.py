"""Views drawn: for the page as inline pictures and specifications, for downloads as files."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from markupsafe import Markup

from placewright.publish.charts import Key, Spec, legend, specification
from placewright.publish.data import MARKS, marked, spreadsheet
from placewright.publish.drawing import records_csv
from placewright.publish.inline_svg import inline_svg
from placewright.publish.map_picture import map_picture
from placewright.publish.maps import DrawnMap, draw_values
from placewright.publish.pictures import framed_svg, plain_svg
from placewright.publish.views import LineChart, MapChart
from placewright.publish.views_data import Sheet, SheetColumn, Spreadsheet
from placewright.web.explorer.looks import Look

_FACES = Path(__file__).resolve().parents[2] / "publish" / "assets" / "fonts"
_LIVE_POINTS = 3000
"""How many points a chart that answers to pointing may have; more are drawn as a picture alone."""


@dataclass(frozen=True, slots=True)
class DrawnLook:
    """What the template needs of a view besides its words: a picture, or a map, and what draws it live."""

    spec: Spec | None = None
    legend: tuple[Key, ...] = ()
    map: DrawnMap | None = None
    picture: Markup | None = None


def drawn(look: Look) -> DrawnLook:
    """The view ready for its page."""
    if look.figure is None:
        return DrawnLook()
    chart = look.figure.chart
    if isinstance(chart, MapChart):
        return DrawnLook(map=_map_of(look))
    keys = legend(chart)
    if isinstance(chart, LineChart):
        keys = _plain_keys(chart, keys)
        is_light = sum(len(series.points) for series in chart.series) <= _LIVE_POINTS
    else:
        is_light = True
    spec = specification(chart) if is_light else None
    return DrawnLook(spec, keys, None, inline_svg(plain_svg(chart), "picture"))


def picture_file(look: Look) -> str | None:
    """The view as an SVG that stands alone, with its title above and its source below; None where there is none."""
    if look.figure is None:
        return None
    figure = look.figure
    if isinstance(figure.chart, MapChart):
        found = _map_of(look)
        if found is None:
            return None
        svg, _width, _height = map_picture(found, title=figure.title)
    else:
        svg = plain_svg(figure.chart)
    return framed_svg(svg, figure.title, figure.subtitle, figure.source)


def raster(svg: str, *, scale: float = 2.0) -> bytes:
    """A picture as PNG, in the face of the pages; no JavaScript engine is started for it."""
    import vl_convert

    _faces_known()
    plain = re.sub(r"<style>.*?</style>", "", svg, flags=re.DOTALL)
    return bytes(vl_convert.svg_to_png(plain, scale=scale))


def table_file(look: Look) -> bytes:
    """The rows of the evidence behind a view as CSV; a head line alone where there are none."""
    from placewright.web.explorer.figures import Row

    if rows := look.rows():
        return records_csv(rows)
    return (",".join(Row.__dataclass_fields__) + "\n").encode()


def workbook(look: Look, address: str, *, as_of: date) -> bytes:
    """The rows behind a view as an accessible workbook: cover, marks, figures, sources."""
    heads = (
        (_("Indicator"), 26), (_("Place code"), 14), (_("Place"), 26), (_("Codes of"), 12), (_("Period"), 14),
        (_("Member"), 16),
        (_("Value"), 14), (_("Low"), 14), (_("High"), 14), (_("Kind of interval"), 14), (_("Status"), 14),
        (_("Unit"), 16),
        (_("Dataset"), 26), (_("Caveat"), 26), (_("Fingerprint"), 20),
    )  # fmt: skip
    numbers = {_("Value"), _("Low"), _("High")}
    columns = tuple(SheetColumn(name, "number" if name in numbers else "text", 4, width) for name, width in heads)
    rows = tuple(
        (
            row.indicator, row.place, row.place_name, row.place_vintage, row.period, row.dimensions,
            marked(row.value, row.status), _end(row.low), _end(row.high),
            row.error, row.status, row.unit, row.dataset, row.caveat, row.fingerprint,
        )
        for row in look.rows()
    )  # fmt: skip
    sources = tuple(
        (note.dataset, note.publisher, note.title, note.released, note.licence, note.url, note.fingerprint)
        for note in look.sources
    )
    about = tuple(
        SheetColumn(name, width=width)
        for name, width in (
            (_("Dataset"), 26), (_("Publisher"), 30), (_("Title"), 50), (_("Release"), 26), (_("Licence"), 30),
            (_("Page"), 40), (_("Fingerprint"), 24),
        )
    )  # fmt: skip
    cover = (
        *look.summary,
        *look.kinds,
        *(f"{note.title}. {note.text}" for note in look.caveats),
        f"{_('This view')}: {address}",
    )
    notes = (*((mark, meaning) for mark, meaning in MARKS.values()), (_("blank end"), _("No interval is known.")))
    book = Spreadsheet(
        look.title[:250],
        as_of,
        cover,
        (
            Sheet(_("Figures"), look.title, columns, rows),
            Sheet(_("Sources"), _("Where the figures come from"), about, sources),
        ),
        notes,
    )
    return spreadsheet(book)


def _end(value: float | None) -> float | str:
    return "" if value is None else value


def _map_of(look: Look) -> DrawnMap | None:
    assert look.figure is not None and isinstance(look.figure.chart, MapChart)  # noqa: S101 - both callers saw to it
    return None if look.boundaries is None else draw_values(look.figure.chart, look.boundaries)


def _plain_keys(chart: LineChart, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """The legend's keys, the faint lines called what they are here: places of any level."""
    faint = [series for series in chart.series if series.role in ("member", "other")]
    if len(faint) < 2 or not keys:
        return keys
    return (*keys[:-1], replace(keys[-1], name=_("%(count)d other places") % {"count": len(faint)}))


@lru_cache(maxsize=1)
def _faces_known() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(_FACES))

"""Figures of pages as pictures that stand in any document: drawn, described in words, with table and numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from placewright.core.printing import listed
from placewright.core.words import gettext as _
from placewright.publish import formats
from placewright.publish.charts import specification
from placewright.publish.diagrams.canvas import standing_alone
from placewright.publish.document import Figures, Grid, Line, Picture
from placewright.publish.map_picture import map_picture
from placewright.publish.maps import DrawnMap, draw_classes, draw_values
from placewright.publish.pictures import narrow_svg, plain_svg
from placewright.publish.views import (
    BarChart,
    Boundaries,
    Cell,
    Chart,
    ClassMap,
    Figure,
    HeatmapChart,
    LineChart,
    MapChart,
    ScatterChart,
    SourceNote,
    StripChart,
    Table,
)
from placewright.publish.views_pages import AnalysisPage

_FRAME = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)" viewBox="([^"]+)"[^>]*>')


def figure_picture(
    figure: Figure,
    *,
    kind: str = "figure",
    alt: str = "",
    source: str = "",
    href: str = "",
    boundaries: Boundaries | None = None,
    small_areas: Boundaries | None = None,
) -> Picture | None:
    """The figure as a picture; None for a map without outlines.

    Args:
        figure: the chart with its words and table.
        kind: what the picture is called: `chart`, `map`, `bars` or `figure`.
        alt: what it shows in a sentence; made from the chart where it is empty.
        source: publisher, release and licence; the figure's own where it is empty.
        href: the page that says more, from the root of the site.
        boundaries: the outlines of districts.
        small_areas: the outlines of small areas.
    """
    chart = figure.chart
    if isinstance(chart, MapChart | ClassMap):
        drawn = _map(chart, boundaries, small_areas)
        if drawn is None:
            return None
        svg, width, height = map_picture(drawn, title=figure.title)
        spec, narrow = None, map_picture(drawn, title=figure.title, narrow=True)[0]
    else:
        svg, width, height = chart_svg(chart, title=figure.title)
        spec, narrow = specification(chart), narrow_svg(chart)
    return Picture(
        id=figure.id,
        kind=kind,
        title=figure.title,
        alt=alt or alt_of(chart, figure.title),
        svg=svg,
        width=width,
        height=height,
        caption=figure.subtitle,
        text=" ".join((*figure.summary, *(note.text for note in figure.notes))),
        source=source or figure.source,
        table=grid_of(figure.table) if figure.table is not None else None,
        figures=figures_of(chart),
        spec=spec,
        href=href,
        narrow=narrow,
    )


def page_pictures(
    page: AnalysisPage, *, boundaries: Boundaries | None = None, small_areas: Boundaries | None = None
) -> tuple[Picture, ...]:
    """Every figure of an analysis as a picture, with its source, the releases and the licence."""
    made = []
    for section in page.sections:
        for figure in section.figures:
            picture = figure_picture(
                figure,
                source=_source(figure, page),
                href=f"analysis/{page.slug}.html#{figure.id}",
                boundaries=boundaries,
                small_areas=small_areas,
            )
            if picture is not None:
                made.append(picture)
    return tuple(made)


def chart_svg(chart: Chart, *, title: str = "") -> tuple[str, int, int]:
    """The chart as a light picture on white, without title and source, and its size in pixels."""
    svg = plain_svg(chart)
    frame = _FRAME.search(svg)
    if frame is None:
        return svg, 760, 400
    inner = svg[frame.end() : svg.rindex("</svg>")]
    width, height = float(frame[1]), float(frame[2])
    return standing_alone(inner, width, height, title=title), round(width), round(height)


def alt_of(chart: Chart, title: str) -> str:
    """What a chart shows, in one sentence."""
    match chart:
        case LineChart():
            names = [series.name for series in chart.series if series.role not in ("member", "other")]
            if names:
                return _("Line chart of %(names)s: %(title)s.") % {"names": listed(names), "title": title}
            return _("Line chart: %(title)s.") % {"title": title}
        case BarChart():
            count = len({bar.label for bar in chart.bars if bar.value is not None})
            words = _("Stacked bars with %(count)s bars: %(title)s.")
            if not chart.parts:
                words = _("Bar chart with %(count)s bars: %(title)s.")
            return words % {"count": count, "title": title}
        case MapChart() | ClassMap():
            return _("Map: %(title)s.") % {"title": title}
        case HeatmapChart():
            values = {"rows": len(chart.rows), "columns": len(chart.columns), "title": title}
            return _("Grid of %(rows)s rows by %(columns)s columns: %(title)s.") % values
        case StripChart():
            return _("Strip of %(count)s places on one axis: %(title)s.") % {"count": len(chart.dots), "title": title}
        case ScatterChart():
            return _("Scatter chart of %(count)s marks: %(title)s.") % {"count": len(chart.dots), "title": title}


def figures_of(chart: Chart) -> Figures | None:
    """The numbers of a chart for a native one in slides and spreadsheets; None where no such chart could show it."""
    match chart:
        case LineChart():
            named = [series for series in chart.series if any(point.value is not None for point in series.points)]
            labels = sorted({(point.at, point.label) for series in named for point in series.points})
            lines = []
            for series in named:
                at = {(point.at, point.label): point.value for point in series.points}
                lines.append(Line(series.name, tuple(_scaled(at.get(label), chart.unit) for label in labels)))
            return Figures(tuple(label for _at, label in labels), tuple(lines), formats.chart_unit(chart.unit), "line")
        case BarChart():
            names = tuple(dict.fromkeys(bar.label for bar in chart.bars))
            values = {(bar.label, bar.part): bar.value for bar in chart.bars}
            parts = chart.parts or ("",)
            lines = [
                Line(part or "Value", tuple(_scaled(values.get((name, part)), chart.unit) for name in names))
                for part in parts
            ]
            form = "stacked-bar" if chart.parts else "bar"
            return Figures(names, tuple(lines), formats.chart_unit(chart.unit), form)
        case MapChart() if chart.layers:
            layer = chart.layers[0]
            readings = [(code, reading) for code, reading in layer.readings if reading.value is not None]
            line = Line(layer.name, tuple(_scaled(reading.value, layer.unit) for _, reading in readings))
            return Figures(tuple(code for code, _ in readings), (line,), formats.chart_unit(layer.unit), "bar")
        case _:
            return None


def grid_of(table: Table) -> Grid:
    """A page's table as one of a document: an interval stands in brackets behind its value."""
    heads = tuple(f"{column.name} ({column.unit})" if column.unit else column.name for column in table.columns)
    rows = tuple(tuple(_cell(cell) for cell in row) for row in table.rows)
    numeric = tuple(column.kind == "number" for column in table.columns)
    return Grid(table.caption, heads, rows, numeric, " ".join(table.notes), table.id)


def releases_in_words(notes: Iterable[SourceNote]) -> str:
    """Publishers, titles and releases, and behind them the licences that they are under."""
    items = tuple(notes)
    named = dict.fromkeys(", ".join(_named(note)) for note in items)
    licences = list(dict.fromkeys(note.licence for note in items if note.licence))
    return ". ".join(part for part in ("; ".join(named), listed(licences)) if part)


def _named(note: SourceNote) -> Iterator[str]:
    yield note.publisher
    yield note.title
    if note.released:
        yield _("release of %(released)s") % {"released": note.released}


def pictures_as_json(pictures: Iterable[Picture]) -> bytes:
    """Pictures as bytes that `pictures_from_json` reads; equal pictures give equal bytes."""
    return json.dumps([asdict(picture) for picture in pictures], ensure_ascii=False, separators=(",", ":")).encode()


def pictures_from_json(content: bytes) -> Iterator[Picture]:
    """The pictures that `pictures_as_json` wrote."""
    return (picture_from_plain(item) for item in json.loads(content))


def picture_from_plain(item: Mapping[str, Any]) -> Picture:
    """The picture that was made plain by `dataclasses.asdict`, and may have been through JSON."""
    table, figures = item["table"], item["figures"]
    return Picture(
        **{
            **item,
            "table": grid_from_plain(table) if table else None,
            "chosen": tuple(item.get("chosen", ())),
            "figures": Figures(
                tuple(figures["labels"]),
                tuple(_line_from_plain(line) for line in figures["lines"]),
                figures["unit"],
                figures["form"],
            )
            if figures
            else None,
        }
    )


def _line_from_plain(line: Mapping[str, Any]) -> Line:
    low, high = line.get("low", ()), line.get("high", ())
    return Line(line["name"], tuple(line["values"]), tuple(low), tuple(high))


def grid_from_plain(item: Mapping[str, Any]) -> Grid:
    """The table that was made plain by `dataclasses.asdict`, and may have been through JSON."""
    return Grid(
        **{
            **item,
            "heads": tuple(item["heads"]),
            "rows": tuple(tuple(row) for row in item["rows"]),
            "numeric": tuple(item["numeric"]),
        }
    )


def _map(chart: MapChart | ClassMap, boundaries: Boundaries | None, small_areas: Boundaries | None) -> DrawnMap | None:
    if isinstance(chart, MapChart):
        return draw_values(chart, boundaries) if boundaries is not None and chart.layers else None
    outlines = small_areas if chart.boundaries == "small-areas" else boundaries
    return draw_classes(chart, outlines) if outlines is not None else None


def _cell(cell: Cell) -> str:
    return f"{cell.text} ({cell.detail})" if cell.detail and cell.text != "–" else cell.text or "–"


def _scaled(value: float | None, unit: str) -> float | None:
    return None if value is None else value * formats.chart_scale(unit)


def _source(figure: Figure, page: AnalysisPage) -> str:
    """The figure's source in its words, with the releases and licences of the page's datasets that it names."""
    wanted = _tokens(figure.source)
    near = [note for note in page.sources if len(wanted & _tokens(f"{note.publisher} {note.title}")) >= 2]
    notes = near if figure.source and near else page.sources
    releases = list(dict.fromkeys(note.released for note in notes if note.released))
    licences = list(dict.fromkeys(note.licence for note in notes if note.licence))
    titles = figure.source or "; ".join(dict.fromkeys(f"{note.publisher}, {note.title}" for note in notes))
    is_short = bool(releases) and len(releases) <= 4
    one, several = _(", release of %(releases)s"), _(", releases of %(releases)s")
    released = (several if releases[1:] else one) % {"releases": listed(releases)} if is_short else ""
    return f"{titles}{released}. {listed(licences)}".strip() if titles else ""


_SHORT_NAMES = {
    "ons": "office for national statistics",
    "bres": "business register and employment survey",
}
_COMMON = frozenset({"of", "and", "by", "the", "for", "in", "uk", "a", "to"})


def _tokens(text: str) -> set[str]:
    found = re.findall(r"[a-z]+", text.lower())
    full = [word for token in found for word in _SHORT_NAMES.get(token, token).split()]
    return {word.removesuffix("s") for word in full} - _COMMON - {"office", "national", "statistic"}

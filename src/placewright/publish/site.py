"""The pages of the site: one pure function for each kind, from view-model to files by path."""

from __future__ import annotations

from dataclasses import dataclass

from placewright.core.words import gettext as _
from placewright.places.in_sentences import the
from placewright.publish import formats, render
from placewright.publish.drawing import Drawn, draw, records_csv
from placewright.publish.maps import draw_values
from placewright.publish.pictures import LIBRARY, LICENCES
from placewright.publish.tables import dataset_table, map_table, place_tables, ranked_tables, scorecards
from placewright.publish.views import FOUNDATIONS, Boundaries, Figure, SiteInfo
from placewright.publish.views_pages import (
    AnalysisPage,
    DataPage,
    HomePage,
    IndicatorIndexPage,
    IndicatorLine,
    IndicatorPage,
    MethodPage,
    PlaceIndexPage,
    PlacePage,
)

__all__ = [
    "assets",
    "chart_library",
    "code_fingerprint",
    "render_analysis",
    "render_data",
    "render_fixed",
    "render_home",
    "render_indicator",
    "render_indicator_index",
    "render_method",
    "render_place",
    "render_place_index",
]

Files = dict[str, bytes]

code_fingerprint = render.code_fingerprint


def assets() -> Files:
    """Style, scripts, mark and font."""
    return render.site_assets()


def chart_library() -> Files:
    """The script that draws charts in the browser, as `tools/make_chart_library.py` made it, and its licences."""
    return {"assets/vega.js": LIBRARY.read_bytes(), "assets/vega-licences.txt": LICENCES.read_bytes()}


def render_home(site: SiteInfo, page: HomePage, boundaries: Boundaries | None = None) -> Files:
    """The front page."""
    drawn = draw_values(page.map, boundaries) if page.map and page.map.layers and boundaries else None
    table = None
    if page.map and page.map.layers and boundaries:
        table = map_table(page.map.layers[0], [(shape.code, shape.name) for shape in boundaries.shapes])
    content = render.page(
        "home.html",
        site,
        root="",
        here="index.html",
        page=page,
        drawn_map=drawn,
        map_table=table,
        counts=dict(page.indicator_counts),
    )
    return {"index.html": content}


def render_indicator_index(site: SiteInfo, page: IndicatorIndexPage) -> Files:
    """The list of indicators, by foundation."""
    groups: dict[str, list[IndicatorLine]] = {slug: [] for slug, _name, _about in FOUNDATIONS}
    for line in page.lines:
        groups[line.indicator.foundation].append(line)
    here = "indicators/index.html"
    content = render.page(
        "indicators.html",
        site,
        root="../",
        here=here,
        section="Indicators",
        page=page,
        by_foundation=groups,
        trail=(("Indicators", ""),),
    )
    return {here: content}


def render_indicator(site: SiteInfo, page: IndicatorPage, boundaries: Boundaries | None = None) -> Files:
    """An indicator's page, its figures as CSV, and its line over time as SVG."""
    ident = page.indicator.id
    here = page.indicator.href
    files: Files = {}
    downloads = []
    if page.rows:
        files[f"indicators/{ident}.csv"] = records_csv(page.rows)
        downloads.append(
            (
                _("Figures (CSV)"),
                f"indicators/{ident}.csv",
                _("%(count)s rows: every place and period") % {"count": f"{len(page.rows):,}"},
            )
        )
    line, line_figure = Drawn(), _line_figure(page)
    if line_figure is not None:
        line, drawn_files = draw(line_figure, folder="indicators")
        files |= drawn_files
        downloads += [
            (_("Chart (%(kind)s)") % {"kind": kind}, href, _("the line over time")) for kind, href in line.files
        ]
    strip, strip_figure = Drawn(), _strip_figure(site, page)
    if strip_figure is not None:
        strip, _files_of_strip = draw(strip_figure, folder="indicators", picture=False)
    where = draw_values(page.map, boundaries) if page.map and page.map.layers and boundaries else None
    names = {slug: name for slug, name, _about in FOUNDATIONS}
    foundation = names[page.indicator.foundation]
    files[here] = render.page(
        "indicator.html",
        site,
        root="../",
        here=here,
        section="Indicators",
        page=page,
        foundation_name=foundation,
        line=line if line_figure else None,
        line_figure=line_figure,
        strip=strip if strip_figure else None,
        strip_figure=strip_figure,
        drawn_map=where,
        ranked=ranked_tables(page),
        downloads=downloads,
        has_charts=line_figure is not None or strip_figure is not None,
        trail=(
            ("Indicators", "indicators/index.html"),
            (foundation, f"indicators/index.html#{page.indicator.foundation}"),
            (page.indicator.name, ""),
        ),
    )
    return files


def render_place_index(site: SiteInfo, page: PlaceIndexPage) -> Files:
    """The list of places."""
    here = "places/index.html"
    content = render.page(
        "places.html",
        site,
        root="../",
        here=here,
        section="Places",
        page=page,
        tables=place_tables(page),
        trail=(("Places", ""),),
    )
    return {here: content}


def render_place(site: SiteInfo, page: PlacePage, boundaries: Boundaries | None = None) -> Files:
    """A place's scorecard, as a page and as CSV."""
    here = f"places/{page.place.code}.html"
    content = render.page(
        "place.html",
        site,
        root="../",
        here=here,
        section="Places",
        page=page,
        where=boundaries if page.highlight else None,
        scorecards=scorecards(page),
        trail=(("Places", "places/index.html"), (page.place.name, "")),
    )
    return {here: content, f"places/{page.place.code}.csv": records_csv(_score_rows(page))}


def render_analysis(
    site: SiteInfo,
    page: AnalysisPage,
    boundaries: Boundaries | None = None,
    small_areas: Boundaries | None = None,
) -> Files:
    """One of the analyses, with a picture and a CSV file for each of its figures."""
    here = f"analysis/{page.slug}.html"
    files: Files = {}
    drawn: dict[str, Drawn] = {}
    for section in page.sections:
        for figure in section.figures:
            drawn[figure.id], drawn_files = draw(
                figure,
                folder=f"analysis/{page.slug}",
                boundaries=boundaries,
                small_areas=small_areas,
            )
            files |= drawn_files
    files[here] = render.page(
        "analysis.html",
        site,
        root="../",
        here=here,
        section="Analyses",
        page=page,
        drawn=drawn,
        has_charts=any(item.spec is not None for item in drawn.values()),
        trail=(("Analyses", "analysis/index.html"), (page.title, "")),
    )
    return files


def render_data(site: SiteInfo, page: DataPage) -> Files:
    """The datasets, their licences, and the downloads of the whole."""
    trail = (("Data", ""),)
    table = dataset_table(page.datasets)
    return {"data.html": render.page("data.html", site, root="", here="data.html", page=page, table=table, trail=trail)}


def render_method(site: SiteInfo, page: MethodPage) -> Files:
    """How figures are made."""
    trail = (("Method", ""),)
    return {"method.html": render.page("method.html", site, root="", here="method.html", page=page, trail=trail)}


def render_fixed(site: SiteInfo) -> Files:
    """The pages that depend on the site alone: analyses, accessibility, and the page for an unknown address."""
    analyses = render.page(
        "analyses.html",
        site,
        root="../",
        here="analysis/index.html",
        section="Analyses",
        trail=(("Analyses", ""),),
    )
    access = render.page("accessibility.html", site, root="", here="accessibility.html", trail=(("Accessibility", ""),))
    return {
        "analysis/index.html": analyses,
        "accessibility.html": access,
        "404.html": render.page("missing.html", site, root="/", here="404.html"),
    }


@dataclass(frozen=True, slots=True)
class _ScoreRow:
    indicator: str
    name: str
    foundation: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    error: str
    status: str
    unit: str
    rank: int | None
    rank_of: int | None
    gap: float | None
    verdict: str
    change: float | None
    change_years: int | None


def _score_rows(page: PlacePage) -> list[_ScoreRow]:
    return [
        _ScoreRow(
            line.indicator.id,
            line.indicator.name,
            line.indicator.foundation,
            line.reading.period,
            line.reading.value,
            line.reading.low,
            line.reading.high,
            line.reading.error,
            line.reading.status,
            line.reading.unit,
            line.standing.rank if line.standing else None,
            line.standing.of if line.standing else None,
            line.gap.value if line.gap else None,
            line.verdict,
            line.trend.change.value if line.trend and line.trend.change else None,
            line.trend.years if line.trend else None,
        )
        for line in page.lines
    ]


def _source_words(page: IndicatorPage) -> str:
    return "; ".join(f"{note.publisher}, {note.title}" for note in page.sources)


def _line_figure(page: IndicatorPage) -> Figure | None:
    if page.line is None:
        return None
    title = _("%(indicator)s over time") % {"indicator": page.indicator.name}
    unit = formats.unit_in_words(page.line.unit)
    subtitle = f"{unit[:1].upper()}{unit[1:]}. {page.line.y_title}".strip(". ")
    return Figure(page.indicator.id, title, page.line, page.summary, subtitle=subtitle, source=_source_words(page))


def _strip_figure(site: SiteInfo, page: IndicatorPage) -> Figure | None:
    if page.strip is None:
        return None
    count = len(page.strip.dots)
    title = _("Among all %(count)s districts") % {"count": count}
    words = _("Each mark is a district; the large ones are in %(place)s. Point at one for its name.")
    subtitle = words % {"place": the(site.place.name)}
    return Figure(f"{page.indicator.id}-strip", title, page.strip, (), subtitle=subtitle)

"""One job for each analysis: computed only when its figures, its code or the area's record changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module

from placewright.analysis.area import Area, Missing
from placewright.analysis.grids import Figures
from placewright.build.analyses.pieces import Provenance, missing_section
from placewright.build.areas import Outlines, area_of, outlines_path, read_outlines
from placewright.build.jobs import PageJob
from placewright.build.page_jobs import outlines_of, publish_code, site_info
from placewright.build.sources_of import source_notes
from placewright.build.state import code_fingerprint
from placewright.build.territory import codes_of_territory
from placewright.build.world import World
from placewright.core.errors import Undefined
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.core.late_dataclass import dataclass
from placewright.core.significant_digits import steady
from placewright.core.words import gettext as _
from placewright.places.in_sentences import the
from placewright.publish.views import CaveatNote, SiteInfo
from placewright.publish.views_pages import AnalysisPage
from placewright.records.caveat import Caveat
from placewright.workspace.authored import Authored
from placewright.workspace.folder import FiguresFile

Analyse = Callable[[Figures, Area, Outlines, Provenance], AnalysisPage]

FIGURES = "pictures/{}.json"
"""Where an analysis hands its figures over as pictures, below the build's output."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """An analysis: the name of its page, the sources it reads, and what makes its page of them."""

    slug: str
    sources: tuple[str, ...]
    make: Analyse
    needs_outlines: bool = False


def analysis_jobs(world: World, figures: Mapping[str, FiguresFile]) -> Iterator[PageJob]:
    """A job for each of the analyses; its key holds all it depends on, so that what is up to date is not computed."""
    code = code_fingerprint("analysis", "methods", "core", "places", "build")
    record = world.workspace.record
    maps = [world.workspace.folder / path for path in record.boundaries.values()]
    site, apart = site_info(world), replace(world, authored=Authored())  # what is not needed need not be sent
    shared = {
        "code": code,
        "publish": publish_code(),
        "site": repr(site),
        "record": repr(record),
        "caveats": repr(sorted(world.caveats.items())),
        "maps": [fingerprint_of_file(path) for path in maps if path.is_file()],
    }
    for analysis in ANALYSES:
        own = {
            "analysis": analysis.slug,
            "sources": repr(source_notes(world, analysis.sources)),
            "figures": {name: figures[name].sha256 for name in analysis.sources if name in figures},
        }
        arguments = (apart, site, analysis.slug)
        yield PageJob(f"analysis {analysis.slug}", __name__, "draw_analysis", arguments, fingerprint({**shared, **own}))


def draw_analysis(world: World, site: SiteInfo, slug: str) -> dict[str, bytes]:
    """Compute an analysis of a workspace, draw its page, and hand its figures over for the chapters."""
    from placewright.publish.figure_pictures import page_pictures, pictures_as_json
    from placewright.publish.site import render_analysis

    workspace = world.workspace
    analysis = next(item for item in ANALYSES if item.slug == slug)
    figures = Figures({name: file.path for name, file in workspace.figures().items()})
    outlines = read_outlines(outlines_path(workspace)) if analysis.needs_outlines else None
    area, found = area_of(workspace), provenance(world, analysis.sources)
    try:
        page = steady(analysis.make(figures, area, outlines, found))
    except Undefined as error:
        page = _undefined(slug, area, found, error)
    small_areas = outlines_of(workspace, "lsoa") if outlines is not None else None
    districts = outlines_of(workspace, "lad")
    pictures = page_pictures(page, boundaries=districts, small_areas=small_areas)
    handed_over = {f"../{FIGURES.format(slug)}": pictures_as_json(pictures)}
    return render_analysis(site, page, districts, small_areas) | handed_over


def _undefined(slug: str, area: Area, found: Provenance, error: Undefined) -> AnalysisPage:
    """The page of an analysis that its figures do not define: it says so, and all else is built."""
    title = _(import_module(f"placewright.build.analyses.{slug}").TITLE)
    missing = Missing(error.what, error.fix or _("The figures of its sources are too few, or all alike."))
    return AnalysisPage(
        slug,
        _("%(title)s in %(name)s") % {"title": title, "name": the(area.name)},
        _("The figures at hand do not define this analysis."),
        (),
        (),
        (missing_section("undefined", _("What is undefined"), missing),),
        (),
        found.sources,
        found.caveats,
    )


def provenance(world: World, sources: Sequence[str]) -> Provenance:
    """The sources of an analysis that the workspace has, and the caveats on their cells."""
    found = [caveat for caveat in world.caveats.values() if caveat.dataset in sources]
    troubled: dict[str, tuple[str, ...]] = {}
    for caveat in found:
        troubled[caveat.dataset] = (*troubled.get(caveat.dataset, ()), *caveat.places)
    notes = tuple(
        (caveat.dataset, CaveatNote(_caveat_title(world, caveat), caveat.text, _names(world, caveat)))
        for caveat in found
    )
    return Provenance(source_notes(world, sources), notes, troubled)


def _caveat_title(world: World, caveat: Caveat) -> str:
    what = ", ".join(f"{name} {member}" for name, member in caveat.where)
    when = f" ({', '.join(caveat.periods).replace('..', ' to ')})" if caveat.periods else ""
    about = f", {what}" if what else ""
    return f"{world.workspace.source(caveat.dataset).title}: {', '.join(_names(world, caveat))}{about}{when}"


def _names(world: World, caveat: Caveat) -> tuple[str, ...]:
    own = codes_of_territory(world.area)
    return tuple(world.name(world.area if place in own else place) for place in caveat.places)


def _productivity(figures: Figures, area: Area, outlines: Outlines, found: Provenance) -> AnalysisPage:
    from placewright.analysis.productivity import analyse_productivity
    from placewright.build.analyses.productivity import productivity_page

    troubled = found.troubled.get("ons-productivity-lad", ())
    return productivity_page(analyse_productivity(figures, area, troubled=troubled), area, found)


def _sectors(figures: Figures, area: Area, outlines: Outlines, found: Provenance) -> AnalysisPage:
    from placewright.analysis.diversification import diversification
    from placewright.analysis.sector_changes import employee_shift, volume_shift
    from placewright.analysis.sectors import concentration
    from placewright.build.analyses.sectors import Sectors, sectors_page

    results = Sectors(
        concentration(figures, area),
        volume_shift(figures, area),
        employee_shift(figures, area),
        diversification(figures, area),
    )
    return sectors_page(results, area, found)


def _disparities(figures: Figures, area: Area, outlines: Outlines, found: Provenance) -> AnalysisPage:
    from placewright.analysis.disparities import analyse_disparities
    from placewright.build.analyses.disparities import disparities_page

    return disparities_page(analyse_disparities(figures, area, outlines, found.troubled), area, found)


def _commuting(figures: Figures, area: Area, outlines: Outlines, found: Provenance) -> AnalysisPage:
    from placewright.analysis.commuting_flows import analyse_commuting
    from placewright.build.analyses.commuting import commuting_page

    return commuting_page(analyse_commuting(figures, area), area, found)


def _floorspace(figures: Figures, area: Area, outlines: Outlines, found: Provenance) -> AnalysisPage:
    from placewright.analysis.floorspace import analyse_floorspace
    from placewright.build.analyses.floorspace import floorspace_page

    return floorspace_page(analyse_floorspace(figures, area), area, found)


_ACCOUNTS = ("ons-gva-by-industry-lad", "ons-gva-by-industry-itl", "bres-itl3-sections")

ANALYSES: tuple[Analysis, ...] = (
    Analysis(
        "productivity",
        ("ons-productivity-itl", "ons-productivity-lad", "ons-productivity-lad-2022", *_ACCOUNTS),
        _productivity,
    ),
    Analysis(
        "sectors",
        (*_ACCOUNTS, "ons-uk-business", "bres-itl2-2digit", "bres-itl2-5digit", "ons-productivity-itl"),
        _sectors,
    ),
    Analysis(
        "disparities",
        (
            "iod-2025-lsoa",
            "iod-2019-lsoa",
            "ons-gdhi-lad",
            "ashe-workplace",
            "ashe-residence-2023",
            "ons-productivity-lad",
        ),
        _disparities,
        needs_outlines=True,
    ),
    Analysis("commuting", ("census-2021-commuting",), _commuting),
    Analysis("floorspace", ("voa-office-floorspace",), _floorspace),
)
"""The five analyses, in the order of the site."""

"""One job for each page of the site, with the key of all that it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from placewright import __version__
from placewright.build.about_pages import data_page, method_page
from placewright.build.areas import read_geojson
from placewright.build.evidence_step import EvidenceMade
from placewright.build.indicator_pages import indicator_index, indicator_page
from placewright.build.jobs import PageJob, page_job
from placewright.build.navigation import EDITION_WORDS, strategy_navigation
from placewright.build.pipeline import Build
from placewright.build.place_pages import home_page, place_index, place_page
from placewright.build.place_said import said_of
from placewright.build.state import code_fingerprint
from placewright.build.world import World
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.core.periods import day_in_words
from placewright.publish.views import Boundaries, SiteInfo
from placewright.workspace.authored import Authored
from placewright.workspace.folder import WorkspaceFolder


def first_jobs(world: World) -> Iterator[PageJob]:
    """The jobs that need no evidence, and so can be drawn while it is computed."""
    site, code = site_info(world), publish_code()
    yield page_job("chart library", "chart_library", code=code)
    yield page_job("assets", "assets", code=code)
    yield page_job("fixed pages", "render_fixed", site, code=code)
    yield page_job("page method", "render_method", site, method_page(world), code=code)
    yield page_job("page data", "render_data", site, data_page(world), code=code)


def page_jobs(world: World, evidence: EvidenceMade) -> Iterator[PageJob]:
    """The jobs of the pages that show evidence."""
    site, outlines, code = site_info(world), outlines_of(world.workspace, "lad"), publish_code()
    for item in world.indicators.values():
        page = indicator_page(world, item)
        yield page_job(f"indicator {item.id}", "render_indicator", site, page, outlines, code=code)
    yield from place_jobs(world, world.pages, outlines)
    if not site.strategy:
        home = home_page(world, observations=evidence.table.num_rows)
        yield page_job("page home", "render_home", site, home, outlines, code=code)
    yield page_job("page indicators", "render_indicator_index", site, indicator_index(world), code=code)
    yield page_job("page places", "render_place_index", site, place_index(world), code=code)


def place_jobs(world: World, places: Iterable[str], outlines: Boundaries | None) -> Iterator[PageJob]:
    """The jobs of the pages of places, with the outlines of districts."""
    site, code = site_info(world), publish_code()
    for place in places:
        yield page_job(_of_place(place), "render_place", site, place_page(world, place), outlines, code=code)


def _of_place(place: str) -> str:
    return f"place {place}"


class EvidencePages:
    """The pages that show evidence: kept without being assembled where nothing changed that any of them shows.

    Where the strategy alone says something else of some places, their pages alone are assembled, `retold`: they take
    all evidence, so they are begun when documents are drawn already.
    """

    _STEP, _NAMES, _SAID = "pages of evidence", "inputs of pages of evidence", "what is said on pages of evidence"

    def __init__(self, build: Build, world: World, evidence: EvidenceMade) -> None:
        self._build = build
        self._names: list[str] = []
        self._key = key_of_pages(world, evidence)
        said = {place: fingerprint(repr(said_of(world, place))) for place in world.pages}
        self._said = "\n".join(f"{place}={told}" for place, told in said.items())
        before = build.state.steps[self._SAID].key.split("\n") if self._SAID in build.state.steps else []
        retold = [place for place, told in said.items() if f"{place}={told}" not in before]
        are_kept = self._are_kept(but={_of_place(place) for place in retold})
        self.jobs = iter(()) if are_kept else self._listed(page_jobs(world, evidence))
        self.retold = self._retold(world, retold) if are_kept and retold else iter(())

    def remember(self) -> None:
        """Have the next build keep the pages, now that all are written."""
        if self._names:
            self._build.state.ran(self._NAMES, "\n".join(self._names), [])
            self._build.state.ran(self._STEP, self._key, [])
        self._build.state.ran(self._SAID, self._said, [])
        self._build.names |= {self._STEP, self._NAMES, self._SAID}
        self._build.finished |= {self._STEP, self._NAMES, self._SAID}

    @staticmethod
    def _retold(world: World, places: Iterable[str]) -> Iterator[PageJob]:
        yield from place_jobs(world, places, outlines_of(world.workspace, "lad"))

    def _are_kept(self, *, but: Collection[str]) -> bool:
        state = self._build.state
        if self._STEP not in state.steps or not state.is_current(self._STEP, self._key):
            return False
        names = state.steps[self._NAMES].key.split("\n") if self._NAMES in state.steps else []
        steps = {name: state.steps[name].key for name in names if name in state.steps}
        if not all(name in steps and steps[name] and state.is_current(name, steps[name]) for name in names):
            return False
        return bool(names) and all(self._build.kept(name, steps[name]) for name in names if name not in but)

    def _listed(self, jobs: Iterator[PageJob]) -> Iterator[PageJob]:
        for job in jobs:
            self._names.append(job.name)
            yield job


def key_of_pages(world: World, evidence: EvidenceMade) -> str:
    """What the pages of evidence are made from; a superset, so that it can be had without assembling them.

    But for what the strategy says of places.
    """
    workspace = world.workspace
    maps = [workspace.folder / path for path in workspace.record.boundaries.values()]
    return fingerprint(
        {
            "code": code_fingerprint(),
            "evidence": evidence.key,
            "site": repr(site_info(world)),
            "record": repr(workspace.record),
            "sources": repr(sorted(workspace.sources.items())),
            "datasets": repr(sorted(workspace.datasets.items())),
            "caveats": repr(sorted(world.caveats.items())),
            "maps": [fingerprint_of_file(path) for path in maps if path.is_file()],
        }
    )


def site_info(world: World) -> SiteInfo:
    """What every page knows; its date is that of the newest dataset, so that a day's passing changes no page."""
    record, name = world.workspace.record, world.name(world.area)
    navigation = strategy_navigation(world.authored, record.framework)
    plain = f"Official statistics on the economy of {name}, compared and explained"
    return SiteInfo(
        record.cover.title or f"{name}: an economic strategy" if navigation else f"{name}: economic evidence",
        world.ref(world.area),
        newest_data(world),
        record.cover.subtitle or plain if navigation else plain,
        version=__version__,
        boundaries_year=record.boundaries_year,
        strategy=navigation,
        notice=record.cover.notice if navigation else "",
        edition=edition_line(world.authored, record.edition) if navigation else "",
        beside=world.beside,
    )


def newest_data(world: World) -> date:
    """The day on which the newest dataset was retrieved."""
    retrieved = [item.retrieved.date() for item in world.workspace.datasets.values() if item.retrieved is not None]
    return max(retrieved, default=date(1970, 1, 1))


def edition_words(authored: Authored, edition: str) -> str:
    """What the edition is called."""
    known = authored.editions.get(edition)
    return known.title if known else EDITION_WORDS.get(edition, edition)


def edition_line(authored: Authored, edition: str) -> str:
    """What the foot of pages says of the edition: what it is called, and of a recorded one its day."""
    known = authored.editions.get(edition)
    words = edition_words(authored, edition)
    return f"{words}, {day_in_words(known.date)}" if known else words


@lru_cache(maxsize=1)
def publish_code() -> str:
    """The fingerprint of the code, templates and assets that draw pages."""
    return code_fingerprint("publish", "core")


def outlines_of(workspace: WorkspaceFolder, level: str, *, only: Collection[str] | None = None) -> Boundaries | None:
    """The outlines of a level's map, from the workspace's boundaries; None where it has none.

    Args:
        workspace: whose boundaries they are.
        level: the name of the map.
        only: the codes to draw, the map being made to fit them; the others of the level are land around them.
    """
    named = workspace.record.boundaries
    if level not in named:
        return None
    from placewright.publish.maps import boundaries

    def under(other: str) -> Mapping[str, Any] | None:
        return _geojson(workspace.folder / named[other]) if other in named else None

    shapes = _geojson(workspace.folder / named[level])
    around, inner = (under("around"), None) if level == "lad" else (None, under(f"{level}-districts"))
    if only is not None:
        others = [one for one in shapes["features"] if one["properties"]["code"] not in only]
        if len(others) == len(shapes["features"]):
            return None
        around, inner = {"features": [*(around or {"features": []})["features"], *others]}, None
    districts = (under("lad") or {"features": []})["features"] if inner else []
    names = {str(one["properties"]["code"]): str(one["properties"]["name"]) for one in districts}
    return boundaries(shapes, code="code", name="name", only=only, around=around, inner=inner, inner_names=names)


def _geojson(path: Path) -> Mapping[str, Any]:
    return read_geojson(path, called="The boundaries", fix="Make them again with `placewright adopt`.")

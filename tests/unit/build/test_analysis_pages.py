"""The pages of the five analyses: computed words, honest gaps, and no work that is not needed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from placewright.analysis.area import Area
from placewright.analysis.bounding import Estimate
from placewright.analysis.grids import Figures
from placewright.build.analyses.pieces import Provenance, number_cell, reading
from placewright.build.analysis_pages import ANALYSES, Analysis, analysis_jobs, area_of, draw_analysis, provenance
from placewright.build.page_jobs import site_info
from placewright.build.plain_world import plain_world
from placewright.build.world import World
from placewright.core.errors import Undefined
from placewright.publish.views import Note
from placewright.publish.views_pages import AnalysisPage
from placewright.workspace.folder import open_workspace

from .conftest import PILOT

NOWHERE = Area(name="Vale", code="E10900001", members=("E07900001", "E07900002", "E07900003"), region="E12900001")


@lru_cache(maxsize=1)
def world() -> World:
    return plain_world(open_workspace(PILOT))


@lru_cache(maxsize=8)
def page(slug: str) -> AnalysisPage:
    analysis = next(item for item in ANALYSES if item.slug == slug)
    figures = Figures({name: file.path for name, file in world().workspace.figures().items()})
    outlines = json.loads((PILOT / "boundaries" / "lsoa.geojson").read_text(encoding="utf-8"))
    return analysis.make(figures, area_of(world().workspace), outlines, provenance(world(), analysis.sources))


def words_of(made: AnalysisPage) -> str:
    return repr(replace(made, sources=()))


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda item: item.slug)
def test_without_any_figures_a_page_says_what_is_missing_and_how_to_get_it(analysis: Analysis) -> None:
    made = analysis.make(Figures({}), NOWHERE, None, Provenance())
    limits = [note for section in made.sections for note in section.notes if note.title == "Not measured here"]
    assert limits and all(isinstance(note, Note) and len(note.text) > 40 for note in limits)
    assert not any(section.figures for section in made.sections)
    assert made.cannot_show and made.lede


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda item: item.slug)
def test_a_page_calls_an_island_as_sentences_do(analysis: Analysis) -> None:
    made = words_of(analysis.make(Figures({}), replace(NOWHERE, name="Isle of Wight"), None, Provenance()))
    assert "the Isle of Wight" in made
    assert not re.search(r"\b(in|of|for|within|from|outside) Isle of Wight", made)


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda item: item.slug)
def test_no_sentence_of_a_page_names_another_place_as_lists_do(analysis: Analysis) -> None:
    figures = Figures({name: file.path for name, file in world().workspace.figures().items()})
    outlines = json.loads((PILOT / "boundaries" / "lsoa.geojson").read_text(encoding="utf-8"))
    area = area_of(world().workspace)
    area = replace(area, names=dict.fromkeys(area.names, "Isle of Wight"))
    said = sentences(analysis.make(figures, area, outlines, provenance(world(), analysis.sources)))
    bare = r"\b(?:in|of|with|without|and|from|to|than|among them) Isle of Wight"
    assert [one for one in said if re.search(bare, one)] == []


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda item: item.slug)
def test_every_figure_of_the_pilot_has_words_and_a_table(analysis: Analysis) -> None:
    made = page(analysis.slug)
    figures = [figure for section in made.sections for figure in section.figures]
    assert len(figures) >= 2 and made.findings and made.key_figures and made.cannot_show and made.sources
    assert len({figure.id for figure in figures}) == len(figures)
    for figure in figures:
        assert figure.summary and all(figure.summary) and figure.table is not None and figure.table.rows
        assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda item: item.slug)
def test_no_page_shows_a_number_that_is_none(analysis: Analysis) -> None:
    assert not re.search(r"\b(nan|inf|None%|E0[0-9]{7} )\b", " ".join(sentences(page(analysis.slug))))


def sentences(made: AnalysisPage) -> list[str]:
    found = [made.lede, *made.findings, *made.cannot_show]
    for section in made.sections:
        found += [*section.paragraphs, *(words for figure in section.figures for words in figure.summary)]
        found += [note.text for note in section.notes]
    return found


def test_the_gap_is_of_value_added_per_employee_and_never_per_hour() -> None:
    section = next(section for section in page("productivity").sections if section.id == "gap")
    titles = [figure.title for figure in section.figures]
    assert all("per employee" in title for title in titles)
    assert not any("per hour" in title or "an hour" in title for title in titles)
    assert any("without section N" in title for title in titles)


def test_a_caveat_stands_on_the_page_with_the_result_without_its_cells() -> None:
    notes = [note for note in page("productivity").caveats if note.without_cells is not None]
    assert notes
    assert {
        (note.with_cells and note.with_cells.value, note.without_cells and round(note.without_cells.value or 0, 1))
        for note in notes
    } == {(40.8, 43.7)}


def test_complexity_is_labelled_with_the_area_it_is_of_and_warns_against_picking() -> None:
    section = next(section for section in page("sectors").sections if section.id == "complexity")
    assert section.title.endswith("Bedfordshire and Hertfordshire")
    assert any("Do not pick" in note.title for note in section.notes)


def test_nothing_rises_or_falls_between_editions_of_deprivation() -> None:
    section = next(section for section in page("disparities").sections if section.id == "deprived")
    told = " ".join([*section.paragraphs, *(words for figure in section.figures for words in figure.summary)])
    assert not re.search(r"\b(rising|falling|rose|fell|increased|decreased|improved|worsened)\b", told)
    assert any("Neither a rise nor a fall" in note.text for note in section.notes)


def test_clusters_of_districts_are_not_called_travel_to_work_areas() -> None:
    section = next(section for section in page("commuting").sections if section.id == "groups")
    assert "not Travel to Work Areas" in section.paragraphs[0]
    assert "277,428" in page("commuting").lede and "319,435" in page("commuting").lede
    assert any("lockdown" in note.title for note in page("commuting").sections[0].notes)


def test_workers_who_leave_for_the_rest_of_a_region_are_not_called_all_who_work_in_it() -> None:
    """A place made of parts of two regions lies in neither, and most of its residents work in them, inside of it."""
    whole = area_of(world().workspace)
    parts = replace(whole, code="parts", members=("E07000243", "E09000010"), region="")
    commuting = next(item for item in ANALYSES if item.slug == "commuting")
    figures = Figures({name: file.path for name, file in world().workspace.figures().items()})
    made = commuting.make(figures, parts, None, provenance(world(), commuting.sources))
    said = words_of(made)
    assert "residents work in the East of England" not in said and "residents work in London" not in said
    assert "Elsewhere in the East of England" in said and "Elsewhere in London" in said


def test_industrial_floorspace_is_said_to_be_unmeasured() -> None:
    made = page("floorspace")
    assert any("Industrial floorspace is unmeasured" in words for words in made.findings)
    assert any("unmeasured" in note.title for section in made.sections for note in section.notes)


def test_the_area_has_the_pilots_codes_and_no_other_place_needs_them() -> None:
    area = area_of(world().workspace)
    assert ("TLH23",) in area.territories and ("TLH26", "TLH27") in area.territories
    assert area.holders == (("TLH2", "UKH2"),) and len(area.small_areas["lsoa-2021"]) == 713
    assert area.find({"TLH26", "TLH27", "TLC"}) == ("TLH26", "TLH27")


def test_naming_the_jobs_computes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Figures, source: str) -> None:
        raise AssertionError(f"{source} was read")

    monkeypatch.setattr(Figures, "table", refuse)
    jobs = list(analysis_jobs(world(), world().workspace.figures()))
    assert [job.name for job in jobs] == [f"analysis {item.slug}" for item in ANALYSES]


def test_only_the_analysis_whose_figures_changed_gets_another_key() -> None:
    def keys(figures: Mapping[str, Any]) -> dict[str, str]:
        return {job.name: job.key for job in analysis_jobs(world(), figures)}

    figures = dict(world().workspace.figures())
    before = keys(figures)
    changed = replace(figures["voa-office-floorspace"], sha256="0" * 64)
    after = keys(figures | {"voa-office-floorspace": changed})
    assert {name for name in before if before[name] != after[name]} == {"analysis floorspace"}


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_an_estimate_that_cannot_be_computed_is_no_number_on_a_page(value: float) -> None:
    shown = reading(Estimate(value, value, value), "%", "2023")
    assert (shown.value, shown.status) == (None, "not_applicable")


def test_an_end_that_is_not_known_leaves_an_estimate_without_an_interval() -> None:
    shown = reading(Estimate(1.5, 1.0, float("inf")), "%", "2023")
    assert (shown.value, shown.low, shown.high) == (1.5, None, None)


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), Estimate(float("nan")), Estimate(float("inf"))])
def test_what_is_no_number_is_a_dash_in_a_table_and_not_available_elsewhere(value: float | Estimate | None) -> None:
    assert reading(value, "GBP/hour").value is None
    assert (number_cell(value, "GBP/hour").text, number_cell(value, "GBP/hour").sort) == ("–", None)


def test_an_analysis_that_its_figures_do_not_define_says_so_and_stops_no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def undefined(*_: object) -> AnalysisPage:
        raise Undefined("All starting points are equal.")

    monkeypatch.setattr(
        "placewright.build.analysis_pages.ANALYSES", [replace(item, make=undefined) for item in ANALYSES]
    )
    world = plain_world(open_workspace(PILOT))
    files = draw_analysis(world, site_info(world), "productivity")
    page = files["analysis/productivity.html"].decode()
    assert "All starting points are equal." in page and "Productivity in Hertfordshire" in page
    assert json.loads(files["../pictures/productivity.json"]) == []

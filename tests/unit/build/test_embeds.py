"""Embeds of chapters: pictures and tables with words and sources, or an issue with its mend."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from placewright.build.analysis_names import SLUGS, known_analysis
from placewright.build.analysis_pages import ANALYSES, draw_analysis
from placewright.build.embed_analyses import figures_in, no_figures
from placewright.build.embed_records import funds_blocks
from placewright.build.embed_troubles import NothingToShow
from placewright.build.embeds import Around, embed_all, embedded
from placewright.build.embeds_kept import KeptEmbeds
from placewright.build.evidence_step import make_evidence
from placewright.build.judging import judge_strategy
from placewright.build.page_jobs import outlines_of, site_info
from placewright.build.pipeline import open_build
from placewright.build.worlds import make_world
from placewright.publish.document import Figures, Grid, Picture
from placewright.records.prose import Embed
from placewright.workspace.folder import open_workspace

from .conftest import PILOT, make_small_workspace

CHAPTER = """+++
id = "place"
title = "The place"
order = 1
+++
A place.

{{ chart:gva-per-hour }}

{{ bars:gva-per-houer }}

{{ claim:lead }}

{{ swot }}

{{ chart:gva-per-hour }}
"""
CLAIM = """+++
id = "lead"
title = "The lead"
stance = "strength"
foundation = "business-environment"

[figures.now]
indicator = "gva-per-hour"
place = "TLH23"

[[holds]]
figure = "now"
is = "above"
than = 10
+++
An hour makes {{ now }} here.
"""
ACTION = """+++
id = "coach"
title = "Coaching"
priorities = ["firms"]
owner = "The growth board"
unfunded = true
illustrative = true

[costs]
2026-27 = 100000
"2027..2028" = 200000

[[nodes]]
id = "money"
stage = "input"
text = "Money"

[[nodes]]
id = "coached"
stage = "output"
text = "Firms coached"
indicator = "gva-per-hour"

[[steps]]
from = "money"
to = "coached"
assumption = "Coaches can be found."
grade = "weak"
+++
Coaches help firms.
"""
PRIORITY = """+++
id = "{id}"
title = "{title}"
chosen = {chosen}
why_not = "{why}"
order = 1
illustrative = true

[scores]
reach = {score}
+++
A choice.
"""
CHOICE = """earlier_plan = "The plan before"
earlier_source = "The plan itself"

[[criteria]]
id = "reach"
name = "Reach"
weight = 1.0

[[earlier]]
id = "old"
title = "An older choice"
fate = "kept"
by = ["firms"]
why = "It still holds."
"""
EVENT = """+++
id = "{id}"
title = "{title}"
kind = "conference"
when = "{when}"
planned = {planned}
source = "A paper"
+++
"""
ALIGNMENT = """id = "county"
priority = "firms"
partner = "The county"
strategy = "its transport plan"
stand = "supports"
text = "It says so."
"""
MEASURE = """id = "hour"
title = "Output per hour"
indicator = "gva-per-hour"
direction = "up"
owner = "An analyst"
frequency = "yearly"
priorities = ["firms"]
"""
FUND = """id = "fund"
title = "A fund"
funder = "Government"
total = 1000000
source = "A paper"
"""


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Around]:
    folder = make_small_workspace(tmp_path_factory.mktemp("embeds") / "hertfordshire")
    written = {
        "strategy/place.md": CHAPTER,
        "claims/lead.md": CLAIM,
        "interventions/coach.md": ACTION,
        "priorities/firms.md": PRIORITY.format(id="firms", title="Firms", chosen="true", why="", score=4),
        "priorities/film.md": PRIORITY.format(id="film", title="Film", chosen="false", why="Too few.", score=2),
        "priorities/choice.toml": CHOICE,
        "events/open.md": EVENT.format(id="open", title="Opening", when="2019-03", planned="false"),
        "events/end.md": EVENT.format(id="end", title="Final", when="2020", planned="true"),
        "alignments/county.toml": ALIGNMENT,
        "measures/hour.toml": MEASURE,
        "funding/fund.toml": FUND,
    }
    for path, text in written.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    shutil.copytree(PILOT / "places", folder / "places")
    workspace = open_workspace(folder)
    build = open_build(workspace, folder.parent / "out", today=date(2026, 1, 31), processes=1)
    evidence = make_evidence(build)
    judged = judge_strategy(workspace, evidence, today=date(2026, 1, 31))
    world = make_world(build, evidence, judged.authored)
    for path, content in draw_analysis(world, site_info(world), "productivity").items():
        if path.startswith("../"):
            target = folder.parent / "out" / path.removeprefix("../")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    yield Around(world, judged, figures_in(folder.parent / "out"), outlines_of(workspace, "lad"))


def shown(around: Around, kind: str, of: str = "", **options: str) -> Picture | Grid:
    return embedded(Embed(kind, of, tuple(options.items()), 9), around)[0]


EVERY = (
    ("chart", "gva-per-hour"),
    ("bars", "gva-per-hour"),
    ("map", "gva-per-hour"),
    ("table", "gva-per-hour"),
    ("figure", "productivity/districts-per-hour"),
    ("logic", "coach"),
    ("swot", ""),
    ("priorities", ""),
    ("continuity", ""),
    ("timeline", ""),
    ("actions", ""),
    ("funds", ""),
    ("measures", ""),
    ("checklist", "lis"),
    ("alignments", ""),
)


@pytest.mark.parametrize(("kind", "of"), EVERY, ids=[kind for kind, _ in EVERY])
def test_every_kind_of_embed_becomes_something_with_words_and_a_table(around: Around, kind: str, of: str) -> None:
    for block in embedded(Embed(kind, of), around):
        grid = block if isinstance(block, Grid) else block.table
        assert grid is not None and grid.title and grid.rows
        assert all(len(row) == len(grid.heads) and all(row) for row in grid.rows)
        if isinstance(block, Picture):
            assert block.alt and block.text and block.source and block.title
            root = ElementTree.fromstring(block.svg)
            assert (round(float(root.attrib["width"])), round(float(root.attrib["height"]))) == (
                block.width,
                block.height,
            )
    assert embedded(Embed(kind, of), around) == embedded(Embed(kind, of), around)


def test_a_picture_says_the_unit_of_its_indicator_in_words(around: Around) -> None:
    known = around.world.indicators
    of_shares = {**known, "gva-per-hour": replace(known["gva-per-hour"], unit="%")}
    shares = replace(around, world=replace(around.world, indicators=of_shares), kept=KeptEmbeds())
    pictures = [shown(one, "chart", "gva-per-hour") for one in (around, shares)]
    assert [one.caption for one in pictures if isinstance(one, Picture)] == ["Pounds an hour", "Per cent"]


def test_a_fund_says_when_it_is_open_and_what_that_means(around: Around) -> None:
    grid = next(block for block in embedded(Embed("funds", ""), around) if isinstance(block, Grid))
    assert "Open" in grid.heads and "When" not in grid.heads
    assert "takes bids" in grid.note and "to be spent" in grid.note


def test_a_checklist_says_every_reason_to_its_end(around: Around) -> None:
    grid = shown(around, "checklist", "lis")
    assert isinstance(grid, Grid)
    assert all(row[2].endswith((".", "?")) for row in grid.rows)
    assert max(len(row[2]) for row in grid.rows) > 220


@pytest.mark.parametrize("kind", ["chart", "bars", "map"])
def test_pictures_of_an_indicator_name_release_and_licence_and_lead_to_its_page(around: Around, kind: str) -> None:
    picture = shown(around, kind, "gva-per-hour")
    assert isinstance(picture, Picture)
    assert "release of" in picture.source and picture.source.endswith("Open Government Licence v3.0")
    assert picture.href == "indicators/gva-per-hour.html" and picture.figures is not None
    assert (picture.spec is None) == (kind == "map")


def test_a_chart_follows_the_codes_of_one_territory(around: Around) -> None:
    charts = [shown(around, "chart", "gva-per-hour", places=code) for code in ("TLH23", "E10000015", "UKH23")]
    found = [chart.figures.lines for chart in charts if isinstance(chart, Picture) and chart.figures is not None]
    assert len(found) == 3 and found[0] == found[1] == found[2]
    assert [line.name for line in found[0]] == ["Hertfordshire"]


def test_a_chart_without_places_sets_the_area_beside_what_it_is_compared_with(around: Around) -> None:
    chart = shown(around, "chart", "gva-per-hour")
    assert isinstance(chart, Picture) and chart.figures is not None
    assert chart.figures.lines[0].name == "Hertfordshire"
    assert "United Kingdom" in {line.name for line in chart.figures.lines}


def test_bars_run_from_the_highest_to_the_lowest(around: Around) -> None:
    bars = shown(around, "bars", "gva-per-hour")
    assert isinstance(bars, Picture) and bars.figures is not None
    values = [value for value in bars.figures.lines[0].values if value is not None]
    assert values == sorted(values, reverse=True) and len(values) >= 11
    assert "The highest is Three Rivers" in bars.text


@pytest.mark.parametrize("kind", ["bars", "table"])
def test_a_place_that_is_one_district_stands_once_beside_what_it_is_compared_with(around: Around, kind: str) -> None:
    folder, stevenage = around.world.workspace, "E07000243"
    record = replace(folder.record, name="Stevenage", places=(stevenage,), members=(stevenage,))
    world = replace(around.world, workspace=replace(folder, record=record), area=stevenage, _roles={}, _found={})
    found = shown(Around(world, around.judged), kind, "gva-per-hour")
    names = [row[0] for row in found.rows] if isinstance(found, Grid) else list(_figures(found).labels)
    assert names.count("Stevenage") == 1 and "United Kingdom" in names
    if isinstance(found, Picture):
        assert "Beside them" not in found.text and "the lowest Stevenage" in found.text


def _figures(picture: Picture) -> Figures:
    assert picture.figures is not None
    return picture.figures


def test_an_embed_that_names_nothing_is_an_error_with_the_nearest(around: Around) -> None:
    made, issues = embed_all(around)
    assert [(str(issue.severity), issue.where, issue.what) for issue in issues] == [
        ("error", "strategy/place.md, line 10", "There is no indicator 'gva-per-houer' to show.")
    ]
    assert issues[0].fix.startswith("Did you mean 'gva-per-hour'")
    assert [len(made["place", number]) for number in range(4)] == [1, 0, 1, 1]
    assert made["place", 0] is made["place", 3]


@pytest.mark.parametrize(
    ("embed", "words"),
    [
        (Embed("chart", "gva-per-hour", (("places", "TLH32,E99"),)), "no place"),
        (Embed("chart", "gva-per-hour", (("place", "TLH23"),)), "Did you mean 'places'"),
        (Embed("map", "gva-per-hour", (("places", "TLH23"),)), "Take it out"),
        (Embed("figure", "productivity/district-per-hour"), "Did you mean 'districts-per-hour'"),
        (Embed("figure", "productivty/real-per-hour"), "Did you mean 'productivity'"),
        (Embed("figure", "sectors/three-quotients"), "was not computed"),
        (Embed("logic", "coaching"), "Did you mean 'coach'"),
        (Embed("checklist", "lsi"), "framework"),
    ],
    ids=lambda value: value.of if isinstance(value, Embed) else None,
)
def test_what_is_wrong_with_an_embed_is_said_with_its_mend(around: Around, embed: Embed, words: str) -> None:
    with pytest.raises(NothingToShow) as trouble:
        embedded(embed, around)
    assert words in str(trouble.value) and trouble.value.fix


def test_a_figure_of_an_analysis_is_handed_over_as_its_page_shows_it(around: Around) -> None:
    figure = shown(around, "figure", "productivity/districts-per-hour")
    assert isinstance(figure, Picture) and figure.href == "analysis/productivity.html#districts-per-hour"
    assert "Open Government Licence" in figure.source and figure.table is not None and len(figure.table.rows) >= 10


def test_a_logic_model_says_what_shows_it_and_that_it_is_an_illustration(around: Around) -> None:
    picture = shown(around, "logic", "coach")
    assert isinstance(picture, Picture) and "What shows it: Gross value added per hour worked." in picture.text
    assert "illustration" in picture.caption and "1 link rests on weak evidence." in picture.text


def test_without_computed_analyses_a_figure_says_how_to_get_it() -> None:
    with pytest.raises(NothingToShow, match="Build the workspace"):
        no_figures("productivity/real-per-hour")


def test_a_check_needs_no_computed_analysis_to_tell_a_wrong_name(around: Around) -> None:
    assert known_analysis("sectors/three-quotients") == "sectors"
    with pytest.raises(NothingToShow, match="Did you mean 'sectors'"):
        known_analysis("sector/three-quotients")


def test_the_names_of_the_analyses_are_those_of_their_pages() -> None:
    assert tuple(analysis.slug for analysis in ANALYSES) == SLUGS


def test_what_was_not_chosen_stands_beside_the_order_with_why(around: Around) -> None:
    picture, grid = embedded(Embed("priorities"), around)
    assert isinstance(picture, Picture) and isinstance(grid, Grid) and grid.rows == (("Film", "Too few."),)


def test_money_of_several_years_is_spread_for_the_picture_and_kept_in_the_table(around: Around) -> None:
    picture = shown(around, "funds")
    assert isinstance(picture, Picture) and picture.figures is not None and picture.table is not None
    assert picture.figures.labels == ("2026", "2027", "2028")
    assert picture.figures.lines[0].values == (100_000.0, 100_000.0, 100_000.0)
    assert picture.table.heads == ("Stream", "2026-27", "2027 to 2028", "All years")
    assert "spread evenly" in picture.caption


def test_money_of_several_years_lies_in_the_months_in_which_its_action_runs(around: Around) -> None:
    authored = around.judged.authored
    coach = replace(
        authored.interventions["coach"],
        costs={"2026-27": 1.0, "2016..2021": 15e6},
        starts=date(2016, 4, 1),
        ends=date(2021, 3, 31),
    )
    told = replace(around, judged=replace(around.judged, authored=replace(authored, interventions={"coach": coach})))

    picture = shown(told, "funds")

    assert isinstance(picture, Picture) and picture.figures is not None
    drawn = dict(zip(picture.figures.labels, picture.figures.lines[0].values, strict=True))
    assert [round(drawn[year]) for year in ("2016", "2020", "2021", "2026")] == [3_000_000, 3_000_000, 0, 1]


def test_a_fund_whose_facts_nobody_read_in_its_source_is_called_unverified(around: Around) -> None:
    authored = around.judged.authored
    hearsay = {id: replace(fund, verified=False) for id, fund in authored.funding.items()}
    told = replace(around, judged=replace(around.judged, authored=replace(authored, funding=hearsay)))
    names = [
        [block.rows[0][0] for block in funds_blocks(each.at) if isinstance(block, Grid)] for each in (around, told)
    ]
    assert names == [["A fund"], ["A fund (unverified)"]]


def test_the_table_of_measures_reads_the_indicator_now(around: Around) -> None:
    grid = shown(around, "measures")
    assert isinstance(grid, Grid) and grid.rows[0][1].startswith("£") and " in 2" in grid.rows[0][1]

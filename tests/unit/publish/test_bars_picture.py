"""Bars, grids and maps as pictures of their own: every value is said, nothing is told by colour alone."""

from __future__ import annotations

import re

import pytest

from placewright.publish.figure_pictures import chart_svg, figure_picture, pictures_as_json, pictures_from_json
from placewright.publish.map_picture import map_picture
from placewright.publish.maps import DrawnMap, DrawnPlace
from placewright.publish.views import (
    Bar,
    BarChart,
    Cell,
    Column,
    Figure,
    HeatCell,
    HeatmapChart,
    LineChart,
    Point,
    Series,
    Table,
)

from .drawn_text import box_of, check_sheet, parsed, texts

RANKED = BarChart(
    (
        Bar("Ashby", 34.2, low=31.0, high=37.4, role="member"),
        Bar("A district & borough with an uncommonly long name of many words", 30.1, role="member"),
        Bar("North Vale", 29.9, role="place"),
        Bar("England", 25.0, role="england"),
        Bar("Nowhere", None, role="member"),
    ),
    "GBP/hour",
    "pounds an hour",
    reference=25.0,
    reference_label="England",
)
STACKED = BarChart(
    (Bar("A", 3.0, "Mix"), Bar("A", -1.0, "Own"), Bar("B", -2.0, "Mix"), Bar("B", -2.5, "Own")),
    "%",
    parts=("Mix", "Own"),
    totals=True,
)
GRID = HeatmapChart(
    (HeatCell("Making", "Jobs", 1.4), HeatCell("Making", "Firms", None), HeatCell("Care", "Jobs", 0.6)),
    "ratio",
    ("Making", "Care"),
    ("Jobs", "Firms"),
    middle=1.0,
    legend="1 = the nation's share",
    decimals=2,
)
LINES = LineChart(
    (Series("North Vale", "place", (Point(2020.0, "2020", 1.0), Point(2021.0, "2021", 2.0))),), "people", decimals=0
)


@pytest.mark.parametrize("chart", [RANKED, STACKED, GRID, LINES], ids=["ranked", "stacked", "grid", "lines"])
def test_a_chart_stands_alone_and_nothing_lies_on_anything_else(chart: BarChart | HeatmapChart | LineChart) -> None:
    svg, width, height = chart_svg(chart, title="A chart & more")
    check_sheet(svg)
    assert width == 760 and height > 60 and chart_svg(chart, title="A chart & more")[0] == svg


def test_every_bar_with_a_value_says_it_and_one_without_is_left_out() -> None:
    said = [text.what for text in texts(parsed(chart_svg(RANKED)[0]))]
    assert {"£34.20", "£30.10", "£29.90", "£25.00"} <= set(said) and "Nowhere" not in said


def test_what_a_place_is_compared_with_is_hollow() -> None:
    svg = chart_svg(RANKED)[0]
    assert len(re.findall(r'<rect [^>]*fill="#ffffff" stroke="[^"]+" stroke-width="1.5"/>', svg)) == 1


def test_an_interval_is_drawn_across_the_end_of_its_bar() -> None:
    root = parsed(chart_svg(RANKED)[0])
    bars = [box_of(rect) for rect in root.iter("{http://www.w3.org/2000/svg}rect")][1:]
    whisker = next(re.findall(r"[\d.]+", p.attrib["d"]) for p in root if "m0,-4H" in p.attrib.get("d", ""))
    assert float(whisker[0]) < bars[0].right < float(whisker[5])


def test_parts_lie_on_either_side_of_zero_and_add_up_to_the_total() -> None:
    root = parsed(chart_svg(STACKED)[0])
    bars = [box_of(r) for r in root.iter("{http://www.w3.org/2000/svg}rect") if r.attrib["height"] == "15"]
    mix, own, first, second = bars
    assert mix.left == own.right == first.right and second.right == pytest.approx(first.left, abs=0.11)
    assert "+2.0%" in {text.what for text in texts(root)} and "−4.5%" in {text.what for text in texts(root)}


def test_a_figure_becomes_a_picture_with_table_numbers_and_live_chart() -> None:
    table = Table(
        "t", "Pay", (Column("Place"), Column("Pay", "number")), ((Cell("Ashby"), Cell("£34", detail="31 to 37")),)
    )
    figure = Figure("pay", "Pay by place", RANKED, ("Ashby leads.",), table=table, source="An office")
    made = figure_picture(figure, kind="bars")
    assert made is not None and made.alt == "Bar chart with 4 bars: Pay by place." and made.text == "Ashby leads."
    assert made.table is not None and made.table.rows == (("Ashby", "£34 (31 to 37)"),)
    assert made.figures is not None and made.figures.lines[0].values[0] == 34.2 and made.spec is not None
    assert next(pictures_from_json(pictures_as_json([made]))) == made


def test_a_grid_writes_its_values_and_a_dash_for_the_missing() -> None:
    said = {text.what for text in texts(parsed(chart_svg(GRID)[0]))}
    assert {"1.40", "–", "0.60", "1 = the nation's share"} <= said


def test_a_map_names_its_places_and_their_values_without_one_on_another() -> None:
    squares = [
        DrawnPlace(
            f"E{n}", name, f"M{150 * n},0l140,0 0,140 -140,0Z", f"q{n + 1}", f"{n}", f"{n}.0", "", (150 * n + 70, 70)
        )
        for n, name in enumerate(("Ashby", "Brook & Mill", "Crossley with the Long Name"))
    ]
    drawn = DrawnMap(450.0, 150.0, "M0,0l9,0 0,9Z", "", tuple(squares), (("q1", "0.0"), ("q2", "1.0")), (), True)
    svg, width, height = map_picture(drawn, title="A map")
    check_sheet(svg)
    assert (width, height) == (450, 182)
    assert {"Ashby", "Brook & Mill", "Crossley with the Long Name", "2.0"} <= {t.what for t in texts(parsed(svg))}


def test_classes_of_a_map_are_written_on_their_places() -> None:
    one = DrawnPlace("E1", "Ashby", "M0,0l140,0 0,140 -140,0Z", "cluster-1", "Cluster 1", "", "", (70, 70))
    drawn = DrawnMap(150.0, 150.0, "", "", (one,), (("cluster-1", "Cluster 1"),), (), False)
    assert [text.what for text in texts(parsed(map_picture(drawn)[0]))].count("Cluster 1") == 2


def test_an_outline_of_small_areas_is_thinned_to_what_can_be_seen() -> None:
    path = "M0,0l.1,.1 .1,0 20,0 0,20 -.1,.1 -20,0Z"
    many = tuple(DrawnPlace(f"E{n}", f"Area {n}", path, "q1", "", "", "", (9, 9)) for n in range(61))
    svg = map_picture(DrawnMap(50.0, 50.0, "", "", many, (("q1", "one"),), (), False))[0]
    assert svg.count("M0,0l20,0 0,20 -20,0Z") == 61 and "Area" not in svg

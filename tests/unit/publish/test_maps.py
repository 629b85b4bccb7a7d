"""Maps draw every place once, in classes of equal count, and say each value in words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.errors import PlacewrightError
from placewright.publish.diagrams.canvas import text_width
from placewright.publish.map_picture import map_picture
from placewright.publish.maps import WRITTEN_SIZE, boundaries, class_cuts, draw_classes, draw_values
from placewright.publish.theme import NARROW
from placewright.publish.views import ClassMap, Reading

from .invented import DISTRICTS, map_chart, squares


def test_degrees_and_metres_give_the_same_picture() -> None:
    ring = [[0.0, 60.0], [1.0, 60.0], [1.0, 61.0], [0.0, 61.0], [0.0, 60.0]]
    metres = [[x * 55_000, y * 111_000] for x, y in ring]
    drawn = [boundaries({"features": [_feature(points)]}, code="code", name="name") for points in (ring, metres)]
    assert drawn[0].height == pytest.approx(drawn[1].height, rel=0.03)


def test_a_hole_is_kept_and_its_label_stands_outside_it() -> None:
    outer = [[0.0, 0.0], [9.0, 0.0], [9.0, 3.0], [0.0, 3.0], [0.0, 0.0]]
    hole = [[3.0, 1.0], [6.0, 1.0], [6.0, 2.0], [3.0, 2.0], [3.0, 1.0]]
    feature = {"properties": {"code": "A", "name": "A"}, "geometry": {"type": "Polygon", "coordinates": [outer, hole]}}
    drawn = boundaries({"features": [feature]}, code="code", name="name", width=520.0)
    assert drawn.shapes[0].path.count("M") == 2
    x, _ = drawn.shapes[0].label_at
    assert x < 520 / 3 or x > 520 * 2 / 3


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(1, 999)), min_size=2, max_size=9, unique=True))
def test_a_path_is_written_briefly_and_says_every_point(inner: list[tuple[int, int]]) -> None:
    ring = [(0, 0), (1000, 0), *inner, (0, 1000)]
    points = [[600_000.0 + x, 200_000.0 + y] for x, y in (*ring, ring[0])]
    (shape,) = boundaries({"features": [_feature(points)]}, code="code", name="name", width=520.0).shapes
    assert not re.search(r"[ ,]-|, | $", shape.path)
    x, y, *steps = (float(found) for found in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", shape.path))
    read = [(x, y)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        read.append((read[-1][0] + dx, read[-1][1] + dy))
    scale = (520.0 - 2 * 10.4) / 1000
    expected = [(10.4 + scale * x, 10.4 + scale * (1000 - y)) for x, y in ring]
    assert len(read) == len(expected)
    assert all(at == pytest.approx(wanted, abs=0.051) for at, wanted in zip(read, expected, strict=True))


def test_a_map_of_small_areas_names_the_districts_over_them() -> None:
    def square(code: str, x: int, y: int, size: int) -> dict[str, object]:
        ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
        known = {"code": code, "name": code}
        points = [[600_000.0 + 1000 * a, 200_000.0 + 1000 * b] for a, b in ring]
        return {"properties": known, "geometry": {"type": "Polygon", "coordinates": [points]}}

    small = [square(f"a{x}-{y}", x, y, 1) for x in range(10) for y in range(10)]
    districts = [square("W", 0, 0, 5), square("E", 5, 5, 5), square("N", 0, 5, 5)]
    names = {"W": "Westbury", "E": "Eastbury & Mill"}
    outlines = boundaries(
        {"features": small}, code="code", name="name", inner={"features": districts}, inner_names=names
    )
    assert [name for name, _at in outlines.inner_names] == ["Westbury", "Eastbury & Mill"]
    members = tuple((shape.code, "own") for shape in outlines.shapes)
    drawn = draw_classes(ClassMap((("own", "Own", "q2"),), members), outlines)
    for narrow in (False, True):
        svg, width, _height = map_picture(drawn, narrow=narrow)
        assert ">Westbury</text>" in svg and ">Eastbury &amp; Mill</text>" in svg and ">a0-0</text>" not in svg
        at = re.search(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>Westbury<', svg)
        assert at is not None and float(at[1]) < width / 2 < float(at[2])


def test_only_the_places_asked_for_are_drawn() -> None:
    assert [shape.name for shape in squares().shapes] == ["Ashby", "Brook & Mill", "Crossley"]


def test_places_without_any_boundary_are_an_error_that_says_so() -> None:
    ring = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
    with pytest.raises(PlacewrightError, match="has a boundary"):
        boundaries({"features": [_feature(ring)]}, code="code", name="name", only={"B"})


def test_every_place_has_a_class_words_and_a_way_to_its_page() -> None:
    drawn = draw_values(map_chart(), squares())
    by_name = {place.name: place for place in drawn.places}
    assert by_name["Ashby"].text == "£612 (£590 to £634)"
    assert by_name["Ashby"].href == f"places/{DISTRICTS[0].code}.html"
    assert by_name["Crossley"].tone == "q-none"
    assert by_name["Crossley"].text.startswith("not available")


def test_values_of_small_neighbours_stand_apart_on_the_map_as_large_as_a_phone_shows_them() -> None:
    outlines = squares()
    crowded = [replace(shape, label_at=(200.0 + 8 * at, 150.0 + 9 * at)) for at, shape in enumerate(outlines.shapes)]
    drawn = draw_values(replace(map_chart(), write_values=True), replace(outlines, shapes=tuple(crowded)))
    boxes = []
    for place in drawn.places:
        half = text_width(place.value, size=WRITTEN_SIZE, strong=True) / 2
        boxes.append((place.at[0] - half, place.at[1] - WRITTEN_SIZE / 2, half * 2, WRITTEN_SIZE))
    for (x, y, wide, high), (x2, y2, wide2, high2) in combinations(boxes, 2):
        assert x + wide <= x2 + 0.1 or x2 + wide2 <= x + 0.1 or y + high <= y2 + 0.1 or y2 + high2 <= y + 0.1
    assert max(abs(place.at[1] - 159) + abs(place.at[0] - 208) for place in drawn.places) < 70, "near their places"


def test_a_map_for_a_phone_is_as_wide_as_its_screen_with_letters_as_large_as_elsewhere() -> None:
    outlines = squares()
    crowded = [replace(shape, label_at=(200.0 + 8 * at, 150.0 + 9 * at)) for at, shape in enumerate(outlines.shapes)]
    drawn = draw_values(replace(map_chart(), write_values=True), replace(outlines, shapes=tuple(crowded)))

    svg, width, height = map_picture(drawn, title="Pay", narrow=True)

    assert width == NARROW and height < map_picture(drawn)[2]
    assert set(re.findall(r'font-size="(\d+)"', svg)) == {"13"}
    boxes = [
        (float(x), float(y), text_width(value, strong=True))
        for x, y, value in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*font-weight="600"[^>]*>([^<]+)', svg)
    ]
    assert len(boxes) == len(drawn.places)
    for (x, y, wide), (x2, y2, wide2) in combinations(boxes, 2):
        assert abs(x - x2) >= (wide + wide2) / 2 or abs(y - y2) >= 13


def test_a_value_that_touches_no_other_stands_in_the_middle_of_its_place() -> None:
    outlines = squares()
    drawn = draw_values(replace(map_chart(), write_values=True), outlines)
    assert [place.at for place in drawn.places] == [shape.label_at for shape in outlines.shapes]


def test_the_legend_prints_the_ends_of_a_class_as_the_places_at_its_ends_do() -> None:
    chart = map_chart()
    (layer,) = chart.layers[:1]
    rough = tuple(
        (code, replace(reading, value=20_606.4, low=18_900.0, high=21_900.0)) for code, reading in layer.readings
    )
    drawn = draw_values(replace(chart, layers=(replace(layer, readings=rough),)), squares())
    label = next(place.value for place in drawn.places if place.tone != "q-none")
    assert [words for tone, words in drawn.legend if tone != "q-none"] == [label] == ["£20,600"]


def test_tenths_are_classed_by_pairs_and_the_first_are_the_darkest_on_every_map() -> None:
    chart = map_chart()
    (layer,) = chart.layers[:1]
    codes = [code for code, _reading in layer.readings][:2]
    tenths = tuple((code, Reading(value, "decile")) for code, value in zip(codes, (2.0, 9.0), strict=True))
    drawn = draw_values(replace(chart, layers=(replace(layer, unit="decile", readings=tenths),)), squares())
    tones = {place.code: place.tone for place in drawn.places}
    assert [tones[code] for code in codes] == ["q5", "q1"]
    assert [entry for entry in drawn.legend if entry[0] != "q-none"] == [("q5", "decile 2"), ("q1", "decile 9")]


def test_the_legend_names_the_missing() -> None:
    assert ("q-none", "not available") in draw_values(map_chart(), squares()).legend


def test_a_chooser_is_offered_only_between_layers() -> None:
    chart = map_chart()
    assert len(draw_values(chart, squares()).layers) == 2
    assert draw_values(replace(chart, layers=chart.layers[:1]), squares()).layers == ()


def test_a_place_in_no_class_is_drawn_as_without_data() -> None:
    chart = ClassMap((("hot", "High among high", "high-high"),), ((DISTRICTS[0].code, "hot"),))
    tones = [place.tone for place in draw_classes(chart, squares()).places]
    assert tones == ["high-high", "q-none", "q-none"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_the_classes_hold_every_value_and_at_most_five(values: list[float]) -> None:
    cuts = class_cuts(values)
    assert 1 <= len(cuts) <= 5
    assert cuts[-1] == max(values)


def _feature(points: list[list[float]]) -> dict[str, object]:
    return {"properties": {"code": "A", "name": "A"}, "geometry": {"type": "Polygon", "coordinates": [points]}}

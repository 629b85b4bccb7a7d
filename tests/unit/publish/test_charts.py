"""Charts hold their data, use roles for colours, and compile."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from placewright.publish.charts import legend, nice_domain, specification
from placewright.publish.pictures import narrow_svg, picture_svg
from placewright.publish.theme import DARK, LIGHT, NARROW
from placewright.publish.views import Bar, BarChart, Chart, Dot, LineChart, MapChart, ScatterChart, StripChart

from .invented import analysis_page, line_chart, map_chart, strip_chart

CHARTS = {
    figure.id: figure.chart
    for section in analysis_page().sections
    for figure in section.figures
    if section.id not in ("clusters", "levels")
} | {"strip": strip_chart()}


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_drawn_without_a_warning(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    svg = picture_svg(CHARTS[name], title=f"The {name} & more", source="An office")
    assert svg.startswith("<svg") and "The " in svg and "Source: An office" in svg
    assert "WARN" not in capfd.readouterr().err
    assert "NaN" not in svg and "undefined" not in svg


@pytest.mark.parametrize("name", CHARTS)
def test_vega_draws_every_live_chart_without_a_warning(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    spec = _resolved(specification(CHARTS[name], width=720), LIGHT)
    assert "NaN" not in vl_convert.vegalite_to_svg(spec, show_warnings=True)
    assert "WARN" not in capfd.readouterr().err


def test_a_picture_of_marks_draws_and_names_each() -> None:
    dots = tuple(Dot(f"Trade & {n}", 0.5 + n / 10, 3.0 * n, "place" if n < 2 else "other", 10.0 + n) for n in range(9))
    svg = picture_svg(
        ScatterChart(dots, "Quotient", "Change", x_rule=1.0, y_rule=0.0, fit=(30.0, -9.0)), title="Trades"
    )
    assert svg.count("<circle") == 9
    assert svg.count("<title>Trade &amp; ") == 9
    assert svg.count(">Trade &amp; 1</text>") == 1
    assert ">Trade &amp; 5</text>" not in svg


def test_marks_over_powers_of_ten_stand_apart_evenly() -> None:
    dots = tuple(Dot(str(n), 10.0**n, 1.0 * n) for n in range(4))
    svg = picture_svg(ScatterChart(dots, "Size", "Change", log_x=True), title="Sizes")
    across = [float(at) for at in re.findall(r'<circle cx="([\d.]+)"', svg)]
    gaps = [after - before for before, after in itertools.pairwise(across)]
    assert max(gaps) - min(gaps) < 0.25


def test_a_strip_names_the_outermost_of_its_own() -> None:
    svg = picture_svg(strip_chart(), title="Pay")
    assert svg.count("<circle") == 40
    assert [name in svg for name in (">District 4</text>", ">District 20</text>", ">District 33</text>")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("name", CHARTS)
def test_every_colour_is_a_role_of_both_palettes(name: str) -> None:
    spec = specification(CHARTS[name])
    for palette in (LIGHT, DARK):
        assert '"@' not in json.dumps(_resolved(spec, palette))
    assert not any(value in json.dumps(spec) for value in LIGHT.values())


def test_a_picture_has_the_same_bytes_whatever_was_drawn_before() -> None:
    first = picture_svg(line_chart(), title="Pay")
    picture_svg(strip_chart(), title="Another")
    assert picture_svg(line_chart(), title="Pay") == first


def test_a_picture_names_nothing_outside_itself() -> None:
    svg = picture_svg(line_chart(), title="Pay")
    assert "<script" not in svg and "@import" not in svg and "<image" not in svg
    assert svg.count("http") == svg.count("http://www.w3.org/")


def test_a_gap_in_a_series_stays_a_gap() -> None:
    rows = _rows(line_chart())
    assert [row["v"] for row in rows if row["n"] == "Ashby"][2] is None


def test_a_share_is_drawn_as_a_percentage() -> None:
    chart = StripChart((Dot("A", 0.25, role="member"), Dot("B", 0.5)), "share", "part of all")
    assert sorted(row["x"] for row in _rows(chart)) == [25.0, 50.0]


def test_only_the_place_itself_has_a_band() -> None:
    assert {row["n"] for row in _rows(line_chart()) if "lo" in row} == {"North Vale"}


def test_fellows_share_one_entry_of_the_legend() -> None:
    assert [key.name for key in legend(line_chart())] == ["North Vale", "England", "2 districts"]


def test_names_at_the_ends_of_lines_do_not_cover_each_other() -> None:
    layers = specification(line_chart())["layer"]
    ends = sorted(row["v"] for layer in layers if layer.get("name") == "end-labels" for row in layer["data"]["values"])
    low, high = next(layer for layer in layers if layer.get("name") == "hover")["encoding"]["y"]["scale"]["domain"]
    assert len(ends) == 2
    assert (ends[1] - ends[0]) / (high - low) * 340 >= 16.9


def test_lines_that_end_at_the_same_value_are_both_named() -> None:
    chart = line_chart()
    (first, *others) = chart.series
    twin = replace(next(one for one in others if one.role not in ("member", "other")), points=first.points)
    layers = specification(replace(chart, series=(first, twin)))["layer"]
    ends = {row["n"] for layer in layers if layer.get("name") == "end-labels" for row in layer["data"]["values"]}
    assert ends == {first.name, twin.name}
    assert picture_svg(replace(chart, series=(first, twin)), title="Output")


def test_live_bars_have_the_ticks_of_their_picture() -> None:
    chart = BarChart((Bar("A", -3_400.0), Bar("B", 3_150.0)), "GBP")
    layers = specification(chart)["layer"]
    ticked = [layer["encoding"]["x"]["axis"]["values"] for layer in layers if "axis" in layer["encoding"].get("x", {})]
    drawn = picture_svg(chart, title="Gap")
    assert ticked[0] == [-4000.0, -2000.0, 0.0, 2000.0, 4000.0]
    assert all(f"£{abs(each):,.0f}" in drawn for each in ticked[0])


@pytest.mark.parametrize("kind", ["bars", "strip", "line"])
def test_a_reference_lies_within_its_axis(kind: str) -> None:
    charts: dict[str, Chart] = {
        "bars": BarChart((Bar("A", 4.0),), "%", reference=20.0, reference_label="England"),
        "strip": StripChart((Dot("A", 4.0), Dot("B", 5.0)), "%", "share", reference=20.0, reference_label="England"),
        "line": replace(line_chart(), reference=100.0, reference_label="UK"),
    }
    axis = "y" if kind == "line" else "x"
    layers = specification(charts[kind])["layer"]
    scales = [layer["encoding"][axis]["scale"] for layer in layers if "scale" in layer["encoding"].get(axis, {})]
    low, high = scales[0]["domain"]
    assert low <= (100.0 if kind == "line" else 20.0) <= high


def test_a_label_of_a_reference_does_not_stretch_the_years() -> None:
    svg = json.dumps(specification(replace(line_chart(), reference=600.0, reference_label="as in the nation")))
    assert svg.count('"field": "t"') == svg.count('"domain": [2020, 2024]')


def test_a_live_chart_answers_to_pointing_and_a_picture_does_not() -> None:
    assert '"near"' in json.dumps(specification(line_chart()))
    assert '"near"' not in json.dumps(specification(line_chart(), width=700))


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "grid-figure"])
def test_a_picture_for_a_phone_is_as_wide_as_one_and_keeps_its_letters(name: str) -> None:
    picture = narrow_svg(CHARTS[name])
    assert f'width="{NARROW:g}"' in picture
    assert {float(size) for size in re.findall(r'font-size="([\d.]+)"', picture)} == {13.0}
    assert picture == narrow_svg(CHARTS[name])
    vl_convert.svg_to_png(picture)


def test_a_map_is_not_drawn_by_vega() -> None:
    with pytest.raises(TypeError, match="drawn as a map"):
        specification(map_chart())


def test_a_chart_of_nothing_is_still_a_chart() -> None:
    assert picture_svg(LineChart((), "GBP"), title="None").startswith("<svg")


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20), st.booleans())
def test_an_axis_holds_all_its_values(values: list[float], zero: bool) -> None:
    low, high = nice_domain(values, zero=zero)
    slack = (high - low) * 1e-6
    assert low - slack <= min(values) and max(values) <= high + slack
    assert not zero or low <= 0 <= high


def _resolved(spec: Any, palette: Mapping[str, str]) -> Any:
    """The specification with each colour token replaced by the palette's colour."""
    if isinstance(spec, str):
        return palette.get(spec[1:], spec) if spec.startswith("@") else spec
    if isinstance(spec, Mapping):
        return {key: _resolved(value, palette) for key, value in spec.items()}
    return [_resolved(value, palette) for value in spec] if isinstance(spec, list) else spec


def _rows(chart: Chart) -> list[dict[str, Any]]:
    assert not isinstance(chart, MapChart)
    rows: list[dict[str, Any]] = specification(chart)["data"]["values"]
    return rows

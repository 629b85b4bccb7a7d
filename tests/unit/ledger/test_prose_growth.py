"""The prose rules on growth: across vintages and releases, of money of its day, and of indices that do not grow."""

from __future__ import annotations

from typing import Any

import pytest

from placewright.records.stated import Stated

from .prose_makers import check_prose, claim, finding, material, rules, said, spec, test


def found(*claims: Any, **more: Any) -> list[str]:
    return rules(check_prose(material(*claims, **more)))


def test_growth_across_two_vintages_is_none_though_the_text_names_both() -> None:
    then = Stated(26.5, "GBP billion", period="2013", vintage="2015", words="£26.5bn")
    now = Stated(37, "GBP billion", period="2017", vintage="2019", words="£37bn")
    found_in = [finding("gva", then=then, now=now)]
    text = "Output climbed from {{ quoted:gva.then }} as published in 2015 to {{ quoted:gva.now }} in a newer release."
    assert "chained-vintages" in rules(said(text, findings=found_in))
    text = "It was {{ quoted:gva.then }} as published in 2015 and {{ quoted:gva.now }} now; revisions lie between."
    assert "chained-vintages" not in rules(said(text, findings=found_in))


def test_growth_quoted_across_two_vintages_is_found() -> None:
    then = Stated(26.5, "GBP billion", period="2013", vintage="2015", words="£26.5bn")
    now = Stated(37, "GBP billion", period="2017", vintage="2019", words="£37bn")
    text = "Output, {{ quoted:gva.then }} then and {{ quoted:gva.now }} now, grew."
    assert rules(said(text, findings=[finding("gva", then=then, now=now)])) == ["chained-vintages"]
    same = Stated(30, "GBP billion", period="2013", vintage="2019", words="£30bn")
    assert not said(text, findings=[finding("gva", then=same, now=now)])


def test_figures_from_two_releases_of_one_series_are_not_set_against_each_other() -> None:
    figures = {"now": spec("real-gva", period="2022"), "then": spec("real-gva", period="2015")}
    made = claim(
        "From {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.",
        figures=figures,
        holds=(test("now", "above", "then"),),
    )
    two = {"now": {"datasets": ("accounts@2024",)}, "then": {"datasets": ("accounts@2019",)}}
    one = {"now": {"datasets": ("accounts@2024",)}, "then": {"datasets": ("accounts@2024",)}}
    assert found(made, results={"made": two}) == ["chained-vintages"]
    assert not found(made, results={"made": one})


def test_nominal_growth_called_growth_is_found() -> None:
    rate = {"here": spec("gva", as_="growth-per-year", period="2015..2023")}
    up = (test("here", "above", 0.0),)
    assert found(claim("Output grew by {{ here }} a year.", figures=rate, holds=up)) == ["nominal-growth"]
    assert not found(claim("In cash terms output rose by {{ here }} a year.", figures=rate, holds=up))
    real = {"here": spec("real-gva", as_="growth-per-year", period="2015..2023")}
    assert not found(claim("Output grew by {{ here }} a year.", figures=real, holds=up))


def test_two_amounts_of_their_day_with_the_word_grew_are_found() -> None:
    figures = {"then": spec("gva", period="2015"), "now": spec("gva", period="2023")}
    text = "GVA grew from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}."
    assert found(claim(text, figures=figures, holds=(test("now", "above", "then"),))) == ["nominal-growth"]


@pytest.mark.parametrize("how", ["growth-per-year", "change-percent"])
def test_growth_read_off_a_smoothed_or_relative_index_is_found(how: str) -> None:
    figures = {"here": spec("gva-per-hour-index", as_=how, period="2015..2023")}
    made = claim("It moved by {{ here }}.", figures=figures, holds=(test("here", "above", 0.0),))
    assert found(made) == ["growth-from-index"]


def test_the_word_grew_beside_a_relative_index_is_found_and_a_volume_index_may_grow() -> None:
    up = (test("here", "above", 0.0),)
    relative = {"here": spec("gva-per-hour-index", as_="change", period="2015..2023")}
    assert found(claim("On the index it grew by {{ here }}.", figures=relative, holds=up)) == ["growth-from-index"]
    volume = {"here": spec("real-gva-index", as_="change-percent", period="2015..2023")}
    assert not found(claim("It grew by {{ here }}.", figures=volume, holds=up))


# points, ranks, likes

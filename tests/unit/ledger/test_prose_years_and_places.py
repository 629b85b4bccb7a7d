"""The prose rules on figures beside the wrong year and the wrong place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placewright.core.issues import Severity
from placewright.ledger.prose import Material

from .prose_makers import LEVELS, NAMES, chapter, check_prose, claim, material, rules, spec, test

WHERE = {"VALEPORT": "Valeport"}


def of_year(text: str, **more: object) -> list[str]:
    """What the rules say of a claim with a figure of 2022 in North Vale, and one of 2012 to 2022."""
    figures = {
        "here": spec("population", period="2022"),
        "then": spec("population", period="2013"),
        "span": spec("population", as_="change-percent", period="2012..2022"),
        "mid": spec("jobs", period="2022"),
        "fiscal": spec("jobs", period="2022"),
    }
    changed = {"mid": {"period": "2022-06-30"}, "fiscal": {"period": "2022-23", "period_label": "2022-23"}}
    made = claim(text, figures=figures, **more)
    return [rule for rule in rules(check_prose(material(made, results={"made": changed}))) if rule == "other-year"]


@pytest.mark.parametrize(
    "text",
    [
        "In 1999 there were {{ here }} residents.",
        "In 1999 an hour's work made {{ here }}.",
        "In March 2015 there were {{ here }} residents.",
        "The 2015 figure was {{ here }}.",
        "In the ten years to 2009 it moved by {{ span }}.",
        "In 2019-20 there were {{ fiscal }}.",
        "In mid-2015 there were {{ mid }}.",
        "By 2030 there are {{ here }} residents.",
    ],
)
def test_a_figure_beside_a_year_that_it_is_not_of_is_found(text: str) -> None:
    assert of_year(text) == ["other-year"]


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 there were {{ here }} residents.",
        "In {{ here.period }} there were {{ here }} residents, as there were not in 1999.",
        "In the ten years to 2022 it moved by {{ span }}.",
        "Since 2012 it moved by {{ span }}.",
        "It was {{ here }} in 2022, and it was another in 1999.",
        "It was {{ then }} in 2013.",
        "In 2022-23 there were {{ fiscal }}.",
        "In mid-2022 there were {{ mid }}.",
        "Under the Act of 2004 there were {{ here }} residents.",
        "Under the Planning Act 2008 there were {{ here }} residents.",
        "The 2021 census counted other things, and there were {{ here }} residents.",
        "Founded in 1903, the town has {{ here }} residents.",
        "By 2030 the {{ here }} residents should have a station.",
        "The garden city of 1903 has {{ here }} residents.",
        "There were {{ here }} residents.",
    ],
)
def test_a_figure_beside_its_own_year_or_the_year_of_a_name_is_left_alone(text: str) -> None:
    assert not of_year(text)


def test_a_year_of_a_figure_that_it_is_tested_against_is_its_own() -> None:
    text = "There are {{ here }} residents, more than in 2013."
    assert not of_year(text, holds=(test("here", "above", "then"),))
    assert of_year(text, holds=(test("here", "above", 1.0),)) == ["other-year"]


def test_a_chapter_that_prints_a_figure_beside_another_year_is_found_unless_it_quotes() -> None:
    made = claim("{{ here }} residents.", "residents", figures={"here": spec("population", period="2022")})
    lie = material(made, chapters=[chapter("In 2015 a count here made {{ residents.here }}.")])
    assert "other-year" in rules(check_prose(lie))
    true = material(made, chapters=[chapter("In 2022 a count here made {{ residents.here }}.")])
    assert not check_prose(true)


def test_an_old_figure_of_today_is_a_warning_where_a_newer_is_known() -> None:
    figures = {"old": spec("population", period="2010"), "new": spec("population", period="2022")}
    lie = claim("Today the place has {{ old }} residents. It was so.", figures=figures)
    found = [one for one in check_prose(material(lie)) if one.rule == "other-year"]
    assert [one.issue.severity for one in found] == [Severity.WARNING]
    assert not check_prose(material(claim("Today the place has {{ new }} residents.", figures=figures)))


def of_place(text: str, **more: object) -> list[Severity]:
    """What the rules say of a claim with a figure of Hillbury, where Valeport and England are known too."""
    figures = {"town": spec("population", place="TOWN"), "england": spec("population", place="ENGLAND")}
    made: Material = material(claim(text, figures=figures, **more))
    known = replace(
        made,
        places=("TOWN", "VALEPORT", "ENGLAND", "HERE"),
        level_of=lambda code: LEVELS.get(code, "lad" if code in WHERE else ""),
        name_of=lambda code: {**NAMES, **WHERE}.get(code, code),
    )
    return [one.issue.severity for one in check_prose(known) if one.rule == "other-place"]


def test_a_figure_of_a_town_beside_the_name_of_another_is_a_warning() -> None:
    assert of_place("In Valeport there are {{ town }} residents.") == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        "In Hillbury there are {{ town }} residents.",
        "Hillbury has {{ town }} residents, and Valeport others.",
        "In {{ town.place }} there are {{ town }} residents, unlike Valeport.",
        "In the county, and here, there are {{ town }} residents.",
        "In North Vale there are {{ town }} residents.",
        "Of England's residents {{ town }} are here.",
        "There are {{ town }} residents.",
    ],
)
def test_a_figure_beside_its_own_place_or_a_wider_one_is_left_alone(text: str) -> None:
    assert not of_place(text)

"""The prose rules on what is said of every place, of none or of some, of row after row of years, and of causes."""

from __future__ import annotations

from typing import Any

import pytest

from placewright.records.claim import FigureSpec

from .prose_makers import chapter, check_prose, claim, finding, material, rules, said, spec, test

OF_ALL = (
    "Output per hour went up in each and every district.",
    "In every district rents have risen.",
    "None of the districts has lost office space.",
    "No district lost jobs.",
    "All ten districts gained firms.",
    "In all but two districts homes became dearer.",
    "Only two districts lost shops.",
    "Only two were slower.",
    "Most districts have fallen back.",
    "Nearly every district has lost some.",
    "Six of the ten districts have grown.",
    "Nowhere else in the county has work shrunk.",
    "For the third year running, exports fell.",
    "Vacancies have fallen for five years in a row.",
    "The gap has widened without a break.",
    "Year after year the county gained jobs.",
)
OF_NONE = (
    "The fund is open to firms in each and every district.",
    "Every district council was invited to comment.",
    "None of the district councils has decided yet.",
    "All ten districts take part in the growth board.",
    "In every district we want more homes to be built.",
    "Growth is inclusive when people in every town can take part in it and gain from it.",
    "Each district would go on with its own review.",
    "Only two bids from each college will be allowed.",
    "The board meets for the third year running.",
    "One of the ten districts has no railway station.",
    "This chapter visits every district in the order of the alphabet.",
    "If every district lost its offices, firms would notice.",
    "The report comes out every year without fail.",
)


@pytest.mark.parametrize("sentence", OF_ALL)
def test_what_is_said_of_all_of_them_in_a_chapter_needs_a_claim_beside_it(sentence: str) -> None:
    assert "said-of-all" in rules(said(sentence))


@pytest.mark.parametrize("sentence", OF_NONE)
def test_plans_and_acts_of_all_places_are_left_alone(sentence: str) -> None:
    assert not said(sentence)


def found(text: str, figures: dict[str, FigureSpec], *holds: Any, **more: Any) -> list[str]:
    return rules(check_prose(material(claim(text, figures=figures, holds=holds, **more))))


TOWN = {"here": spec("jobs", place="TOWN")}
LOWEST = test("here", "lowest-in", among="members")
HIGHEST = test("here", "highest-in", among="members")
MANY = test("here", "above", 8.0)
FEW = test("here", "below", 9.0)


@pytest.mark.parametrize(
    ("text", "holds", "is_borne_out"),
    [
        ("In every district there are more than eight: {{ here }} in Hillbury, the lowest.", (LOWEST, MANY), True),
        ("In every district there are more than eight: {{ here }} in Hillbury.", (MANY,), False),
        ("In every district there are more than eight: {{ here }} in Hillbury, the lowest.", (LOWEST,), False),
        ("In every district there are more than eight: {{ here }} in Hillbury.", (HIGHEST, MANY), False),
        ("Every district has fewer than nine: {{ here }} in Hillbury, the highest.", (HIGHEST, FEW), True),
        ("Every district has fewer than nine: {{ here }} in Hillbury, the lowest.", (LOWEST, FEW), False),
        ("Hillbury added {{ here }} jobs, and every other district added fewer.", (HIGHEST,), True),
        ("Hillbury added {{ here }} jobs, and every other district added fewer.", (MANY,), False),
        ("No district has fewer jobs than Hillbury: {{ here }}.", (LOWEST,), True),
        ("No district has fewer jobs than Hillbury: {{ here }}.", (MANY,), False),
        ("No other district has more jobs: {{ here }} in Hillbury.", (HIGHEST,), True),
        ("No other district in England has more jobs: {{ here }} in Hillbury.", (HIGHEST,), False),
        ("Only two districts have more jobs than Hillbury: {{ here }}.", (LOWEST,), False),
    ],
)
def test_a_claim_of_all_places_has_a_test_that_ranges_over_them(text: str, holds: Any, is_borne_out: bool) -> None:
    assert ("said-of-all" not in found(text, TOWN, *holds)) is is_borne_out


def test_a_figure_of_each_place_bears_out_what_is_said_of_all() -> None:
    both = {"one": spec("jobs", place="TOWN"), "other": spec("jobs", place="VALE")}
    text = "All districts have more than eight jobs: {{ one }} in Hillbury and {{ other }} in Lowdale."
    each = (test("one", "above", 8.0), test("other", "above", 8.0))
    assert "said-of-all" not in found(text, both, *each)
    assert "said-of-all" in found(text, both, each[0])


@pytest.mark.parametrize(("many", "is_so"), [("two", True), ("seven", True), ("three", False)])
def test_a_rank_bears_out_how_many_stand_before_or_behind_it(many: str, is_so: bool) -> None:
    text = f"Hillbury is {{{{ here }}}} of {{{{ here.of }}}} districts by jobs, and only {many} were slower."
    made = claim(text, figures={"here": spec("jobs", place="TOWN", as_="rank")}, holds=(test("here", "below", 9.0),))
    results = {"made": {"here": {"value": 8.0, "of": 10, "parts": {"of": "10"}}}}
    assert ("said-of-all" not in rules(check_prose(material(made, results=results)))) is is_so


def test_three_periods_bear_out_a_row_of_years() -> None:
    years = {name: spec("jobs", period=period) for name, period in (("a", "2021"), ("b", "2022"), ("c", "2023"))}
    text = "Jobs have risen two years in a row: {{ a }}, {{ b }} and {{ c }}."
    results = {"made": {"a": {"value": 1.0}, "b": {"value": 2.0}, "c": {"value": 3.0}}}
    up = (test("b", "above", "a"), test("c", "above", "b"))
    for holds, is_borne_out in ((up, True), (up[:1], False)):
        made = material(claim(text, figures=years, holds=holds), results=results)
        assert ("said-of-all" not in rules(check_prose(made))) is is_borne_out


def test_a_claim_in_the_paragraph_bears_out_what_stands_before_it() -> None:
    most = claim("Hillbury lost the most, {{ here }}.", figures=TOWN, holds=(HIGHEST,))
    for holds, is_borne_out in ((HIGHEST, True), (MANY, False)):
        made = material(
            claim(most.text, figures=TOWN, holds=(holds,)),
            chapters=[chapter("Every district lost some. {{ claim:made }}")],
        )
        broken = [one for one in check_prose(made) if one.record == "chapter:people"]
        assert ("said-of-all" not in rules(broken)) is is_borne_out


CAUSES = (
    "Because homes were built, jobs fell by {{ fall.abs }}.",
    "Jobs fell by {{ fall.abs }}, thanks to the new road.",
    "Jobs fell by {{ fall.abs }} as a result of rising rents.",
    "Jobs fell by {{ fall.abs }}, driven by the price of land.",
    "Rents have led to a loss: jobs fell by {{ fall.abs }}.",
)
NO_CAUSES = (
    "Jobs fell by {{ fall.abs }}; nobody has shown why.",
    "Jobs fell by {{ fall.abs }}, not because of rents.",
    "We show that jobs fell by {{ fall.abs }} because it matters to firms.",
    "Jobs fell by {{ fall.abs }}, and the report is due to come out in May.",
)
FALL = {"fall": spec("jobs", as_="change", period="2013..2023")}


@pytest.mark.parametrize(("text", "is_cause"), [*((one, True) for one in CAUSES), *((one, False) for one in NO_CAUSES)])
def test_why_a_figure_moved_is_said_with_who_found_it(text: str, is_cause: bool) -> None:
    down = test("fall", "below", 0.0)
    results = {"made": {"fall": {"value": -3.0, "parts": {"abs": "3"}}}}
    told = claim(text, figures=FALL, holds=(down,))
    assert ("untested-cause" in rules(check_prose(material(told, results=results)))) is is_cause
    quoted = claim(text, figures=FALL, holds=(down,), findings=("study",))
    assert "untested-cause" not in rules(check_prose(material(quoted, results=results, findings=[finding("study")])))

"""Kinds of lies that were silent once: each beside a true sentence of the same words."""

from __future__ import annotations

import pytest

from placewright.core.issues import Severity
from placewright.ledger.prose.as_read import check_and_read
from placewright.records.claim import Threshold
from placewright.records.stated import Stated

from .prose_makers import chapter, check_prose, claim, finding, material, rules, said, spec, test

OF_EVERYBODY = (
    "Nobody in the county is badly paid.",
    "No one in Hillbury is ever short of work.",
    "Everybody in the county can afford a home.",
    "Everyone who lives here shares in the growth.",
    "Every worker in the county earns enough to rent.",
    "No firm in the county exports.",
    "None of the county's residents lives in poverty.",
    "Not a single household goes without fast broadband.",
    "All residents of Lowdale are well housed.",
    "Every village is well connected.",
)
NOT_OF_EVERYBODY = (
    "Nobody in the county was asked for this document.",
    "Nobody typed them, and nobody has agreed to it.",
    "Everyone knows of the trains to London.",
    "Growth is inclusive when everybody can take part in it and gain from it.",
    "No resident answered in their own name.",
    "We want every worker in the county to be well paid.",
    "Every pupil should find work that pays.",
    "Every child has to go to school until 16.",
    "All members of the board are unpaid.",
    "No firm is named in the tables.",
    "Not every firm that is asked will answer.",
)


@pytest.mark.parametrize("sentence", OF_EVERYBODY)
def test_how_everybody_or_nobody_fares_is_not_said_without_a_test(sentence: str) -> None:
    found = said(sentence)
    assert "said-of-all" in rules(found)
    assert {one.issue.severity for one in found if one.rule == "said-of-all"} == {Severity.WARNING}


@pytest.mark.parametrize("sentence", NOT_OF_EVERYBODY)
def test_what_nobody_did_or_everybody_should_have_is_left_alone(sentence: str) -> None:
    assert "said-of-all" not in rules(said(sentence))


def test_a_claim_may_say_it_of_all_where_its_share_is_tested_against_the_whole() -> None:
    text = "Every household has fast broadband: {{ here }}."
    figures = {"here": spec("gigabit")}
    whole = claim(text, figures=figures, holds=(test("here", "equals", 100.0, within=0.01),))
    most = claim(text, figures=figures, holds=(test("here", "above", 80.0),))
    assert "said-of-all" not in rules(check_prose(material(whole)))
    found = [one for one in check_prose(material(most)) if one.rule == "said-of-all"]
    assert [one.issue.severity for one in found] == [Severity.ERROR]


COMPARED = (
    "The county's office stock has been climbing steadily.",
    "Vacancies are dwindling in Hillbury.",
    "House prices have stayed within easy reach of ordinary earners.",
    "Rents are out of reach of young families.",
    "Wages have stayed flat.",
    "Demand for homes remained very strong.",
    "Women and men now earn the same for an hour's work.",
    "On skills the county is on a par with England.",
    "There is no pay gap between women and men.",
    "Few places in the country can match its firms.",
    "Children in Hillbury have the hardest start of any in the county.",
    "Lowdale has the leafiest streets in the county.",
)
NOT_COMPARED = (
    "The climbing wall at the leisure centre is open.",
    "The office remained open during the works.",
    "Homes should be within reach of young families.",
    "The park is within easy reach of London.",
    "The two plans cost money, and the same councils pay for both.",
    "Few places on the board are filled.",
    "The forest in the county is open, and interest in the region is welcome.",
    "The latest of the plans is the one that counts.",
    "It remained high on the agenda.",
    "Every council paid the same attention to it.",
)


@pytest.mark.parametrize("sentence", COMPARED)
def test_what_climbs_stays_or_is_alike_needs_a_claim(sentence: str) -> None:
    assert "untested-comparison" in rules(said(sentence))


@pytest.mark.parametrize("sentence", NOT_COMPARED)
def test_the_same_words_of_something_else_compare_nothing(sentence: str) -> None:
    assert not said(sentence)


FORETOLD = (
    "By the end of the decade the county will have overtaken Cambridgeshire.",
    "The gap will have closed by then.",
    "Productivity can be expected to grow until the end of the decade.",
    "The growth of jobs can be relied on to continue.",
)
NOT_FORETOLD = (
    "If land is found, jobs can be expected to grow.",
    "The board will have met twice by then.",
    "The plan can be expected to change when it is read again.",
    "Until the end of the decade the fund will pay for it.",
)


@pytest.mark.parametrize("sentence", FORETOLD)
def test_what_will_have_come_about_is_a_forecast(sentence: str) -> None:
    assert rules(said(sentence)) == ["untested-forecast"]


@pytest.mark.parametrize("sentence", NOT_FORETOLD)
def test_conditions_and_plans_are_none(sentence: str) -> None:
    assert "untested-forecast" not in rules(said(sentence))


def test_a_pace_that_is_said_to_last_is_foretold_in_a_claim_too() -> None:
    text = "Jobs grew by {{ here }} a year, a pace that can be expected to hold until the end of the decade."
    figures = {"here": spec("jobs", period="2012..2022", as_="growth-per-year")}
    holds = (test("here", "above", 0.5),)
    assert "untested-forecast" in rules(check_prose(material(claim(text, figures=figures, holds=holds))))


BLAMED = (
    "The decline of Hillbury is down to the loss of its buses.",
    "The county's success is the work of its council.",
    "Poverty in the town stems from bad roads.",
    "The growth of firms was driven by cheap rents.",
)
NOT_BLAMED = (
    "The loss of homes may be due to the price of land.",
    "Whether the decline is due to prices is open.",
    "The growth plan is due to be published in May.",
    "The growth deal is the work of the council's officers, and its text is theirs.",
    "The decline is not due to rents alone.",
)


@pytest.mark.parametrize("sentence", BLAMED)
def test_a_cause_of_what_went_up_or_down_needs_who_found_it(sentence: str) -> None:
    assert "untested-cause" in rules(said(sentence))


@pytest.mark.parametrize("sentence", NOT_BLAMED)
def test_what_may_be_the_cause_is_left_alone(sentence: str) -> None:
    assert "untested-cause" not in rules(said(sentence))


def test_a_cause_that_somebody_is_quoted_for_is_left_alone() -> None:
    study = finding("study", share=Stated(30.0, "%"))
    made = material(
        chapters=[chapter("The decline of shops is due to rents in {{ quoted:study.share }} of cases.")],
        findings=[study],
    )
    assert "untested-cause" not in rules(check_prose(made))


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        ("most of it had gone", True),
        ("the bulk of it was lost", True),
        ("the county has kept the bulk of it", False),
        ("most of our lead is still there", False),
    ],
)
def test_most_kept_and_most_lost_are_held_against_the_side_of_the_test(words: str, *, is_so: bool) -> None:
    text = f"The lead was {{{{ then }}}} in {{{{ then.period }}}} and {{{{ now }}}} in {{{{ now.period }}}}: {words}."
    figures = {"then": spec("gva", period="2004"), "now": spec("gva")}
    made = claim(text, figures=figures, holds=(test("now", "below", Threshold("then", times=0.5)),))
    results = {"made": {"then": {"value": 20.0, "text": "20"}, "now": {"value": 4.0, "text": "4"}}}
    assert ("unbound-number" not in rules(check_prose(material(made, results=results)))) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("In {{ now.period }} {{ then }} were in work, and {{ now }} now.", False),
        ("In {{ then.period }} {{ then }} were in work, and in the same year {{ now }} had no work.", False),
        ("In {{ then.period }} {{ then }} were in work, and in {{ now.period }} {{ now }}.", True),
        ("In {{ now.period }} it was more than the {{ then }} of {{ then.period }}: {{ now }}.", True),
    ],
)
def test_a_year_said_before_a_figure_is_its_own(text: str, *, is_so: bool) -> None:
    figures = {"then": spec(period="2010"), "now": spec(period="2023")}
    results = {"made": {"then": {"value": 10.0, "text": "10%"}, "now": {"value": 14.0, "text": "14%"}}}
    made = material(claim(text, figures=figures, holds=(test("now", "above", "then"),)), results=results)
    assert ("figure-of-another" not in rules(check_prose(made))) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Hillbury is {{ rank }} of {{ rank.of }}, a showing that few places in the country can match.", False),
        ("Hillbury is {{ rank }} of {{ rank.of }}: its place is unrivalled.", False),
        ("Hillbury is {{ rank }} of {{ rank.of }}, and many places can match it.", True),
    ],
)
def test_a_rank_behind_the_middle_is_not_one_that_few_can_match(text: str, *, is_so: bool) -> None:
    figures = {"rank": spec(as_="rank")}
    results = {"made": {"rank": {"value": 30.0, "text": "30th", "of": 38}}}
    made = material(claim(text, figures=figures, holds=(test("rank", "above", 20.0),)), results=results)
    assert ("rank-turned-round" not in rules(check_prose(made))) is is_so


@pytest.mark.parametrize(
    ("of", "word", "is_so"),
    [
        ("office-floorspace", "worst", False),
        ("office-floorspace", "best", False),
        ("office-floorspace", "highest", True),
        ("unemployment-rate", "worst", True),
        ("employment-rate", "best", True),
    ],
)
def test_best_and_worst_are_not_said_of_what_has_no_better_end(of: str, word: str, *, is_so: bool) -> None:
    text = f"Hillbury's figure was {{{{ here }}}}, the {word} of the districts."
    holds = (test("here", "highest-in", among="members"),)
    found = check_prose(material(claim(text, figures={"here": spec(of, place="TOWN")}, holds=holds)))
    judged = [one for one in found if one.rule == "better-or-worse"]
    assert (not judged) is is_so
    assert all(one.issue.severity is Severity.WARNING and "polarity" in one.issue.fix for one in judged)


def test_fewer_than_three_in_four_is_held_against_that_number_and_no_other_figure() -> None:
    text = "Lines reach {{ best }} in Hillbury but fewer than three in four homes in Lowdale ({{ worst }})."
    figures = {"best": spec("gigabit", place="TOWN"), "worst": spec("gigabit", place="VALE")}
    results = {"made": {"best": {"value": 91.0, "text": "91%"}, "worst": {"value": 73.0, "text": "73%"}}}
    made = claim(text, figures=figures, holds=(test("worst", "below", 75.0),))
    assert not check_prose(material(made, results=results))


@pytest.mark.parametrize(
    "sentence",
    [
        "Skills bootcamps are short courses of up to 16 weeks with an interview at the end.",
        "Placements last 6 to 12 weeks.",
        "Residents who were under 16 on that day are left out.",
    ],
)
def test_the_length_of_a_course_and_an_age_may_be_typed(sentence: str) -> None:
    assert not said(sentence)


@pytest.mark.parametrize("sentence", ["Jobs rose by 16 weeks' worth.", "Waits of 16 weeks are usual."])
def test_other_weeks_may_not(sentence: str) -> None:
    assert "unbound-number" in rules(said(sentence))


def test_that_every_other_district_moved_the_other_way_needs_a_test_of_them() -> None:
    assert rules(said("Every other district moved the opposite way.")) == ["said-of-all"]
    assert not said("Every other district has a plan of its own.")


def test_its_lowest_is_borne_out_by_a_test_over_its_years() -> None:
    text = "In {{ then.period }} it was {{ then }}, which was its lowest; by {{ now.period }} it was {{ now }}."
    figures = {"then": spec(period="2012"), "now": spec(period="2022")}
    results = {"made": {"then": {"value": 8.0, "text": "8%"}, "now": {"value": 14.0, "text": "14%"}}}
    over = (test("then", "lowest-over", over="all"), test("now", "above", "then"))
    assert not check_prose(material(claim(text, figures=figures, holds=over), results=results))
    found = check_prose(material(claim(text, figures=figures, holds=over[1:]), results=results))
    assert rules(found) == ["untested-comparison"]


def test_fewer_than_ten_people_is_the_size_of_a_firm_and_no_comparison_with_the_figure_behind_it() -> None:
    text = "{{ here }} of firms employed fewer than ten people, more than in England ({{ england }})."
    other = "In all {{ here }} of firms employed fewer than ten people ({{ england }} in England)."
    figures = {"here": spec("micro"), "england": spec("micro", place="ENGLAND")}
    results = {"made": {"here": {"value": 90.0, "text": "90%"}, "england": {"value": 89.0, "text": "89%"}}}
    for one in (text, other):
        made = claim(one, figures=figures, holds=(test("here", "above", "england"),))
        assert not check_prose(material(made, results=results))


@pytest.mark.parametrize(
    ("sentence", "is_typed"),
    [
        ("The average commuter spends over an hour on the train.", True),
        ("A typical family waits more than two years for a home.", True),
        ("The workshop takes over an hour.", False),
        ("The board takes about two years to build.", False),
    ],
)
def test_what_the_average_one_spends_is_a_number(sentence: str, *, is_typed: bool) -> None:
    assert ("unbound-number" in rules(said(sentence))) is is_typed


@pytest.mark.parametrize(
    ("sentence", "is_noted"),
    [
        ("Hillbury has turned the corner.", True),
        ("Our firms spend next to nothing on research.", True),
        ("Broadband in the villages leaves nothing to be desired.", True),
        ("Our chapters say what we could not see.", False),
        ("Our offer is open to firms.", False),
    ],
)
def test_sayings_of_how_a_place_fares_are_listed_to_be_read(sentence: str, *, is_noted: bool) -> None:
    made = material(chapters=[chapter(sentence)])
    assert bool([one for one in check_and_read(made) if one.rule == "unread"]) is is_noted


def test_the_number_of_people_may_grow_by_per_cent_but_not_rise_to_a_share() -> None:
    def found(text: str, of: str) -> list[str]:
        made = claim(text, figures={"here": spec(of)}, holds=(test("here", "above", 1.0),))
        return rules(check_prose(material(made)))

    assert "figure-of-another" not in found("The number of people in Hillbury grew by {{ here }}.", "population-growth")
    assert "figure-of-another" in found("The number of people in work rose to {{ here }}.", "employment-rate")


@pytest.mark.parametrize(
    ("than", "is_so"),
    [("England", True), ("England as a whole", True), ("the East of England", False), ("North England", False)],
)
def test_a_part_of_the_country_is_not_the_country(than: str, *, is_so: bool) -> None:
    figures = {"here": spec("jobs"), "more": spec("jobs", as_="difference-from:ENGLAND")}
    text = f"There are {{{{ here }}}} jobs, {{{{ more }}}} more than in {than}."
    results = {"made": {"more": {"value": 5.0, "text": "5"}}}
    made = claim(text, figures=figures, holds=(test("more", "above", 0.0),))
    found = set(rules(check_prose(material(made, results=results))))
    assert (found.isdisjoint({"piled-comparison", "unlike-comparison"})) is is_so


def test_a_percentage_is_for_no_other_number_of_people() -> None:
    text = "They were {{ here }} for every 10,000 residents."
    assert "figure-of-another" in rules(check_prose(material(claim(text, figures={"here": spec()}))))


@pytest.mark.parametrize(("year", "is_so"), [("2023", True), ("2025", False)])
def test_what_could_be_had_is_no_forecast(year: str, *, is_so: bool) -> None:
    text = f"By the end of {year} gigabit broadband could be had by {{{{ here }}}} of premises."
    made = claim(text, figures={"here": spec("gigabit", period="2023")})
    assert ("other-year" not in rules(check_prose(material(made)))) is is_so


@pytest.mark.parametrize(
    ("words", "is_so"),
    [("manufacturing", True), ("construction", False), ("digital firms", False), ("workshops", True)],
)
def test_a_figure_of_one_industry_is_not_told_of_another(words: str, *, is_so: bool) -> None:
    made = claim(f"They had {{{{ here }}}} of jobs in {words}.", figures={"here": spec("jobs", member="industry=C")})
    assert ("figure-of-another" not in rules(check_prose(material(made)))) is is_so


def test_two_industries_may_be_told_of_where_each_has_its_figure() -> None:
    figures = {"made": spec("jobs", member="industry=C"), "built": spec("jobs", member="industry=F")}
    text = "Manufacturing had {{ made }} jobs and construction {{ built }}."
    assert "figure-of-another" not in rules(check_prose(material(claim(text, figures=figures))))


@pytest.mark.parametrize(("word", "is_so"), [("GVA", True), ("exports", False), ("profits", False)])
def test_output_is_neither_exports_nor_profits(word: str, *, is_so: bool) -> None:
    made = claim(f"Workplaces made {{{{ here }}}} of {word}.", figures={"here": spec("gva")})
    assert ("two-names" not in rules(check_prose(material(made)))) is is_so


@pytest.mark.parametrize(("words", "is_so"), [("in work", True), ("self-employed", False), ("out of work", False)])
def test_those_in_work_are_not_the_self_employed(words: str, *, is_so: bool) -> None:
    made = claim(f"Of adults {{{{ here }}}} were {words}.", figures={"here": spec("employment-rate")})
    assert ("two-names" not in rules(check_prose(material(made)))) is is_so

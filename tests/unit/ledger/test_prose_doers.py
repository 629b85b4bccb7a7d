"""Who did it and what came about; what is to come; who backs a plan; and words that do not fit a printed number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placewright.core.issues import Severity
from placewright.ledger.prose.rules import check_prose as found_in
from placewright.records.funding import FundingStream
from placewright.records.stated import Stated
from placewright.records.verdict import Verdict

from . import prose_makers
from .prose_makers import chapter, check_prose, claim, finding, indicator, material, rules, said, spec, test

OF_ANOTHER = "figure-of-another"
MADE = {
    one.id: one
    for one in (
        indicator("formation", "GBP", definition="Gross fixed capital formation in buildings, for each resident."),
        indicator("research", "GBP", definition="Research income of universities of the place."),
        indicator("worth", "GBP/hour", definition="The value that an hour of work adds, where the work is done."),
        indicator("filled-jobs", "jobs", definition="Filled jobs at workplaces of the place."),
        indicator("homes", "dwellings", definition="Homes added in a financial year, less those lost."),
        indicator("absence", "%", definition="The part of pupils who missed a tenth or more of their sessions."),
        indicator("at-home", "%", definition="Of residents with a fixed workplace, the part who work in the place."),
        indicator("premises", "%", definition="The part of premises where fast lines can be had."),
        indicator("real", "GBP million 2022", name="Real gross value added", definition="The volume of value added."),
        indicator("firms", "enterprises", definition="Enterprises registered in March."),
    )
}


@pytest.fixture(autouse=True)
def more_indicators(monkeypatch: pytest.MonkeyPatch) -> None:
    for id, one in MADE.items():
        monkeypatch.setitem(prose_makers.DEFINITIONS, id, one)


def found(text: str, of: str) -> list[str]:
    """The rules that a claim with one figure `here`, above 1, breaks."""
    return rules(check_prose(material(claim(text, figures={"here": spec(of)}, holds=(test("here", "above", 1.0),)))))


@pytest.mark.parametrize(
    ("of", "lie", "truth"),
    [
        ("formation", "Firms invested {{ here }} a head.", "Firms and councils together invested {{ here }} a head."),
        ("formation", "Firms in Hillbury put {{ here }} a head into buildings.", "Investment was {{ here }} a head."),
        (
            "research",
            "The University of Hillbury won {{ here }} for research.",
            "The universities won {{ here }} for research.",
        ),
        ("worth", "A resident made {{ here }} an hour.", "An hour of work made {{ here }}."),
        ("worth", "An hour earned a worker {{ here }} in wages.", "An hour's work added {{ here }}."),
        ("filled-jobs", "The county created {{ here }} jobs.", "The county had {{ here }} jobs."),
        ("firms", "It gained {{ here }} businesses.", "It had {{ here }} businesses."),
        ("absence", "The number of pupils absent reached {{ here }}.", "The share of pupils absent was {{ here }}."),
        ("absence", "On a typical day {{ here }} of pupils were absent.", "Of pupils {{ here }} were often absent."),
        (
            "at-home",
            "Of residents in work {{ here }} worked in the county.",
            "Of residents with a fixed workplace {{ here }} worked in the county.",
        ),
        (
            "at-home",
            "Every day {{ here }} of residents stay in the county.",
            "On census day {{ here }} of residents stayed in the county.",
        ),
        ("premises", "Fast lines reach {{ here }} of people.", "Fast lines reach {{ here }} of premises."),
        ("real", "In cash terms it came to {{ here }}.", "In prices of 2022 it came to {{ here }}."),
        ("firms", "{{ here }} people were self-employed.", "{{ here }} enterprises were registered."),
    ],
)
def test_who_did_it_and_what_came_about_are_as_the_indicator_has_them(of: str, lie: str, truth: str) -> None:
    assert OF_ANOTHER in found(lie, of)
    assert OF_ANOTHER not in found(truth, of)


def test_homes_are_added_since_they_are_counted_as_they_come() -> None:
    assert OF_ANOTHER not in found("The county added {{ here }} homes.", "homes")


def test_the_same_firms_were_born_in_one_year() -> None:
    text = "Of firms born in {{ one.period }} {{ one }} were active. Later {{ two }} of the same firms were."
    figures = {"one": spec("survival", period="2020"), "two": spec("survival", period="2019")}
    made = claim(text, figures=figures, holds=(test("one", "above", "two"),))
    assert OF_ANOTHER in rules(check_prose(material(made)))
    apart = replace(made, text=text.replace("of the same firms", "of others"))
    assert OF_ANOTHER not in rules(check_prose(material(apart)))


def test_nothing_is_certain_that_the_figures_cannot_tell() -> None:
    made = material(claim("Work is {{ here }}, undoubtedly.", holds=(test("here", "above", 1.0),)))
    assert "words-against-figures" not in rules(found_in(made))
    open_ = {id: replace(result, verdict=Verdict.CANNOT_TELL) for id, result in made.results.items()}
    assert "words-against-figures" in rules(found_in(made.as_if(results=open_, claims={})))


def test_a_word_of_an_end_speaks_of_the_figure_of_its_own_clause() -> None:
    figures = {name: spec(place=place) for name, place in (("low", "TOWN"), ("next", "HERE"), ("high", "VALE"))}
    holds = (test("low", "lowest-in", among="members"), test("next", "lowest-in", among="members"))
    holds = (*holds, test("high", "highest-in", among="members"))
    text = "Hillbury had {{ low }}, North Vale {{ next }}; Lowdale had the highest ({{ high }})."
    rule = "words-against-figures"
    assert rule not in rules(check_prose(material(claim(text, figures=figures, holds=holds))))
    assert rule in rules(check_prose(material(claim(text.replace("highest", "lowest"), figures=figures, holds=holds))))


def test_a_claim_of_a_district_names_it() -> None:
    figures = {"here": spec(place="TOWN")}
    holds = (test("here", "above", 1.0),)
    assert "other-place" in rules(
        check_prose(material(claim("Of people {{ here }} work.", figures=figures, holds=holds)))
    )
    for text in ("In Hillbury {{ here }} of people work.", "In the district {{ here }} of people work."):
        assert "other-place" not in rules(check_prose(material(claim(text, figures=figures, holds=holds))))


LOUD = (
    "Output in Hillbury will fall.",
    "House prices are set to keep rising.",
    "Incomes will soon catch up.",
    "The number of jobs is bound to grow.",
)
QUIET = (
    "If no land is found, output in Hillbury will fall.",
    "House prices may keep rising.",
    "The register will grow as sites are added.",
    "The programme will end in March 2028.",
    "Nobody knows whether incomes will catch up.",
    "The target is that incomes will rise.",
    "The review asks how fast the gap will close.",
    "The board will publish a report each autumn.",
)


@pytest.mark.parametrize("text", LOUD)
def test_a_forecast_is_not_told_as_a_fact(text: str) -> None:
    issues = [one for one in check_prose(material(chapters=[chapter(text)])) if one.rule == "untested-forecast"]
    assert [one.issue.severity for one in issues] == [Severity.WARNING]


@pytest.mark.parametrize("text", QUIET)
def test_conditions_targets_and_plans_are_no_forecasts(text: str) -> None:
    assert "untested-forecast" not in rules(said(text))


def test_a_forecast_that_is_quoted_is_its_sources() -> None:
    quoted = finding("forecast", main=Stated(4.0, "%", "4%"))
    issues = said("Output will fall by {{ quoted:forecast }}.", findings=[quoted])
    assert "untested-forecast" not in rules(issues)


BEYOND = "beyond-its-source"


@pytest.mark.parametrize(
    "text",
    [
        "Residents of all ten districts back the plan.",
        "Businesses across the county support these priorities.",
        "The public overwhelmingly endorsed the draft.",
        "Everyone who took part agreed that offices matter.",
    ],
)
def test_that_many_back_a_plan_is_said_with_who_asked_them(text: str) -> None:
    assert BEYOND in rules(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "The board supports apprenticeships at every level.",
        "No survey has asked residents whether they support the plan.",
        "We want residents to support the plan.",
        "Residents were not asked whether they back it.",
        "Councils backed the bid with letters.",
        "Local people support each other in hard times.",
    ],
)
def test_what_bodies_decide_and_what_nobody_asked_is_left_alone(text: str) -> None:
    assert BEYOND not in rules(said(text))


DEAL = FundingStream("deal", "Vale Deal, both rounds", "G", "", total=20.0, scope="both rounds together")
FIRST = FundingStream("first", "Vale Deal, first round", "G", "", total=12.0, scope="first round alone")


@pytest.mark.parametrize(
    ("text", "is_slip"),
    [
        ("The deal came to {{ quoted:deal }}, all of it spent.", True),
        ("The deal brought {{ quoted:deal }}, and every penny was spent.", True),
        ("The deal came to {{ quoted:deal }}, none of it spent.", False),
        ("How much of the {{ quoted:deal }} was spent is not known.", False),
    ],
)
def test_what_a_fund_holds_is_not_said_to_be_spent_behind_a_comma_either(text: str, is_slip: bool) -> None:
    assert (BEYOND in rules(said(text, funding=[DEAL]))) is is_slip


def test_a_part_of_a_fund_does_not_come_on_top_of_the_whole() -> None:
    top = "The first round brought {{ quoted:first }}, and the deal of {{ quoted:deal }} came on top of it."
    part = "The first round brought {{ quoted:first }} of the {{ quoted:deal }} of the deal."
    assert "parts-and-total" in rules(said(top, funding=[DEAL, FIRST]))
    assert "parts-and-total" not in rules(said(part, funding=[DEAL, FIRST]))


def test_that_one_lost_the_most_does_not_say_that_all_lost() -> None:
    figures = {"here": spec("jobs", place="TOWN", as_="change-percent", period="2013..2023")}
    lost = claim(
        "Jobs fell the most in Hillbury: {{ here }}.",
        figures=figures,
        holds=(test("here", "lowest-in", among="members"),),
    )
    made = material(lost, chapters=[chapter("{{ claim:made }} Every district lost jobs.")])
    assert "said-of-all" in rules(check_prose(made))
    least = replace(lost, holds=(test("here", "highest-in", among="members"),))
    made = material(least, chapters=[chapter("{{ claim:made }} Every district lost jobs.")])
    assert "said-of-all" not in rules(check_prose(made))


def joins(text: str, /, **changed: object) -> list[str]:
    """What is said of words that do not fit the figure `here`, with fields of it replaced."""
    made = material(claim(text, holds=(test("here", "above", 1.0),)), results={"made": {"here": changed}})
    return [str(one.issue) for one in check_prose(made) if one.rule == "misjoined-number"]


@pytest.mark.parametrize(
    ("period", "label", "refused", "fits"),
    [
        ("2023-09-30", "30 September 2023", "In", "On"),
        ("2023", "2023", "On", "In"),
        ("P1Y/2023-09", "year to September 2023", "In", "In the"),
    ],
)
def test_the_word_before_a_period_fits_its_kind(period: str, label: str, refused: str, fits: str) -> None:
    text = "%s {{ here.period }} {{ here }} were in work."
    changed = {"period": period, "period_label": label}
    assert f"Write '{fits.lower()} {label}'." in joins(text % refused, **changed)[0]
    assert not joins(text % fits, **changed)


@pytest.mark.parametrize(
    ("printed", "refused", "fits"),
    [
        ("about 12%", "About about {{ here }} work.", ""),
        ("about 12%", "Nearly {{ here }} work.", "Of them {{ here }} work."),
        ("−3%", "It fell by {{ here }}.", "It changed by {{ here }}."),
        ("8%", "It saw a {{ here }} rise.", "It saw an {{ here }} rise."),
        ("12%", "It saw an {{ here }} rise.", "It saw a {{ here }} rise."),
        ("18.5%", "It saw a {{ here }} rise.", "It saw an {{ here }} rise."),
        ("1", "There was {{ here }} neighbourhoods.", "There was {{ here }} neighbourhood."),
        ("2.5 percentage points", "It is {{ here }} points.", "It is {{ here }}."),
    ],
)
def test_words_beside_a_number_fit_how_it_is_printed(printed: str, refused: str, fits: str) -> None:
    assert joins(refused, text=printed)
    assert not fits or not joins(fits, text=printed)

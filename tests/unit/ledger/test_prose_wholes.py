"""The prose rules on what a share is of, what a rate is for each of, who does what, and the signs beside figures."""

from __future__ import annotations

from typing import Any

import pytest

from placewright.ledger.prose import PlainText
from placewright.records.event import Event, EventKind
from placewright.records.stated import Stated

from .prose_makers import check_prose, claim, material, rules, spec, test


def found(sentence: str, indicator: str, **result: Any) -> list[str]:
    made = claim(sentence, figures={"here": spec(indicator)}, holds=(test("here", "above", 1.0),))
    return rules(check_prose(material(made, results={"made": {"here": result}})))


@pytest.mark.parametrize(
    ("text", "indicator", "is_wrong"),
    [
        ("{{ here }} of North Vale's employees work for small firms.", "micro", True),
        ("{{ here }} of all jobs are in small firms.", "micro", True),
        ("{{ here }} of the county's residents run small firms.", "micro", True),
        ("{{ here }} of North Vale's businesses are small.", "micro", False),
        ("{{ here }} of active firms employ few people.", "micro", False),
        ("{{ here }} of the county's firms build houses.", "construction", True),
        ("{{ here }} of employees build houses.", "construction", False),
        ("{{ here }} of people at work build houses.", "construction", False),
        ("{{ here }} people work here.", "population", True),
        ("{{ here }} residents have jobs.", "population", True),
        ("{{ here }} people live here.", "population", False),
        ("{{ here }} people come to work here.", "come", False),
        ("{{ here }} of residents leave North Vale to work.", "stay", True),
        ("{{ here }} stay in North Vale to work.", "stay", False),
        ("{{ here }} of residents need not leave North Vale to work.", "stay", False),
        ("{{ here }} of residents don't travel out to work.", "stay", False),
        ("{{ here }} of residents work in North Vale.", "stay", False),
        ("{{ here }} people came into the county to work.", "go", True),
        ("{{ here }} people leave the county to work.", "go", False),
        ("{{ here }} people went to London to work.", "come", True),
        ("{{ here }} people leave London to work in North Vale.", "come", False),
        ("{{ here }} people stayed in the county to work.", "go", True),
        ("North Vale has old people: {{ here }}.", "old-age", True),
        ("For every 100 people of working age {{ here }} are old.", "old-age", False),
        ("Old people, for each hundred of working age, come to {{ here }}.", "old-age", False),
        ("An hour's work made £{{ here }}.", "gva-per-hour-index", True),
        ("An hour's work made {{ here }}, where the UK is 100.", "gva-per-hour-index", False),
        ("There are {{ here }}% jobs.", "jobs", True),
        ("At work are {{ here }}% of adults.", "employment-rate", True),
        ("At work are {{ here }} of adults.", "employment-rate", False),
    ],
)
def test_a_figure_is_of_what_its_indicator_counts(text: str, indicator: str, is_wrong: bool) -> None:
    assert ("figure-of-another" in found(text, indicator)) is is_wrong


def test_a_plain_number_of_pounds_may_have_its_sign_typed() -> None:
    assert "figure-of-another" not in found("An hour pays £{{ here }}.", "hourly-pay", text="12.50")
    assert "figure-of-another" in found("An hour pays £{{ here }}.", "hourly-pay", text="£12.50")


def two(text: str, indicator: str, here: float, there: float, *, sign: str) -> list[str]:
    figures = {"here": spec(indicator), "there": spec(indicator, place="ENGLAND")}
    made = claim(text, figures=figures, holds=(test("here", sign, "there"),))
    return rules(check_prose(material(made, results={"made": {"here": {"value": here}, "there": {"value": there}}})))


@pytest.mark.parametrize(
    ("words", "is_more"),
    [
        ("outlasting England's ({{ there }})", True),
        ("outnumbering England's ({{ there }})", True),
        ("and so died sooner than England's ({{ there }})", False),
        ("and closed earlier than in England ({{ there }})", False),
    ],
)
def test_who_outlasts_and_who_dies_sooner_agrees_with_the_figures(words: str, is_more: bool) -> None:
    text = f"Of new firms {{{{ here }}}} were still active, {words}."
    assert ("words-against-figures" in two(text, "survival", 40.0, 38.0, sign="above")) is not is_more
    assert ("words-against-figures" in two(text, "survival", 36.0, 38.0, sign="below")) is is_more


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("It fell by {{ here.abs }}, as it did in England ({{ there }}).", True),
        ("It fell by {{ here.abs }}, and so it did in England ({{ there }}).", True),
        ("It fell by {{ here.abs }}, while England's grew ({{ there }}).", False),
        ("It fell by {{ here.abs }}; in England it did not ({{ there }}).", False),
    ],
)
def test_what_moved_likewise_moved_the_same_way(text: str, is_wrong: bool) -> None:
    figures = {
        name: spec("jobs", as_="change-percent", period="2013..2023", place=place)
        for name, place in (("here", "HERE"), ("there", "ENGLAND"))
    }
    holds = (test("here", "below", 0.0), test("there", "above", 0.0))
    results = {"made": {"here": {"value": -3.0, "parts": {"abs": "3%"}}, "there": {"value": 4.0}}}
    broken = rules(check_prose(material(claim(text, figures=figures, holds=holds), results=results)))
    assert ("words-against-figures" in broken) is is_wrong


@pytest.mark.parametrize(
    ("word", "is_wrong"), [("slowed", False), ("quickened", True), ("fallen", False), ("accelerated", True)]
)
def test_a_movement_that_two_figures_follow_agrees_with_them(word: str, is_wrong: bool) -> None:
    figures = {"then": spec("population-growth", period="2013"), "now": spec("population-growth", period="2023")}
    text = f"Growth has {word}: {{{{ then }}}} in {{{{ then.period }}}}, {{{{ now }}}} in {{{{ now.period }}}}."
    results = {"made": {"then": {"value": 9.0}, "now": {"value": 6.0}}}
    made = material(claim(text, figures=figures, holds=(test("now", "below", "then"),)), results=results)
    assert ("words-against-figures" in rules(check_prose(made))) is is_wrong


def other(text: str, **more: Any) -> list[str]:
    """The rules that a text of another record breaks."""
    kept = claim("In {{ here }} of firms fewer apprentices began than in England.", figures={"here": spec()})
    made = claim(kept.text, figures={"here": spec()}, holds=(test("here", "below", 50.0),))
    one = PlainText("priority:one", "priorities/one.md", text, **more)
    return rules([issue for issue in check_prose(material(made, others=[one])) if issue.record == "priority:one"])


def test_a_priority_may_say_again_what_a_claim_of_it_tests() -> None:
    assert not other("The county has fewer apprentices for its size.", claims=("made",))
    assert other("The county has fewer apprentices for its size.") == ["untested-comparison"]
    assert other("The county has more apprentices for its size.", claims=("made",)) == ["untested-comparison"]
    assert other("The county has fewer roads for its size.", claims=("made",)) == ["untested-comparison"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("More people begin an apprenticeship", []),
        ("Firms manage better", []),
        ("Half a year later they are still at work", []),
        ("All who applied are asked, twice", []),
        ("Pass rates, which have fallen, turn round", ["untested-comparison"]),
        ("Rates that have fallen for five years in a row turn round", ["untested-comparison", "said-of-all"]),
        ("4,000 people begin a course", ["unbound-number"]),
        ("A third of firms use it", []),
    ],
)
def test_a_logic_model_may_say_what_should_come_but_not_what_came(text: str, broken: list[str]) -> None:
    if text.startswith("A third"):
        broken = ["unbound-number"]
    assert other(text, form="plan") == broken


def account(text: str) -> list[str]:
    answered = Stated(8.0, "districts", words="8", count_of=10.0)
    one = PlainText("event:one", "events/one.md", text, form="account", stated=(answered,))
    event = Event("one", "Consultation", EventKind.CONSULTATION, "2019-09-09", figures={"main": answered})
    return rules(
        [issue for issue in check_prose(material(events=[event], others=[one])) if issue.record == "event:one"]
    )


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("All ten districts sent an answer.", ["own-figures"]),
        ("Every district sent an answer.", ["own-figures"]),
        ("None of the districts answered.", ["own-figures"]),
        ("Nine of the ten districts answered.", ["own-figures"]),
        ("Eight of the ten districts answered.", []),
        ("Two of the ten districts did not answer.", []),
        ("Firms said that rents have risen and space is the worst of it.", []),
        ("There were 26 answers.", ["unbound-number"]),
    ],
)
def test_an_event_says_what_its_own_figures_say(text: str, broken: list[str]) -> None:
    assert account(text) == broken

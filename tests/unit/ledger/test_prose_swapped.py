"""The prose rules on figures told of whom they are not of, for longer than they are, or as hardly unlike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from placewright.ledger.prose.as_read import check_and_read
from placewright.ledger.prose.names import UNREAD
from placewright.records.claim import FigureSpec, Threshold

from .prose_makers import LEVELS, NAMES, chapter, check_prose, claim, material, rules, said, spec, test

OF_ANOTHER = "figure-of-another"

LIES = (
    ("gigabit", "In {{ here.period }} {{ here }} of Hillbury's households could have gigabit broadband."),
    ("gigabit", "In {{ here.period }} {{ here }} of residents could have gigabit broadband."),
    ("stay-here", "In {{ here.period }} {{ here }} of the people who work in North Vale lived there."),
    ("stay-here", "In {{ here.period }} {{ here }} of the county's workforce lived in North Vale."),
    ("come-from", "In {{ here.period }} {{ here }} of those who live in North Vale worked there."),
    ("output-per-head", "In {{ here.period }} each worker made {{ here }} of value added."),
    ("house-price", "The average home sold for {{ here }} in {{ here.period }}."),
    ("weekly-there", "Jobs paid {{ here }} a week on average in {{ here.period }}."),
    ("weekly-there", "A worker who lives in North Vale took home {{ here }} a week in {{ here.period }}."),
    ("years-of-pay", "The median home cost {{ here }} times what a household earned in {{ here.period }}."),
    ("healthy-years", "A girl born in {{ here.period }} can expect to live {{ here }}."),
    ("homes-added", "Over the ten years to {{ here.period }} the county gained {{ here }} homes."),
    ("homes-added", "{{ here }} homes have been added since 2010, up to {{ here.period }}."),
    ("homes-added", "By {{ here.period }} the county was adding {{ here }} homes each month."),
    ("firms-born", "In {{ here.period }} {{ here }} firms closed their doors."),
    ("children-poor", "In {{ here.period }} {{ here }} of people in North Vale lived on a low income."),
    ("value-share", "Manufacturing kept {{ here }} of the county's workers busy in {{ here.period }}."),
    ("firms-rate", "There were {{ here }} firms for every 10,000 workers in {{ here.period }}."),
)
TRUTHS = (
    ("gigabit", "In {{ here.period }} {{ here }} of premises in Hillbury could have gigabit broadband."),
    ("stay-here", "In {{ here.period }} {{ here }} of residents with a fixed workplace worked in North Vale."),
    ("come-from", "In {{ here.period }} {{ here }} of those who work in North Vale lived there."),
    ("output-per-head", "In {{ here.period }} {{ here }} of value added was made a head."),
    ("house-price", "The median home sold for {{ here }} in {{ here.period }}; what an average hides, it shows."),
    ("healthy-years", "A girl born in {{ here.period }} can expect to live in good health for {{ here }}."),
    ("homes-added", "Since 2013 the county has lost offices, and {{ here }} homes were added in {{ here.period }}."),
    ("homes-added", "In {{ here.period }} {{ here }} homes were added."),
    ("firms-born", "In {{ here.period }} {{ here }} firms were born, and some have closed since."),
    ("firms-born", "A firm is a day's work to register, and {{ here }} were born in {{ here.period }}."),
    ("children-poor", "In {{ here.period }} {{ here }} of children in North Vale lived on a low income."),
    ("value-share", "Manufacturing made {{ here }} of the county's value added in {{ here.period }}."),
    ("firms-rate", "There were {{ here }} firms for every 10,000 residents in {{ here.period }}."),
)


def found(text: str, figures: dict[str, FigureSpec], *holds: Any, **more: Any) -> list[str]:
    return [
        one
        for one in rules(check_prose(material(claim(text, figures=figures, holds=holds), **more)))
        if one != "unread"
    ]


@pytest.mark.parametrize(("of", "text"), LIES)
def test_a_figure_is_not_told_of_whom_or_how_long_it_is_not_of(of: str, text: str) -> None:
    assert OF_ANOTHER in found(text, {"here": spec(of)}, test("here", "above", than=1.5))


@pytest.mark.parametrize(("of", "text"), TRUTHS)
def test_what_a_figure_is_of_is_left_alone(of: str, text: str) -> None:
    assert OF_ANOTHER not in found(text, {"here": spec(of)}, test("here", "above", than=1.5))


def test_words_beside_figures_of_two_indicators_may_be_of_either() -> None:
    text = "Jobs paid {{ here }} a week in {{ here.period }}, less than those of people who live here ({{ home }})."
    figures = {"here": spec("weekly-there"), "home": spec("weekly-here")}
    assert OF_ANOTHER not in found(text, figures, test("here", "below", than="home"))


PAIR = {"here": spec(), "there": spec(place="ENGLAND")}


def held(text: str, here: float, there: float) -> list[str]:
    made = {"made": {"here": {"value": here}, "there": {"value": there}}}
    return found(text, PAIR, test("here", "below", than="there"), results=made)


@pytest.mark.parametrize("word", ["hardly fewer", "slightly fewer", "only just fewer"])
def test_hardly_fewer_is_not_a_third_less(word: str) -> None:
    text = f"In {{{{ here.period }}}} {{{{ here }}}} were in work, {word} than in England ({{{{ there }}}})."
    assert "words-against-figures" in held(text, 40.0, 60.0)
    assert "words-against-figures" not in held(text, 58.0, 60.0)


def test_no_fewer_is_not_less_however_much_stands_between() -> None:
    text = "In {{ here.period }} no fewer people of all ages were in work ({{ here }}) than in England ({{ there }})."
    assert "words-against-figures" in held(text, 40.0, 60.0)


def test_more_than_ten_times_is_not_what_a_test_of_eight_holds() -> None:
    text = "The median home cost more than {} years' earnings in {{{{ here.period }}}}: {{{{ here }}}}."
    figures = {"here": spec("years-of-pay")}
    assert "words-against-figures" in found(text.format("ten"), figures, test("here", "above", than=8.0))
    assert found(text.format("eight"), figures, test("here", "above", than=8.0)) == []
    two = {**figures, "there": spec("years-of-pay", place="TOWN")}
    both = (
        test("here", "above", than=8.0),
        test("there", "above", than=10.0),
        test("here", "above", than=Threshold("there")),
    )
    assert "words-against-figures" not in found(text.format("ten"), two, *both)


def test_a_figure_of_two_counties_is_not_told_of_one_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMES, "PAIR", "South Vale and North Vale")
    monkeypatch.setitem(LEVELS, "PAIR", "itl2")
    wider = {"here": replace(spec("jobs"), place="PAIR")}
    holds = test("here", "above", than=1.0)
    assert "other-place" in found("North Vale had {{ here }} jobs in {{ here.period }}.", wider, holds)
    assert found("South Vale and North Vale had {{ here }} jobs in {{ here.period }}.", wider, holds) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "If rates of interest stay high, fewer homes may be begun.",
        "A lower rate of interest would help firms that borrow.",
        "The rules were changed twice while this was written.",
    ],
)
def test_what_would_be_and_how_often_something_was_done_are_no_comparisons(sentence: str) -> None:
    assert rules(said(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Without Hillbury the county's output would have shrunk.",
        "Hillbury is a one-industry town.",
        "No young family can afford to buy in Hillbury.",
        "In Hillbury the wealthy put their money into film.",
        "Lowdale lives beyond its means.",
        "Hillbury has been left behind.",
    ],
)
def test_what_is_said_of_an_economy_in_passing_is_listed(sentence: str) -> None:
    assert UNREAD in rules(check_and_read(material(chapters=[chapter(sentence)])))

"""Who answered beside the population, and what flagged answers change, give away nothing that tables withhold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placewright.questionnaires.model import Group, Option, Page, Part, Question, QuestionKind, Questionnaire
from placewright.questionnaires.recipe import Level, Margin, Recipe
from placewright.questionnaires.results import Plan, make_results
from placewright.questionnaires.results_coding import Reply, reply_of
from placewright.questionnaires.results_layouts import in_layout
from placewright.questionnaires.results_model import Panel, Profile, Results, plain_results
from placewright.questionnaires.results_profile import PopulationClass
from placewright.questionnaires.standing import Standing

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
TOWNS = tuple(Option(code, code.title()) for code in ("north", "south", "west", "outside"))
WHO = Question(
    "who",
    QuestionKind.SINGLE,
    "Who answers?",
    options=(Option("person", "A person"), Option("organisation", "An organisation")),
    part=Part.RESPONDENT,
)
HIDE = Question("hide", QuestionKind.SINGLE, "Hide?", options=YES_NO, part=Part.CONFIDENTIAL)
TOWN = Question("town", QuestionKind.SINGLE, "Where?", options=TOWNS)
SIDE = Question("side", QuestionKind.SINGLE, "Which side?", options=(*TOWNS[:1], TOWNS[2]))
USES = Question("uses", QuestionKind.MULTIPLE, "Which?", options=(*TOWNS[:2],))
ASKED = Questionnaire("v", "Vale", pages=(Page("p", groups=(Group("g", questions=(WHO, HIDE, TOWN, SIDE, USES)),)),))
PEOPLE = {"north": 10, "south": 4, "west": 19, "outside": 7}
BODIES = {"north": 3, "south": 5, "west": 4}
HIDING = {"south": 2, "west": 3}


def _replies(*parts: tuple[int, dict[str, object]], flagged: int = 0) -> list[Reply]:
    answers = [held for times, held in parts for _ in range(times)]
    return [reply_of(ASKED, f"{at:04}", held, flagged=at >= len(answers) - flagged) for at, held in enumerate(answers)]


def _consulted() -> list[Reply]:
    return _replies(
        *((number, {"who": "person", "town": town}) for town, number in PEOPLE.items()),
        *((number, {"who": "organisation", "town": town}) for town, number in BODIES.items()),
        *((number, {"who": "organisation", "town": town, "hide": "yes"}) for town, number in HIDING.items()),
    )


def _known(*towns: str) -> tuple[PopulationClass, ...]:
    return tuple(PopulationClass("town", town, town, 100.0, "Census") for town in towns)


def _shown(results: Results, panel: Panel) -> dict[str, int | None]:
    question = next(one for one in results.questions if one.code == "town")
    table = next(table for table in question.tables if table.panel is panel)
    return {line.code: line.cells[0].count for line in table.lines}


def _profile(*towns: str) -> tuple[Results, Profile]:
    results = make_results(ASKED, _consulted(), Plan(Standing.CONSULTATION, population=_known(*towns)))
    return results, results.profiles[0]


def test_who_answered_is_the_sum_of_the_tables_and_withholds_what_they_withhold() -> None:
    results, profile = _profile("north", "south", "west", "outside")
    people, bodies = _shown(results, Panel.INDIVIDUALS), _shown(results, Panel.ORGANISATIONS)

    counts = {line.label: line.count for line in profile.lines}

    assert people == {"north": 10, "south": None, "west": 19, "outside": None}
    assert bodies == {"north": 3, "south": 5, "west": 4, "outside": 0}
    assert counts == {"north": 13, "south": None, "west": 23, "outside": None}
    assert {line.in_proportion for line in profile.lines} == {13}  # all that tables say: 40 people, 12 organisations


def test_a_number_that_is_withheld_does_not_follow_from_how_many_there_would_be_in_proportion() -> None:
    _results, profile = _profile("north", "south", "west")

    assert [(line.count, line.population, line.in_proportion) for line in profile.lines] == [
        (13, 0.5, 18),
        (None, None, None),
        (23, 0.5, 18),
    ]


def test_each_number_of_the_population_has_its_own_source() -> None:
    north, south, west = _known("north", "south", "west")
    plan = Plan(
        Standing.CONSULTATION,
        population=(north, replace(south, source="typed by the team: a guess"), replace(west, source="")),
    )

    assert make_results(ASKED, _consulted(), plan).profiles[0].source == (
        "north: Census. south: typed by the team: a guess. west: the source is not said"
    )
    assert _profile("north", "south")[1].source == "Census"


def test_one_class_alone_is_compared_with_nothing() -> None:
    assert make_results(ASKED, _consulted(), Plan(Standing.CONSULTATION, population=_known("north"))).profiles == ()


def test_a_class_that_joins_a_withheld_and_a_shown_answer_is_withheld() -> None:
    replies = _replies(*((number, {"town": town}) for town, number in PEOPLE.items()))
    levels = (
        Level(("north", "south"), "North and south", 50),
        Level(("west",), "West", 40),
        Level(("outside",), "Outside", 10),
    )
    recipe = Recipe(margins=(Margin(levels, "A list", "town"),))

    lines = make_results(ASKED, replies, Plan(Standing.QUOTA, recipe)).profiles[0].lines

    assert [line.count for line in lines] == [None, 19, None]


def _flagged(number: int, *, of: int = 20) -> Results:
    replies = _replies(
        (30, {"who": "person", "side": "north", "uses": ["north"]}),
        (30, {"who": "person", "side": "west", "uses": ["south"]}),
        (of, {"who": "person", "side": "west", "uses": ["south"]}),
        flagged=number,
    )
    return make_results(ASKED, replies, Plan(Standing.CONSULTATION))


def test_every_change_of_a_point_or_more_is_listed_with_and_without_flagged_answers() -> None:
    replies = _replies(
        *((40, {"who": "person", "side": town, "uses": ["north", "south"]}) for town in ("north", "west")),
        *((number, {"who": "person", "side": town}) for town, number in (("north", 10), ("west", 20))),
        flagged=30,
    )

    changes = make_results(ASKED, replies, Plan(Standing.CONSULTATION)).flagged.changes

    assert [(one.question, one.answer, one.count, one.without, one.points) for one in changes] == [
        ("side", "north", 50, 40, 4.5),
        ("side", "west", 60, 40, -4.5),
    ]


@pytest.mark.parametrize("number", [1, 9, 20])
def test_what_few_flagged_answers_said_is_in_no_change(number: int) -> None:
    assert _flagged(number).flagged.changes == ()  # of twenty, none said north: a nought is a small number too


def test_an_older_layout_has_the_largest_change_alone() -> None:
    replies = _replies(
        *((40, {"who": "person", "side": town}) for town in ("north", "west")),
        *((number, {"who": "person", "side": town}) for town, number in (("north", 10), ("west", 20))),
        flagged=30,
    )
    today = plain_results(make_results(ASKED, replies, Plan(Standing.CONSULTATION)))

    assert set(today["flagged"]) - set(in_layout(today, 3)["flagged"]) == {"changes"}


def test_a_survey_gives_weighted_shares_with_and_without() -> None:
    replies = [
        replace(reply, base_weight=2.0)
        for reply in _replies(
            *((40, {"side": town}) for town in ("north", "west")),
            *((number, {"side": town}) for town, number in (("north", 10), ("west", 20))),
            flagged=30,
        )
    ]

    changes = make_results(ASKED, replies, Plan(Standing.QUOTA, Recipe())).flagged.changes

    assert [(one.answer, one.count, one.share, one.share_without) for one in changes] == [
        ("north", None, round(50 / 110, 6), 0.5),
        ("west", None, round(60 / 110, 6), 0.5),
    ]

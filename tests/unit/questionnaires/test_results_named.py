"""What organisations chose stands under their names where they were told so and did not refuse, and nothing more."""

from __future__ import annotations

from dataclasses import replace

from placewright.questionnaires.model import (
    Group,
    Option,
    Page,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    Scale,
)
from placewright.questionnaires.results import Plan, make_results
from placewright.questionnaires.results_coding import Reply, reply_of
from placewright.questionnaires.results_frozen import frozen_digests
from placewright.questionnaires.results_layouts import in_layout
from placewright.questionnaires.results_model import Results, plain_results
from placewright.questionnaires.standing import Standing

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
BODIES = (Option("person", "A person"), Option("organisation", "An organisation"))
QUESTIONS = (
    Question("who", QuestionKind.SINGLE, "Who answers?", options=BODIES, part=Part.RESPONDENT),
    Question("body", QuestionKind.SHORT_TEXT, "Which?", part=Part.ORGANISATION),
    Question("hide", QuestionKind.SINGLE, "Hide?", options=YES_NO, part=Part.CONFIDENTIAL),
    Question("rail", QuestionKind.SINGLE, "Build rail?", options=YES_NO),
    Question("mood", QuestionKind.RATING, "How is it?", options=YES_NO[:1], scale=Scale(1, 3)),
    Question("uses", QuestionKind.MULTIPLE, "Which?", options=(replace(YES_NO[0], words=True),)),
    Question(
        "grid",
        QuestionKind.MATRIX,
        "How are these?",
        options=YES_NO,
        rows=(Row("bus", "Buses"), Row("tram", "Trams")),
    ),
    Question("faith", QuestionKind.SINGLE, "Faith?", options=YES_NO, sensitive=True),
    Question("staff", QuestionKind.NUMBER, "How many?"),
    Question("more", QuestionKind.LONG_TEXT, "More?"),
)
TOLD = Plan(Standing.CONSULTATION, names_answers=True)
WHOLE: dict[str, object] = {
    "rail": "yes",
    "mood": 2,
    "uses": ["yes"],
    "uses.yes": "a secret",
    "grid": {"tram": "no"},
    "faith": "yes",
    "staff": 12,
    "more": "Words.",
}


def _asked(questions: tuple[Question, ...] = QUESTIONS) -> Questionnaire:
    return Questionnaire("vale", "Vale", pages=(Page("p", groups=(Group("g", questions=questions),)),))


def _replies() -> list[Reply]:
    given: list[dict[str, object]] = [
        {"who": "organisation", "body": "Vale Rail", "hide": "no"},
        {"who": "organisation", "body": "Vale Bank", "hide": "yes"},
        {"who": "organisation", "body": "Vale Shop"},
        {"who": "organisation", "hide": "no"},
        {"who": "person", "body": "Nobody Real", "hide": "no"},
    ]
    return [reply_of(_asked(), f"{at}", answers | WHOLE, flagged=False) for at, answers in enumerate(given)]


def _made(plan: Plan = TOLD, asked: Questionnaire | None = None) -> Results:
    return make_results(asked or _asked(), _replies(), plan)


def test_what_was_chosen_stands_under_the_name_and_neither_words_nor_numbers_nor_what_is_sensitive() -> None:
    named = _made().named

    assert [one.name for one in named] == ["Vale Rail"]
    assert [(one.question, one.label, one.answer) for one in named[0].answers] == [
        ("rail", "Build rail?", "Yes"),
        ("mood", "How is it?", "2"),
        ("uses", "Which?", "Yes"),
        ("grid.tram", "How are these?: Trams", "No"),
    ]


def test_where_nobody_was_told_nothing_stands_under_a_name() -> None:
    assert _made(replace(TOLD, names_answers=False)).named == ()
    assert _made(replace(TOLD, standing=Standing.QUOTA)).named == ()


def test_where_nobody_was_asked_nothing_stands_under_a_name() -> None:
    asked = _asked(tuple(one for one in QUESTIONS if one.part is not Part.CONFIDENTIAL))

    assert _made(asked=asked).named == ()


def test_an_older_layout_has_none_and_a_plan_without_keeps_its_digest() -> None:
    without = replace(TOLD, names_answers=False)
    recipes = [frozen_digests([_asked()], _replies(), plan, _made(plan))["recipe"] for plan in (TOLD, without)]

    assert "named" in plain_results(_made())
    assert "named" not in in_layout(plain_results(_made()), 3)
    assert recipes[0] != recipes[1]

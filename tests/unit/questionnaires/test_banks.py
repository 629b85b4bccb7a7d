"""Banks of questions pass their own checks, keep their codes, and say where they come from."""

from __future__ import annotations

import pytest

from placewright.core.issues import Severity
from placewright.questionnaires.banks import BANKS, UnknownBank, bank, insert, starters
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.model import Group, Page, Part, Questionnaire

EMPTY = Questionnaire("x", "X", pages=(Page("p", groups=(Group("g"),)),))


@pytest.mark.parametrize("name", BANKS)
def test_a_bank_passes_the_checks_and_says_its_source_and_licence(name: str) -> None:
    held = bank(name)
    filled = insert(EMPTY, "g", [one.bank for one in held.questions])
    assert check_questionnaire(filled) == ()
    assert held.source and held.licence and held.source_url.startswith("https://")
    assert [one.code for one in filled.questions()] == [one.code for one in held.questions]


@pytest.mark.parametrize("name", ["business-survey", "consultation"])
def test_what_one_starts_from_passes_the_checks(name: str) -> None:
    assert [one for one in check_questionnaire(starters()[name]) if one.severity is Severity.ERROR] == []


def test_nobody_has_to_answer_a_sensitive_question() -> None:
    for question in bank("equality").questions:
        assert question.may_decline
        assert not question.required


def test_the_sections_of_the_classification_are_all_there() -> None:
    question = next(one for one in bank("business").questions if one.code == "sic_section")
    assert "".join(option.code for option in question.options) == "ABCDEFGHIJKLMNOPQRSTU"


def test_a_consultation_tells_organisations_and_permission_to_quote() -> None:
    parts = {one.part for one in bank("consultation").questions}
    assert {Part.RESPONDENT, Part.ORGANISATION, Part.CONFIDENTIAL, Part.MAY_PUBLISH} <= parts


def test_a_rule_on_what_was_not_taken_is_left_out() -> None:
    alone = insert(EMPTY, "g", ["consultation/organisation"])
    (question,) = alone.questions()
    assert question.shown_if is None
    assert question.bank == "consultation/organisation"


def test_the_same_question_twice_has_two_codes() -> None:
    twice = insert(insert(EMPTY, "g", ["equality/sex"]), "g", ["equality/sex"])
    assert [one.code for one in twice.questions()] == ["sex", "sex_2"]


def test_a_question_that_is_none_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownBank, match="Did you mean 'equality/sex'"):
        insert(EMPTY, "g", ["equality/sexx"])

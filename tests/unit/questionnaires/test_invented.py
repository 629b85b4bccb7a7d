"""Respondents who do not exist: they answer as the questionnaire allows, and nobody could take them for real."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from placewright.questionnaires.answers import all_as_sent, read_sent
from placewright.questionnaires.flow import asked_codes, unanswered
from placewright.questionnaires.invented import DUPLICATE, SPEEDING, STRAIGHT_LINING, Invented, invent_respondents
from unit.questionnaires.asked import EVERY_KIND


@pytest.fixture(scope="module")
def invented() -> tuple[Invented, ...]:
    return invent_respondents(EVERY_KIND, 600, np.random.default_rng(7))


def test_the_same_seed_gives_the_same_respondents(invented: tuple[Invented, ...]) -> None:
    assert invent_respondents(EVERY_KIND, 600, np.random.default_rng(7)) == invented
    assert invent_respondents(EVERY_KIND, 600, np.random.default_rng(8)) != invented


def test_every_answer_is_one_that_the_questionnaire_takes(invented: tuple[Invented, ...]) -> None:
    for one in invented:
        answered = [question for question in EVERY_KIND.questions() if question.code in one.answers]
        found = read_sent(answered, all_as_sent(answered, one.answers))

        assert (found.problems, dict(found.answers)) == ((), dict(one.answers))


def test_what_must_be_answered_is_and_what_is_not_asked_is_not(invented: tuple[Invented, ...]) -> None:
    for one in invented:
        assert unanswered(EVERY_KIND, one.answers) == ()
        assert {code.partition(".")[0] for code in one.answers} <= asked_codes(EVERY_KIND, one.answers)


def test_some_pass_over_questions_and_some_would_rather_not_say(invented: tuple[Invented, ...]) -> None:
    given = Counter(code for one in invented for code in one.answers)

    assert given["size"] == 600
    assert 450 < given["agree"] < 595
    assert any(one.answers.get("sales") == "prefer-not-to-say" for one in invented)


def test_a_few_speed_straight_line_or_answer_twice(invented: tuple[Invented, ...]) -> None:
    faults = Counter(fault for one in invented for fault in one.faults)

    assert all(2 <= faults[fault] <= 60 for fault in (SPEEDING, STRAIGHT_LINING, DUPLICATE))
    for one in invented:
        if STRAIGHT_LINING in one.faults and isinstance(rows := one.answers.get("agree"), dict):
            assert len(set(rows.values())) == 1
        if one.copy_of is not None:
            assert one.answers == invented[one.copy_of].answers


def test_texts_and_districts_say_that_they_are_invented(invented: tuple[Invented, ...]) -> None:
    texts = [str(one.answers[code]) for one in invented for code in ("more", "name") if code in one.answers]

    assert texts
    assert all(text.startswith("Invented") for text in texts)
    assert {one.answers["where"] for one in invented if "where" in one.answers} <= {"ZZ91", "ZZ92", "ZZ93", "ZZ94"}


def test_a_file_is_never_sent(invented: tuple[Invented, ...]) -> None:
    assert not any("plan" in one.answers for one in invented)

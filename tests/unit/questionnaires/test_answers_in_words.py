"""An answer reads as it was given: points of scales beside other answers, areas by names, years without a comma."""

from __future__ import annotations

import pytest

from placewright.questionnaires.answers import PROBLEM_WORDS, read_sent
from placewright.questionnaires.flow import in_words, piped
from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire, Scale

UNSURE = Option("unsure", "I do not know", missing=True)
MOOD = Question("mood", QuestionKind.RATING, "How is it going?", options=(UNSURE,), scale=Scale(1, 5))
AREA = Question(
    "area", QuestionKind.AREA, "Where?", areas=("E07000240", "E05013947"), options=(Option("out", "Outside"),)
)
YEAR = Question("began", QuestionKind.NUMBER, "Since when?", least=1500, most=2027, whole=True)
STAFF = Question("staff", QuestionKind.NUMBER, "How many?", least=0, most=9000, whole=True)


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (MOOD, 4, "4"),
        (MOOD, 1, "1"),
        (MOOD, "unsure", "I do not know"),
        (AREA, "E07000240", "St Albans"),
        (AREA, "E05013947", "Batchwood (St Albans)"),
        (AREA, "out", "Outside"),
        (AREA, None, ""),
        (YEAR, 2010, "2010"),
        (STAFF, 2010, "2,010"),
    ],
)
def test_an_answer_is_read_as_it_was_given(question: Question, answer: object, words: str) -> None:
    assert in_words(question, {question.code: answer}) == words


def test_words_take_up_the_name_of_an_area_and_the_point_of_a_scale() -> None:
    asked = Questionnaire("vale", "Vale", pages=(Page("one", groups=(Group("first", questions=(AREA, MOOD)),)),))
    said = piped("In {{ area }} you said {{ mood }}.", asked, {"area": "E07000240", "mood": 2})
    assert said == "In St Albans you said 2."


def test_what_is_wrong_with_a_year_or_a_place_in_an_order_is_said_in_its_own_words() -> None:
    order = Question("order", QuestionKind.RANKING, "Which first?", options=(UNSURE, Option("more", "More")))
    for question, field, typed, words in (
        (YEAR, "began", "3010", "Write a year that is not after 2027"),
        (YEAR, "began", "1066", "Write a year that is not before 1500"),
        (STAFF, "staff", "9500", "Write a number of at most 9,000"),
        (order, "order.more", "30", "Write numbers from 1 to 2, 1 beside what comes first"),
    ):
        problems = read_sent([question], {field: [typed]}).problems
        assert [PROBLEM_WORDS[problem.trouble] % dict(problem.values) for problem in problems] == [words]

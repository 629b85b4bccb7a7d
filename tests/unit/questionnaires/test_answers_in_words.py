"""An answer reads as it was given: points of scales beside other answers, and areas by their names."""

from __future__ import annotations

import pytest

from placewright.questionnaires.flow import in_words, piped
from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire, Scale

UNSURE = Option("unsure", "I do not know", missing=True)
MOOD = Question("mood", QuestionKind.RATING, "How is it going?", options=(UNSURE,), scale=Scale(1, 5))
AREA = Question(
    "area", QuestionKind.AREA, "Where?", areas=("E07000240", "E05013947"), options=(Option("out", "Outside"),)
)


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
    ],
)
def test_an_answer_is_read_as_it_was_given(question: Question, answer: object, words: str) -> None:
    assert in_words(question, {question.code: answer}) == words


def test_words_take_up_the_name_of_an_area_and_the_point_of_a_scale() -> None:
    asked = Questionnaire("vale", "Vale", pages=(Page("one", groups=(Group("first", questions=(AREA, MOOD)),)),))
    said = piped("In {{ area }} you said {{ mood }}.", asked, {"area": "E07000240", "mood": 2})
    assert said == "In St Albans you said 2."

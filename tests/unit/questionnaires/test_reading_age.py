"""Reading age and time to fill follow formulas that anybody can check."""

from __future__ import annotations

import pytest

from placewright.questionnaires.model import Group, Page, Question, QuestionKind, Questionnaire, Row
from placewright.questionnaires.reading_age import minutes_to_fill, readability, readability_of
from unit.questionnaires.asked import EVERY_KIND


def test_the_reading_age_is_flesch_kincaid_plus_five() -> None:
    found = readability_of(["The cat sat on the mat."])
    assert (found.words, found.sentences, found.syllables) == (6, 1, 6)
    assert found.age == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59 + 5, abs=0.05)


def test_long_sentences_of_long_words_are_harder_and_pointed_out() -> None:
    hard = " ".join(["considerable"] * 26)
    assert readability_of([hard]).long_sentences == (hard,)
    assert (readability_of([hard]).age or 0) > (readability_of(["Do you agree?"]).age or 0)


def test_no_words_have_no_reading_age() -> None:
    assert readability_of(["", "2019"]).age is None


def test_time_to_fill_counts_words_and_answers() -> None:
    question = Question("a", QuestionKind.SINGLE, " ".join(["word"] * 238))
    asked = Questionnaire("x", "X", pages=(Page("p", groups=(Group("g", questions=(question,)),)),))
    assert minutes_to_fill(asked) == pytest.approx(1 + 3 / 60)
    matrix = Question("m", QuestionKind.MATRIX, "", rows=(Row("a", ""), Row("b", "")))
    assert minutes_to_fill(asked, questions=[matrix]) == pytest.approx(8 / 60)


def test_a_whole_questionnaire_is_rated() -> None:
    found = readability(EVERY_KIND)
    assert found.age is not None and 3 < found.age < 13
    assert 2 < minutes_to_fill(EVERY_KIND) < 6

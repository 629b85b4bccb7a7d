"""Answers given without reading, and texts that are nearly the same, are noticed; honest ones are not."""

from __future__ import annotations

import numpy as np

from placewright.questionnaires.alike import alike_with
from placewright.questionnaires.model import Group, Page, Question, QuestionKind, Questionnaire, Scale
from placewright.questionnaires.same_answers import is_straight_line

SCALES = tuple(Question(f"q{at}", QuestionKind.RATING, "How much?", scale=Scale(1, 5)) for at in range(8))
RATED = Questionnaire("rated", "Rated", pages=(Page("p", groups=(Group("g", questions=SCALES),)),))
WORDS = np.array([f"word{at}" for at in range(4_000)])


def text(seed: int, number: int = 60) -> str:
    return " ".join(np.random.default_rng(seed).choice(WORDS, number))


def test_the_same_point_all_the_way_down_is_a_straight_line() -> None:
    assert is_straight_line(RATED, {f"q{at}": 3 for at in range(8)})
    assert not is_straight_line(RATED, {f"q{at}": 3 for at in range(7)} | {"q7": 4})


def test_few_equal_answers_say_nothing() -> None:
    assert not is_straight_line(RATED, {f"q{at}": 3 for at in range(5)})


def test_a_text_with_a_word_changed_is_found_and_others_are_not() -> None:
    copied = text(1).replace(text(1).split()[30], "otherwise")
    texts = {"a": text(1), "b": text(2), "c": copied, "d": text(3)}
    assert alike_with(texts) == {"a": "c", "c": "a"}


def test_what_many_sent_word_for_word_is_found_with_whatever_case_and_marks() -> None:
    texts = {"a": text(1), "b": text(1).upper() + "!", "c": text(1)}
    assert alike_with(texts) == {"a": "b", "b": "a", "c": "a"}


def test_short_texts_are_alike_by_chance_and_left_alone() -> None:
    assert alike_with({"a": "I agree.", "b": "I agree."}) == {}


def test_none_of_five_hundred_different_texts_is_taken_for_another() -> None:
    assert alike_with({str(at): text(at) for at in range(500)}) == {}


def test_a_campaign_of_thousands_is_found_whole_though_each_changed_a_word() -> None:
    words = text(1).split()
    texts = {str(at): " ".join([*words[:30], f"name{at}", *words[31:]]) for at in range(2_000)} | {"own": text(2)}
    found = alike_with(texts)
    assert len(found) == 2_000
    assert "own" not in found

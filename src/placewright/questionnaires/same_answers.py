"""Signs in the answers themselves that nobody read the questions: the same answer all the way down."""

from __future__ import annotations

from collections.abc import Mapping

from placewright.questionnaires.model import QuestionKind, Questionnaire

FEWEST_ANSWERS = 6
"""Fewer answers on one scale say nothing when they are equal."""


def is_straight_line(questionnaire: Questionnaire, answers: Mapping[str, object]) -> bool:
    """Whether all answers in scales and matrices are the same, and there are enough of them to wonder at.

    Equal answers can be honest; this is a sign to look at, and never a reason to leave somebody out.

    Each matrix, and all ratings of one scale together, are looked at by themselves.
    """
    scales: dict[object, list[object]] = {}
    for question in questionnaire.questions():
        answer = answers.get(question.code)
        if question.kind is QuestionKind.MATRIX and isinstance(answer, Mapping):
            scales[question.code] = list(answer.values())
        if question.kind is QuestionKind.RATING and isinstance(answer, int) and question.scale is not None:
            scales.setdefault((question.scale.least, question.scale.most), []).append(answer)
    long = [given for given in scales.values() if len(given) >= FEWEST_ANSWERS]
    return bool(long) and all(len(set(given)) == 1 for given in long)

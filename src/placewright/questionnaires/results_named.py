"""What organisations answered to a consultation, under their names: of those that were told so and did not refuse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from placewright.questionnaires.flow import chosen, in_words, is_answered
from placewright.questionnaires.model import Part, Question, QuestionKind, Questionnaire
from placewright.questionnaires.results_coding import Reply, is_confidential, is_organisation, part_of
from placewright.questionnaires.results_model import NamedAnswer, NamedAnswers
from placewright.questionnaires.rules import DECLINED

_CHOSEN = frozenset(
    {
        QuestionKind.SINGLE,
        QuestionKind.MULTIPLE,
        QuestionKind.RATING,
        QuestionKind.RANKING,
        QuestionKind.MATRIX,
        QuestionKind.AREA,
    }
)
"""Kinds that are answered by choosing. Numbers, dates and words are in no list: words have a leave of their own."""


def named_answers(questionnaire: Questionnaire, replies: Sequence[Reply]) -> tuple[NamedAnswers, ...]:
    """The answers of each organisation that gave its name and was asked whether to be named, by name.

    Who did not say, or asked not to be named, is in none; nor are sensitive questions.
    """
    naming, hiding = part_of(questionnaire, Part.ORGANISATION), part_of(questionnaire, Part.CONFIDENTIAL)
    if naming is None or hiding is None:
        return ()
    made = []
    for reply in replies:
        name = " ".join(str(reply.answers.get(naming.code, "")).split())
        asked = is_answered(reply.answers.get(hiding.code)) and reply.answers[hiding.code] != DECLINED
        if name and asked and is_organisation(questionnaire, reply) and not is_confidential(questionnaire, reply):
            made.append(NamedAnswers(name, tuple(_answers(questionnaire, reply))))
    return tuple(sorted(made, key=lambda one: (one.name.casefold(), one.answers != (), str(one.answers))))


def _answers(questionnaire: Questionnaire, reply: Reply) -> Iterator[NamedAnswer]:
    for question in questionnaire.questions():
        if question.code not in reply.asked or question.kind not in _CHOSEN or question.sensitive or question.part:
            continue
        answer = reply.answers.get(question.code)
        if not is_answered(answer) or answer == DECLINED:
            continue
        if isinstance(answer, dict):
            labels = {option.code: option.label for option in question.options}
            for row in question.rows:
                if row.code in answer:
                    said = labels.get(str(answer[row.code]), str(answer[row.code]))
                    yield NamedAnswer(f"{question.code}.{row.code}", f"{question.label}: {row.label}", said)
        else:
            yield NamedAnswer(question.code, question.label, _said(question, answer))


def _said(question: Question, answer: object) -> str:
    """The answer by the labels of what was chosen; words beside an option are not taken, since they need a leave."""
    labels = {option.code: option.label for option in question.options}
    if question.options and not isinstance(answer, int | float) and question.kind is not QuestionKind.AREA:
        return ", ".join(labels.get(code, code) for code in chosen(answer))
    return in_words(question, {question.code: answer})

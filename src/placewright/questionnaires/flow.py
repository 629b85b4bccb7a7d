"""What is asked of one respondent, given the answers so far: steps, order, progress and piped words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeVar

from placewright.questionnaires.area_words import area_words
from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire
from placewright.questionnaires.rules import DECLINED, is_met

Coded = TypeVar("Coded", Question, Option)
_PIPED = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: a group with the questions that are asked of this respondent, in this respondent's order."""

    page: Page
    group: Group
    questions: tuple[Question, ...]

    @property
    def code(self) -> str:
        """The group's code, which names the screen in addresses."""
        return self.group.code


def steps(questionnaire: Questionnaire, answers: Mapping[str, object], seed: str = "") -> tuple[Step, ...]:
    """The screens of who gave these answers; a rule sees only answers to questions that are asked of them.

    Args:
        answers: answer by question code; see `answers`.
        seed: what random orders are drawn from; the same seed gives the same order for ever.
    """
    counted: dict[str, object] = {}
    found: list[Step] = []
    for page in questionnaire.pages:
        if not is_met(page.shown_if, counted):
            continue
        for group in page.groups:
            if not is_met(group.shown_if, counted):
                continue
            asked = _asked(group, answers, counted)
            if asked or (group.text and not group.questions):
                ordered = in_order(asked, f"{seed}/{group.code}") if group.random else asked
                found.append(Step(page, group, tuple(_with_options(question, seed) for question in ordered)))
    return tuple(found)


def asked_codes(questionnaire: Questionnaire, answers: Mapping[str, object]) -> frozenset[str]:
    """Codes of the questions that are asked of who gave these answers."""
    return frozenset(question.code for step in steps(questionnaire, answers) for question in step.questions)


def kept(questionnaire: Questionnaire, answers: Mapping[str, object]) -> dict[str, object]:
    """The answers to questions that are asked, in the questionnaire's order; what routing passed over is left out.

    Words beside an option (`CODE.OPTION`) are kept where that option is chosen.
    """
    asked = asked_codes(questionnaire, answers)
    held: dict[str, object] = {}
    for question in questionnaire.questions():
        if question.code not in asked or question.code not in answers:
            continue
        held[question.code] = answers[question.code]
        for option in question.options:
            words = f"{question.code}.{option.code}"
            if option.words and words in answers and option.code in chosen(answers[question.code]):
                held[words] = answers[words]
    return held


def unanswered(questionnaire: Questionnaire, answers: Mapping[str, object]) -> tuple[Question, ...]:
    """Required questions that are asked and have no answer yet."""
    return tuple(
        question
        for step in steps(questionnaire, answers)
        for question in step.questions
        if question.required and not is_answered(answers.get(question.code))
    )


def is_answered(answer: object) -> bool:
    """Whether there is an answer; declining is one."""
    return answer is not None and answer not in ("", (), [], {})


def chosen(answer: object) -> tuple[str, ...]:
    """The option codes that an answer holds."""
    if isinstance(answer, str):
        return (answer,)
    return tuple(str(item) for item in answer) if isinstance(answer, list | tuple) else ()


def in_order(items: Sequence[Coded], seed: str) -> tuple[Coded, ...]:
    """Items in an order drawn from a seed; the same on every machine and version of Python."""
    return tuple(sorted(items, key=lambda item: blake2b(f"{seed}/{item.code}".encode(), digest_size=8).digest()))


def piped(text: str, questionnaire: Questionnaire, answers: Mapping[str, object]) -> str:
    """A text with `{{ code }}` replaced by the earlier answer in words; where there is none, by three dots."""

    def word(found: re.Match[str]) -> str:
        question = questionnaire.question(found[1])
        return in_words(question, answers) or "…" if question else found[0]

    return _PIPED.sub(word, text)


def piped_codes(text: str) -> tuple[str, ...]:
    """Codes of the questions whose answers a text takes up."""
    return tuple(_PIPED.findall(text))


def in_words(question: Question, answers: Mapping[str, object]) -> str:
    """An answer as it is read: labels of options, a number with its unit; empty where there is none or it was declined.

    A matrix gives its rows with their options; "other" gives the words that were written.
    """
    answer = answers.get(question.code)
    if not is_answered(answer) or answer == DECLINED:
        return ""
    labels = {option.code: option.label for option in question.options}
    if isinstance(answer, Mapping):
        rows = {row.code: row.label for row in question.rows}
        return "; ".join(f"{rows.get(row, row)}: {labels.get(str(code), code)}" for row, code in answer.items())
    if question.kind is QuestionKind.AREA:
        return labels.get(str(answer)) or area_words(str(answer))
    if question.options and not isinstance(answer, int | float):  # a point of a scale stands beside its options
        said = (str(answers.get(f"{question.code}.{code}") or labels.get(code, code)) for code in chosen(answer))
        return ", ".join(said)
    if question.kind is QuestionKind.MONEY and isinstance(answer, int | float):
        return f"£{answer:,.0f}" if float(answer).is_integer() else f"£{answer:,.2f}"
    if isinstance(answer, int | float):
        return f"{question.number_in_words(answer)} {question.unit}".strip()
    return str(answer)


def _asked(group: Group, answers: Mapping[str, object], counted: dict[str, object]) -> tuple[Question, ...]:
    """The questions of a group that are asked; their answers are added to those that later rules see."""
    asked: list[Question] = []
    for question in group.questions:
        if is_met(question.shown_if, counted):
            asked.append(question)
            if question.code in answers:
                counted[question.code] = answers[question.code]
    return tuple(asked)


def _with_options(question: Question, seed: str) -> Question:
    if not question.random:
        return question
    return replace(question, options=tuple(_shuffled(question.options, f"{seed}/{question.code}")))


def _shuffled(options: Iterable[Option], seed: str) -> Iterable[Option]:
    given = tuple(options)
    last = tuple(option for option in given if option.exclusive or option.words or option.missing)
    return (*in_order(tuple(option for option in given if option not in last), seed), *last)

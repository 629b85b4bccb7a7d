"""Columns of answers: how each question lies in a table, with labels and codes for what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from placewright.questionnaires.area_words import area_words
from placewright.questionnaires.flow import asked_codes, chosen, is_answered
from placewright.questionnaires.model import Question, QuestionKind, Questionnaire
from placewright.questionnaires.rules import DECLINED


class Missing(IntEnum):
    """Why there is no answer. None of these is zero, and none is a value that a question can have."""

    NOT_ASKED = -97
    """Routing passed the question over, or the version that was answered does not have it."""
    NO_ANSWER = -98
    DECLINED = -99
    WITHHELD = -96
    """It was answered; the answer is not in this file."""


MISSING_WORDS: Mapping[Missing, str] = {
    Missing.WITHHELD: "answered, not in this file",
    Missing.NOT_ASKED: "not asked",
    Missing.NO_ANSWER: "no answer",
    Missing.DECLINED: "preferred not to say",
}

Cell = str | float | int | Missing


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, where it comes from, what it means, and the labels of its values."""

    name: str
    question: str
    part: str = ""
    """The option of a multiple or ranking question, the row of a matrix, `words` beside an option."""
    label: str = ""
    kind: str = "text"
    """`code`, `number`, `date`, `text`, or `ticked` (1 chosen, 0 not)."""
    values: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    missing: tuple[str, ...] = ()
    """Values that count as no answer in estimates, such as "don't know"."""


def columns_of(versions: Sequence[Questionnaire]) -> tuple[Column, ...]:
    """The columns in which answers to any of these versions line up, in the order of the newest.

    A code that an older version alone has comes last. Direct identifiers have no column.
    """
    found: dict[str, Column] = {}
    for asked in reversed(versions):
        for question in asked.questions():
            if question.identifies or question.kind is QuestionKind.STATEMENT:
                continue
            for column in _columns(question):
                known = found.get(column.name)
                found[column.name] = column if known is None else _with_older(known, column)
    return tuple(found.values())


def cells_of(
    columns: Iterable[Column], questionnaire: Questionnaire, answers: Mapping[str, object], *, withhold: frozenset[str]
) -> list[Cell]:
    """One response as a row under the columns.

    Args:
        withhold: codes of questions whose answers are left out, such as free text that may not be quoted.
    """
    asked = asked_codes(questionnaire, answers)
    by_code = {question.code: question for question in questionnaire.questions()}
    return [_cell(column, by_code.get(column.question), asked, answers, withhold) for column in columns]


def _with_older(newer: Column, older: Column) -> Column:
    """A column with the labels of values that only an older version offered."""
    return Column(
        newer.name,
        newer.question,
        newer.part,
        newer.label,
        newer.kind,
        {**newer.values, **{code: label for code, label in older.values.items() if code not in newer.values}},
        newer.unit,
        tuple(dict.fromkeys((*newer.missing, *older.missing))),
    )


def _columns(question: Question) -> Iterator[Column]:
    code, label = question.code, question.label
    values = {option.code: option.label for option in question.options}
    missing = tuple(option.code for option in question.options if option.missing)
    match question.kind:
        case QuestionKind.MULTIPLE:
            for option in question.options:
                yield Column(
                    f"{code}__{option.code}",
                    code,
                    option.code,
                    f"{label}: {option.label}",
                    "ticked",
                    {"0": "not chosen", "1": "chosen"},
                )
        case QuestionKind.RANKING:
            for option in question.options:
                yield Column(f"{code}__{option.code}", code, option.code, f"{label}: place of {option.label}", "number")
        case QuestionKind.MATRIX:
            for row in question.rows:
                yield Column(
                    f"{code}__{row.code}", code, row.code, f"{label}: {row.label}", "code", values, "", missing
                )
        case QuestionKind.SINGLE:
            yield Column(code, code, "", label, "code", values, "", missing)
        case QuestionKind.AREA:
            named = {area: area_words(area) for area in question.areas}
            yield Column(code, code, "", label, "code", named | values, "", missing)
        case QuestionKind.RATING:
            yield Column(code, code, "", label, "number", _points(question), "", missing)
        case QuestionKind.NUMBER | QuestionKind.MONEY:
            unit = "GBP" if question.kind is QuestionKind.MONEY else question.unit
            yield Column(code, code, "", label, "number", {}, unit)
        case QuestionKind.DATE:
            yield Column(code, code, "", label, "date")
        case _:
            yield Column(code, code, "", label, "text")
    for option in question.options_with_words:
        yield Column(f"{code}__{option.code}__words", code, f"{option.code}.words", f"{label}: {option.label}, which")


def _points(question: Question) -> dict[str, str]:
    scale = question.scale
    ends = {} if scale is None else {str(scale.least): scale.least_label, str(scale.most): scale.most_label}
    found = {point: words for point, words in ends.items() if words}
    return {**found, **{option.code: option.label for option in question.options}}


def _cell(
    column: Column,
    question: Question | None,
    asked: frozenset[str],
    answers: Mapping[str, object],
    withhold: frozenset[str],
) -> Cell:
    if question is None or question.code not in asked:
        return Missing.NOT_ASKED
    answer = answers.get(question.code)
    if not is_answered(answer):
        return Missing.NO_ANSWER
    if answer == DECLINED:
        return Missing.DECLINED
    if column.part.endswith(".words"):
        return _words(column, question, answer, answers, withhold)
    if question.code in withhold:
        return Missing.WITHHELD
    if isinstance(answer, Mapping):
        return str(answer[column.part]) if column.part in answer else Missing.NO_ANSWER
    if question.kind is QuestionKind.MULTIPLE:
        return int(column.part in chosen(answer))
    if question.kind is QuestionKind.RANKING:
        places = chosen(answer)
        return places.index(column.part) + 1 if column.part in places else Missing.NO_ANSWER
    return answer if isinstance(answer, str | int | float) else str(answer)


def _words(
    column: Column, question: Question, answer: object, answers: Mapping[str, object], withhold: frozenset[str]
) -> Cell:
    option = column.part.removesuffix(".words")
    if option not in chosen(answer):
        return Missing.NOT_ASKED
    text = answers.get(f"{question.code}.{option}")
    if not text:
        return Missing.NO_ANSWER
    return Missing.WITHHELD if f"{question.code}.{option}" in withhold else str(text)

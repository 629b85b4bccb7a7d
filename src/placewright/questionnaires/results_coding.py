"""Answers as arrays: which line of a table each respondent belongs to, so that tables are counted and not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from placewright.core.words import marked
from placewright.questionnaires.flow import asked_codes, chosen, is_answered
from placewright.questionnaires.model import Part, Question, QuestionKind, Questionnaire
from placewright.questionnaires.rules import DECLINED

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

OTHER = "(other)"
"""The line of answers, or the group of respondents, that are too few to stand apart."""
_MOST_YEARS = 15
_TEXTS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT, QuestionKind.FILE})


@dataclass(frozen=True, slots=True)
class Reply:
    """One response as results need it: answers, what was asked, and how the unit was drawn."""

    reference: str
    answers: Mapping[str, object]
    asked: frozenset[str]
    is_flagged: bool = False
    stratum: str = ""
    cluster: str = ""
    base_weight: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One table's worth of answers.

    `base` says who is in it; `chosen` (respondent, line) who gave which answer; `values` the number that was given.
    """

    code: str
    label: str
    lines: tuple[tuple[str, str], ...]
    asked: BoolArray
    base: BoolArray
    chosen: BoolArray
    values: FloatArray | None = None
    several: bool = False
    note: str = ""
    is_open: bool = False
    """Whether the lines are what was found, not what was offered: years, postcode districts."""


def reply_of(questionnaire: Questionnaire, reference: str, answers: Mapping[str, object], *, flagged: bool) -> Reply:
    """A response to one version of a questionnaire."""
    return Reply(reference, answers, asked_codes(questionnaire, answers), flagged)


def coded(question: Question, replies: Sequence[Reply]) -> Iterator[Coded]:
    """The tables that a question gives: one, or one for each row of a matrix; none for a statement or an identifier."""
    if question.kind is QuestionKind.STATEMENT or question.identifies:
        return
    if question.part in {Part.NAME, Part.EMAIL, Part.ORGANISATION, Part.MAY_PUBLISH, Part.CONFIDENTIAL}:
        return
    asked = np.array([question.code in reply.asked for reply in replies], dtype=bool)
    given = [reply.answers.get(question.code) if there else None for reply, there in zip(replies, asked, strict=True)]
    given = [None if not is_answered(answer) or answer == DECLINED else answer for answer in given]
    match question.kind:
        case QuestionKind.MATRIX:
            for row in question.rows:
                held = [answer.get(row.code) if isinstance(answer, Mapping) else None for answer in given]
                yield _by_option(f"{question.code}.{row.code}", row.label, _offered(question), held, asked)
        case QuestionKind.MULTIPLE:
            yield _several(question, given, asked)
        case QuestionKind.RANKING:
            yield _ranked(question, given, asked)
        case QuestionKind.RATING:
            yield _rated(question, given, asked)
        case QuestionKind.NUMBER | QuestionKind.MONEY:
            yield _numbers(question, given, asked)
        case QuestionKind.DATE:
            spans = _spans(given)
            yield replace(_by_option(question.code, question.label, _found(spans), spans, asked), is_open=True)
        case QuestionKind.DISTRICT:
            yield replace(_by_option(question.code, question.label, _found(given), given, asked), is_open=True)
        case _ if question.kind in _TEXTS:
            base = np.array([answer is not None for answer in given], dtype=bool)
            note = marked("Answered in words; only the number of answers is counted.")
            yield Coded(question.code, question.label, (), asked, base, np.zeros((base.size, 0), bool), note=note)
        case _:
            yield _by_option(question.code, question.label, _offered(question), given, asked)


def groups_of(question: Question, replies: Sequence[Reply]) -> tuple[tuple[tuple[str, str], ...], IntArray]:
    """The groups of a breakdown, and which one each respondent is in; -1 where it is not known."""
    lines = _offered(question)
    place = {code: at for at, (code, _) in enumerate(lines)}
    return lines, np.array([place.get(str(reply.answers.get(question.code)), -1) for reply in replies], dtype=np.int64)


def _offered(question: Question) -> tuple[tuple[str, str], ...]:
    options = [(option.code, option.label) for option in question.options if not option.missing]
    return (*((code, code) for code in question.areas), *options)


def _found(given: Sequence[object]) -> tuple[tuple[str, str], ...]:
    return tuple((code, code) for code in sorted({str(answer) for answer in given if answer is not None}))


def _spans(given: Sequence[object]) -> list[str | None]:
    """Dates by year, or by decade where they go over many years."""
    years = [None if answer is None else int(str(answer)[:4]) for answer in given]
    if len({year for year in years if year is not None}) <= _MOST_YEARS:
        return [None if year is None else str(year) for year in years]
    return [None if year is None else f"{year // 10 * 10}–{year // 10 * 10 + 9}" for year in years]


def given_by(answers: Coded, members: BoolArray) -> Coded:
    """Without lines that were found in answers of others alone: that there are such says where somebody else is."""
    there = answers.chosen[members].any(axis=0)
    if not answers.is_open or there.all():
        return answers
    held = np.flatnonzero(there)
    return replace(answers, lines=tuple(answers.lines[at] for at in held), chosen=answers.chosen[:, held])


def without_rare(answers: Coded, members: BoolArray, least: int) -> Coded:
    """Answers whose lines were found, those that fewer than the least gave put together in one line."""
    counts = answers.chosen[members].sum(axis=0)
    rare = counts < least
    if not answers.is_open or rare.sum() < 2:
        return answers
    held = np.flatnonzero(~rare)
    lines = (*(answers.lines[at] for at in held), (OTHER, "Others"))
    together = answers.chosen[:, rare].any(axis=1, keepdims=True)
    return replace(answers, lines=lines, chosen=np.hstack([answers.chosen[:, held], together]))


def _by_option(
    code: str, label: str, lines: tuple[tuple[str, str], ...], given: Sequence[object], asked: BoolArray
) -> Coded:
    place = {name: at for at, (name, _) in enumerate(lines)}
    where = np.array([place.get(str(answer), -1) if answer is not None else -1 for answer in given], dtype=np.int64)
    ticked = np.zeros((where.size, len(lines)), dtype=bool)
    there = where >= 0
    ticked[np.flatnonzero(there), where[there]] = True
    return Coded(code, label, lines, asked, there, ticked)


def _missing(question: Question) -> frozenset[str]:
    return frozenset(option.code for option in question.options if option.missing)


def _several(question: Question, given: Sequence[object], asked: BoolArray) -> Coded:
    lines = _offered(question)
    left_out = _missing(question)
    sets = [frozenset(chosen(answer)) for answer in given]
    base = np.array([bool(codes - left_out) for codes in sets], dtype=bool)
    ticked = np.array([[code in codes for code, _ in lines] for codes in sets], dtype=bool).reshape(-1, len(lines))
    return Coded(question.code, question.label, lines, asked, base, ticked & base[:, None], several=True)


def _ranked(question: Question, given: Sequence[object], asked: BoolArray) -> Coded:
    firsts = [chosen(answer)[0] if answer is not None else None for answer in given]
    found = _by_option(question.code, question.label, _offered(question), firsts, asked)
    note = marked("The answer that each put first.")
    return Coded(found.code, found.label, found.lines, asked, found.base, found.chosen, note=note)


def _rated(question: Question, given: Sequence[object], asked: BoolArray) -> Coded:
    scale = question.scale
    if scale is None:
        return _by_option(question.code, question.label, _offered(question), given, asked)
    words = {scale.least: scale.least_label, scale.most: scale.most_label}
    points = tuple(
        (str(point), f"{point} ({words[point]})" if words.get(point) else str(point))
        for point in range(scale.least, scale.most + 1)
    )
    found = _by_option(question.code, question.label, points, given, asked)
    numbers = np.array([float(point) for point, _ in points])
    values = np.where(found.base, found.chosen @ numbers, np.nan)
    return Coded(found.code, found.label, points, asked, found.base, found.chosen, values)


def _numbers(question: Question, given: Sequence[object], asked: BoolArray) -> Coded:
    values = np.array(
        [
            float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else np.nan
            for answer in given
        ]
    )
    base = np.isfinite(values)
    return Coded(question.code, question.label, (), asked, base, np.zeros((base.size, 0), dtype=bool), values)


def is_organisation(questionnaire: Questionnaire, reply: Reply) -> bool | None:
    """Whether an organisation answered; None where it is not asked or not known."""
    found = part_of(questionnaire, Part.RESPONDENT)
    if found is None or not is_answered(reply.answers.get(found.code)):
        return None
    return "organisation" in chosen(reply.answers[found.code])


def is_confidential(questionnaire: Questionnaire, reply: Reply) -> bool:
    """Whether it was asked not to be named."""
    found = part_of(questionnaire, Part.CONFIDENTIAL)
    return found is not None and "yes" in chosen(reply.answers.get(found.code))


def part_of(questionnaire: Questionnaire, part: Part) -> Question | None:
    """The question that has a meaning to the software; None where there is none."""
    return next((question for question in questionnaire.questions() if question.part is part), None)

"""Responses that another tool gathered, read from a table: each cell an answer, or a trouble with its mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from placewright.publish.answer_table import further_of
from placewright.questionnaires.answers import Problem, Trouble, read_sent
from placewright.questionnaires.columns import Column, Missing, columns_of
from placewright.questionnaires.model import Option, Question, QuestionKind, Questionnaire
from placewright.questionnaires.rules import DECLINED
from placewright.web.engagement.answer_words import said_of
from placewright.web.engagement.result_replies import with_area_names
from placewright.web.engagement.tables_in import RowTrouble, SentTable

_MAY_LACK = frozenset({Trouble.REQUIRED, Trouble.ROW_MISSING, Trouble.NO_WORDS})
"""What paper and other tools may leave open, and this does not turn away."""
_NO_ANSWER = frozenset({"", "n/a", "na", "null", "none", "."})
_DECLINED = frozenset({DECLINED, "prefer not to say", "prefer not to answer"})
_NUMBERS = frozenset({QuestionKind.NUMBER, QuestionKind.MONEY})
_MOST_OFFERED = 8
_CODE_BEHIND = re.compile(r"\(([\w@.]+)\)$")
_TICKED = frozenset({"1", "yes", "true", "x", "y", "✓", "✔", "ticked", "selected", "checked"})
_NOT_TICKED = frozenset({"0", "no", "false", "n", "-", "not selected", "unchecked"})
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_OTHERS = {
    "@answered_on": "Day on which it was answered",
    "@stratum": "Stratum",
    "@cluster": "Cluster",
    "@base_weight": "Design weight",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a column can be: an answer or a part of one, or something known of the response."""

    name: str
    label: str
    question: str = ""
    part: str = ""


@dataclass(slots=True)
class FoundResponse:
    """One response of a table."""

    row: int
    answers: dict[str, object] = field(default_factory=dict)
    answered_on: date | None = None
    stratum: str = ""
    cluster: str = ""
    base_weight: float | None = None


def targets_of(questionnaire: Questionnaire) -> tuple[Target, ...]:
    """Everything that a column can be; named as columns are in this software's own files."""
    found = [_target(column) for column in columns_of([with_area_names(questionnaire)])]
    for question in questionnaire.questions():
        if question.identifies and question.kind is not QuestionKind.STATEMENT:
            found.append(Target(question.code, question.label, question.code))
        if question.kind is QuestionKind.MULTIPLE:
            found.append(Target(question.code, f"{question.label} ({_('several, with ; between')})", question.code))
    return (*found, *(Target(name, _(label)) for name, label in _OTHERS.items()))


def guessed_targets(columns: Iterable[str], targets: Sequence[Target]) -> dict[str, str]:
    """For each column the target whose name or words it has, or whose name stands in brackets behind them."""
    columns = tuple(columns)
    by_words: dict[str, str] = {}
    for target in targets:
        for words in (target.name, target.name.lstrip("@"), target.label):
            by_words.setdefault(_plain(words), target.name)
    names = {target.name for target in targets}
    for column in columns:
        behind = _CODE_BEHIND.search(column)
        if behind and behind[1] in names:
            by_words[_plain(column)] = behind[1]
    return {column: by_words[_plain(column)] for column in columns if _plain(column) in by_words}


def codes_to_ask(table: SentTable, questionnaire: Questionnaire, mapping: Mapping[str, str]) -> dict[str, int]:
    """Columns with numbers that may be answers or codes for none, and how far below -96 to -99 the codes seem to be.

    A question whose limits leave such numbers out is not among them.
    """
    found: dict[str, int] = {}
    for at, column in enumerate(table.columns):
        question = questionnaire.question(mapping.get(column, ""))
        if question is None or question.kind not in _NUMBERS:
            continue
        if question.least is not None and question.least > Missing.WITHHELD:
            continue
        further = further_of([number for _, cells in table.rows if (number := _number(cells[at])) is not None])
        if further is not None:
            found[column] = further
    return found


def responses_in(
    table: SentTable,
    questionnaire: Questionnaire,
    mapping: Mapping[str, str],
    codes: Mapping[str, int | None] | None = None,
    *,
    days: tuple[date | None, date | None] = (None, None),
) -> tuple[list[FoundResponse], list[RowTrouble]]:
    """The responses of a table under a mapping of its columns to targets, and what is wrong with its rows.

    Args:
        codes: for a column, how far below -96 to -99 its codes for no answer stand; None where all are answers. What is
            not named is as `codes_to_ask` has it.
        days: the first and the last on which somebody can have answered.
    """
    targets = {target.name: target for target in targets_of(questionnaire)}
    meant = {**codes_to_ask(table, questionnaire, mapping), **(codes or {})}
    missing = {column: _codes(meant.get(column, 0)) for column in table.columns}
    aimed = {column: targets[mapping[column]] for column in table.columns if mapping.get(column) in targets}
    columns = {target.question: column for column, target in reversed(aimed.items())}
    questions = {question.code: question for question in with_area_names(questionnaire).questions()}
    found: list[FoundResponse] = []
    troubles: list[RowTrouble] = []
    for number, cells in table.rows:
        one = FoundResponse(number)
        wrong: list[tuple[str, str]] = []
        sent: dict[str, list[str]] = {}
        for column, cell in zip(table.columns, cells, strict=True):
            target = aimed.get(column)
            if target is not None and target.name.startswith("@"):
                wrong += [(column, what)] if (what := _known(one, target.name, cell, days)) else []
            elif target is not None:
                _fill(questions[target.question], target.part, cell, missing[column].get(cell), sent)
        entry = read_sent(questions.values(), sent)
        wrong += [
            (columns.get(problem.question, problem.question), _said(problem, questions[problem.question]))
            for problem in entry.problems
            if problem.trouble not in _MAY_LACK
        ]
        one.answers = dict(entry.answers)
        if not wrong and not one.answers:
            wrong.append(("", _("It answers nothing. Choose what the columns are.")))
        troubles += [RowTrouble(table.name, number, column, what) for column, what in wrong]
        if not wrong:
            found.append(one)
    return found, troubles


def _fill(question: Question, part: str, cell: str, reason: Missing | None, sent: dict[str, list[str]]) -> None:
    """Put a cell among the fields that a form would have sent; nothing where it says that there is no answer."""
    if reason is Missing.DECLINED and question.may_decline:
        sent[f"{question.code}.decline"] = ["1"]
    elif cell.casefold() not in _NO_ANSWER and reason in {None, Missing.DECLINED}:
        _send(question, part, cell, sent)


def _codes(further: int | None) -> dict[str, Missing]:
    """What stands for no answer in a column, and why there is none."""
    return {} if further is None else {str(int(reason) - further): reason for reason in Missing}


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _said(problem: Problem, question: Question) -> str:
    """What is wrong with a cell, and the answers that it could have held where there are few."""
    said = said_of(problem)
    if problem.trouble is not Trouble.UNKNOWN:
        return said
    scale = question.scale
    points = [] if scale is None else [f"{scale.least}–{scale.most}"]
    offered = [*points, *(f"{option.label} ({option.code})" for option in question.options)]
    listed = "; ".join([*offered[:_MOST_OFFERED], *(["…"] if len(offered) > _MOST_OFFERED else [])])
    return _("%(said)s: %(offered)s.") % {"said": said, "offered": listed}


def _target(column: Column) -> Target:
    return Target(column.name, column.label, column.question, column.part)


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[_\s]+", " ", words).casefold().split())


def _send(question: Question, part: str, cell: str, sent: dict[str, list[str]]) -> None:
    """Put a cell among the fields that a form would have sent."""
    code = question.code
    if cell.casefold() in _DECLINED and question.may_decline:
        sent[f"{code}.decline"] = ["1"]
    elif part.endswith(".words"):
        sent[f"{code}.{part}"] = [cell]
    elif question.kind is QuestionKind.MULTIPLE and part:
        if cell.casefold() in _TICKED or _coded(question.options, cell) == part:
            sent.setdefault(code, []).append(part)
        elif cell.casefold() not in _NOT_TICKED:
            sent.setdefault(code, []).append(cell)
    elif question.kind is QuestionKind.MULTIPLE:
        sent.setdefault(code, []).extend(_coded(question.options, one) for one in _SEVERAL.split(cell) if one)
    elif question.kind is QuestionKind.MATRIX:
        sent[f"{code}.{part}"] = [_coded(question.options, cell)]
    elif part:
        sent[f"{code}.{part}"] = [cell]
    elif question.kind is QuestionKind.DATE:
        sent[code] = [_day(cell) or cell]
    elif question.kind is QuestionKind.RATING and question.scale is not None:
        leading = re.match(r"-?\d+", cell)
        coded = _coded(question.options, cell)
        sent[code] = [leading[0] if leading and coded == cell else coded]
    elif question.options:
        sent[code] = [_coded(question.options, cell)]
    else:
        sent[code] = [cell]


def _coded(options: Iterable[Option], cell: str) -> str:
    """The code of the option that a cell names by code or by words; the cell itself where it names none."""
    plain = _plain(cell)
    for option in options:
        if cell == option.code or plain in {_plain(option.label), _plain(option.code)}:
            return option.code
    return cell


def _day(cell: str) -> str:
    """A day as ISO text, from ISO or from day, month and year as they are written here; empty where it is none."""
    for pattern, order in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", (0, 1, 2)),
        (r"(\d{1,2})[./ ](\d{1,2})[./ ](\d{4})", (2, 1, 0)),
    ):
        found = re.match(pattern, cell)
        if found:
            parts = [int(text) for text in found.groups()]
            try:
                return date(*(parts[at] for at in order)).isoformat()
            except ValueError:
                return ""
    return ""


def _known(one: FoundResponse, name: str, cell: str, days: tuple[date | None, date | None]) -> str:
    """Take over what is known of a response beside its answers; what is wrong with it, or nothing."""
    if not cell:
        return ""
    if name == "@answered_on":
        day = _day(cell)
        if not day:
            return _("Write a real date, such as 2026-11-28 or 28/11/2026.")
        one.answered_on = date.fromisoformat(day)
        first, last = days
        if first is not None and one.answered_on < first:
            return _("It opened on %(day)s; nobody can have answered before.") % {"day": date_format(first, "j F Y")}
        if last is not None and one.answered_on > last:
            return _("This day has not come yet.")
    elif name == "@base_weight":
        try:
            one.base_weight = float(cell.replace(",", ""))
        except ValueError:
            return _("A design weight is a number above 0, such as 12.5.")
        if not 0 < one.base_weight < 1e12:
            return _("A design weight is a number above 0, such as 12.5.")
    elif name == "@stratum":
        one.stratum = cell[:80]
    else:
        one.cluster = cell[:80]
    return ""

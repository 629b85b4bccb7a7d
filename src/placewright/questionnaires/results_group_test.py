"""Whether the groups of a breakdown answer differently, judged by the design of the survey; of a survey alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from placewright.core.errors import Undefined
from placewright.methods.survey_group_means import MeansTest, compare_means
from placewright.methods.survey_tables import CrossTable, cross_table
from placewright.questionnaires.results_cells import NOT_KNOWN, Basis
from placewright.questionnaires.results_coding import Coded
from placewright.questionnaires.results_model import FigureLine, GroupTest, Line, Statistic, Why
from placewright.questionnaires.standing import Standing

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_MEAN = "mean"


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The groups of a breakdown that are known: who is in any of them, and the number of each one's group."""

    inside: BoolArray
    group: IntArray


def groups_to_compare(basis: Basis, masks: Sequence[BoolArray], groups: Sequence[tuple[str, str]]) -> Groups | None:
    """The groups whose difference may be tested; None where chance drew nobody, or there are not two of them."""
    if basis.standing is not Standing.SURVEY or basis.design is None:
        return None
    known = [mask for mask, (code, _) in zip(masks, groups, strict=True) if code != NOT_KNOWN]
    if len(known) < 2:
        return None
    return Groups(np.any(known, axis=0), np.argmax(known, axis=0))


def group_test(answers: Coded, basis: Basis, groups: Groups, lines: Sequence[Line]) -> GroupTest | None:
    """The test of a table as it is shown: the groups against its lines.

    There is none where several answers may be given, which are tested one by one, or where the table has no lines. It
    is withheld with the cells of its table, since it is one more equation in what they hold.
    """
    if answers.several or not lines:
        return None
    if any(cell.why is not Why.SHOWN for line in lines for cell in line.cells):
        return GroupTest(why=Why.FOR_OTHERS)
    return _crossed(_line_of(answers, lines), basis, groups)


def tested_lines(answers: Coded, basis: Basis, groups: Groups, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Of a question to which several answers may be given: each answer with the test of who gave it and who did not.

    A test is withheld with a cell of its answer. `adjusted` is p times the number of answers of the question that are
    tested (Bonferroni's bound, as Bilder and Loughin 2004 have it for such questions), and 1 at most.
    """
    if not answers.several:
        return tuple(lines)
    place = {code: at for at, (code, _) in enumerate(answers.lines)}
    tests = [
        GroupTest(why=Why.FOR_OTHERS)
        if any(cell.why is not Why.SHOWN for cell in line.cells)
        else _crossed(answers.chosen[:, place[line.code]].astype(np.int64), basis, groups)
        for line in lines
    ]
    number = sum(test.p is not None for test in tests)
    return tuple(replace(line, test=_adjusted(test, number)) for line, test in zip(lines, tests, strict=True))


def tested_figures(
    answers: Coded, basis: Basis, groups: Groups, figures: Sequence[FigureLine]
) -> tuple[FigureLine, ...]:
    """The mean of a number with the test that all groups have the same; it is withheld with the mean of a group."""
    return tuple(
        replace(line, test=_of_means(answers, basis, groups, line)) if line.code == _MEAN else line for line in figures
    )


def _of_means(answers: Coded, basis: Basis, groups: Groups, line: FigureLine) -> GroupTest:
    if any(amount.why is not Why.SHOWN for amount in line.amounts):
        return GroupTest(why=Why.FOR_OTHERS, of=Statistic.WALD)
    if answers.values is None or basis.design is None:
        return GroupTest(why=Why.UNDEFINED, of=Statistic.WALD)
    try:
        found = compare_means(answers.values, groups.group, basis.design, domain=groups.inside)
    except Undefined:
        return GroupTest(why=Why.UNDEFINED, of=Statistic.WALD)
    return replace(_told(found), of=Statistic.WALD)


def _crossed(rows: IntArray, basis: Basis, groups: Groups) -> GroupTest:
    if basis.design is None:
        return GroupTest(why=Why.UNDEFINED)
    try:
        return _told(cross_table(rows, groups.group, basis.design, domain=groups.inside))
    except Undefined:
        return GroupTest(why=Why.UNDEFINED)


def _told(found: CrossTable | MeansTest) -> GroupTest:
    if found.reason is not None:
        return GroupTest(why=Why.UNDEFINED)
    return GroupTest(
        _rounded(found.statistic), _rounded(found.numerator_df), _rounded(found.denominator_df), _rounded(found.p)
    )


def _adjusted(test: GroupTest, number: int) -> GroupTest:
    return test if test.p is None else replace(test, adjusted=_rounded(min(1.0, test.p * number)))


def _line_of(answers: Coded, lines: Sequence[Line]) -> IntArray:
    """The line of the table in which each answer stands; those that are not named stand together in the last."""
    place = {line.code: at for at, line in enumerate(lines)}
    rows = np.array([place.get(code, len(lines) - 1) for code, _ in answers.lines], dtype=np.int64)
    return np.asarray(rows[np.argmax(answers.chosen, axis=1)], dtype=np.int64)


def _rounded(value: float) -> float:
    """To three digits, the same on every machine."""
    return float(f"{value:.3g}")

"""Whether the groups of a breakdown answer differently, judged by the design of the survey; of a survey alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from placewright.core.errors import Undefined
from placewright.methods.survey_tables import cross_table
from placewright.questionnaires.results_cells import NOT_KNOWN, Basis
from placewright.questionnaires.results_coding import Coded
from placewright.questionnaires.results_model import GroupTest, Line, Why
from placewright.questionnaires.standing import Standing

BoolArray = NDArray[np.bool_]


def group_test(
    answers: Coded,
    basis: Basis,
    masks: Sequence[BoolArray],
    groups: Sequence[tuple[str, str]],
    lines: Sequence[Line],
) -> GroupTest | None:
    """The test of a table as it is shown: the groups that are known against its lines.

    There is none where chance drew nobody, where several answers may be given or where the table has no lines. It is
    withheld with the cells of its table, since it is one more equation in what they hold.
    """
    if basis.standing is not Standing.SURVEY or basis.design is None or answers.several or not lines:
        return None
    if any(cell.why is not Why.SHOWN for line in lines for cell in line.cells):
        return GroupTest(why=Why.FOR_OTHERS)
    known = [mask for mask, (code, _) in zip(masks, groups, strict=True) if code != NOT_KNOWN]
    if len(known) < 2:
        return None
    inside: BoolArray = np.any(known, axis=0)
    group = np.argmax(known, axis=0)
    try:
        found = cross_table(_line_of(answers, lines), group, basis.design, domain=inside)
    except Undefined:
        return GroupTest(why=Why.UNDEFINED)
    if found.reason is not None:
        return GroupTest(why=Why.UNDEFINED)
    return GroupTest(
        _rounded(found.statistic), _rounded(found.numerator_df), _rounded(found.denominator_df), _rounded(found.p)
    )


def _line_of(answers: Coded, lines: Sequence[Line]) -> NDArray[np.int64]:
    """The line of the table in which each answer stands; those that are not named stand together in the last."""
    place = {line.code: at for at, line in enumerate(lines)}
    rows = np.array([place.get(code, len(lines) - 1) for code, _ in answers.lines], dtype=np.int64)
    return np.asarray(rows[np.argmax(answers.chosen, axis=1)], dtype=np.int64)


def _rounded(value: float) -> float:
    """To three digits, the same on every machine."""
    return float(f"{value:.3g}")

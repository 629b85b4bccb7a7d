"""What answers that should be looked at change: each answer to each question with and without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.results_cells import Basis, BoolArray, hidden_cells, hidden_ticks
from placewright.questionnaires.results_coding import Coded, Reply, coded
from placewright.questionnaires.results_model import FlaggedChange, Panel, QuestionResult, Table, Why
from placewright.questionnaires.results_tables import named_or_many

LEAST_POINTS = 1.0
"""Smaller changes are not listed."""


def flagged_changes(
    questionnaire: Questionnaire,
    replies: Sequence[Reply],
    basis: Basis,
    panels: Mapping[Panel, BoolArray],
    hiding: BoolArray,
    questions: Sequence[QuestionResult],
) -> tuple[FlaggedChange, ...]:
    """Every change of a point or more, the largest first.

    With and without are two tables that can be subtracted, which leaves what the flagged ones answered. So a line is
    given only where both parts of it could be shown as a breakdown: ten or more in each, and none to be worked out.
    """
    flagged = np.array([reply.is_flagged for reply in replies], dtype=bool)
    if int(flagged.sum()) < basis.threshold:
        return ()
    wholes = {(table.code, table.panel): table for one in questions for table in one.tables if not table.by}
    found: list[FlaggedChange] = []
    for question in questionnaire.questions():
        for answers in coded(question, replies):
            for panel, everybody in panels.items():
                table = wholes.get((answers.code, panel))
                if table is None:
                    continue
                members = everybody
                if panel is Panel.ORGANISATIONS:
                    members = named_or_many(answers, everybody, hiding, basis.threshold)
                found.extend(_of_table(answers, table, basis, answers.base & members, flagged))
    return tuple(sorted(found, key=lambda one: (-abs(one.points), one.question, one.panel, one.answer)))


def _of_table(
    answers: Coded, table: Table, basis: Basis, inside: BoolArray, flagged: BoolArray
) -> Iterator[FlaggedChange]:
    masks = [inside & flagged, inside & ~flagged]
    bases = [int(mask.sum()) for mask in masks]
    if bases[0] < basis.threshold or bases[1] < basis.least_base:
        return
    place = {code: at for at, (code, _) in enumerate(answers.lines)}
    shown = [line for line in table.lines if line.cells[0].why is Why.SHOWN and line.code in place]
    ticked = [answers.chosen[:, place[line.code]] for line in shown]
    counts = np.array([[int((one & mask).sum()) for mask in masks] for one in ticked], dtype=np.int64)
    for line, one, number, is_shown in zip(
        shown, ticked, counts, _may_be_shown(answers, counts, bases, basis.threshold), strict=True
    ):
        if not is_shown:
            continue
        weights = np.ones(inside.size) if basis.design is None else basis.design.final
        share, without = _share(weights, one, inside), _share(weights, one, masks[1])
        points = round(100 * (without - share), 1)
        if abs(points) < LEAST_POINTS:
            continue
        given = (table.code, table.label, line.code, line.label, points, table.panel)
        if basis.design is None:
            yield FlaggedChange(*given, count=int(number.sum()), without=int(number[1]))
        else:
            yield FlaggedChange(*given, share=round(share, 6), share_without=round(without, 6))


def _may_be_shown(answers: Coded, counts: NDArray[np.int64], bases: Sequence[int], least: int) -> list[bool]:
    """Which lines may stand with their flagged part beside the other."""
    if not len(counts):
        return []
    if answers.several:
        both = [hidden_ticks(line, np.array(bases), least) for line in counts]
        return [all(why is Why.SHOWN for why in whys) for whys in both]
    rest = np.array(bases, dtype=np.int64) - counts.sum(axis=0)
    whole = np.vstack([counts, rest]) if rest.any() else counts
    return [all(why is Why.SHOWN for why in line) for line in hidden_cells(whole, least)[: len(counts)]]


def _share(weights: NDArray[np.float64], ticked: BoolArray, inside: BoolArray) -> float:
    return float(weights[inside & ticked].sum() / weights[inside].sum())

"""One table of results: the answers of all together, or of the groups of one breakdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from placewright.core.words import marked
from placewright.questionnaires.model import Question
from placewright.questionnaires.results_cells import (
    Basis,
    BoolArray,
    amounts,
    cell,
    effective_size,
    hidden_cells,
    hidden_lines,
    hidden_ticks,
    joined_groups,
)
from placewright.questionnaires.results_coding import OTHER, Coded, Reply, groups_of
from placewright.questionnaires.results_group_test import group_test, groups_to_compare, tested_figures, tested_lines
from placewright.questionnaires.results_model import Amount, Cell, FigureLine, Group, Line, Panel, Table, Why
from placewright.questionnaires.standing import Standing

FIGURE_WORDS = {
    "lower_quartile": marked("Lower quartile"),
    "median": marked("Median"),
    "upper_quartile": marked("Upper quartile"),
    "mean": marked("Mean"),
    "total": marked("Total of the population"),
}
OTHER_WORDS = marked("Answers too few to stand apart")
_ALL = marked("All")


def whole_table(question: Question, answers: Coded, basis: Basis, panel: Panel, members: BoolArray) -> Table:
    """The answers of all members of a panel."""
    inside = answers.base & members
    number = int(inside.sum())
    is_protected = panel is not Panel.ORGANISATIONS
    least = basis.least_base if question.sensitive or basis.standing is not Standing.CONSULTATION else basis.threshold
    everybody = bool(answers.asked[members].all())
    asked = int(members.sum()) if everybody else None
    if is_protected and number < least:
        empty = tuple(Line(code, label, (Cell(why=Why.BASE),)) for code, label in answers.lines)
        figures = tuple(
            FigureLine(name, FIGURE_WORDS[name], (Amount(why=Why.BASE),)) for name in _figure_names(answers, basis)
        )
        return _table(answers, panel, asked, (Group("", _ALL),), empty, figures)
    counts = answers.chosen[inside].sum(axis=0).astype(np.int64)
    if not is_protected:
        why = (Why.SHOWN,) * counts.size
    elif answers.several:
        why = tuple(hidden_ticks(counts[[at]], np.array([number]), basis.threshold)[0] for at in range(counts.size))
    else:
        why = hidden_lines(counts, basis.threshold)
    lines = tuple(
        Line(code, label, (cell(basis, answers.chosen[:, at], inside, why[at]),))
        for at, (code, label) in enumerate(answers.lines)
    )
    figures = _unless_hidden(_figures(answers, basis, [inside]), lines)
    group = Group("", _ALL, number, effective_size(basis, inside))
    return _table(answers, panel, asked, (group,), lines, figures)


def named_or_many(answers: Coded, members: BoolArray, hiding: BoolArray, threshold: int) -> BoolArray:
    """The organisations that a table may count: those that asked not to be named only where they are many.

    Organisations that may be named are counted however few. The others would follow from the difference to what the
    named ones say themselves, so each number of theirs has to rest on as many as a number of people.
    """
    hidden = answers.base & members & hiding
    counts = answers.chosen[hidden].sum(axis=0).astype(np.int64)
    left = int(hidden.sum()) - counts if answers.several else counts  # who did not give one of several answers
    is_few = hidden.sum() < threshold or any(0 < number < threshold for number in (*counts, *left))
    return members & ~hiding if is_few else members


def broken_down(
    answers: Coded, whole: Table, basis: Basis, members: BoolArray, by: tuple[Question, Sequence[Reply]]
) -> Table | None:
    """The answers of each group of a breakdown; None where the groups are too small to be told apart.

    Answers that are withheld of all together stand here as one line, so that they do not follow from the groups.
    """
    question, replies = by
    inside = answers.base & members
    if whole.groups[0].base is None:
        return None
    labels, group = groups_of(question, replies)
    names, group = joined_groups(labels, np.where(inside, group, -2), inside, basis.least_base)
    if len(names) < 2:
        return None
    masks = [inside & (group == at) for at in range(len(names))]
    groups = tuple(
        Group(code, label, int(mask.sum()), effective_size(basis, mask))
        for (code, label), mask in zip(names, masks, strict=True)
    )
    why_whole = [line.cells[0].why for line in whole.lines]
    lines = (
        _tick_lines(answers, basis, masks, why_whole)
        if answers.several
        else _option_lines(answers, basis, masks, why_whole)
    )
    if len(lines) == 1 and lines[0].code == OTHER:
        return None
    figures = _unless_hidden(_figures(answers, basis, masks), lines)
    made = _table(answers, whole.panel, whole.asked, groups, lines, figures)
    made = replace(made, by=question.code, by_label=question.label)
    compared = groups_to_compare(basis, masks, names)
    if compared is None:
        return made
    return replace(
        made,
        lines=tested_lines(answers, basis, compared, lines),
        figures=tested_figures(answers, basis, compared, figures),
        test=group_test(answers, basis, compared, lines),
    )


def _table(
    answers: Coded,
    panel: Panel,
    asked: int | None,
    groups: tuple[Group, ...],
    lines: tuple[Line, ...],
    figures: tuple[FigureLine, ...],
) -> Table:
    return Table(
        answers.code,
        answers.label,
        panel,
        groups,
        asked,
        lines,
        figures,
        several=answers.several,
        note=answers.note,
    )


def _option_lines(answers: Coded, basis: Basis, masks: list[BoolArray], why: list[Why]) -> tuple[Line, ...]:
    shown = [at for at, one in enumerate(why) if one is Why.SHOWN]
    hidden = [at for at, one in enumerate(why) if one is not Why.SHOWN]
    rows: list[tuple[tuple[str, str], BoolArray]] = [(answers.lines[at], answers.chosen[:, at]) for at in shown]
    if hidden:
        together: BoolArray = answers.chosen[:, hidden].max(axis=1)
        rows.append(((OTHER, OTHER_WORDS), together))
    counts = np.array([[int((ticked & mask).sum()) for mask in masks] for _, ticked in rows], dtype=np.int64)
    withheld = hidden_cells(counts, basis.threshold)
    return tuple(
        Line(code, label, tuple(cell(basis, ticked, mask, withheld[at][to]) for to, mask in enumerate(masks)))
        for at, ((code, label), ticked) in enumerate(rows)
    )


def _tick_lines(answers: Coded, basis: Basis, masks: list[BoolArray], why: list[Why]) -> tuple[Line, ...]:
    bases = np.array([int(mask.sum()) for mask in masks], dtype=np.int64)
    lines: list[Line] = []
    for at, (code, label) in enumerate(answers.lines):
        ticked = answers.chosen[:, at]
        if why[at] is not Why.SHOWN:
            lines.append(Line(code, label, tuple(Cell(why=why[at]) for _ in masks)))
            continue
        chosen = np.array([int((ticked & mask).sum()) for mask in masks], dtype=np.int64)
        withheld = hidden_ticks(chosen, bases, basis.threshold)
        cells = tuple(cell(basis, ticked, mask, one) for mask, one in zip(masks, withheld, strict=True))
        lines.append(Line(code, label, cells))
    return tuple(lines)


def _figure_names(answers: Coded, basis: Basis) -> tuple[str, ...]:
    if answers.values is None:
        return ()
    if answers.lines:
        return ("mean",)
    names = ("lower_quartile", "median", "upper_quartile", "mean")
    return (*names, "total") if basis.has_population else names


def _figures(answers: Coded, basis: Basis, masks: list[BoolArray]) -> tuple[FigureLine, ...]:
    if answers.values is None:
        return ()
    names = _figure_names(answers, basis)
    made: list[dict[str, Amount]] = []
    for mask in masks:
        if int(mask.sum()) < basis.threshold:
            made.append({name: Amount(why=Why.BASE) for name in names})
        else:
            made.append(amounts(basis, answers.values, mask, of_scale=bool(answers.lines)))
    return tuple(FigureLine(name, FIGURE_WORDS[name], tuple(one[name] for one in made)) for name in names)


def _unless_hidden(figures: tuple[FigureLine, ...], lines: tuple[Line, ...]) -> tuple[FigureLine, ...]:
    """The mean of a scale is one more equation in what its points hold: it goes where a point is withheld."""
    if all(one.why is Why.SHOWN for line in lines for one in line.cells):
        return figures
    gone = Amount(why=Why.FOR_OTHERS)
    return tuple(FigureLine(line.code, line.label, tuple(gone for _ in line.amounts)) for line in figures)

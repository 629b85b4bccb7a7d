"""Cells that may be shown: small ones and those that would give them away are withheld, then the others estimated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from placewright.core.errors import Undefined
from placewright.methods.disclosure import Withheld, is_dominated, suppress
from placewright.methods.survey_design import SurveyDesign
from placewright.methods.survey_estimates import (
    Estimate,
    estimate_mean,
    estimate_proportion,
    estimate_quantile,
    estimate_total,
)
from placewright.methods.survey_weights import kish_effective_size
from placewright.questionnaires.results_coding import OTHER
from placewright.questionnaires.results_model import Amount, Cell, Why
from placewright.questionnaires.standing import Standing

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

NOT_KNOWN = "(not known)"
_QUANTILES = (("lower_quartile", 0.25), ("median", 0.5), ("upper_quartile", 0.75))
_NO_VARIANCE = 1e12
"""Beyond so many times its base the effective size of a share is rounding: its variance is none."""
_WHY = {Withheld.SHOWN: Why.SHOWN, Withheld.SMALL: Why.SMALL, Withheld.FOR_OTHERS: Why.FOR_OTHERS}


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What numbers are made of: the standing, the weights of a survey, and the least that is shown."""

    standing: Standing
    design: SurveyDesign | None
    threshold: int
    least_base: int
    has_population: bool = False
    """Whether weights add to a population, so that a total can be given."""


def hidden_lines(counts: IntArray, threshold: int) -> tuple[Why, ...]:
    """Which lines of a table whose lines add to its base are withheld; together they hold the threshold or more."""
    if counts.size == 0 or counts.min() >= threshold:
        return (Why.SHOWN,) * counts.size
    why = [_WHY[Withheld(int(one))] for one in suppress(counts, threshold).why[:-1]]
    while any(one is not Why.SHOWN for one in why):
        left = [at for at, one in enumerate(why) if one is Why.SHOWN]
        if not left or sum(int(counts[at]) for at, one in enumerate(why) if one is not Why.SHOWN) >= threshold:
            break
        why[min(left, key=lambda at: int(counts[at]))] = Why.FOR_OTHERS
    return tuple(why)


def hidden_cells(counts: IntArray, threshold: int) -> list[list[Why]]:
    """Which cells (line, group) of a table whose lines and groups add to totals are withheld."""
    if counts.size == 0 or counts.min() >= threshold:
        return [[Why.SHOWN] * counts.shape[1] for _ in range(counts.shape[0])]
    found = suppress(counts, threshold).why[:-1, :-1]
    return [[_WHY[Withheld(int(one))] for one in line] for line in found]


def hidden_ticks(chosen: IntArray, bases: IntArray, threshold: int) -> list[Why]:
    """Which groups' numbers of one answer among several are withheld: few gave it, or few did not."""
    pair = np.vstack([chosen, bases - chosen])
    if pair.min() >= threshold:
        return [Why.SHOWN] * chosen.size
    if chosen.size == 1:
        return [Why.SMALL]
    return hidden_cells(pair, threshold)[0]


def joined_groups(
    labels: Sequence[tuple[str, str]], group: IntArray, base: BoolArray, least: int
) -> tuple[tuple[tuple[str, str], ...], IntArray]:
    """Groups of which each has the least base: small ones are put together, so that none follows by subtraction.

    Who is in no group is a group too, so that groups add to all who answered.
    """
    held = [([at], [label]) for at, (_, label) in enumerate(labels)]
    if (base & (group < 0)).any():
        held.append(([-1], ["not known"]))
    sizes = {at: int(np.count_nonzero(base & (group == at))) for members, _ in held for at in members}
    held = [one for one in held if sizes[one[0][0]] > 0]

    def size(one: tuple[list[int], list[str]]) -> int:
        return sum(sizes[at] for at in one[0])

    while len(held) > 1 and min(size(one) for one in held) < least:
        first, second = sorted(held, key=lambda one: (size(one), one[0]))[:2]
        held = [one for one in held if one is not first and one is not second]
        held.append((sorted([*first[0], *second[0]], key=lambda at: (at < 0, at)), []))
    found = np.full(group.size, -1, dtype=np.int64)
    names: list[tuple[str, str]] = []
    held.sort(key=lambda one: (len(one[0]) > 1, one[0][0] < 0, one[0][0]))
    for number, (members, _) in enumerate(held):
        found[np.isin(group, members)] = number
        known = [labels[at] for at in members if at >= 0]
        words = [label for _, label in known] + (["not known"] if -1 in members else [])
        code = known[0][0] if len(members) == 1 and known else NOT_KNOWN if not known else OTHER
        names.append((code, " / ".join(words)))
    return tuple(names), found


def cell(basis: Basis, ticked: BoolArray, inside: BoolArray, why: Why) -> Cell:
    """One cell: a count of a consultation, a weighted share of a survey, with an interval where chance drew it."""
    if why is not Why.SHOWN:
        return Cell(why=why)
    if basis.design is None:
        return Cell(count=int(np.count_nonzero(ticked & inside)))
    weights = basis.design.final * inside
    if basis.standing is Standing.QUOTA:
        return Cell(share=_rounded(float(weights @ ticked / weights.sum())))
    try:
        found = estimate_proportion(ticked.astype(np.float64), basis.design, domain=inside)
    except Undefined:
        return Cell(why=Why.UNDEFINED)
    low, high = _rounded(found.low), _rounded(found.high)
    return Cell(None, _rounded(found.value), low, high, round(_steady_size(found), 1))


def _steady_size(found: Estimate) -> float:
    """The effective size of a share; its base where the weights fix the share, so that no variance can be estimated.

    What is left of a variance there is rounding, a size of 1e33 that is another on another processor.
    """
    return found.effective_size if found.effective_size < _NO_VARIANCE * found.base else float(found.base)


def effective_size(basis: Basis, inside: BoolArray) -> float | None:
    """Kish's effective size of a group; None of a consultation."""
    if basis.design is None or not (basis.design.final[inside] > 0).any():
        return None
    return round(kish_effective_size(basis.design.final[inside]), 1)


def amounts(basis: Basis, values: FloatArray, inside: BoolArray, *, of_scale: bool) -> dict[str, Amount]:
    """The figures of a number among those inside: quartiles, mean, and the total where weights add to a population.

    Figures of amounts are rounded to three digits, so that no single answer can be read from them.
    """
    if of_scale:
        return {"mean": _amount(basis, "mean", values, inside, digits=4)}
    made = {name: _amount(basis, name, values, inside, digits=3) for name, _ in _QUANTILES}
    dominated = _is_dominated(basis, values, inside)
    for name in ("mean", "total") if basis.has_population else ("mean",):
        made[name] = Amount(why=dominated) if dominated else _amount(basis, name, values, inside, digits=3)
    return made


def _is_dominated(basis: Basis, values: FloatArray, inside: BoolArray) -> Why | None:
    held = values[inside] if basis.design is None else values[inside] * basis.design.final[inside]
    return Why.DOMINANCE if is_dominated(np.abs(held)) else None


def _amount(basis: Basis, name: str, values: FloatArray, inside: BoolArray, *, digits: int) -> Amount:
    held = np.where(inside, values, 0.0)
    design = basis.design if basis.design is not None else SurveyDesign(np.ones(values.size))
    share = dict(_QUANTILES).get(name)
    try:
        if share is not None:
            found = estimate_quantile(held, design, share, domain=inside)
        else:
            found = (estimate_total if name == "total" else estimate_mean)(held, design, domain=inside)
    except Undefined:
        return Amount(why=Why.UNDEFINED)
    return _of_estimate(found, digits, has_interval=basis.standing is Standing.SURVEY)


def _of_estimate(found: Estimate, digits: int, *, has_interval: bool) -> Amount:
    value = _significant(found.value, digits)
    if not has_interval:
        return Amount(value)
    if not (np.isfinite(found.low) and np.isfinite(found.high)):
        return Amount(why=Why.UNDEFINED)
    return Amount(value, _significant(found.low, digits), _significant(found.high, digits))


def _significant(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _rounded(value: float) -> float:
    """To a ten-thousandth of a percent: the same on every machine."""
    return round(float(value), 6) + 0.0

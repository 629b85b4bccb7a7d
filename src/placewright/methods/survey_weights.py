"""Weights of respondents: held to a population's margins, corrected for non-response, trimmed, and what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import PlacewrightError, Undefined
from placewright.core.late_dataclass import dataclass
from placewright.core.words import gettext as _
from placewright.methods._margins import Margins, read_margins
from placewright.methods._vectors import finite_vector, require_same_length, weight_vector

FloatArray = NDArray[np.float64]

_MOST_ROUNDS = 10_000


@dataclass(frozen=True, slots=True)
class Furthest:
    """The level of a margin that stays furthest from its target: its place among the targets, and what it came to."""

    margin: str
    level: int
    target: float
    reached: float


class NoConvergence(Undefined):
    """Margins that no weights of these respondents meet together."""

    def __init__(
        self, what: str, *, where: str | None = None, fix: str | None = None, furthest: Furthest | None = None
    ) -> None:
        super().__init__(what, where=where, fix=fix)
        self.furthest = furthest


def rake(
    categories: Mapping[str, ArrayLike],
    targets: Mapping[str, Mapping[Any, float]],
    base_weights: ArrayLike | None = None,
    *,
    tolerance: float = 1e-12,
) -> FloatArray:
    """Weights that add to every margin, changed as little as possible (in relative entropy) from the base weights.

    Each margin in turn is scaled to its targets until all hold at once (iterative proportional fitting, Deming and
    Stephan 1940; raking ratio, Deville and Sarndal 1992). Respondents with the same levels in all margins get one
    factor, so the work is done on the cells of the margins, not on respondents.

    Args:
        categories: for each margin the level of each respondent; what has no target is not used.
        targets: for each margin the population's total of each level; all margins add to the same.
        base_weights: one a respondent, not negative; all 1 without them.
        tolerance: the largest relative difference from a target at the end.

    Raises:
        PlacewrightError: a margin lacks categories or targets, or a level that occurs has no target.
        Undefined: nobody has a level that has a target, or two margins add to different totals.
        NoConvergence: the margins contradict each other for these respondents.

    The table that is widely copied as the result of this example stops before it has converged:

    >>> counts = [40, 30, 20, 10, 35, 50, 100, 75, 30, 80, 70, 120, 20, 30, 40, 50]
    >>> row, column = np.repeat(range(4), 4), np.tile(range(4), 4)
    >>> weights = rake(
    ...     {"row": row, "column": column},
    ...     {"row": {0: 150, 1: 300, 2: 400, 3: 150}, "column": {0: 200, 1: 300, 2: 400, 3: 100}},
    ...     counts,
    ... )
    >>> [round(float(weight), 3) for weight in weights[:4]]
    [64.559, 46.232, 35.384, 3.825]
    """
    where = "rake"
    size = next((np.asarray(found).size for found in categories.values()), 0)
    base = weight_vector(base_weights, size, where=where)
    return rake_to(read_margins(categories, targets, size, where=where), base, tolerance=tolerance)


def rake_to(margins: Margins, base: FloatArray, *, tolerance: float = 1e-12) -> FloatArray:
    """Weights that add to margins that were read already; see `rake`."""
    where = "rake"
    held = np.bincount(margins.cell, weights=base, minlength=margins.cells).astype(np.float64)
    _refuse_levels_without_weight(margins, held, where)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(held > 0, _fitted(margins, held, tolerance, where) / held, 0.0)
    raked: FloatArray = factor[margins.cell]
    raked *= base
    return raked


def post_stratify(labels: ArrayLike, totals: Mapping[Any, float], base_weights: ArrayLike | None = None) -> FloatArray:
    """Weights that add to the population's total in each class: raking to one margin.

    >>> post_stratify(["a", "a", "b"], {"a": 10, "b": 30}).tolist()
    [5.0, 5.0, 30.0]
    """
    return rake({"class": labels}, {"class": totals}, base_weights)


def adjust_for_nonresponse(weights: ArrayLike, responded: ArrayLike, cells: ArrayLike) -> FloatArray:
    """Design weights of those who answered, raised in each cell by those of its members who did not; 0 for the others.

    factor of a cell = its weight drawn / its weight that answered. It corrects for who did not answer only as far as
    members of a cell are alike.

    Raises:
        Undefined: nobody answered in a cell.

    >>> adjust_for_nonresponse([10, 10, 10, 20], [True, False, True, True], ["s", "s", "s", "l"]).tolist()
    [15.0, 0.0, 15.0, 20.0]
    """
    where = "adjust_for_nonresponse"
    drawn = finite_vector(weights, name="weights", where=where)
    answered = np.asarray(responded, dtype=bool)
    names, cell = np.unique(np.asarray(cells), return_inverse=True)
    require_same_length(drawn.size, answered.size, name="answers", where=where)
    require_same_length(drawn.size, cell.size, name="cells", where=where)
    whole = np.bincount(cell, weights=drawn, minlength=names.size)
    there = np.bincount(cell, weights=np.where(answered, drawn, 0.0), minlength=names.size)
    if (there <= 0).any():
        raise Undefined(
            _("Nobody answered in the cell %(cell)s.") % {"cell": f"{names[np.flatnonzero(there <= 0)[0]].item()!r}"},
            where=where,
            fix=_("Join it with a cell whose members are alike."),
        )
    return np.where(answered, drawn * (whole / there)[cell], 0.0)


def trim(weights: ArrayLike, *, at_most: float, at_least: float = 0.0) -> FloatArray:
    """Weights cut to bounds, what was cut shared out equally among the others so that the total stays.

    trimmed = w + c, held between the bounds, with the one c that keeps the total: of all weights within the bounds and
    with this total those nearest to the given ones (least squares). With an upper bound alone the same as
    `trimWeights(..., strict=TRUE)` of R's `survey`, which with two bounds goes by the order of its rounds instead.

    A trimmed weight buys less variance with some bias: say the bounds beside the result. Raked weights no longer add
    to their margins afterwards: rake again.

    Raises:
        PlacewrightError: the bounds cross, or the total cannot be kept between them.

    >>> trim([1.0, 1.0, 2.0, 8.0], at_most=5.0).tolist()
    [2.0, 2.0, 3.0, 5.0]
    >>> trim([0.0, 0.0, 10.0], at_least=1.0, at_most=5.0).tolist()
    [2.5, 2.5, 5.0]
    """
    where = "trim"
    held = finite_vector(weights, name="weights", where=where).copy()
    total = float(held.sum())
    if not at_least <= at_most or not at_least * held.size <= total <= at_most * held.size:
        raise PlacewrightError(
            _("Weights with the total %(total)s cannot all lie between %(at_least)s and %(at_most)s.")
            % {"total": f"{total:g}", "at_least": f"{at_least:g}", "at_most": f"{at_most:g}"},
            where=where,
            fix=_("Widen the bounds."),
        )
    if ((held >= at_least) & (held <= at_most)).all():
        return held
    most = min(at_most, total - at_least * (held.size - 1))  # no weight can take more, and it is finite
    return np.clip(held + _shift(held, total, at_least, most), at_least, most)


def kish_effective_size(weights: ArrayLike) -> float:
    """How many equally weighted respondents would be as precise: (sum w)^2 / sum w^2 (Kish 1965).

    >>> kish_effective_size([1, 1, 2])
    2.6666666666666665
    """
    held = weight_vector(weights, np.asarray(weights).size, where="kish_effective_size")
    return float(held.sum() ** 2 / np.square(held).sum())


def design_effect(weights: ArrayLike) -> float:
    """How much unequal weights alone raise a variance: n sum w^2 / (sum w)^2 = 1 + CV^2 (Kish 1965).

    The design effect of an estimate, which strata, clusters and margins change too, is in `survey_estimates`.

    >>> design_effect([1, 1, 2])
    1.125
    """
    held = weight_vector(weights, np.asarray(weights).size, where="design_effect")
    return held.size / kish_effective_size(held)


def _shift(held: FloatArray, total: float, at_least: float, at_most: float) -> float:
    """What to add to every weight so that they come to the total within the bounds.

    What they come to rises with it in straight pieces: a weight begins to count where it reaches the lower bound, and
    ends where it reaches the upper one.
    """
    begins, ends = at_least - held, at_most - held
    knots = np.concatenate([begins, ends])
    order = np.argsort(knots, kind="stable")
    knots = knots[order]
    rising = np.cumsum(np.where(order < held.size, 1.0, -1.0))
    reached = at_least * held.size + np.concatenate([[0.0], np.cumsum(rising[:-1] * np.diff(knots))])
    at = max(int(np.searchsorted(reached, total)) - 1, 0)
    left = total - reached[at]
    return float(knots[at] + (left / rising[at] if rising[at] > 0 else 0.0))


def _refuse_levels_without_weight(margins: Margins, held: FloatArray, where: str) -> None:
    for name, level, target in zip(margins.names, margins.levels, margins.targets, strict=True):
        there = np.bincount(level, weights=held, minlength=target.size)
        if ((there <= 0) & (target > 0)).any():
            raise Undefined(
                _("All who have a level of the margin '%(name)s' have a base weight of 0.") % {"name": name},
                where=where,
                fix=_("Join the level with another, or give them weights."),
            )


def _fitted(margins: Margins, held: FloatArray, tolerance: float, where: str) -> FloatArray:
    """What each cell adds to once every margin holds."""
    fitted = held.astype(np.float64, copy=True)
    pairs = list(zip(margins.levels, margins.targets, strict=True))
    off = np.inf
    for _round in range(_MOST_ROUNDS):
        off = 0.0
        for level, target in pairs:
            there = np.bincount(level, weights=fitted, minlength=target.size)
            with np.errstate(divide="ignore", invalid="ignore"):
                scale = np.where(there > 0, target / there, 0.0)
            off = max(off, float(np.max(np.abs(there - target) / np.maximum(target, target.sum() * 1e-9))))
            fitted *= scale[level]
        if off <= tolerance:
            return fitted
    furthest = _furthest(margins, fitted)
    raise NoConvergence(
        _(
            "The margins cannot all hold for these respondents: a level of '%(name)s' should add to %(target)s and "
            "comes to %(reached)s."
        )
        % {"name": furthest.margin, "target": f"{furthest.target:g}", "reached": f"{furthest.reached:g}"},
        where=where,
        fix=_("Join small levels, or leave one margin out, and say so."),
        furthest=furthest,
    )


def _furthest(margins: Margins, fitted: FloatArray) -> Furthest:
    found: list[tuple[float, Furthest]] = []
    for name, level, target in zip(margins.names, margins.levels, margins.targets, strict=True):
        there = np.bincount(level, weights=fitted, minlength=target.size)
        away = np.abs(there - target) / np.maximum(target, target.sum() * 1e-9)
        at = int(np.argmax(away))
        found.append((float(away[at]), Furthest(name, at, float(target[at]), float(there[at]))))
    return max(found, key=lambda one: one[0])[1]

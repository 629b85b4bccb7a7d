"""Margins that weights are held to: which level each respondent has, what each level must add to, and the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import PlacewrightError, Undefined, did_you_mean

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_MOST_CELLS = 2_000_000
_SAME_TOTAL = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """Several margins over the same respondents.

    `cell` is the combination of levels that each respondent has, `levels` the number of the level that each cell has
    in each margin, and `targets` what the weights of each level of each margin must add to.
    """

    names: tuple[str, ...]
    cell: IntArray
    levels: tuple[IntArray, ...]
    targets: tuple[FloatArray, ...]

    @property
    def cells(self) -> int:
        """How many combinations occur."""
        return self.levels[0].size


def read_margins(
    categories: Mapping[str, ArrayLike], targets: Mapping[str, Mapping[Any, float]], size: int, *, where: str
) -> Margins:
    """The margins of `size` respondents, checked.

    Raises:
        PlacewrightError: a margin lacks its categories or targets, or a respondent has a level without a target.
        Undefined: nobody has a level that has a target above 0, or two margins add to different totals.
    """
    if not targets:
        raise PlacewrightError(
            "There are no margins.", where=where, fix="Give the population's totals for one at least."
        )
    if missing := [name for name in targets if name not in categories]:
        fix = did_you_mean(missing[0], categories) or "Give the category of each respondent."
        raise PlacewrightError(f"The margin '{missing[0]}' has no categories.", where=where, fix=fix)
    coded = [_coded(name, categories[name], targets[name], size, where) for name in targets]
    wanted = tuple(
        np.array([float(targets[name][label]) for label in labels])
        for name, (labels, _) in zip(targets, coded, strict=True)
    )
    _check_totals(tuple(targets), wanted, where)
    cell, levels = _cells([codes for _, codes in coded], [len(labels) for labels, _ in coded])
    for name, (labels, _), target, level in zip(targets, coded, wanted, levels, strict=True):
        nobody = np.flatnonzero((np.bincount(level, minlength=target.size) == 0) & (target > 0))
        if nobody.size:
            raise Undefined(
                f"Nobody has the level {labels[nobody[0]]!r} of the margin '{name}', which should add to "
                f"{target[nobody[0]]:g}.",
                where=where,
                fix="Join it with a level that has answers, in the categories and in the targets, and say so.",
            )
    return Margins(tuple(targets), cell, levels, wanted)


def _coded(
    name: str, categories: ArrayLike, targets: Mapping[Any, float], size: int, where: str
) -> tuple[list[Any], IntArray]:
    """The labels of a margin, and for each respondent the number of its label."""
    found = np.asarray(categories)
    if found.ndim != 1 or found.size != size:
        raise PlacewrightError(f"The margin '{name}' has {found.size} categories for {size} respondents.", where=where)
    labels = list(targets)
    for label, target in targets.items():
        if not (np.isfinite(target) and target >= 0):
            raise Undefined(f"The target of {label!r} of the margin '{name}' is {target}.", where=where)
    if found.dtype.kind in "iu" and found.size and all(isinstance(label, int | np.integer) for label in labels):
        codes = _from_integers(found, labels)
    else:
        distinct, inverse = np.unique(found, return_inverse=True)
        place = {label: at for at, label in enumerate(labels)}
        codes = np.array([place.get(_plain(label), -1) for label in distinct], dtype=np.int64)[inverse]
    if (codes < 0).any():
        strange = found[np.flatnonzero(codes < 0)[0]]
        count = int(np.count_nonzero(codes < 0))
        raise PlacewrightError(
            f"{count} respondents have levels of the margin '{name}' that have no target, such as {_plain(strange)!r}.",
            where=where,
            fix="Give every level a target, or leave these respondents out and say so.",
        )
    return labels, codes


def _from_integers(found: NDArray[Any], labels: list[Any]) -> IntArray:
    least, most = int(min(labels)), int(max(labels))
    if most - least > _MOST_CELLS:
        distinct, inverse = np.unique(found, return_inverse=True)
        place = {int(label): at for at, label in enumerate(labels)}
        return np.array([place.get(int(label), -1) for label in distinct], dtype=np.int64)[inverse]
    table = np.full(most - least + 3, -1, dtype=np.int64)  # the first and last place are for what lies outside
    for at, label in enumerate(labels):
        table[int(label) - least + 1] = at
    return table[np.clip(found.astype(np.int64, copy=False) - (least - 1), 0, table.size - 1)]


def _plain(label: Any) -> Any:
    return label.item() if isinstance(label, np.generic) else label


def _check_totals(names: tuple[str, ...], targets: tuple[FloatArray, ...], where: str) -> None:
    totals = [float(target.sum()) for target in targets]
    for name, total in zip(names, totals, strict=True):
        if not total > 0:
            raise Undefined(f"The targets of the margin '{name}' add to {total:g}.", where=where)
        if abs(total - totals[0]) > _SAME_TOTAL * totals[0]:
            raise Undefined(
                f"The margin '{name}' adds to {total:g}, the margin '{names[0]}' to {totals[0]:g}.",
                where=where,
                fix="Take both from one source and day, or scale one to the other and say so.",
            )


def _cells(codes: list[IntArray], sizes: list[int]) -> tuple[IntArray, tuple[IntArray, ...]]:
    """The cell of each respondent among those that occur, and each cell's level in each margin."""
    combined = np.zeros(codes[0].size, dtype=np.int64)
    product = 1
    for code, size in zip(codes, sizes, strict=True):
        combined *= size
        combined += code
        product *= size
    if product <= _MOST_CELLS:
        occurs = np.bincount(combined, minlength=product) > 0
        cells = np.flatnonzero(occurs)
        number = np.cumsum(occurs) - 1
        cell = number[combined]
    else:
        cells, cell = np.unique(combined, return_inverse=True)
    levels = []
    rest = cells
    for size in reversed(sizes):
        levels.append(rest % size)
        rest = rest // size
    return cell, tuple(reversed(levels))

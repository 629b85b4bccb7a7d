"""Margins that weights are held to: which level each respondent has, what each level must add to, and the cells."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import PlacewrightError, Undefined, did_you_mean
from placewright.core.late_dataclass import dataclass
from placewright.core.words import gettext as _

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.signedinteger[Any]]

_MOST_CELLS = 2_000_000
_PART = 1 << 16
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
            _("There are no margins."), where=where, fix=_("Give the population's totals for one at least.")
        )
    if missing := [name for name in targets if name not in categories]:
        fix = did_you_mean(missing[0], categories) or _("Give the category of each respondent.")
        raise PlacewrightError(
            _("The margin '%(name)s' has no categories.") % {"name": missing[0]}, where=where, fix=fix
        )
    coded = [_coded(name, categories[name], targets[name], size, where) for name in targets]
    wanted = tuple(
        np.array([float(targets[name][label]) for label in labels])
        for name, (labels, _codes) in zip(targets, coded, strict=True)
    )
    _check_totals(tuple(targets), wanted, where)
    cell, levels = _cells([codes for _labels, codes in coded], [len(labels) for labels, _codes in coded])
    for name, (labels, _codes), target, level in zip(targets, coded, wanted, levels, strict=True):
        nobody = np.flatnonzero((np.bincount(level, minlength=target.size) == 0) & (target > 0))
        if nobody.size:
            raise Undefined(
                _("Nobody has the level %(level)s of the margin '%(name)s', which should add to %(target)s.")
                % {"level": f"{labels[nobody[0]]!r}", "name": name, "target": f"{target[nobody[0]]:g}"},
                where=where,
                fix=_("Join it with a level that has answers, in the categories and in the targets, and say so."),
            )
    return Margins(tuple(targets), cell, levels, wanted)


def _coded(
    name: str, categories: ArrayLike, targets: Mapping[Any, float], size: int, where: str
) -> tuple[list[Any], IntArray]:
    """The labels of a margin, and for each respondent the number of its label."""
    found = np.asarray(categories)
    if found.ndim != 1 or found.size != size:
        raise PlacewrightError(
            _("The margin '%(name)s' has %(size)s categories for %(all)s respondents.")
            % {"name": name, "size": found.size, "all": size},
            where=where,
        )
    labels = list(targets)
    for label, target in targets.items():
        if not (np.isfinite(target) and target >= 0):
            raise Undefined(
                _("The target of %(label)s of the margin '%(name)s' is %(target)s.")
                % {"label": f"{label!r}", "name": name, "target": target},
                where=where,
            )
    if (
        found.dtype.kind in "iu"
        and found.size
        and labels
        and all(isinstance(label, int | np.integer) for label in labels)
    ):
        codes = _from_integers(found, labels)
    else:
        distinct, inverse = np.unique(found, return_inverse=True)
        place = {label: at for at, label in enumerate(labels)}
        codes = np.array([place.get(_plain(label), -1) for label in distinct], dtype=_holding(labels))[inverse]
    if (codes < 0).any():
        strange = found[np.flatnonzero(codes < 0)[0]]
        count = int(np.count_nonzero(codes < 0))
        raise PlacewrightError(
            _("%(count)s respondents have levels of the margin '%(name)s' that have no target, such as %(first)s.")
            % {"count": count, "name": name, "first": f"{_plain(strange)!r}"},
            where=where,
            fix=_("Give every level a target, or leave these respondents out and say so."),
        )
    return labels, codes


def _from_integers(found: NDArray[Any], labels: list[Any]) -> IntArray:
    least, most = int(min(labels)), int(max(labels))
    if most - least > _MOST_CELLS:
        distinct, inverse = np.unique(found, return_inverse=True)
        place = {int(label): at for at, label in enumerate(labels)}
        return np.array([place.get(int(label), -1) for label in distinct], dtype=_holding(labels))[inverse]
    # the first and last place are for what lies outside
    table: IntArray = np.full(most - least + 3, -1, dtype=_holding(labels))
    for at, label in enumerate(labels):
        table[int(label) - least + 1] = at
    codes = np.empty(found.size, dtype=table.dtype)
    for part in _parts(found.size):
        codes[part] = table[np.clip(found[part].astype(np.int64) - (least - 1), 0, table.size - 1)]
    return codes


def _holding(labels: list[Any]) -> np.dtype[Any]:
    """The smallest integers that hold the number of each label, and -1."""
    return np.min_scalar_type(-max(len(labels), 1))


def _parts(size: int) -> Iterator[slice]:
    """Parts of as many respondents as fit a processor's cache: what is made on the way stays small."""
    return (slice(start, start + _PART) for start in range(0, size, _PART))


def _plain(label: Any) -> Any:
    return label.item() if isinstance(label, np.generic) else label


def _check_totals(names: tuple[str, ...], targets: tuple[FloatArray, ...], where: str) -> None:
    totals = [float(target.sum()) for target in targets]
    for name, total in zip(names, totals, strict=True):
        if not total > 0:
            raise Undefined(
                _("The targets of the margin '%(name)s' add to %(total)s.") % {"name": name, "total": f"{total:g}"},
                where=where,
            )
        if abs(total - totals[0]) > _SAME_TOTAL * totals[0]:
            raise Undefined(
                _("The margin '%(name)s' adds to %(total)s, the margin '%(other)s' to %(wanted)s.")
                % {"name": name, "total": f"{total:g}", "other": names[0], "wanted": f"{totals[0]:g}"},
                where=where,
                fix=_("Take both from one source and day, or scale one to the other and say so."),
            )


def _cells(codes: list[IntArray], sizes: list[int]) -> tuple[IntArray, tuple[IntArray, ...]]:
    """The cell of each respondent among those that occur, and each cell's level in each margin."""
    product = math.prod(sizes)
    combined: IntArray = np.zeros(codes[0].size, dtype=np.int32 if product <= _MOST_CELLS else np.int64)
    for code, size in zip(codes, sizes, strict=True):
        combined *= size
        combined += code.astype(combined.dtype, copy=False)
    if product <= _MOST_CELLS:
        occurs = np.zeros(product, dtype=bool)
        for part in _parts(combined.size):
            occurs[combined[part]] = True
        cells = np.flatnonzero(occurs)
        number = (np.cumsum(occurs) - 1).astype(combined.dtype)
        cell = combined
        for part in _parts(combined.size):
            cell[part] = number[combined[part]]
    else:
        cells, cell = np.unique(combined, return_inverse=True)
    levels = []
    rest = cells
    for size in reversed(sizes):
        levels.append(rest % size)
        rest = rest // size
    return cell, tuple(reversed(levels))

"""What rounding may do to a computed number: the least and most it can be while its inputs stay within their bounds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from placewright.core.late_dataclass import dataclass

FloatArray = npt.NDArray[np.float64]

_STEPS = 6


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with the least and the most it may be; both None where no bounds are known."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def sign(self) -> int:
        """1 where it is surely above 0, -1 where surely below, 0 where the bounds cannot tell."""
        low, high = self.low if self.low is not None else self.value, self.high if self.high is not None else self.value
        return 1 if low > 0 else -1 if high < 0 else 0

    def against(self, other: float) -> int:
        """1 where it is surely above `other`, -1 where surely below, 0 where the bounds cannot tell.

        >>> Estimate(1.1, 0.9, 1.3).against(1.0)
        0
        """
        low, high = self.low, self.high
        return Estimate(
            self.value - other, None if low is None else low - other, None if high is None else high - other
        ).sign


Formula = Callable[[FloatArray], FloatArray]
"""From points (one a row, one input a column) to results (one a row, one number a column)."""


def bounded(formula: Formula, value: FloatArray, low: FloatArray, high: FloatArray) -> list[Estimate]:
    """Each number of the formula at `value`, with the least and the most of it over the box from `low` to `high`.

    From the middle the search goes to the corner that the number's slopes point at, takes the slopes there, and goes on
    while that helps. It is exact for what rises or falls with each input throughout its bounds, as sums, shares and
    quotients of positive counts do, and close for mixtures of them. An end is infinite where a divisor may be 0.

    >>> quotient = lambda x: x[:, :1] / x[:, 1:]
    >>> [estimate] = bounded(quotient, np.array([10., 5.]), np.array([9., 4.]), np.array([11., 6.]))
    >>> round(estimate.value, 2), round(estimate.low, 2), round(estimate.high, 2)
    (2.0, 1.5, 2.75)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return _search(formula, value, low, high)


def _search(formula: Formula, value: FloatArray, low: FloatArray, high: FloatArray) -> list[Estimate]:
    middle = formula(value[None])[0]
    wanted = np.arange(len(middle))
    ends = []
    for direction in (-1.0, 1.0):
        corners = np.repeat(value[None].astype(np.float64), len(middle), axis=0)
        best = middle.copy()
        for _ in range(_STEPS):
            slopes = _slopes(formula, corners, high - low) * direction
            moved = np.where(slopes > 0, high, np.where(slopes < 0, low, corners))
            reached = formula(moved)[wanted, wanted]
            better = (reached - best) * direction > 0
            if not better.any():
                break
            corners, best = np.where(better[:, None], moved, corners), np.where(better, reached, best)
        ends.append(best)
    return [
        Estimate(float(number), float(least), float(most))
        for number, least, most in zip(middle, ends[0], ends[1], strict=True)
    ]


def _slopes(formula: Formula, corners: FloatArray, width: FloatArray) -> FloatArray:
    """How the number of each row's own index changes with each input at that row's point."""
    numbers, inputs = corners.shape
    steps = np.diag(width * 1e-3)
    ahead = formula((corners[:, None] + steps).reshape(-1, inputs)).reshape(numbers, inputs, numbers)
    behind = formula((corners[:, None] - steps).reshape(-1, inputs)).reshape(numbers, inputs, numbers)
    own = np.arange(numbers)
    slopes: FloatArray = (ahead - behind)[own, :, own]
    return slopes

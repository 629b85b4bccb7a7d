"""Businesses born, closed, surviving and growing fast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from placewright.core.errors import PlacewrightError, Undefined

FloatArray = npt.NDArray[np.float64]
Numbers = Sequence[Any] | npt.NDArray[Any]

_HAIR = 1e-12


@overload
def birth_rate(births: float, active: float) -> float | None: ...
@overload
def birth_rate(births: Numbers, active: float | Numbers) -> FloatArray: ...
def birth_rate(births: float | Numbers, active: float | Numbers) -> float | FloatArray | None:
    """Businesses born in a year as a share (0-1) of those active in it.

    Births and active businesses must be of one release: both are revised, and the newest year always is. None (NaN in
    arrays) where there are no active businesses or a count is missing. Published counts are rounded: bound the rate
    with `rounding.share_interval`.

    Reference: Eurostat and OECD, Manual on Business Demography Statistics (2007). Example: ONS, UK 2024, as published.

    >>> round(birth_rate(317_000, 2_856_000), 3)
    0.111
    """
    return _rate(births, active)


@overload
def death_rate(deaths: float, active: float) -> float | None: ...
@overload
def death_rate(deaths: Numbers, active: float | Numbers) -> FloatArray: ...
def death_rate(deaths: float | Numbers, active: float | Numbers) -> float | FloatArray | None:
    """Businesses closed in a year as a share (0-1) of those active in it.

    The newest years' deaths are estimates until two years have passed without a reopening. None (NaN in arrays) where
    there are no active businesses or a count is missing.

    Reference: as for `birth_rate`.

    >>> round(death_rate(280_000, 2_856_000), 3)
    0.098
    """
    return _rate(deaths, active)


@overload
def net_rate(births: float, deaths: float, active: float) -> float | None: ...
@overload
def net_rate(births: Numbers, deaths: Numbers, active: float | Numbers) -> FloatArray: ...
def net_rate(births: float | Numbers, deaths: float | Numbers, active: float | Numbers) -> float | FloatArray | None:
    """Births less deaths as a share of the businesses active in the year; below 0 where more closed than opened.

    >>> round(net_rate(317_000, 280_000, 2_856_000), 3)
    0.013
    """
    if np.ndim(births) == 0 and np.ndim(deaths) == 0:
        return _rate(float(np.asarray(births)) - float(np.asarray(deaths)), active)
    return _rate(np.asarray(births, dtype=np.float64) - np.asarray(deaths, dtype=np.float64), active)


@overload
def survival(alive: float, births: float) -> float | None: ...
@overload
def survival(alive: Numbers, births: float | Numbers) -> FloatArray: ...
def survival(alive: float | Numbers, births: float | Numbers) -> float | FloatArray | None:
    """The share (0-1) of a year's new businesses that are still alive, k years on for each `alive` given.

    S_k = alive after k years / births of the cohort. A business taken over counts as dead. None (NaN in arrays) where
    nothing was born or a count is missing; more alive than were born is an error, not a survival.

    Reference: as for `birth_rate`. Example: of every 1,000 UK births of 2008, 912 were alive in 2009 and 413 in 2013.

    >>> survival([912, 413], 1_000)
    array([0.912, 0.413])
    """
    if bool(np.any(np.asarray(alive, dtype=np.float64) > np.asarray(births, dtype=np.float64))):
        raise PlacewrightError("More businesses are alive than were born.", fix="Use counts of one cohort and release.")
    return _rate(alive, births)


@overload
def is_high_growth(
    start: float,
    end: float,
    *,
    employees_at_start: float | None = None,
    years: float = 3,
    growth_per_year: float = 0.2,
    least_employees: float = 10,
) -> bool | None: ...
@overload
def is_high_growth(
    start: Numbers,
    end: Numbers,
    *,
    employees_at_start: Numbers | None = None,
    years: float = 3,
    growth_per_year: float = 0.2,
    least_employees: float = 10,
) -> npt.NDArray[np.bool_]: ...
def is_high_growth(
    start: float | Numbers,
    end: float | Numbers,
    *,
    employees_at_start: float | Numbers | None = None,
    years: float = 3,
    growth_per_year: float = 0.2,
    least_employees: float = 10,
) -> bool | npt.NDArray[np.bool_] | None:
    """Whether a firm is high-growth as the OECD defines it: over 20 % a year for three years, from 10 employees up.

    end / start > 1.2^3 = 1.728; growth of exactly 20 % a year is not enough. By turnover, `start` and `end` are money
    in one price base and `employees_at_start` says how large the firm was. None where a number is missing; arrays with
    missing numbers raise, since a truth value has no NaN.

    Reference: Eurostat and OECD (2007), chapter 8.

    >>> is_high_growth(10, 18), is_high_growth(125, 216), is_high_growth(9, 90)
    (True, False, False)
    >>> is_high_growth(1e6, 2e6, employees_at_start=12)
    True
    """
    employees = start if employees_at_start is None else employees_at_start
    first, last, staff = (np.asarray(part, dtype=np.float64) for part in (start, end, employees))
    ratio = (1 + growth_per_year) ** years
    grew = (first > 0) & (last > first * ratio * (1 + _HAIR)) & (staff >= least_employees)
    missing = np.isnan(first) | np.isnan(last) | np.isnan(staff)
    if np.ndim(grew) == 0:
        return None if bool(missing) else bool(grew)
    if bool(missing.any()):
        raise Undefined(f"{int(missing.sum())} firms lack a size.", fix="Leave them out first, and say how many.")
    return np.asarray(grew)


def _rate(part: float | Numbers, whole: float | Numbers) -> float | FloatArray | None:
    parts, wholes = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    rates = np.asarray(parts / np.where(wholes > 0, wholes, np.nan))
    if rates.ndim:
        return rates
    return None if np.isnan(rates) else float(rates)

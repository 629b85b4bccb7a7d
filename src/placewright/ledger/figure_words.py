"""How a figure is printed in a sentence: no finer than its interval allows, with its unit, pounds in bn or m."""

from __future__ import annotations

from placewright.core.printing import (
    MINUS,
    as_rounded,
    decimals_within,
    in_unit,
    interval_step,
    number,
    ordinal,
    rounded_to,
    unit_form,
)
from placewright.core.quantities import Quantity
from placewright.core.words import gettext, marked

WIDE = 0.05
"""A figure whose interval reaches further than this part of it to either side is printed with "about"."""

NOT_AVAILABLE = marked("not available")

_BILLION, _MILLION = 1000.0, 1e6

_A_STEP = 1.001
"""An interval no wider than this many steps of the last digit is said by that digit."""


def figure_words(quantity: Quantity, *, decimals: int, plain: bool = False, absolute: bool = False) -> str:
    """The figure as a sentence prints it: `£34.20`, `about 635,000`, `£49.7bn`, `14.8%`; words where it is missing.

    Args:
        decimals: the digits behind the point where the interval allows as many.
        plain: without the sign of unit.
        absolute: without the sign of a negative number.
    """
    if quantity.value is None:
        return gettext(NOT_AVAILABLE)
    value = abs(quantity.value) if absolute else quantity.value
    text = _written(value, quantity, decimals=decimals, plain=plain)
    return _about(text) if is_wide(quantity) and interval_words(quantity, decimals=decimals) else text


def interval_words(quantity: Quantity, *, decimals: int) -> str:
    """The interval as it is printed behind a figure, such as `624,000 to 646,000`; empty where digits say it."""
    if quantity.low is None or quantity.high is None or quantity.low == quantity.high:
        return ""
    form = unit_form(quantity.unit)
    step = interval_step(quantity.low, quantity.high, scale=form.scale)
    last_digit = max(10.0 ** -decimals_within(decimals, step), form.step, step)
    if (quantity.high - quantity.low) * form.scale <= last_digit * _A_STEP:
        return ""
    low = _written(quantity.low, quantity, decimals=decimals, plain=False)
    high = _written(quantity.high, quantity, decimals=decimals, plain=False)
    return "" if low == high else gettext("%(low)s to %(high)s") % {"low": low, "high": high}


def is_wide(quantity: Quantity) -> bool:
    """Whether the interval reaches so far that the figure is printed with "about"."""
    if quantity.value is None or quantity.low is None or quantity.high is None:
        return False
    reach = max(quantity.value - quantity.low, quantity.high - quantity.value)
    return reach > WIDE * abs(quantity.value)


def rank_words(position: int, low: int | None, high: int | None) -> str:
    """A place in an order, such as `12th`; with "about" where the intervals leave many places open.

    >>> rank_words(12, 12, 12), rank_words(12, 8, 20)
    ('12th', 'about 12th')
    """
    is_open = low is not None and high is not None and low != high
    return _about(ordinal(position)) if is_open else ordinal(position)


def _about(text: str) -> str:
    return gettext("about %(figure)s") % {"figure": text}


def _written(value: float, quantity: Quantity, *, decimals: int, plain: bool) -> str:
    unit = quantity.unit
    form = unit_form(unit)
    step = interval_step(quantity.low, quantity.high, scale=form.scale)
    if unit.startswith("GBP million"):
        return _money(value, step, decimals=decimals, plain=plain)
    places, coarse = decimals_within(decimals, step), max(form.step, step)
    if unit == "GBP" and as_rounded(value, places, coarse) >= _MILLION:
        return _money(value / 1e6, step / 1e6, decimals=1, plain=plain)
    if form.step >= 10 and as_rounded(value * form.scale, places, coarse) >= _MILLION:
        places = decimals_within(2, step / _MILLION)
        after = "" if plain else form.after
        return f"{number(value * form.scale / _MILLION, places)}{gettext(' million')}{after}"
    if unit == "percentage points" and not plain:
        return f"{number(rounded_to(value, coarse), places)}{gettext(' percentage points')}"
    if unit == "points" and not plain:
        return f"{number(rounded_to(value, coarse), places)}{gettext(' points')}"
    if plain or unit.startswith("index "):
        return number(rounded_to(value * form.scale, coarse), places)
    if not form.before and not form.after:
        return number(rounded_to(value * form.scale, coarse), places)
    return in_unit(value, unit, decimals=places, step=coarse)


def _money(millions: float, step: float, *, decimals: int, plain: bool) -> str:
    """Pounds in billions from what prints as a thousand million on, else in millions, or in thousands below one."""
    sign, size = (MINUS if millions < 0 else ""), abs(millions)
    before = "" if plain else "£"
    if 0 < size < 1 and as_rounded(size * 1000, 0, step * 1000) < 1000:
        return f"{sign}{before}{number(rounded_to(size * 1000, step * 1000), 0)}{gettext('k')}"
    in_millions = decimals_within(1 if size < 10 and decimals == 0 else decimals, step)
    if as_rounded(size, in_millions, step) >= _BILLION:
        places = decimals_within(1 if as_rounded(size / _BILLION, 1) < 1000 else 0, step / _BILLION)
        shown = rounded_to(size / _BILLION, step / _BILLION)
        return f"{sign}{before}{number(shown, places)}{gettext('bn')}"
    return f"{sign}{before}{number(rounded_to(size, step), in_millions)}{gettext('m')}"

"""What is done to a figure before it is printed: changes, growth, shares, quotients, with intervals carried through."""

from __future__ import annotations

import math
from enum import StrEnum

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period, years_between
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity, Status
from placewright.core.said import worded
from placewright.methods.intervals import Propagated, propagate


class Transformation(StrEnum):
    """The transformations that a figure's `as` may name."""

    VALUE = "value"
    CHANGE = "change"
    CHANGE_PERCENT = "change-percent"
    GROWTH_PER_YEAR = "growth-per-year"
    INDEX = "index"
    RANK = "rank"
    RANK_HIGHEST = "rank-highest"
    RANK_LOWEST = "rank-lowest"
    DIFFERENCE_FROM = "difference-from"
    PERCENT_OF = "percent-of"
    SHARE_OF = "share-of"
    QUOTIENT = "quotient"
    RATIO_OF = "ratio-of"


OVER_TIME = frozenset({Transformation.CHANGE, Transformation.CHANGE_PERCENT, Transformation.GROWTH_PER_YEAR})
"""Those that set two periods of one series against each other."""

RANKS = frozenset({Transformation.RANK, Transformation.RANK_HIGHEST, Transformation.RANK_LOWEST})
"""Those that give a place in an order."""

AGAINST = frozenset(
    {
        Transformation.DIFFERENCE_FROM,
        Transformation.PERCENT_OF,
        Transformation.SHARE_OF,
        Transformation.QUOTIENT,
        Transformation.RATIO_OF,
    }
)
"""Those that set a figure against a number, another figure or another place, named behind a colon."""


@dataclass(frozen=True, slots=True)
class As:
    """A transformation with what stands behind its colon."""

    kind: Transformation
    operand: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.operand}" if self.operand else str(self.kind)


MEMBERS = "members"
"""Behind the colon of a rank: among the workspace's own parts."""


def parse_as(text: str, where: str) -> As:
    """The transformation that a figure's `as` names.

    Raises:
        BadRecord: there is no such transformation, it lacks what it is to be set against, or has what it takes no
            notice of.

    >>> parse_as("difference-from:100", "claims/a.md")
    As(kind=<Transformation.DIFFERENCE_FROM: 'difference-from'>, operand='100')
    """
    name, _, operand = text.partition(":")
    known = [str(kind) for kind in Transformation]
    if name not in known:
        fix = did_you_mean(name, known) or worded("Write one of %(known)s.", known=", ".join(known))
        raise BadRecord(worded("A figure cannot be taken as '%(name)s'.", name=name), where=where, fix=fix)
    kind = Transformation(name)
    if kind in (*AGAINST, Transformation.INDEX) and not operand:
        of = "2015" if kind is Transformation.INDEX else "100"
        fix = worded("Write a period, number, figure or code behind it, as in `%(name)s:%(of)s`.", name=name, of=of)
        raise BadRecord(worded("'%(name)s' does not say of what.", name=name), where=where, fix=fix)
    if operand and kind not in (*AGAINST, Transformation.INDEX) and not (kind in RANKS and operand == MEMBERS):
        if kind in RANKS:
            fix = worded("Write `%(name)s`, or `%(name)s:members` for the workspace's own parts.", name=name)
        elif kind in OVER_TIME:
            fix = worded('Write `%(name)s`, and the span as in period = "2015..2023".', name=name)
        else:
            fix = worded("Write `%(name)s` alone.", name=name)
        what = worded("'%(name)s' takes no notice of '%(operand)s' behind it.", name=name, operand=operand)
        raise BadRecord(what, where=where, fix=fix)
    return As(kind, operand)


def difference_unit(unit: str) -> str:
    """The unit of a difference: percentages differ by percentage points, indices by points.

    >>> difference_unit("%"), difference_unit("index UK=100"), difference_unit("GBP/hour")
    ('percentage points', 'points', 'GBP/hour')
    """
    if unit in ("%", "share"):
        return "percentage points"
    return "points" if unit.startswith("index ") else unit


def kind_of_unit(unit: str) -> str:
    """What a unit measures, as far as figures of two units may be taken in per cent of each other: people of jobs may.

    >>> kind_of_unit("GBP/hour"), kind_of_unit("people") == kind_of_unit("jobs"), kind_of_unit("index UK=100")
    ('GBP/hour', True, 'index')
    """
    if unit.startswith(("GBP", "EUR")):
        return unit
    if unit in ("%", "share"):
        return "share"
    return next((kind for kind in ("index", "per", "score", "rank", "ratio") if unit.split(" ")[0] == kind), "count")


def are_alike(unit: str, other: str) -> bool:
    """Whether one of two figures can be more or less than the other: millions of pounds and pounds cannot.

    Percentages and points are alike, since differences of either are; numbers without a kind are taken as counts.

    >>> are_alike("GBP million", "GBP"), are_alike("jobs", "people"), are_alike("%", "percentage points")
    (False, True, True)
    """
    hundredths = ("%", "share", "points", "percentage points")
    return kind_of_unit(unit) == kind_of_unit(other) or (unit in hundredths and other in hundredths)


def are_money_of_two_scales(unit: str, other: str) -> bool:
    """Whether both are money, one in millions and the other not, so that their quotient is no number of times.

    >>> are_money_of_two_scales("GBP million", "GBP"), are_money_of_two_scales("GBP million", "people")
    (True, False)
    """
    money = [name.startswith(("GBP", "EUR")) and "/" not in name for name in (unit, other)]
    return all(money) and ("million" in unit) != ("million" in other)


def finite(text: str) -> float:
    """The number that a text names; ValueError where it names none, or one that nothing can be set against."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def over_time(kind: Transformation, then: Quantity, now: Quantity, *, first: str, last: str) -> Quantity:
    """The change from one period of a series to another: as a difference, a percentage, or a percentage a year.

    Growth per year is the compound rate, 100 ((now / then)^(1 / years) - 1); missing where a level is not above 0.
    """
    if kind is Transformation.CHANGE:
        scale = 100.0 if now.unit == "share" else 1.0
        made = propagate(
            lambda x: scale * (x[1] - x[0]), [then, now], slopes=lambda x: [-scale, scale], rising=[False, True]
        )
        return _quantity(made, difference_unit(now.unit))
    if any(quantity.value is not None and quantity.value <= 0 for quantity in (then, now)):
        return Quantity(None, "%", NotEstimated("a level that is not above 0 has no rate of change"), _NONE)
    is_known = then.value is not None and now.value is not None
    years = _years(first, last) if kind is Transformation.GROWTH_PER_YEAR and is_known else 1.0

    def rate(x: list[float] | tuple[float, ...]) -> float:
        return float(100 * ((x[1] / x[0]) ** (1 / years) - 1))

    made = propagate(
        lambda x: rate(tuple(x)),
        [then, now],
        slopes=lambda x: [
            -(100 + rate(tuple(x))) / years / x[0],
            (100 + rate(tuple(x))) / years / x[1],
        ],
        rising=[False, True],
    )
    return _quantity(made, "%")


def as_index(base: Quantity, now: Quantity, *, period: str) -> Quantity:
    """The figure with the base period as 100."""
    quotient = _divided(now, base, times=100.0)
    return Quantity(quotient.value, f"index {parse_period(period).label}=100", quotient.interval, quotient.status)


def against(kind: Transformation, own: Quantity, other: Quantity) -> Quantity:
    """The figure set against another: the difference, the percentage of it, or how many times it."""
    if kind is Transformation.DIFFERENCE_FROM:
        scale = 100.0 if own.unit == "share" else 1.0
        made = propagate(
            lambda x: scale * (x[0] - x[1]), [own, other], slopes=lambda x: [scale, -scale], rising=[True, False]
        )
        is_percent = own.unit.startswith("index ") and own.unit.endswith("=100") and other.value == 100.0
        return _quantity(made, "%" if is_percent else difference_unit(own.unit))
    if kind in (Transformation.PERCENT_OF, Transformation.SHARE_OF):
        made_of = _divided(own, other, times=100.0)
        most = 100.0 if kind is Transformation.SHARE_OF else None
        if most is not None and _is_no_share(made_of):
            return Quantity(None, "%", NotEstimated("a part that is more than its whole is no share of it"), _NONE)
        return Quantity(made_of.value, "%", _within(made_of, most), made_of.status)
    made_of = _divided(own, other, times=1.0)
    return Quantity(made_of.value, "ratio", made_of.interval, made_of.status)


def exact(value: float, unit: str) -> Quantity:
    """A number that is free of error, such as a threshold."""
    return Quantity(value, unit, Interval(value, value, ErrorKind.ROUNDING))


_NONE = Status.NOT_APPLICABLE


def _divided(own: Quantity, other: Quantity, *, times: float) -> Quantity:
    if other.value == 0:
        return Quantity(None, "ratio", NotEstimated("a divisor is 0"), _NONE)
    if isinstance(other.interval, Interval) and other.interval.low <= 0 <= other.interval.high:
        value = None if own.value is None or other.value is None else times * own.value / other.value
        reason = NotEstimated("a divisor may be 0, so the result has no upper bound")
        return Quantity(value, "ratio", reason, Status.OK if value is not None else _NONE)
    made = propagate(
        lambda x: times * x[0] / x[1],
        [own, other],
        slopes=lambda x: [times / x[1], -times * x[0] / x[1] ** 2],
    )
    return _quantity(made, "ratio")


def _is_no_share(quantity: Quantity) -> bool:
    """Whether a quotient lies outside 0 to 100, and no error of its figures accounts for that."""
    if quantity.value is None:
        return False
    interval = quantity.interval
    low, high = (interval.low, interval.high) if isinstance(interval, Interval) else (quantity.value,) * 2
    return low > 100.0 + 1e-9 or high < 0.0


def _within(quantity: Quantity, most: float | None) -> Interval | NotEstimated:
    interval = quantity.interval
    if most is None or not isinstance(interval, Interval) or quantity.value is None:
        return interval
    top = max(most, quantity.value)
    return Interval(max(min(0.0, quantity.value), interval.low), min(top, interval.high), interval.error)


def _quantity(made: Propagated, unit: str) -> Quantity:
    return Quantity(made.value, unit, made.interval, Status.OK if made.value is not None else _NONE)


def _years(first: str, last: str) -> float:
    return years_between(parse_period(first), parse_period(last))

"""The ledger's transformations and tests as spreadsheet formulas, each with the result it has now."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from placewright.core.errors import PlacewrightError
from placewright.core.periods import parse_period, years_between
from placewright.core.words import gettext as _
from placewright.publish.views_data import Formula
from placewright.records.claim import HIGHEST, Comparison, FigureSpec, Test, Threshold
from placewright.records.verdict import FigureResult

_OVER_TIME = ("change", "change-percent", "growth-per-year")
_PERCENT_OF = ("percent-of", "share-of")
_QUOTIENTS = ("quotient", "ratio-of")


@dataclass(frozen=True, slots=True)
class At:
    """A number of the workbook: where it stands (or how it is written) and what it is."""

    text: str
    value: float

    @classmethod
    def number(cls, value: float) -> At:
        """A number that stands in the formula itself."""
        return cls(f"{value:.15g}", value)


@dataclass(frozen=True, slots=True)
class Span:
    """The rows of a block of figures: their address and their values."""

    text: str
    values: Sequence[float]
    lowest_first: bool = False


def figure_formula(
    spec: FigureSpec,
    result: FigureResult,
    cells: Sequence[At | None],
    *,
    figures: Mapping[str, At],
    unit: str,
    ranked: Span | None = None,
) -> Formula | None:
    """A figure as a formula over its cells; None where it is missing or was stated, not computed.

    Args:
        cells: the figure's own row first, then what it is set against.
        figures: the figures of the same claim by name.
        unit: of the figure's own row.
        ranked: what a rank was taken among.
    """
    if result.value is None or not cells or cells[0] is None:
        return None
    own = cells[0]
    kind, _, operand = spec.as_.partition(":")
    if kind == "value":
        return Formula(f"={own.text}", own.value)
    if kind.startswith("rank"):
        return None if ranked is None else _rank(own, ranked)
    scale = 100.0 if unit == "share" else 1.0
    other = _other(kind, operand, cells, figures)
    if other is None:
        return None
    try:
        return _transformed(kind, own, other, scale=scale, years=_years(spec, result))
    except (ZeroDivisionError, PlacewrightError):
        return None


def test_formula(
    test: Test, figures: Mapping[str, At], rivals: Span | None = None
) -> tuple[Formula | None, Formula | float | str]:
    """A test as a formula that is TRUE where the figures as published pass it, and what it is held against.

    None where a figure is missing or the rivals are not known.
    """
    own = figures.get(test.figure)
    if own is None:
        return None, ""
    match test.is_:
        case Comparison.ABOVE | Comparison.BELOW | Comparison.EQUALS:
            than = _than(test.than, figures)
            return (None, "") if than is None else (_compared(test, own, than), _shown(than))
        case Comparison.BETWEEN:
            return _between(test, own)
        case Comparison.RISING | Comparison.FALLING:
            sign, holds = (">", own.value > 0) if test.is_ is Comparison.RISING else ("<", own.value < 0)
            return Formula(f"={own.text}{sign}0", holds), 0.0
        case _:
            if rivals is None or not rivals.values:
                return None, ""
            return _extreme(own, rivals, highest=test.is_ in HIGHEST)


test_formula.__test__ = False  # type: ignore[attr-defined]


def _other(kind: str, operand: str, cells: Sequence[At | None], figures: Mapping[str, At]) -> At | None:
    if kind in _OVER_TIME or kind == "index":
        return cells[-1]
    if operand in figures:
        return figures[operand]
    try:
        return At.number(float(operand))
    except ValueError:
        return cells[-1]


def _transformed(kind: str, own: At, other: At, *, scale: float, years: float) -> Formula | None:
    a, b, x, y = own.text, other.text, own.value, other.value
    times = f"{scale:g}*" if scale != 1 else ""
    if kind in ("change", "difference-from"):
        return Formula(f"={times}({a}-{b})" if times else f"={a}-{b}", scale * (x - y))
    if kind == "change-percent":
        return Formula(f"=100*({a}/{b}-1)", 100 * (x / y - 1))
    if kind == "growth-per-year":
        return Formula(f"=100*(({a}/{b})^(1/{years:.15g})-1)", 100 * ((x / y) ** (1 / years) - 1))
    if kind == "index" or kind in _PERCENT_OF:
        return Formula(f"=100*{a}/{b}", 100 * x / y)
    return Formula(f"={a}/{b}", x / y) if kind in _QUOTIENTS else None


def _rank(own: At, ranked: Span) -> Formula:
    sign = "<" if ranked.lowest_first else ">"
    before = sum(value < own.value if ranked.lowest_first else value > own.value for value in ranked.values)
    return Formula(f"=1+SUMPRODUCT(--({ranked.text}{sign}{own.text}))", 1 + before)


def _years(spec: FigureSpec, result: FigureResult) -> float:
    """The years between the ends of the periods of a figure's two cells, as the ledger counts them."""
    if not spec.as_.startswith("growth-per-year") or not result.cells:
        return 1.0
    now, then = result.cells[0], result.cells[-1]
    return years_between(parse_period(then.period), parse_period(now.period))


def _than(than: Threshold | tuple[float, ...] | float | str | None, figures: Mapping[str, At]) -> At | None:
    if isinstance(than, Threshold):
        base = figures.get(than.figure)
        if base is None:
            return None
        text = f"{than.times:g}*{base.text}" if than.times != 1 else base.text
        text += f"{than.plus:+g}" if than.plus else ""
        return At(text, than.times * base.value + than.plus)
    if isinstance(than, str):
        return figures.get(than)
    return None if than is None or isinstance(than, tuple) else At.number(float(than))


_COMPARED: Mapping[Comparison, tuple[str, Callable[[float, float], bool]]] = {
    Comparison.ABOVE: (">", lambda x, y: x > y),
    Comparison.BELOW: ("<", lambda x, y: x < y),
}


def _compared(test: Test, own: At, than: At) -> Formula:
    if test.is_ is Comparison.EQUALS:
        apart = At(f"ABS({own.text}-({than.text}))", abs(own.value - than.value))
        apart, within = _settled(apart, At.number(test.within), largest=max(abs(own.value), abs(than.value)))
        return Formula(f"={apart.text}<={within.text}", apart.value <= within.value)
    sign, holds = _COMPARED[test.is_]
    own, than = _settled(own, than)
    return Formula(f"={own.text}{sign}{than.text}", holds(own.value, than.value))


def _settled(own: At, than: At, *, largest: float = 0.0) -> tuple[At, At]:
    """Two numbers that are to be compared: rounded where only what a computer adds lies between them.

    34.6 less 39.7 is not quite -5.1 to a spreadsheet either, and the ledger takes the two as one.
    """
    largest = max(largest, abs(own.value), abs(than.value))
    if own.value == than.value or abs(own.value - than.value) > 1e-9 * largest:
        return own, than
    digits = 8 - math.floor(math.log10(largest))
    return At(f"ROUND({own.text},{digits})", than.value), At(f"ROUND({than.text},{digits})", than.value)


def _extreme(own: At, rivals: Span, *, highest: bool) -> tuple[Formula, Formula]:
    most = max(rivals.values) if highest else min(rivals.values)
    name, sign = ("MAX", ">") if highest else ("MIN", "<")
    against = f"{name}({rivals.text})"
    held, other = _settled(own, At(against, most))
    passes = held.value > other.value if highest else held.value < other.value
    return Formula(f"={held.text}{sign}{other.text}", passes), Formula(f"={against}", most)


def _shown(than: At) -> Formula | float:
    """What a figure is held against: a number as it is, anything else as a formula."""
    return Formula(f"={than.text}", than.value) if "!" in than.text else than.value


def _between(test: Test, own: At) -> tuple[Formula | None, str]:
    if not isinstance(test.than, tuple) or len(test.than) != 2:
        return None, ""
    low, high = min(test.than), max(test.than)
    words = _("%(low)s and %(high)s") % {"low": f"{low:g}", "high": f"{high:g}"}
    (above, first), (below, last) = (_settled(own, At.number(end)) for end in (low, high))
    passes = above.value >= first.value and below.value <= last.value
    return Formula(f"=AND({above.text}>={first.text},{below.text}<={last.text})", passes), words

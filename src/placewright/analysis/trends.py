"""How a figure has moved over 1, 5 and 10 years, called what it is: growth only where it is growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np

from placewright.analysis.panels import FloatArray, IntArray, Panel, plain_number, year_of_period
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period, said_of
from placewright.core.printing import number
from placewright.core.said import Said, Values
from placewright.core.words import gettext as _
from placewright.core.words import marked, ngettext
from placewright.records.indicator import Indicator

LEAST_YEARS_SMOOTHED = 5
"""A smoothed or indexed series is compared over this many years or more, never from one year to the next."""

COUNTED = frozenset(
    {
        "people", "jobs", "employees", "enterprises", "local units", "hours/week", "thousand m2", "dwellings",
        "applications", "start-ups", "full-time equivalents", "hectares", "sites",
    }
)  # fmt: skip
"""Units of things counted, whose change in per cent is growth."""


class TrendKind(StrEnum):
    """What a change is: in per cent for growth and cash terms, in the indicator's unit for the others."""

    REAL_GROWTH = "real growth"
    GROWTH = "growth"
    CASH = "change in cash terms"
    POINTS = "change in points"
    CHANGE = "change"
    UNMEASURED = "unmeasured"


IN_PERCENT = frozenset({TrendKind.REAL_GROWTH, TrendKind.GROWTH, TrendKind.CASH})


@dataclass(frozen=True, slots=True)
class Trend:
    """The change from one period to another `years` later, with its interval, and what kind of change it is.

    `per_year` is the compound rate a year for kinds in per cent, else the change divided by the years. An unmeasured
    trend has a reason.
    """

    years: int
    start: str
    end: str
    change: float | None
    low: float | None = None
    high: float | None = None
    per_year: float | None = None
    kind: str = TrendKind.UNMEASURED
    reason: str = ""
    deflator: str = ""
    decimals: int = 1

    @property
    def words(self) -> str:
        """The change in words; why there is none, where there is none."""
        if self.change is None:
            words = ngettext(
                "Not measured over %(years)s year: %(reason)s.",
                "Not measured over %(years)s years: %(reason)s.",
                self.years,
            )
            return words % {"years": self.years, "reason": self.reason}
        return self.said.spoken()

    @property
    def said(self) -> Said:
        """The change as a sentence to be said in the language of whoever reads it; nothing where none is measured."""
        return self._told(_SENTENCES)

    @property
    def said_within(self) -> Said:
        """The change as words to stand inside a sentence, with no capital and no full stop; nothing where none is."""
        return self._told(_WITHIN)

    def _told(self, wordings: Mapping[str, str]) -> Said:
        if self.change is None:
            return Said()
        ends = {"label": said_of(parse_period(self.start)), "label_2": said_of(parse_period(self.end))}
        span = Said(marked("from %(label)s to %(label_2)s"), ends)
        if abs(self.change) < 0.5 * 10**-self.decimals:
            return Said(wordings["unchanged"], {"span": span})
        if self.kind == TrendKind.REAL_GROWTH:
            after = self.deflator or Said(marked("deflation"))
            values: Values = {"change": number(abs(self.change), 1), "span": span, "value": after}
            return Said(wordings["real grew" if self.change > 0 else "real fell"], values)
        if self.kind == TrendKind.GROWTH:
            words = wordings["grew" if self.change > 0 else "fell"]
            return Said(words, {"size": number(abs(self.change), 1), "span": span})
        way = Said(wordings["up" if self.change > 0 else "down"])
        if self.kind == TrendKind.CASH:
            return Said(wordings["cash"], {"way": way, "size": number(abs(self.change), 1), "span": span})
        size = number(abs(self.change), self.decimals)
        words = wordings["points" if self.kind == TrendKind.POINTS else "change"]
        return Said(words, {"way": way, "size": size, "span": span})


_SENTENCES = {
    "unchanged": marked("Unchanged %(span)s."),
    "real grew": marked("Real growth of %(change)s%% %(span)s, after %(value)s."),
    "real fell": marked("A real fall of %(change)s%% %(span)s, after %(value)s."),
    "grew": marked("Growth of %(size)s%% %(span)s."),
    "fell": marked("A fall of %(size)s%% %(span)s."),
    "cash": marked("%(way)s %(size)s%% in cash terms %(span)s; inflation is not taken out."),
    "points": marked("%(way)s %(size)s points %(span)s."),
    "change": marked("%(way)s %(size)s %(span)s."),
    "up": marked("Up"),
    "down": marked("Down"),
}
_WITHIN = {
    "unchanged": marked("unchanged %(span)s"),
    "real grew": marked("real growth of %(change)s%% %(span)s, after %(value)s"),
    "real fell": marked("a real fall of %(change)s%% %(span)s, after %(value)s"),
    "grew": marked("growth of %(size)s%% %(span)s"),
    "fell": marked("a fall of %(size)s%% %(span)s"),
    "cash": marked("%(way)s %(size)s%% in cash terms %(span)s; inflation is not taken out"),
    "points": marked("%(way)s %(size)s points %(span)s"),
    "change": marked("%(way)s %(size)s %(span)s"),
    "up": marked("up"),
    "down": marked("down"),
}


def kind_of_change(indicator: Indicator) -> TrendKind:
    """What a change of the indicator may be called.

    Money of the year is never said to grow; volumes and deflated money grow in real terms; counts grow; percentages
    and indices against another place move by points.
    """
    if indicator.unit == "%" or (indicator.index_base and not indicator.is_volume):
        return TrendKind.POINTS
    if indicator.is_volume:
        return TrendKind.REAL_GROWTH
    if indicator.is_nominal:
        return TrendKind.CASH
    return TrendKind.GROWTH if indicator.unit in COUNTED else TrendKind.CHANGE


def measure_trends(panel: Panel, rows: IntArray, at: IntArray, horizons: Sequence[int]) -> list[tuple[Trend, ...]]:
    """The trends of each place up to its period, one for each horizon, all places at once."""
    made: list[list[Trend]] = [[] for _rest in rows]
    for years in horizons:
        for end in np.unique(at):
            members = np.flatnonzero(at == end)
            for position, trend in zip(members, _over(panel, rows[members], int(end), years), strict=True):
                made[position].append(trend)
    return [tuple(trends) for trends in made]


def changes_over(panel: Panel, rows: IntArray, end: int, years: int) -> list[float]:
    """The changes of those places that have one up to the period of that number, as their trends give them."""
    indicator, last = panel.indicator, panel.periods[end]
    first = str(parse_period(last).shifted(-years))
    if not len(rows) or first not in panel.periods or _refused(indicator, first, last, years):
        return []
    start = panel.periods.index(first)
    change = _changes(panel, rows, start, end, years, kind_of_change(indicator))[0]
    return [float(value) for value in change[~np.isnan(change)]]


def _over(panel: Panel, rows: IntArray, end: int, years: int) -> list[Trend]:
    indicator = panel.indicator
    last = panel.periods[end]
    first = str(parse_period(last).shifted(-years))
    reason = _refused(indicator, first, last, years)
    if not reason and first not in panel.periods:
        reason = _("the series has no %(label)s") % {"label": parse_period(first).label}
    if reason:
        return [Trend(years, first, last, None, reason=reason)] * len(rows)
    kind = kind_of_change(indicator)
    change, low, high, per_year = _changes(panel, rows, panel.periods.index(first), end, years, kind)
    absent = Trend(years, first, last, None, reason=_("no figure for %(label)s") % {"label": parse_period(first).label})
    decimals = 1 if kind in IN_PERCENT else indicator.decimals
    return [
        absent
        if np.isnan(change[at])
        else Trend(
            years, first, last, float(change[at]),
            plain_number(low[at]), plain_number(high[at]), plain_number(per_year[at]),
            kind, "", indicator.deflator, decimals,
        )
        for at in range(len(rows))
    ]  # fmt: skip


def _refused(indicator: Indicator, first: str, last: str, years: int) -> str:
    """Why a comparison of the two periods would mislead; empty where it would not."""
    if years < LEAST_YEARS_SMOOTHED and indicator.smoothed:
        return _("the series is smoothed, so its years overlap")
    if years < LEAST_YEARS_SMOOTHED and indicator.index_base:
        return _("an index is compared with its base over five years or more")
    start, end = year_of_period(first), year_of_period(last)
    for broken in indicator.breaks:
        if start < year_of_period(broken.period) <= end:
            return _("the series breaks in %(label)s: %(words)s") % {
                "label": parse_period(broken.period).label,
                "words": broken.text.rstrip("."),
            }
    return ""


def _changes(
    panel: Panel, rows: IntArray, first: int, last: int, years: int, kind: TrendKind
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Change, ends of its interval and change a year; two sampling errors go by variance, others by bounds."""
    then, now = panel.value[rows, first], panel.value[rows, last]
    low0, high0 = panel.low[rows, first], panel.high[rows, first]
    low1, high1 = panel.low[rows, last], panel.high[rows, last]
    both = panel.sampled[rows, first] & panel.sampled[rows, last]
    if kind not in IN_PERCENT:
        change = now - then
        half = np.hypot(high1 - low1, high0 - low0) / 2
        low = np.where(both, change - half, low1 - high0)
        high = np.where(both, change + half, high1 - low0)
        return change, low, high, change / years
    with np.errstate(divide="ignore", invalid="ignore"):
        usable = (then > 0) & (now >= 0)
        quotient = np.where(usable, now / then, np.nan)
        half = quotient * np.hypot((high1 - low1) / 2 / now, (high0 - low0) / 2 / then)
        low = np.where(both, quotient - half, np.where(high0 > 0, low1 / high0, np.nan))
        high = np.where(both, quotient + half, np.where(low0 > 0, high1 / low0, np.nan))
        unknown = np.isnan(low) | np.isnan(high)
        low, high = np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
        per_year = 100 * (quotient ** (1 / years) - 1)
    return 100 * (quotient - 1), 100 * (low - 1), 100 * (high - 1), per_year

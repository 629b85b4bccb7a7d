"""The gap between a place and what it is held against, with the interval that both of theirs give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from placewright.analysis.panels import FloatArray, IntArray, Panel, name_of, plain_number
from placewright.core.late_dataclass import dataclass
from placewright.places import same_territory
from placewright.records.indicator import BundleRule, Indicator

NEIGHBOURS = "neighbours"
"""The comparator that is the median of a place's statistical neighbours."""

OF_SIZE = "it counts what is there, and the places differ in size"
"""Why amounts are not held against another place's."""

FEWEST_NEIGHBOURS = 3
"""Fewer neighbours with a figure than this have no median worth comparing with."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place's value less the comparator's, in the indicator's unit; `percent` is the gap as part of the comparator.

    `comparator` is the code whose figure was used, which may be another code of the same territory, or `neighbours`.
    Without an interval on either side there is none here. `reason` says why there is no gap,
    `count` of how many neighbours the comparator is the median.
    """

    comparator: str
    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    percent: float | None = None
    reason: str = ""
    count: int = 0


def is_amount(indicator: Indicator) -> bool:
    """Whether the indicator counts what is there, so that a larger place has more of it."""
    return indicator.bundle is BundleRule.SUM or indicator.unit.startswith(("GBP million", "EUR"))


def comparator_gaps(panel: Panel, rows: IntArray, at: IntArray, comparators: Sequence[str]) -> list[tuple[Gap, ...]]:
    """The gaps of each place to each comparator at the place's period, all places at once."""
    if is_amount(panel.indicator):
        return [tuple(Gap(code, name_of(code), None, reason=OF_SIZE) for code in dict.fromkeys(comparators))] * len(
            rows
        )
    made: list[list[Gap]] = [[] for _ in rows]
    used: list[set[str]] = [set() for _ in rows]
    rows_of = panel.rows_of_codes()
    for comparator in dict.fromkeys(comparators):
        codes = (comparator, *same_territory(comparator))
        others = [row for code in codes for row in rows_of.get(code, ())]
        if not others:
            for position, row in enumerate(rows):
                if panel.places[row] not in codes and comparator not in used[position]:
                    made[position].append(Gap(comparator, name_of(comparator), None, reason="no figures"))
            continue
        against = np.array(others)
        known = ~np.isnan(panel.value[np.ix_(against, at)])
        chosen = against[np.argmax(known, axis=0)]
        value, low, high, percent = differences(panel, rows, at, chosen)
        for position, row in enumerate(rows):
            code = panel.places[chosen[position]]
            if panel.places[row] in codes or code in used[position]:
                continue
            used[position].update(codes)
            made[position].append(_gap(code, name_of(comparator), value, low, high, percent, position, panel, at))
    return [tuple(gaps) for gaps in made]


def neighbour_gaps(
    panel: Panel, rows: IntArray, at: IntArray, neighbours: Mapping[str, Sequence[str]]
) -> list[tuple[Gap, ...]]:
    """The gap of each place to the median of its neighbours; none where none are named.

    The median's interval runs from the median of their lower to that of their upper ends. Of a neighbour that stands in
    several vintages it is the newest with a figure.
    """
    rows_of, known = panel.rows_of_codes(), ~np.isnan(panel.value)
    made: list[tuple[Gap, ...]] = []
    for row, period in zip(rows, at, strict=True):
        codes = neighbours.get(panel.places[row], ())
        with_figure = (next((row for row in rows_of.get(code, ()) if known[row, period]), None) for code in codes)
        near = np.array([row for row in with_figure if row is not None], np.int64)
        if not codes:
            made.append(())
            continue
        if is_amount(panel.indicator):
            made.append((Gap(NEIGHBOURS, "statistical neighbours", None, reason=OF_SIZE),))
            continue
        label = f"median of {len(near)} statistical neighbours"
        if len(near) < FEWEST_NEIGHBOURS:
            made.append((Gap(NEIGHBOURS, label, None, reason="too few of them have a figure"),))
            continue
        middle = float(np.median(panel.value[near, period]))
        ends = [panel.low[near, period], panel.high[near, period]]
        own = panel.value[row, period]
        low = high = None
        if not (np.isnan(ends).any() or np.isnan(panel.low[row, period])):
            low = float(panel.low[row, period] - np.median(ends[1]))
            high = float(panel.high[row, period] - np.median(ends[0]))
        percent = float(100 * (own / middle - 1)) if middle > 0 else None
        made.append((Gap(NEIGHBOURS, label, float(own - middle), low, high, percent, count=len(near)),))
    return made


def differences(
    panel: Panel, rows: IntArray, at: IntArray, others: IntArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Value, lower and upper end of the difference of two figures at each place's period, and the percentage.

    Two sampling errors go by variance, taken as independent; any others by bounds.
    """
    own, other = panel.value[rows, at], panel.value[others, at]
    value = own - other
    lows = panel.low[rows, at] - panel.high[others, at]
    highs = panel.high[rows, at] - panel.low[others, at]
    both = panel.sampled[rows, at] & panel.sampled[others, at]
    half = np.hypot(
        panel.high[rows, at] - panel.low[rows, at], panel.high[others, at] - panel.low[others, at]
    ) / 2  # fmt: skip
    low, high = np.where(both, value - half, lows), np.where(both, value + half, highs)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(other > 0, 100 * (own / other - 1), np.nan)
    return value, low, high, percent


def _gap(
    code: str, label: str, value: FloatArray, low: FloatArray, high: FloatArray, percent: FloatArray,
    position: int, panel: Panel, at: IntArray,
) -> Gap:  # fmt: skip
    if np.isnan(value[position]):
        return Gap(code, label, None, reason=f"no figure for {panel.periods[at[position]]}")
    ends = [plain_number(end[position]) for end in (low, high, percent)]
    return Gap(code, label, float(value[position]), low=ends[0], high=ends[1], percent=ends[2])

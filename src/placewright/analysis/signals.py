"""Candidate signals: what stands out about a place, by how far and how surely, in words. Suggestions for people."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from placewright.analysis.benchmarks import Benchmark, Group, PeerFigures
from placewright.analysis.gaps import NEIGHBOURS, Gap, is_amount
from placewright.analysis.panels import SAMPLING, FloatArray, is_lasting, name_of
from placewright.analysis.trends import IN_PERCENT, Trend, TrendKind
from placewright.core.periods import parse_period
from placewright.evidence.catalogue import packaged_indicators
from placewright.records.indicator import ComputeKind, Indicator

FEWEST_PEERS = 12
"""Fewer peers than this give no spread worth judging by."""

FALSE_SHARE = 0.10
"""Of the signals shown, this share may be expected to be chance (Benjamini and Hochberg's false discovery rate)."""

TREND_YEARS = (5, 10)
"""The horizons at which a trend may stand out, the preferred first."""

_MAD = 1.4826
_Z95 = 1.959964


class SignalKind(StrEnum):
    """What stands out: the level, its movement, the gap to similar places, or how concentrated an industry is."""

    LEVEL = "level"
    TREND = "trend"
    GAP = "gap"
    CONCENTRATION = "concentration"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that stands out, and why.

    `score` is how many robust deviations the place lies above (or, negative, below) the median of its peers, after its
    own uncertainty is added to their spread. `p` is two-sided; `q` the false discovery rate at which it is shown.
    """

    indicator: str
    place: str
    dimensions: str
    kind: SignalKind
    score: float
    p: float
    q: float
    direction: str
    words: str


def find_signals(
    benchmarks: Sequence[Benchmark],
    peers: Iterable[Benchmark],
    *,
    indicators: Mapping[str, Indicator] | None = None,
    rate: float = FALSE_SHARE,
) -> list[Signal]:
    """What stands out among the benchmarks against those of their peers, the strongest first.

    Peers are the places of the same level and country with a figure for the same period. The score is the distance from
    their median over the root of (1.4826 x median absolute deviation) squared plus the figure's own standard error
    squared, in logarithms for amounts. A p-value is of an ordinary place, were the peers spread normally about their
    median; all candidates are tested together (Benjamini and Hochberg 1995).
    """
    groups: dict[Group, list[Benchmark]] = defaultdict(list)
    for item in peers:
        if item.value is not None:
            groups[_group(item)].append(item)
    figures = {group: _figures(inside) for group, inside in groups.items()}
    return signals_among(benchmarks, figures, indicators=indicators, rate=rate)


def signals_among(
    benchmarks: Sequence[Benchmark],
    peers: Mapping[Group, PeerFigures],
    *,
    indicators: Mapping[str, Indicator] | None = None,
    rate: float = FALSE_SHARE,
) -> list[Signal]:
    """What stands out among the benchmarks against the figures of their groups, as `find_signals` has it."""
    known = packaged_indicators() if indicators is None else indicators
    spreads: dict[tuple[tuple[str, ...], SignalKind], _Spread | None] = {}
    nobody = PeerFigures((), {})
    candidates = [
        signal
        for item in benchmarks
        if item.value is not None and item.indicator in known
        for signal in _candidates(item, peers.get(_group(item), nobody), known[item.indicator], spreads)
    ]
    adjusted = false_discovery_rates([signal.p for signal in candidates])
    kept = [replace(signal, q=q) for signal, q in zip(candidates, adjusted, strict=True) if q <= rate]
    return sorted(kept, key=lambda signal: (-abs(signal.score), signal.indicator, signal.place))


def false_discovery_rates(p: Sequence[float]) -> list[float]:
    """The least rate of false discoveries at which each test would be called one (Benjamini and Hochberg 1995).

    >>> [round(q, 3) for q in false_discovery_rates([0.01, 0.04, 0.03, 0.5])]
    [0.04, 0.053, 0.053, 0.5]
    """
    if not p:
        return []
    values = np.asarray(p, float)
    order = np.argsort(values)
    scaled = values[order] * len(values) / np.arange(1, len(values) + 1)
    rates = np.minimum.accumulate(scaled[::-1])[::-1]
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum(rates, 1.0)
    return [float(rate) for rate in adjusted]


@dataclass(frozen=True, slots=True)
class _Spread:
    """The middle of the peers and their robust deviation, in logarithms or not."""

    middle: float
    deviation: float
    count: int
    in_logs: bool

    def score(self, value: float, error: float) -> float | None:
        if self.in_logs and value <= 0:
            return None
        distance = math.log(value) - self.middle if self.in_logs else value - self.middle
        own = error / value if self.in_logs else error
        width = math.hypot(self.deviation, own)
        return distance / width if width > 0 else None

    @property
    def median(self) -> float:
        return math.exp(self.middle) if self.in_logs else self.middle


def _candidates(
    item: Benchmark,
    peers: PeerFigures,
    indicator: Indicator,
    spreads: dict[tuple[tuple[str, ...], SignalKind], _Spread | None],
) -> list[Signal]:
    found: list[Signal] = []
    group = _group(item)
    value = item.value
    kind = SignalKind.CONCENTRATION if item.dimensions else SignalKind.LEVEL
    if value is not None and not is_amount(indicator):
        level = _remembered(spreads, (group, kind), lambda: _spread(peers.values, indicator))
        if level is not None:
            words = _level_words(item, indicator, level)
            found.extend(_signal(item, kind, level.score(value, _error(item.low, item.high, item.error)), words))
            gap = next((gap for gap in item.gaps if gap.comparator == NEIGHBOURS and gap.value is not None), None)
            if gap is not None and gap.value is not None:
                score = level.score(value, _error(item.low, item.high, item.error))
                similar = level.score(value - gap.value, 0.0)
                if score is not None and similar is not None:
                    found.extend(_signal(item, SignalKind.GAP, score - similar, _gap_words(item, indicator, gap)))
    trend = None if indicator.compute.kind is ComputeKind.CHANGE else _trend(item)
    if trend is not None and trend.change is not None:
        changes = peers.changes.get(trend.years, ())
        spread = _remembered(spreads, ((*group, str(trend.years)), SignalKind.TREND), lambda: _spread(changes, None))
        if spread is not None:
            error = _error(trend.low, trend.high, item.error)
            words = _trend_words(item, indicator, trend, spread)
            found.extend(_signal(item, SignalKind.TREND, spread.score(trend.change, error), words))
    return found


def _signal(item: Benchmark, kind: SignalKind, score: float | None, words: str) -> list[Signal]:
    if score is None:
        return []
    p = math.erfc(abs(score) / math.sqrt(2))
    direction = "above" if score > 0 else "below"
    return [Signal(item.indicator, item.place, item.dimensions, kind, float(score), p, 1.0, direction, words)]


def _remembered(
    spreads: dict[tuple[tuple[str, ...], SignalKind], _Spread | None],
    key: tuple[tuple[str, ...], SignalKind],
    make: Callable[[], _Spread | None],
) -> _Spread | None:
    if key not in spreads:
        spreads[key] = make()
    return spreads[key]


def _spread(values: Sequence[float], indicator: Indicator | None) -> _Spread | None:
    """The middle and robust deviation of the peers; amounts of money, rates and ratios are taken in logarithms."""
    if len(values) < FEWEST_PEERS:
        return None
    numbers: FloatArray = np.asarray(values, np.float64)
    plain = indicator is None or indicator.unit in ("%", "score", "years") or bool(indicator.index_base)
    in_logs = not plain and bool((numbers > 0).all())
    scaled = np.log(numbers) if in_logs else numbers
    middle = float(np.median(scaled))
    deviation = _MAD * float(np.median(np.abs(scaled - middle)))
    return _Spread(middle, deviation, len(values), in_logs) if deviation > 0 else None


def _error(low: float | None, high: float | None, kind: str) -> float:
    """The standard error that an interval stands for: a sampling interval is 3.92 of them, a bound evenly filled."""
    if low is None or high is None:
        return 0.0
    return (high - low) / (2 * _Z95) if kind == SAMPLING else (high - low) / math.sqrt(12)


def _figures(peers: Sequence[Benchmark]) -> PeerFigures:
    changes: dict[int, list[float]] = defaultdict(list)
    for trend in (trend for peer in peers for trend in peer.trends):
        if trend.change is not None:
            changes[trend.years].append(trend.change)
    return PeerFigures([peer.value for peer in peers if peer.value is not None], changes)


def _group(item: Benchmark) -> Group:
    family = item.place[0] if is_lasting(item.place) else item.place_vintage
    return (item.indicator, item.dimensions, item.level, family, item.period)


def _trend(item: Benchmark) -> Trend | None:
    measured = {trend.years: trend for trend in item.trends if trend.change is not None}
    return next((measured[years] for years in TREND_YEARS if years in measured), None)


def _level_words(item: Benchmark, indicator: Indicator, spread: _Spread) -> str:
    side = "high" if (item.value or 0) > spread.median else "low"
    about = f"{indicator.short_name} is {side}: {_figure(item.value, indicator)} in {parse_period(item.period).label}"
    if item.dimensions:
        about += f" for {item.dimensions}"
    middle = f"the median of {spread.count} places of its level is {_figure(spread.median, indicator)}"
    return f"{about}; {middle}{_rank_words(item)}.{_interval_words(item)}"


def _rank_words(item: Benchmark) -> str:
    rank = item.rank
    if rank is None:
        return ""
    span = f" (between {rank.low} and {rank.high} given the intervals)" if rank.low != rank.high else ""
    return f", and it ranks {rank.position} of {rank.of}{span}, counted from the {rank.first}"


def _gap_words(item: Benchmark, indicator: Indicator, gap: Gap) -> str:
    size = gap.value or 0.0
    side = "above" if size > 0 else "below"
    distance = _figure(abs(size), indicator, points=True)
    return (
        f"{indicator.short_name} stands apart from similar places: {_figure(item.value, indicator)} in "
        f"{parse_period(item.period).label} is {distance} {side} the {gap.label}.{_interval_words(item)}"
    )


def _trend_words(item: Benchmark, indicator: Indicator, trend: Trend, spread: _Spread) -> str:
    side = "up" if (trend.change or 0) > spread.median else "down"
    about = f"{indicator.short_name} in {name_of(item.place)} moved {side} against its peers"
    typical = _change(spread.median, trend)
    return f"{about}: {trend.words} The middle one of {spread.count} places of its level changed by {typical}."


def _change(value: float, trend: Trend) -> str:
    """A change with its sign and unit."""
    number = f"{abs(value):,.{trend.decimals}f}"
    sign = "" if not number.strip("0.,") else "\N{MINUS SIGN}" if value < 0 else "+"
    unit = "%" if trend.kind in IN_PERCENT else " points" if trend.kind == TrendKind.POINTS else ""
    return f"{sign}{number}{unit}"


def _interval_words(item: Benchmark) -> str:
    return "" if item.low is not None else " No interval is published, so this speaks of the figures as they are."


def _figure(value: float | None, indicator: Indicator, *, points: bool = False) -> str:
    if value is None:
        return "no figure"
    number = f"{value:,.{indicator.decimals}f}".replace("-", "\N{MINUS SIGN}")
    unit = indicator.unit
    if unit == "%":
        return f"{number} points" if points else f"{number}%"
    if unit.startswith("GBP"):
        return f"£{number}{unit.removeprefix('GBP').replace('/', ' a ').replace(' a hour', ' an hour')}"
    return f"{number} {'points' if points and unit.startswith('index') else unit}".removesuffix(" ratio")

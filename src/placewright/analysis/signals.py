"""Candidate signals: what stands out about a place, by how far and how surely, in words. Suggestions for people."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from placewright.analysis.benchmarks import Benchmark, Group, PeerFigures
from placewright.analysis.gaps import NEIGHBOURS, Gap, is_amount
from placewright.analysis.panels import SAMPLING, FloatArray, is_lasting, name_of
from placewright.analysis.trends import IN_PERCENT, Trend, TrendKind
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period, said_when
from placewright.core.said import Said, Values, as_written
from placewright.core.words import marked
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


KIND_NAMES = (marked("level"), marked("trend"), marked("gap"), marked("concentration"))
"""The kinds, as tags of a few letters say them."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that stands out, and why.

    `score` is how many robust deviations the place lies above (or, negative, below) the median of its peers, for a gap
    that of its statistical neighbours, after its own uncertainty is added to the peers' spread. `p` is two-sided; `q`
    the false discovery rate at which it is shown.
    """

    indicator: str
    place: str
    dimensions: str
    kind: SignalKind
    score: float
    p: float
    q: float
    direction: str
    said: Said

    @property
    def words(self) -> str:
        """Why, in the language that is spoken."""
        return self.said.spoken()


def find_signals(
    benchmarks: Sequence[Benchmark],
    peers: Iterable[Benchmark],
    *,
    indicators: Mapping[str, Indicator] | None = None,
    rate: float = FALSE_SHARE,
) -> list[Signal]:
    """What stands out among the benchmarks against those of their peers, the strongest first.

    Peers are the places of the same level and country with a figure for the same period. The score is the distance from
    their median (for a gap from that of the statistical neighbours) over the root of (1.4826 x median absolute
    deviation) squared plus the figure's own standard error squared, in logarithms for money, rates and ratios. A
    p-value is of an ordinary place, were the peers spread normally about their median; all candidates are tested
    together (Benjamini and Hochberg 1995).
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
        """How far a value lies above the middle."""
        return self._of(value, error, self.middle)

    def score_above(self, other: float, value: float, error: float) -> float | None:
        """How far a value lies above another one."""
        if self.in_logs and other <= 0:
            return None
        return self._of(value, error, math.log(other) if self.in_logs else other)

    def _of(self, value: float, error: float, scaled: float) -> float | None:
        if self.in_logs and value <= 0:
            return None
        distance = (math.log(value) if self.in_logs else value) - scaled
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
            error = _error(item.low, item.high, item.error)
            found.extend(_signal(item, kind, level.score(value, error), words))
            gap = next((gap for gap in item.gaps if gap.comparator == NEIGHBOURS and gap.value is not None), None)
            if gap is not None and gap.value is not None:
                score = level.score_above(value - gap.value, value, error)
                found.extend(_signal(item, SignalKind.GAP, score, _gap_words(item, indicator, gap)))
    trend = None if indicator.compute.kind is ComputeKind.CHANGE else _trend(item)
    if trend is not None and trend.change is not None:
        changes = peers.changes.get(trend.years, ())
        spread = _remembered(spreads, ((*group, str(trend.years)), SignalKind.TREND), lambda: _spread(changes, None))
        if spread is not None:
            error = _error(trend.low, trend.high, item.error)
            words = _trend_words(item, indicator, trend, spread)
            found.extend(_signal(item, SignalKind.TREND, spread.score(trend.change, error), words))
    return found


def _signal(item: Benchmark, kind: SignalKind, score: float | None, words: Said) -> list[Signal]:
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


def _level_words(item: Benchmark, indicator: Indicator, spread: _Spread) -> Said:
    is_high = (item.value or 0) > spread.median
    values: Values = {
        "what": indicator.short_name,
        "value": _figure(item.value, indicator),
        "when": said_when(parse_period(item.period)),
        "member": Said(marked(" for %(member)s"), {"member": item.dimensions}) if item.dimensions else Said(),
        "count": str(spread.count),
        "median": _figure(spread.median, indicator),
        "rank": _rank_words(item),
        "interval": _interval_words(item),
    }
    high = marked(
        "%(what)s: %(value)s %(when)s%(member)s is high; the median of %(count)s places of its level is "
        "%(median)s%(rank)s.%(interval)s"
    )
    low = marked(
        "%(what)s: %(value)s %(when)s%(member)s is low; the median of %(count)s places of its level is "
        "%(median)s%(rank)s.%(interval)s"
    )
    return Said(high if is_high else low, values)


def _rank_words(item: Benchmark) -> Said:
    rank = item.rank
    if rank is None:
        return Said()
    first = Said({"highest": marked("highest"), "lowest": marked("lowest")}.get(rank.first, rank.first))
    values: Values = {"rank": str(rank.position), "all": str(rank.of), "first": first}
    if rank.low == rank.high:
        return Said(marked(", and it ranks %(rank)s of %(all)s, counted from the %(first)s"), values)
    words = marked(
        ", and it ranks %(rank)s of %(all)s (between %(low)s and %(high)s given the intervals), counted from the "
        "%(first)s"
    )
    return Said(words, {**values, "low": str(rank.low), "high": str(rank.high)})


def _gap_words(item: Benchmark, indicator: Indicator, gap: Gap) -> Said:
    size = gap.value or 0.0
    values: Values = {
        "what": indicator.short_name,
        "value": _figure(item.value, indicator),
        "when": said_when(parse_period(item.period)),
        "distance": _figure(abs(size), indicator, points=True),
        "median": Said(marked("median of %(count)s statistical neighbours"), {"count": str(gap.count)}),
        "interval": _interval_words(item),
    }
    above = marked(
        "%(what)s: %(value)s %(when)s stands apart from similar places, %(distance)s above the %(median)s.%(interval)s"
    )
    below = marked(
        "%(what)s: %(value)s %(when)s stands apart from similar places, %(distance)s below the %(median)s.%(interval)s"
    )
    return Said(above if size > 0 else below, values)


def _trend_words(item: Benchmark, indicator: Indicator, trend: Trend, spread: _Spread) -> Said:
    values: Values = {
        "what": indicator.short_name,
        "place": name_of(item.place),
        "trend": trend.said_within,
        "count": str(spread.count),
        "change": _change(spread.median, trend),
    }
    up = marked(
        "%(what)s: %(place)s moved up against its peers (%(trend)s). The middle one of %(count)s places of its level "
        "changed by %(change)s."
    )
    down = marked(
        "%(what)s: %(place)s moved down against its peers (%(trend)s). The middle one of %(count)s places of its level "
        "changed by %(change)s."
    )
    return Said(up if (trend.change or 0) > spread.median else down, values)


def _change(value: float, trend: Trend) -> Said:
    """A change with its sign and unit."""
    number = f"{abs(value):,.{trend.decimals}f}"
    sign = "" if not number.strip("0.,") else "\N{MINUS SIGN}" if value < 0 else "+"
    if trend.kind == TrendKind.POINTS:
        return Said(marked("%(number)s points"), {"number": f"{sign}{number}"})
    return as_written(f"{sign}{number}{'%' if trend.kind in IN_PERCENT else ''}")


def _interval_words(item: Benchmark) -> Said:
    if item.low is not None:
        return Said()
    return Said(marked(" No interval is published, so this speaks of the figures as they are."))


def _figure(value: float | None, indicator: Indicator, *, points: bool = False) -> Said:
    if value is None:
        return Said(marked("no figure"))
    number = f"{value:,.{indicator.decimals}f}".replace("-", "\N{MINUS SIGN}")
    unit = indicator.unit
    if points and (unit == "%" or unit.startswith("index")):
        return Said(marked("%(number)s points"), {"number": number})
    if unit == "%":
        return as_written(f"{number}%")
    if unit.startswith("index "):
        base = unit.removeprefix("index ").replace("=", " = ")
        return as_written(number if base in indicator.short_name else f"{number} ({base})")
    if unit.startswith("GBP"):
        each = unit.removeprefix("GBP").replace("/", " a ").replace(" a hour", " an hour")
        return Said("%(number)s%(unit)s", {"number": f"£{number}", "unit": Said(each)})
    return (
        as_written(number) if unit == "ratio" else Said("%(number)s %(unit)s", {"number": number, "unit": Said(unit)})
    )

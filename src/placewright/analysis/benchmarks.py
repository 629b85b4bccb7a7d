"""How a place stands: its latest figure, rank, percentile, gaps and trends, for all places of an indicator at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np
import pyarrow as pa

from placewright.analysis.gaps import Gap, comparator_gaps, neighbour_gaps
from placewright.analysis.panels import (
    FloatArray,
    IntArray,
    Panel,
    Words,
    is_lasting,
    later_panels,
    plain_number,
    plain_numbers,
    words_of,
)
from placewright.analysis.trends import Trend, changes_over, measure_trends
from placewright.core.late_dataclass import dataclass
from placewright.records.indicator import Indicator, Polarity

HORIZONS = (1, 5, 10)
"""Over how many years trends are measured."""

ENGLAND, UNITED_KINGDOM = "E92000001", "K02000001"


@dataclass(frozen=True, slots=True)
class Rank:
    """A place's position among the places of its level that have a figure for the period.

    Position 1 is the best by the indicator's polarity, or the highest where it has none; `first` says which. Equal
    values share a position; `tied` is how many others have the same. `low` and `high` are the best and the worst
    position that the intervals allow; where no interval is known they are the position as published.
    """

    position: int
    low: int
    high: int
    of: int
    tied: int
    first: str


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series; None where there is none for the period."""

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Line(Sequence[Point]):
    """A place's figures in the order of their periods, kept as arrays and made into points when they are asked for."""

    periods: tuple[str, ...]
    values: FloatArray
    lows: FloatArray
    highs: FloatArray

    def __len__(self) -> int:
        return len(self.periods)

    @overload
    def __getitem__(self, index: int) -> Point: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Point]: ...

    def __getitem__(self, index: int | slice) -> Point | Sequence[Point]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        value, low, high = (plain_number(array[index]) for array in (self.values, self.lows, self.highs))
        return Point(self.periods[index], value, low, high)

    def __iter__(self) -> Iterator[Point]:
        columns = (plain_numbers(array) for array in (self.values, self.lows, self.highs))
        return (Point(*point) for point in zip(self.periods, *columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True, slots=True)
class Benchmark:
    """An indicator at a place: the latest figure with its interval and origin, and how it stands and moves.

    `value` is None where no period has one; `status` then says why. Without rank, fewer than two places of the level
    have a figure for the period.
    """

    indicator: str
    place: str
    place_vintage: str
    level: str
    dimensions: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    error: str
    status: str
    unit: str
    dataset: str
    fingerprint: str
    caveats: tuple[str, ...]
    rank: Rank | None
    percentile: float | None
    gaps: tuple[Gap, ...]
    trends: tuple[Trend, ...]
    series: Line


@dataclass(frozen=True, slots=True)
class Standing:
    """A place's latest figure of an indicator, and no more; `value` is None where no period has one."""

    place: str
    level: str
    period: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """The latest figures of places that are judged together, and their changes over some years."""

    values: Sequence[float]
    changes: Mapping[int, Sequence[float]]


Group = tuple[str, str, str, str, str]
"""What places that are judged together share: indicator, member, level, country or vintage, and period."""


class Standings(Sequence[Standing]):
    """How all places stand by one indicator, kept as arrays; places' benchmarks are made when they are asked for.

    So are the arrays themselves: most builds ask for a few indicators only.
    """

    def __init__(
        self,
        indicator: str,
        dimensions: str,
        panel: Callable[[], Panel],
        *,
        words: Words,
        places: Sequence[str],
        comparators: Sequence[str],
        neighbours: Mapping[str, Sequence[str]],
    ) -> None:
        self.indicator, self.dimensions = indicator, dimensions
        self._make_panel, self._words, self._of = panel, words, places
        self._comparators, self._neighbours = comparators, neighbours
        self._ranked: dict[int, tuple[list[Rank | None], FloatArray]] = {}

    @cached_property
    def _panel(self) -> Panel:
        return self._make_panel()

    @cached_property
    def _latest(self) -> IntArray:
        return self._panel.latest()

    @cached_property
    def _rows(self) -> dict[str, int]:
        newest = self._panel.newest_rows(self._latest)
        return {code: newest[code] for code in dict.fromkeys(self._of) if code in newest}

    @property
    def places(self) -> tuple[str, ...]:
        """The codes that have a standing, in their order."""
        return tuple(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Standing: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Standing]: ...

    def __getitem__(self, index: int | slice) -> Standing | Sequence[Standing]:
        return self._all[index]

    def __iter__(self) -> Iterator[Standing]:
        return iter(self._all)

    @cached_property
    def _all(self) -> tuple[Standing, ...]:
        panel, (rows, at) = self._panel, self._shown(self.places)
        figures = [plain_numbers(part[rows, at]) for part in (panel.value, panel.low, panel.high)]
        levels, periods = [panel.levels[row] for row in rows], [panel.periods[period] for period in at]
        return tuple(Standing(*row) for row in zip(self.places, levels, periods, *figures, strict=True))

    def groups(self, places: Collection[str]) -> set[Group]:
        """The groups that these places are judged in."""
        rows, at = self._shown([code for code in places if code in self._rows])
        return {self._group(row, period) for row, period in zip(rows, at, strict=True)}

    def peer_figures(self, group: Group) -> PeerFigures:
        """The figures of all the places of a group."""
        rows, at = self._shown(self.places)
        panel, period = self._panel, group[-1]
        if period not in panel.periods:
            return PeerFigures((), {})
        end = panel.periods.index(period)
        here = (at == end) & (self._latest[rows] >= 0)
        inside = np.array([row for row in rows[here] if self._group(row, end) == group], np.int64)
        changes = {years: changes_over(panel, inside, end, years) for years in HORIZONS}
        return PeerFigures(panel.value[inside, end].tolist(), changes)

    def benchmarks(self, places: Sequence[str]) -> list[Benchmark]:
        """The benchmarks of those places that have a standing, in the order of the places."""
        known = [code for code in dict.fromkeys(places) if code in self._rows]
        return list(self._made(*self._shown(known))) if known else []

    def _shown(self, places: Sequence[str]) -> tuple[IntArray, IntArray]:
        """The panel's row of each place, and the period it is shown at: the last one where it has no figure."""
        rows = np.array([self._rows[code] for code in places], np.int64)
        return rows, np.where(self._latest[rows] >= 0, self._latest[rows], self._panel.value.shape[1] - 1)

    def _group(self, row: int, period: int) -> Group:
        panel = self._panel
        code = panel.places[row]
        family = code[0] if is_lasting(code) else panel.vintages[row]
        return self.indicator, self.dimensions, panel.levels[row], family, panel.periods[period]

    def _ranks(self, period: int) -> tuple[list[Rank | None], FloatArray]:
        if period not in self._ranked:
            self._ranked[period] = rank_places(self._panel, period)
        return self._ranked[period]

    def _made(self, shown: IntArray, at: IntArray) -> Iterator[Benchmark]:
        panel, words = self._panel, self._words
        gaps = comparator_gaps(panel, shown, at, self._comparators)
        near = neighbour_gaps(panel, shown, at, self._neighbours)
        trends = measure_trends(panel, shown, at, HORIZONS)
        for position, (place, period) in enumerate(zip(shown, at, strict=True)):
            row = panel.row[place, period]
            if row < 0:
                row = panel.row[place][panel.row[place] >= 0][-1]
            ranks, percentile = self._ranks(int(period))
            has_value = self._latest[place] >= 0
            yield Benchmark(
                indicator=panel.indicator.id,
                place=panel.places[place],
                place_vintage=words.word("place_vintage", row) or panel.vintages[place],
                level=panel.levels[place],
                dimensions=panel.dimensions,
                period=panel.periods[period],
                value=plain_number(panel.value[place, period]),
                low=plain_number(panel.low[place, period]),
                high=plain_number(panel.high[place, period]),
                error=words.word("error", row),
                status=words.word("status", row),
                unit=panel.indicator.unit,
                dataset=words.word("dataset", row),
                fingerprint=words.fingerprint(int(row)),
                caveats=words.caveats(int(row)),
                rank=ranks[place] if has_value else None,
                percentile=plain_number(percentile[place]) if has_value else None,
                gaps=(*gaps[position], *near[position]) if has_value else (),
                trends=trends[position] if has_value else (),
                series=Line(panel.periods, panel.value[place], panel.low[place], panel.high[place]),
            )


def benchmark(
    evidence: pa.Table,
    indicators: Mapping[str, Indicator] | Sequence[Indicator],
    places: Sequence[str],
    *,
    comparators: Sequence[str] = (ENGLAND, UNITED_KINGDOM),
    neighbours: Mapping[str, Sequence[str]] | None = None,
    dimensions: str | None = "",
) -> list[Benchmark]:
    """The benchmarks of the places, in the order of the indicators' ids and then of the places.

    Args:
        evidence: with all the places to rank among.
        indicators: those to look at; evidence of others is passed over.
        places: whose benchmarks are wanted. A code that stands in several vintages has its newest figure.
        comparators: codes to hold each place against; a code recorded as the same territory will do.
        neighbours: for each place the codes of its statistical neighbours, whose median it is held against.
        dimensions: the member of a breakdown to look at; empty for plain figures, None for every member.
    """
    known = indicators if isinstance(indicators, Mapping) else {item.id: item for item in indicators}
    each = standings(
        evidence, known, places, comparators=comparators, neighbours=neighbours or {}, dimensions=dimensions
    )
    return [item for standing in each for item in standing.benchmarks(places)]


def standings(
    evidence: pa.Table,
    indicators: Mapping[str, Indicator],
    places: Sequence[str],
    *,
    comparators: Sequence[str] = (ENGLAND, UNITED_KINGDOM),
    neighbours: Mapping[str, Sequence[str]] | None = None,
    dimensions: str | None = "",
) -> list[Standings]:
    """How the places stand, in the order of the indicators' ids and of the members; see `benchmark`."""
    words = words_of(evidence)
    each = [
        Standings(
            indicator.id,
            member,
            panel,
            words=words,
            places=places,
            comparators=comparators,
            neighbours=neighbours or {},
        )
        for indicator, member, panel in later_panels(evidence, indicators, dimensions=dimensions)
    ]
    return sorted(each, key=lambda item: (item.indicator, item.dimensions))


class Benchmarks(Mapping[tuple[str, str], Benchmark]):
    """The plain benchmarks by indicator and place, made when one of the indicator is first asked for.

    Those of `places` are then made at once, any others as they are asked for.
    """

    def __init__(self, each: Iterable[Standings], places: Sequence[str]) -> None:
        self._each = {item.indicator: item for item in each}
        self._places: dict[str, frozenset[str]] = {}
        self._at_once = places
        self._begun: set[str] = set()
        self._made: dict[tuple[str, str], Benchmark] = {}

    def __getitem__(self, key: tuple[str, str]) -> Benchmark:
        if key not in self._made:
            name, place = key
            if place not in self._places_of(name):
                raise KeyError(key)
            if name not in self._begun:
                self._begun.add(name)
                self._made |= {(name, found.place): found for found in self._each[name].benchmarks(self._at_once)}
        if key not in self._made:
            (self._made[key],) = self._each[name].benchmarks([place])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and len(key) == 2 and key[1] in self._places_of(key[0])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((name, place) for name, item in self._each.items() for place in item.places)

    def __len__(self) -> int:
        return sum(len(item) for item in self._each.values())

    def _places_of(self, name: str) -> frozenset[str]:
        if name not in self._places:
            self._places[name] = frozenset(self._each[name].places if name in self._each else ())
        return self._places[name]


def rank_places(panel: Panel, at: int) -> tuple[list[Rank | None], FloatArray]:
    """Rank and percentile of every place at one period, each among its peers; None and NaN where it has no figure."""
    sign = -1.0 if panel.indicator.polarity is Polarity.LOWER else 1.0
    first = "lowest" if panel.indicator.polarity is Polarity.LOWER else "highest"
    value = panel.value[:, at] * sign
    ends = np.stack([panel.low[:, at] * sign, panel.high[:, at] * sign])
    low = np.where(np.isnan(ends).any(axis=0), value, ends.min(axis=0))
    high = np.where(np.isnan(ends).any(axis=0), value, ends.max(axis=0))
    ranks: list[Rank | None] = [None] * len(value)
    percentile = np.full(len(value), np.nan)
    for group in np.unique(panel.peers):
        rows = np.flatnonzero((panel.peers == group) & ~np.isnan(value))
        if len(rows) < 2:
            continue
        count = len(rows)
        ordered, lows, highs = np.sort(value[rows]), np.sort(low[rows]), np.sort(high[rows])
        above = count - np.searchsorted(ordered, value[rows], "right")
        below = np.searchsorted(ordered, value[rows], "left")
        surely_above = count - np.searchsorted(lows, high[rows], "right")
        surely_below = np.searchsorted(highs, low[rows], "left")
        tied = count - above - below - 1
        percentile[rows] = 100 * (below + 0.5 * tied) / (count - 1)
        figures = np.stack([rows, above + 1, surely_above + 1, count - surely_below, tied])
        for row, position, best, worst, same in figures.T.tolist():
            ranks[row] = Rank(position, best, worst, count, same, first)
    return ranks, percentile

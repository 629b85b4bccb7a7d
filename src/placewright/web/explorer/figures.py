"""The figures of a build by indicator: for each a table of places by periods, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from placewright.analysis.benchmarks import Rank, rank_places
from placewright.analysis.panels import Panel, Words, coded, panels, words_of
from placewright.build.readings import REASONS
from placewright.build.territory import codes_of_territory
from placewright.core.periods import parse_period, year_of
from placewright.core.words import gettext, spoken_language
from placewright.evidence.reasons import caveat_in_words
from placewright.ledger.evidence_index import how_made
from placewright.publish.views import Point, Reading
from placewright.records.indicator import Indicator
from placewright.web.explorer.prepared import FIGURES, LATEST

_PANELS_KEPT = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the evidence as a download gives it; None where no number is known."""

    indicator: str
    place: str
    place_name: str
    place_vintage: str
    period: str
    dimensions: str
    value: float | None
    low: float | None
    high: float | None
    error: str
    status: str
    unit: str
    dataset: str
    caveat: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Latest:
    """A place's newest figure by one indicator and its rank among the places of its level."""

    indicator: str
    place: str
    level: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    error: str
    status: str
    caveated: bool
    position: int | None
    best: int | None
    worst: int | None
    of: int | None
    first: str


class IndicatorFigures:
    """The figures of one indicator, or of one member of its breakdown, at every place and period.

    Args:
        panel: the figures as an array of places by periods.
        words: the worded columns of the rows that the panel numbers.
        made: codes whose figures were made from a list of places, which give way to published ones.
    """

    def __init__(self, panel: Panel, words: Words, made: frozenset[str]) -> None:
        self.panel, self.words, self._made = panel, words, made
        self.indicator = panel.indicator
        self.latest = panel.latest()
        self.rows = panel.newest_rows(self.latest)
        self.periods = panel.periods
        self._ranks: dict[int, Sequence[Rank | None]] = {}
        self._readings: dict[tuple[int, int, str], Reading] = {}

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels that some place of has a value."""
        known = {level for level, at in zip(self.panel.levels, self.latest, strict=True) if at >= 0}
        return tuple(sorted(known))

    @cached_property
    def has_times(self) -> bool:
        """Whether some place has figures for two periods or more."""
        return bool(((~np.isnan(self.panel.value)).sum(axis=1) > 1).any())

    def codes_at(self, level: str) -> list[str]:
        """The codes of a level that have a value, in order."""
        return sorted(code for code, row in self.rows.items() if self.panel.levels[row] == level and self.known(row))

    def known(self, row: int) -> bool:
        """Whether the row has a value at all."""
        return bool(self.latest[row] >= 0)

    def row_of(self, place: str) -> int | None:
        """The row that speaks for a place: its own code's, or that of a code recorded as the same territory.

        One with a value goes before one without, then the newest, then a published one before one made from a
        list, as in the ledger.
        """
        best: tuple[tuple[bool, int, int, int], int] | None = None
        for order, code in enumerate(codes_of_territory(place)):
            row = self.rows.get(code)
            if row is None:
                continue
            at = int(self.latest[row])
            newest = -parse_period(self.periods[at]).end.toordinal() if at >= 0 else 0
            key = (at < 0, newest, how_made(code, self._made), order)
            if best is None or key < best[0]:
                best = key, row
        return None if best is None else best[1]

    def column(self, row: int, period: str) -> int:
        """The column of a period for a row: that of `latest` is its newest with a value; -1 where there is none."""
        if period == "latest":
            return int(self.latest[row])
        return self.periods.index(period) if period in self.periods else -1

    def reading(self, row: int | None, at: int) -> Reading:
        """The figure of a row at a column as readers see it, with the reason where it is missing."""
        if row is None:
            return Reading(None, self.indicator.unit, status="not_available", reason=REASONS["not_available"])
        key = row, at, spoken_language()  # a reading holds the words of why it is missing
        kept = self._readings.get(key)
        if kept is None:
            kept = self._readings[key] = self._read(row, at)
        return kept

    def _read(self, row: int, at: int) -> Reading:
        unit, decimals = self.indicator.unit, self.indicator.decimals
        found = int(self.panel.row[row, at]) if at >= 0 else -1
        if found < 0:
            if at >= 0 or not (self.panel.row[row] >= 0).any():
                label = self.labels[at] if at >= 0 else ""
                reason = REASONS["not_available"]
                if label:
                    reason = gettext("not published for %(period)s") % {"period": label}
                return Reading(None, unit, label, status="not_available", reason=reason)
            at = int(np.flatnonzero(self.panel.row[row] >= 0)[-1])
            found = int(self.panel.row[row, at])
        value, low, high = (_number(part[row, at]) for part in (self.panel.value, self.panel.low, self.panel.high))
        status = self.words.word("status", found) or ("ok" if value is not None else "not_available")
        caveats = self.words.caveats(found)
        return Reading(
            value,
            unit,
            self.labels[at],
            low,
            high,
            self.words.word("error", found) or "unknown",
            status,
            "" if value is not None else _why(status, caveats),
            decimals,
            caveated=bool(caveats) and value is not None,
        )

    def points(self, row: int, columns: Sequence[int]) -> tuple[Point, ...]:
        """The row's figures over time, gaps and all, from its first to its last."""
        values = self.panel.value[row]
        known = [at for at in columns if not np.isnan(values[at])]
        if not known:
            return ()
        made = []
        for at in columns:
            if not known[0] <= at <= known[-1]:
                continue
            if np.isnan(values[at]) and self.panel.row[row, at] < 0:
                continue
            low, high = _number(self.panel.low[row, at]), _number(self.panel.high[row, at])
            made.append(Point(self.moments[at], self.labels[at], _number(values[at]), low, high))
        return tuple(made)

    def count(self, row: int, columns: Sequence[int]) -> int:
        """How many of these periods the row has a value for."""
        return int((~np.isnan(self.panel.value[row, columns])).sum()) if len(columns) else 0

    @property
    def labels(self) -> tuple[str, ...]:
        """The periods in words."""
        return tuple(parse_period(period).label for period in self.periods)

    @cached_property
    def moments(self) -> tuple[float, ...]:
        """Where each period is plotted: at its year, or at its middle where a year holds several."""
        years = [year_of(parse_period(period)) for period in self.periods]
        if len(set(years)) == len(years):
            return tuple(float(year) for year in years)
        return tuple(_middle(period) for period in self.periods)

    def columns_between(self, first: int | None, last: int | None) -> list[int]:
        """The columns of the periods whose middles lie in these years, in the order of time."""
        years = [year_of(parse_period(period)) for period in self.periods]
        return [
            at for at, year in enumerate(years) if (first is None or year >= first) and (last is None or year <= last)
        ]

    def rank(self, row: int, at: int) -> Rank | None:
        """Where the row stands at a column among the places of its level."""
        if at not in self._ranks:
            self._ranks[at] = rank_places(self.panel, at)[0]
        return self._ranks[at][row]

    def caveats(self, row: int, at: int) -> tuple[str, ...]:
        """The caveats of a figure."""
        found = int(self.panel.row[row, at])
        return self.words.caveats(found) if found >= 0 else ()

    def dataset(self, row: int, at: int) -> str:
        """The dataset, or datasets joined by `+`, that a figure comes from."""
        found = int(self.panel.row[row, at])
        return self.words.word("dataset", found) if found >= 0 else ""

    def as_row(self, row: int, at: int, name: str) -> Row | None:
        """The figure as the row of a download; None where the evidence has none."""
        found = int(self.panel.row[row, at])
        if found < 0:
            return None
        words, panel = self.words, self.panel
        value, low, high = (_number(part[row, at]) for part in (panel.value, panel.low, panel.high))
        return Row(
            self.indicator.id,
            panel.places[row],
            name,
            words.word("place_vintage", found),
            self.periods[at],
            panel.dimensions,
            value,
            low,
            high,
            words.word("error", found),
            words.word("status", found),
            words.word("unit", found),
            words.word("dataset", found),
            words.word("caveat", found),
            words.fingerprint(found),
        )


class Figures:
    """All figures of a build, mapped into memory; those of an indicator are sorted out when they are asked for."""

    def __init__(self, folder: Path, indicators: Mapping[str, Indicator], made: frozenset[str]) -> None:
        self.table = _mapped(folder / FIGURES)
        self._latest = _mapped(folder / LATEST)
        self._indicators, self._made = indicators, made
        self.spans = _spans(self.table)
        self.of: Callable[[str, str], IndicatorFigures | None] = lru_cache(maxsize=_PANELS_KEPT)(self._of)
        self.members: Callable[[str], tuple[str, ...]] = lru_cache(maxsize=1024)(self._members)

    def __contains__(self, indicator: str) -> bool:
        return indicator in self.spans

    def _slice(self, indicator: str) -> pa.Table:
        start, end = self.spans[indicator]
        return self.table.slice(start, end - start)

    def _of(self, indicator: str, member: str) -> IndicatorFigures | None:
        if indicator not in self.spans or indicator not in self._indicators:
            return None
        rows = self._slice(indicator)
        one = {indicator: self._indicators[indicator]}
        panel = next(iter(panels(rows, one, dimensions=member)), None)
        return None if panel is None else IndicatorFigures(panel, words_of(rows), self._made)

    def _members(self, indicator: str) -> tuple[str, ...]:
        if indicator not in self.spans:
            return ()
        codes, words = coded(self._slice(indicator), "dimensions")
        return tuple(words[code] for code in dict.fromkeys(codes.tolist()))

    @cached_property
    def _by_place(self) -> tuple[np.ndarray, dict[str, int]]:
        codes, words = coded(self._latest, "place")
        return codes, {word: number for number, word in enumerate(words)}

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The level of every place that has a row of plain figures."""
        levels = self._latest["level"].to_pylist()
        return dict(zip(self._latest["place"].to_pylist(), levels, strict=True))

    def latest_of(self, place: str) -> dict[str, Latest]:
        """The newest figure of a place by each indicator that has one, under any code of its territory.

        Which code speaks for it is settled as in `IndicatorFigures.row_of`.
        """
        best: dict[str, tuple[tuple[bool, int, int, int], Latest]] = {}
        codes, numbers = self._by_place
        for order, code in enumerate(codes_of_territory(place)):
            if code not in numbers:
                continue
            rows = np.flatnonzero(codes == numbers[code])
            for found in self._latest.take(pa.array(rows)).to_pylist():
                latest = Latest(**found)
                newest = -parse_period(latest.period).end.toordinal() if latest.value is not None else 0
                key = (latest.value is None, newest, how_made(code, self._made), order)
                if latest.indicator not in best or key < best[latest.indicator][0]:
                    best[latest.indicator] = key, latest
        return {name: latest for name, (_, latest) in best.items()}


def _mapped(path: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def _spans(table: pa.Table) -> dict[str, tuple[int, int]]:
    """Where the rows of each indicator begin and end; rows stand in the order of their indicators."""
    codes, words = coded(table, "indicator")
    if not len(codes):
        return {}
    starts = np.flatnonzero(np.diff(codes, prepend=-1)).tolist()
    return {words[codes[start]]: (start, end) for start, end in zip(starts, [*starts[1:], len(codes)], strict=True)}


def _number(value: float) -> float | None:
    number = float(value)
    return None if number != number else number


def _why(status: str, caveats: Sequence[str]) -> str:
    """Why a figure is missing: by its status, and by what was found of its parts."""
    known = REASONS.get(status, status.replace("_", " "))
    plain = [caveat_in_words(text) for text in caveats if " " in text]
    return f"{known}: {'; '.join(plain)}" if plain else known


def _middle(text: str) -> float:
    period = parse_period(text)
    middle = period.start + (period.end - period.start) / 2
    return round(middle.year + (middle.timetuple().tm_yday - 1) / 365.25, 2)

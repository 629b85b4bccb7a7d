"""The figures of a build as memory-mapped columns, found by indicator, place and period without an engine."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.analysis.panels import coded
from placewright.core.periods import parse_period
from placewright.places import how_new

_WORDS = (
    "indicator",
    "place",
    "place_vintage",
    "period",
    "dimensions",
    "error",
    "status",
    "caveat",
    "unit",
    "dataset",
)
_NUMBERS = ("value", "low", "high")

Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]


class Figure(NamedTuple):
    """One row of the evidence; a number that is missing is None, and the status says why."""

    indicator: str
    place: str
    place_vintage: str
    period: str
    dimensions: str
    value: float | None
    low: float | None
    high: float | None
    error: str
    status: str
    caveat: str
    unit: str
    dataset: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a build. Words are numbers into lists of words; a number that is missing is NaN.

    Rows lie in the order of the evidence, which is that of the indicators, so that each is one stretch of rows.
    """

    words: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Codes]
    numbers: Mapping[str, npt.NDArray[np.float64]]
    fingerprints: pa.ChunkedArray[Any]
    stretches: Mapping[str, tuple[int, int]]
    years: tuple[tuple[int, int], ...]
    ends: npt.NDArray[np.int64]
    newness: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.fingerprints)

    def rows_of(self, indicator: str) -> Rows:
        """The rows of an indicator; none where it has no figures."""
        start, end = self.stretches.get(indicator, (0, 0))
        return np.arange(start, end)

    def narrow(self, rows: Rows, column: str, wanted: Collection[str]) -> Rows:
        """Those of the rows whose word in a column is one of those wanted."""
        words = self.words[column]
        numbers = [number for number, word in enumerate(words) if word in wanted]
        return rows[np.isin(self.codes[column][rows], numbers)]

    def within_years(self, rows: Rows, since: int | None, until: int | None) -> Rows:
        """Those of the rows whose period ends in or after a year, and begins in or before another."""
        fits = [
            number
            for number, (first, last) in enumerate(self.years)
            if (since is None or last >= since) and (until is None or first <= until)
        ]
        return rows[np.isin(self.codes["period"][rows], fits)]

    def newest(self, rows: Rows) -> Rows:
        """Of each place and line of the breakdown the newest row with a value; where none has one, the newest.

        Of a code that stands in several vintages with equally new rows it is that of the newest vintage, as in panels.
        """
        is_missing = np.isnan(self.numbers["value"][rows])
        end = self.ends[self.codes["period"][rows]]
        place, line = self.codes["place"][rows], self.codes["dimensions"][rows]
        newness = self.newness[self.codes["place_vintage"][rows]]
        order = np.lexsort((-newness, -end, is_missing, line, place))
        kept = np.ones(len(order), dtype=bool)
        kept[1:] = (place[order][1:] != place[order][:-1]) | (line[order][1:] != line[order][:-1])
        return np.sort(rows[order[kept]])

    def found(self, column: str, rows: Rows) -> tuple[str, ...]:
        """The different words that rows have in a column, in order."""
        words = self.words[column]
        return tuple(sorted(words[number] for number in np.unique(self.codes[column][rows]).tolist() if number >= 0))

    def read(self, rows: Rows) -> Iterator[Figure]:
        """The rows, one by one."""
        columns = {name: self._words(name, rows) for name in _WORDS}
        columns |= {name: _known(self.numbers[name][rows]) for name in _NUMBERS}
        columns["fingerprint"] = self.fingerprints.take(pa.array(rows)).to_pylist()
        return map(Figure._make, zip(*(columns[name] for name in Figure._fields), strict=True))

    def _words(self, name: str, rows: Rows) -> list[Any]:
        words = (*self.words[name], "")  # the last is that of a code below zero
        return [words[code] for code in self.codes[name][rows].tolist()]


def figures_in(table: pa.Table) -> Figures:
    """The figures of a table that is mapped into memory; its numbers stay where they are, and are not copied.

    Args:
        table: rows in the order of the evidence, as `explorer.prepared.figures_table` lays them out.
    """
    parts = {name: coded(table, name) for name in _WORDS}
    words = {name: found for name, (_codes, found) in parts.items()}
    codes = {name: found.astype(np.int32) for name, (found, _words) in parts.items()}
    periods = [parse_period(period) for period in words["period"]]
    return Figures(
        words,
        codes,
        {name: table[name].to_numpy() for name in _NUMBERS},
        table["fingerprint"],
        _stretches(codes["indicator"], words["indicator"]),
        tuple((period.start.year, period.end.year) for period in periods),
        np.array([period.end.toordinal() for period in periods], dtype=np.int64),
        _newness(words["place_vintage"]),
    )


def _newness(vintages: Sequence[str]) -> npt.NDArray[np.int64]:
    """Where each vintage stands from the oldest to the newest; the last is that of rows without one, the oldest."""
    order = sorted(range(len(vintages)), key=lambda number: how_new(vintages[number]))
    found = np.full(len(vintages) + 1, -1, dtype=np.int64)
    found[order] = np.arange(len(vintages))
    return found


def _stretches(codes: Codes, words: Sequence[str]) -> dict[str, tuple[int, int]]:
    starts = np.flatnonzero(np.diff(codes, prepend=-1)).tolist()
    return {words[codes[at]]: (at, end) for at, end in zip(starts, [*starts[1:], len(codes)], strict=True)}


def _known(values: npt.NDArray[np.float64]) -> list[Any]:
    return [None if value != value else float(f"{value:.12g}") for value in values.tolist()]

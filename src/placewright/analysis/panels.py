"""Evidence as dense arrays: for each indicator a table of places by periods, on which everything is vectorised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from placewright.core.late_dataclass import dataclass
from placewright.core.periods import Period, parse_period, year_of
from placewright.core.quantities import ErrorKind
from placewright.evidence.levels import is_lasting as is_lasting
from placewright.evidence.levels import level_of
from placewright.evidence.table import CAVEAT_SEPARATOR
from placewright.places import how_new, registry
from placewright.records.indicator import Indicator

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

SAMPLING = str(ErrorKind.SAMPLING)


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """One indicator's plain figures: `value[place, period]` and what goes with it, NaN where there is none.

    A place is a code, with its vintage where codes are used again in other vintages. `row` is the row of the evidence
    table, -1 where there is none. `peers` numbers the group that a place is ranked in: its level, and its country or
    vintage.
    """

    indicator: Indicator
    dimensions: str
    places: tuple[str, ...]
    vintages: tuple[str, ...]
    levels: tuple[str, ...]
    peers: IntArray
    periods: tuple[str, ...]
    value: FloatArray
    low: FloatArray
    high: FloatArray
    sampled: npt.NDArray[np.bool_]
    row: IntArray
    _rows: dict[str, list[int]] = field(default_factory=dict, repr=False)

    def latest(self) -> IntArray:
        """For each place the newest period with a value; -1 where it has none."""
        known = ~np.isnan(self.value)
        newest = self.value.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
        return np.where(known.any(axis=1), newest, -1)

    def rows_of_codes(self) -> dict[str, list[int]]:
        """The rows of each code: of one that stands in several vintages the newest vintage first."""
        found = self._rows  # filled when it is first asked for
        if not found:
            for row, code in enumerate(self.places):
                found.setdefault(code, []).append(row)
            for rows in found.values():
                if len(rows) > 1:
                    rows.sort(key=lambda row: how_new(self.vintages[row]), reverse=True)
        return found

    def newest_rows(self, latest: IntArray) -> dict[str, int]:
        """The row of each code: of one that stands in several vintages that with the newest figure, by `latest()`.

        Of several with equally new figures it is that of the newest vintage.
        """
        return {
            code: rows[0] if len(rows) == 1 else max(rows, key=lambda row: latest[row])
            for code, rows in self.rows_of_codes().items()
        }


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The worded columns of an evidence table by row, decoded only where they are asked for."""

    columns: Mapping[str, tuple[npt.NDArray[np.int64], tuple[str, ...]]]
    fingerprints: pa.ChunkedArray

    def word(self, column: str, row: int) -> str:
        """The word of a column at a row; empty where there is none."""
        codes, words = self.columns[column]
        return words[codes[row]] if codes[row] >= 0 else ""

    def caveats(self, row: int) -> tuple[str, ...]:
        """The caveats that go with a row."""
        text = self.word("caveat", row)
        return tuple(text.split(CAVEAT_SEPARATOR)) if text else ()

    def fingerprint(self, row: int) -> str:
        """The fingerprint of the cells behind a row."""
        return str(self.fingerprints[row].as_py() or "")


def words_of(evidence: pa.Table) -> Words:
    """The evidence's worded columns."""
    names = ("status", "error", "caveat", "unit", "dataset", "place_vintage", "dimensions")
    return Words({name: coded(evidence, name) for name in names}, evidence["fingerprint"])


def panels(evidence: pa.Table, indicators: Mapping[str, Indicator], *, dimensions: str | None = "") -> Iterator[Panel]:
    """The panel of each indicator there: its plain figures, or with `dimensions` None those of members too."""
    return (made() for _indicator, _member, made in later_panels(evidence, indicators, dimensions=dimensions))


def later_panels(
    evidence: pa.Table, indicators: Mapping[str, Indicator], *, dimensions: str | None = ""
) -> Iterator[tuple[Indicator, str, Callable[[], Panel]]]:
    """As `panels`, each as its indicator, the member it is of, and what makes it once somebody asks for it."""
    if not evidence.num_rows:
        return
    columns = _columns(evidence)
    line = columns.indicator * max(len(columns.members), 1) + columns.member
    order = np.argsort(line, kind="stable")
    starts = np.flatnonzero(np.diff(line[order], prepend=-1))
    for start, end in zip(starts, [*starts[1:], len(order)], strict=True):
        rows = order[start:end]
        name, member = columns.indicators[columns.indicator[rows[0]]], columns.members[columns.member[rows[0]]]
        if name in indicators and (dimensions is None or member == dimensions):
            yield indicators[name], member, partial(_panel, columns, rows, indicators[name], member)


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """The columns that panels are made of: words as codes with what each code stands for, numbers as they are.

    `slot` is the vintage of a code that is used again in other vintages, and -1 of one that is not.
    """

    indicator: IntArray
    indicators: tuple[str, ...]
    member: IntArray
    members: tuple[str, ...]
    place: IntArray
    places: tuple[str, ...]
    slot: IntArray
    vintage: IntArray
    vintages: tuple[str, ...]
    period: IntArray
    periods: tuple[str, ...]
    numbers: tuple[FloatArray, FloatArray, FloatArray]
    sampled: npt.NDArray[np.bool_]


def _columns(evidence: pa.Table) -> _Columns:
    place, places = coded(evidence, "place")
    vintage, vintages = coded(evidence, "place_vintage")
    errors, kinds = coded(evidence, "error")
    reused = np.array([not is_lasting(code) for code in places], bool)
    return _Columns(
        *coded(evidence, "indicator"),
        *coded(evidence, "dimensions"),
        place,
        places,
        np.where(reused[place], vintage, -1) if len(place) else vintage,
        vintage,
        vintages,
        *coded(evidence, "period"),
        (_floats(evidence, "value"), _floats(evidence, "low"), _floats(evidence, "high")),
        errors == (kinds.index(SAMPLING) if SAMPLING in kinds else -2),
    )


def _panel(columns: _Columns, rows: IntArray, indicator: Indicator, member: str) -> Panel:
    vintages, periods = columns.vintages, columns.periods
    pairs = columns.place[rows] * (len(vintages) + 1) + columns.slot[rows] + 1
    distinct, at = np.unique(pairs, return_inverse=True)
    seen = np.unique(columns.period[rows])
    seen = np.array(sorted(seen, key=lambda code: _order(periods[code])))
    column = np.searchsorted(seen, columns.period[rows], sorter=np.argsort(seen))
    column = np.argsort(seen)[column]
    shape = (len(distinct), len(seen))
    filled = [np.full(shape, np.nan) for _ in columns.numbers]
    for target, source in zip(filled, columns.numbers, strict=True):
        target[at, column] = source[rows]
    row = np.full(shape, -1, np.int64)
    row[at, column] = rows
    by_sample = np.zeros(shape, bool)
    by_sample[at, column] = columns.sampled[rows]
    of_place = tuple(columns.places[number] for number in (distinct // (len(vintages) + 1)).tolist())
    last = shape[1] - 1 - np.argmax((row >= 0)[:, ::-1], axis=1)
    of_vintage = tuple(vintages[number] for number in columns.vintage[row[np.arange(shape[0]), last]].tolist())
    levels = tuple(level_of(code) for code in of_place)
    return Panel(
        indicator=indicator, dimensions=member, places=of_place, vintages=of_vintage, levels=levels,
        peers=_peers(of_place, of_vintage, levels), periods=tuple(periods[code] for code in seen),
        value=filled[0], low=filled[1], high=filled[2], sampled=by_sample, row=row,
    )  # fmt: skip


def plain_number(value: float) -> float | None:
    """The value as a plain number; None for NaN."""
    return None if np.isnan(value) else float(value)


def plain_numbers(values: FloatArray) -> list[float | None]:
    """The values as plain numbers; None for each NaN."""
    return [None if value != value else value for value in values.tolist()]


@lru_cache(maxsize=65536)
def name_of(code: str) -> str:
    """The name of a code, as the registry has it; else the code."""
    places = registry()
    return places.name(code) if places.is_known(code) else code


@lru_cache(maxsize=4096)
def year_of_period(text: str) -> int:
    """The calendar year at which a period stands."""
    return year_of(parse_period(text))


def _peers(places: tuple[str, ...], vintages: tuple[str, ...], levels: tuple[str, ...]) -> IntArray:
    """Districts are ranked within their country, regions of a classification within its vintage."""
    groups = [
        (level, code[0] if is_lasting(code) else vintage)
        for code, vintage, level in zip(places, vintages, levels, strict=True)
    ]
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return np.array([numbers[group] for group in groups], np.int64)


def coded(table: pa.Table, name: str) -> tuple[IntArray, tuple[str, ...]]:
    """The codes of a column of words, -1 where there is none, and the words."""
    column = table[name].unify_dictionaries() if pa.types.is_dictionary(table[name].type) else table[name]
    whole = column.combine_chunks()
    whole = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0) if whole.num_chunks else pa.array([], pa.string()).dictionary_encode()
    codes = pc.fill_null(whole.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, tuple(whole.dictionary.to_pylist())


def _floats(table: pa.Table, name: str) -> FloatArray:
    return table[name].to_numpy().astype(np.float64)


@lru_cache(maxsize=4096)
def _order(text: str) -> tuple[str, str]:
    period: Period = parse_period(text)
    return period.end.isoformat(), period.start.isoformat()

"""Extracts: the rows of a snapshot that a place needs, in a small file whose bytes repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from placewright.core.errors import BadRecord, UnknownName
from placewright.core.files import replacing
from placewright.core.fingerprints import fingerprint_of_file
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import BadPeriod, parse_period, year_of
from placewright.core.said import worded
from placewright.evidence.coded_words import each
from placewright.evidence.figures_by_hand import read_by_hand, stop_missing
from placewright.records.dataset import Selection
from placewright.sources.tidy import LEADING, NUMBERS, ORIGIN, TRAILING

if TYPE_CHECKING:
    from placewright.evidence.snapshots import Snapshot

_NATIONS = {"england": "E", "wales": "W", "scotland": "S", "northern-ireland": "N"}
_LEVELS = {
    "lad": r"E0[6789]\d{6}|W06\d{6}|S12\d{6}|N09\d{6}",
    "county": r"E10\d{6}|E11\d{6}",
    "cauth": r"E47\d{6}",
    "region": r"E12\d{6}",
    "country": r"[EWSN]92\d{6}",
    "kingdom": r"K0[2345]\d{6}|UKX?|GB",
    "itl1": r"(?:TL|UK)[A-Z]",
    "itl2": r"(?:TL|UK)[A-Z][0-9A-Z]",
    "itl3": r"(?:TL|UK)[A-Z][0-9A-Z]{2}",
    "lep": r"E37\d{6}",
    "lsip": r"E69\d{6}",
    "pcon": r"E14\d{6}|W07\d{6}|S14\d{6}|N0[56]\d{6}",
    "lsoa": r"[EWS]01\d{6}",
    "msoa": r"[EWS]02\d{6}",
}
"""What codes of a level look like; with `-england` and the like only those of that country."""
_ALIKE = {"nations": "kingdom", "nuts1": "itl1", "nuts2": "itl2", "nuts3": "itl3"}
"""Other names of levels whose codes look the same."""


class UnknownLevel(UnknownName):
    """A level of places that no selection knows."""

    kind = "level"


@dataclass(frozen=True, slots=True)
class FiguresWritten:
    """A written figures file: where, how many rows and bytes, and the fingerprint of its bytes."""

    path: Path
    rows: int
    bytes: int
    sha256: str


def figures_for(snapshot: Snapshot, selection: Selection) -> pa.Table:
    """The rows of a snapshot that a selection keeps, in a fixed order, with the cell each stood in."""
    return ordered(select(snapshot.observations(), selection))


def select(table: pa.Table, selection: Selection) -> pa.Table:
    """The rows of tidy observations that a selection keeps.

    Raises:
        UnknownLevel: the selection names a level that does not exist.
    """
    keep = np.ones(table.num_rows, dtype=bool)
    if selection.places or selection.levels:
        shapes = [_shape(level) for level in selection.levels]
        named = frozenset(selection.places)
        keep &= each(table["place"], lambda code: code in named or any(shape.fullmatch(code) for shape in shapes))
    if selection.measures:
        keep &= _among(table["measure"], selection.measures)
    if selection.periods:
        keep &= _among(table["period"], selection.periods)
    if selection.since is not None or selection.until is not None:
        first, last = selection.since or 0, selection.until or 9999
        keep &= each(table["period"], lambda period: first <= _year(period) <= last)
    for dimension, members in selection.members.items():
        if dimension in table.column_names:
            keep &= _among(table[dimension], members)
    return table if keep.all() else table.filter(pa.array(keep))


def dimensions_of(table: pa.Table) -> list[str]:
    """The names of a tidy table's dimension columns."""
    fixed = {*LEADING, *TRAILING, *ORIGIN, "dataset"}
    return [name for name in table.column_names if name not in fixed]


def ordered(table: pa.Table) -> pa.Table:
    """The rows by measure, dimension members, period and place; words in dictionaries that hold only words in use."""
    columns: dict[str, pa.Array] = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        columns[name] = _compact(column) if pa.types.is_dictionary(column.type) else column
    keys = ["measure", *dimensions_of(table), "period", "place_vintage", "place", "sheet", "column", "row", "file"]
    ranks = pa.table({key: columns[key] if key == "row" else columns[key].indices for key in keys})
    order = pc.sort_indices(ranks, sort_keys=[(key, "ascending") for key in keys])
    return pa.table(columns).take(order)


def write_figures(table: pa.Table, path: Path) -> FiguresWritten:
    """Write a figures file so that equal rows give equal bytes, in one step; rows must be `ordered`."""
    words = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    with replacing(path) as temporary:
        pq.write_table(
            table.replace_schema_metadata(None).combine_chunks(),
            temporary,
            compression="zstd",
            compression_level=19,
            use_dictionary=[*words, *sorted(NUMBERS)],
            column_encoding={"row": "DELTA_BINARY_PACKED"},
            row_group_size=max(1, table.num_rows),
            data_page_version="2.0",
            version="2.6",
        )
    return FiguresWritten(path, table.num_rows, path.stat().st_size, fingerprint_of_file(path))


def read_figures(path: Path) -> pa.Table:
    """The tidy observations of a figures file, Parquet or CSV.

    Raises:
        BadRecord: it is neither, or lacks a column that every observation has; or a row of a CSV file cannot be.
    """
    if path.suffix == ".csv":
        return read_by_hand(path)
    try:
        table = pq.read_table(path)
    except pa.ArrowInvalid as error:
        fix = worded("Write it again with `placewright adopt`.")
        raise BadRecord(
            worded("The figures cannot be read (%(error)s).", error=error), where=path.name, fix=fix
        ) from error
    stop_missing(table, path.name)
    return table


def read_columns(path: Path, names: Sequence[str]) -> pa.Table:
    """Some columns of a figures file, Parquet or CSV."""
    return read_figures(path).select(names) if path.suffix == ".csv" else pq.ParquetFile(path).read(names)


def _compact(column: pa.DictionaryArray) -> pa.DictionaryArray:
    words = np.array(column.dictionary.to_pylist(), dtype=object)
    indices = column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    used = np.unique(indices[indices >= 0])
    kept = sorted(set(words[used].tolist()))
    place = {word: index for index, word in enumerate(kept)}
    lookup = np.full(len(words) + 1, -1, dtype=np.int32)
    for index in used:
        lookup[index] = place[words[index]]
    fresh = lookup[indices]
    missing = fresh < 0
    codes = pa.array(fresh, pa.int32(), mask=missing if missing.any() else None)
    return pa.DictionaryArray.from_arrays(codes, pa.array(kept, pa.string()))


def _among(column: pa.ChunkedArray, words: Sequence[str]) -> npt.NDArray[np.bool_]:
    return each(column, frozenset(words).__contains__)


def _year(period: str) -> int:
    try:
        return year_of(parse_period(period))
    except BadPeriod:
        return -1


@lru_cache(maxsize=64)
def _shape(level: str) -> re.Pattern[str]:
    kind, _, nation = level.partition("-")
    kind = _ALIKE.get(kind, kind)
    if kind not in _LEVELS or (nation and nation not in _NATIONS):
        known = [
            *_LEVELS,
            *_ALIKE,
            *(f"{kind}-{name}" for kind in ("lad", "lsoa", "msoa", "pcon") for name in _NATIONS),
        ]
        raise UnknownLevel.named(level, known)
    first = f"(?={_NATIONS[nation]})" if nation else ""
    return re.compile(f"{first}(?:{_LEVELS[kind]})")

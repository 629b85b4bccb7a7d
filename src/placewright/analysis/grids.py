"""Figures as dense arrays: what analyses compute on, taken from tidy tables by place, period and industry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from placewright.core.late_dataclass import dataclass

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

Wanted = Sequence[str] | None
"""The members of an axis, in the order wanted; None for all there are, sorted."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Values by the members of each axis, NaN where there is none; `low` and `high` are NaN where no interval is known.

    `value`, `low` and `high` have one axis for each name in `axes`, with members in the order of `members`.
    """

    axes: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    value: FloatArray
    low: FloatArray
    high: FloatArray

    def of(self, axis: str) -> tuple[str, ...]:
        """The members of an axis."""
        return self.members[self.axes.index(axis)]

    @property
    def is_empty(self) -> bool:
        """Whether there is not one value."""
        return not bool(np.isfinite(self.value).any())


@dataclass(slots=True)
class Figures:
    """The figures files that an analysis reads: paths by source; each table is read once, when first asked for."""

    paths: Mapping[str, Path]
    _tables: dict[str, pa.Table] = field(default_factory=dict)

    def __contains__(self, source: object) -> bool:
        return source in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def table(self, source: str) -> pa.Table:
        """The tidy observations of a source."""
        if source not in self._tables:
            self._tables[source] = read_tidy(self.paths[source])
        return self._tables[source]

    def grid(self, source: str, axes: Mapping[str, Wanted], **where: str) -> Grid | None:
        """The values of a source's cells that are `where`, along `axes`; None without the source or any value.

        `where` names one member of each column that is not an axis, such as `measure="employees"`.
        """
        if source not in self.paths:
            return None
        found = grid(self.table(source), axes, **where)
        return None if found.is_empty else found


def read_tidy(path: Path) -> pa.Table:
    """The tidy observations of a figures file, Parquet or CSV, with words in dictionaries."""
    if path.suffix == ".csv":
        from placewright.evidence.extracts import read_figures

        return read_figures(path)
    return pq.ParquetFile(path).read(use_threads=False)


def grid(table: pa.Table, axes: Mapping[str, Wanted], **where: str) -> Grid:
    """The values of the rows that are `where`, along `axes`, each axis with the members wanted in their order.

    A column that the table does not have is taken to hold what is asked for. Where two rows share a cell the last one
    counts.
    """
    keep = np.ones(table.num_rows, dtype=np.bool_)
    for name, member in where.items():
        if name in table.column_names:
            words, indices = _encoded(table[name])
            keep &= indices == words.get(member, -2)
    rows = np.flatnonzero(keep)
    positions, members = [], []
    for name, wanted in axes.items():
        words, indices = _encoded(table[name])
        chosen = indices[rows]
        if wanted is None:
            present = set(np.unique(chosen).tolist())
            wanted = sorted(word for word, index in words.items() if index in present)
        lookup = np.full(len(words) + 1, -1, dtype=np.int64)
        for place, word in enumerate(wanted):
            if word in words:
                lookup[words[word]] = place
        positions.append(lookup[chosen])
        members.append(tuple(wanted))
    inside = np.ones(len(rows), dtype=np.bool_)
    for position in positions:
        inside &= position >= 0
    cells = tuple(position[inside] for position in positions)
    shape = tuple(len(names) for names in members)
    filled = [_fill(table[name], rows[inside], cells, shape) for name in ("value", "low", "high")]
    return Grid(tuple(axes), tuple(members), *filled)


def words_in(table: pa.Table, column: str) -> tuple[str, ...]:
    """The words that a column holds, sorted."""
    words, indices = _encoded(table[column])
    used = set(np.unique(indices).tolist())
    return tuple(sorted(word for word, index in words.items() if index in used))


def unit_of(table: pa.Table, measure: str) -> str:
    """The unit in which a measure is given; empty where the table has none of it."""
    words, indices = _encoded(table["measure"])
    rows = np.flatnonzero(indices == words.get(measure, -2))
    return str(table["unit"][int(rows[0])].as_py()) if len(rows) else ""


def _encoded(column: pa.ChunkedArray) -> tuple[dict[str, int], IntArray]:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.unify_dictionaries().chunk(0) if whole.num_chunks else pa.array([], pa.string())
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    indices = _numbers(whole.indices, np.int32, missing=-1).astype(np.int64)
    return {word: index for index, word in enumerate(whole.dictionary.to_pylist())}, indices


def _fill(
    column: pa.ChunkedArray,
    rows: npt.NDArray[np.int64],
    cells: tuple[npt.NDArray[np.int64], ...],
    shape: tuple[int, ...],
) -> FloatArray:
    filled = np.full(shape, np.nan)
    filled[cells] = _numbers(_whole(column), np.float64, missing=np.nan)[rows]
    return filled


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole if isinstance(whole, pa.Array) else pa.concat_arrays(whole.chunks)


def _numbers(array: pa.Array, kind: type[np.generic], *, missing: float) -> npt.NDArray[Any]:
    """The numbers of an array, from its memory: pyarrow's own conversion imports pandas, which takes a second."""
    if array.type != pa.from_numpy_dtype(kind):
        array = array.cast(pa.from_numpy_dtype(kind))
    known, data = array.buffers()
    span = slice(array.offset, array.offset + len(array))
    numbers = np.frombuffer(data, kind)[span] if data is not None else np.empty(0, kind)
    if not array.null_count or known is None:
        return numbers
    is_known = np.unpackbits(np.frombuffer(known, np.uint8), bitorder="little")[span].astype(np.bool_)
    return np.where(is_known, numbers, missing)

"""Wide tables melted: one observation for each good row and each column of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.sources.cells import Cells
from placewright.sources.readers._table import Floats, Table, Words
from placewright.sources.tidy import Column, Origin, tidy_table


@dataclass(slots=True)
class NumberColumn:
    """One column of numbers of a wide table: its cells, the words that hold for all of it, and its interval.

    `caveats` are the publisher's words on single cells, None where there are none.
    """

    name: str
    cells: Cells
    words: Mapping[str, str]
    low: Floats | None = None
    high: Floats | None = None
    error: str = "unknown"
    scale: float = 1.0
    caveats: Words | None = None


@dataclass(slots=True)
class Melt:
    """A wide table with its columns of numbers, ready to become observations.

    `words` of a number column name its `measure`, `unit`, `period` and dimension members; `shared` holds the columns
    that vary by row (`place`, and `place_vintage` or `period` where they do).
    """

    table: Table
    shared: Mapping[str, Words | str]
    dimensions: Sequence[str] = ()
    columns: list[NumberColumn] = field(default_factory=list)

    def observations(self) -> pa.Table:
        """Every good row's cells as tidy observations, row by row within each column."""
        keep = np.flatnonzero(self.table.keep)
        rows, wide = len(keep), len(self.columns)

        def word(name: str) -> Column:
            if any(name in column.words for column in self.columns):
                return _repeated([column.words[name] for column in self.columns], rows)
            given = self.shared[name]
            return given if isinstance(given, str) else _tiled(given[keep], wide)

        values = [column.cells.values[keep] * column.scale for column in self.columns]
        nothing = np.full(rows, np.nan)
        lows = [nothing if column.low is None else column.low[keep] for column in self.columns]
        highs = [nothing if column.high is None else column.high[keep] for column in self.columns]
        labels = [self.table.labels.get(column.name, column.name) for column in self.columns]
        return tidy_table(
            place=word("place"),
            place_vintage=word("place_vintage"),
            period=word("period"),
            measure=word("measure"),
            unit=word("unit"),
            value=np.concatenate(values),
            low=np.concatenate(lows),
            high=np.concatenate(highs),
            error=_repeated_where([column.error for column in self.columns], lows),
            status=_words(np.concatenate([column.cells.statuses[keep] for column in self.columns])),
            caveat=_caveats(self.columns, keep),
            dimensions={name: word(name) for name in self.dimensions},
            origin=Origin(
                file=self.table.wrong.file,
                sheet=self.table.sheet,
                row=np.tile(self.table.rows[keep], wide),
                column=_repeated(labels, rows),
            ),
        )


def _caveats(columns: Sequence[NumberColumn], keep: npt.NDArray[np.intp]) -> Column:
    if all(column.caveats is None for column in columns):
        return None
    nothing = np.full(len(keep), None, dtype=object)
    return _words(np.concatenate([nothing if one.caveats is None else one.caveats[keep] for one in columns]))


def _words(words: Words) -> pa.Array:
    return pa.array(words, pa.string()).dictionary_encode()


def _tiled(words: Words, times: int) -> pa.Array:
    once = _words(words)
    return pa.DictionaryArray.from_arrays(np.tile(once.indices.to_numpy(), times), once.dictionary)


def _repeated(words: Sequence[str], times: int) -> pa.Array:
    distinct = list(dict.fromkeys(words))
    indices = np.repeat(np.array([distinct.index(word) for word in words], dtype=np.int32), times)
    return pa.DictionaryArray.from_arrays(indices, pa.array(distinct, pa.string()))


def _repeated_where(errors: Sequence[str], lows: Sequence[npt.NDArray[np.float64]]) -> pa.Array:
    distinct = list(dict.fromkeys(["unknown", *errors]))
    indices = [np.where(np.isnan(low), 0, distinct.index(error)) for error, low in zip(errors, lows, strict=True)]
    return pa.DictionaryArray.from_arrays(np.concatenate(indices).astype(np.int32), pa.array(distinct, pa.string()))

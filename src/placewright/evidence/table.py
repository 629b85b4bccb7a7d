"""The evidence table: one row for each figure of an indicator at a place and a period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod

import numpy as np
import numpy.typing as npt
import pyarrow as pa

WORD = pa.dictionary(pa.int32(), pa.string())

EVIDENCE = pa.schema(
    [
        ("indicator", WORD), ("place", WORD), ("place_vintage", WORD), ("period", WORD), ("dimensions", WORD),
        ("value", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("error", WORD), ("status", WORD),
        ("caveat", WORD), ("unit", WORD), ("dataset", WORD), ("fingerprint", pa.string()),
    ]
)  # fmt: skip
"""The columns of evidence. `dimensions` is empty, or `industry=C`; `caveat` is null, or texts joined by ' | '."""

ORDER: Sequence[str] = ("indicator", "dimensions", "place", "place_vintage", "period")
"""The columns that name a row, in the order of the rows."""

CAVEAT_SEPARATOR = " | "


def evidence_table(table: pa.Table) -> pa.Table:
    """The table's columns in the evidence schema, its rows in their order."""
    return sort_evidence(pa.table([_column(table[field.name], field.type) for field in EVIDENCE], schema=EVIDENCE))


def join_evidence(tables: Iterable[pa.Table]) -> pa.Table:
    """Several tables of evidence as one, its rows in their order."""
    joined = pa.concat_tables([table.select(EVIDENCE.names) for table in tables] or [EVIDENCE.empty_table()])
    return sort_evidence(joined.unify_dictionaries())


def sort_evidence(table: pa.Table) -> pa.Table:
    """The rows in the order of what names them.

    Words are ranked once, and their ranks sorted: as one number each row where that is long enough, which is several
    times faster. Rows that are in their order, as those of one table are, stay where they are.
    """
    if not table.num_rows:
        return table
    ranks = [_ranks(table[name]) for name in ORDER]
    sizes = [int(rank.max()) + 1 for rank in ranks]
    if prod(sizes) > np.iinfo(np.int64).max:
        return table.take(pa.array(np.lexsort(ranks[::-1])))
    key = np.zeros(table.num_rows, np.int64)
    for rank, size in zip(ranks, sizes, strict=True):
        key = key * size + rank
    if (key[1:] >= key[:-1]).all():
        return table
    return table.take(pa.array(np.argsort(key, kind="stable")))


def settled(table: pa.Table) -> pa.Table:
    """The table with the words of each column in the order in which they appear, and no others.

    Equal rows then give equal bytes, whether they were computed at once or in parts.
    """
    columns = []
    for field in table.schema:
        column = table[field.name].combine_chunks()
        if pa.types.is_dictionary(field.type) and len(column):
            codes = column.indices.fill_null(-1).to_numpy()
            seen, first, back = np.unique(codes, return_index=True, return_inverse=True)
            order = [at for at in np.argsort(first) if seen[at] >= 0]
            place = np.full(len(seen), -1, np.int32)
            place[order] = np.arange(len(order), dtype=np.int32)
            numbers = place[back]
            words = column.dictionary.take(pa.array(seen[order]))
            column = pa.DictionaryArray.from_arrays(pa.array(numbers, mask=numbers < 0), words)
        columns.append(column)
    return pa.table(columns, schema=table.schema)


def empty_evidence() -> pa.Table:
    """A table of evidence with no rows."""
    return EVIDENCE.empty_table()


def _ranks(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """The rank of each row's word among the words; what is missing comes last."""
    words = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(words, pa.ChunkedArray):
        words = words.chunk(0)
    rank = pa.compute.rank(words.dictionary, tiebreaker="first").to_numpy().astype(np.int64)
    codes = words.indices.fill_null(len(rank)).to_numpy(zero_copy_only=False)
    return np.append(rank, len(rank) + 1)[codes]


def _column(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.Array:
    whole = pa.chunked_array([column.combine_chunks()]) if isinstance(column, pa.Array) else column
    if whole.type == wanted:
        return whole.unify_dictionaries().combine_chunks() if pa.types.is_dictionary(wanted) else whole.combine_chunks()
    if pa.types.is_dictionary(wanted):
        return whole.cast(pa.string()).dictionary_encode().combine_chunks().cast(wanted)
    return whole.cast(wanted).combine_chunks()

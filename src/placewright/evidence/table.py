"""The evidence table: one row for each figure of an indicator at a place and a period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from math import prod
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

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

_OF = "of"
"""Where a file that was written quickly names what it is the rows of."""

ROWS_TOGETHER = 8_192
"""A file keeps about so many rows of whole indicators together: reading one of them takes milliseconds."""


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


def write_evidence(table: pa.Table, path: Path) -> None:
    """Write evidence so that equal rows give equal bytes, and an indicator's rows can be read without all others."""
    with pq.ParquetWriter(path, table.schema, compression="zstd", use_dictionary=True, store_schema=True) as writer:
        for rows in _groups(table):
            writer.write_table(settled(rows), row_group_size=max(1, rows.num_rows))


def read_evidence(path: Path) -> pa.Table:
    """All evidence of a file that `write_evidence` wrote."""
    return _whole(pq.ParquetFile(path).read())


def write_quickly(table: pa.Table, path: Path, *, of: str = "") -> None:
    """Write evidence for a moment: as it lies in memory and packed lightly; `of` names what it is the rows of."""
    whole = table.unify_dictionaries().combine_chunks().replace_schema_metadata({_OF: of})
    with pa.ipc.new_file(path, whole.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(whole)


def read_quickly(path: Path, *, of: str = "") -> pa.Table | None:
    """All evidence of a file that `write_quickly` wrote; None where there is none, or it is of something else."""
    try:
        table = pa.ipc.open_file(pa.BufferReader(path.read_bytes())).read_all()
    except (OSError, pa.ArrowInvalid):
        return None
    if (table.schema.metadata or {}).get(_OF.encode()) != of.encode():
        return None
    return _whole(table.replace_schema_metadata(None))


class EvidenceFile:
    """A file that `write_evidence` wrote, of which the rows of some indicators can be read."""

    def __init__(self, path: Path) -> None:
        self._file = pq.ParquetFile(path)
        at = EVIDENCE.get_field_index("indicator")
        groups = [self._file.metadata.row_group(number) for number in range(self._file.num_row_groups)]
        spans = [group.column(at).statistics for group in groups]
        self._spans = [None if span is None or not span.has_min_max else (span.min, span.max) for span in spans]

    def rows_of(self, indicators: Iterable[str]) -> pa.Table:
        """The rows of those indicators."""
        wanted = sorted(set(indicators))
        groups = [
            number
            for number, span in enumerate(self._spans)
            if span is None or any(span[0] <= name <= span[1] for name in wanted)
        ]
        if not groups:
            return empty_evidence()
        table = _whole(self._file.read_row_groups(groups, use_threads=len(groups) > 4))
        return rows_of_indicators(table, frozenset(wanted))


def rows_of_indicators(table: pa.Table, indicators: Collection[str]) -> pa.Table:
    """The rows of those indicators."""
    words = table["indicator"].combine_chunks()
    held = pa.array([word in indicators for word in words.dictionary.to_pylist()], pa.bool_())
    return table.filter(held.take(words.indices))


def rows_without_dimensions(table: pa.Table) -> pa.Table:
    """The rows of whole indicators, not of their breakdowns."""
    words = table["dimensions"].combine_chunks()
    return table.filter(pc.equal(words.dictionary, "").take(words.indices))


def spans_of_indicators(table: pa.Table) -> dict[str, tuple[int, int]]:
    """Where each indicator's rows begin in a table of evidence in its order, and how many they are."""
    words = table["indicator"].combine_chunks()
    words = words.chunk(0) if isinstance(words, pa.ChunkedArray) else words
    codes, names = words.indices.to_numpy(), words.dictionary.to_pylist()
    starts = np.flatnonzero(np.diff(codes, prepend=-1)).tolist()
    ends = [*starts[1:], len(codes)]
    return {names[codes[start]]: (start, end - start) for start, end in zip(starts, ends, strict=True) if end > start}


def empty_evidence() -> pa.Table:
    """A table of evidence with no rows."""
    return EVIDENCE.empty_table()


def _groups(table: pa.Table) -> Iterator[pa.Table]:
    """The table in pieces of about `ROWS_TOGETHER` rows that hold whole indicators; one without rows where it has none.

    Its rows stand in their order.
    """
    codes = table["indicator"].combine_chunks().indices.to_numpy()
    starts = [int(at) for at in np.flatnonzero(np.diff(codes, prepend=-1))]
    start = 0
    for end in [*starts[1:], len(codes)]:
        if end == len(codes) or end - start >= ROWS_TOGETHER:
            yield table.slice(start, end - start)
            start = end


def _whole(table: pa.Table) -> pa.Table:
    return table.unify_dictionaries().combine_chunks().cast(EVIDENCE)


def _ranks(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """The rank of each row's word among the words; what is missing comes last."""
    words = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(words, pa.ChunkedArray):
        words = words.chunk(0)
    rank = pc.rank(words.dictionary, tiebreaker="first").to_numpy().astype(np.int64)
    codes = words.indices.fill_null(len(rank)).to_numpy(zero_copy_only=False)
    return np.append(rank, len(rank) + 1)[codes]


def _column(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.Array:
    whole = pa.chunked_array([column.combine_chunks()]) if isinstance(column, pa.Array) else column
    if whole.type == wanted:
        return whole.unify_dictionaries().combine_chunks() if pa.types.is_dictionary(wanted) else whole.combine_chunks()
    if pa.types.is_dictionary(wanted):
        return whole.cast(pa.string()).dictionary_encode().combine_chunks().cast(wanted)
    return whole.cast(wanted).combine_chunks()

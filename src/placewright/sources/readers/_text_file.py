"""Delimited text as a table of text cells, every row numbered as in the file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from placewright.sources.delimited import read_delimited
from placewright.sources.readers._table import Table
from placewright.sources.reading import SourceFile, WrongRows


def read_text_table(file: SourceFile, columns: Sequence[str], *, encoding: str = "utf8") -> Table:
    """The named columns of a delimited file, plain or zipped; rows with too many or too few cells are wrong.

    Raises:
        BadSourceFile: the file cannot be read, or lacks a column.
    """
    wrong = WrongRows(file.name)
    rows = read_delimited(file, wrong, columns=columns, plain=columns, encoding=encoding)
    cells = {name: _one(rows.table[name]).fill_null("") for name in columns}
    return Table(dict(cells), rows.numbers.astype(np.int32), wrong, lost=wrong.count)


def _one(column: pa.ChunkedArray) -> pa.Array:
    combined = column.combine_chunks()
    return combined if isinstance(combined, pa.Array) else pa.concat_arrays(combined.chunks)

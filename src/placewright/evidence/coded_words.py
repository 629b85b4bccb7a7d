"""Columns of words by the codes of their words, so that a question is asked once for each word and not for each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Codes = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def coded(column: Any) -> tuple[Codes, tuple[str, ...]]:
    """The codes of a column of words, -1 where there is none, and the words."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    codes = pc.fill_null(whole.indices, -1).to_numpy(zero_copy_only=False)
    return codes.astype(np.int64), tuple(whole.dictionary.to_pylist())


def each(column: Any, holds: Callable[[str], bool]) -> BoolArray:
    """For each row whether something holds for its word, asked once for each word; never where there is none."""
    code, words = coded(column)
    return np.array([*(word is not None and holds(word) for word in words), False], bool)[code]

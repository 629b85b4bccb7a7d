"""Whole columns at once: words relabelled through their dictionary, numbers parsed once for each distinct text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from placewright.core.quantities import Status
from placewright.sources.cells import COMMON_MARKS, Cells, parse_cells
from placewright.sources.reading import WrongRows

Mask = npt.NDArray[np.bool_]

_WORDED = 300
"""How many wrong rows of a table are given a reason in words."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column of words: an index into a list of distinct words for each row, -1 where the cell had none."""

    indices: npt.NDArray[np.int32]
    distinct: tuple[str, ...]

    @property
    def array(self) -> pa.DictionaryArray:
        """The column as the tidy schema wants it."""
        missing = self.indices < 0
        indices = pa.array(self.indices, mask=missing if missing.any() else None)
        return pa.DictionaryArray.from_arrays(indices, pa.array(self.distinct, pa.string()))

    def taken(self, rows: npt.NDArray[np.integer] | Mask) -> Words:
        """The rows chosen."""
        return Words(self.indices[rows], self.distinct)

    def relabelled(self, label: Callable[[str], str | None]) -> Words:
        """The same rows under new words; where `label` gives None the row has none."""
        labels = [label(word) for word in self.distinct]
        distinct = tuple(dict.fromkeys(word for word in labels if word is not None))
        if distinct == self.distinct:
            return self
        position = {word: index for index, word in enumerate(distinct)}
        lookup = np.array([-1 if word is None else position[word] for word in labels] + [-1], dtype=np.int32)
        return Words(lookup[self.indices], distinct)

    def replaced(self, rows: Mask, word: str) -> Words:
        """The same words, but for `rows`, which all have `word`."""
        if not rows.any():
            return self
        distinct = self.distinct if word in self.distinct else (*self.distinct, word)
        return Words(np.where(rows, np.int32(distinct.index(word)), self.indices), distinct)

    def rows_of(self, wanted: Mapping[str, object]) -> Mask:
        """The rows whose word is one of `wanted`."""
        chosen = np.array([word in wanted for word in self.distinct] + [False], dtype=bool)
        return chosen[self.indices]

    def at(self, row: int) -> str:
        """The word of a row; empty where there is none."""
        index = int(self.indices[row])
        return "" if index < 0 else self.distinct[index]


def words(column: pa.Array | pa.ChunkedArray) -> Words:
    """A column's cells as trimmed words."""
    if isinstance(column, pa.ChunkedArray):
        column = column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column
        column = column.combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = column.chunk(0) if column.num_chunks else pa.array([], pa.string())
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    indices = column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    texts = tuple(pc.cast(column.dictionary, pa.string()).to_pylist())
    return Words(indices, texts).relabelled(lambda text: None if text is None else " ".join(text.split()))


def repeated(values: Sequence[str], times: int) -> Words:
    """Each value that many times running: the words of a wide table's rows, made long."""
    found = _encoded(values)
    return Words(np.repeat(found.indices, times), found.distinct)


def tiled(values: Sequence[str], times: int) -> Words:
    """All values, over and over that many times: the words of a wide table's columns, made long."""
    found = _encoded(values)
    return Words(np.tile(found.indices, times), found.distinct)


def _encoded(values: Sequence[str]) -> Words:
    distinct = tuple(dict.fromkeys(values))
    position = {word: index for index, word in enumerate(distinct)}
    return Words(np.array([position[value] for value in values], dtype=np.int32), distinct)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column's values (NaN where missing or wrong), the status of each, and which are neither number nor mark."""

    values: npt.NDArray[np.float64]
    statuses: Words
    wrong: Mask


def numbers(column: pa.Array | pa.ChunkedArray, marks: Mapping[str, Status] = COMMON_MARKS) -> Cells:
    """A column's numbers and statuses, whether it holds numbers or texts, as cells one by one."""
    found = read_numbers(column, marks)
    statuses = np.array(found.statuses.distinct, dtype=object)[found.statuses.indices]
    return Cells(found.values, statuses, found.wrong)


def read_numbers(column: pa.Array | pa.ChunkedArray, marks: Mapping[str, Status] = COMMON_MARKS) -> Numbers:
    """A column's numbers and statuses, whether it holds numbers or texts; an empty cell has the status of its mark."""
    empty = marks.get("", Status.NOT_AVAILABLE)
    if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
        values = column.to_numpy(zero_copy_only=False) if isinstance(column, pa.Array) else column.to_numpy()
        values = values.astype(np.float64)
        infinite = np.isinf(values)
        values[infinite] = np.nan
        return Numbers(values, Words(np.isnan(values).astype(np.int32), (str(Status.OK), str(empty))), infinite)
    found = words(column)
    parsed = parse_cells([*found.distinct, ""], marks)
    known = tuple(dict.fromkeys(map(str, parsed.statuses)))
    status = np.array([known.index(str(one)) for one in parsed.statuses], dtype=np.int32)
    wrong = parsed.wrong[found.indices] if parsed.wrong.any() else np.zeros(len(found.indices), dtype=bool)
    return Numbers(parsed.values[found.indices], Words(status[found.indices], known), wrong)


@dataclass(slots=True)
class Doubts:
    """Gathers what is wrong with which rows of a table, so that each wrong row is named once and left out.

    However many rows are wrong, only the first few hundred are worded; the others are counted.
    """

    file: str
    numbers: npt.NDArray[np.integer]
    sheet: str | None = None
    _doubted: Mask = field(init=False)
    _reasons: dict[int, tuple[str, str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._doubted = np.zeros(len(self.numbers), dtype=bool)

    def note(self, wrong: Mask, why: Callable[[int], str], column: str | None = None) -> None:
        """Doubt the rows of `wrong`; `why` words the reason for a row's position."""
        new = np.flatnonzero(wrong & ~self._doubted)
        self._doubted[new] = True
        for position in map(int, new[:_WORDED]):
            self._reasons[position] = (why(position), column)

    @property
    def kept(self) -> Mask:
        """The rows that nothing is wrong with."""
        return ~self._doubted

    def tell(self, wrong: WrongRows) -> None:
        """Name the doubted rows, in the order of the file, and count those beyond the first few hundred."""
        first = np.flatnonzero(self._doubted)[:_WORDED]
        for position in map(int, first):  # each was among the first of its own note, so its reason is here
            why, column = self._reasons[position]
            wrong.add(why, sheet=self.sheet, row=int(self.numbers[position]), column=column)
        wrong.count += int(self._doubted.sum()) - len(first)

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
        position = {word: index for index, word in enumerate(distinct)}
        lookup = np.array([-1 if word is None else position[word] for word in labels] + [-1], dtype=np.int32)
        return Words(lookup[self.indices], distinct)

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


def numbers(column: pa.Array | pa.ChunkedArray, marks: Mapping[str, Status] = COMMON_MARKS) -> Cells:
    """A column's numbers and statuses, whether it holds numbers or texts; a missing cell is not available."""
    if isinstance(column, pa.ChunkedArray) and not pa.types.is_dictionary(column.type):
        column = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
        return _as_cells(column)
    if pa.types.is_string(column.type):
        try:
            return _as_cells(pc.cast(column, pa.float64()))
        except pa.ArrowInvalid:
            pass
    found = words(column)
    parsed = parse_cells([*found.distinct, ""], marks)
    return Cells(parsed.values[found.indices], parsed.statuses[found.indices], parsed.wrong[found.indices])


def _as_cells(column: pa.Array) -> Cells:
    values = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    missing = np.isnan(values)
    wrong = np.isinf(values)
    if wrong.any():
        values = np.where(wrong, np.nan, values)
    ok, absent = str(Status.OK), str(Status.NOT_AVAILABLE)
    statuses = np.full(len(values), ok, dtype=object)
    statuses[missing | wrong] = absent
    return Cells(values, statuses, wrong)


@dataclass(slots=True)
class Doubts:
    """Gathers what is wrong with which rows of a table, so that each wrong row is named once and left out."""

    file: str
    numbers: npt.NDArray[np.integer]
    sheet: str | None = None
    _reasons: dict[int, tuple[str, str | None]] = field(default_factory=dict)

    def note(self, wrong: Mask, why: Callable[[int], str], column: str | None = None) -> None:
        """Doubt the rows of `wrong`; `why` words the reason for a row's position."""
        for position in np.flatnonzero(wrong):
            if int(position) not in self._reasons:
                self._reasons[int(position)] = (why(int(position)), column)

    @property
    def kept(self) -> Mask:
        """The rows that nothing is wrong with."""
        kept = np.ones(len(self.numbers), dtype=bool)
        kept[list(self._reasons)] = False
        return kept

    def tell(self, wrong: WrongRows) -> None:
        """Name the doubted rows, in the order of the file."""
        for position, (why, column) in sorted(self._reasons.items()):
            wrong.add(why, sheet=self.sheet, row=int(self.numbers[position]), column=column)

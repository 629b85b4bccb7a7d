"""A table of text cells on its way to observations: columns checked one by one, its wrong rows marked and named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from placewright.core.errors import BadSourceFile, did_you_mean
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.sources.cells import COMMON_MARKS, Cells, parse_cell, parse_cells
from placewright.sources.readers._shapes import unknown_places
from placewright.sources.reading import Reading, WrongRows, together
from placewright.sources.sheets import Sheet, column_letters

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.object_]


@dataclass(slots=True)
class Table:
    """The columns of one table by name, the row of the file each came from, and which rows proved wrong.

    A reader asks for its codes, periods and numbers; what cannot be one is named in `wrong` and its whole row is left
    out of what `keep` lets through.
    """

    columns: dict[str, Sequence[object] | pa.Array]
    rows: npt.NDArray[np.int32]
    wrong: WrongRows
    sheet: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    lost: int = 0
    bad: npt.NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.bad = np.zeros(len(self.rows), dtype=bool)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def size(self) -> int:
        """How many rows the table has in the file, those that could not be split into cells included."""
        return len(self) + self.lost

    @property
    def keep(self) -> npt.NDArray[np.bool_]:
        """Which rows are good."""
        return ~self.bad

    def texts(self, name: str) -> Words:
        """The cells of a column as trimmed text."""
        column = self.columns[name]
        cells = column.to_pylist() if isinstance(column, pa.Array) else column
        return np.array([as_text(cell) for cell in cells], dtype=object)

    def codes(self, name: str, shape: re.Pattern[str], *, what: str = "a place code") -> Words:
        """The cells of a column as codes of that shape; any other cell makes its row wrong."""
        codes = self.texts(name)
        known: dict[str, bool] = {}
        for index, code in enumerate(codes):
            good = known.get(code)
            if good is None:
                good = known[code] = bool(shape.fullmatch(code))
            if not good:
                self.refuse(
                    index,
                    name,
                    worded("'%(code)s' is not %(what)s.", code=code, what=what)
                    if code
                    else worded("There is no code where %(what)s is due.", what=what),
                )
        return codes

    def places(self, name: str, shape: re.Pattern[str], *, what: str = "a place code") -> Words:
        """The cells of a column as codes of places that the registry knows; any other cell makes its row wrong."""
        codes = self.codes(name, shape, what=what)
        unknown = unknown_places(set(codes[self.keep]))
        if unknown:
            for index in np.flatnonzero(np.isin(codes, list(unknown))):
                self.refuse(int(index), name, worded("'%(code)s' is a code of no place known.", code=codes[index]))
        return codes

    def mapped(self, name: str, mapping: Callable[[str], str | None], *, what: str, quoted: bool = True) -> Words:
        """The cells of a column turned into words; those that map to None make their rows wrong.

        `quoted=False` keeps the cell out of the message, where it may be about a person or a firm.
        """
        texts = self.texts(name)
        answers: dict[str, str | None] = {text: mapping(text) for text in set(texts)}
        for index, text in enumerate(texts):
            if answers[text] is None:
                self.refuse(
                    index,
                    name,
                    worded("'%(text)s' is not %(what)s.", text=text, what=what)
                    if quoted
                    else worded("The cell is not %(what)s.", what=what),
                )
        return np.array([answers[text] or "" for text in texts], dtype=object)

    def numbers(
        self,
        name: str,
        *,
        marks: Mapping[str, Status] = COMMON_MARKS,
        least: float | None = None,
        most: float | None = None,
        whole: bool = False,
    ) -> Cells:
        """The cells of a column as numbers; one that is neither a number nor a mark, or out of range, is wrong."""
        column = self.columns[name]
        cells = _parse_texts(column, marks) if isinstance(column, pa.Array) else parse_cells(column, marks)
        for index in np.flatnonzero(cells.wrong):
            self.refuse(
                int(index),
                name,
                worded("'%(cell)s' is neither a number nor a known mark.", cell=self._cell(name, int(index))),
            )
        with np.errstate(invalid="ignore"):
            checks = (
                (
                    cells.values < least if least is not None else None,
                    worded("is less than %(least)s", least=f"{least:g}") if least is not None else "",
                ),
                (
                    cells.values > most if most is not None else None,
                    worded("is more than %(most)s", most=f"{most:g}") if most is not None else "",
                ),
                ((cells.values % 1 != 0) & ~np.isnan(cells.values) if whole else None, worded("is not a whole number")),
            )
        for outside, why in checks:
            if outside is not None:
                for index in np.flatnonzero(outside):
                    self.refuse(
                        int(index), name, worded("%(cell)s %(why)s.", cell=self._cell(name, int(index)), why=why)
                    )
        return cells

    def once(self, keys: Sequence[Words], *, what: str) -> None:
        """Makes every row wrong that repeats the keys of an earlier one."""
        seen: set[tuple[object, ...]] = set()
        for index, key in enumerate(zip(*keys, strict=True)):
            if self.bad[index]:
                continue
            if key in seen:
                self.refuse(
                    index,
                    None,
                    worded("%(what)s stands there twice: %(list)s.", what=what, list=", ".join(map(str, key))),
                )
            seen.add(key)

    def refuse(self, index: int, name: str | None, why: str) -> None:
        """Marks a row as wrong and names it; a row is counted and named once."""
        if self.bad[index]:
            return
        self.bad[index] = True
        column = self.labels.get(name, name) if name else None
        self.wrong.add(why, sheet=self.sheet, row=int(self.rows[index]), column=column)

    def reading(self, observations: pa.Table) -> Reading:
        """The observations of a file that is this one table, with its wrong rows.

        Raises:
            BadSourceFile: more than 1 % of the rows were wrong, or there was none.
        """
        return whole_file(self.wrong, [self.part(observations)])

    def part(self, observations: pa.Table) -> Reading:
        """The observations of one table of several in a file; `whole_file` puts them together.

        Raises:
            BadSourceFile: there is no row.
        """
        if not self.size:
            raise BadSourceFile(worded("The table has no rows."), where=self.wrong.where(sheet=self.sheet))
        return Reading(observations, self.size)

    def _cell(self, name: str, index: int) -> str:
        column = self.columns[name]
        cell = column[index].as_py() if isinstance(column, pa.Array) else column[index]
        return as_text(cell)


def whole_file(wrong: WrongRows, parts: Sequence[Reading]) -> Reading:
    """The parts of one file together, with the wrong rows of all.

    Raises:
        BadSourceFile: more than 1 % of all its rows were wrong.
    """
    joined = together(parts)
    return Reading(joined.observations, joined.rows, wrong.issues(joined.rows))


def sheet_table(
    sheet: Sheet, header: int, names: Mapping[int, str], *, numbers: Iterable[str], wrong: WrongRows
) -> Table:
    """The rows below the header that hold anything in a column of numbers, as a table.

    `names` says which columns to take, by their index from 0, and what to call them; footers and blank lines, which
    have nothing under the numbers, are left out. So are numbers below the last row that has anything else: they have
    neither a code nor a name, and belong to nothing.
    """
    wanted = set(numbers)
    under = [index for index, name in names.items() if name in wanted]
    picked = [at for at in range(header + 1, len(sheet.rows)) if any(_holds(sheet.rows[at], index) for index in under)]
    while picked and not _is_named(sheet.rows[picked[-1]], under):
        picked.pop()
    columns: dict[str, Sequence[object] | pa.Array] = {
        name: [sheet.rows[at][index] if index < len(sheet.rows[at]) else "" for at in picked]
        for index, name in names.items()
    }
    labels = {name: column_letters(index) for index, name in names.items()}
    rows = np.array([at + 1 for at in picked], dtype=np.int32)
    return Table(columns, rows, wrong, sheet.name.strip(), labels)


def _is_named(row: Sequence[object], numbers: Sequence[int]) -> bool:
    """Whether a row holds anything beside its numbers."""
    return any(_holds(row, index) for index in range(len(row)) if index not in numbers)


def need_columns(present: Sequence[str], needed: Iterable[str], where: str) -> None:
    """Checks that a header has the columns a reader needs, each once.

    Raises:
        BadSourceFile: one is missing, or stands there twice.
    """
    for name in needed:
        found = list(present).count(name)
        if found == 0:
            raise BadSourceFile(
                worded("The column '%(name)s' is missing.", name=name),
                where=where,
                fix=did_you_mean(name, present) or worded("The layout has changed, or this is another table."),
            )
        if found > 1:
            raise BadSourceFile(
                worded("The column '%(name)s' stands there %(found)s times.", name=name, found=found), where=where
            )


def as_text(cell: object) -> str:
    """A cell as trimmed text; whole numbers without a decimal point, as `2021` for 2021.0."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def slug(text: str) -> str:
    """A heading as a name: lower case, words joined by hyphens.

    >>> slug("Gross value added per hour worked (£)")
    'gross-value-added-per-hour-worked'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.casefold().replace("&", " and ")).strip("-")


def _holds(row: Sequence[object], index: int) -> bool:
    return index < len(row) and as_text(row[index]) != ""


def _parse_texts(column: pa.Array, marks: Mapping[str, Status]) -> Cells:
    """Numbers of a text column: by one cast where all are plain, else by parsing each distinct cell once."""
    try:
        values = pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False)
        if np.isfinite(values).all():
            statuses = np.full(len(values), str(Status.OK), dtype=object)
            return Cells(values, statuses, np.zeros(len(values), dtype=bool))
    except pa.ArrowInvalid:
        pass
    encoded = column.dictionary_encode()
    distinct = [parse_cell(text, marks) for text in encoded.dictionary.to_pylist()]
    missing = (np.nan, Status.NOT_AVAILABLE)
    known = [pair or missing for pair in distinct]
    at = encoded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
    numbers = np.array([pair[0] for pair in [*known, missing]], dtype=np.float64)
    statuses = np.array([str(pair[1]) for pair in [*known, missing]], dtype=object)
    wrong = np.array([pair is None for pair in [*distinct, missing]], dtype=bool)
    return Cells(numbers[at], statuses[at], wrong[at])

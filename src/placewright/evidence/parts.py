"""The parts of a derived figure: which cells of which datasets it rests on, each listed or all counted together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from placewright.core.late_dataclass import dataclass
from placewright.evidence.derived import DerivedInputs
from placewright.evidence.tracing import TracedCell, dimensions_of, read_cells, traced_cell

MOST_LISTED = 1_000
"""The most cells of one part that are listed; the cells of a larger one are counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """The cells of one dataset that have one role in a figure.

    `where` names the members that count, by column, and `but` those that do not; a column in neither has all of its.
    A part that is not `listed` is only counted, such as the many other places that an index is computed among. The
    values of one that is `additive` make a total that means something.
    """

    role: str
    dataset: str
    where: Mapping[str, Collection[str]]
    but: Mapping[str, Collection[str]] = field(default_factory=dict)
    listed: bool = True
    additive: bool = False


PartsOf: TypeAlias = Callable[[DerivedInputs, str, str], Sequence[Part]]
"""Says the parts of a derived figure, given the series' inputs, the place's code and the period."""


@dataclass(frozen=True, slots=True)
class CountedCells:
    """Cells that are not listed one by one: how many they are, of how many places, their total, and where they stand.

    `total` is None where the values do not add.
    """

    role: str
    dataset: str
    measure: str
    period: str
    cells: int
    places: int
    total: float | None
    unit: str
    file: str
    sheet: str
    first_row: int | None
    last_row: int | None

    @property
    def where(self) -> str:
        """Where they stand, in words.

        >>> CountedCells("others", "d", "jobs", "2021", 3, 2, 9.0, "jobs", "a.csv", "", 4, 9).where
        'a.csv, rows 4 to 9'
        """
        rows = "" if self.first_row is None else f"rows {self.first_row} to {self.last_row}"
        return ", ".join(part for part in (self.file, self.sheet and f"sheet {self.sheet}", rows) if part)


@dataclass(frozen=True, slots=True)
class TracedParts:
    """The cells behind a derived figure: those that are listed, and the rest as counts."""

    cells: tuple[TracedCell, ...] = ()
    counted: tuple[CountedCells, ...] = ()


def trace_parts(parts: Sequence[Part], files: Mapping[str, Path]) -> TracedParts:
    """The cells of the parts in their order, in the publisher's files; a part whose dataset is not given has none."""
    cells: list[TracedCell] = []
    counted: list[CountedCells] = []
    for part in parts:
        if part.dataset not in files:
            continue
        table = cells_of_part(part, files[part.dataset])
        if part.listed and table.num_rows <= MOST_LISTED:
            names = dimensions_of(table.column_names)
            cells += [traced_cell(row, part.role, part.dataset, names) for row in table.to_pylist()]
        elif table.num_rows:
            counted += _counts(table, part)
    return TracedParts(tuple(cells), tuple(counted))


def cells_of_part(part: Part, path: Path) -> pa.Table:
    """The rows of a part that have a value, from the figures of its dataset."""
    wanted = pc.field("value").is_valid()
    for name, members in part.where.items():
        wanted &= pc.field(name).isin(sorted(members))
    for name, members in part.but.items():
        wanted &= ~pc.field(name).isin(sorted(members))
    return read_cells(path, wanted)


def _counts(table: pa.Table, part: Part) -> list[CountedCells]:
    """One count for each measure, period and sheet of the cells."""
    words = ("measure", "period", "unit", "file", "sheet")
    plain = table.set_column(
        table.schema.get_field_index("sheet"), "sheet", pc.fill_null(table["sheet"].cast(pa.string()), "")
    )
    kept = pa.table(
        {name: plain[name].cast(pa.string()) for name in (*words, "place")}
        | {name: plain[name] for name in ("value", "row")}
    )
    found = kept.group_by(list(words)).aggregate(
        [("value", "count"), ("value", "sum"), ("place", "count_distinct"), ("row", "min"), ("row", "max")]
    )
    return [
        CountedCells(
            part.role,
            part.dataset,
            row["measure"],
            row["period"],
            row["value_count"],
            row["place_count_distinct"],
            row["value_sum"] if part.additive else None,
            row["unit"],
            row["file"] or "",
            row["sheet"],
            row["row_min"],
            row["row_max"],
        )
        for row in found.to_pylist()
    ]

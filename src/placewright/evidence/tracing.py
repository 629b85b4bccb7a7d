"""From a figure back to the publisher's cells: which file, sheet, row and column each part of it stood in."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period, year_of
from placewright.records.indicator import Cells, Compute, Indicator, Match, Term

_TOTAL = "total"
_EACH = "*"


@dataclass(frozen=True, slots=True)
class TracedCell:
    """One cell that a figure is computed from, and where it stood in the publisher's file."""

    role: str
    dataset: str
    place: str
    place_vintage: str
    period: str
    measure: str
    members: tuple[tuple[str, str], ...]
    value: float | None
    low: float | None
    high: float | None
    error: str
    status: str
    unit: str
    weight: float
    file: str
    sheet: str
    row: int | None
    column: str

    @property
    def where(self) -> str:
        """The cell in words.

        >>> TracedCell("numerator", "d", "p", "v", "2023", "m", (), 1.0, None, None, "unknown", "ok", "GBP", 1.0,
        ...            "gva.xlsx", "Table 1", 12, "C").where
        'gva.xlsx, sheet Table 1, row 12, column C'
        """
        parts = (self.file, self.sheet and f"sheet {self.sheet}", self.row and f"row {self.row}")
        return ", ".join(str(part) for part in (*parts, self.column and f"column {self.column}") if part)


def cells_behind(
    indicator: Indicator,
    files: Mapping[str, Path],
    *,
    places: Sequence[str],
    members: Sequence[str],
    period: str,
    vintage: str = "",
) -> list[TracedCell]:
    """The cells of a plain figure: its numerator's first, then its denominator's; empty where none is known.

    Args:
        indicator: one computed from cells; a derived one is traced through the figures that its analysis reads.
        files: the figures of each dataset, in the tidy schema.
        places: the place's codes, the preferred first; a dataset that has none of them is read for `members` instead.
        members: the places that make it up.
        period: the figure's period, in canonical text.
        vintage: that of the figure's place, where it is known: of datasets that hold one code in two vintages the one
            is read that the figure is from.
    """
    compute = indicator.compute
    found: list[TracedCell] = []
    for role, terms in (("numerator", compute.numerator), ("denominator", compute.denominator)):
        for term in terms:
            found += _of_term(
                term, role, compute, files, places=places, members=members, period=period, vintage=vintage
            )
    return found


def read_cells(path: Path, wanted: pc.Expression) -> pa.Table:
    """The rows of a figures file, Parquet or CSV, that are wanted."""
    if path.suffix == ".csv":
        from placewright.evidence.extracts import read_figures

        return read_figures(path).filter(wanted)
    return pq.read_table(path, filters=wanted)


def dimensions_of(names: Sequence[str]) -> list[str]:
    """The dimensions among the columns of a tidy table."""
    start, end = names.index("period") + 1, names.index("measure")
    return list(names[start:end])


def traced_cell(
    row: Mapping[str, Any], role: str, dataset: str, dimensions: Sequence[str], *, weight: float = 1.0
) -> TracedCell:
    """A row of a tidy table as the cell that it was read from."""
    return TracedCell(
        role,
        dataset,
        row["place"],
        row["place_vintage"],
        row["period"],
        row["measure"],
        tuple((name, row[name]) for name in dimensions if row[name] != _TOTAL),
        row["value"],
        row["low"],
        row["high"],
        row["error"],
        row["status"],
        row["unit"],
        weight,
        row["file"] or "",
        row["sheet"] or "",
        row["row"],
        row["column"] or "",
    )


def _of_term(
    term: Term,
    role: str,
    compute: Compute,
    files: Mapping[str, Path],
    *,
    places: Sequence[str],
    members: Sequence[str],
    period: str,
    vintage: str,
) -> list[TracedCell]:
    for codes in filter(None, (*((code,) for code in places), tuple(members))):
        found: list[list[TracedCell]] = []
        for cells in term.choices:
            if cells.dataset in files:
                rows = _rows(files[cells.dataset], cells, codes, compute)
                met = [row for row in rows if _meets(row["period"], period, compute, role)]
                if any(row["value"] is not None for row in met):
                    names = dimensions_of(list(met[0]))
                    found.append([traced_cell(row, role, cells.dataset, names, weight=term.weight) for row in met])
                    if not vintage or any(cell.place_vintage == vintage for cell in found[-1]):
                        return found[-1]
        if found:
            return found[0]
    return []


def _rows(path: Path, cells: Cells, codes: Sequence[str], compute: Compute) -> list[dict[str, Any]]:
    named = {**dict(cells.members)}
    filters = pc.field("place").isin(list(codes)) & (pc.field("measure") == cells.measure)
    for name in dimensions_of(_columns(path)):
        member = named.get(name, _TOTAL)
        if member != _EACH:
            filters &= pc.field(name) == member
        elif compute.members:
            filters &= pc.field(name).isin(list(compute.members))
    rows: list[dict[str, Any]] = read_cells(path, filters).to_pylist()
    return rows


def _columns(path: Path) -> list[str]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file))
    return list(pq.read_schema(path).names)


def _meets(own: str, period: str, compute: Compute, role: str) -> bool:
    if role == "numerator" or compute.match is Match.PERIOD:
        return own == period
    if compute.match is Match.BASE:
        return own == compute.base
    return year_of(parse_period(own)) == year_of(parse_period(period)) - compute.lag

"""From a figure back to the publisher's cells: which file, sheet, row and column each part of it stood in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

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
    indicator: Indicator, files: Mapping[str, Path], *, places: Sequence[str], members: Sequence[str], period: str
) -> list[TracedCell]:
    """The cells of a plain figure: its numerator's first, then its denominator's; empty where none is known.

    Args:
        indicator: one computed from cells; a derived one is traced through the figures that its analysis reads.
        files: the figures of each dataset, in the tidy schema.
        places: the place's codes, the preferred first; a dataset that has none of them is read for `members` instead.
        members: the places that make it up.
        period: the figure's period, in canonical text.
    """
    compute = indicator.compute
    found: list[TracedCell] = []
    for role, terms in (("numerator", compute.numerator), ("denominator", compute.denominator)):
        for term in terms:
            found += _of_term(term, role, compute, files, places=places, members=members, period=period)
    return found


def _of_term(
    term: Term,
    role: str,
    compute: Compute,
    files: Mapping[str, Path],
    *,
    places: Sequence[str],
    members: Sequence[str],
    period: str,
) -> list[TracedCell]:
    for codes in filter(None, (*((code,) for code in places), tuple(members))):
        for cells in term.choices:
            if cells.dataset in files:
                rows = _rows(files[cells.dataset], cells, codes)
                met = [row for row in rows if _meets(row["period"], period, compute, role)]
                if any(row["value"] is not None for row in met):
                    return [_cell(row, role, cells, term.weight) for row in met]
    return []


def _rows(path: Path, cells: Cells, codes: Sequence[str]) -> list[dict[str, Any]]:
    named = {**dict(cells.members)}
    filters = pc.field("place").isin(list(codes)) & (pc.field("measure") == cells.measure)
    schema = pq.ParquetFile(path).schema_arrow
    for name in _dimensions(schema.names):
        member = named.get(name, _TOTAL)
        if member != _EACH:
            filters &= pc.field(name) == member
    rows: list[dict[str, Any]] = pq.read_table(path, filters=filters).to_pylist()
    return rows


def _dimensions(names: Sequence[str]) -> list[str]:
    start, end = names.index("period") + 1, names.index("measure")
    return list(names[start:end])


def _meets(own: str, period: str, compute: Compute, role: str) -> bool:
    if role == "numerator" or compute.match is Match.PERIOD:
        return own == period
    if compute.match is Match.BASE:
        return own == compute.base
    return year_of(parse_period(own)) == year_of(parse_period(period)) - compute.lag


def _cell(row: Mapping[str, Any], role: str, cells: Cells, weight: float) -> TracedCell:
    members = tuple((name, row[name]) for name in _dimensions(list(row)) if row[name] != _TOTAL)
    return TracedCell(
        role,
        cells.dataset,
        row["place"],
        row["place_vintage"],
        row["period"],
        row["measure"],
        members,
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

"""Small invented figures files in the tidy schema, for tests of analyses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from placewright.analysis.area import Area
from placewright.analysis.industry_accounts import BRES, GREAT_BRITAIN, GREAT_BRITAIN_PARTS, GVA_LOCAL, GVA_WIDER
from placewright.sources.tidy import Origin, tidy_table

MEMBERS = ("E07900001", "E07900002", "E07900003")
VALE = Area(
    name="Vale",
    code="E10900001",
    members=MEMBERS,
    territories=(("E10900001",), ("TLX11",)),
    region="E12900001",
    country="E92000001",
    neighbours=("E07900008",),
    names={
        "E07900001": "Upton",
        "E07900002": "Midton",
        "E07900003": "Downton",
        "E07900008": "Nextdoor",
        "E07900009": "Farland",
        "E12900001": "The Region",
        "E12900002": "Other Region",
        "E92000001": "England",
    },
    region_of={
        **dict.fromkeys((*MEMBERS, "E07900008"), "E12900001"),
        "E07900009": "E12900002",
    },
)

SECTIONS = tuple("ABCDEFGHIJKLMNOPQRSTU")
ACCOUNTS = ("A-E", "C", "F", "G", "H", "I", "J", "K", "68", "M", "N", "O", "P", "Q", "R", "S", "T")

Row = Mapping[str, object]


def write(folder: Path, source: str, rows: Sequence[Row], *, dimensions: Sequence[str] = ()) -> Path:
    """A figures file of the rows; `low` and `high` where rows have them."""

    def column(name: str) -> list[object]:
        return [row.get(name) for row in rows]

    table = tidy_table(
        place=column("place"),
        place_vintage="lad-2024",
        period=column("period"),
        dimensions={name: column(name) for name in dimensions},
        measure=column("measure"),
        unit=[row.get("unit", "people") for row in rows],
        value=column("value"),
        low=column("low"),
        high=column("high"),
        error="rounding",
        origin=Origin("invented.csv", None),
    )
    path = folder / f"{source}.parquet"
    pq.write_table(table, path)
    return path


def write_employees(
    folder: Path, counts: Mapping[str, Mapping[str, Sequence[float]]], *, rounding: float = 0.0
) -> Path:
    """Employees by place and section for 2021 and 2022; a section not given has one employee."""
    rows: list[Row] = []
    for place, sections in counts.items():
        for section in SECTIONS:
            for period, value in zip(("2021", "2022"), sections.get(section, (1.0, 1.0)), strict=True):
                rows.append(
                    {
                        "place": place,
                        "period": period,
                        "industry": section,
                        "measure": "employees",
                        "value": value,
                        "low": max(0.0, value - rounding),
                        "high": value + rounding,
                    }
                )
    return write(folder, BRES, rows, dimensions=("industry",))


def write_accounts(folder: Path, here: Mapping[str, float], there: Mapping[str, float]) -> dict[str, Path]:
    """Value added of 2022: `here` shared evenly by the districts, `there` all in the first part of Great Britain."""
    local: list[Row] = []
    wider: list[Row] = []
    for code in ACCOUNTS:
        for place in MEMBERS:
            local.append(_account(place, code, here.get(code, 3.0) / len(MEMBERS)))
        for part in GREAT_BRITAIN_PARTS:
            first = part == GREAT_BRITAIN_PARTS[0]
            wider.append(_account(part, code, there.get(code, 3.0) if first else 0.0))
    return {
        GVA_LOCAL: write(folder, GVA_LOCAL, local, dimensions=("industry",)),
        GVA_WIDER: write(folder, GVA_WIDER, wider, dimensions=("industry",)),
    }


def _account(place: str, industry: str, value: float) -> Row:
    return {
        "place": place,
        "period": "2022",
        "industry": industry,
        "measure": "gva-current",
        "unit": "GBP million",
        "value": value,
    }


__all__ = ["GREAT_BRITAIN", "MEMBERS", "VALE", "write", "write_accounts", "write_employees"]

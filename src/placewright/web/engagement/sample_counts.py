"""Enterprises by size and by sector from the evidence that the public sees, to plan a sample from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from placewright.web.strategy.current import shown

_FILE = "ons-uk-business.parquet"
_COLUMNS = ("place", "period", "industry", "size", "turnover", "measure", "value")
_SIZES = ("0-4", "5-9", "10-19", "20-49", "50-99", "100-249", "250+")
_MEAN_SIZES = {"0-4": 1.8, "5-9": 6.6, "10-19": 13.5, "20-49": 30, "50-99": 69, "100-249": 152, "250+": 1_000}
"""People in an enterprise of a band, about: a starting point that the planner shows and lets be changed."""


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many enterprises one class of the list holds."""

    code: str
    label: str
    units: int
    mean_size: float | None


@dataclass(frozen=True, slots=True)
class ListCounts:
    """What the evidence says of the place's enterprises: by size, by sector, of which year."""

    place: str
    year: str
    by_size: tuple[ListCount, ...]
    by_sector: tuple[ListCount, ...]


def list_counts() -> ListCounts | None:
    """The newest counts of the workspace's place; None where the evidence has none."""
    now = shown()
    if now is None:
        return None
    path = now.workspace.folder / "figures" / _FILE
    return (
        read_counts(path, now.world.codes_of(now.world.area), now.world.name(now.world.area)) if path.exists() else None
    )


@lru_cache(maxsize=2)
def read_counts(path: Path, codes: tuple[str, ...], name: str) -> ListCounts | None:
    """The newest counts under any of the codes in a file of figures; None where it has none."""
    table = pq.ParquetFile(path).read(columns=list(_COLUMNS))
    kept = pc.is_in(table["place"].cast("string"), value_set=pa.array(codes))
    for column, value in (("measure", "enterprises"), ("turnover", "total")):
        kept = pc.and_(kept, pc.equal(table[column].cast("string"), value))
    rows = table.filter(kept).select(["period", "industry", "size", "value"]).to_pylist()
    year = max((row["period"] for row in rows), default="")
    found = [row for row in rows if row["period"] == year and row["value"] is not None]
    if not found:
        return None
    sizes = {row["size"]: int(row["value"]) for row in found if row["industry"] == "total"}
    sectors = {row["industry"]: int(row["value"]) for row in found if row["size"] == "total" != row["industry"]}
    return ListCounts(
        name,
        year,
        tuple(ListCount(size, size, sizes[size], _MEAN_SIZES[size]) for size in _SIZES if size in sizes),
        tuple(ListCount(code, f"SIC {code}", number, None) for code, number in sorted(sectors.items())),
    )

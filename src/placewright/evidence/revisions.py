"""What past revisions of a series did to it, by how long ago the period was, as an interval for today's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period, year_of
from placewright.core.quantities import ErrorKind
from placewright.evidence.extracts import read_columns
from placewright.records.indicator import Cells, Indicator

COVERAGE = 0.95
"""The share of past revisions that a revision interval holds."""

FEWEST = 20
"""Fewer revisions than this at a horizon give no interval."""

_DISTRICTS = ("E06", "E07", "E08", "E09", "W06", "S12", "N09")

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Revisions:
    """Relative revisions of a series between two releases, at one horizon.

    `horizon` is how many years the period lay before the earlier release's last one. `mean` and `spread` (standard
    deviation) are shares of the earlier value; `low` and `high` hold 95 % of the revisions.
    """

    horizon: int
    count: int
    mean: float
    spread: float
    low: float
    high: float


def revision_statistics(
    earlier: Mapping[tuple[str, int], float], later: Mapping[tuple[str, int], float]
) -> list[Revisions]:
    """Statistics of later / earlier - 1 at each horizon, over the places and years that both releases have.

    They say what this one revision did, not what the next will do: two releases are one draw.

    >>> then, now = {("A", 2019): 100.0, ("B", 2019): 50.0}, {("A", 2019): 102.0, ("B", 2019): 50.0}
    >>> [(r.horizon, r.count, round(r.mean, 3)) for r in revision_statistics(then, now)]
    [(0, 2, 0.01)]
    """
    if not earlier:
        return []
    last = max(year for _, year in earlier)
    shares: dict[int, list[float]] = {}
    for key, value in earlier.items():
        if value and key in later:
            shares.setdefault(last - key[1], []).append(later[key] / value - 1)
    edge = (1 - COVERAGE) / 2
    return [
        Revisions(
            horizon=horizon,
            count=len(found),
            mean=float(np.mean(found)),
            spread=float(np.std(found)),
            low=float(np.quantile(found, edge)),
            high=float(np.quantile(found, 1 - edge)),
        )
        for horizon, found in sorted(shares.items())
    ]


def with_revisions(
    evidence: pa.Table, indicators: Sequence[Indicator], files: Mapping[str, Sequence[Path]]
) -> pa.Table:
    """The evidence with a `revision` interval where the indicator names an earlier release and no other is known.

    A figure as many years before the newest as the earlier release's had been gets the interval of that horizon, and
    what is older than any gets the oldest's. Only districts get one: it is their revisions that are known, and those of
    a region or a country, where districts' revisions offset each other, are much smaller.
    """
    due = {i.id: i.earlier for i in indicators if i.earlier is not None and i.earlier.dataset in files}
    if not due or not evidence.num_rows:
        return evidence
    low, high = (evidence[name].to_numpy().astype(np.float64) for name in ("low", "high"))
    revised = np.zeros(evidence.num_rows, bool)
    for name, cells in due.items():
        rows = np.flatnonzero(pc.equal(evidence["indicator"].cast(pa.string()), name).to_numpy())
        bounds = _bounds(evidence.take(pa.array(rows)), read_series(files[cells.dataset], cells))
        if bounds is not None:
            fresh = np.isnan(low[rows]) & ~np.isnan(bounds[0])
            low[rows[fresh]], high[rows[fresh]], revised[rows[fresh]] = bounds[0][fresh], bounds[1][fresh], True
    error = pc.if_else(pa.array(revised), str(ErrorKind.REVISION), evidence["error"].cast(pa.string()).combine_chunks())
    kinds = pa.array([str(kind) for kind in ErrorKind], pa.string())  # in this order, whatever that of the rows is
    error = pa.DictionaryArray.from_arrays(pc.index_in(error, kinds), kinds)
    for name, column in (("low", _nullable(low)), ("high", _nullable(high)), ("error", error)):
        evidence = evidence.set_column(evidence.schema.get_field_index(name), name, column)
    return evidence


def read_series(files: Sequence[Path], cells: Cells) -> dict[tuple[str, int], float]:
    """One plain series of a dataset: its values by place and year."""
    found: dict[tuple[str, int], float] = {}
    for path in files:
        table = read_columns(path, ["place", "period", "measure", "value"])
        table = table.filter(pc.equal(table["measure"].cast(pa.string()), cells.measure)).drop_null()
        rows = table.select(["place", "period", "value"]).to_pydict()
        for place, period, value in zip(rows["place"], rows["period"], rows["value"], strict=True):
            found[(place, _year(period))] = value
    return found


def _bounds(rows: pa.Table, earlier: Mapping[tuple[str, int], float]) -> tuple[FloatArray, FloatArray] | None:
    """The least and the most that figures may become by a revision like the last; NaN where that is not known."""
    places = rows["place"].cast(pa.string()).to_pylist()
    periods = rows["period"].cast(pa.string()).to_pylist()
    years = np.array([_year(period) for period in periods], np.int64)
    values = rows["value"].combine_chunks().to_numpy(zero_copy_only=False)
    known = ~np.isnan(values) & np.array([_is_district(place) for place in places], bool)
    later = {(places[at], int(years[at])): float(values[at]) for at in np.flatnonzero(known)}
    usable = {found.horizon: found for found in revision_statistics(earlier, later) if found.count >= FEWEST}
    if not usable:
        return None
    horizon = np.minimum(years.max() - years, max(usable))
    low, high = np.full(len(values), np.nan), np.full(len(values), np.nan)
    for years_ago, found in usable.items():
        at = (horizon == years_ago) & known
        ends = np.sort(np.stack([values[at] * (1 + found.low), values[at] * (1 + found.high)]), axis=0)
        low[at], high[at] = np.minimum(ends[0], values[at]), np.maximum(ends[1], values[at])
    return low, high


def _is_district(place: str) -> bool:
    return place.startswith(_DISTRICTS)


@lru_cache(maxsize=4096)
def _year(period: str) -> int:
    return year_of(parse_period(period))


def _nullable(numbers: FloatArray) -> pa.Array:
    return pa.array(numbers, mask=np.isnan(numbers))

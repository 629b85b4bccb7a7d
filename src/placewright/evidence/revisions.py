"""What past revisions of a series did to it, by how long ago the period was, as an interval for today's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from placewright.core.periods import parse_period, year_of
from placewright.core.quantities import ErrorKind
from placewright.evidence.table import evidence_table, join_evidence
from placewright.records.indicator import Cells, Indicator

COVERAGE = 0.95
"""The share of past revisions that a revision interval holds."""

FEWEST = 20
"""Fewer revisions than this at a horizon give no interval."""

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
    what is older than any gets the oldest's.
    """
    for indicator in indicators:
        if indicator.earlier is not None and indicator.earlier.dataset in files:
            earlier = read_series(files[indicator.earlier.dataset], indicator.earlier)
            evidence = _revised(evidence, indicator.id, earlier)
    return evidence


def read_series(files: Sequence[Path], cells: Cells) -> dict[tuple[str, int], float]:
    """One plain series of a dataset: its values by place and year."""
    found: dict[tuple[str, int], float] = {}
    for path in files:
        table = pq.read_table(path, columns=["place", "period", "measure", "value"])
        table = table.filter(pc.equal(table["measure"].cast(pa.string()), cells.measure)).drop_nulls()
        rows = table.select(["place", "period", "value"]).to_pydict()
        for place, period, value in zip(rows["place"], rows["period"], rows["value"], strict=True):
            found[(place, year_of(parse_period(period)))] = value
    return found


def _revised(evidence: pa.Table, indicator: str, earlier: Mapping[tuple[str, int], float]) -> pa.Table:
    mine = pc.equal(evidence["indicator"].cast(pa.string()), indicator).combine_chunks()
    rows = evidence.filter(mine)
    if not rows.num_rows:
        return evidence
    places, periods = rows["place"].cast(pa.string()).to_pylist(), rows["period"].cast(pa.string()).to_pylist()
    years = [year_of(parse_period(period)) for period in periods]
    values = rows["value"].to_pylist()
    later = {
        key: value for key, value in zip(zip(places, years, strict=True), values, strict=True) if value is not None
    }
    usable = {found.horizon: found for found in revision_statistics(earlier, later) if found.count >= FEWEST}
    if not usable:
        return evidence
    newest, oldest = max(years), max(usable)
    low, high, error = rows["low"].to_pylist(), rows["high"].to_pylist(), rows["error"].cast(pa.string()).to_pylist()
    for at, (year, value) in enumerate(zip(years, values, strict=True)):
        found = usable.get(min(newest - year, oldest))
        if value is not None and low[at] is None and found is not None:
            ends = sorted((value * (1 + found.low), value * (1 + found.high)))
            low[at], high[at], error[at] = min(ends[0], value), max(ends[1], value), str(ErrorKind.REVISION)
    for name, column in (("low", pa.array(low, pa.float64())), ("high", pa.array(high, pa.float64()))):
        rows = rows.set_column(rows.schema.get_field_index(name), name, column)
    rows = rows.set_column(rows.schema.get_field_index("error"), "error", pa.array(error, pa.string()))
    return join_evidence([evidence.filter(pc.invert(mine)), evidence_table(rows)])

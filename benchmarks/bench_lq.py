"""Location quotients and shift-share of many places, industries and years, beside pandas, Polars and DuckDB.

Every side begins with the same rows in no order, held in its own form: an Arrow table, a pandas frame with
categories, a Polars frame, a table inside DuckDB. It ends with a quotient for every row's place, industry and year,
and with three parts of each place's change from the first year to the last, in an order that it can name: the rows'
own, or that of the cube's axes. Each has one unmeasured first run, whose seconds the table shows, and three more.

The second bench has the same peers. Ours begins with the cube that the first makes on the way, as `placewright.methods`
has it between two methods; a frame has no such form, so a peer begins with its rows again.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.harness import Answer, Bench, Peer
from placewright.methods.cubes import cube_from_rows
from placewright.methods.location_quotient import location_quotient
from placewright.methods.shift_share import ShiftShare, shift_share

PLACES, INDUSTRIES, YEARS = 360, 615, 12
FIRST_YEAR, LAST_YEAR = 2012, 2023


class Rows:
    """Jobs as a table of rows in no order, and the same as a (year, place, industry) cube.

    Codes are texts in dictionary-encoded columns, as the evidence store's Parquet has them. Each side finds the rows in
    its own form, made at first use in a run that is not measured.
    """

    def __init__(self, table: pa.Table, cube: np.ndarray) -> None:
        self.table = table
        self.cube = cube

    @cached_property
    def pandas(self) -> Any:
        """The rows as a pandas frame."""
        return self.table.to_pandas()

    @cached_property
    def polars(self) -> Any:
        """The rows as a Polars frame."""
        import polars as pl

        return pl.from_arrow(self.table)

    @cached_property
    def duckdb(self) -> Any:
        """A DuckDB connection with the rows in a table of its own, `readings`."""
        import duckdb

        connection = duckdb.connect()
        connection.register("arrow", self.table)
        connection.execute("create table readings as select * from arrow")
        return connection


def _rows() -> Rows:
    """As many places as Great Britain has districts, as many industries as SIC has classes; a fifth of cells empty."""
    rng = np.random.default_rng(0)
    level = rng.lognormal(5, 1, (PLACES, 1)) * rng.lognormal(0, 1, INDUSTRIES)
    cube = np.floor(level * rng.lognormal(0, 0.8, (YEARS, PLACES, INDUSTRIES)))
    cube *= rng.random(cube.shape) > 0.2
    order = rng.permutation(cube.size)
    year, place, industry = (index.ravel()[order] for index in np.indices(cube.shape))
    places = [f"E{7_000_000 + number:08d}" for number in range(PLACES)]
    industries = [f"{10_110 + 10 * number}" for number in range(INDUSTRIES)]
    columns = {
        "year": pa.array(FIRST_YEAR + year, pa.int32()),
        "place": pa.DictionaryArray.from_arrays(pa.array(place, pa.int32()), places),
        "industry": pa.DictionaryArray.from_arrays(pa.array(industry, pa.int32()), industries),
        "jobs": pa.array(cube.ravel()[order]),
    }
    return Rows(pa.table(columns), cube)


def _ours(rows: Rows) -> Answer:
    table = rows.table
    (place, places), (industry, industries) = _codes(table["place"]), _codes(table["industry"])
    year = table["year"].to_numpy() - FIRST_YEAR
    shape = (YEARS, len(places), len(industries))
    return _of_cube(cube_from_rows(table["jobs"].to_numpy(), (year, place, industry), shape))


def _codes(column: pa.ChunkedArray) -> tuple[np.ndarray, pa.Array]:
    """Whole numbers for the codes of a column, and the codes they stand for."""
    encoded = column.combine_chunks()
    return encoded.indices.to_numpy(), encoded.dictionary


def _ours_in_memory(rows: Rows) -> Answer:
    return _of_cube(rows.cube)


def _of_cube(cube: np.ndarray) -> Answer:
    totals, wider = cube.sum(axis=2, keepdims=True), cube.sum(axis=1, keepdims=True)
    quotients = location_quotient(cube, totals, wider, wider.sum(axis=2, keepdims=True))
    parts = shift_share(cube[0], cube[-1], wider[0, 0], wider[-1, 0])
    return {"quotient": quotients} | _totals(parts)


def _totals(parts: ShiftShare) -> Answer:
    total = parts.total
    return {name: np.asarray(getattr(total, name)) for name in ("national", "industry_mix", "regional")}


def _pandas(rows: Rows) -> Answer:
    import pandas as pd

    frame = rows.pandas
    jobs = frame["jobs"]
    here = frame.groupby(["year", "place"], observed=True)["jobs"].transform("sum")
    wider = frame.groupby(["year", "industry"], observed=True)["jobs"].transform("sum")
    overall = frame.groupby("year")["jobs"].transform("sum")
    quotient = (jobs / here) / (wider / overall)

    ends = [
        frame.loc[frame["year"] == year].set_index(["place", "industry"])["jobs"].rename(name)
        for year, name in ((FIRST_YEAR, "start"), (LAST_YEAR, "end"))
    ]
    both = pd.concat(ends, axis=1).reset_index()
    nation = both.groupby("industry", observed=True)[["start", "end"]].transform("sum")
    growth = nation["end"] / nation["start"] - 1
    overall_growth = both["end"].sum() / both["start"].sum() - 1
    both["national"] = both["start"] * overall_growth
    both["industry_mix"] = both["start"] * (growth - overall_growth)
    both["regional"] = both["end"] - both["start"] * (1 + growth)
    parts = both.groupby("place", observed=True)[["national", "industry_mix", "regional"]].sum()
    return {"quotient": quotient.to_numpy()} | {name: parts[name].to_numpy() for name in parts.columns}


def _polars(rows: Rows) -> Answer:
    import polars as pl

    jobs = pl.col("jobs")
    frame = rows.polars
    quotient = frame.lazy().select(
        (jobs / jobs.sum().over("year", "place")) / (jobs.sum().over("year", "industry") / jobs.sum().over("year"))
    )

    start, end = pl.col("jobs"), pl.col("end")
    growth = end.sum().over("industry") / start.sum().over("industry") - 1
    overall = end.sum() / start.sum() - 1
    keys = ["place", "industry"]
    last = frame.lazy().filter(pl.col("year") == LAST_YEAR).select(*keys, end=jobs)
    parts = (
        frame.lazy()
        .filter(pl.col("year") == FIRST_YEAR)
        .join(last, on=keys)
        .select(
            "place",
            national=start * overall,
            industry_mix=start * (growth - overall),
            regional=end - start * (1 + growth),
        )
        .group_by("place")
        .sum()
        .sort("place")
    )
    found, sums = quotient.collect(), parts.collect()
    names = ("national", "industry_mix", "regional")
    return {"quotient": found.to_series().to_numpy()} | {name: sums[name].to_numpy() for name in names}


def _duckdb(rows: Rows) -> Answer:
    connection = rows.duckdb
    found = connection.execute(
        """
        with here as (select year, place, sum(jobs) as total from readings group by all),
             wider as (select year, industry, sum(jobs) as total from readings group by all),
             overall as (select year, sum(jobs) as total from readings group by all)
        select (jobs / nullif(here.total, 0)) / (nullif(wider.total, 0) / overall.total) as quotient
        from readings join here using (year, place) join wider using (year, industry) join overall using (year)
        """
    ).fetchnumpy()
    sums = connection.execute(
        f"""
        with cells as (
            select place, industry, sum(jobs) filter (year = {FIRST_YEAR}) as start,
                   sum(jobs) filter (year = {LAST_YEAR}) as fin
            from readings where year in ({FIRST_YEAR}, {LAST_YEAR}) group by all
        ), growth as (select industry, sum(fin) / sum(start) - 1 as g from cells group by all),
        overall as (select sum(fin) / sum(start) - 1 as g from cells)
        select place, sum(start * overall.g) as national, sum(start * (growth.g - overall.g)) as industry_mix,
               sum(fin - start * (1 + growth.g)) as regional
        from cells join growth using (industry), overall group by place order by place
        """
    ).fetchnumpy()
    sums["quotient"] = np.ma.filled(found["quotient"], np.nan)
    return {name: sums[name] for name in ("quotient", "national", "industry_mix", "regional")}


def _agree(ours: Answer, theirs: Answer) -> str:
    """The largest difference relative to the largest number, in order of size, since not all keep the rows' order."""
    worst = 0.0
    for name in ("quotient", "national", "industry_mix", "regional"):
        one, other = (np.sort(answer[name], axis=None) for answer in (ours, theirs))
        if one.shape != other.shape or (np.isnan(one) != np.isnan(other)).any():
            return f"NO: {name} differs in shape or in what is missing"
        worst = max(worst, float(np.nanmax(np.abs(one - other)) / np.nanmax(np.abs(one))))
    return f"largest relative difference {worst:.1e}"


PEERS = (
    Peer("pandas", _pandas, needs=("pandas",), warm_ups=1, repeats=3),
    Peer("Polars", _polars, needs=("polars",), warm_ups=1, repeats=3),
    Peer("DuckDB", _duckdb, needs=("duckdb", "pyarrow"), warm_ups=1, repeats=3),
)

BENCHES = [
    Bench("LQ and shift-share, 2.66 million rows", _rows, _ours, PEERS, goal=5, agree=_agree, warm_ups=1),
    Bench(
        work="LQ and shift-share, the same as a cube in memory",
        prepare=_rows,
        ours=_ours_in_memory,
        peers=PEERS,
        goal=40,
        agree=_agree,
        warm_ups=1,
    ),
]

"""Sums on DuckDB by the SQL that the expressions compile to, kept as files: compiling takes longer than running."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from placewright.evidence.sum_inputs import LIST_TERMS, MEMBERS, TERMS, WEIGHTED

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CELLS, DIGESTED_CELLS = "cells", "used_cells"
"""The names of the cells as they come, and with their digests."""

DIGESTED_SQL = "digested"
"""The file that gives cells their digests; the others are those of `VARIANTS`."""

VARIANTS: Mapping[str, tuple[str, ...]] = {
    "plain": (TERMS,),
    "lists": (TERMS, LIST_TERMS, MEMBERS),
    "lists_weighted": (TERMS, LIST_TERMS, MEMBERS, WEIGHTED),
}
"""The files of the sums, and the tables that each needs besides the cells."""

ROWS_TOGETHER = 32_768
"""So many cells are given their digests by one thread: a table in one piece is read by one thread alone."""

_FOLDER = Path(__file__).parent / "sql"


def sums_in_duckdb(cells: pa.Table, given: Mapping[str, pa.Table]) -> pa.Table:
    """The sums of the cells with the tables of `sum_inputs`; see `sums.add_up`."""
    connection = quiet_connection()
    together = pa.Table.from_batches(cells.to_batches(max_chunksize=ROWS_TOGETHER), cells.schema)
    for name, held in {CELLS: together, **given}.items():
        connection.register(name, held)
    sums = next(name for name, needed in VARIANTS.items() if set(needed) == set(given))
    connection.execute(f"CREATE TEMP TABLE {DIGESTED_CELLS} AS {sql_of(DIGESTED_SQL)}")
    connection.execute(f"CREATE TEMP TABLE sums AS {sql_of(sums)}")
    table: pa.Table = connection.table("sums").to_arrow_table()
    return table


def quiet_connection() -> DuckDBPyConnection:
    """A database in memory that prints nothing: DuckDB shows its progress where it takes the process for a notebook.

    It takes `python -c` for one, so that a bar would stand before what a command prints for another program.
    """
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    return connection


def sql_of(name: str) -> str:
    """The SQL in a file, as `sums.compiled` makes it."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")

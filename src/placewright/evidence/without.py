"""Figures without the cells that a caveat troubles: what they would be if those cells were left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from placewright.core.quantities import ErrorKind, Status
from placewright.evidence.engine import DUCKDB, Files, compute_evidence
from placewright.evidence.table import CAVEAT_SEPARATOR, evidence_table, join_evidence
from placewright.records.caveat import Caveat
from placewright.records.indicator import Indicator

NOTHING_LEFT = "nothing is left without the cells"

_KEYS = ("indicator", "dimensions", "place", "period")


def without_caveated(
    observations: Files,
    indicators: Sequence[Indicator],
    evidence: pa.Table,
    *,
    caveats: Sequence[Caveat],
    bundles: Mapping[str, Sequence[str]],
    engine: str = DUCKDB,
) -> pa.Table:
    """The figures that a caveat troubles, recomputed without it; `caveat` says which.

    A list of places is recomputed without the troubled places, also where the publisher gives a figure for the whole.
    Where a caveat names the whole and none of its members, those that other caveats on the same indicators name go.
    A figure of a troubled place itself has nothing left: it is `not_available`, and the reason follows the id. Where a
    figure carries several caveats there is a row for each.
    """
    tables = []
    marked = {caveat.id: caveated(evidence, caveat.id) for caveat in caveats}
    touched = {name: set(pc.unique(rows["indicator"].cast(pa.string())).to_pylist()) for name, rows in marked.items()}
    for caveat in caveats:
        troubled, wanted = marked[caveat.id], touched[caveat.id]
        if not wanted:
            continue
        gone = set(caveat.places)
        if gone.intersection(bundles):
            gone.update(place for other in caveats if touched[other.id] & wanted for place in other.places)
        left = {code: [place for place in inside if place not in gone] for code, inside in bundles.items()}
        left = {code: inside for code, inside in left.items() if inside and len(inside) < len(set(bundles[code]))}
        chosen = [item for item in indicators if item.id in wanted]
        table = compute_evidence(
            observations, chosen, places=sorted(left), bundles=left, engine=engine, prefer_bundles=True
        )
        table = table.filter(pc.is_in(table["place"].cast(pa.string()), value_set=pa.array(sorted(left), pa.string())))
        tables.append(_marked(table, troubled, caveat.id))
    return join_evidence(tables)


def latest_without(beside: pa.Table) -> dict[tuple[str, str], float | None]:
    """The newest recomputed value of each indicator at each place; None where nothing is left without the cells."""
    columns = [beside[name].cast(pa.string()).to_pylist() for name in ("dimensions", "indicator", "place", "period")]
    found: dict[tuple[str, str], tuple[str, float | None]] = {}
    for dimensions, indicator, place, period, value in zip(*columns, beside["value"].to_pylist(), strict=True):
        if not dimensions and (period, value is not None) >= (found.get((indicator, place), ("", None))[0], False):
            found[(indicator, place)] = (period, value)
    return {key: value for key, (_, value) in found.items()}


def caveated(evidence: pa.Table, caveat: str) -> pa.Table:
    """The rows of evidence that carry the caveat of that id."""
    column = evidence["caveat"].combine_chunks()
    words = column.dictionary.to_pylist()
    hit = np.array([caveat in text.split(CAVEAT_SEPARATOR) for text in words] or [False], bool)
    codes = pc.fill_null(column.indices, -1).to_numpy(zero_copy_only=False)
    return evidence.filter(pa.array((codes >= 0) & hit[np.maximum(codes, 0)]))


def _marked(table: pa.Table, troubled: pa.Table, caveat: str) -> pa.Table:
    """The recomputed rows that stand beside a troubled figure, and a row that says so where nothing is left."""
    wanted = _names(troubled)
    rows = [at for at, name in enumerate(_names(table)) if name in set(wanted)]
    kept = table.take(pa.array(rows, pa.int64()))
    have = set(_names(kept))
    bare = troubled.take(pa.array([at for at, name in enumerate(wanted) if name not in have], pa.int64()))
    changes: dict[str, Collection[object]] = {
        **{name: pa.nulls(bare.num_rows, pa.float64()) for name in ("value", "low", "high")},
        "error": [str(ErrorKind.UNKNOWN)] * bare.num_rows,
        "status": [str(Status.NOT_AVAILABLE)] * bare.num_rows,
        "caveat": [f"{caveat}{CAVEAT_SEPARATOR}{NOTHING_LEFT}"] * bare.num_rows,
        "fingerprint": [""] * bare.num_rows,
    }
    for name, column in changes.items():
        kind = pa.float64() if name in ("value", "low", "high") else pa.string()
        bare = bare.set_column(bare.schema.get_field_index(name), name, pa.array(column, kind))
    at = kept.schema.get_field_index("caveat")
    kept = kept.set_column(at, "caveat", pa.array([caveat] * kept.num_rows, pa.string()))
    return join_evidence([evidence_table(kept), evidence_table(bare)])


def _names(table: pa.Table) -> list[tuple[str, ...]]:
    return list(zip(*(table[key].cast(pa.string()).to_pylist() for key in _KEYS), strict=True))

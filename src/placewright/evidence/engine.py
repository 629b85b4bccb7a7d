"""Evidence from observations: a plan of all indicators, run on DuckDB in process or on Spark, as one table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from placewright.core.errors import PlacewrightError
from placewright.core.quantities import ErrorKind, Status
from placewright.evidence.plan import Plan, make_plan
from placewright.evidence.revisions import with_revisions
from placewright.evidence.table import CAVEAT_SEPARATOR, empty_evidence, evidence_table, join_evidence
from placewright.records.caveat import Caveat
from placewright.records.indicator import BundleRule, Indicator

if TYPE_CHECKING:
    from ibis.expr.types import Table

DUCKDB = "duckdb"
NOT_OF_LISTS = "a median, rank or index of several places cannot be made from theirs"
_SPARK = "spark://"
_DIGITS = 12

Files = Mapping[str, Path | Sequence[Path]]


class BadEngine(PlacewrightError):
    """An engine that cannot be used."""


def connect(engine: str = DUCKDB) -> Any:
    """An Ibis connection: `duckdb` in this process, or `spark://host:port` or `spark://local` for Apache Spark.

    Raises:
        BadEngine: the name is neither, or Spark's package is not installed.
    """
    import ibis

    if engine == DUCKDB:
        return ibis.duckdb.connect()
    if not engine.startswith(_SPARK):
        raise BadEngine(f"'{engine}' is no engine.", fix="Use duckdb, spark://local or spark://host:port.")
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise BadEngine("The engine spark:// needs PySpark.", fix="Install placewright[spark].") from error
    master = "local[*]" if engine == f"{_SPARK}local" else engine
    session = SparkSession.builder.master(master).appName("placewright").config("spark.ui.enabled", "false")
    return ibis.pyspark.connect(session.getOrCreate())


def compute_evidence(
    observations: Files,
    indicators: Sequence[Indicator],
    *,
    places: Collection[str] | None = None,
    bundles: Mapping[str, Sequence[str]] | None = None,
    caveats: Sequence[Caveat] = (),
    engine: str = DUCKDB,
    prefer_bundles: bool = False,
) -> pa.Table:
    """The figures of every indicator whose datasets are given, for all places or those asked for.

    Args:
        observations: for each dataset its figures, one or more Parquet or CSV files in the tidy schema.
        indicators: those of kind `derived` are left out; an indicator whose datasets are not given has no rows.
        places: the codes to keep; None keeps all. The members of bundles are always read.
        bundles: codes that stand for a list of places. Sums are summed and ratios recomputed from their parts, for
            those figures that no publisher gives for the code; medians, ranks and indices are `not_available`.
        caveats: their ids go with every figure made from the cells they trouble.
        engine: see `connect`.
        prefer_bundles: take the figure made from a bundle's members even where one is published.
    """
    files = {name: [given] if isinstance(given, Path) else list(given) for name, given in observations.items()}
    files = {name: paths for name, paths in files.items() if paths}
    lists = {code: tuple(dict.fromkeys(inside)) for code, inside in (bundles or {}).items() if inside}
    plan = make_plan(indicators, files, bundled=bool(lists))
    if not plan.lines:
        return empty_evidence()
    read = None if places is None else {*places, *(place for inside in lists.values() for place in inside)}
    raw = _run(connect(engine), files, plan, lists, caveats, read)
    return _finished(raw, plan, files, lists, places, prefer_bundles=prefer_bundles)


def evidence_for(
    observations: Files,
    indicators: Sequence[Indicator],
    *,
    place: Sequence[str],
    name: str = "",
    caveats: Sequence[Caveat] = (),
    engine: str = DUCKDB,
) -> pa.Table:
    """The figures of one place, or of several codes taken together under `name` (without it, the codes joined by +)."""
    if len(place) == 1 and not name:
        return compute_evidence(observations, indicators, places=place, caveats=caveats, engine=engine)
    code = name or "+".join(place)
    rows = compute_evidence(
        observations, indicators, places=[code], bundles={code: place}, caveats=caveats, engine=engine
    )
    return rows.filter(pc.equal(rows["place"].cast(pa.string()), code))


def _run(
    connection: Any,
    files: Mapping[str, Sequence[Path]],
    plan: Plan,
    bundles: Mapping[str, Sequence[str]],
    caveats: Sequence[Caveat],
    places: Collection[str] | None,
) -> pa.Table:
    from placewright.evidence.cells import used_cells
    from placewright.evidence.figures import figures

    cells: Table = used_cells(connection, files, plan, caveats=caveats, places=places)
    if connection.name == DUCKDB:
        kept = connection.create_table("used_cells", cells, temp=True)  # a table of `cache()` cannot be dropped again
    else:
        kept = cells.cache()
    table: pa.Table = connection.to_pyarrow(figures(kept, plan, bundles=bundles, backend=connection.name))
    return table.combine_chunks()


def _finished(
    raw: pa.Table,
    plan: Plan,
    files: Mapping[str, Sequence[Path]],
    bundles: Mapping[str, Sequence[str]],
    places: Collection[str] | None,
    *,
    prefer_bundles: bool,
) -> pa.Table:
    from placewright.evidence.figures import ERRORS, STATUSES

    raw = _met_periods(raw)
    if places is not None:
        raw = raw.filter(pc.is_in(raw["place"], value_set=pa.array(sorted({*places, *bundles}), pa.string())))
    line = raw["line"].combine_chunks().cast(pa.int32())
    lines = plan.lines
    status = raw["status"].combine_chunks().cast(pa.int32())
    word_status = _words([str(item) for item in STATUSES], status)
    table = pa.table(
        {
            "indicator": _words([item.indicator.id for item in lines], line),
            "dimensions": _words([item.dimensions for item in lines], line),
            "place": raw["place"],
            "place_vintage": raw["place_vintage"],
            "period": raw["period"],
            "value": _rounded(raw["value"]),
            "low": _rounded(raw["low"]),
            "high": _rounded(raw["high"]),
            "error": _words([str(item) for item in ERRORS], raw["error"].combine_chunks().cast(pa.int32())),
            "status": word_status,
            "caveat": _caveats(raw),
            "unit": _words([item.indicator.unit for item in lines], line),
            "dataset": _words(["+".join(item.datasets) for item in lines], line),
            "fingerprint": raw["fingerprint"],
        }
    )
    variant = np.array([item.variant for item in lines])[line.to_numpy()]
    chosen = _chosen(table, variant, raw["bundled"].to_numpy(), prefer_bundles=prefer_bundles)
    evidence = evidence_table(table.take(pa.array(chosen)))
    indicators = list({item.indicator.id: item.indicator for item in lines}.values())
    evidence = with_revisions(evidence, indicators, files)
    return _with_refusals(evidence, indicators, bundles, raw, plan) if bundles else evidence


def _met_periods(raw: pa.Table) -> pa.Table:
    """Without the periods of a line at which no place at all has a denominator: there the ratio is not asked for."""
    met = raw.group_by(["line", "period"]).aggregate([("slot_met", "max")])
    met = met.filter(met["slot_met_max"]).select(["line", "period"])
    return raw if met.num_rows == 0 else raw.join(met, ["line", "period"], join_type="left semi", use_threads=False)


def _chosen(table: pa.Table, variant: Any, bundled: Any, *, prefer_bundles: bool) -> Any:
    """The row to keep for each figure: one with a value first, then as published, then by order of datasets."""
    keys = ["indicator", "dimensions", "place", "period"]
    empty = pc.is_null(table["value"]).to_numpy()
    made = ~bundled if prefer_bundles else bundled
    codes = [_codes(table[name]) for name in keys]
    vintage = _codes(table["place_vintage"])
    gss = np.array([len(text) == 9 and text[1:].isdigit() for text in _dictionary(table["place"])], bool)
    codes.append(np.where(gss[codes[2]] | bundled, -1, vintage))
    first = made if prefer_bundles else empty
    second = empty if prefer_bundles else made
    order = np.lexsort((variant, second, first, *reversed(codes)))
    stacked = np.stack([code[order] for code in codes])
    fresh = np.ones(len(order), bool)
    if len(order):
        fresh[1:] = (stacked[:, 1:] != stacked[:, :-1]).any(axis=0)
    return np.sort(order[fresh])


def _with_refusals(
    evidence: pa.Table, indicators: Sequence[Indicator], bundles: Mapping[str, Sequence[str]], raw: pa.Table, plan: Plan
) -> pa.Table:
    """The evidence and, for lists of places, the rows that say why an indicator cannot be had for them."""
    refused = {item.id: item for item in indicators if item.bundle is BundleRule.NONE}
    if not refused:
        return evidence
    names = evidence["indicator"].cast(pa.string())
    rows = evidence.filter(pc.is_in(names, value_set=pa.array(sorted(refused))))
    keys = ("indicator", "dimensions", "place", "period", "unit", "dataset", "place_vintage")
    listed = rows.select(keys).cast(pa.schema([(key, pa.string()) for key in keys])).to_pydict()
    have = set(zip(*(listed[key] for key in keys[:4]), strict=True))
    made: dict[tuple[str, ...], tuple[str, str, str]] = {}
    wanted = _periods_of_members(raw, plan, bundles, refused)
    about = {
        listed["indicator"][i]: (listed["unit"][i], listed["dataset"][i], listed["place_vintage"][i])
        for i in range(rows.num_rows)
    }
    for indicator, dimensions, code, period in wanted:
        if (indicator, dimensions, code, period) not in have:
            made[(indicator, dimensions, code, period)] = about.get(indicator, (refused[indicator].unit, "", ""))
    if not made:
        return evidence
    n = len(made)
    columns = list(zip(*made, strict=True))
    more = list(zip(*made.values(), strict=True))
    added = pa.table(
        {
            "indicator": columns[0], "dimensions": columns[1], "place": columns[2], "period": columns[3],
            "unit": more[0], "dataset": more[1], "place_vintage": more[2],
            "value": pa.nulls(n, pa.float64()), "low": pa.nulls(n, pa.float64()), "high": pa.nulls(n, pa.float64()),
            "error": [str(ErrorKind.UNKNOWN)] * n, "status": [str(Status.NOT_AVAILABLE)] * n,
            "caveat": [NOT_OF_LISTS] * n, "fingerprint": [""] * n,
        }
    )  # fmt: skip
    return join_evidence([evidence, evidence_table(added)])


def _periods_of_members(
    raw: pa.Table, plan: Plan, bundles: Mapping[str, Sequence[str]], refused: Mapping[str, Indicator]
) -> list[tuple[str, str, str, str]]:
    found: set[tuple[str, str, str, str]] = set()
    seen = raw.group_by(["line", "place", "period"]).aggregate([]).to_pydict()
    inside: dict[str, list[str]] = {}
    for code, members in bundles.items():
        for member in members:
            inside.setdefault(member, []).append(code)
    for number, place, period in zip(seen["line"], seen["place"], seen["period"], strict=True):
        line = plan.lines[number]
        if line.indicator.id in refused:
            found.update((line.indicator.id, line.dimensions, code, period) for code in inside.get(place, ()))
    return sorted(found)


def _caveats(raw: pa.Table) -> pa.Array:
    """Reason, numerator's and denominator's caveats as one text; few rows have any."""
    columns = [raw[name].combine_chunks().fill_null("") for name in ("reason", "caveat", "d_caveat")]
    encoded = pc.binary_join_element_wise(*columns, CAVEAT_SEPARATOR).dictionary_encode()
    texts = [[part for part in text.split(CAVEAT_SEPARATOR) if part] for text in encoded.dictionary.to_pylist()]
    unique = [CAVEAT_SEPARATOR.join(dict.fromkeys(parts)) or None for parts in texts]
    return pa.array(unique, pa.string()).take(encoded.indices)


def _words(words: Sequence[str], indices: pa.Array) -> pa.Array:
    return pa.array(list(words), pa.string()).take(indices)


def _dictionary(column: pa.ChunkedArray) -> list[str]:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    words: list[str] = whole.dictionary_encode().dictionary.to_pylist()
    return words


def _codes(column: pa.ChunkedArray) -> Any:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.dictionary_encode().indices.to_numpy(zero_copy_only=False)


def _rounded(column: pa.ChunkedArray) -> pa.Array:
    """Numbers at 12 significant digits: what is left does not depend on the order in which parts were added."""
    values = column.combine_chunks().cast(pa.float64())
    numbers = values.to_numpy(zero_copy_only=False)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.floor(np.log10(np.abs(numbers)))
        size = np.where(np.isfinite(size), size, 0.0)
        power = 10.0 ** np.abs(size - (_DIGITS - 1))
        up = size <= _DIGITS - 1
        rounded = np.where(up, np.rint(numbers * power) / power, np.rint(numbers / power) * power)
    return pc.if_else(pc.is_valid(values), pa.array(rounded), pa.scalar(None, pa.float64()))

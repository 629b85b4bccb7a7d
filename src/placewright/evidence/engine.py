"""Evidence from observations: a plan of all indicators, run on DuckDB in process or on Spark, as one table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from placewright.core.errors import PlacewrightError
from placewright.core.quantities import ErrorKind, Status
from placewright.core.said import worded
from placewright.core.significant_digits import at_twelve_digits
from placewright.evidence.cells import used_cells
from placewright.evidence.levels import is_meant_for
from placewright.evidence.plan import Plan, make_plan
from placewright.evidence.quotients import ERRORS, STATUSES, divide
from placewright.evidence.reasons import NOT_OF_LISTS, REASONS
from placewright.evidence.revisions import with_revisions
from placewright.evidence.sum_inputs import MARKS, codes_of_lists, sum_inputs
from placewright.evidence.sums_in_duckdb import sums_in_duckdb
from placewright.evidence.table import CAVEAT_SEPARATOR, empty_evidence, evidence_table, join_evidence
from placewright.records.caveat import Caveat
from placewright.records.indicator import BundleRule, Indicator

DUCKDB = "duckdb"
_SPARK = "spark://"

_KEPT = (
    "line", "place", "place_vintage", "period", "value", "low", "high", "error", "status", "reason", "caveat",
    "d_caveat", "fingerprint",
)  # fmt: skip

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
        raise BadEngine(
            worded("'%(engine)s' is no engine.", engine=engine),
            fix=worded("Use duckdb, spark://local or spark://host:port."),
        )
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise BadEngine(
            worded("The engine spark:// needs PySpark."), fix=worded("Install placewright[spark].")
        ) from error
    local = engine == f"{_SPARK}local"
    session = SparkSession.builder.master("local[*]" if local else engine).appName("placewright")
    settings = {"spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC"}
    if local:
        settings["spark.sql.shuffle.partitions"] = "4"
    for name, value in settings.items():
        session = session.config(name, value)
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
    breakdown_places: Collection[str] | None = None,
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
        breakdown_places: the codes for which the members of breakdowns are kept, besides bundles; None keeps all.
    """
    files = {name: [given] if isinstance(given, Path) else list(given) for name, given in observations.items()}
    files = {name: paths for name, paths in files.items() if paths}
    lists = {code: tuple(dict.fromkeys(inside)) for code, inside in (bundles or {}).items() if inside}
    plan = make_plan(indicators, files, bundled=bool(lists))
    if not plan.lines:
        return empty_evidence()
    raw = _run(engine, files, plan, lists, caveats=caveats, places=places, breakdown_places=breakdown_places)
    return _finished(raw, plan, files, lists, places, breakdown_places, prefer_bundles=prefer_bundles)


def _run(
    engine: str,
    files: Mapping[str, Sequence[Path]],
    plan: Plan,
    bundles: Mapping[str, Sequence[str]],
    *,
    caveats: Sequence[Caveat],
    places: Collection[str] | None,
    breakdown_places: Collection[str] | None,
) -> pa.Table:
    """The sums of every line, their places, vintages and periods as codes of words."""
    members = frozenset(place for inside in bundles.values() for place in inside)
    used = used_cells(files, plan, caveats=caveats, places=places, breakdown_places=breakdown_places, members=members)
    given = sum_inputs(plan, used, bundles)
    raw = sums_in_duckdb(used.table, given) if engine == DUCKDB else _sums_elsewhere(connect(engine), used.table, given)
    raw = raw.combine_chunks()
    lists = codes_of_lists(used, bundles)
    words = {
        "place": [*used.places, *(code for code, number in lists.items() if number >= len(used.places))],
        "vintage": used.vintages,
        "period": used.periods,
    }
    for name, distinct in words.items():
        codes = raw[name].combine_chunks().cast(pa.int32())
        column = pa.DictionaryArray.from_arrays(codes, pa.array(distinct, pa.string()))
        raw = raw.set_column(raw.schema.get_field_index(name), name, column)
    for prefix in ("", "d_"):
        marks = pc.fill_null(raw[f"{prefix}marks"], 0).to_numpy()
        for at, name in enumerate(MARKS):
            raw = raw.append_column(f"{prefix}{name}", pa.array(marks >> at & 1))
    return raw.rename_columns({"vintage": "place_vintage"})


def _sums_elsewhere(connection: Any, cells: pa.Table, given: Mapping[str, pa.Table]) -> pa.Table:
    """The sums as the expressions themselves give them on a backend of Ibis."""
    import ibis

    from placewright.evidence.sums import add_up, digested

    with TemporaryDirectory() as folder:  # a table in memory would pass through pandas, which knows no nulls
        path = Path(folder) / "cells.parquet"
        pq.write_table(cells, path)
        kept = digested(connection.read_parquet(str(path)), connection.name)
        tables = {name: ibis.memtable(table) for name, table in given.items()}
        return connection.to_pyarrow(add_up(kept, tables, backend=connection.name))


def _finished(
    raw: pa.Table,
    plan: Plan,
    files: Mapping[str, Sequence[Path]],
    bundles: Mapping[str, Sequence[str]],
    places: Collection[str] | None,
    breakdown_places: Collection[str] | None,
    *,
    prefer_bundles: bool,
) -> pa.Table:
    raw = _with_figures(raw, plan, {code: len(inside) for code, inside in bundles.items()})
    refused = _refusals(raw, plan, bundles) if bundles else None
    if places is not None:
        raw = raw.filter(_is_of(raw["place"], {*places, *bundles}))
    chosen = _chosen(raw, plan, prefer_bundles=prefer_bundles)
    if breakdown_places is not None:
        broken = np.array([bool(item.dimensions) for item in plan.lines])
        named = _is_of(raw["place"], {*breakdown_places, *bundles}).to_numpy(zero_copy_only=False)
        chosen = chosen[named[chosen] | ~broken[raw["line"].to_numpy()[chosen]]]
    raw = raw.select(_KEPT).take(pa.array(chosen))
    line = raw["line"].combine_chunks().cast(pa.int32())
    lines = plan.lines
    table = pa.table(
        {
            "indicator": _words([item.indicator.id for item in lines], line),
            "dimensions": _words([item.dimensions for item in lines], line),
            "place": raw["place"],
            "place_vintage": raw["place_vintage"],
            "period": raw["period"],
            "value": _rounded(raw["value"]),
            "low": raw["low"],
            "high": raw["high"],
            "error": _words([str(item) for item in ERRORS], raw["error"].combine_chunks().cast(pa.int32())),
            "status": _words([str(item) for item in STATUSES], raw["status"].combine_chunks().cast(pa.int32())),
            "caveat": _caveats(raw),
            "unit": _words([item.indicator.unit for item in lines], line),
            "dataset": _words(["+".join(item.datasets) for item in lines], line),
            "fingerprint": raw["fingerprint"],
        }
    )
    indicators = list({item.indicator.id: item.indicator for item in lines}.values())
    table = with_revisions(table, indicators, files)
    for name in ("low", "high"):
        table = table.set_column(table.schema.get_field_index(name), name, _rounded(table[name]))
    return evidence_table(table) if refused is None else join_evidence([evidence_table(table), refused])


def _with_figures(raw: pa.Table, plan: Plan, sizes: Mapping[str, int]) -> pa.Table:
    """The sums' rows with the figures that they make."""
    made = divide(raw, plan, sizes)
    for name in ("value", "low", "high"):
        numbers = getattr(made, name)
        at = raw.schema.get_field_index(name)
        column = pa.array(numbers, mask=np.isnan(numbers))
        raw = raw.append_column(name, column) if at < 0 else raw.set_column(at, name, column)
    for name in ("error", "status", "reason", "met"):
        raw = raw.append_column(name, pa.array(getattr(made, name)))
    return raw


def _chosen(raw: pa.Table, plan: Plan, *, prefer_bundles: bool) -> Any:
    """The rows to keep: of each figure one, the best; and none where a line has no denominator at all.

    Of the ways to one figure that with a value comes first, then the published, then the order of the datasets. The
    ratio of a period or a place that has no denominator anywhere in its line is not asked for, so it is not missing.
    """
    line = raw["line"].to_numpy()
    period, place = _codes(raw["period"]), _codes(raw["place"])
    met = raw["met"].to_numpy()
    asked = _any(line, period, met) & _any(line, place, met)
    codes = raw["place"].combine_chunks().dictionary.to_pylist()
    bundled = raw["bundled"].to_numpy()
    asked &= bundled | _meant(plan, codes)[line, place]
    names = [(item.indicator.id, item.dimensions) for item in plan.lines]
    series = {key: number for number, key in enumerate(dict.fromkeys(names))}
    figure = np.array([series[name] for name in names])[line]
    variant = np.array([item.variant for item in plan.lines])[line]
    gss = np.array([len(code) == 9 and code[1:].isdigit() for code in codes], bool)[place]
    vintage = np.where(gss | bundled, -1, _codes(raw["place_vintage"]))
    empty = raw["value"].combine_chunks().is_null().to_numpy(zero_copy_only=False)
    ranks = (~bundled, empty) if prefer_bundles else (empty, bundled)
    useless = empty | ~asked
    rows = np.flatnonzero(asked & ~_outdone(figure, place, period, bundled, useless, prefer_bundles=prefer_bundles))
    keys = [key[rows] for key in (figure, place, period, vintage)]
    order = np.lexsort((variant[rows], *(rank[rows] for rank in reversed(ranks)), *reversed(keys)))
    fresh = np.ones(len(order), bool)
    if len(order):
        stacked = np.stack([key[order] for key in keys])
        fresh[1:] = (stacked[:, 1:] != stacked[:, :-1]).any(axis=0)
    return np.sort(rows[order[fresh]])


def _meant(plan: Plan, codes: Sequence[str]) -> Any:
    """For each line and place whether the line's indicator is meant for places of that level."""
    by_levels: dict[tuple[str, ...], Any] = {}
    for item in plan.lines:
        if item.indicator.levels not in by_levels:
            by_levels[item.indicator.levels] = np.array([is_meant_for(item.indicator, code) for code in codes], bool)
    return np.stack([by_levels[item.indicator.levels] for item in plan.lines])


def _is_of(column: pa.ChunkedArray, codes: Collection[str]) -> pa.Array:
    """The rows whose place is one of the codes."""
    places = column.combine_chunks()
    held = np.array([word in codes for word in places.dictionary.to_pylist()] or [False], bool)
    return pa.array(held[places.indices.to_numpy(zero_copy_only=False)])


def _outdone(figure: Any, place: Any, period: Any, bundled: Any, useless: Any, *, prefer_bundles: bool) -> Any:
    """Which rows give way: sums over a list of places where the code has a published figure, or the other way round."""
    if not bundled.any():
        return np.zeros(len(bundled), bool)
    weaker = ~bundled if prefer_bundles else bundled
    listed = np.zeros(place.max() + 1, bool)
    listed[place[bundled]] = True
    rows = np.flatnonzero(listed[place])  # only there can both stand; they are few
    key = ((figure * (place.max() + 1) + place) * (period.max() + 1) + period)[rows]
    outdone = np.zeros(len(bundled), bool)
    outdone[rows] = weaker[rows] & np.isin(key, key[~weaker[rows] & ~useless[rows]])
    return outdone


def _any(line: Any, code: Any, met: Any) -> Any:
    """For each row whether some row of the same line and code has what `met` says."""
    found = np.zeros((line.max(initial=0) + 1, code.max(initial=0) + 1), bool)
    found[line[met], code[met]] = True
    return found[line, code]


def _refusals(raw: pa.Table, plan: Plan, bundles: Mapping[str, Sequence[str]]) -> pa.Table | None:
    """For lists of places, the rows that say why an indicator cannot be had for them."""
    none = [number for number, item in enumerate(plan.lines) if item.indicator.bundle is BundleRule.NONE]
    names = [(item.indicator.id, item.dimensions) for item in plan.lines]
    series = {key: number for number, key in enumerate(dict.fromkeys(names))}
    rows = raw.filter(pc.and_(raw["met"], pc.is_in(raw["line"].cast(pa.int64()), value_set=pa.array(none, pa.int64()))))
    line = rows["line"].to_numpy()
    place, period, vintage = (_codes(rows[name]) for name in ("place", "period", "place_vintage"))
    places, periods, vintages = (
        rows[name].combine_chunks().dictionary.to_pylist() for name in ("place", "period", "place_vintage")
    )
    figure = np.array([series[name] for name in names], np.int64)[line] * (len(periods) + 1) + period
    code_of = {code: number for number, code in enumerate(places)}
    made: dict[tuple[str, str, str, str], tuple[str, str, str]] = {}
    for code, members in bundles.items():
        of_members = np.zeros(len(places) + 1, bool)
        of_members[[code_of[member] for member in members if member in code_of]] = True
        at = np.flatnonzero(of_members[place])
        found, first = np.unique(figure[at], return_index=True)
        have = figure[place == code_of.get(code, -1)]
        for row in at[first[~np.isin(found, have)]]:
            item = plan.lines[line[row]]
            about = (item.indicator.unit, "+".join(item.datasets), vintages[vintage[row]])
            made[*names[line[row]], code, periods[period[row]]] = about
    wanted = sorted(made)
    if not wanted:
        return None
    columns = [pa.array(words, pa.string()) for words in zip(*((*key, *made[key]) for key in wanted), strict=True)]
    table = pa.table(columns, names=["indicator", "dimensions", "place", "period", "unit", "dataset", "place_vintage"])
    for name in ("value", "low", "high"):
        table = table.append_column(name, pa.nulls(len(wanted), pa.float64()))
    fixed = (("error", str(ErrorKind.UNKNOWN)), ("status", str(Status.NOT_AVAILABLE)), ("caveat", NOT_OF_LISTS))
    for name, word in (*fixed, ("fingerprint", "")):
        table = table.append_column(name, pa.array([word] * len(wanted), pa.string()))
    return evidence_table(table)


def _caveats(raw: pa.Table) -> pa.Array:
    """Reason, numerator's and denominator's caveats as one text; few rows have any."""
    reasons = pa.array(REASONS, pa.string()).take(raw["reason"].combine_chunks())
    columns = [reasons, *(raw[name].combine_chunks().fill_null("") for name in ("caveat", "d_caveat"))]
    encoded = pc.binary_join_element_wise(*columns, CAVEAT_SEPARATOR).dictionary_encode()
    texts = [[part for part in text.split(CAVEAT_SEPARATOR) if part] for text in encoded.dictionary.to_pylist()]
    unique = [CAVEAT_SEPARATOR.join(dict.fromkeys(parts)) for parts in texts]
    words = sorted(set(unique) - {""})
    at = pa.array([words.index(text) if text else None for text in unique], pa.int32())
    return pa.DictionaryArray.from_arrays(at.take(encoded.indices), pa.array(words, pa.string()))


def _words(words: Sequence[str], indices: pa.Array) -> pa.Array:
    """The words that the indices name, as codes of distinct words."""
    distinct = {word: number for number, word in enumerate(dict.fromkeys(words))}
    codes = np.array([distinct[word] for word in words], np.int32)[indices.to_numpy(zero_copy_only=False)]
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(list(distinct), pa.string()))


def _codes(column: pa.ChunkedArray) -> Any:
    return column.combine_chunks().indices.to_numpy(zero_copy_only=False)


def _rounded(column: pa.ChunkedArray) -> pa.Array:
    """Numbers at 12 significant digits: what is left does not depend on the order in which parts were added."""
    values = column.combine_chunks().cast(pa.float64())
    rounded = at_twelve_digits(values.to_numpy(zero_copy_only=False))
    return pc.if_else(pc.is_valid(values), pa.array(rounded), pa.scalar(None, pa.float64()))

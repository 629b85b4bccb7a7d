"""Cells into sums: one set of Ibis expressions adds up the numerators and denominators of every line of a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from placewright.evidence.cells import DIGESTED, EXACT
from placewright.evidence.plan import DENOMINATOR, NUMERATOR
from placewright.evidence.quotients import NOT_AVAILABLE, REVISION, ROUNDING, SAMPLING, UNKNOWN
from placewright.evidence.sum_inputs import LIST_TERMS, LISTED, MEMBERS, NO_PERIOD, TERMS, WEIGHTED
from placewright.evidence.sums_in_duckdb import CELLS, DIGESTED_CELLS, DIGESTED_SQL, VARIANTS
from placewright.records.indicator import Match

SPARK = "pyspark"
_DUCKDB = "duckdb"

_TERMS = {
    "line": "int32", "role": "int8", "cell": "int32", "weight": "float64", "exact": "boolean", "match": "string",
    "lag": "int32", "base": "int32", "restricted": "boolean",
}  # fmt: skip
_SHAPES: Mapping[str, dict[str, str]] = {
    CELLS: {
        "cell": "int32", "value": "float64", "low": "float64", "high": "float64", "caveat": "string",
        **dict.fromkeys(("place", "vintage", "space", "period", "year", "status", "error"), "int32"),
        "asked": "boolean", **dict.fromkeys(DIGESTED, "string"),
    },
    TERMS: _TERMS,
    LIST_TERMS: _TERMS,
    MEMBERS: {"listed": "int32", "place": "int32"},
    WEIGHTED: {"line": "int32", "cell": "int32", "weight_cell": "int32"},
}  # fmt: skip
"""The columns of the tables that the expressions are over."""


@ibis.udf.agg.builtin(name="bit_xor")  # type: ignore[untyped-decorator]
def _bit_xor(number: int) -> int: ...  # type: ignore[empty-body]


@ibis.udf.agg.builtin(name="bit_or")  # type: ignore[untyped-decorator]
def _bit_or(number: int) -> int: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="sha256")  # type: ignore[untyped-decorator]
def _sha256(text: str) -> str: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="sha2")  # type: ignore[untyped-decorator]
def _sha2(text: str, bits: int) -> str: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="conv")  # type: ignore[untyped-decorator]
def _conv(digits: str, base: int, to: int) -> str: ...  # type: ignore[empty-body]


def digested(cells: Table, backend: str) -> Table:
    """The cells with their digests, and without the words that these are made from."""
    text: StringValue = cells[DIGESTED[0]].concat(*(cells[name] for name in DIGESTED[1:]))
    digits = _digest(text, backend).substr(0, 15)
    number = _conv(digits, 16, 10) if backend == SPARK else ibis.literal("0x") + digits
    return cells.mutate(digest=number.cast("int64")).drop(*DIGESTED)


def add_up(cells: Table, given: Mapping[str, Table], *, backend: str) -> Table:
    """A row for each line, place and period: the sums of its numerator and, as `d_`, of its denominator.

    Every sum of cells holds two intervals: by bounds (`bound_low`, `bound_high`), to which sampling errors add
    nothing, and by variance (`square`: the sum of squared half-widths), to which only they add. Places, vintages and
    periods are the codes of the cells; `given` are the tables of `sum_inputs`, of which only terms must be there.
    """
    parts = _parts(cells, given[TERMS])
    if MEMBERS in given:
        every = _parts(cells, given[LIST_TERMS], anywhere=True)
        if WEIGHTED in given:
            every = every.union(_weighted(cells, given[WEIGHTED]))
        parts = parts.union(_bundled(every, given[MEMBERS]))
    above = _summed(parts.filter(parts.role == NUMERATOR))
    below = _summed(parts.filter(parts.role == DENOMINATOR))
    keys = ("line", "place", "space", "slot")
    below = below.drop("own", "vintage", "end_low", "end_high")
    below = below.rename({f"d_{name}": name for name in below.columns if name not in keys})
    joined = above.left_join(below, keys)
    joined = joined.select([joined[name] for name in (*above.columns, *(c for c in below.columns if c not in keys))])
    text = joined.digest.cast("string").concat("/", ibis.coalesce(joined.d_digest, 0).cast("string"))
    named = joined.mutate(bundled=joined.space == LISTED, fingerprint=_digest(text, backend), period=joined.own)
    return named.drop("space", "slot", "own", "digest", "d_digest")


def compiled() -> dict[str, str]:
    """The SQL that the expressions compile to on DuckDB, by the name of the file that it is kept in."""
    raw = ibis.table(_SHAPES[CELLS], name=CELLS)
    with_digests = digested(raw, _DUCKDB)
    kept = ibis.table(with_digests.schema(), name=DIGESTED_CELLS)
    found = {DIGESTED_SQL: with_digests}
    for name, needed in VARIANTS.items():
        tables = {table: ibis.table(_SHAPES[table], name=table) for table in needed}
        found[name] = add_up(kept, tables, backend=_DUCKDB)
    return {name: f"{_in_order(ibis.to_sql(expression, dialect=_DUCKDB))}\n" for name, expression in found.items()}


def _in_order(sql: str) -> str:
    """The SQL with columns that are left out in the order of their names: Ibis keeps them as a set."""
    return re.sub(r"(?<=EXCLUDE \()[^)]*", lambda found: ", ".join(sorted(found[0].split(", "))), sql)


def _digest(text: StringValue, backend: str) -> StringValue:
    """The first 16 hexadecimal digits of the text's sha256."""
    whole = _sha2(text, 256) if backend == SPARK else _sha256(text)
    return whole.substr(0, 16)


def _parts(cells: Table, terms: Table, *, anywhere: bool = False) -> Table:
    """Each cell for each term that uses it, with the interval's parts in columns.

    Cells that are not asked for in breakdowns are left out of their terms, unless `anywhere`.
    """
    met = terms.join(cells, ["cell"])
    below = met.role == DENOMINATOR
    slot = ibis.cases(
        (met.match == str(Match.YEAR), met.year + ibis.ifelse(below, met.lag, 0)),
        (met.match == str(Match.BASE), NO_PERIOD),
        else_=met.period,
    )
    fits = (met.match != str(Match.BASE)) | (met.role == NUMERATOR) | (met.period == met.base)
    met = met.filter(fits if anywhere else fits & (met.asked | ~met.restricted))
    return met.select(
        line=met.line,
        role=met.role,
        place=met.place,
        vintage=met.vintage,
        space=met.space,
        slot=slot.cast("int32"),
        own=ibis.ifelse(met.role == NUMERATOR, met.period, NO_PERIOD).cast("int32"),
        weight=met.weight,
        value=met.value,
        low=ibis.ifelse(met.exact, met.value, met.low),
        high=ibis.ifelse(met.exact, met.value, met.high),
        error=ibis.ifelse(met.exact, EXACT, met.error).cast("int32"),
        status=met.status,
        caveat=met.caveat,
        digest=met.digest,
    )


def _weighted(cells: Table, weighted: Table) -> Table:
    """Published figures times their weight, and the weight itself, for means over lists of places."""
    met = weighted.join(cells, ["cell"])
    weight = cells.select(
        weight_cell=cells.cell, place=cells.place, space=cells.space, year=cells.year, size=cells.value,
        weight_digest=cells.digest, weight_caveat=cells.caveat, weight_status=cells.status,
    )  # fmt: skip
    met = met.left_join(weight, ("weight_cell", "place", "space", "year"))
    shared = {
        "line": met.line, "place": met.place, "vintage": met.vintage, "space": met.space, "slot": met.period,
        "weight": ibis.literal(1.0),
    }  # fmt: skip
    above = met.select(
        **shared, role=ibis.literal(NUMERATOR, "int8"), own=met.period, value=met.value * met["size"],
        low=met.low * met["size"], high=met.high * met["size"], error=met.error, status=met.status,
        caveat=met.caveat, digest=met.digest,
    )  # fmt: skip
    below = met.select(
        **shared, role=ibis.literal(DENOMINATOR, "int8"), own=ibis.literal(NO_PERIOD, "int32"),
        value=ibis.ifelse(met.value.isnull(), ibis.null("float64"), met["size"]),
        low=met["size"], high=met["size"], error=ibis.literal(EXACT, "int32"),
        status=ibis.coalesce(met.weight_status, NOT_AVAILABLE).cast("int32"), caveat=met.weight_caveat,
        digest=ibis.coalesce(met.weight_digest, 0),
    )  # fmt: skip
    order = [
        "line", "role", "place", "vintage", "space", "slot", "own", "weight", "value", "low", "high", "error",
        "status", "caveat", "digest",
    ]  # fmt: skip
    return above.select(order).union(below.select(order))


def _bundled(parts: Table, members: Table) -> Table:
    met = parts.join(members, "place")
    columns_of_parts = {name: met[name] for name in parts.columns}
    return met.select(**{**columns_of_parts, "place": met.listed, "space": ibis.literal(LISTED, "int32")})


def _summed(parts: Table) -> Table:
    """The weighted sum of the parts of each line at each place and period; few have caveats, so these are joined."""
    known = parts.low.notnull() & parts.high.notnull()
    sampled = known & (parts.error == SAMPLING)
    bounded = known & ~sampled
    end_low = parts.weight * ibis.ifelse(parts.weight >= 0, parts.low, parts.high)
    end_high = parts.weight * ibis.ifelse(parts.weight >= 0, parts.high, parts.low)
    middle = parts.weight * parts.value
    half = parts.weight * (parts.high - parts.low) / 2
    wide = known & (parts.high > parts.low)
    present = parts.value.notnull()
    marks = (
        present & ~known,
        wide & sampled,
        wide & (parts.error == ROUNDING),
        wide & (parts.error == REVISION),
        wide & (parts.error == UNKNOWN),
    )
    keys = ["line", "place", "space", "slot", "own"]
    noted = parts.filter(parts.caveat.notnull())
    caveats = noted.group_by(keys).aggregate(caveat=noted.caveat.collect(distinct=True).sort().join(" | "))
    sums = parts.group_by(keys).aggregate(
        vintage=parts.vintage.max(),
        parts=parts.count(),
        present=parts.value.count(),
        value=middle.sum(),
        bound_low=ibis.ifelse(bounded, end_low, middle).sum(),
        bound_high=ibis.ifelse(bounded, end_high, middle).sum(),
        square=ibis.ifelse(sampled, half * half, 0.0).sum(),
        end_low=end_low.sum(),
        end_high=end_high.sum(),
        marks=_bit_or(_bits(marks)),
        worst=parts.status.max(),
        digest=_bit_xor(parts.digest),
    )
    joined = sums.left_join(caveats, keys)
    return joined.select([*(joined[name] for name in sums.columns), joined.caveat])


def _bits(marks: Sequence[BooleanValue]) -> IntegerValue:
    bits: IntegerValue = ibis.literal(0, "int32")
    for place, mark in enumerate(marks):
        bits = bits + ibis.ifelse(mark, 1 << place, 0)
    return bits.cast("int64")

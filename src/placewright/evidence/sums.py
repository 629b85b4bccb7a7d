"""Cells into sums: one set of Ibis expressions adds up the numerators and denominators of every line of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import pyarrow as pa
from ibis.expr.types import StringValue, Table

from placewright.core.quantities import ErrorKind, Status
from placewright.evidence.cells import digest, year_of_text
from placewright.evidence.plan import DENOMINATOR, NUMERATOR, Plan
from placewright.evidence.quotients import NOT_AVAILABLE, RANKS
from placewright.records.indicator import Match

_GSS = "^[A-Z][0-9]{8}$"
BUNDLE = "bundle"


@ibis.udf.agg.builtin(name="bit_xor")  # type: ignore[untyped-decorator]
def _bit_xor(number: int) -> int: ...  # type: ignore[empty-body]


def add_up(cells: Table, plan: Plan, *, bundles: Mapping[str, Sequence[str]], backend: str) -> Table:
    """A row for each line, place and period: the sums of its numerator and, as `d_`, of its denominator.

    Every sum of cells holds two intervals: by bounds (`bound_low`, `bound_high`), to which sampling errors add
    nothing, and by variance (`square`: the sum of squared half-widths), to which only they add.
    """
    parts = _parts(cells, plan)
    if bundles:
        if plan.weighted.num_rows:
            parts = parts.union(_weighted(cells, plan))
        members = pa.table(
            [
                pa.array([code for code, inside in bundles.items() for _ in inside], pa.string()),
                pa.array([place for inside in bundles.values() for place in inside], pa.string()),
            ],
            names=["bundle", "place"],
        )
        parts = _info(parts, plan, "of_places").union(
            _bundled(_info(parts, plan, "of_bundles"), ibis.memtable(members))
        )
    else:
        parts = _info(parts, plan, "of_places")
    above = _summed(parts.filter(parts.role == NUMERATOR))
    below = _summed(parts.filter(parts.role == DENOMINATOR))
    keys = ("line", "place", "space", "slot")
    below = below.drop("own", "place_vintage").rename(
        {f"d_{c}": c for c in below.columns if c not in (*keys, "own", "place_vintage")}
    )
    joined = above.left_join(below, keys)
    joined = joined.select([joined[name] for name in (*above.columns, *(c for c in below.columns if c not in keys))])
    text = joined.digest.cast("string").concat("/", ibis.coalesce(joined.d_digest, 0).cast("string"))
    named = joined.mutate(bundled=joined.space == BUNDLE, fingerprint=digest(text, backend), period=joined.own)
    return named.drop("space", "slot", "own", "digest", "d_digest")


def _info(parts: Table, plan: Plan, flag: str) -> Table:
    info = ibis.memtable(plan.info.select(["line", flag]))
    return parts.semi_join(info.filter(info[flag]), "line")


def _parts(cells: Table, plan: Plan) -> Table:
    """Each cell for each term that uses it, with the interval's parts in columns."""
    terms = ibis.memtable(plan.terms)
    met = terms.join(cells, ["dataset", "measure", "cell"])
    year = year_of_text(met.period)
    below = met.role == DENOMINATOR
    slot = ibis.cases(
        (met.match == str(Match.YEAR), (year + ibis.ifelse(below, met.lag, 0)).cast("string")),
        (met.match == str(Match.BASE), ""),
        else_=met.period,
    )
    met = met.filter(~((met.match == str(Match.BASE)) & below) | (met.period == met.base))
    return met.select(
        line=met.line,
        role=met.role,
        place=met.place,
        place_vintage=met.place_vintage,
        space=_space(met),
        slot=slot,
        own=ibis.ifelse(met.role == NUMERATOR, met.period, ""),
        weight=met.weight,
        value=met.value,
        low=ibis.ifelse(met.exact, met.value, met.low),
        high=ibis.ifelse(met.exact, met.value, met.high),
        error=ibis.ifelse(met.exact, "exact", met.error),
        status=met.status,
        caveat=met.caveat,
        digest=met.digest,
    )


def _space(table: Table) -> StringValue:
    """Where a code means one territory: a nine-character code is never used again, others need their vintage."""
    return ibis.ifelse(table.place.re_search(_GSS), "", table.place_vintage)


def _weighted(cells: Table, plan: Plan) -> Table:
    """Published figures times their weight, and the weight itself, for means over lists of places."""
    terms = ibis.memtable(plan.weighted)
    met = terms.join(cells, ["dataset", "measure", "cell"])
    met = met.mutate(space=_space(met), year=year_of_text(met.period))
    weight = cells.select(
        weight_dataset=cells.dataset, weight_measure=cells.measure, weight_cell=cells.cell, place=cells.place,
        space=_space(cells), year=year_of_text(cells.period), size=cells.value, weight_digest=cells.digest,
        weight_caveat=cells.caveat, weight_status=cells.status,
    )  # fmt: skip
    keys = ("weight_dataset", "weight_measure", "weight_cell", "place", "space", "year")
    met = met.left_join(weight, keys)
    shared = {
        "line": met.line, "place": met.place, "place_vintage": met.place_vintage,
        "space": met.space, "slot": met.period,
    }  # fmt: skip
    above = met.select(
        **shared, role=ibis.literal(NUMERATOR, "int8"), own=met.period, weight=ibis.literal(1.0),
        value=met.value * met.size, low=met.low * met.size, high=met.high * met.size, error=met.error,
        status=met.status, caveat=met.caveat, digest=met.digest,
    )  # fmt: skip
    below = met.select(
        **shared, role=ibis.literal(DENOMINATOR, "int8"), own=ibis.literal(""), weight=ibis.literal(1.0),
        value=ibis.ifelse(met.value.isnull(), ibis.null("float64"), met["size"]),
        low=met["size"], high=met["size"], error=ibis.literal("exact"),
        status=ibis.coalesce(met.weight_status, str(Status.NOT_AVAILABLE)), caveat=met.weight_caveat,
        digest=ibis.coalesce(met.weight_digest, 0),
    )  # fmt: skip
    order = [
        "line", "role", "place", "place_vintage", "space", "slot", "own", "weight", "value", "low", "high", "error",
        "status", "caveat", "digest",
    ]  # fmt: skip
    return above.select(order).union(below.select(order))


def _bundled(parts: Table, members: Table) -> Table:
    met = parts.join(members, "place")
    columns = {name: met[name] for name in parts.columns}
    return met.select(**{**columns, "place": met.bundle, "space": ibis.literal(BUNDLE)})


def _summed(parts: Table) -> Table:
    """The weighted sum of the parts of each line at each place and period; few have caveats, so these are joined."""
    known = parts.low.notnull() & parts.high.notnull()
    sampled = known & (parts.error == str(ErrorKind.SAMPLING))
    bounded = known & ~sampled
    end_low = parts.weight * ibis.ifelse(parts.weight >= 0, parts.low, parts.high)
    end_high = parts.weight * ibis.ifelse(parts.weight >= 0, parts.high, parts.low)
    middle = parts.weight * parts.value
    half = parts.weight * (parts.high - parts.low) / 2
    wide = bounded & (parts.high > parts.low)
    rank = ibis.cases(*((parts.status == status, rank) for status, rank in RANKS.items()), else_=NOT_AVAILABLE)
    present = parts.value.notnull()
    keys = ["line", "place", "space", "slot", "own"]
    noted = parts.filter(parts.caveat.notnull())
    caveats = noted.group_by(keys).aggregate(caveat=noted.caveat.collect(distinct=True).sort().join(" | "))
    sums = parts.group_by(keys).aggregate(
        place_vintage=parts.place_vintage.max(),
        parts=parts.count(),
        present=present.sum().cast("int64"),
        value=middle.sum(),
        bound_low=ibis.ifelse(bounded, end_low, middle).sum(),
        bound_high=ibis.ifelse(bounded, end_high, middle).sum(),
        square=ibis.ifelse(sampled, half * half, 0.0).sum(),
        end_low=end_low.sum(),
        end_high=end_high.sum(),
        blind=(present & ~known).cast("int64").sum(),
        sampled=(sampled & (parts.high > parts.low)).cast("int64").sum(),
        rounded=(wide & (parts.error == str(ErrorKind.ROUNDING))).cast("int64").sum(),
        revised=(wide & (parts.error == str(ErrorKind.REVISION))).cast("int64").sum(),
        vague=(wide & (parts.error == str(ErrorKind.UNKNOWN))).cast("int64").sum(),
        worst=rank.max().cast("int64"),
        digest=_bit_xor(parts.digest),
    )
    joined = sums.left_join(caveats, keys)
    return joined.select([*(joined[name] for name in sums.columns), joined.caveat])

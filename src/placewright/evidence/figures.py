"""Cells into figures: one set of Ibis expressions computes every line of a plan, its intervals in columns beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, NumericValue, StringValue, Table

from placewright.core.quantities import ErrorKind, Status
from placewright.evidence.cells import digest, year_of_text
from placewright.evidence.plan import DENOMINATOR, NUMERATOR, Plan
from placewright.methods.intervals import NEGLIGIBLE
from placewright.records.indicator import Match

STATUSES: Sequence[Status] = (
    Status.OK,
    Status.ESTIMATED,
    Status.PROVISIONAL,
    Status.NOT_APPLICABLE,
    Status.NOT_AVAILABLE,
    Status.SUPPRESSED,
)
"""The statuses from the best to the worst; a figure has the worst of its cells'."""

ERRORS: Sequence[ErrorKind] = (ErrorKind.UNKNOWN, ErrorKind.SAMPLING, ErrorKind.ROUNDING, ErrorKind.REVISION)
_RANK = {str(status): rank for rank, status in enumerate(STATUSES)}
_MISSING_FROM = _RANK[str(Status.NOT_APPLICABLE)]
_NOT_APPLICABLE, _NOT_AVAILABLE = _RANK[str(Status.NOT_APPLICABLE)], _RANK[str(Status.NOT_AVAILABLE)]

LACKING = "not every part is published"
REPEATED = "a part is published more than once for the period"
NO_DIVISOR = "the denominator is zero"

_GSS = "^[A-Z][0-9]{8}$"
_BUNDLE = "bundle"


def figures(cells: Table, plan: Plan, *, bundles: Mapping[str, Sequence[str]], backend: str) -> Table:
    """A row for each line, place and period: value, interval, kind of error, status, caveats, digest.

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
    sizes = {code: len(inside) for code, inside in bundles.items()}
    return _divided(_wanted(joined, plan, sizes), backend)


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
    return met.select(**{**columns, "place": met.bundle, "space": ibis.literal(_BUNDLE)})


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
    rank = ibis.cases(*((parts.status == status, rank) for status, rank in _RANK.items()), else_=_NOT_AVAILABLE)
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
        digest=parts.digest.bit_xor(),
    )
    joined = sums.left_join(caveats, keys)
    return joined.select([*(joined[name] for name in sums.columns), joined.caveat])


def _wanted(joined: Table, plan: Plan, sizes: Mapping[str, int]) -> Table:
    """Beside each sum how many parts it should have: the line's, times the number of places in a bundle."""
    info = ibis.memtable(plan.info.drop_columns(["of_places", "of_bundles", "same_period"]))
    full = joined.join(info, "line")
    size = ibis.literal(1)
    if sizes:
        size = ibis.cases(*(((full.space == _BUNDLE) & (full.place == code), n) for code, n in sizes.items()), else_=1)
    return full.mutate(parts_wanted=full.parts_wanted * size, divisors_wanted=full.divisors_wanted * size)


def _divided(full: Table, backend: str) -> Table:
    """The quotient of the sums, its interval by bounds and by variance, and what is known of it."""
    divided = full.divided
    below = ibis.ifelse(divided, full.d_value, 1.0)
    below_low = ibis.ifelse(divided, full.d_bound_low, 1.0)
    below_high = ibis.ifelse(divided, full.d_bound_high, 1.0)
    lacking = (full.present < full.parts_wanted) | (divided & (ibis.coalesce(full.d_present, 0) < full.divisors_wanted))
    repeated = (full.parts > full.parts_wanted) | (divided & (ibis.coalesce(full.d_parts, 0) > full.divisors_wanted))
    zero = divided & (below == 0)
    value = full.value / below.nullif(0) * full.scale + full.offset
    straddles = (below_low <= 0) & (below_high >= 0)
    corners = [
        end / divisor.nullif(0) * full.scale + full.offset
        for end in (full.bound_low, full.bound_high)
        for divisor in (below_low, below_high)
    ]
    square = full.square / (below * below).nullif(0)
    relative = full.value * full.value / (below * below * below * below).nullif(0)
    square += ibis.ifelse(divided, relative * ibis.coalesce(full.d_square, 0.0), 0.0)
    half = square.sqrt() * full.scale.abs()
    single = (full.parts == 1) & ~divided
    ends = [full.end_low * full.scale + full.offset, full.end_high * full.scale + full.offset]
    low = ibis.ifelse(single, ibis.least(*ends), ibis.least(*corners) - half)
    high = ibis.ifelse(single, ibis.greatest(*ends), ibis.greatest(*corners) + half)
    low, high = _within(full, value, low, high)
    blind = (full.blind > 0) | (divided & (ibis.coalesce(full.d_blind, 0) > 0)) | straddles | lacking | repeated | zero
    missing = ibis.ifelse(full.worst >= _MISSING_FROM, full.worst, _NOT_AVAILABLE)
    d_worst = ibis.coalesce(full.d_worst, 0)
    worst = ibis.greatest(full.worst, ibis.ifelse(divided, d_worst, 0))
    rank = ibis.cases(
        (lacking, ibis.greatest(missing, ibis.ifelse(d_worst >= _MISSING_FROM, d_worst, missing))),
        (repeated, _NOT_AVAILABLE),
        (zero, _NOT_APPLICABLE),
        else_=worst,
    )
    reason = ibis.cases((repeated & ~lacking, REPEATED), (zero & ~lacking, NO_DIVISOR), (_short(full), LACKING))
    return full.select(
        line=full.line,
        place=full.place,
        place_vintage=full.place_vintage,
        bundled=full.space == _BUNDLE,
        period=full.own,
        divided=divided,
        slot_met=~divided | full.d_value.notnull(),
        value=ibis.ifelse(lacking | repeated | zero, ibis.null("float64"), value),
        low=ibis.ifelse(blind, ibis.null("float64"), low),
        high=ibis.ifelse(blind, ibis.null("float64"), high),
        error=ibis.ifelse(blind, 0, _error(full, 2 * half, ibis.greatest(*corners) - ibis.least(*corners), single)),
        status=rank,
        reason=reason,
        caveat=full.caveat,
        d_caveat=full.d_caveat,
        fingerprint=digest(
            full.digest.cast("string").concat("/", ibis.coalesce(full.d_digest, 0).cast("string")), backend
        ),
    )


def _short(full: Table) -> BooleanValue:
    """Whether cells are absent altogether, rather than there with a status that says why they are empty."""
    short = full.parts < full.parts_wanted
    return short | (full.divided & (ibis.coalesce(full.d_parts, 0) < full.divisors_wanted))


def _within(
    full: Table, value: NumericValue, low: NumericValue, high: NumericValue
) -> tuple[NumericValue, NumericValue]:
    least, most = ibis.least(full.least, value), ibis.greatest(full.most, value)
    low = ibis.ifelse(full.least.isnull(), low, ibis.greatest(low, least))
    high = ibis.ifelse(full.most.isnull(), high, ibis.least(high, most))
    return ibis.least(low, value), ibis.greatest(high, value)


def _error(full: Table, sampling: NumericValue, bounds: NumericValue, single: BooleanValue) -> NumericValue:
    """The kind of error of the interval as its place in `ERRORS`, by the rule of `methods.intervals`."""
    counts = {
        name: full[name] + ibis.coalesce(full[f"d_{name}"], 0) for name in ("sampled", "rounded", "revised", "vague")
    }
    some = {name: count > 0 for name, count in counts.items()}
    bounded = some["rounded"] | some["revised"] | some["vague"]
    two = (some["rounded"] & some["revised"]) | (some["rounded"] & some["vague"]) | (some["revised"] & some["vague"])
    return ibis.cases(
        (some["sampled"] & bounded & ~single & (bounds > NEGLIGIBLE * sampling), 0),
        (some["sampled"], 1),
        (two | some["vague"], 0),
        (some["revised"], 3),
        else_=2,
    )

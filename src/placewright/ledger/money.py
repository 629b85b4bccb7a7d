"""Money: whether each action is paid from streams that exist, within their amounts, years and places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import BadPeriod, parse_period, worded_day
from placewright.core.said import worded
from placewright.ledger.containment import is_within
from placewright.ledger.link_reviews import file_of
from placewright.records.funding import FundingStream
from placewright.records.intervention import Intervention
from placewright.workspace.authored import Authored

PENNY = 0.005
"""Amounts that differ by less than this, in GBP, are equal."""


class MoneyStand(StrEnum):
    """How an action's costs are covered by money that exists."""

    FUNDED = "funded"
    PART_FUNDED = "part funded"
    UNFUNDED = "unfunded"
    UNCOSTED = "no costs stated"


@dataclass(frozen=True, slots=True)
class YearMoney:
    """The cost of a year and what streams pay of it, in GBP."""

    year: str
    cost: float
    funded: float

    @property
    def gap(self) -> float:
        """What nothing pays; 0 where more than the cost is named."""
        return max(0.0, self.cost - self.funded)


@dataclass(frozen=True, slots=True)
class ActionMoney:
    """An action's costs and money by year, from which streams, and how it stands; amounts in GBP."""

    intervention: str
    years: tuple[YearMoney, ...]
    streams: tuple[str, ...]
    stand: MoneyStand

    @property
    def cost(self) -> float:
        """Its cost in all."""
        return sum(year.cost for year in self.years)

    @property
    def funded(self) -> float:
        """What streams pay in all."""
        return sum(year.funded for year in self.years)

    @property
    def gap(self) -> float:
        """What no stream pays of its cost in all."""
        return max(0.0, self.cost - self.funded)

    def __str__(self) -> str:
        if self.stand is MoneyStand.UNCOSTED:
            return f"{self.intervention}: no costs stated"
        paid = f"{pounds(self.funded)} of {pounds(self.cost)} from {', '.join(self.streams) or 'no stream'}"
        return f"{self.intervention}: {self.stand}, {paid}"


@dataclass(frozen=True, slots=True)
class StreamUse:
    """What actions ask of a stream in a year, and what it has; None where it does not say."""

    stream: str
    year: str
    available: float | None
    asked: float
    by: tuple[str, ...]

    @property
    def is_overdrawn(self) -> bool:
        """Whether more is asked than there is."""
        return self.available is not None and self.asked > self.available + PENNY


def money_of(item: Intervention) -> ActionMoney:
    """An action's costs and money by year, and how it stands."""
    funded: dict[str, float] = {}
    for money in item.funding:
        for year, amount in money.amounts.items():
            funded[year] = funded.get(year, 0.0) + amount
    names = sorted({*item.costs, *funded})
    years = tuple(YearMoney(year, item.costs.get(year, 0.0), funded.get(year, 0.0)) for year in names)
    streams = tuple(dict.fromkeys(money.stream for money in item.funding))
    return ActionMoney(item.id, years, streams, _stand(sum(item.costs.values()), sum(funded.values())))


def stream_uses(authored: Authored) -> tuple[StreamUse, ...]:
    """What is asked of each stream in each year, by which actions, in the order of streams and years."""
    asked: dict[tuple[str, str], dict[str, float]] = {}
    for item in authored.interventions.values():
        for money in item.funding:
            for year, amount in money.amounts.items():
                by = asked.setdefault((money.stream, year), {})
                by[item.id] = by.get(item.id, 0.0) + amount
    return tuple(
        StreamUse(stream, year, _available(authored.funding.get(stream), year), sum(by.values()), tuple(by))
        for (stream, year), by in sorted(asked.items())
    )


def money_issues(authored: Authored, *, today: date) -> Iterator[Issue]:
    """What fails the test of "no new money": gaps that nobody flags, and streams asked for what they have not.

    An action is paid from streams that exist, or says that it is unfunded; a stream gives no more in a year than it
    has, to places that it is for, in years in which it is open.
    """
    for item in authored.interventions.values():
        where = file_of(f"intervention:{item.id}")
        yield from _below_nothing(where, "costs", item.costs)
        for money in item.funding:
            yield from _below_nothing(where, f"funding of '{money.stream}'", money.amounts)
        yield from _of_years(item, where)
        yield from _of_gap(item, where)
        for money in item.funding:
            stream = authored.funding.get(money.stream)
            if stream is not None:
                yield from _of_stream(item, stream, money.amounts, where, authored)
    yield from _of_uses(authored)
    for stream in authored.funding.values():
        yield from _of_record(stream, today)


def pounds(amount: float) -> str:
    """An amount of money in whole pounds.

    >>> pounds(1_250_000)
    '£1,250,000'
    """
    return f"{'−' if amount < 0 else ''}£{abs(amount):,.0f}"


def _stand(cost: float, funded: float) -> MoneyStand:
    if cost <= PENNY:
        return MoneyStand.UNCOSTED
    if funded <= PENNY:
        return MoneyStand.UNFUNDED
    return MoneyStand.FUNDED if funded >= cost - PENNY else MoneyStand.PART_FUNDED


def _available(stream: FundingStream | None, year: str) -> float | None:
    if stream is None or not stream.amounts:
        return None
    return stream.amounts.get(year, 0.0)


def _below_nothing(where: str, key: str, amounts: Mapping[str, float]) -> Iterator[Issue]:
    """An error for each amount below 0: it would hide in a sum what another action costs or asks of a stream."""
    for year, amount in amounts.items():
        if amount < 0:
            what = worded("%(key)s: %(pounds)s in %(year)s is below 0.", key=key, pounds=pounds(amount), year=year)
            yield Issue(
                Severity.ERROR, where, what, worded("Write what is spent or given; money paid back is no cost.")
            )


def _of_years(item: Intervention, where: str) -> Iterator[Issue]:
    years = dict.fromkeys((*item.costs, *(year for money in item.funding for year in money.amounts)))
    kinds = set()
    for year in years:
        try:
            period = parse_period(year)
        except BadPeriod as error:
            yield Issue(Severity.ERROR, where, error.what, error.fix or "")
            continue
        kinds.add(type(period).__name__)
        outside = (item.ends and period.start > item.ends) or (item.starts and period.end < item.starts)
        if outside and item.costs.get(year):
            what = worded(
                "It costs %(pounds)s in %(year)s, when the action does not run.",
                pounds=pounds(item.costs[year]),
                year=year,
            )
            yield Issue(Severity.WARNING, where, what, worded("Mend the year, or the dates of the action."))
    if len(kinds) > 1:
        what = worded(
            "Its money is partly by calendar and partly by financial year, so that it cannot be set side by side."
        )
        yield Issue(Severity.WARNING, where, what, worded("Write all of it by one kind of year."))


def _of_gap(item: Intervention, where: str) -> Iterator[Issue]:
    money = money_of(item)
    if not (item.funding or item.unfunded):
        fix = worded("Name a stream in [[funding]], or write `unfunded = true`.")
        yield Issue(Severity.ERROR, where, worded("The action names no existing money and does not say so."), fix)
    elif money.stand is MoneyStand.UNCOSTED:
        yield Issue(
            Severity.WARNING,
            where,
            worded("The action does not say what it costs."),
            worded("Add [costs] by year, in GBP."),
        )
    elif money.gap > PENNY and not item.unfunded:
        what = worded(
            "No stream pays %(pounds)s of its %(pounds_2)s.", pounds=pounds(money.gap), pounds_2=pounds(money.cost)
        )
        yield Issue(Severity.ERROR, where, what, worded("Name the stream, or write `unfunded = true`."))
    elif item.unfunded and money.stand is MoneyStand.FUNDED:
        yield Issue(
            Severity.NOTE,
            where,
            worded("It is flagged unfunded, but streams pay all of it."),
            worded("Take the flag out."),
        )
    for year in money.years:
        if money.stand is not MoneyStand.UNCOSTED and year.funded > year.cost + PENNY:
            what = worded(
                "In %(year)s streams pay %(pounds)s for a cost of %(pounds_2)s.",
                year=year.year,
                pounds=pounds(year.funded),
                pounds_2=pounds(year.cost),
            )
            yield Issue(Severity.WARNING, where, what, worded("Mend the cost or the money of that year."))


def _of_stream(
    item: Intervention, stream: FundingStream, amounts: Mapping[str, float], where: str, authored: Authored
) -> Iterator[Issue]:
    for year in amounts:
        if (words := _closed_in(stream, year)) is not None:
            what = worded(
                "It draws on '%(id)s' in %(year)s, but the stream %(words)s.", id=stream.id, year=year, words=words
            )
            yield Issue(
                Severity.ERROR, where, what, worded("Name another stream, or flag the action unfunded for that year.")
            )
    if stream.places and item.places and not any(is_within(place, stream.places, authored) for place in item.places):
        what = worded(
            "'%(id)s' is for %(places)s, but the action works in %(places_2)s.",
            id=stream.id,
            places=", ".join(stream.places),
            places_2=", ".join(item.places),
        )
        yield Issue(Severity.WARNING, where, what, worded("Check that the place is eligible."))
    if item.prices and stream.prices and item.prices != stream.prices:
        what = worded(
            "Its costs are in prices of %(prices)s, those of '%(id)s' in %(prices_2)s.",
            prices=item.prices,
            id=stream.id,
            prices_2=stream.prices,
        )
        yield Issue(Severity.WARNING, where, what, worded("Write both in one price base."))


def _closed_in(stream: FundingStream, year: str) -> str | None:
    try:
        period = parse_period(year)
    except BadPeriod:
        return None
    if stream.closed is not None and period.start > stream.closed:
        return worded("closed on %(day)s", day=worded_day(stream.closed))
    if stream.opened is not None and period.end < stream.opened:
        return worded("opens only on %(day)s", day=worded_day(stream.opened))
    return None


def _of_uses(authored: Authored) -> Iterator[Issue]:
    uses = stream_uses(authored)
    for use in uses:
        if use.is_overdrawn:
            what = worded(
                "Actions ask %(pounds)s of it in %(year)s, but it has %(pounds_2)s.",
                pounds=pounds(use.asked),
                year=use.year,
                pounds_2=pounds(use.available or 0.0),
            )
            fix = worded("Ask less, or find other money (%(by)s).", by=", ".join(use.by))
            yield Issue(Severity.ERROR, file_of(f"funding:{use.stream}"), what, fix)
    for stream in authored.funding.values():
        asked = sum(use.asked for use in uses if use.stream == stream.id)
        if stream.total is not None and asked > stream.total + PENNY:
            what = worded(
                "Actions ask %(pounds)s of it in all, but the whole stream is %(pounds_2)s.",
                pounds=pounds(asked),
                pounds_2=pounds(stream.total),
            )
            yield Issue(Severity.ERROR, file_of(f"funding:{stream.id}"), what, worded("Ask less, or find other money."))
        elif asked and stream.total is None and not stream.amounts:
            what = worded("Actions ask %(pounds)s of it, but it does not say how much there is.", pounds=pounds(asked))
            fix = worded("Add [amounts] by year, or the total.")
            yield Issue(Severity.WARNING, file_of(f"funding:{stream.id}"), what, fix)


def _of_record(stream: FundingStream, today: date) -> Iterator[Issue]:
    where = file_of(f"funding:{stream.id}")
    whole = {} if stream.total is None else {worded("all"): stream.total}
    yield from _below_nothing(where, "amounts", {**stream.amounts, **whole})
    for year in stream.amounts:
        try:
            parse_period(year)
        except BadPeriod as error:
            yield Issue(Severity.ERROR, where, error.what, error.fix or "")
    if not stream.verified:
        yield Issue(
            Severity.NOTE,
            where,
            worded("Its facts were not read in the source named."),
            worded("Read it, or say unverified."),
        )
    if not stream.source:
        yield Issue(
            Severity.WARNING,
            where,
            worded("Nothing says where the facts of this stream come from."),
            worded("Add `source`."),
        )
    if stream.closed is not None and stream.closed < today:
        what = worded("The stream closed on %(isoformat)s.", isoformat=worded_day(stream.closed))
        yield Issue(Severity.NOTE, where, what, worded("It can pay for what was done, not for what is to come."))

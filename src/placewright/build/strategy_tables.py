"""The strategy as tables: claims with their figures, priorities, actions, money, measures and what texts quote."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from placewright.build.strategy_links import Addresses
from placewright.build.table_columns import Column, column, table_of
from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind, Status
from placewright.core.said import worded
from placewright.ledger.links import Link, all_links
from placewright.publish.views_data import DataTable, ForeignKey
from placewright.records.claim import Stance
from placewright.records.event import EventKind
from placewright.records.finding import Grade
from placewright.records.indicator import Foundation
from placewright.records.verdict import Verdict

_CITED = worded("Where it was published; empty where it is illustrative")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number that a finding or an event states, with the record that states it."""

    record: str
    name: str
    stated: Any


@dataclass(frozen=True, slots=True)
class _Money:
    """An amount of a year: what an action costs, or what a fund gives it."""

    id: str
    fund: str
    year: str
    amount: float


def strategy_tables(at: Addresses, *, indicators: Collection[str]) -> tuple[DataTable, ...]:
    """Every table of the strategy that has a row, those that others point at first.

    Args:
        at: everything written, and the claims as judged.
        indicators: the ids that the table of indicators holds, to which measures may point.
    """
    links = all_links(at.authored)
    made = [
        _chapters(at), _claims(at, links), _figures(at), _priorities(at), _interventions(at), _funding(at), _costs(at),
        _draws(at),
        _measures(at, indicators), _studies(at), _findings(at), _events(at), _stated(at), _links(links),
    ]  # fmt: skip
    there = [table for table in made if table is not None]
    names = {table.name for table in there} | {"indicators"}
    return tuple(_kept(table, names) for table in there)


def _chapters(at: Addresses) -> DataTable | None:
    columns = (
        column("id", worded("Id of the chapter"), lambda item: item[1].id, required=True),
        column("number", worded("Its place in the strategy"), lambda item: item[0], type="integer"),
        column("title", worded("What it is called"), lambda item: item[1].title),
        column("summary", worded("What it says in short"), lambda item: at.sentence(item[1].summary)),
    )
    numbered = [(number, chapter) for number, chapter in enumerate(at.authored.strategy.values(), start=1)]
    return table_of("chapters", worded("Chapters"), worded("The chapters of the strategy."), columns, numbered)


def _claims(at: Addresses, links: Sequence[Link]) -> DataTable | None:
    users = _users(links)

    def said(kind: str, claim: str) -> str:
        return " ".join(users.get((kind, claim), ()))

    columns = (
        _id(worded("Id of the claim")),
        column("title", worded("What it is called"), lambda item: at.authored.claims[item.id].title),
        column("stance", worded("What it says of the place"), lambda item: at.authored.claims[item.id].stance, Stance),
        column(
            "foundation", worded("Which it speaks of"), lambda item: at.authored.claims[item.id].foundation, Foundation
        ),
        column("text", worded("The sentence with its figures"), lambda item: item.text),
        column("verdict", worded("Whether the evidence bears it out"), lambda item: item.verdict, Verdict),
        column("marks", worded("What to know beside it, parted by ' | '"), lambda item: item.marks),
        column("why", worded("Why the verdict is what it is"), lambda item: str(item.why)),
        column(
            "chapters",
            worded("Chapters that say it, parted by spaces"),
            lambda item: " ".join(users.get(("chapter", item.id), ())),
        ),
        column(
            "priorities", worded("Priorities argued from it, parted by spaces"), lambda item: said("priority", item.id)
        ),
        column("evidence", worded("Fingerprint of the rows of evidence that it rests on"), lambda item: item.evidence),
    )
    rows = [at.results[id] for id in sorted(at.results) if id in at.authored.claims]
    about = worded("Every claim of the strategy, as the evidence has it.")
    return table_of("claims", worded("Claims"), about, columns, rows)


def _figures(at: Addresses) -> DataTable | None:
    columns = (
        column("claim", worded("Whose figure it is"), lambda item: item[0], required=True),
        column("figure", worded("Its name in the claim"), lambda item: item[1].name, required=True),
        column("text", worded("As the sentence prints it"), lambda item: item[1].text),
        column("value", worded("In its unit; empty where missing"), lambda item: item[1].value, type="number"),
        column("low", worded("The least it may be"), lambda item: item[1].low, type="number"),
        column("high", worded("The most it may be"), lambda item: item[1].high, type="number"),
        column("error", worded("Which error low and high hold"), lambda item: item[1].error, ErrorKind),
        column("unit", worded("Unit of value, low and high"), lambda item: item[1].unit),
        column("as", worded("What was done to the indicator's figures"), lambda item: item[1].as_),
        column("from", worded("Start of the span, where there is one"), lambda item: item[1].from_period),
        column("period", worded("The period it is of"), lambda item: item[1].period),
        column("place", worded("Code or id of the place"), lambda item: item[1].place),
        column("place_name", worded("Name of the place"), lambda item: item[1].place_name),
        column("of", worded("For a rank: of how many"), lambda item: item[1].of, type="integer"),
        column(
            "without",
            worded("Its value without the cells that a caveat troubles"),
            lambda item: item[1].without,
            type="number",
        ),
        column("status", worded("What is known of it"), lambda item: item[1].status, Status),
        column("reason", worded("Why it is missing"), lambda item: item[1].reason),
        column("origin", worded("Indicator, result, finding or summary it comes from"), lambda item: item[1].origin),
        column("datasets", worded("Datasets it rests on, parted by spaces"), lambda item: " ".join(item[1].datasets)),
        column("caveats", worded("Known troubles of its cells, parted by ' | '"), lambda item: item[1].caveats),
    )
    rows = [
        (id, figure)
        for id in sorted(at.results)
        if id in at.authored.claims
        for figure in at.results[id].figures.values()
    ]
    return table_of(
        "claim-figures",
        worded("Figures of claims"),
        worded("Every number of every claim, with its interval and where it comes from."),
        columns,
        rows,
        key=("claim", "figure"),
        points=(ForeignKey(("claim",), "claims"),),
    )


def _priorities(at: Addresses) -> DataTable | None:
    columns = (
        _id(worded("Id of the priority")),
        column("title", worded("What it is called"), lambda item: item.title),
        column("foundation", worded("Which it serves"), lambda item: item.foundation, Foundation),
        column("chosen", worded("Whether it was chosen"), lambda item: item.chosen, type="boolean"),
        column("order", worded("Its place among the priorities"), lambda item: item.order or None, type="integer"),
        *(_criterion(item.id, item.name) for item in at.authored.choice.criteria),
        column("text", worded("What it says"), lambda item: at.sentence(item.text)),
        column("why_not", worded("Why it was not chosen"), lambda item: at.sentence(item.why_not)),
        column("claims", worded("Claims it is argued from, parted by spaces"), lambda item: " ".join(item.claims)),
        column("places", worded("Places it is for, parted by spaces"), lambda item: " ".join(item.places)),
        *_cited(),
        column(
            "illustrative", worded("Whether no source publishes it"), lambda item: item.illustrative, type="boolean"
        ),
    )
    about = worded("What was chosen, and what was looked at and not chosen.")
    return table_of("priorities", worded("Priorities"), about, columns, at.authored.priorities.values())


def _criterion(id: str, name: str) -> Column:
    return column(
        f"score_{id}", worded("Score from 0 to 5: %(name)s", name=name), lambda item: item.scores.get(id), type="number"
    )


def _interventions(at: Addresses) -> DataTable | None:
    columns = (
        _id(worded("Id of the action")),
        column("title", worded("What it is called"), lambda item: item.title),
        column("priorities", worded("Priorities it serves, parted by spaces"), lambda item: " ".join(item.priorities)),
        column("owner", worded("Who does it"), lambda item: item.owner),
        column("starts", worded("When it starts"), lambda item: item.starts, type="date"),
        column("ends", worded("When it ends"), lambda item: item.ends, type="date"),
        column("places", worded("Where, parted by spaces"), lambda item: " ".join(item.places)),
        column("cost", worded("Its cost over all years, GBP"), lambda item: _sum(item.costs), type="number"),
        column("prices", worded("Which prices the costs are in"), lambda item: item.prices),
        column("unfunded", worded("Whether no money is named for it"), lambda item: item.unfunded, type="boolean"),
        column("text", worded("What is done"), lambda item: at.sentence(item.text)),
        column("counterfactual", worded("What would happen without it"), lambda item: at.sentence(item.counterfactual)),
        *_cited(),
        column(
            "illustrative", worded("Whether no source publishes it"), lambda item: item.illustrative, type="boolean"
        ),
    )
    rows = at.authored.interventions.values()
    return table_of(
        "interventions", worded("Actions"), worded("What would be done, by whom, where and when."), columns, rows
    )


def _funding(at: Addresses) -> DataTable | None:
    columns = (
        _id(worded("Id of the fund")),
        column("title", worded("What it is called"), lambda item: item.title),
        column("funder", worded("Who gives it"), lambda item: item.funder),
        column("total", worded("The whole stream, GBP"), lambda item: item.total, type="number"),
        column(
            "for_place", worded("For the place over all years, GBP"), lambda item: _sum(item.amounts), type="number"
        ),
        column("prices", worded("Which prices the amounts are in"), lambda item: item.prices),
        column("opened", worded("When it opened"), lambda item: item.opened, type="date"),
        column("closed", worded("When it closes or closed"), lambda item: item.closed, type="date"),
        column("eligible", worded("Who or what may have it, parted by ' | '"), lambda item: item.eligible),
        column("places", worded("Where, parted by spaces"), lambda item: " ".join(item.places)),
        column("scope", worded("What the amounts are of"), lambda item: item.scope),
        column("text", worded("What it is for"), lambda item: at.sentence(item.text)),
        *_cited(),
        column(
            "verified", worded("Whether the facts were read in the source"), lambda item: item.verified, type="boolean"
        ),
    )
    return table_of("funding", worded("Funds"), worded("Money that exists."), columns, at.authored.funding.values())


def _costs(at: Addresses) -> DataTable | None:
    columns = (
        column("intervention", worded("Which action"), lambda item: item.id, required=True),
        column("year", worded("Year or financial year"), lambda item: item.year, required=True),
        column("amount", worded("What it costs in that year, GBP"), lambda item: item.amount, type="number"),
    )
    rows = [
        _Money(item.id, "", year, amount)
        for item in at.authored.interventions.values()
        for year, amount in item.costs.items()
    ]
    points = (ForeignKey(("intervention",), "interventions"),)
    about = worded("What each action costs, year by year.")
    return table_of(
        "intervention-costs",
        worded("Costs of actions"),
        about,
        columns,
        rows,
        key=("intervention", "year"),
        points=points,
    )


def _draws(at: Addresses) -> DataTable | None:
    columns = (
        column("intervention", worded("Which action"), lambda item: item.id, required=True),
        column("fund", worded("Which fund"), lambda item: item.fund, required=True),
        column("year", worded("Year or financial year"), lambda item: item.year, required=True),
        column("amount", worded("What the fund gives it in that year, GBP"), lambda item: item.amount, type="number"),
    )
    rows = [
        _Money(item.id, share.stream, year, amount)
        for item in at.authored.interventions.values()
        for share in item.funding
        for year, amount in share.amounts.items()
    ]
    points = (ForeignKey(("intervention",), "interventions"), ForeignKey(("fund",), "funding"))
    return table_of(
        "intervention-funding",
        worded("Money for actions"),
        worded("Which fund gives what to which action, year by year."),
        columns,
        rows,
        key=("intervention", "fund", "year"),
        points=points,
    )


def _measures(at: Addresses, indicators: Collection[str]) -> DataTable | None:
    columns = (
        _id(worded("Id of the measure")),
        column("title", worded("What it is called"), lambda item: item.title),
        column("indicator", worded("What is read"), lambda item: item.indicator),
        column("place", worded("Where it is read"), lambda item: item.place),
        column("member", worded("Which line of a breakdown"), lambda item: item.member),
        column("measured_by", worded("What shows it where no indicator does"), lambda item: item.measured_by),
        column("baseline_period", worded("Period of the baseline"), lambda item: item.baseline_period),
        column("target", worded("What is aimed at"), lambda item: at.sentence(item.target)),
        column("direction", worded("Which way it should go"), lambda item: item.direction),
        column("frequency", worded("How often it is read"), lambda item: item.frequency),
        column("owner", worded("Who reads it"), lambda item: item.owner),
        column("data_cost", worded("What reading it costs"), lambda item: item.data_cost),
        column("priorities", worded("Priorities it watches, parted by spaces"), lambda item: " ".join(item.priorities)),
        column(
            "interventions", worded("Actions it watches, parted by spaces"), lambda item: " ".join(item.interventions)
        ),
        column("text", worded("What to know of it"), lambda item: at.sentence(item.text)),
    )
    rows = list(at.authored.measures.values())
    known = all(item.indicator in indicators for item in rows if item.indicator)
    points = (ForeignKey(("indicator",), "indicators"),) if known else ()
    return table_of(
        "measures", worded("Measures"), worded("How we would know whether it works."), columns, rows, points=points
    )


def _studies(at: Addresses) -> DataTable | None:
    columns = (
        _id(worded("Id of the study")),
        column("title", worded("What it is called"), lambda item: item.title),
        column("by", worded("Who wrote it"), lambda item: item.by),
        column("published", worded("When, as exactly as is known"), lambda item: item.published),
        column(
            "commissioned",
            worded("Whether it was commissioned for this"),
            lambda item: item.commissioned,
            type="boolean",
        ),
        column("read", worded("Whether the study itself was read"), lambda item: item.read, type="boolean"),
        column("method", worded("How it was made"), lambda item: item.method),
        column("scope", worded("What it speaks of"), lambda item: item.scope),
        column("expires", worded("When it is too old to rest on"), lambda item: item.expires, type="date"),
        column("url", worded("Where it can be read"), lambda item: item.url),
    )
    return table_of(
        "studies",
        worded("Studies"),
        worded("Commissioned or published evidence."),
        columns,
        at.authored.studies.values(),
    )


def _findings(at: Addresses) -> DataTable | None:
    columns = (
        _id(worded("Id of the finding")),
        column("text", worded("The statement in our own words"), lambda item: at.sentence(item.text)),
        column("grade", worded("How strongly it is evidenced"), lambda item: item.grade, Grade),
        column("study", worded("The study that it is from"), lambda item: item.study),
        column("page", worded("Where it says so"), lambda item: item.page),
        column("scope", worded("What it speaks of"), lambda item: item.scope),
        column("places", worded("Places it speaks of, parted by spaces"), lambda item: " ".join(item.places)),
        column("stated_on", worded("When it was stated"), lambda item: item.stated_on),
        column("expires", worded("When it is too old to rest on"), lambda item: item.expires, type="date"),
        *_cited(worded("What it is from where that is no study")),
    )
    rows = list(at.authored.findings.values())
    known = all(item.study in at.authored.studies for item in rows if item.study)
    points = (ForeignKey(("study",), "studies"),) if known else ()
    return table_of(
        "findings", worded("Findings"), worded("Graded statements of studies."), columns, rows, points=points
    )


def _events(at: Addresses) -> DataTable | None:
    columns = (
        _id(worded("Id of the event")),
        column("title", worded("What it is called"), lambda item: item.title),
        column("kind", worded("Its form"), lambda item: item.kind, EventKind),
        column("when", worded("Day, month or year, as exactly as is known"), lambda item: item.when),
        column("until", worded("Its last day, where it took several"), lambda item: item.until),
        column(
            "planned",
            worded("Whether it was planned, and is not known to have been held"),
            lambda item: item.planned,
            type="boolean",
        ),
        column("organisations", worded("Who took part, parted by ' | '"), lambda item: item.organisations),
        column("text", worded("What happened"), lambda item: at.sentence(item.text)),
        column("points", worded("What was said, parted by ' | '"), lambda item: tuple(p.text for p in item.points)),
        column("decisions", worded("What was decided, parted by ' | '"), lambda item: item.decisions),
        *_cited(worded("Where it is recorded")),
    )
    return table_of(
        "events", worded("Events"), worded("How the strategy came about."), columns, at.authored.events.values()
    )


def _stated(at: Addresses) -> DataTable | None:
    columns = (
        column("record", worded("Which states it: kind and id"), lambda item: item.record, required=True),
        column("figure", worded("Its name there"), lambda item: item.name, required=True),
        column("value", worded("As the source gives it"), lambda item: item.stated.value, type="number"),
        column("unit", worded("Unit of the value"), lambda item: item.stated.unit),
        column("words", worded("As texts print it"), lambda item: item.stated.words),
        column(
            "low", worded("The least it may be, where the source says so"), lambda item: item.stated.low, type="number"
        ),
        column(
            "high", worded("The most it may be, where the source says so"), lambda item: item.stated.high, type="number"
        ),
        column("period", worded("The period it is of"), lambda item: item.stated.period),
        column("count_of", worded("For a share: of how many"), lambda item: item.stated.count_of, type="number"),
    )
    rows = [
        _Stated(f"{kind}:{id}", name, stated)
        for kind in ("finding", "event")
        for id, record in at.authored.of_kind(kind).items()
        for name, stated in record.figures.items()
    ]
    about = worded("Numbers that studies and records of events give, which texts quote.")
    return table_of("stated-figures", worded("Stated figures"), about, columns, rows, key=("record", "figure"))


def _links(links: Sequence[Link]) -> DataTable | None:
    columns = (
        column("source", worded("Kind and id of the record that points"), lambda item: item.source, required=True),
        column("role", worded("What the other is to it"), lambda item: item.role, required=True),
        column("target", worded("Kind and id of what it points at"), lambda item: item.target, required=True),
    )
    rows = sorted(dict.fromkeys(links), key=str)
    about = worded("What rests on what: every arrow from record to record.")
    return table_of("links", worded("Links"), about, columns, rows, key=("source", "role", "target"))


def _users(links: Sequence[Link]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """By kind and claim, the records that point at the claim."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for link in links:
        kind, _, id = link.source.partition(":")
        target, _, claim = link.target.partition(":")
        if target == "claim":
            found.setdefault((kind, claim), {})[id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _kept(table: DataTable, names: Collection[str]) -> DataTable:
    """The table without arrows to tables that are not there."""
    return replace(table, points=tuple(key for key in table.points if key.table in names))


def _cited(about: str = _CITED) -> tuple[Column, Column]:
    return (
        column("source", about, lambda item: item.source),
        column("url", worded("Its address"), lambda item: item.url),
    )


def _id(what: str) -> Column:
    return column("id", what, lambda item: item.id, required=True)


def _sum(amounts: Mapping[str, float]) -> float | None:
    return sum(amounts.values()) if amounts else None

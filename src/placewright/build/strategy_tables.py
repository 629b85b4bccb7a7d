"""The strategy as tables: claims with their figures, priorities, actions, money, measures and what texts quote."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from placewright.build.strategy_links import Addresses
from placewright.build.table_columns import BETWEEN, Column, column, table_of
from placewright.core.quantities import ErrorKind, Status
from placewright.ledger.links import Link, all_links
from placewright.publish.views_data import DataTable, ForeignKey
from placewright.records.claim import Stance
from placewright.records.event import EventKind
from placewright.records.finding import Grade
from placewright.records.indicator import Foundation
from placewright.records.verdict import Verdict

_CITED = "Where it was published; empty where it is illustrative"
_IDS = "parted by spaces"


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
        column("id", "Id of the chapter", lambda item: item[1].id, required=True),
        column("number", "Its place in the strategy", lambda item: item[0], type="integer"),
        column("title", "What it is called", lambda item: item[1].title),
        column("summary", "What it says in short", lambda item: at.sentence(item[1].summary)),
    )
    numbered = [(number, chapter) for number, chapter in enumerate(at.authored.strategy.values(), start=1)]
    return table_of("chapters", "Chapters", "The chapters of the strategy.", columns, numbered)


def _claims(at: Addresses, links: Sequence[Link]) -> DataTable | None:
    users = _users(links)

    def said(kind: str, claim: str) -> str:
        return " ".join(users.get((kind, claim), ()))

    columns = (
        _id("claim"),
        column("title", "What it is called", lambda item: at.authored.claims[item.id].title),
        column("stance", "What it says of the place", lambda item: at.authored.claims[item.id].stance, Stance),
        column("foundation", "Which it speaks of", lambda item: at.authored.claims[item.id].foundation, Foundation),
        column("text", "The sentence with its figures", lambda item: item.text),
        column("verdict", "Whether the evidence bears it out", lambda item: item.verdict, Verdict),
        column("marks", f"What to know beside it, parted by '{BETWEEN}'", lambda item: item.marks),
        column("why", "Why the verdict is what it is", lambda item: str(item.why)),
        column("chapters", f"Chapters that say it, {_IDS}", lambda item: " ".join(users.get(("chapter", item.id), ()))),
        column("priorities", f"Priorities argued from it, {_IDS}", lambda item: said("priority", item.id)),
        column("evidence", "Fingerprint of the rows of evidence that it rests on", lambda item: item.evidence),
    )
    rows = [at.results[id] for id in sorted(at.results) if id in at.authored.claims]
    about = "Every claim of the strategy, as the evidence has it."
    return table_of("claims", "Claims", about, columns, rows)


def _figures(at: Addresses) -> DataTable | None:
    columns = (
        column("claim", "Whose figure it is", lambda item: item[0], required=True),
        column("figure", "Its name in the claim", lambda item: item[1].name, required=True),
        column("text", "As the sentence prints it", lambda item: item[1].text),
        column("value", "In its unit; empty where missing", lambda item: item[1].value, type="number"),
        column("low", "The least it may be", lambda item: item[1].low, type="number"),
        column("high", "The most it may be", lambda item: item[1].high, type="number"),
        column("error", "Which error low and high hold", lambda item: item[1].error, ErrorKind),
        column("unit", "Unit of value, low and high", lambda item: item[1].unit),
        column("as", "What was done to the indicator's figures", lambda item: item[1].as_),
        column("from", "Start of the span, where there is one", lambda item: item[1].from_period),
        column("period", "The period it is of", lambda item: item[1].period),
        column("place", "Code or id of the place", lambda item: item[1].place),
        column("place_name", "Name of the place", lambda item: item[1].place_name),
        column("of", "For a rank: of how many", lambda item: item[1].of, type="integer"),
        column(
            "without", "Its value without the cells that a caveat troubles", lambda item: item[1].without, type="number"
        ),
        column("status", "What is known of it", lambda item: item[1].status, Status),
        column("reason", "Why it is missing", lambda item: item[1].reason),
        column("origin", "Indicator, result, finding or summary it comes from", lambda item: item[1].origin),
        column("datasets", f"Datasets it rests on, {_IDS}", lambda item: " ".join(item[1].datasets)),
        column("caveats", f"Known troubles of its cells, parted by '{BETWEEN}'", lambda item: item[1].caveats),
    )
    rows = [
        (id, figure)
        for id in sorted(at.results)
        if id in at.authored.claims
        for figure in at.results[id].figures.values()
    ]
    return table_of(
        "claim-figures",
        "Figures of claims",
        "Every number of every claim, with its interval and where it comes from.",
        columns,
        rows,
        key=("claim", "figure"),
        points=(ForeignKey(("claim",), "claims"),),
    )


def _priorities(at: Addresses) -> DataTable | None:
    columns = (
        _id("priority"),
        column("title", "What it is called", lambda item: item.title),
        column("foundation", "Which it serves", lambda item: item.foundation, Foundation),
        column("chosen", "Whether it was chosen", lambda item: item.chosen, type="boolean"),
        column("order", "Its place among the priorities", lambda item: item.order or None, type="integer"),
        *(_criterion(item.id, item.name) for item in at.authored.choice.criteria),
        column("text", "What it says", lambda item: at.sentence(item.text)),
        column("why_not", "Why it was not chosen", lambda item: at.sentence(item.why_not)),
        column("claims", f"Claims it is argued from, {_IDS}", lambda item: " ".join(item.claims)),
        column("places", f"Places it is for, {_IDS}", lambda item: " ".join(item.places)),
        *_cited(),
        column("illustrative", "Whether no source publishes it", lambda item: item.illustrative, type="boolean"),
    )
    about = "What was chosen, and what was looked at and not chosen."
    return table_of("priorities", "Priorities", about, columns, at.authored.priorities.values())


def _criterion(id: str, name: str) -> Column:
    return column(f"score_{id}", f"Score from 0 to 5: {name}", lambda item: item.scores.get(id), type="number")


def _interventions(at: Addresses) -> DataTable | None:
    columns = (
        _id("action"),
        column("title", "What it is called", lambda item: item.title),
        column("priorities", f"Priorities it serves, {_IDS}", lambda item: " ".join(item.priorities)),
        column("owner", "Who does it", lambda item: item.owner),
        column("starts", "When it starts", lambda item: item.starts, type="date"),
        column("ends", "When it ends", lambda item: item.ends, type="date"),
        column("places", f"Where, {_IDS}", lambda item: " ".join(item.places)),
        column("cost", "Its cost over all years, GBP", lambda item: _sum(item.costs), type="number"),
        column("prices", "Which prices the costs are in", lambda item: item.prices),
        column("unfunded", "Whether no money is named for it", lambda item: item.unfunded, type="boolean"),
        column("text", "What is done", lambda item: at.sentence(item.text)),
        column("counterfactual", "What would happen without it", lambda item: at.sentence(item.counterfactual)),
        *_cited(),
        column("illustrative", "Whether no source publishes it", lambda item: item.illustrative, type="boolean"),
    )
    rows = at.authored.interventions.values()
    return table_of("interventions", "Actions", "What would be done, by whom, where and when.", columns, rows)


def _funding(at: Addresses) -> DataTable | None:
    columns = (
        _id("fund"),
        column("title", "What it is called", lambda item: item.title),
        column("funder", "Who gives it", lambda item: item.funder),
        column("total", "The whole stream, GBP", lambda item: item.total, type="number"),
        column("for_place", "For the place over all years, GBP", lambda item: _sum(item.amounts), type="number"),
        column("prices", "Which prices the amounts are in", lambda item: item.prices),
        column("opened", "When it opened", lambda item: item.opened, type="date"),
        column("closed", "When it closes or closed", lambda item: item.closed, type="date"),
        column("eligible", f"Who or what may have it, parted by '{BETWEEN}'", lambda item: item.eligible),
        column("places", f"Where, {_IDS}", lambda item: " ".join(item.places)),
        column("scope", "What the amounts are of", lambda item: item.scope),
        column("text", "What it is for", lambda item: at.sentence(item.text)),
        *_cited(),
        column("verified", "Whether the facts were read in the source", lambda item: item.verified, type="boolean"),
    )
    return table_of("funding", "Funds", "Money that exists.", columns, at.authored.funding.values())


def _costs(at: Addresses) -> DataTable | None:
    columns = (
        column("intervention", "Which action", lambda item: item.id, required=True),
        column("year", "Year or financial year", lambda item: item.year, required=True),
        column("amount", "What it costs in that year, GBP", lambda item: item.amount, type="number"),
    )
    rows = [
        _Money(item.id, "", year, amount)
        for item in at.authored.interventions.values()
        for year, amount in item.costs.items()
    ]
    points = (ForeignKey(("intervention",), "interventions"),)
    about = "What each action costs, year by year."
    return table_of(
        "intervention-costs", "Costs of actions", about, columns, rows, key=("intervention", "year"), points=points
    )


def _draws(at: Addresses) -> DataTable | None:
    columns = (
        column("intervention", "Which action", lambda item: item.id, required=True),
        column("fund", "Which fund", lambda item: item.fund, required=True),
        column("year", "Year or financial year", lambda item: item.year, required=True),
        column("amount", "What the fund gives it in that year, GBP", lambda item: item.amount, type="number"),
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
        "Money for actions",
        "Which fund gives what to which action, year by year.",
        columns,
        rows,
        key=("intervention", "fund", "year"),
        points=points,
    )


def _measures(at: Addresses, indicators: Collection[str]) -> DataTable | None:
    columns = (
        _id("measure"),
        column("title", "What it is called", lambda item: item.title),
        column("indicator", "What is read", lambda item: item.indicator),
        column("place", "Where it is read", lambda item: item.place),
        column("member", "Which line of a breakdown", lambda item: item.member),
        column("measured_by", "What shows it where no indicator does", lambda item: item.measured_by),
        column("baseline_period", "Period of the baseline", lambda item: item.baseline_period),
        column("target", "What is aimed at", lambda item: at.sentence(item.target)),
        column("direction", "Which way it should go", lambda item: item.direction),
        column("frequency", "How often it is read", lambda item: item.frequency),
        column("owner", "Who reads it", lambda item: item.owner),
        column("data_cost", "What reading it costs", lambda item: item.data_cost),
        column("priorities", f"Priorities it watches, {_IDS}", lambda item: " ".join(item.priorities)),
        column("interventions", f"Actions it watches, {_IDS}", lambda item: " ".join(item.interventions)),
        column("text", "What to know of it", lambda item: at.sentence(item.text)),
    )
    rows = list(at.authored.measures.values())
    known = all(item.indicator in indicators for item in rows if item.indicator)
    points = (ForeignKey(("indicator",), "indicators"),) if known else ()
    return table_of("measures", "Measures", "How we would know whether it works.", columns, rows, points=points)


def _studies(at: Addresses) -> DataTable | None:
    columns = (
        _id("study"),
        column("title", "What it is called", lambda item: item.title),
        column("by", "Who wrote it", lambda item: item.by),
        column("published", "When, as exactly as is known", lambda item: item.published),
        column("commissioned", "Whether it was commissioned for this", lambda item: item.commissioned, type="boolean"),
        column("read", "Whether the study itself was read", lambda item: item.read, type="boolean"),
        column("method", "How it was made", lambda item: item.method),
        column("scope", "What it speaks of", lambda item: item.scope),
        column("expires", "When it is too old to rest on", lambda item: item.expires, type="date"),
        column("url", "Where it can be read", lambda item: item.url),
    )
    return table_of("studies", "Studies", "Commissioned or published evidence.", columns, at.authored.studies.values())


def _findings(at: Addresses) -> DataTable | None:
    columns = (
        _id("finding"),
        column("text", "The statement in our own words", lambda item: at.sentence(item.text)),
        column("grade", "How strongly it is evidenced", lambda item: item.grade, Grade),
        column("study", "The study that it is from", lambda item: item.study),
        column("page", "Where it says so", lambda item: item.page),
        column("scope", "What it speaks of", lambda item: item.scope),
        column("places", f"Places it speaks of, {_IDS}", lambda item: " ".join(item.places)),
        column("stated_on", "When it was stated", lambda item: item.stated_on),
        column("expires", "When it is too old to rest on", lambda item: item.expires, type="date"),
        *_cited("What it is from where that is no study"),
    )
    rows = list(at.authored.findings.values())
    known = all(item.study in at.authored.studies for item in rows if item.study)
    points = (ForeignKey(("study",), "studies"),) if known else ()
    return table_of("findings", "Findings", "Graded statements of studies.", columns, rows, points=points)


def _events(at: Addresses) -> DataTable | None:
    columns = (
        _id("event"),
        column("title", "What it is called", lambda item: item.title),
        column("kind", "Its form", lambda item: item.kind, EventKind),
        column("when", "Day, month or year, as exactly as is known", lambda item: item.when),
        column("until", "Its last day, where it took several", lambda item: item.until),
        column(
            "planned",
            "Whether it was planned, and is not known to have been held",
            lambda item: item.planned,
            type="boolean",
        ),
        column("organisations", f"Who took part, parted by '{BETWEEN}'", lambda item: item.organisations),
        column("text", "What happened", lambda item: at.sentence(item.text)),
        column("points", f"What was said, parted by '{BETWEEN}'", lambda item: tuple(p.text for p in item.points)),
        column("decisions", f"What was decided, parted by '{BETWEEN}'", lambda item: item.decisions),
        *_cited("Where it is recorded"),
    )
    return table_of("events", "Events", "How the strategy came about.", columns, at.authored.events.values())


def _stated(at: Addresses) -> DataTable | None:
    columns = (
        column("record", "Which states it: kind and id", lambda item: item.record, required=True),
        column("figure", "Its name there", lambda item: item.name, required=True),
        column("value", "As the source gives it", lambda item: item.stated.value, type="number"),
        column("unit", "Unit of the value", lambda item: item.stated.unit),
        column("words", "As texts print it", lambda item: item.stated.words),
        column("low", "The least it may be, where the source says so", lambda item: item.stated.low, type="number"),
        column("high", "The most it may be, where the source says so", lambda item: item.stated.high, type="number"),
        column("period", "The period it is of", lambda item: item.stated.period),
        column("count_of", "For a share: of how many", lambda item: item.stated.count_of, type="number"),
    )
    rows = [
        _Stated(f"{kind}:{id}", name, stated)
        for kind in ("finding", "event")
        for id, record in at.authored.of_kind(kind).items()
        for name, stated in record.figures.items()
    ]
    about = "Numbers that studies and records of events give, which texts quote."
    return table_of("stated-figures", "Stated figures", about, columns, rows, key=("record", "figure"))


def _links(links: Sequence[Link]) -> DataTable | None:
    columns = (
        column("source", "Kind and id of the record that points", lambda item: item.source, required=True),
        column("role", "What the other is to it", lambda item: item.role, required=True),
        column("target", "Kind and id of what it points at", lambda item: item.target, required=True),
    )
    rows = sorted(dict.fromkeys(links), key=str)
    about = "What rests on what: every arrow from record to record."
    return table_of("links", "Links", about, columns, rows, key=("source", "role", "target"))


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
        column("url", "Its address", lambda item: item.url),
    )


def _id(what: str) -> Column:
    return column("id", f"Id of the {what}", lambda item: item.id, required=True)


def _sum(amounts: Mapping[str, float]) -> float | None:
    return sum(amounts.values()) if amounts else None

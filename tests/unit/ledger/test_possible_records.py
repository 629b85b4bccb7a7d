"""What cannot be is an error that names the record's file and the mend, whatever kind of record says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from placewright.core.issues import Severity
from placewright.ledger.possible_records import impossible_records
from placewright.records.alignment import Alignment, Stand
from placewright.records.chapter import Chapter
from placewright.records.claim import Stance
from placewright.records.edition import Edition, EditionKind
from placewright.records.event import Event, EventKind
from placewright.records.measure import Measure
from placewright.records.named_place import NamedPlace
from placewright.records.priority import Choice
from placewright.records.programme import Programme
from placewright.records.review import Waiver
from placewright.records.summary import Summary, SummaryKind, SummaryRow
from placewright.workspace.authored import Authored

from .invented_strategy import claim, fund, intervention, priority

DRAFT = Edition("a", "A", EditionKind.DRAFT, date(2026, 1, 1))
EVENT = Event("e", "E", EventKind.MEETING, "2019-10-07")
PLAN = Alignment("a", "skills", "the county", "County Plan", Stand.SUPPORTS, "It says so.")
PLACE = NamedPlace("t", "Town", ("E07000243",))
YES = SummaryRow("yes", "Yes", count=4)
SUMMARY = Summary("s", "S", SummaryKind.COUNT, "Is it so?", 10, (YES,))
WAIVER = Waiver("claim:c", "fails", "director", "Why.", date(2026, 6, 1), date(2026, 5, 1))


def test_two_chapters_that_ask_for_one_place_are_warned_of() -> None:
    chapters = {id: Chapter(id, id.title(), order, "Words.") for id, order in (("a", 1), ("b", 2), ("c", 2))}
    (issue,) = impossible_records(Authored(strategy=chapters))
    assert issue.severity is Severity.WARNING
    assert issue.where == "strategy/c.md"
    assert "the same `order` as 'b', 2" in issue.what
    assert "such as 3" in issue.fix


def said_of(**records: Any) -> str:
    found = list(impossible_records(Authored(**records)))
    assert all(issue.severity is Severity.ERROR and issue.where and issue.fix for issue in found)
    return " ".join(str(issue) for issue in found)


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ({"events": {"e": replace(EVENT, when="2019-13-45")}}, "events/e.md: 'when' is '2019-13-45'"),
        ({"events": {"e": replace(EVENT, until="soon")}}, "no day, month or year"),
        ({"events": {"e": replace(EVENT, until="2019-09")}}, "It ends before it begins"),
        ({"funding": {"f": fund("f", opened=date(2026, 2, 1), closed=date(2026, 1, 1))}}, "`closed` is 2026-01-01"),
        ({"interventions": {"i": intervention("i", starts=date(2027, 1, 1), ends=date(2026, 1, 1))}}, "`ends` is"),
        ({"claims": {"c": claim("c", Stance.NEED, contradicts=("c",))}}, "claims/c.md: It is said to speak against"),
        (
            {"interventions": {"i": intervention("i", prices="2026/27")}},
            "interventions/i.md: '2026/27' is no price base. Did you mean '2026-27'? Write in `prices` the year",
        ),
        ({"funding": {"f": fund("f", prices="currnet")}}, "Did you mean 'current'?"),
        ({"funding": {"f": fund("f", prices="real")}}, "'real' is no price base. Write in `prices` the year"),
        ({"editions": {"a": replace(DRAFT, parent="a")}}, "editions/a.toml: The edition follows itself"),
        ({"places": {"t": replace(PLACE, codes=("E01999999",))}}, "There is no place 'E01999999'. Check the code."),
        ({"places": {"t": replace(PLACE, within="E07000944")}}, "Did you mean"),
        ({"places": {"t": replace(PLACE, codes=("E07000243", "E07000243"))}}, "count twice"),
        ({"places": {"t": replace(PLACE, codes=("E07000243", "E10000015"))}}, "overlap. Leave one of them out"),
        ({"events": {"e": replace(EVENT, title=" ")}}, "'title' is empty. Write it."),
        ({"priorities": {"p": priority("p", places=("E07000944",))}}, "priorities/p.md: There is no place 'E07000944'"),
        (
            {"events": {"e": replace(EVENT, url="javascript:alert(1)")}},
            "events/e.md: 'javascript:alert(1)' is no address",
        ),
        ({"choice": Choice(earlier_url="www.example.org")}, "priorities/choice.toml: 'www.example.org' is no address"),
        ({"measures": {"m": Measure("m", "M", place="E10000999")}}, "There is no place 'E10000999'"),
        ({"measures": {"m": Measure("m", "M", baseline_period="once")}}, "'once' is not a period"),
        ({"summaries": {"s": replace(SUMMARY, base=-1)}}, "-1 are said to have answered"),
        ({"summaries": {"s": replace(SUMMARY, rows=(YES, YES))}}, "Two options have the id 'yes'"),
        ({"summaries": {"s": replace(SUMMARY, base=3)}}, "'yes' was chosen by 4 of 3"),
        (
            {"summaries": {"s": replace(SUMMARY, kind=SummaryKind.ESTIMATE, rows=(replace(YES, share=0.5, low=0.6),))}},
            "does not lie in its",
        ),
        ({"summaries": {"s": replace(SUMMARY, rows=(replace(YES, low=0.1),))}}, "people chose to answer"),
        (
            {"summaries": {"s": replace(SUMMARY, kind=SummaryKind.WEIGHTED, rows=(replace(YES, high=0.6),))}},
            "quota, mailing list, panel",
        ),
        ({"programmes": {"p": Programme("p", "P", ("a", "a"))}}, "programmes/p.toml: It holds 'a' twice"),
        ({"waivers": (WAIVER,)}, "There is no record 'claim:c' to waive"),
        ({"waivers": (replace(WAIVER, record="c"),)}, "A record is kind:id"),
    ],
)
def test_what_cannot_be_is_named_with_its_mend(records: dict[str, Any], told: str) -> None:
    assert told in said_of(**records)


@pytest.mark.parametrize(
    "event",
    [EVENT, replace(EVENT, until="2019-10"), replace(EVENT, when="2019", until="2019-03"), replace(EVENT, when="2017")],
)
def test_days_months_and_years_that_may_be_are_let_be(event: Event) -> None:
    assert said_of(events={"e": event}) == ""


def test_a_summary_that_may_be_is_let_be() -> None:
    shares = replace(
        SUMMARY,
        kind=SummaryKind.ESTIMATE,
        rows=(SummaryRow("yes", "Yes", share=0.5, low=0.4, high=0.6), SummaryRow("no", "No")),
    )
    assert said_of(summaries={"s": SUMMARY}) == said_of(summaries={"s": shares}) == ""


def test_a_line_of_editions_and_a_waiver_of_a_claim_are_let_be() -> None:
    editions = {"a": DRAFT, "b": replace(DRAFT, id="b", parent="a")}
    assert said_of(editions=editions, claims={"c": claim("c", Stance.NEED)}, waivers=(WAIVER,)) == ""


@pytest.mark.parametrize("prices", ["", "current", "2024", "2026-27"])
def test_a_year_or_the_prices_of_each_year_are_a_price_base(prices: str) -> None:
    records = {"interventions": {"i": intervention("i", prices=prices)}, "funding": {"f": fund("f", prices=prices)}}
    assert "price base" not in said_of(**records)


def test_a_plan_that_supports_a_priority_and_conflicts_with_it_is_warned_of() -> None:
    other = replace(PLAN, id="b", stand=Stand.CONFLICTS)
    [found] = impossible_records(Authored(alignments={"a": PLAN, "b": other}))
    assert (found.severity, found.where) == (Severity.WARNING, "alignments/b.toml")
    assert "'a' says otherwise of the same priority and strategy" in found.what
    assert not [*impossible_records(Authored(alignments={"a": PLAN, "b": replace(other, strategy="Transport Plan")}))]

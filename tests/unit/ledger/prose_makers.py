"""Makers of the least valid claim, figure, indicator and chapter, for the tests of the prose rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from placewright.core.quantities import ErrorKind, Status
from placewright.ledger.chapters import read_chapter
from placewright.ledger.prose import Material, PlainText, ProseIssue
from placewright.ledger.prose import rules as all_rules
from placewright.ledger.prose.as_read import check_and_read
from placewright.ledger.prose.names import UNREAD
from placewright.ledger.prose.remembered import check_prose_since
from placewright.ledger.prose.turned import objections
from placewright.ledger.resolver import WorkspaceResolver
from placewright.ledger.resolving import claim_runs
from placewright.records.chapter import Chapter
from placewright.records.claim import Claim, Comparison, FigureSpec, Stance, Test, Threshold
from placewright.records.decision import Decision
from placewright.records.event import Event
from placewright.records.finding import Finding, Grade
from placewright.records.funding import FundingStream
from placewright.records.indicator import Compute, ComputeKind, Foundation, Indicator, Polarity, Prices, Sides
from placewright.records.stated import Stated
from placewright.records.summary import Summary
from placewright.records.verdict import ClaimResult, FigureResult, Verdict
from placewright.workspace.authored import Authored


class Notes:
    """What a check of prose found, kept in memory; `read` are the texts that were not recalled."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, tuple[ProseIssue, ...]]] = {}
        self.read: list[str] = []

    def recall(self, unit: str, key: str) -> tuple[ProseIssue, ...] | None:
        then, issues = self.known.get(unit, ("", ()))
        if then != key:
            self.read.append(unit)
        return issues if then == key else None

    def keep(self, unit: str, key: str, issues: Sequence[ProseIssue]) -> None:
        self.known[unit] = (key, tuple(issues))


def check_prose(made: Material, *, only: Collection[str] = ()) -> tuple[ProseIssue, ...]:
    """As the product's, which must find the same in a text whichever others are read with it.

    Rules that are said not to weigh figures must find nothing more where figures and tests are turned.
    """
    found = all_rules.check_prose(made, only=only)
    if not only:
        notes = Notes()
        read = check_and_read(made)
        assert tuple(one for one in read if one.rule != UNREAD) == found
        assert check_prose_since(made, notes, shared="") == read
        for unit in tuple(notes.known):
            del notes.known[unit]
            assert check_prose_since(made, notes, shared="") == read, unit
        light = [name for name in all_rules.RULES if name not in all_rules.WEIGHING]
        assert not list(objections(made, made.results, all_rules.issues_of_texts(made), rules=light))
    return found


LEVELS = {"HERE": "county", "TOWN": "lad", "VALE": "lad", "ENGLAND": "country"}
NAMES = {"HERE": "North Vale", "TOWN": "Hillbury", "VALE": "Lowdale", "ENGLAND": "England"}


def indicator(id: str, unit: str, **more: Any) -> Indicator:
    made = Indicator(
        id=id,
        name=id.title(),
        short_name=id,
        definition="What it is.",
        unit=unit,
        decimals=1,
        polarity=Polarity.HIGHER,
        foundation=Foundation.PEOPLE,
        theme="t",
        levels=(),
        method="m",
        not_shown="n",
        compute=Compute(ComputeKind.LEVEL),
    )
    return replace(made, **more)


DEFINITIONS = {
    one.id: one
    for one in (
        indicator("employment-rate", "%"),
        indicator("gva", "GBP million", prices=Prices.CURRENT),
        indicator("real-gva", "GBP million 2022", prices=Prices.CHAINED),
        indicator("gva-per-hour-index", "index UK=100", smoothed=True, index_base="UK"),
        indicator("real-gva-index", "index 2008=100", prices=Prices.CHAINED, index_base="2008"),
        indicator("hourly-pay", "GBP/hour", prices=Prices.CURRENT, name="Median hourly pay"),
        indicator("enterprises", "enterprises"),
        indicator("jobs", "jobs"),
        indicator("population", "people"),
        indicator("unemployment-rate", "%", polarity=Polarity.LOWER),
        indicator("office-floorspace", "thousand m2", polarity=Polarity.NEUTRAL),
        indicator("jobs-per-head", "ratio", polarity=Polarity.NEUTRAL),
        indicator("gender-pay-gap", "%", polarity=Polarity.LOWER, sides=Sides(("men", "man"), ("women", "woman"))),
        indicator(
            "net-births", "%", sides=Sides(("births", "born", "opened", "gained"), ("deaths", "died", "closed", "lost"))
        ),
        indicator("gap-to-england", "GBP/job", sides=Sides(less=("England", "nation"))),
        indicator("pay-there-to-here", "ratio", sides=Sides(("workplaces", "jobs"), ("residents",), even=1.0)),
        indicator("deprived", "%", definition="Neighbourhoods among the most deprived fifth."),
        indicator("micro", "%", definition="The part of registered enterprises that employ fewer than 10 people."),
        indicator("construction", "%", definition="The part of employees who work in construction (section F)."),
        indicator("stay", "%", definition="Of residents with a fixed workplace, the part who work in the place."),
        indicator("go", "people", definition="Residents whose fixed place of work lies outside."),
        indicator("come", "people", definition="Workers at fixed workplaces here who live outside."),
        indicator("old-age", "per 100 people", definition="Residents aged 65 and over for each hundred aged 16 to 64."),
        indicator("survival", "%", definition="The part of enterprises born in a year that were still active."),
        indicator("gigabit", "%", definition="The part of premises where broadband of a gigabit can be had."),
        indicator("come-from", "%", definition="Of workers at fixed workplaces in the place, the part who live in it."),
        indicator("stay-here", "%", definition="Of residents with a fixed workplace, the part who work in the place."),
        indicator("output-per-head", "GBP", name="Value added per head of population"),
        indicator("house-price", "GBP", name="Median price of homes sold"),
        indicator("years-of-pay", "ratio", definition="How many years' earnings the median home costs."),
        indicator("healthy-years", "years", definition="The years that a girl born today would live in good health."),
        indicator("homes-added", "dwellings", definition="Homes added in a financial year, less those lost."),
        indicator("firms-born", "enterprises", name="Births of enterprises", definition="New enterprises in the year."),
        indicator("children-poor", "%", definition="The part of children in families on a low income."),
        indicator("value-share", "%", definition="The part of value added that manufacturing makes."),
        indicator("weekly-there", "GBP/week", name="Median weekly pay, by workplace"),
        indicator("weekly-here", "GBP/week", name="Median weekly pay, by residence"),
        indicator("firms-rate", "per 10,000 people", definition="Enterprises for each 10,000 residents."),
        indicator("population-growth", "%", definition="By how much the population has grown in ten years."),
    )
}


def spec(indicator: str = "employment-rate", **more: Any) -> FigureSpec:
    return FigureSpec(indicator=indicator, place=more.pop("place", "HERE"), **more)


def figure(name: str, given: FigureSpec, **more: Any) -> FigureResult:
    """A figure as its spec asks for, with an invented value; `more` replaces fields of the result."""
    definition = DEFINITIONS[given.indicator]
    kind = given.as_.partition(":")[0]
    unit = definition.unit
    if kind in ("change-percent", "growth-per-year", "percent-of", "share-of"):
        unit = "%"
    elif kind.startswith("rank"):
        unit = "rank"
    elif kind in ("change", "difference-from") and unit == "%":
        unit = "percentage points"
    start, _, end = str(given.period).rpartition("..")
    period = "2023" if end == "latest" else end
    place = str(given.place)
    text = {"%": "12%", "percentage points": "12 percentage points", "rank": "3rd"}.get(unit, "12")
    made = FigureResult(
        name=name,
        text=text,
        value=12.0,
        low=None,
        high=None,
        error=ErrorKind.UNKNOWN,
        unit=unit,
        status=Status.OK,
        origin=given.indicator,
        place=place,
        place_name=NAMES[place],
        period=period,
        period_label=period,
        from_period=start,
        as_=given.as_,
        of=38 if unit == "rank" else None,
        datasets=(given.indicator,),
    )
    return replace(made, **more)


def claim(text: str, id: str = "made", /, **more: Any) -> Claim:
    made = Claim(id, Stance.NEED, Foundation.PEOPLE, text, figures={"here": spec()})
    return replace(made, **more)


def test(figure: str, is_: str, than: Threshold | float | str | None = None, **more: Any) -> Test:
    return Test(figure, Comparison(is_), than=than, **more)


test.__test__ = False  # type: ignore[attr-defined]


def finding(id: str, text: str = "It was found.", **figures: Stated) -> Finding:
    return Finding(id, text, Grade.MODERATE, figures=figures)


def material(
    *claims: Claim,
    chapters: Sequence[Chapter] = (),
    results: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
    findings: Sequence[Finding] = (),
    events: Sequence[Event] = (),
    summaries: Sequence[Summary] = (),
    funding: Sequence[FundingStream] = (),
    decisions: Sequence[Decision] = (),
    others: Sequence[PlainText] = (),
) -> Material:
    """The material of these records; `results` replaces fields of figures, by claim and figure."""
    authored = Authored(
        claims={one.id: one for one in claims},
        findings={one.id: one for one in findings},
        events={one.id: one for one in events},
        summaries={one.id: one for one in summaries},
        funding={one.id: one for one in funding},
        decisions={one.id: one for one in decisions},
    )
    changed = results or {}
    made = {}
    for one in claims:
        own = changed.get(one.id, {})
        figures = {name: figure(name, given, **own.get(name, {})) for name, given in one.figures.items()}
        made[one.id] = ClaimResult(one.id, "", Verdict.HOLDS, (), figures)
    resolver = WorkspaceResolver(authored, made)
    read = [read_chapter(chapter, resolve=resolver) for chapter in chapters]
    assert not [issue for _, issues in read for issue in issues]
    return Material(
        authored=authored,
        results=made,
        runs={one.id: claim_runs(one, made[one.id], resolver) for one in claims},
        chapters=tuple(text for text, _ in read),
        definitions=DEFINITIONS,
        level_of=lambda code: LEVELS.get(code, ""),
        name_of=lambda code: NAMES.get(code, code),
        series_of=lambda dataset: dataset.partition("@")[0],
        others=others,
        places=("HERE", "TOWN", "VALE"),
    )


def chapter(*paragraphs: str) -> Chapter:
    return Chapter("people", "People", 1, "\n\n".join(paragraphs))


def said(*paragraphs: str, **more: Any) -> list[ProseIssue]:
    """What the rules say of a chapter's own words."""
    return list(check_prose(material(chapters=[chapter(*paragraphs)], **more)))


def rules(issues: Sequence[ProseIssue]) -> list[str]:
    return [one.rule for one in issues]

"""A small invented strategy of a place called North Vale, whole and without fault, for tests to spoil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from placewright.records.alignment import Alignment, Stand
from placewright.records.chapter import Chapter
from placewright.records.checklist import Answer, Checklist, Standing
from placewright.records.claim import Claim, Comparison, FigureSpec, Stance, Test
from placewright.records.decision import Decision, DecisionKind
from placewright.records.event import Event, EventKind
from placewright.records.finding import Finding, Grade
from placewright.records.funding import FundingStream
from placewright.records.indicator import Compute, ComputeKind, Foundation, Indicator, Polarity
from placewright.records.intervention import Funding, Intervention, Node, Stage, Step
from placewright.records.measure import Measure
from placewright.records.priority import Choice, Criterion, EarlierPriority, Priority
from placewright.records.programme import Programme
from placewright.records.stated import Stated
from placewright.records.study import Study
from placewright.records.verdict import ClaimResult, FigureResult, Verdict
from placewright.workspace.authored import Authored

TODAY = date(2026, 3, 1)
DISTRICT = "E06000001"


def indicator(id: str, *sources: str, levels: tuple[str, ...] = ("lad",)) -> Indicator:
    return Indicator(
        id,
        id.title(),
        id,
        "What it is.",
        "GBP/hour",
        1,
        Polarity.HIGHER,
        Foundation.PLACES,
        "productivity",
        levels,
        "Divided.",
        "Much.",
        Compute(ComputeKind.LEVEL),
        sources=sources,
    )


INDICATORS = {"output": indicator("output", "accounts", "hours"), "jobs": indicator("jobs", "survey-of-jobs")}
DATASETS = ("accounts", "hours", "survey-of-jobs")


def claim(id: str, stance: Stance, **more: Any) -> Claim:
    figures = {"now": FigureSpec(indicator="output"), "change": FigureSpec(indicator="output", as_="change-percent")}
    tests = (Test("change", Comparison.FALLING),)
    held: dict[str, Any] = {"figures": figures, "holds": tests, **more}
    return Claim(id, stance, Foundation.BUSINESS_ENVIRONMENT, "An hour makes {{ now }}.", **held)


def node(id: str, stage: Stage, **more: Any) -> Node:
    return Node(id, stage, f"The {stage}.", **more)


def outcome(id: str = "outcome", **more: Any) -> Node:
    whole: dict[str, Any] = {
        "indicator": "jobs",
        "baseline": "1,200 in 2023",
        "baseline_source": "the survey of jobs, release of 2024",
        "direction": "up",
        "frequency": "yearly",
        "owner": "programme manager",
        "data_cost": "none: published",
        "objective": "skills",
    }
    return node(id, Stage.OUTCOME, **{**whole, **more})


def step(start: str, end: str, **more: Any) -> Step:
    held: dict[str, Any] = {"assumption": "People come.", "grade": Grade.ASSERTED, **more}
    return Step(start, end, held.pop("assumption"), held.pop("grade"), **held)


NODES = (
    node("input", Stage.INPUT),
    node("activity", Stage.ACTIVITY),
    node("output", Stage.OUTPUT),
    outcome(),
    node("impact", Stage.IMPACT),
)
STEPS = (
    step("input", "activity"),
    step("activity", "output", grade=Grade.MODERATE, findings=("courses-work",)),
    step("output", "outcome"),
    step("outcome", "impact"),
)


def intervention(id: str = "courses", **more: Any) -> Intervention:
    held: dict[str, Any] = {
        "priorities": ("skills",),
        "owner": "the college",
        "starts": date(2025, 4, 1),
        "ends": date(2027, 3, 31),
        "places": (DISTRICT,),
        "costs": {"2025-26": 100_000.0, "2026-27": 100_000.0},
        "funding": (Funding("skills-fund", {"2025-26": 100_000.0, "2026-27": 100_000.0}),),
        "nodes": NODES,
        "steps": STEPS,
        "external_drivers": ("the national budget for skills",),
        "counterfactual": "Fewer courses, begun later.",
        "illustrative": True,
        **more,
    }
    return Intervention(id, f"Action {id}", "Run courses.", **held)


def fund(id: str = "skills-fund", **more: Any) -> FundingStream:
    held: dict[str, Any] = {
        "amounts": {"2025-26": 300_000.0, "2026-27": 300_000.0},
        "opened": date(2025, 4, 1),
        "closed": date(2027, 3, 31),
        "source": "the fund's prospectus",
        **more,
    }
    return FundingStream(id, "The skills fund", "a department", **held)


def priority(id: str, **more: Any) -> Priority:
    held: dict[str, Any] = {"claims": ("lead-lost",), "scores": {"need": 4.0, "means": 3.0}, "illustrative": True}
    return Priority(id, f"Priority {id}", "Words.", **{**held, **more})


CHOICE = Choice(
    criteria=(Criterion("need", "Need", 2.0), Criterion("means", "Means", 1.0)),
    earlier_plan="The plan of 2017",
    earlier_source="the plan",
    earlier=(EarlierPriority("old-skills", "Skills of old", "kept", by=("skills",)),),
)


def by_id(records: Iterable[Any]) -> Mapping[str, Any]:
    return {record.id: record for record in records}


def strategy(**changes: Any) -> Authored:
    """The strategy, with whole kinds of record put in the place of its own."""
    whole: dict[str, Any] = {
        "studies": [Study("courses-study", "A study of courses", "a university", "2024")],
        "findings": [Finding("courses-work", "Courses work.", Grade.MODERATE, study="courses-study")],
        "events": [
            Event(
                "consultation",
                "The consultation",
                EventKind.CONSULTATION,
                "2025-09-01",
                until="2025-10-15",
                organisations=("the college", "a firm", "the next county"),
                figures={"main": Stated(26, "responses")},
            )
        ],
        "claims": [claim("lead-lost", Stance.NEED), claim("strong-firms", Stance.STRENGTH, places=("old-town",))],
        "priorities": [
            priority("skills", claims=("lead-lost", "strong-firms")),
            priority("festival", chosen=False, why_not="It moves trade about.", scores={"need": 1.0, "means": 1.0}),
        ],
        "alignments": [Alignment("county-plan", "skills", "the county", "County Plan", Stand.SUPPORTS, "It says so.")],
        "funding": [fund()],
        "interventions": [intervention()],
        "programmes": [Programme("first", "The first programme", ("courses",))],
        "measures": [
            Measure(
                "jobs-measure",
                "Jobs",
                indicator="jobs",
                baseline_period="2023",
                direction="up",
                frequency="yearly",
                owner="programme manager",
                priorities=("skills",),
            )
        ],
        "decisions": [
            Decision("budget", DecisionKind.BUDGET, "the board", TODAY, "So much.", figure=Stated(5.0, "GBP million"))
        ],
        "checklists": [
            Checklist(
                "lis",
                (Answer("agreed", Standing.PARTLY, text="Not yet agreed."),),
            )
        ],
        "strategy": [
            Chapter(
                "story",
                "The story",
                1,
                "{{ claim:strong-firms }} Then {{ lead-lost.now }}, as {{ quoted:consultation }} said, "
                "for {{ decided:budget }}.\n\n{{ chart:output places=A,B }}\n\n{{ logic:courses }}",
            )
        ],
        "places": [_old_town()],
    }
    made: dict[str, Any] = {name: by_id(records) for name, records in {**whole, **changes}.items() if name != "choice"}
    return Authored(**made, choice=changes.get("choice", CHOICE))


def changed(authored: Authored, folder: str, id: str, **fields: Any) -> Authored:
    """The strategy with some fields of one record changed."""
    records = dict(getattr(authored, folder))
    records[id] = replace(records[id], **fields)
    return replace(authored, **{folder: records})


def result(id: str, verdict: Verdict = Verdict.HOLDS, *, printed: str = "p", value: str = "GBP 40") -> ClaimResult:
    from placewright.core.quantities import ErrorKind, Status

    figure = FigureResult(
        "now", value, 40.0, None, None, ErrorKind.UNKNOWN, "GBP", Status.OK, "output", DISTRICT, "", "2023", "2023"
    )
    return ClaimResult(id, f"An hour makes {value}.", verdict, (), figures={"now": figure}, printed=printed)


def _old_town() -> Any:
    from placewright.records.named_place import NamedPlace

    return NamedPlace("old-town", "Old Town", ("E01000001", "E01000002"), within=DISTRICT)

"""An invented strategy's records: the least of each kind that its pages are assembled from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from placewright.core.quantities import ErrorKind, Status
from placewright.core.said import Said, as_written
from placewright.records.alignment import Alignment, Stand
from placewright.records.checklist import Answer, Checklist, Standing
from placewright.records.claim import Claim, FigureSpec, Stance
from placewright.records.decision import Decision, DecisionKind
from placewright.records.edition import Edition, EditionKind
from placewright.records.event import Action, Event, EventKind, Point
from placewright.records.finding import Finding, Grade
from placewright.records.funding import FundingStream
from placewright.records.indicator import Foundation
from placewright.records.intervention import Funding, Intervention, Node, Stage, Step
from placewright.records.measure import Measure
from placewright.records.priority import Choice, Criterion, EarlierPriority, Priority
from placewright.records.programme import Programme
from placewright.records.prose import ChapterText, Heading, Number, NumberKind, Paragraph, Passage, Words
from placewright.records.review import Review, Waiver
from placewright.records.stated import Stated
from placewright.records.study import Study
from placewright.records.verdict import CellRef, ClaimResult, FigureResult, Mark, TestResult, Verdict
from placewright.workspace.authored import Authored

HERE = FigureResult(
    "here",
    "£40.80",
    40.8,
    37.2,
    45.1,
    ErrorKind.REVISION,
    "GBP/hour",
    Status.OK,
    "gva-per-hour",
    "E10000015",
    "Hertfordshire",
    "2022",
    "2022",
    datasets=("productivity",),
    cells=(CellRef("gva-per-hour", "", "E10000015", "2022", "f"),),
    without=43.7,
    without_text="£43.70",
    parts={"interval": "£37.20 to £45.10"},
)
THERE = replace(HERE, name="there", text="£39.70", place="K02000001", place_name="United Kingdom", without=None)
EARLIER = replace(HERE, name="earlier", text="£30.10", value=30.1, period="2012", period_label="2012", without=None)


def _claim(id: str, stance: Stance, text: str, **more: object) -> Claim:
    figures = {"here": FigureSpec("gva-per-hour"), "there": FigureSpec("gva-per-hour", place="K02000001")}
    return Claim(id, stance, Foundation.BUSINESS_ENVIRONMENT, text, figures=figures, **more)  # type: ignore[arg-type]


CLAIMS = {
    "hour": _claim(
        "hour",
        Stance.STRENGTH,
        "An hour made {{ earlier }} and makes {{ here }}, against {{ there }}.",
        title="What an hour makes",
        findings=("premises",),
        events=("launch",),
        note="Mind Dacorum.",
    ),
    "space": _claim("space", Stance.NEED, "Space is scarce.", contradicts=("hour",)),
    "ahead": _claim("ahead", Stance.THREAT, "It will not last."),
}


def result(id: str, verdict: Verdict, text: str) -> ClaimResult:
    """A claim as it turned out, with its figures and one test."""
    figures = {"earlier": EARLIER, "here": HERE, "there": THERE}
    above = Said("%(figure)s is above %(than)s", {"figure": "here", "than": "there"})
    tests = (TestResult(above, verdict, Verdict.CANNOT_TELL),)
    return ClaimResult(id, text, verdict, (Mark.CAVEATED,), figures, tests, why=as_written("'here' is 40.8"))


RESULTS = {
    "hour": result("hour", Verdict.HOLDS, "An hour made £30.10 and makes £40.80, against £39.70."),
    "space": result("space", Verdict.CANNOT_TELL, "Space is scarce."),
    "ahead": result("ahead", Verdict.FAILS, "It will not last."),
}

NODES = (
    Node("money", Stage.INPUT, "£1.2m"),
    Node("teach", Stage.ACTIVITY, "Teach 200 adults"),
    Node(
        "earn",
        Stage.OUTCOME,
        "They earn more",
        indicator="gva-per-hour",
        baseline="£40.80 in 2022",
        direction="up",
        owner="the analyst",
        frequency="every year",
    ),
)
TEACH = Intervention(
    "teach",
    "Teach adults",
    "Courses for people in work.\n\nIn the evening, at {{ claim-hour }}.",
    ("skills",),
    "The college",
    date(2026, 4, 1),
    date(2029, 3, 31),
    costs={"2026-27": 400_000.0, "2027-28": 800_000.0},
    prices="2025",
    funding=(Funding("fund", {"2026-27": 400_000.0}),),
    nodes=NODES,
    steps=(Step("money", "teach", "Teachers are found.", Grade.MODERATE, findings=("premises",), claims=("hour",)),),
    external_drivers=("The trade cycle",),
    counterfactual="Pay would rise more slowly.",
    illustrative=True,
)

AUTHORED = Authored(
    studies={"survey": Study("survey", "Room to grow", "A university", "2019-03", "https://example.org/s")},
    findings={
        "premises": Finding(
            "premises",
            "Four in ten firms found no premises.",
            Grade.MODERATE,
            study="survey",
            page="page 12",
            figures={"main": Stated(40.0, "%", "4 in 10")},
        ),
        "speech": Finding("speech", "Buses are late.", Grade.ASSERTED, source="A speech", url="https://example.org/b"),
    },
    events={
        "launch": Event(
            "launch",
            "First conference",
            EventKind.CONFERENCE,
            "2018-03",
            figures={"main": Stated(150, "people", "over 150")},
            points=(Point("Premises are short.", "businesses"),),
            actions=(Action("Ask firms", "the university", due=date(2018, 6, 1)),),
        ),
        "draft": Event("draft", "Consultation", EventKind.CONSULTATION, "2019-09-09", until="2019-10-14"),
        "end": Event("end", "Final strategy", EventKind.MILESTONE, "2020", planned=True),
    },
    claims=CLAIMS,
    priorities={
        "skills": Priority("skills", "Skills", "Teach more.", ("hour",), order=1, scores={"need": 5, "power": 4}),
        "space": Priority("space", "Space", "Build.", ("space",), order=2, scores={"need": 3, "power": 3}),
        "air": Priority("air", "An airport", "Fly.", chosen=False, why_not="No owner.", scores={"need": 1, "power": 5}),
    },
    alignments={
        "council": Alignment("council", "skills", "Council", "Plan", Stand.SUPPORTS, "It says so."),
        "rival": Alignment("rival", "skills", "Neighbour", "Plan", Stand.CONFLICTS, "Same land.", read=False),
    },
    funding={
        "fund": FundingStream(
            "fund", "Skills fund", "Ministry", amounts={"2026-27": 1e6}, closed=date(2028, 3, 31), url="https://e.org/f"
        )
    },
    interventions={
        "teach": TEACH,
        "labs": Intervention("labs", "Build labs", "Room for science.", ("space",), "", unfunded=True),
    },
    programmes={"now": Programme("now", "Skills now", ("teach",), "At once.")},
    measures={
        "hour": Measure(
            "hour", "An hour's work", "gva-per-hour", baseline_period="2012", direction="up", priorities=("skills",)
        ),
        "mood": Measure("mood", "Mood", measured_by="a survey", interventions=("teach",)),
    },
    decisions={"homes": Decision("homes", DecisionKind.TARGET, "the board", date(2025, 5, 4), "1,500 homes a year.")},
    checklists={
        "lis": Checklist("lis", (Answer("long-term", Standing.MET, ("chapter:work",), "It looks ten years on."),))
    },
    editions={"draft": Edition("draft", "Draft", EditionKind.DRAFT, date(2026, 1, 2))},
    choice=Choice(
        (Criterion("need", "Need", 3.0), Criterion("power", "Power", 1.0)),
        "Plan of 2017",
        earlier_url="https://example.org/p",
        earlier=(EarlierPriority("old", "Skills then", "kept", ("skills",), "Still needed."),),
    ),
    reviews={"claim:hour": Review("claim:hour", "the analyst", date(2026, 1, 1))},
    waivers=(Waiver("claim:ahead", "fails", "the lead", "It is being rewritten", date(2026, 6, 1), date(2026, 1, 1)),),
)

CHAPTER = ChapterText(
    "work",
    "Work",
    1,
    (
        Heading(2, "Hours", "hours"),
        Paragraph(
            (
                Passage((Words("An hour makes "), Number("£40.80", NumberKind.COMPUTED, "claim:hour", "here")), "hour"),
                Passage((Words(" "), Number("4 in 10", NumberKind.QUOTED, "finding:premises", "main"))),
            )
        ),
    ),
    "What work makes.",
    claims=("hour",),
)

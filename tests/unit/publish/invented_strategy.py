"""An invented strategy of an invented vale: the least that shows every part of every page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from placewright.publish.document import Grid, LedgerRow, Picture
from placewright.publish.views import SiteInfo
from placewright.publish.views_checks import (
    ChangeLine,
    ChangesPage,
    EditionLine,
    FindingLine,
    FrameworkPage,
    ItemLine,
    MeasureLine,
    MeasuresPage,
    StudiesPage,
    StudyLine,
)
from placewright.publish.views_strategy import (
    ActionCard,
    ActionsPage,
    AlignmentLine,
    AlignmentsPage,
    ChapterCard,
    ChapterPage,
    ClaimLine,
    ClaimPage,
    ContentsPage,
    ContinuityLine,
    CriterionLine,
    FigureWithout,
    FundLine,
    FundsPage,
    HeadlineFigure,
    InterventionPage,
    LedgerPage,
    Link,
    Milestone,
    NodeView,
    PrioritiesPage,
    PriorityCard,
    PriorityView,
    ProcessPage,
    ProgrammeLine,
    ScoreRow,
    StepView,
    StrategyHome,
    SwotItem,
    SwotPage,
    SwotPart,
    TestLine,
    VerdictCount,
)
from placewright.publish.views_strategy_site import StrategySite

from .invented import SITE, map_chart
from .invented_chapter import DIAGRAM, GOAL, JOBS, PAY, ROWS, STUDY, UNUSED, chapter


def line(row: LedgerRow) -> ClaimLine:
    """A claim in short."""
    return ClaimLine(row.id, row.text, row.verdict, row.stance, row.foundation, row.marks, row.title)


def strategy() -> StrategySite:
    """Every page."""
    chapters = (chapter("place", 1), chapter())
    cards = tuple(
        ChapterCard(c.id, c.number, c.title, c.summary, 2, (Link("Homes", f"strategy/{c.id}.html#homes-{c.id}"),))
        for c in chapters
    )
    event = Milestone(
        "launch",
        "March 2018",
        "First conference",
        "conference",
        "It opened the debate.",
        ("over 150 people",),
        ("Chamber of Invention",),
        (Link("Premises are short.", note="businesses"),),
        ("To ask firms.",),
        ("Survey firms: the university, by June 2018",),
        Link("Minutes", "https://example.org/minutes"),
        year="2018",
    )
    events = (event, Milestone("end", "early 2020", "Final strategy", "milestone", planned=True, year="2020"))
    action = ActionCard(
        "teach-adults",
        "Teach adults at night",
        "Courses at level 4 for people in work.",
        "The college",
        "2026 to 2029",
        "£1.2m in 2025 prices",
        "£800,000 from the skills fund",
        (Link("Skills", "priorities.html#skills"),),
        illustrative=True,
    )
    unfunded = ActionCard(
        "labs",
        "Build laboratories",
        "Room for science firms.",
        "",
        "",
        "£4m",
        "",
        (Link("Skills", "priorities.html#skills"),),
        unfunded=True,
    )
    aligned = AlignmentLine(
        "County council",
        "Transport plan",
        "supports",
        "It plans the same buses.",
        Link("Skills", "priorities.html#skills"),
        Link("Plan, page 4", "https://example.org/plan"),
    )
    against = replace(aligned, partner="Neighbour", stand="conflicts", text="It wants the same land.", read=False)
    priority = PriorityView(
        "skills",
        1,
        "Skills for those in work",
        ("Teach more adults.", "At night."),
        "people",
        (line(PAY),),
        (Link(action.title, action.href),),
        (Link("Pay", "measures.html#pay"),),
        (aligned,),
        ("Ashby",),
        ("Science",),
        source=Link("The plan of 2017", "https://example.org/2017"),
    )
    dropped = PriorityView("airport", 2, "An airport", ("Fly.",), why_not="Nobody owns one.", illustrative=True)
    pictured = Picture("logic-teach", "logic", "How it should work", "Teaching leads to pay.", DIAGRAM, 900, 200)
    downloads = (Link("The strategy (PDF)", "strategy.pdf", "tagged"),)
    grid = Grid("Costs", ("Year", "Cost"), (("2026", "£400,000"),), (False, True))
    return StrategySite(
        home=StrategyHome(
            "North Vale: a strategy",
            "A place that works hard, and could earn more.",
            "Draft of March 2025",
            (
                HeadlineFigure("£612", "Weekly pay", line(PAY), "North Vale, 2024 · £590 to £634"),
                HeadlineFigure("1.2%", "Growth of jobs a year", line(JOBS), "2015 to 2023"),
            ),
            (
                PriorityCard(1, "skills", "Skills for those in work", "Teach more adults.", "people", 1, 1),
                PriorityCard(2, "skills", "Room for science", "Build.", illustrative=True),
            ),
            cards,
            (
                VerdictCount("holds", 1),
                VerdictCount("cannot tell", 1),
                VerdictCount("fails", 1),
                VerdictCount("unmeasured", 1),
            ),
            events,
            map_chart(),
            ("Districts differ.",),
            148,
            35,
            (Link("The evidence", "evidence.html", "148 indicators"),),
            downloads,
        ),
        contents=ContentsPage(
            "The strategy",
            "In two chapters.",
            "Draft",
            date(2025, 3, 31),
            cards,
            (Link("Ledger", "ledger.html", "Every claim"),),
            downloads,
        ),
        chapters=(
            ChapterPage(chapters[0], ROWS, (STUDY, GOAL), None, Link("2 Work & pay", "strategy/work.html"), 2),
            ChapterPage(chapters[1], ROWS, (STUDY, GOAL), Link("1 Place", "strategy/place.html"), None, 2),
        ),
        ledger=LedgerPage(
            ROWS,
            (Link("1 Place", "strategy/place.html", "place"), Link("2 Work & pay", "strategy/work.html", "work")),
            (Link("All claims (JSON)", "claims.json"),),
        ),
        claims=(
            ClaimPage(
                PAY,
                (TestLine("Weekly pay here (£612) is below England’s (£640).", "holds", "cannot tell"),),
                "all",
                (FigureWithout("here", "£612", "£635"),),
                ("One head office books a whole country’s payroll in Ashby.",),
                (STUDY,),
                (
                    Link("Chapter 2: Work & pay", "strategy/work.html"),
                    Link("Priority: skills", "priorities.html#skills"),
                ),
                (line(JOBS),),
                "Last read on 3 March 2025 by the analyst.",
                ("Let pass until 1 June 2025.",),
                "Mind the year.",
                None,
                Link("Jobs grow", "ledger/jobs-grow.html"),
            ),
            *(ClaimPage(row) for row in ROWS[1:]),
        ),
        swot=SwotPage(
            (
                SwotPart("strength", (SwotItem(line(JOBS)),)),
                SwotPart("need", (SwotItem(line(PAY), (line(JOBS),)),)),
                SwotPart("opportunity", ()),
                SwotPart("threat", ()),
            ),
            (line(UNUSED),),
            ("A threat is a trend and an exposure to it.",),
        ),
        priorities=PrioritiesPage(
            (priority,),
            (dropped,),
            (
                CriterionLine("need", "Need", "60%", "How great the need is."),
                CriterionLine("power", "Power", "40%", "What we can do."),
            ),
            (
                ScoreRow("Skills for those in work", "priorities.html#skills", True, (5, None), "4.2", 1, 1, 2),
                ScoreRow("An airport", "priorities.html#airport", False, (1, 2), "1.4", 2, 1, 2),
            ),
            ("The first stays first whatever the weights.",),
            (ContinuityLine("Skills (2017)", "kept", (Link("Skills", "priorities.html#skills"),), "Still needed."),),
            Link("Plan of 2017", "https://example.org/2017"),
            "Scored by a panel.",
        ),
        actions=ActionsPage(
            (action, unfunded),
            (
                ProgrammeLine(
                    "Skills now", "Two actions.", "The board", (Link(action.title, action.href),), illustrative=True
                ),
            ),
        ),
        interventions=(
            InterventionPage(
                action,
                ("Courses at level 4.", "In the evening."),
                (
                    NodeView("money", "input", "£1.2m"),
                    NodeView("teach", "activity", "Teach 200 adults"),
                    NodeView("pass", "output", "150 pass"),
                    NodeView(
                        "paid",
                        "outcome",
                        "They earn more",
                        "Weekly pay",
                        "£612 in 2024",
                        "up",
                        "the analyst, every year",
                        Link("Weekly pay", "indicators/pay.html"),
                    ),
                    NodeView("rich", "impact", "A vale that earns more"),
                ),
                (
                    StepView(
                        "money",
                        "teach",
                        "Teachers can be found.",
                        "moderate",
                        (Link("Survey", "studies.html#survey-space"),),
                    ),
                    StepView("teach", "pass", "They stay.", "asserted"),
                ),
                pictured,
                grid,
                ("Ashby",),
                ("The trade cycle",),
                "Pay would rise by itself, more slowly.",
                (Link("Pay", "measures.html#pay"),),
                ("The step from pass to paid is missing.",),
                Link("The plan of 2017", "https://example.org/2017"),
            ),
            InterventionPage(unfunded, ("Build.",), (), ()),
        ),
        funds=FundsPage(
            (
                FundLine(
                    "skills-fund",
                    "Skills fund",
                    "Ministry of Invention",
                    "For adults.",
                    "£2m",
                    "2025 to 2028",
                    "open",
                    (("2026", "£1m"),),
                    ("Courses",),
                    (Link(action.title, action.href),),
                    Link("Rules", "https://example.org/rules"),
                    scope="the county's share",
                ),
                FundLine("old", "Old fund", "", "", "", "", "closed", verified=False),
            ),
            (Link(unfunded.title, unfunded.href),),
            grid,
        ),
        alignments=AlignmentsPage(
            ("County council", "Neighbour"),
            (
                (Link("Skills", "priorities.html#skills"), ("supports", "conflicts")),
                (Link("Science", "priorities.html#skills"), ("silent", "")),
            ),
            (aligned, against),
        ),
        process=ProcessPage(events, ("Everything here is from published pages.",)),
        frameworks=(
            FrameworkPage(
                "lis",
                "Checklist",
                "What such a strategy should have.",
                (
                    (
                        "Evidence",
                        (
                            ItemLine(
                                "clear-evidence",
                                "It rests on clear evidence.",
                                "met",
                                (Link("The ledger", "ledger.html"),),
                                "Every claim is tested.",
                            ),
                            ItemLine("agreed", "It is agreed with government.", "missing"),
                            ItemLine("mayor", "A mayor leads.", "not-applicable", words="There is none."),
                            ItemLine("rural", "It covers the country.", "partly"),
                        ),
                    ),
                ),
                Link("Prospectus", "https://example.org/prospectus"),
            ),
        ),
        measures=MeasuresPage(
            (
                MeasureLine(
                    "pay",
                    "Weekly pay",
                    "What people earn.",
                    "£612",
                    "£612 in 2024",
                    "up",
                    "every year",
                    "the analyst",
                    "none",
                    Link("Weekly pay", "indicators/pay.html"),
                    (Link("Skills", "priorities.html#skills"),),
                ),
                MeasureLine("mood", "Mood", "", "", "", "up", "", "", unmeasured=True),
            ),
            ("No whole-economy targets.",),
        ),
        changes=ChangesPage(
            "Draft of January",
            (
                (
                    "Claims that broke",
                    (ChangeLine("Pay is behind England’s", "ledger/pay-behind.html", "holds", "cannot tell"),),
                ),
                ("Figures that moved", ()),
            ),
            (
                EditionLine("Draft of March", "Draft", "31 March 2025", "The second.", current=True),
                EditionLine("Draft of January", "Co-design draft", "3 January 2025"),
            ),
        ),
        studies=StudiesPage(
            (
                StudyLine(
                    "space-survey",
                    "Room to grow",
                    "University of Invention",
                    "2019",
                    "A survey of firms.",
                    "Post",
                    Link("Read it", "https://example.org/space"),
                    (
                        FindingLine(
                            "survey-space",
                            "Four in ten firms could not find premises.",
                            "moderate",
                            "page 12, firms of ten and more",
                            ("4 in 10",),
                            rests=(Link("Labs", "ledger/labs.html"),),
                        ),
                    ),
                    commissioned=True,
                    read=False,
                ),
            ),
            (
                FindingLine(
                    "speech", "Buses are late.", "asserted", source=Link("A speech", "https://example.org/speech")
                ),
            ),
            (GOAL,),
        ),
        downloads=downloads,
    )


def strategy_site_info(of: StrategySite | None = None) -> SiteInfo:
    """The vale's site with its strategy in the navigation."""
    return replace(
        SITE,
        strategy=(of or strategy()).navigation,
        notice="This is a worked example and no body’s policy: nobody in the vale has agreed to it, it is invented.",
        edition="Draft of March 2025",
    )

"""An invented chapter with every kind of block, and the claims that its numbers are traced to."""

from __future__ import annotations

from dataclasses import replace

from placewright.publish.charts import specification
from placewright.publish.document import DocumentChapter, FigureTrace, Grid, LedgerRow, Picture, Reference
from placewright.publish.pictures import picture_svg
from placewright.records.prose import Heading, Listing, Number, NumberKind, Paragraph, Passage, Quote, TextTable, Words

from .invented import line_chart

PAY_TRACE = FigureTrace(
    "here",
    "£612 a week",
    "£590 to £634: 95% confidence interval",
    "Median weekly pay of employees, by where they work",
    "North Vale",
    "2024",
    "Office of Invention, Survey of pay, released 3 March 2025, Open Government Licence v3.0",
    steps="Read as published.",
    note="One head office books a whole country’s payroll in Ashby.",
    indicator="pay",
    href="indicators/pay.html",
    dataset="pay-survey",
    number=612.0,
    low=590.0,
    high=634.0,
    unit="GBP/week",
)
ENGLAND_TRACE = replace(
    PAY_TRACE, name="england", value="£640", interval="no interval published", place="England", note=""
)
JOBS_TRACE = replace(
    PAY_TRACE, name="growth", value="1.2%", what="Jobs, change a year", period="2015 to 2023", href="", note=""
)
PAY = LedgerRow(
    "pay-behind",
    "Pay is behind England’s",
    "Work in North Vale paid £612 a week in 2024, less than in England (£640).",
    "need",
    "people",
    "holds",
    ("caveated",),
    ("Weekly pay here (£612) is below England’s (£640): holds",),
    (PAY_TRACE, ENGLAND_TRACE),
    ("work",),
    "The interval of pay here ends below England’s pay.",
    ("Office of Invention, Survey of pay",),
)
JOBS = LedgerRow(
    "jobs-grow",
    "Jobs grow as elsewhere",
    "Jobs grew by 1.2% a year from 2015 to 2023, which can hardly be told from England’s 1.0%.",
    "strength",
    "business-environment",
    "cannot tell",
    ("as published", "unreviewed"),
    ("Growth here (1.2%) is above England’s (1.0%): cannot tell",),
    (JOBS_TRACE,),
    ("work", "place"),
)
UNUSED = LedgerRow("rail-gap", "", "Trains < buses & cars.", "threat", "infrastructure", "unmeasured")
OPEN = LedgerRow(
    "labs", "Room for laboratories", "Room for laboratories is scarce, and asked for.", "opportunity", "ideas", "fails"
)
ROWS = (PAY, JOBS, OPEN, UNUSED)

STUDY = Reference(
    "finding:survey-space",
    "Four in ten firms could not find premises.",
    "University of Invention, 2019",
    "https://example.org/space",
)
GOAL = Reference("decision:homes-goal", "The board set a goal of 1,500 homes a year.", "The board, 4 May 2025")

LONG = (
    "This holds in every district for which a figure is published, and has held since the series began in 2002, so far"
)

DIAGRAM = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="200" viewBox="0 0 900 200" role="img" aria-label="x">'
    '<title>Logic model</title><defs><marker id="tip"><path d="M0 0L4 2L0 4Z" fill="#4b5752"/></marker></defs>'
    '<rect width="900" height="200" fill="#ffffff"/>'
    '<rect x="20" y="60" width="200" height="80" rx="8" fill="#e2efeb" stroke="#0c5b55"/>'
    '<text x="40" y="105" fill="#1b2421" font-size="16">Teach 200 adults</text>'
    '<rect x="340" y="60" width="200" height="80" rx="8" fill="#e2efeb" stroke="#0c5b55"/>'
    '<text x="360" y="105" fill="#1b2421" font-size="16">More at level 4</text>'
    '<path d="M220 100H336" stroke="#4b5752" stroke-width="2" marker-end="url(#tip)"/></svg>'
)
MAP = DIAGRAM.replace("900", "500").replace('height="200"', 'height="420"').replace('"0 0 500 200"', '"0 0 560 420"')


def chapter(id: str = "work", number: int = 2) -> DocumentChapter:
    """A chapter with every kind of block."""
    chart = Picture(
        f"pay-{id}",
        "chart",
        "Weekly pay over time",
        "Weekly pay in North Vale rises from 2020 to 2024 and stays below England’s.",
        picture_svg(line_chart(), title="Weekly pay"),
        720,
        420,
        caption="Pounds a week, median",
        text="Pay rose by £52 a week in four years; England’s rose by £60.",
        source="Source: Office of Invention, Survey of pay, 2025; Open Government Licence v3.0",
        table=Grid("Weekly pay", ("Year", "North Vale", "England"), (("2020", "£560", "£580"),), (False, True, True)),
        spec=specification(line_chart()),
        href="indicators/pay.html",
    )
    where = Picture(f"map-{id}", "map", "Pay by district", "Pay is highest in Ashby.", MAP, 560, 420, source="As above")
    logic = Picture(f"logic-{id}", "logic", "How teaching adults should work", "Three steps.", DIAGRAM, 900, 200)
    grid = Grid(
        "Jobs by district",
        ("District", "Jobs"),
        (("Ashby", "20,000"), ("Crossley", "not published")),
        (False, True),
        "A note.",
        f"jobs-{id}",
    )
    here = Number("£612", NumberKind.COMPUTED, "claim:pay-behind", "here")
    blocks = (
        Paragraph((Passage((Words("The vale works hard, and is paid less for it than the country is. "),)),)),
        Heading(2, "Pay & prices", f"pay-{id}-part"),
        Paragraph(
            (
                Passage(
                    (
                        Words("Work in North Vale paid "),
                        here,
                        Words(" a week in "),
                        Number("2024", NumberKind.COMPUTED, "claim:pay-behind", "here", "period"),
                        Words(", less than in England ("),
                        Number("£640", NumberKind.COMPUTED, "claim:pay-behind", "england"),
                        Words(")."),
                    ),
                    "pay-behind",
                ),
                Passage(
                    (
                        Words(f" {LONG}; "),
                        Words("the gap", strong=True),
                        Words(" has not "),
                        Words("closed", emphasis=True),
                        Words(" in any year of the last ten, whichever way it is measured. "),
                    )
                ),
                Passage(
                    (
                        Words("Jobs grew by "),
                        Number("1.2%", NumberKind.COMPUTED, "claim:jobs-grow", "growth"),
                        Words(" a year, which can hardly be told from England’s rate."),
                    ),
                    "jobs-grow",
                ),
            )
        ),
        where,
        chart,
        Heading(3, "What firms say", f"firms-{id}"),
        Listing(
            (
                (
                    Passage(
                        (
                            Words("Premises: "),
                            Number("4 in 10", NumberKind.QUOTED, "finding:survey-space"),
                            Words(" firms looked in vain."),
                        )
                    ),
                ),
                (Passage((Words("See "), Words("the survey", href="studies.html#survey-space"), Words("."))),),
            )
        ),
        Quote((Passage((Words("Read with care."),)),)),
        Heading(2, "Homes", f"homes-{id}"),
        Paragraph(
            (
                Passage(
                    (
                        Words("The goal is "),
                        Number("1,500", NumberKind.DECIDED, "decision:homes-goal"),
                        Words(" homes a year."),
                    )
                ),
            )
        ),
        TextTable(
            ((Passage((Words("Where"),)),), (Passage((Words("How many"),)),)),
            (((Passage((Words("Ashby"),)),), (Passage((here,)),)),),
        ),
        grid,
        logic,
    )
    return DocumentChapter(
        id, "Work & pay", number, blocks, "What people earn here, and why it is less than it could be."
    )

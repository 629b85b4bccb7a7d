"""A small invented strategy that has one of everything a PDF must print."""

from __future__ import annotations

from datetime import date

from placewright.publish.document import Document, DocumentChapter, FigureTrace, Grid, LedgerRow, Picture, Reference
from placewright.records.prose import Heading, Listing, Number, NumberKind, Paragraph, Passage, Quote, TextTable, Words

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200">'
    '<rect x="20" y="60" width="80" height="120" fill="#0c6a63"/>'
    '<text x="20" y="40" font-family="Source Sans 3" font-size="16">Tallbridge</text></svg>'
)


def said(*runs: Words | Number, claim: str = "") -> tuple[Passage, ...]:
    """One passage."""
    return (Passage(runs, claim),)


def picture(*, alt: str = "Bars: Tallbridge stands highest.", svg: str = SVG) -> Picture:
    """A picture with everything that stands beside it."""
    return Picture("jobs-bars", "bars", "Jobs in North Vale", alt, svg, 400, 200, "Jobs, 2023.", "", "An office, 2024.")


def claim() -> LedgerRow:
    """A claim with a figure, a test and a mark."""
    figure = FigureTrace("now", "10.2%", "9.8 to 10.6 (sampling)", "Share of jobs", "North Vale", "2023", "An office")
    return LedgerRow(
        "jobs-up",
        "Jobs have grown",
        "Jobs in North Vale grew by 10.2%.",
        "strength",
        "people",
        "cannot tell",
        ("as published",),
        ("'now' is above 10",),
        (figure,),
        ("work",),
        "The interval straddles the threshold.",
    )


def chapter(*blocks: object) -> DocumentChapter:
    """The chapter `work` with these blocks."""
    return DocumentChapter("work", "People and work", 1, blocks, "What the chapter says.")  # type: ignore[arg-type]


def document(*blocks: object) -> Document:
    """A strategy with the given blocks in its only chapter, or one of each kind."""
    return Document(
        title="A strategy for North Vale",
        subtitle="What the evidence says",
        place="North Vale",
        edition="Consultation draft",
        date=date(2025, 3, 4),
        notice="A worked example. No body has agreed it.",
        chapters=(chapter(*(blocks or everything())),),
        ledger=(claim(),),
        references=(
            Reference("firms-say", "62% of firms lack premises", "Survey of firms", "https://example.org/firms"),
        ),
        sources=("An office, Jobs by district, 2024. https://example.org/jobs",),
        headline=(claim(),),
        boundaries_year=2024,
    )


def everything() -> tuple[object, ...]:
    """A block of each kind."""
    grown = Number("10.2%", NumberKind.COMPUTED, "claim:jobs-up", "now")
    quoted = Number("62%", NumberKind.QUOTED, "finding:firms-say", "share")
    return (
        Paragraph(said(Words("Jobs in North Vale grew by "), grown, Words(". "), claim="jobs-up")),
        Heading(2, "What firms say", "firms"),
        Paragraph(said(quoted, Words(" of firms lack premises; see "), Words("above", href="#firms"), Words("."))),
        Heading(4, "A level left out", "deep"),
        Listing((said(Words("First point")), said(Words("Second point"))), numbered=True),
        Quote(said(Words("Take care.", strong=True))),
        picture(),
        Grid(
            "Jobs by district",
            ("District", "Jobs"),
            tuple((f"District {n}", f"{n},000") for n in range(1, 70)),
            (False, True),
        ),
        TextTable((said(Words("Action")), said(Words("By"))), ((said(Words("Build")), said(Words("2030"))),)),
    )

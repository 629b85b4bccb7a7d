"""A redline holds both documents: rejected it is the earlier, accepted it says what the later does."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

from lxml import etree

from placewright.publish.document import Document, DocumentChapter, FigureTrace, Grid, LedgerRow, Picture, Reference
from placewright.publish.word import strategy_docx
from placewright.publish.word.package import W, WordPackage
from placewright.publish.word.redline import redline_docx
from placewright.records.prose import Heading, Listing, Paragraph, Passage, Words

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="{}"/></svg>'


def said(text: str) -> tuple[Passage, ...]:
    return (Passage((Words(text),)),)


def trace(name: str, value: str) -> FigureTrace:
    return FigureTrace(name, value, "", "Pay", "Town", "2024", "A publisher")


def claim(id: str, text: str, *figures: FigureTrace) -> LedgerRow:
    return LedgerRow(id, id.title(), text, "need", "people", "holds", figures=figures)


def picture(colour: str) -> Picture:
    return Picture("p", "bars", "Pay", f"A {colour} square.", SQUARE.format(colour), 40, 40)


def document(*chapters: DocumentChapter, ledger: tuple[LedgerRow, ...] = (), **more: Any) -> bytes:
    return strategy_docx(
        Document("A strategy", "", "Town", "Draft", date(2026, 5, 1), "", chapters, ledger=ledger, **more)
    )


BEFORE = document(
    DocumentChapter(
        "people",
        "People",
        1,
        (
            Heading(2, "Schools", "schools"),
            Paragraph(said("Schools are good here, and most children do well.")),
            Paragraph(said("This sentence stays where it is, as it is.")),
            Listing((said("Read"), said("Write well"))),
            picture("red"),
            Grid("Actions", ("Action", "Cost"), (("Build a college", "£2m"), ("Mend the bridge", "£3m"))),
        ),
    ),
    DocumentChapter("places", "Places", 2, (Paragraph(said("Towns differ.")),)),
    ledger=(claim("pay", "Pay is £18.20.", trace("now", "£18.20")), claim("jobs", "Jobs are 900.", trace("n", "900"))),
    references=(Reference("study:one", "A study of schools", "A university"),),
)
AFTER = document(
    DocumentChapter(
        "people",
        "People",
        1,
        (
            Paragraph(said("A new beginning, which nobody wrote before.")),
            Heading(2, "Schools", "schools"),
            Paragraph(said("Schools are fair here, and most children do well.")),
            Paragraph(said("This sentence stays where it is, as it is.")),
            Listing((said("Read"), said("Write well and much"), said("Reckon"))),
            picture("blue"),
            Grid(
                "Actions",
                ("Action", "Cost"),
                (("Build a college", "£4m"), ("Plant trees in every street", "not known")),
            ),
        ),
    ),
    DocumentChapter("skills", "Skills", 2, (Paragraph(said("Skills are new.")), Grid("T", ("A",), (("b",),)))),
    ledger=(claim("pay", "Pay is £19.00.", trace("now", "£19.00")), claim("land", "Land is dear.", trace("n", "£9"))),
    references=(Reference("study:one", "A study of schools and colleges", "A university"),),
)


def settled(content: bytes, *, accept: bool) -> list[str]:
    """What a document says, paragraph by paragraph, once every change is accepted or rejected."""
    package = WordPackage(content)
    body = package.xml(package.main).find(f"{W}body")
    gone = f"{W}del" if accept else f"{W}ins"
    texts = []
    for paragraph in body.iter(f"{W}p"):
        inside = [one.tag for one in paragraph.iterancestors()]
        row = next((one for one in paragraph.iterancestors(f"{W}tr")), None)
        if gone in inside or (row is not None and row.find(f"{W}trPr/{gone}") is not None):
            continue
        text = "".join(
            one.text or ""
            for one in paragraph.iter(f"{W}t", f"{W}delText")
            if gone not in [parent.tag for parent in one.iterancestors()]
        )
        shown = [
            one.get("descr")
            for one in paragraph.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
            if gone not in [parent.tag for parent in one.iterancestors()]
        ]
        texts += [" ".join(text.split())] if text.strip() else []
        texts += [f"[{one}]" for one in shown]
    return texts


def words(content: bytes) -> list[str]:
    return settled(content, accept=True)


def test_rejecting_every_change_gives_the_earlier_document() -> None:
    assert settled(redline_docx(BEFORE, AFTER, author="A", at=MOMENT), accept=False) == words(BEFORE)


def test_accepting_every_change_says_what_the_later_document_does() -> None:
    assert settled(redline_docx(BEFORE, AFTER, author="A", at=MOMENT), accept=True) == words(AFTER)


def test_a_table_is_changed_cell_by_cell_and_row_by_row() -> None:
    package = WordPackage(redline_docx(BEFORE, AFTER, author="A", at=MOMENT))
    document = package.xml(package.main)
    texts = [
        ("".join(one.itertext()), one.tag) for one in document.iter(f"{W}ins", f"{W}del") if "".join(one.itertext())
    ]
    assert ("2", f"{W}del") in texts and ("4", f"{W}ins") in texts
    rows = ["".join(row.itertext()) for row in document.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None]
    assert "Mend the bridge£3m" in rows


def test_a_picture_that_changed_is_put_in_with_its_content() -> None:
    redline = redline_docx(BEFORE, AFTER, author="A", at=MOMENT)
    with zipfile.ZipFile(io.BytesIO(redline)) as packed, zipfile.ZipFile(io.BytesIO(AFTER)) as later:
        theirs = {later.read(name) for name in later.namelist() if name.startswith("word/media/")}
        assert theirs <= {packed.read(name) for name in packed.namelist() if name.startswith("word/media/")}
        relations = etree.fromstring(packed.read("word/_rels/document.xml.rels"))
        targets = {one.get("Target") for one in relations}
        assert {name.removeprefix("word/") for name in packed.namelist() if "/media/" in name} <= targets


def test_equal_documents_have_no_changes_and_equal_input_gives_equal_bytes() -> None:
    package = WordPackage(redline_docx(BEFORE, BEFORE, author="A", at=MOMENT))
    assert not list(package.xml(package.main).iter(f"{W}ins", f"{W}del"))
    assert redline_docx(BEFORE, AFTER, author="A", at=MOMENT) == redline_docx(BEFORE, AFTER, author="A", at=MOMENT)


def test_a_title_with_another_ending_is_changed_in_its_ending_alone() -> None:
    def titled(words: str) -> bytes:
        return document(
            DocumentChapter("people", "People", 1, (Heading(2, words, "one"), Paragraph(said("It is so."))))
        )

    content = redline_docx(titled("Priority"), titled("Priorities"), author="A team", at=MOMENT)
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    gone = {element.text for element in body.iter(f"{W}delText")}
    put_in = {"".join(run.itertext(f"{W}t")) for run in body.iter(f"{W}ins")}
    assert (gone, put_in - {""}) == ({"y"}, {"ies"})

"""The annexes in Word: the claims and what they rest on, then sources and references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from placewright.core.words import gettext as _
from placewright.core.words import ngettext
from placewright.publish.attribution import ATTRIBUTION
from placewright.publish.document import Document, FigureTrace, LedgerRow, Reference
from placewright.publish.pdf.annexes import (
    CLAIMS_TITLE,
    HEADS,
    LEAD,
    MARK_MEANINGS,
    QUOTED,
    REFERENCE_HEADINGS,
    SOURCES_TITLE,
    STATISTICS,
    about_claim,
)
from placewright.publish.word.book import Book, chapter_anchor
from placewright.publish.word.chapters import numbered_title
from placewright.publish.word.marks_up import anchor_name, link_within, paragraph, run, tab
from placewright.publish.word.tables import table

CLAIMS_ANCHOR, SOURCES_ANCHOR = "annex_A", "annex_B"

_VERDICTS = {"holds": "VerdictHolds", "fails": "VerdictFails"}
_VALUE = 2
_LONG_ENOUGH = 24


def verdict_run(verdict: str) -> str:
    """The verdict in words; its colour only helps."""
    return run(_capital(_(verdict)), _VERDICTS.get(verdict, "VerdictOpen"))


def annexes(document: Document, book: Book) -> Iterator[str]:
    """Annex A where the document has a ledger, annex B where it has references or sources."""
    if document.ledger:
        yield from _claims(document, book)
    if document.references or document.sources:
        yield from _sources(document, book)


def reference_heading(reference: Reference) -> str:
    """The heading under which a reference stands, in English."""
    return REFERENCE_HEADINGS.get(reference.id.partition(":")[0], QUOTED)


def annex_title(letter: str, title: str) -> str:
    """The heading of an annex."""
    return _("Annex %(letter)s. %(title)s") % {"letter": letter, "title": _(title)}


def _claims(document: Document, book: Book) -> Iterator[str]:
    yield paragraph("Heading1", book.bookmark(CLAIMS_ANCHOR, run(annex_title("A", CLAIMS_TITLE))))
    yield paragraph("Lead", run(_(LEAD)))
    used = {mark for row in document.ledger for mark in row.marks}
    for mark, meaning in MARK_MEANINGS.items():
        if mark in used:
            yield _fact(_capital(_(mark)), run(f"{_(meaning)}."))
    chapters = {chapter.id: chapter for chapter in document.chapters}
    for n, row in enumerate(document.ledger, 1):
        said = [
            link_within(chapter_anchor(chapters[id]), run(numbered_title(chapters[id]), "Hyperlink"))
            for id in row.chapters
            if id in chapters
        ]
        yield from _claim(row, f"A{n}", said, book)


def _claim(row: LedgerRow, code: str, said: Sequence[str], book: Book) -> Iterator[str]:
    name = run(code, "EntryCode") + run(f" {row.title or row.id}")
    yield paragraph("EntryHeading", book.bookmark(anchor_name("entry", code), name))
    about = [word for word in (*(_capital(_(mark)) for mark in row.marks), *about_claim(row)) if word]
    yield paragraph(
        "EntryText", verdict_run(row.verdict), run("".join(f" · {word}" for word in about)), properties="<w:keepNext/>"
    )
    yield paragraph("BodyText", run(row.text))
    if row.why:
        yield _fact(_("Why"), book.linked(row.why))
    if row.tests:
        yield _fact(ngettext("Test", "Tests", len(row.tests)), run("; ".join(row.tests)))
    if row.figures:
        yield _figures(row.figures, row, book)
    below = [_fact(_("Rests on"), book.linked("; ".join(row.sources)))] if row.sources else []
    below += [_fact(_("Said in"), run("; ").join(said))] if said else []
    if row.figures and below:
        below[0] = below[0].replace("</w:pPr>", '<w:spacing w:before="140"/></w:pPr>', 1)
    yield from below


def _figures(figures: Sequence[FigureTrace], row: LedgerRow, book: Book) -> str:
    is_one_source = len({figure.source for figure in figures}) == 1 and figures[0].source in row.sources
    count = len(HEADS) - 1 if is_one_source else len(HEADS)
    heads = [_(head) for head in HEADS[:count]]
    rows = [_figure(figure)[:count] for figure in figures]
    for above, cells in reversed(list(pairwise(rows))):
        for n in (n for n in (0, 3, 4) if n < count):
            if cells[n] == above[n] and len(cells[n]) > _LONG_ENOUGH:
                cells[n] = _("as above")
    return table(
        [run(head) for head in heads],
        [
            [run(cell, strong=True) if n == _VALUE else book.linked(cell) for n, cell in enumerate(cells)]
            for cells in rows
        ],
        plain=[heads, *rows],
        numeric=[n == _VALUE for n in range(count)],
        title=_("The figures of: %(title)s") % {"title": row.title or row.id},
        small=True,
    )


def _figure(figure: FigureTrace) -> list[str]:
    what = ". ".join(part.rstrip(". ") for part in (figure.what, figure.steps, figure.note) if part)
    where = ", ".join(part for part in (figure.place, figure.period) if part)
    return [what or figure.name, where, figure.value, figure.interval or "–", figure.source or "–"]


def _sources(document: Document, book: Book) -> Iterator[str]:
    yield paragraph("Heading1", book.bookmark(SOURCES_ANCHOR, run(annex_title("B", SOURCES_TITLE))))
    headed = ""
    for n, reference in enumerate(document.references, 1):
        heading = reference_heading(reference)
        if heading != headed:
            yield paragraph("Heading2", book.bookmark(anchor_name("annex", heading), run(_(heading))))
        headed = heading
        yield _reference(reference, f"B{n}", book)
    if document.sources:
        yield paragraph("Heading2", book.bookmark(anchor_name("annex", STATISTICS), run(_(STATISTICS))))
        for source in document.sources:
            yield paragraph("ListBullet", book.linked(source))
        yield from (paragraph("EntryText", run(_(line))) for line in ATTRIBUTION)


def _reference(reference: Reference, code: str, book: Book) -> str:
    text = reference.text.rstrip()
    text += "" if not text or text[-1:] in ".!?" else "."
    source = reference.source + (f" {reference.url}" if reference.url else "")
    name = book.bookmark(anchor_name("entry", code), run(code, "EntryCode"))
    return paragraph("Reference", name, tab(), run(f"{text} "), book.linked(source))


def _fact(name: str, words: str) -> str:
    return paragraph("EntryText", run(f"{name}: ", strong=True), words)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]

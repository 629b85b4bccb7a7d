"""The annexes in Word: the claims and what they rest on, then sources and references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from placewright.core.words import gettext as _
from placewright.core.words import ngettext
from placewright.publish.annex_entries import (
    HEADS,
    VALUE,
    AnnexCodes,
    annex_codes,
    caveats_of,
    column_heads,
    figure_rows,
    methods_of,
    rests_on,
)
from placewright.publish.attribution import attribution
from placewright.publish.document import Document, LedgerRow, Reference
from placewright.publish.pdf.annexes import (
    CAVEATS,
    CLAIMS_TITLE,
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

_KEPT = "<w:keepNext/>"
_MOST_TOGETHER = 2
_VERDICTS = {"holds": "VerdictHolds", "fails": "VerdictFails"}


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
    codes = annex_codes(document)
    if codes.caveats:
        yield paragraph("EntryHeading", run(_(CAVEATS)))
        yield from (_coded(code, words, book) for words, code in codes.caveats.items())
    chapters = {chapter.id: chapter for chapter in document.chapters}
    for n, row in enumerate(document.ledger, 1):
        said = [
            link_within(chapter_anchor(chapters[id]), run(numbered_title(chapters[id]), "Hyperlink"))
            for id in row.chapters
            if id in chapters
        ]
        yield from _claim(row, f"A{n}", said, codes, book)


def _claim(row: LedgerRow, code: str, said: Sequence[str], codes: AnnexCodes, book: Book) -> Iterator[str]:
    name = run(code, "EntryCode") + run(f" {row.title or row.id}")
    yield paragraph("EntryHeading", book.bookmark(anchor_name("entry", code), name))
    about = [word for word in (*(_capital(_(mark)) for mark in row.marks), *about_claim(row)) if word]
    yield paragraph(
        "EntryText", verdict_run(row.verdict), run("".join(f" · {word}" for word in about)), properties=_KEPT
    )
    yield paragraph("BodyText", run(row.text), properties=_KEPT)
    if row.why:
        yield _fact(_("Why"), book.linked(row.why))
    if row.tests:
        yield _fact(ngettext("Test", "Tests", len(row.tests)), run("; ".join(row.tests)), properties=_KEPT)
    if methods := methods_of(row):
        yield _fact(
            _("How it is made"), run(" ".join(f"{method.rstrip('. ')}." for method in methods)), properties=_KEPT
        )
    if row.figures:
        yield _figures(row, codes, book)
    releases = [_release(*each, book) for each in rests_on(row, codes)]
    below = [(_("Mind"), _codes(caveats_of(row, codes)))]
    below += [(_("Rests on"), run("; ").join(releases)), (_("Said in"), run("; ").join(said))]
    facts = [run(f"{name}: ", strong=True) + words for name, words in below if words]
    if facts:
        space = '<w:spacing w:before="140"/>' if row.figures else ""
        yield paragraph("EntryText", run(" · ").join(facts), properties=space)


def _figures(row: LedgerRow, codes: AnnexCodes, book: Book) -> str:
    rows = figure_rows(row, codes)
    heads = column_heads(rows)
    return table(
        [run(head) for head in heads],
        [[_cell(n, text, book) for n, text in enumerate(cells)] for cells in rows],
        plain=[heads, *rows],
        numeric=[n == VALUE for n in range(len(heads))],
        title=_("The figures of: %(title)s") % {"title": row.title or row.id},
        small=True,
        is_kept=len(rows) <= _MOST_TOGETHER,
    )


def _cell(column: int, text: str, book: Book) -> str:
    if column == VALUE:
        return run(text, strong=True)
    return _codes(text.split(", ")) if column == len(HEADS) - 1 else book.linked(text)


def _codes(codes: Sequence[str]) -> str:
    """Codes as links to their entries."""
    return run(", ").join(link_within(anchor_name("entry", code), run(code, "Hyperlink")) for code in codes if code)


def _release(code: str, words: str, book: Book) -> str:
    return _codes([code]) if code else book.linked(words)


def _coded(code: str, words: str, book: Book) -> str:
    name = book.bookmark(anchor_name("entry", code), run(code, "EntryCode"))
    return paragraph("Reference", name, tab(), book.linked(words))


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
        codes = annex_codes(document).sources
        for source in codes:
            yield _coded(codes[source], source, book)
        yield from (paragraph("EntryText", run(line)) for line in attribution(document.boundaries_year))


def _reference(reference: Reference, code: str, book: Book) -> str:
    text = reference.text.rstrip()
    text += "" if not text or text[-1:] in ".!?" else "."
    source = reference.source + (f" {reference.url}" if reference.url else "")
    name = book.bookmark(anchor_name("entry", code), run(code, "EntryCode"))
    return paragraph("Reference", name, tab(), run(f"{text} "), book.linked(source))


def _fact(name: str, words: str, *, properties: str = "") -> str:
    return paragraph("EntryText", run(f"{name}: ", strong=True), words, properties=properties)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]

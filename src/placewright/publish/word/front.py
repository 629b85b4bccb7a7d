"""What stands before the chapters in Word: the cover with its notice, the contents, and what stands at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from placewright.core.periods import day_in_words
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.publish.document import Document
from placewright.publish.pdf.annexes import CLAIMS_TITLE, SOURCES_TITLE, STATISTICS
from placewright.publish.pdf.pages import PRIORITIES
from placewright.publish.word.annexes import (
    CLAIMS_ANCHOR,
    SOURCES_ANCHOR,
    annex_title,
    reference_heading,
    verdict_run,
)
from placewright.publish.word.book import Book, chapter_anchor
from placewright.publish.word.chapters import numbered_title
from placewright.publish.word.marks_up import anchor_name, field_begin, field_end, link_within, paragraph, run, tab
from placewright.records.prose import Heading

GLANCE = marked("At a glance")
GLANCE_ANCHOR, PRIORITIES_ANCHOR = "at_a_glance", "priorities_at_a_glance"

HOW_TO_READ = marked(
    "A number with a dotted line below it is computed from published figures or quoted. A small mark such as %(mark)s "
    "names the entry in the annexes that says where the number comes from, how sure it is, and which test the sentence "
    "must pass."
)
RENEW = marked("For page numbers, click in these contents and press F9. This line then goes.")
"""Only the program that lays the pages out knows their numbers, and it asks before it renews fields by itself."""
_CONTENTS = r'TOC \o "1-2" \h \z'


def cover(document: Document) -> Iterator[str]:
    """The cover: the place, title and subtitle, edition and date, and the notice."""
    yield paragraph("CoverPlace", run(document.place))
    yield paragraph("Title", run(document.title))
    if document.subtitle:
        yield paragraph("Subtitle", run(document.subtitle))
    yield paragraph("CoverFact", run(_("Edition"), strong=True), tab(), run(document.edition))
    yield paragraph("CoverFact", run(_("Date"), strong=True), tab(), run(day_in_words(document.date)))
    if document.notice:
        yield paragraph("Notice", run(f"{_('Please note')}. ", strong=True), run(document.notice))


def contents(document: Document, book: Book) -> Iterator[str]:
    """The field of contents, with entries that lead to their headings before anyone renews it.

    Within the field, and so gone once it is renewed, stands how to have the page numbers.
    """
    entries = list(_entries(document, book))
    yield (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('TOCHeading', run(_('Contents')))}"
    )
    for n, (level, anchor, title) in enumerate(entries):
        begin = field_begin(_CONTENTS) if n == 0 else ""
        yield paragraph(f"TOC{level}", begin, link_within(anchor, run(title)))
    if entries:
        yield paragraph("EntryText", run(_(RENEW)), field_end())
    yield "</w:sdtContent></w:sdt>"


def how_to_read(document: Document, book: Book) -> Iterator[str]:
    """What dotted lines and small marks mean, where there is a ledger that they lead to."""
    if document.ledger:
        before, _mark, behind = _(HOW_TO_READ).partition("%(mark)s")
        yield paragraph(
            "Quote",
            run(f"{_('How to read this document')}. ", strong=True),
            run(before),
            book.mark("A1"),
            run(behind),
        )


def glance(document: Document, book: Book) -> Iterator[str]:
    """The headline claims with their verdicts."""
    if not document.headline:
        return
    yield paragraph("Heading1", book.bookmark(GLANCE_ANCHOR, run(_(GLANCE))))
    for row in document.headline:
        code = book.code(f"claim:{row.id}")
        yield paragraph("KeyPoint", run(row.text))
        entry = (
            link_within(anchor_name("entry", code), run(_("Annex entry %(code)s") % {"code": code}, "Hyperlink"))
            if code
            else ""
        )
        yield paragraph("KeyPointNote", verdict_run(row.verdict), run(" · ") if entry else "", entry)
    yield from _priorities(document, book)


def _priorities(document: Document, book: Book) -> Iterator[str]:
    """The priorities by their names, and the chapter that tells of them."""
    if document.priorities is None:
        return
    chapter, names = document.priorities
    yield paragraph("Heading2", book.bookmark(PRIORITIES_ANCHOR, run(_(PRIORITIES))))
    number = f'<w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{book.numbered_list()}"/></w:numPr>'
    for name in names:
        yield paragraph("ListNumber", run(name), properties=number)
    yield paragraph("EntryText", link_within(chapter_anchor(chapter), run(numbered_title(chapter), "Hyperlink")))


def _entries(document: Document, book: Book) -> Iterator[tuple[int, str, str]]:
    if document.headline:
        yield 1, GLANCE_ANCHOR, _(GLANCE)
        if document.priorities is not None:
            yield 2, PRIORITIES_ANCHOR, _(PRIORITIES)
    for chapter in document.chapters:
        yield 1, chapter_anchor(chapter), numbered_title(chapter)
        for block in chapter.blocks:
            if isinstance(block, Heading) and block.level <= 2:
                yield 2, book.heading_anchor(chapter.id, block), block.text
    if document.ledger:
        yield 1, CLAIMS_ANCHOR, annex_title("A", CLAIMS_TITLE)
    if document.references or document.sources:
        yield 1, SOURCES_ANCHOR, annex_title("B", SOURCES_TITLE)
        heads = dict.fromkeys(reference_heading(reference) for reference in document.references)
        for heading in (*heads, *((STATISTICS,) if document.sources else ())):
            yield 2, anchor_name("annex", heading), _(heading)

"""Chapters in Word: headings, prose, lists, pictures with captions, and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from placewright.core.errors import PlacewrightError
from placewright.core.words import gettext as _
from placewright.publish.document import DocumentBlock, DocumentChapter, Grid, Picture
from placewright.publish.last_words import last_words
from placewright.publish.word.book import Book, chapter_anchor
from placewright.publish.word.marks_up import field, paragraph, run
from placewright.publish.word.tables import table
from placewright.records.paragraphs import mark_of, numbered
from placewright.records.prose import Heading, Listing, Paragraph, Passage, Quote, TextTable

_MILLIMETRE = 36_000
_WIDEST, _TALLEST, _TALLEST_CHART = 165.0, 190.0, 108.0
_MILLIMETRES_PER_PIXEL = 0.27
_MANY_COLUMNS = 6
_AT_THE_END = '<w:spacing w:after="280"/>'
_AFTER_TABLE = '<w:spacing w:before="240"/>'


def chapter(chapter: DocumentChapter, book: Book) -> Iterator[str]:
    """A chapter: its heading, its summary and its blocks."""
    title = numbered_title(chapter)
    yield paragraph("Heading1", book.bookmark(chapter_anchor(chapter), run(title)))
    if chapter.summary:
        yield paragraph("Lead", run(chapter.summary))
    blocks, tail = list(_blocks(chapter, book)), last_words(chapter.blocks)
    if tail is not None:
        kept = [one for block in blocks[tail:] for one in block]
        blocks[tail:] = [[*map(_kept_with_next, kept[:-1]), *kept[-1:]]]
    for block in blocks:
        yield from block


def _blocks(chapter: DocumentChapter, book: Book) -> Iterator[list[str]]:
    """The paragraphs and tables of each block."""
    level, is_after_table = 1, False
    marks = _marks(chapter)
    for block in chapter.blocks:
        if isinstance(block, Heading):
            level = min(max(block.level, 2), level + 1, 4)
            words = book.bookmark(book.heading_anchor(chapter.id, block), run(block.text))
            yield [paragraph(f"Heading{level}", book.bookmark(next(marks), words))]
        else:
            yield list(_block(block, chapter, book, marks, is_after_table=is_after_table))
        is_after_table = isinstance(block, TextTable) or (isinstance(block, Grid) and not block.note)


def _kept_with_next(made: str) -> str:
    """The paragraph on a page with the one behind it."""
    return made.replace("/>", "/><w:keepNext/>", 1)


def numbered_title(chapter: DocumentChapter) -> str:
    """The chapter's title behind its number, where it has one."""
    return f"{chapter.number}. {chapter.title}" if chapter.number > 0 else chapter.title


def _marks(chapter: DocumentChapter) -> Iterator[str]:
    """The bookmark of each numbered paragraph, by which comments made in Word find it again."""
    return (mark_of(chapter.id, one.number, one.text).name for one in numbered(chapter.blocks))


def _block(
    block: DocumentBlock, chapter: DocumentChapter, book: Book, marks: Iterator[str], *, is_after_table: bool
) -> Iterator[str]:
    where = f"chapter '{chapter.id}'"
    space = _AFTER_TABLE if is_after_table else ""
    if isinstance(block, Paragraph):
        mark, text = next(marks), book.prose(block.passages, chapter=chapter.id)
        if text:
            yield paragraph("BodyText", book.bookmark(mark, text), properties=space)
    elif isinstance(block, Quote):
        yield paragraph("Quote", book.bookmark(next(marks), book.prose(block.passages, chapter=chapter.id)))
    elif isinstance(block, Listing):
        yield from _listing(block, chapter, book, marks)
    elif isinstance(block, TextTable):
        yield from _text_table(block, chapter, book, needs_caption=is_after_table)
    elif isinstance(block, Grid):
        yield from grid(block, book)
    elif isinstance(block, Picture):
        yield from _picture(block, book, where)
    else:
        raise PlacewrightError(f"A Word document cannot hold a {type(block).__name__}.", where=where)


def _listing(listing: Listing, chapter: DocumentChapter, book: Book, marks: Iterator[str]) -> Iterator[str]:
    number = (
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{book.numbered_list()}"/></w:numPr>' if listing.numbered else ""
    )
    style = "ListNumber" if listing.numbered else "ListBullet"
    for item in listing.items:
        yield paragraph(style, book.bookmark(next(marks), book.prose(item, chapter=chapter.id)), properties=number)


def _picture(picture: Picture, book: Book, where: str) -> Iterator[str]:
    if not picture.alt.strip():
        raise PlacewrightError(
            f"The picture '{picture.id}' has no alternative text.", where=where, fix="Say in a sentence what it shows."
        )
    most = _TALLEST if picture.is_of_words else _TALLEST_CHART
    width = min(_WIDEST, picture.width * _MILLIMETRES_PER_PIXEL, most * max(picture.width, 1) / max(picture.height, 1))
    height = width * picture.height / max(picture.width, 1)
    drawn = book.picture(
        book.drawn[picture.svg],
        width=round(width * _MILLIMETRE),
        height=round(height * _MILLIMETRE),
        title=picture.title,
        alt=picture.description,
    )
    yield _caption("Figure", picture.title, book)
    yield paragraph("Picture", drawn)
    beside = [text for text in (picture.caption, picture.reading) if text.strip()]
    beside += [f"{_('Source')}: {picture.source}"] if picture.source else []
    for n, text in enumerate(beside, 1):
        yield paragraph("Source", book.linked(text), properties=_AT_THE_END if n == len(beside) else "<w:keepNext/>")


def _caption(kind: str, title: str, book: Book) -> str:
    number = field(f"SEQ {kind} \\* ARABIC", str(book.next(kind)))
    return paragraph("Caption", run(f"{_(kind)} "), number, run(f". {title}") if title.strip() else "")


def grid(grid: Grid, book: Book) -> Iterator[str]:
    """A table of figures with its caption above and its note below."""
    count = len(grid.heads)
    if not count:
        return
    rows = [[row[n] if n < len(row) else "" for n in range(count)] for row in grid.rows]
    numeric = [n < len(grid.numeric) and grid.numeric[n] for n in range(count)]
    yield _caption("Table", grid.title, book)
    yield table(
        [run(head) for head in grid.heads],
        [[run(cell) for cell in row] for row in rows],
        plain=[grid.heads, *rows],
        numeric=numeric,
        title=grid.title,
        small=count >= _MANY_COLUMNS,
    )
    if grid.note:
        yield paragraph("Source", book.linked(grid.note), properties=_AT_THE_END)


def _text_table(block: TextTable, chapter: DocumentChapter, book: Book, *, needs_caption: bool) -> Iterator[str]:
    count = len(block.heads)
    rows = [[row[n] if n < len(row) else () for n in range(count)] for row in block.rows]
    plain = [[_plain(cell) for cell in row] for row in (list(block.heads), *rows)]
    title = ", ".join(plain[0])
    if needs_caption:
        yield _caption("Table", title, book)
    yield table(
        [book.prose(head, chapter=chapter.id) for head in block.heads],
        [[book.prose(cell, chapter=chapter.id) for cell in row] for row in rows],
        plain=plain,
        numeric=[len(rows) > 0 and all(_is_number(row[n]) for row in plain[1:]) for n in range(count)],
        title=title,
        small=count >= _MANY_COLUMNS,
    )


def _plain(passages: Sequence[Passage]) -> str:
    return "".join(passage.text for passage in passages)


def _is_number(cell: str) -> bool:
    return bool(cell) and len(cell) < 16 and (cell[0].isdigit() or cell[0] in "−-+£–") and any(map(str.isdigit, cell))

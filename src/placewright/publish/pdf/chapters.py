"""Chapters as Typst: headings, prose, pictures and tables, each a call of a function of the template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from math import ceil

from placewright.core.errors import PlacewrightError
from placewright.publish.document import Document, DocumentBlock, DocumentChapter, Grid, Picture
from placewright.publish.last_words import last_words
from placewright.publish.pdf.typst_text import Marks, array, label, literal, prose
from placewright.records.prose import Heading, Listing, Paragraph, Passage, Quote, TextTable

TEXT_WIDTH = 162.0
"""The width of pictures and tables on a page, in millimetres."""

_TALLEST, _TALLEST_CHART, _LEAST_TALL, _TALL = 185.0, 100.0, 90.0, 130.0
_PAGE, _TITLE = 240.0, 14.0
_LINE, _LETTERS_A_LINE, _ABOVE_WORDS = 3.5, 116, 2.2
_MILLIMETRES_PER_PIXEL = 0.215
_PADDING = 2.5
_FITS_IN_A_LINE = 95
_MOST_TOGETHER, _MOST_FLOATING, _MOST_LETTERS = 12, 8, 2500
_MOST_ROWS, _LETTERS_A_ROW = 24, 75
_OF_A_HEADING, _OPENING = 150, 400
_BY_THE_TITLE = 1_500
"""Behind so few letters a picture would stand above the title: they are the upper half of a chapter's first page."""
_SHORT = 14
_WIDEST_UPRIGHT = 110


def chapters(document: Document, marks: Marks, keys: dict[str, str]) -> Iterable[str]:
    """Every chapter, from a new page with its running head.

    Args:
        keys: filled with what the template reads besides its text: each picture's SVG by its key.
    """
    for chapter in document.chapters:
        yield from _chapter(chapter, marks, keys)


def heading_labels(document: Document) -> frozenset[str]:
    """The labels of all headings in the chapters."""
    return frozenset(
        _heading_label(chapter, block)
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, Heading)
    )


def chapter_label(chapter: str) -> str:
    """The label of a chapter's own heading."""
    return label("chapter", chapter)


def running_head(words: str) -> str:
    """A new page from which the head says these words at its right."""
    return f"#set page(header: furniture({literal(words)}))"


def table_call(heads: Sequence[str], rows: Iterable[Sequence[str]], *, widths: str, aligns: str) -> str:
    """A table whose cells are expressions already."""
    cells = ", ".join(cell for row in rows for cell in row)
    return f"cells({widths}, {aligns}, {array(heads)}{', ' if cells else ''}{cells})"


def _chapter(chapter: DocumentChapter, marks: Marks, keys: dict[str, str]) -> Iterable[str]:
    numbered = f"{chapter.number}  {chapter.title}" if chapter.number > 0 else chapter.title
    title = literal(chapter.title)
    yield running_head(numbered)
    call = f"chapter({literal(str(chapter.number))}, {title})" if chapter.number > 0 else f"head(1, {title})"
    yield f"#{call}#label({literal(chapter_label(chapter.id))})"
    if chapter.summary:
        yield f"#lead({literal(chapter.summary)})"
    level, seen = 1, set[str]()
    tail = last_words(chapter.blocks)
    above, waits, closing = 0, False, _closing(chapter.blocks)
    for at, (block, behind) in enumerate(zip_longest(chapter.blocks, chapter.blocks[1:])):
        if waits and isinstance(block, Heading):
            yield "#place.flush()"
        is_last_of_all = _is_tall(block) and at >= closing
        waits = (_may_wait(block) and not is_last_of_all) or (waits and not isinstance(block, Heading))
        if at == tail:
            yield f"#together({'9mm' if isinstance(block, Heading) else '1.15em'})["
        if isinstance(block, Heading):
            level = min(max(block.level, 2), level + 1)
            name = _heading_label(chapter, block)
            yield f"#head({level}, {literal(block.text)})" + ("" if name in seen else f"#label({literal(name)})")
            seen.add(name)
        elif isinstance(block, Paragraph) and isinstance(behind, Listing) and _opens_a_list(block):
            yield f"#opening({prose(block.passages, marks, chapter=chapter.id)})"
        else:
            place = "bottom" if above < _BY_THE_TITLE and not _is_tall(block) else "auto"
            yield "#" + _block(block, chapter, marks, keys, at=place)
        above += _letters(block)
    if tail is not None:
        yield "]"


def _closing(blocks: Sequence[DocumentBlock]) -> int:
    """From where on what is left of a chapter is words that take less than half a page.

    A tall picture before them may stand behind them: they fill the page that it leaves, which saves one of few lines.
    """
    letters = 0
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        letters += _letters(block)
        if letters > _BY_THE_TITLE:
            return at
        if not isinstance(block, Heading | Paragraph | Quote | Listing):
            return at
    return 0


def _opens_a_list(paragraph: Paragraph) -> bool:
    words = _plain(paragraph.passages).rstrip()
    return words.endswith(":") and len(words) <= _OPENING


def _may_wait(block: DocumentBlock) -> bool:
    """Whether a block that floats has to stand before the next heading: a table, or what takes most of a page.

    A chart that comes a few lines late is still read with its words; a list of priorities below another heading is not.
    """
    return isinstance(block, Grid) or _is_tall(block)


def _is_tall(block: DocumentBlock) -> bool:
    return isinstance(block, Picture) and _width(block) * block.height / max(block.width, 1) > _TALL


def _letters(block: DocumentBlock) -> int:
    """About how many letters of prose take as much of a page as the block; what floats takes none."""
    if isinstance(block, Heading):
        return _OF_A_HEADING
    if isinstance(block, Paragraph | Quote):
        return len(_plain(block.passages))
    if isinstance(block, Listing):
        return sum(_LETTERS_A_ROW + len(_plain(item)) for item in block.items)
    return 0


def _block(block: DocumentBlock, chapter: DocumentChapter, marks: Marks, keys: dict[str, str], *, at: str) -> str:
    """A block as a call; a picture or a short table goes to that end of a page."""
    if isinstance(block, Paragraph):
        return f"p({prose(block.passages, marks, chapter=chapter.id)})"
    if isinstance(block, Quote):
        return f"note({_breaks((block.passages,))}, {prose(block.passages, marks, chapter=chapter.id)})"
    if isinstance(block, Listing):
        items = ", ".join(prose(item, marks, chapter=chapter.id) for item in block.items)
        return f"{'steps' if block.numbered else 'bullets'}({_breaks(block.items)}, {items})"
    if isinstance(block, TextTable):
        return _text_table(block, chapter, marks)
    if isinstance(block, Grid):
        return _grid(block, at)
    if isinstance(block, Picture):
        return _picture(block, chapter, keys, at=at)
    raise PlacewrightError(f"A PDF cannot hold a {type(block).__name__}.", where=f"chapter '{chapter.id}'")


def _breaks(items: Iterable[Sequence[Passage]]) -> str:
    """Whether items take so many lines that a page may be too short for them."""
    return "true" if sum(1 + len(_plain(item)) // _LETTERS_A_ROW for item in items) > _MOST_ROWS else "false"


def _heading_label(chapter: DocumentChapter, heading: Heading) -> str:
    return label("heading", chapter.id, heading.id or heading.text)


def _picture(picture: Picture, chapter: DocumentChapter, keys: dict[str, str], *, at: str) -> str:
    where = f"chapter '{chapter.id}'"
    if not picture.alt.strip():
        raise PlacewrightError(
            f"The picture '{picture.id}' has no alternative text.",
            where=where,
            fix="Say in a sentence what it shows.",
        )
    if not picture.svg.strip():
        raise PlacewrightError(f"The picture '{picture.id}' is empty.", where=where, fix="Draw it as SVG.")
    key = f"picture:{picture.id}"
    if keys.setdefault(key, picture.svg) != picture.svg:
        key = f"picture:{chapter.id}/{picture.id}/{len(keys)}"
        keys[key] = picture.svg
    parts = [literal(text.strip()) for text in (picture.title, picture.caption, picture.reading, picture.source)]
    breaks = "true" if _is_longer_than_a_page(picture) else "false"
    said = ", ".join(parts)
    return f"picture({literal(key)}, {literal(picture.description)}, {_width(picture):.1f}mm, {said}, {breaks}, {at})"


def _width(picture: Picture) -> float:
    width, height = max(picture.width, 1), max(picture.height, 1)
    most = _TALLEST if picture.is_of_words else _TALLEST_CHART
    tallest = max(_LEAST_TALL, min(most, _PAGE - _TITLE - _beneath(picture)))
    return min(TEXT_WIDTH, width * _MILLIMETRES_PER_PIXEL * 1.25, tallest * width / height)


def _beneath(picture: Picture) -> float:
    """The millimetres that the words below a picture take, a little more rather than less."""
    words = (picture.caption, picture.reading, f"Source: {picture.source}" if picture.source else "")
    return sum(_ABOVE_WORDS + _LINE * ceil(len(text) / _LETTERS_A_LINE) for text in words if text.strip())


def _is_longer_than_a_page(picture: Picture) -> bool:
    """Whether its words go on on the next page even below the smallest picture."""
    return _TITLE + _LEAST_TALL + _beneath(picture) > _PAGE


def _grid(grid: Grid, at: str) -> str:
    numeric = [n < len(grid.numeric) and grid.numeric[n] for n in range(len(grid.heads))]
    columns = [[head, *(row[n] if n < len(row) else "" for row in grid.rows)] for n, head in enumerate(grid.heads)]
    rows = [[literal(column[n + 1]) for column in columns] for n in range(len(grid.rows))]
    body = table_call([literal(head) for head in grid.heads], rows, widths=_widths(columns), aligns=_aligns(numeric))
    is_wide = _is_too_wide(columns)
    is_short = len(rows) <= _MOST_FLOATING and sum(len(cell) for column in columns for cell in column) <= _MOST_LETTERS
    breaks = "false" if is_short and not is_wide else "true"
    call = f"titled({literal(grid.title)}, {_size(len(columns))}, {breaks}, {body}, {literal(grid.note)}, {at})"
    return f"page(flipped: true, {call})" if is_wide else call


def _text_table(table: TextTable, chapter: DocumentChapter, marks: Marks) -> str:
    count = len(table.heads)
    columns = [
        [_plain(head), *(_plain(row[n]) if n < len(row) else "" for row in table.rows)]
        for n, head in enumerate(table.heads)
    ]
    numeric = [all(_is_number(cell) for cell in column[1:]) and len(column) > 1 for column in columns]
    rows = [
        [prose(row[n], marks, chapter=chapter.id) if n < len(row) else '""' for n in range(count)] for row in table.rows
    ]
    heads = [prose(head, marks, chapter=chapter.id) for head in table.heads]
    body = table_call(heads, rows, widths=_widths(columns), aligns=_aligns(numeric))
    breaks = "true" if len(table.rows) > _MOST_TOGETHER else "false"
    return f"untitled({_size(count)}, {breaks}, {body})"


def _plain(passages: Sequence[Passage]) -> str:
    return "".join(passage.text for passage in passages)


def _is_number(cell: str) -> bool:
    return bool(cell) and len(cell) < 16 and (cell[0].isdigit() or cell[0] in "−-+£–") and any(map(str.isdigit, cell))


def _aligns(numeric: Sequence[bool]) -> str:
    return array("right" if number else "left" for number in numeric)


def _widths(columns: Sequence[Sequence[str]]) -> str:
    """Widths of columns: as they come where all fit in a line or one is short, else by the longer half of its cells.

    A row is as high as its longest cell, so that what the many short cells of a column hold does not count.
    """
    longest = [max(map(len, column)) for column in columns]
    if sum(longest) + _PADDING * len(columns) <= _FITS_IN_A_LINE:
        return array("auto" for _ in columns)
    shares = []
    for column, most in zip(columns, longest, strict=True):
        long = sorted(map(len, column), reverse=True)[: (len(column) + 1) // 2]
        mean = sum(long) / len(long)
        wanted = max(_longest_word(column) + 1.0, min(most, 2.0 * mean**0.75 + _longest_word(column))) + _PADDING
        shares.append("auto" if most <= _SHORT else f"{wanted:.1f}fr")
    return array(shares)


def _is_too_wide(columns: Sequence[Sequence[str]]) -> bool:
    """Whether the longest words of the columns do not fit beside each other on an upright page."""
    return sum(_longest_word(column) + _PADDING for column in columns) > _WIDEST_UPRIGHT


def _longest_word(column: Sequence[str]) -> int:
    return max((len(word) for cell in column for word in cell.split()), default=0)


def _size(columns: int) -> str:
    return "9pt" if columns <= 5 else "8.5pt" if columns <= 7 else "8pt"

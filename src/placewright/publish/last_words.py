"""The last words of a chapter, which stand on one page: no page of a document holds a line or two of them alone."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.publish.document import DocumentBlock
from placewright.records.prose import Heading, Listing, Paragraph, Quote

_LONGEST, _LETTERS_A_ROW = 1500, 40


def last_words(blocks: Sequence[DocumentBlock]) -> int | None:
    """Where the last words of a chapter begin; None where nothing has to be kept together.

    They go back to the heading before them, or to the last paragraphs where the part below it is long.
    """
    letters = 0
    for at in range(len(blocks) - 1, 0, -1):
        block = blocks[at]
        if isinstance(block, Heading):
            return at if at < len(blocks) - 1 else None
        if not isinstance(block, Paragraph | Quote | Listing):
            return at + 1 if at + 2 < len(blocks) else None
        letters += _letters_of(block)
        if letters > _LONGEST:
            return at + 1 if at + 2 < len(blocks) else None
    return None


def _letters_of(block: Paragraph | Quote | Listing) -> int:
    rows = block.items if isinstance(block, Listing) else (block.passages,)
    return sum(_LETTERS_A_ROW + sum(len(passage.text) for passage in row) for row in rows)

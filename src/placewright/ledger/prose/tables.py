"""Tables read across: each figure of a cell with the label of its row and the head of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.late_dataclass import dataclass
from placewright.ledger.prose.material import Material, Sentence, Span, block_place, laid_out
from placewright.records.prose import TextTable

_STOPS = re.compile(r"[.,;:](?= )")


@dataclass(frozen=True, slots=True)
class HeadedCell:
    """A cell that prints numbers: what heads it, and all of it as one sentence, `label, head: cell`."""

    heads: tuple[str, ...]
    sentence: Sentence


def headed_cells(material: Material) -> Iterator[HeadedCell]:
    """Every cell with a number in the tables of chapters, its first column aside."""
    for chapter in material.chapters:
        for table in chapter.blocks:
            if isinstance(table, TextTable):
                for heads, text, words, spans in _cells(table):
                    yield HeadedCell(heads, Sentence(*block_place(chapter, table), text, words, spans, form="cell"))


def _cells(table: TextTable) -> Iterator[tuple[tuple[str, ...], str, str, tuple[Span, ...]]]:
    heads = [laid_out(cell)[1].strip() for cell in table.heads]
    for label, *row in table.rows:
        named = laid_out(label)[1].strip()
        for head, cell in zip(heads[1:], row, strict=False):
            text, words, spans = laid_out(cell)
            if spans:
                above = tuple(one for one in (named, head) if one)
                before = f"{', '.join(above)}: " if above else ""
                moved = tuple(Span(len(before) + s.start, len(before) + s.end, s.number) for s in spans)
                # what heads a figure is said of it, and no clause of its own
                yield above, before + text, _STOPS.sub(" ", before) + words, moved

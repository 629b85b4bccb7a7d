"""What the UK Government Statistical Service's checklist for accessible spreadsheets would find fault with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries


def faults_of(workbook: bytes, *, to_work_in: bool = False) -> list[str]:
    """Each fault in words; what is only to be worked in may freeze its heads and filter its rows."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    names = [table for sheet in book for table in sheet.tables]
    found = [] if len(set(names)) == len(names) and not any(_is_numbered(name) for name in names) else ["names"]
    found += [] if book.properties.title else ["the workbook has no title"]
    return found + [f"{sheet.title}: {fault}" for sheet in book for fault in _faults(sheet, to_work_in=to_work_in)]


def _is_numbered(name: str) -> bool:
    return name.rpartition("_")[2].isdigit()


def _faults(sheet: Any, *, to_work_in: bool) -> Iterator[str]:
    if not sheet["A1"].value:
        yield "no title in its first cell"
    if sheet.merged_cells.ranges:
        yield "merged cells"
    if sheet.sheet_state != "visible" or any(size.hidden for size in sheet.row_dimensions.values()):
        yield "hidden"
    if any(all(cell.value in (None, "") for cell in row) for row in sheet.iter_rows()):
        yield "an empty row"
    if len(sheet.tables) > 1:
        yield "more than one table"
    if not sheet.tables and sheet.max_column > 1:
        yield "no marked table"
    for table in sheet.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        heads, *rows = sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
        texts = [str(cell.value or "") for cell in heads]
        if not all(texts) or len(set(texts)) < len(texts):
            yield "heads that are empty or the same"
        yield from (f"{cell.coordinate} is empty" for row in rows for cell in row if cell.value in (None, ""))
        if not to_work_in and (sheet.freeze_panes or table.autoFilter is not None):
            yield "frozen or filtered"

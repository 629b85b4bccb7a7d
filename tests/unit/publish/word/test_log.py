"""The log of a document's comments as a Word file: facts in a table, parts and entries under headings."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx

from placewright.publish.word.log import LogEntryText, LogPart, log_docx

DAY = date(2026, 5, 1)
PARTS = [LogPart("Homes", (LogEntryText("Comment 1", "Two lines,\n\nof them.", answer="Taken up."),))]


def opened(facts: list[tuple[str, str]]) -> Any:
    return docx.Document(io.BytesIO(log_docx("The log", facts, PARTS, day=DAY)))


def test_facts_stand_in_a_table_with_their_names_in_bold() -> None:
    [table] = opened([("Open until", "1 May 2026"), ("Comments", "1")]).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Open until", "1 May 2026"],
        ["Comments", "1"],
    ]
    assert [run.bold for cell in table.rows[0].cells for run in cell.paragraphs[0].runs] == [True, None]


def test_without_facts_there_is_no_empty_table() -> None:
    made = opened([])
    assert not made.tables
    assert [(line.style.name, line.text) for line in made.paragraphs] == [
        ("Title", "The log"), ("Heading 1", "Homes"), ("Heading 2", "Comment 1"),
        ("Body Text", "Two lines,"), ("Body Text", "of them."), ("List Bullet", "Taken up."),
    ]  # fmt: skip

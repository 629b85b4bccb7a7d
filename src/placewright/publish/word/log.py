"""A log as a Word document: a title, a line of facts, and entries under headings, in real styles."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from placewright.core.differences import Fate, Stretch
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.publish.word.marks_up import clean


@dataclass(frozen=True, slots=True)
class LogEntryText:
    """An entry: what and who, the words before with what was to be put in and taken out, what was said, the answer."""

    head: str
    said: str = ""
    words: tuple[Stretch, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class LogPart:
    """The entries about one thing, such as a chapter or the steps of an edition."""

    title: str
    entries: tuple[LogEntryText, ...]


def log_docx(title: str, facts: Sequence[tuple[str, str]], parts: Sequence[LogPart], *, day: date) -> bytes:
    """The log as .docx; equal input gives equal bytes."""
    import docx

    made = docx.Document()
    made.add_heading(clean(title), level=0)
    if facts:
        table = made.add_table(rows=0, cols=2, style="Table Grid")
        for name, value in facts:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = clean(name), clean(value)
            for run in cells[0].paragraphs[0].runs:
                run.bold = True
    for part in parts:
        made.add_heading(clean(part.title), level=1)
        for entry in part.entries:
            _write(made, entry)
    about = made.core_properties
    about.title, about.author, about.comments = clean(title)[:255], "", ""
    stream = io.BytesIO()
    made.save(stream)
    return repeatable_zip(stream.getvalue(), day=day)


def _write(made: Any, entry: LogEntryText) -> None:
    made.add_heading(clean(entry.head), level=2)
    if entry.words:
        paragraph = made.add_paragraph(style="Intense Quote")
        for text, fate in _pieces(entry.words):
            run = paragraph.add_run(text)
            run.italic = run.bold = False
            run.font.strike = fate is Fate.REMOVED
            run.font.underline = fate is Fate.ADDED
    for line in entry.said.splitlines():
        if line.strip():
            made.add_paragraph(clean(line), style="Body Text")
    if entry.answer:
        made.add_paragraph(clean(entry.answer), style="List Bullet")


def _pieces(stretches: Sequence[Stretch]) -> Iterator[tuple[str, Fate]]:
    for one in stretches:
        if text := clean(one.text):
            yield text, one.fate

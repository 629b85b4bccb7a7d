"""The paper form as a Word document, which a team can still change before it prints."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from placewright.publish.paper_form import PaperForm, PaperItem, PaperPart
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.questionnaires.model import QuestionKind

_TICK, _RANK = "☐", "____"
_WIDTH = Mm(170)
_MOST_TOGETHER = 25
"""So many answers of a question stand on one page; more may be torn apart."""


def paper_word(form: PaperForm, *, day: date) -> bytes:
    """The form as DOCX; the same form and day give the same bytes."""
    book = Document()
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    _foot(section.footer.paragraphs[0], form.foot)
    book.styles["Normal"].font.name, book.styles["Normal"].font.size = "Arial", Pt(11)
    facts = book.core_properties
    facts.title, facts.language, facts.author, facts.comments = form.title, form.language, "", ""
    facts.created = facts.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format has no zone
    _set_language(book, form.language)
    book.add_heading(form.title, 0)
    for text in form.introduction:
        book.add_paragraph(text)
    for part in form.parts:
        _part(book, part)
    for text in form.thanks:
        book.add_paragraph(text)
    held = io.BytesIO()
    book.save(held)
    return repeatable_zip(held.getvalue(), day=day)


def _part(book: Any, part: PaperPart) -> None:
    if part.title:
        book.add_heading(part.title, part.level)
    for text in part.texts:
        book.add_paragraph(text)
    for item in part.items:
        _item(book, item)


def _item(book: Any, item: PaperItem) -> None:
    head = book.add_paragraph()
    head.paragraph_format.keep_with_next = True
    head.paragraph_format.space_before = Pt(12)
    run = head.add_run(f"{item.number}. {item.label}" if item.number else item.label)
    run.bold = bool(item.number)
    if item.number:
        code = head.add_run(f"  [{item.code}]")
        code.font.size = Pt(8)
    for note in item.notes:
        said = book.add_paragraph()
        said.paragraph_format.keep_with_next = True
        said.add_run(note).italic = True
    _answer(book, item)


def _answer(book: Any, item: PaperItem) -> None:
    match item.kind:
        case QuestionKind.MATRIX:
            _matrix(book, item)
            return
        case QuestionKind.RATING:
            line = "   ".join(f"{_TICK} {one.label}" for one in item.choices)
            book.add_paragraph("  ".join(part for part in (item.ends[0], line, item.ends[1]) if part))
            return
        case QuestionKind.SHORT_TEXT | QuestionKind.LONG_TEXT:
            for _line in range(item.lines):
                _to_write(book, "")
        case QuestionKind.DATE:
            book.add_paragraph("__ __  /  __ __  /  __ __ __ __")
        case QuestionKind.MONEY:
            book.add_paragraph("£ ____________________")
        case QuestionKind.NUMBER | QuestionKind.DISTRICT:
            book.add_paragraph(f"____________________ {item.unit}".strip())
    mark = _RANK if item.kind is QuestionKind.RANKING else _TICK
    for n, one in enumerate(item.choices, 1):
        if one.has_words:
            line = _to_write(book, f"{mark} {one.label} ")
        else:
            line = book.add_paragraph(f"{mark} {one.label}")
            line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.keep_with_next = n < len(item.choices) <= _MOST_TOGETHER


def _to_write(book: Any, words: str) -> Any:
    """A line to write on, behind words."""
    line = book.add_paragraph(f"{words}\t")
    line.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    return line


def _foot(line: Any, words: str) -> None:
    """What form it is, and of how many pages this is which."""
    line.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{words}\t")
    _counted(line, "PAGE")
    line.add_run(" / ")
    _counted(line, "NUMPAGES")


def _counted(line: Any, what: str) -> None:
    """A number that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    field.append(line.add_run("1")._r)
    line._p.append(field)


def _matrix(book: Any, item: PaperItem) -> None:
    table = book.add_table(rows=1, cols=len(item.choices) + 1)
    table.style = "Table Grid"
    heads = table.rows[0]
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    heads._tr.get_or_add_trPr().append(repeated)
    for cell, one in zip(heads.cells[1:], item.choices, strict=True):
        cell.text = one.label
    for row in item.rows:
        cells = table.add_row().cells
        cells[0].text = row.label
        for cell in cells[1:]:
            cell.text = _TICK


def _set_language(book: Any, language: str) -> None:
    properties = book.styles["Normal"].element.get_or_add_rPr()
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language)
    properties.append(element)

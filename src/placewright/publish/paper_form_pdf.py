"""The paper form as tagged PDF, by Typst."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from placewright.core.errors import PlacewrightError
from placewright.publish.paper_form import PaperChoice, PaperForm, PaperItem, PaperPart
from placewright.publish.pdf.compile import packaged_fonts
from placewright.publish.pdf.typst_text import array, literal
from placewright.questionnaires.model import QuestionKind

_LOOK = """
#set document(title: form-title, date: auto)
#set text(font: "Source Sans 3", size: 11pt, lang: form-lang, hyphenate: false)
#set par(leading: 0.6em, spacing: 0.9em)
#set page(paper: "a4", margin: (x: 20mm, top: 20mm, bottom: 22mm), footer: {
  set text(size: 8.5pt)
  grid(columns: (1fr, auto), form-foot, context counter(page).display("1 / 1", both: true))
})
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): it => block(above: 9mm, below: 4mm, sticky: true, width: 100%,
  inset: (bottom: 2mm), stroke: (bottom: 1pt), text(size: 15pt, it.body))
#show heading.where(level: 3): it => block(above: 7mm, below: 3mm, sticky: true, text(size: 12.5pt, it.body))
#let tick = box(width: 4mm, height: 4mm, stroke: 0.8pt, radius: 0.5mm, baseline: 0.6mm)
#let rank = box(width: 7mm, height: 5.5mm, stroke: 0.8pt, baseline: 1.2mm)
#let line-to-write = block(width: 100%, height: 8mm, above: 0mm, below: 0mm, stroke: (bottom: 0.6pt + luma(40%)))
#let small(words) = text(size: 9.5pt, fill: luma(25%), words)
#let note(words) = block(above: 1.5mm, below: 1.5mm, small(words))
#let q(number, code, label, notes, body) = block(above: 6mm, below: 0mm, width: 100%, breakable: false, {
  block(below: 1.5mm, sticky: true, grid(columns: (9mm, 1fr, auto), column-gutter: 2mm,
    strong(number), strong(label), text(size: 8pt, fill: luma(35%), code)))
  pad(left: 11mm, { for one in notes { note(one) }; body })
})
#let choice(mark, label, words) = block(above: 2mm, below: 0mm, grid(columns: (auto, 1fr), column-gutter: 3mm, mark,
  { label; if words != "" { h(2mm); small(words); h(1mm); box(width: 1fr, stroke: (bottom: 0.6pt + luma(40%))) } }))
#let choices(mark, items) = { v(1mm); for one in items { choice(mark, one.at(0), one.at(1)) } }
#let across(ends, items) = { v(2mm); grid(columns: items.len() * (1fr,), row-gutter: 1.5mm,
  ..items.map(one => align(center, tick)), ..items.map(one => align(center, small(one.at(0)))))
  if ends.at(0) + ends.at(1) != "" { grid(columns: (1fr, 1fr), small(ends.at(0)), align(right, small(ends.at(1)))) } }
#let lines(count) = { for one in range(count) { line-to-write } }
#let blank(unit) = { v(1.5mm); box(width: 50mm, height: 8mm, stroke: 0.8pt, baseline: 2mm); h(2mm); unit }
#let money = { v(1.5mm); [£]; h(2mm); box(width: 50mm, height: 8mm, stroke: 0.8pt, baseline: 2mm) }
#let day = { v(1.5mm); for width in (14mm, 14mm, 24mm) { box(width: width, height: 8mm, stroke: 0.8pt); h(3mm) } }
#let matrix(heads, rows) = { v(2mm); table(
  columns: (2fr,) + heads.len() * (1fr,), align: (left,) + heads.len() * (center,),
  stroke: (x, y) => (bottom: 0.5pt + luma(60%)), inset: (x: 1.5mm, y: 2.2mm),
  table.header([], ..heads.map(small)), ..rows.map(one => (one, ..heads.map(head => tick))).flatten()) }
"""


def paper_pdf(form: PaperForm, *, day: date) -> bytes:
    """The form as PDF/UA-1; the same form and day give the same bytes.

    Raises:
        PlacewrightError: it cannot be set, such as for want of a letterform.
    """
    import typst

    try:
        return typst.compile(
            _source(form).encode(),
            format="pdf",
            font_paths=packaged_fonts(),
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(day, time(), UTC),
        )
    except typst.TypstError as error:
        what = f"The paper form could not be made: {error.message}."
        raise PlacewrightError(what, fix="Write it in other characters.") from error


def _source(form: PaperForm) -> str:
    start = (
        f"#let form-title = {literal(form.title)}\n#let form-lang = {literal(form.language.partition('-')[0])}\n"
        f"#let form-foot = {literal(form.foot)}\n{_LOOK}\n#heading(level: 1, form-title)\n"
    )
    parts = [f"#par({literal(text)})\n" for text in form.introduction]
    parts += [_part(part) for part in form.parts]
    parts += [f"#v(8mm)\n#par({literal(text)})\n" for text in form.thanks]
    return start + "".join(parts)


def _part(part: PaperPart) -> str:
    head = f"#heading(level: {part.level + 1}, {literal(part.title)})\n" if part.title else ""
    texts = "".join(f"#block(sticky: true, par({literal(text)}))\n" for text in part.texts)
    return head + texts + "".join(map(_item, part.items))


def _item(item: PaperItem) -> str:
    notes = array(literal(note) for note in item.notes)
    number = f"{item.number}." if item.number else ""
    code = item.code if item.number else ""
    return f"#q({literal(number)}, {literal(code)}, {literal(item.label)}, {notes}, {{ {_body(item)} }})\n"


def _body(item: PaperItem) -> str:
    choices = array(_choice(one) for one in item.choices)
    rest = f"; choices(tick, {choices})" if item.choices else ""
    match item.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE | QuestionKind.AREA:
            return f"choices(tick, {choices})"
        case QuestionKind.RANKING:
            return f"choices(rank, {choices})"
        case QuestionKind.RATING:
            return f"across({array(map(literal, item.ends))}, {choices})"
        case QuestionKind.MATRIX:
            heads = array(literal(one.label) for one in item.choices)
            return f"matrix({heads}, {array(literal(row.label) for row in item.rows)})"
        case QuestionKind.SHORT_TEXT | QuestionKind.LONG_TEXT:
            return f"lines({item.lines}){rest}"
        case QuestionKind.DATE:
            return f"day{rest}"
        case QuestionKind.MONEY:
            return f"money{rest}"
        case QuestionKind.NUMBER | QuestionKind.DISTRICT:
            return f"blank({literal(item.unit)}){rest}"
    return "none"


def _choice(one: PaperChoice) -> str:
    return f"({literal(one.label)}, {literal('…' if one.has_words else '')})"

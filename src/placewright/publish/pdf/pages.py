"""The whole document as one Typst source: settings, cover, contents, what stands at a glance, chapters, annexes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from placewright.core.periods import day_in_words
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.publish.document import Document
from placewright.publish.notices import short_notice
from placewright.publish.pdf.annexes import annexes, chapter_link, entry_codes
from placewright.publish.pdf.chapters import chapters, heading_labels, running_head
from placewright.publish.pdf.typst_text import Marks, chip, entry_label, literal
from placewright.publish.theme import LIGHT

_COLOURS = (
    "ink soft line accent accent-strong accent-tint sunken focus focus-tint better worse q1 q2 q4".split()  # noqa: SIM905
)
HOW_TO_READ = marked(
    "A number with a dotted line below it is computed from published figures. A small mark such as %(mark)s names the "
    "entry in the annexes that says where the number comes from, how sure it is, and which test the sentence must pass."
)
PRIORITIES = marked("Priorities")


@dataclass(frozen=True, slots=True)
class TypstSource:
    """What the compiler is given: the text, and the strings that it reads by key."""

    text: str
    inputs: dict[str, str]


def typst_source(document: Document) -> TypstSource:
    """The document as Typst; pictures are strings beside the text, so that nothing is written to disk."""
    marks = Marks(entry_codes(document), heading_labels(document))
    inputs: dict[str, str] = {}
    lines = [
        *_settings(document),
        (resources.files("placewright.publish.pdf") / "strategy.typ").read_text(encoding="utf-8"),
        "#cover()",
        running_head(_("Contents")),
        "#contents()",
        *_how_to_read(document),
        *_glance(document, marks),
        *chapters(document, marks, inputs),
        *annexes(document),
    ]
    return TypstSource("\n".join(lines), inputs)


def _settings(document: Document) -> Iterable[str]:
    yield "#let colours = (" + "".join(f'"{name}": rgb("{LIGHT[name]}"), ' for name in _COLOURS) + ")"
    language, _dash, region = document.language.partition("-")
    day = document.date
    description = ", ".join(part for part in (document.subtitle, document.place, document.edition) if part)
    running = document.title if len(document.title) < 90 else document.place
    texts = {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "description": description,
        "place": document.place,
        "edition": document.edition,
        "day": day_in_words(day),
        "notice": document.notice,
        "short-notice": short_notice(document.notice),
        "running": running,
        "lang": language,
    }
    yield "#let info = (" + "".join(f'"{name}": {literal(text)}, ' for name, text in texts.items())
    yield f"region: {literal(region) if region else 'none'}, "
    yield f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))"
    size = 40 if len(document.title) <= 45 else 32 if len(document.title) <= 90 else 26
    words = ", ".join(f'"{name}": {literal(said)}' for name, said in _fixed_words().items())
    yield f"#let words-of = ({words})"
    yield "#let edge = 24mm"
    yield f"#let title-size = {size}pt"


def _fixed_words() -> dict[str, str]:
    """What the template says itself."""
    return {
        "chapter": _("Chapter"),
        "annex": _("Annex"),
        "figure": _("Figure"),
        "table": _("Table"),
        "source": f"{_('Source')}: ",
        "edition": _("Edition"),
        "date": _("Date"),
        "note": _("Please note"),
        "contents": _("Contents"),
    }


def _how_to_read(document: Document) -> Iterable[str]:
    if not document.ledger:
        return
    before, _mark, behind = _(HOW_TO_READ).partition("%(mark)s")
    mark = f'mark("A1", {literal(entry_label("A1"))})'
    yield (
        "#v(8mm)#block(breakable: false, width: 100%, inset: 5mm, fill: colours.accent-tint, { "
        f"block(below: 2.5mm, text(weight: 600, {literal(_('How to read this document'))})); "
        f"par({{ {literal(before)}; {mark}; {literal(behind)} }}) }})"
    )


def _glance(document: Document, marks: Marks) -> Iterable[str]:
    if not document.headline:
        return
    yield running_head(_("At a glance"))
    yield f"#head(1, {literal(_('At a glance'))})"
    for row in document.headline:
        code = marks.code(f"claim:{row.id}")
        target = literal(entry_label(code)) if code else "none"
        entry = literal(_("Annex entry %(code)s") % {"code": code})
        yield f"#glance({entry}, {target}, {literal(row.text)}, {chip(row.verdict)})"
    if document.priorities is not None:
        chapter, names = document.priorities
        where = chapter_link(chapter.id, chapter.number, chapter.title, begins=True)
        yield f"#aims({literal(_(PRIORITIES))}, {where}, {', '.join(map(literal, names))})"

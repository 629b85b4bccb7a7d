"""The slide pack: title, what stands at a glance, one claim a slide by chapter, priorities, open questions, sources."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from placewright.core.periods import day_in_words
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.publish.document import Document, LedgerRow
from placewright.publish.notices import short_notice
from placewright.publish.office_theme import office_theme
from placewright.publish.pdf.annexes import entry_codes
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.publish.slides import layouts as look
from placewright.publish.slides.charts import MOST_PARTS, can_be_drawn, insert_chart
from placewright.publish.slides.words import (
    Part,
    about_figure,
    action_lines,
    beside,
    chosen_in_order,
    claim_chart,
    in_millions,
    number_and_unit,
    open_claims,
    parts,
    picture_of_kind,
    source_words,
    trace_words,
    verdict_words,
    with_lines_gathered,
)

_UNUSED = ("/printerSettings", "/thumbnail")
_SENTENCE_SIZES = ((110, 26), (170, 22), (260, 19), (10_000, 16))
_NUMBER_SIZES = ((7, 66), (12, 48), (20, 34), (10_000, 24))
_TITLE_SIZES = ((52, 30), (80, 26), (10_000, 22))
_LONGEST_VERDICT = 230
_SOURCES_ON_A_SLIDE = 9
_CLAIMS_ON_A_SLIDE = 6
_ACTIONS_ON_A_SLIDE = 9
_PRIORITIES = marked("Priorities")
_DARK_BARS = marked("Dark bars are priorities; grey ones were looked at and not chosen.")


def board_slides(document: Document) -> bytes:
    """The document as slides with native charts, notes and real placeholders; equal input gives equal bytes."""
    import pptx

    made = pptx.Presentation()
    look.dress(made, office_theme(), language=document.language)
    pack = _Pack(document, made)
    pack.title()
    for part in parts(document):
        pack.part(part)
    pack.priorities()
    pack.actions()
    pack.open_questions()
    pack.sources()
    _describe(made, document)
    stream = io.BytesIO()
    made.save(stream)
    return repeatable_zip(stream.getvalue(), day=document.date)


class _Pack:
    """A slide pack under way."""

    def __init__(self, document: Document, made: Any) -> None:
        self.document = document
        self._made = made
        self._codes = entry_codes(document)
        self._places: dict[int, Any] = {}

    def title(self) -> None:
        document = self.document
        about = f"{document.place} · {document.edition} · {day_in_words(document.date)}"
        slide = self._slide(look.TITLE_LAYOUT, document.title, size=46 if len(document.title) < 60 else 36)
        self._fill(look.KICKER, [about])
        self._fill(look.SENTENCE, [document.subtitle])
        self._fill(look.NOTICE, [document.notice], size=15 if len(document.notice) < 330 else 13)
        self._finish(slide)

    def part(self, part: Part) -> None:
        """The slide that opens a part, then a slide for each of its claims."""
        chapter = part.chapter
        slide = self._slide(look.SECTION_LAYOUT, part.title, size=40)
        if chapter is not None:
            self._fill(
                look.KICKER, [_("Chapter %(number)s") % {"number": chapter.number}] if chapter.number > 0 else []
            )
            self._fill(look.SENTENCE, [chapter.summary])
        else:
            self._fill(look.SENTENCE, [row.title or row.text for row in part.rows], size=20)
        self._finish(slide)
        for row in part.rows:
            self.claim(row, part.title)

    def claim(self, row: LedgerRow, kicker: str) -> None:
        """One claim: its sentence, its chart or its number, its verdict, its source; its trace in the notes."""
        chart = claim_chart(row, self.document)
        layout = look.NUMBER_LAYOUT if chart is None else look.CHART_LAYOUT
        slide = self._slide(layout, row.title or row.id)
        self._fill(look.KICKER, [kicker])
        self._fill(look.SENTENCE, [row.text], size=_fitting(row.text, _SENTENCE_SIZES))
        if chart is not None:
            spot = self._places.pop(look.CHART)
            insert_chart(spot, chart.figures, alt=chart.alt, title=chart.title, places=chart.own)
        elif row.figures:
            self._number(row)
        verdict, more = verdict_words(row)
        if len(more) > _LONGEST_VERDICT:
            more = more[:_LONGEST_VERDICT].rsplit(" ", 1)[0] + f" … ({_('in full in the notes')})"
        self._fill(look.VERDICT, [verdict, more], strong_first=True)
        self._fill(look.SOURCE, [source_words(row)])
        code = self._codes.get(f"claim:{row.id}", "")
        slide.notes_slide.notes_text_frame.text = "\n".join(trace_words(row, self.document, code))
        self._finish(slide)

    def priorities(self) -> None:
        """The priorities in their order, as a native chart where their scores are known."""
        picture = picture_of_kind(self.document, "priorities")
        if picture is None:
            return
        chosen = chosen_in_order(picture)
        lines, figures = chosen or [picture.text or picture.alt], picture.figures
        names = {line.partition(". ")[2] for line in chosen}
        has_chart = figures is not None and can_be_drawn(figures)
        slide = self._slide(look.CHART_LAYOUT if has_chart else look.LIST_LAYOUT, picture.title or _(_PRIORITIES))
        self._fill(look.SENTENCE, lines, size=15 if has_chart else 0)
        if has_chart and figures is not None:
            spot = self._places.pop(look.CHART)
            insert_chart(spot, figures, alt=picture.alt, title=figures.lines[0].name, places=names)
            if not names.issuperset(figures.labels):
                self._fill(look.VERDICT, [_(_DARK_BARS)] if names else [])
        self._fill(look.KICKER, [_(_PRIORITIES)] if picture.title != _(_PRIORITIES) else [])
        slide.notes_slide.notes_text_frame.text = picture.text or picture.alt
        self._finish(slide)

    def actions(self) -> None:
        """What would be done, at what cost and from which money; and the money by year as a native chart."""
        self._lists(_("Actions"), action_lines(self.document), _ACTIONS_ON_A_SLIDE, size=15)
        picture = picture_of_kind(self.document, "funds")
        figures = picture.figures if picture is not None else None
        if picture is None or figures is None:
            return
        figures = in_millions(with_lines_gathered(figures, MOST_PARTS, name=_("Other funds")))
        if not can_be_drawn(figures):
            return
        slide = self._slide(look.CHART_LAYOUT, picture.title)
        self._fill(look.KICKER, [_("Actions")])
        self._fill(look.SENTENCE, [picture.text or picture.alt], size=14)
        self._fill(look.VERDICT, [picture.caption])
        insert_chart(self._places.pop(look.CHART), figures, alt=picture.description, title=picture.title)
        self._fill(look.SOURCE, [f"{_('Source')}: {picture.source}"] if picture.source else [])
        slide.notes_slide.notes_text_frame.text = picture.text or picture.alt
        self._finish(slide)

    def open_questions(self) -> None:
        """The claims that the evidence cannot decide, with why."""
        rows = [f"{row.title or row.id}. {row.text} {row.why}".rstrip() for row in open_claims(self.document)]
        self._lists(_("What we cannot say"), rows, _CLAIMS_ON_A_SLIDE, size=16)

    def sources(self) -> None:
        """Every release that the claims rest on."""
        self._lists(_("Sources"), list(self.document.sources), _SOURCES_ON_A_SLIDE, size=14)

    def _number(self, row: LedgerRow) -> None:
        from pptx.util import Pt

        figure = row.figures[0]
        number, unit = number_and_unit(figure.value)
        frame = self._fill(look.NUMBER, [number, figure.what, about_figure(figure), figure.interval], size=14)
        if frame is not None:
            _resize(frame.paragraphs[0], _fitting(number, _NUMBER_SIZES), strong=True)
            behind = frame.paragraphs[0].add_run()
            behind.text, behind.font.size = unit, Pt(20)
            behind._r.get_or_add_rPr().set("lang", self.document.language)
        self._fill(look.BESIDE, list(beside(row)))

    def _lists(self, title: str, lines: Sequence[str], most: int, *, size: int) -> None:
        count = -(-len(lines) // most)
        each = -(-len(lines) // max(count, 1))
        for n in range(count):
            part = _("%(number)s of %(all)s") % {"number": n + 1, "all": count}
            name = f"{title} ({part})" if count > 1 else title
            slide = self._slide(look.LIST_LAYOUT, name)
            self._fill(look.SENTENCE, lines[n * each : (n + 1) * each], size=size)
            self._finish(slide)

    def _slide(self, layout: int, title: str, *, size: int = 0) -> Any:
        slide = self._made.slides.add_slide(self._made.slide_layouts[layout])
        self._places = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
        self._write(self._places.pop(0).text_frame, [title], size or _fitting(title, _TITLE_SIZES))
        return slide

    def _fill(self, index: int, lines: Iterable[str], *, size: int = 0, strong_first: bool = False) -> Any | None:
        """Write lines into a placeholder; without any it is left for `_finish` to take away."""
        kept = [line for line in lines if line.strip()]
        if not kept:
            return None
        frame = self._places.pop(index).text_frame
        self._write(frame, kept, size)
        if strong_first and kept:
            _resize(frame.paragraphs[0], size, strong=True)
        return frame

    def _write(self, frame: Any, lines: Sequence[str], size: int) -> None:
        from pptx.util import Pt

        for n, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = line
            run._r.get_or_add_rPr().set("lang", self.document.language)
            if size:
                run.font.size = Pt(size)

    def _finish(self, slide: Any) -> None:
        """Take unfilled placeholders away, and give the slide its foot."""
        from pptx.oxml import parse_xml

        for place in self._places.values():
            place._element.getparent().remove(place._element)
        tree = slide.shapes._spTree
        notice = short_notice(self.document.notice) if self.document.notice else ""
        id = max(int(named.get("id")) for named in tree.iter("{*}cNvPr")) + 1
        for foot in look.feet(notice, len(self._made.slides), first_id=id, language=self.document.language):
            tree.append(parse_xml(foot))


def _resize(paragraph: Any, size: int, *, strong: bool) -> None:
    from pptx.util import Pt

    for run in paragraph.runs:
        run.font.bold = strong
        if size:
            run.font.size = Pt(size)


def _fitting(text: str, sizes: Sequence[tuple[int, int]]) -> int:
    return next(size for most, size in sizes if len(text) <= most)


def _describe(made: Any, document: Document) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE as KIND

    package = made.part.package
    for rels in (made.part.rels, package._rels):
        for name, relation in list(rels.items()):
            if relation.reltype.endswith(_UNUSED):
                rels.pop(name)
    package.part_related_by(KIND.EXTENDED_PROPERTIES)._blob = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        b"<Application>Placewright</Application></Properties>"
    )
    moment = datetime.combine(document.date, time(), UTC).replace(tzinfo=None)
    about = made.core_properties
    about.title, about.author, about.last_modified_by = document.title, document.author, document.author
    about.subject, about.category = document.subtitle[:255], document.edition
    about.comments, about.keywords = document.notice[:255], ""
    about.language, about.revision = document.language, 1
    about.created = about.modified = moment

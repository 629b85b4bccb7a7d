"""The strategy in Word: words and structure read back, what assistive programs need, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from placewright.core.errors import PlacewrightError
from placewright.publish.attribution import attribution
from placewright.publish.document import Document, Grid
from placewright.publish.word import strategy_docx
from placewright.publish.word.pictures import drawn_pictures
from placewright.publish.word.returned import read_returned
from placewright.records.prose import Heading, Listing, Number, NumberKind, Paragraph, Quote, TextTable, Words

from ..pdf.invented import document, picture, said

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="80" height="120"/></svg>'


def read(made: Document) -> Any:
    return docx.Document(io.BytesIO(strategy_docx(made)))


@pytest.fixture(scope="module")
def packed() -> bytes:
    return strategy_docx(document())


@pytest.fixture(scope="module")
def opened(packed: bytes) -> Any:
    return docx.Document(io.BytesIO(packed))


def part(packed: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.read(name).decode()


def styled(opened: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name == style]


def test_the_priorities_stand_at_a_glance_behind_how_to_read() -> None:
    made = read(document(replace(picture(), kind="priorities", chosen=("Skills for all", "Room to grow"))))
    headings = [each.text for each in made.paragraphs if each.style.name in ("Heading 1", "Heading 2")]
    assert headings[:3] == ["At a glance", "Priorities", "1. People and work"]
    assert styled(made, "List Number") == ["Skills for all", "Room to grow"]
    texts = [each.text[:11] for each in made.paragraphs]
    assert texts.index("How to read") < texts.index("At a glance")


def test_the_same_document_gives_the_same_bytes(packed: bytes) -> None:
    assert strategy_docx(document()) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_its_properties_say_what_it_is(opened: Any) -> None:
    about = opened.core_properties
    assert (about.title, about.author, about.language) == ("A strategy for North Vale", "", "en-GB")
    assert about.created == about.modified == datetime(2025, 3, 4, tzinfo=UTC)


def test_its_properties_name_the_edition_and_its_text_where_there_is_one() -> None:
    edition = read_returned(strategy_docx(replace(document(), edition_id="draft-1"))).identity
    of_no_edition = read_returned(strategy_docx(document())).identity
    assert (edition.edition, of_no_edition.edition) == ("draft-1", "")
    assert edition.text == of_no_edition.text != ""


def test_the_place_is_its_author_unless_a_notice_says_that_it_is_no_bodys_policy() -> None:
    made = document()
    assert made.notice and made.author == ""
    assert read(replace(made, notice="")).core_properties.author == "North Vale"


def test_its_language_is_british_english(packed: bytes) -> None:
    assert 'w:lang w:val="en-GB"' in part(packed, "word/styles.xml")


def test_its_cover_has_title_edition_and_notice(opened: Any) -> None:
    assert styled(opened, "Title") == ["A strategy for North Vale"]
    assert styled(opened, "Subtitle") == ["What the evidence says"]
    assert styled(opened, "Cover Fact") == ["Edition\tConsultation draft", "Date\t4 March 2025"]
    assert styled(opened, "Notice") == ["Please note. A worked example. No body has agreed it."]


def test_each_page_but_the_cover_has_the_title_above_and_notice_and_number_below(opened: Any) -> None:
    section = opened.sections[0]
    assert section.different_first_page_header_footer
    assert "A strategy for North Vale" in section.header.paragraphs[0].text
    foot = section.footer._element.xml
    assert "A worked example. No body has agreed it." in foot
    assert "> PAGE <" in foot


def test_headings_step_down_one_level_at_a_time(opened: Any) -> None:
    levels = [int(p.style.name[-1]) for p in opened.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_show_entries_that_lead_to_bookmarks(packed: bytes) -> None:
    body = part(packed, "word/document.xml")
    assert r'TOC \o "1-2" \h \z' in body
    contents = body[: body.index("</w:sdt>")]
    names = re.findall(r'<w:hyperlink w:anchor="(\w+)"', contents)
    assert len(names) >= 5 and "1. People and work" in contents
    assert contents.index("separate") < contents.index("press F9") < contents.rindex('w:fldCharType="end"')
    assert all(f'w:name="{name}"' in body for name in names)


def test_every_link_within_leads_to_a_bookmark_and_no_bookmark_stands_twice(packed: bytes) -> None:
    body = part(packed, "word/document.xml")
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"', body)
    assert set(re.findall(r'w:anchor="(\w+)"', body)) <= set(names)
    assert len(names) == len(set(names))


def test_no_paragraph_is_empty_and_no_cells_are_merged(opened: Any) -> None:
    body = opened.element.body
    empty = [p for p in body.iter(qn("w:p")) if not "".join(p.itertext()).strip() and not list(p.iter(qn("w:drawing")))]
    assert empty == []
    assert not list(body.iter(qn("w:gridSpan"))) and not list(body.iter(qn("w:vMerge")))


def test_every_table_has_a_header_row_that_repeats_and_a_name(opened: Any) -> None:
    assert len(opened.tables) == 3
    for table in opened.tables:
        assert table.style.name == "Placewright Table"
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}


def test_a_picture_has_its_alternative_text_caption_and_source(opened: Any) -> None:
    (shape,) = opened.inline_shapes
    assert shape._inline.docPr.get("descr") == "Bars: Tallbridge stands highest."
    words = [p.text for p in opened.paragraphs]
    at = next(n for n, p in enumerate(opened.paragraphs) if p.style.name == "Picture")
    assert opened.paragraphs[at - 1].style.name == "Caption"
    assert "SEQ Figure" in opened.paragraphs[at - 1]._p.xml and words[at - 1] == "Figure 1. Jobs in North Vale"
    assert words[at + 1 : at + 3] == ["Jobs, 2023.", "Source: An office, 2024."]


def test_a_number_leads_to_the_entry_it_rests_on(opened: Any) -> None:
    said_of = next(p for p in opened.paragraphs if p.style.name == "Body Text" and "grew by" in p.text)
    links = [(link.fragment, link.text) for link in said_of.hyperlinks]
    assert links == [("entry_A1", "10.2%"), ("entry_A1", "A1")]
    quoted = next(p for p in opened.paragraphs if "lack premises; see" in p.text)
    assert [(link.fragment, link.text) for link in quoted.hyperlinks][:2] == [("entry_B1", "62%"), ("entry_B1", "B1")]


def test_a_number_without_an_entry_is_plain_text() -> None:
    number = Number("£5m", NumberKind.DECIDED, "decision:nowhere")
    opened = read(document(Paragraph(said(Words("It costs "), number, Words(".")))))
    assert next(p for p in opened.paragraphs if "£5m" in p.text).hyperlinks == []


def test_the_annex_tells_a_claims_verdict_tests_and_figures(opened: Any) -> None:
    entry = next(n for n, p in enumerate(opened.paragraphs) if p.style.name == "Entry Heading")
    words = [p.text for p in opened.paragraphs[entry : entry + 6]]
    assert words[0] == "A1 Jobs have grown"
    assert words[1] == "Cannot tell · As published · Strength · People"
    assert words[3:5] == ["Why: The interval straddles the threshold.", "Test: 'now' is above 10"]
    cells = [cell.text for cell in opened.tables[-1].rows[1].cells]
    assert cells == ["Share of jobs", "North Vale, 2023", "10.2%", "9.8 to 10.6 (sampling)"]
    assert words[5] == "Rests on: An office · Said in: 1. People and work"


def test_releases_and_caveats_of_figures_are_told_once_and_named_by_their_codes() -> None:
    whole = document()
    row, here, away = whole.ledger[0], "An office, Jobs, 2024", "An office, People, 2023"
    figure = replace(row.figures[0], source=here, caveats=("Agencies count here.",), remark="Without them it is 9.1%.")
    rows = (
        replace(row, id="one", figures=(figure,), sources=(here,)),
        replace(row, id="two", figures=(figure, replace(figure, source=away)), sources=(here, away)),
    )
    opened = read(replace(whole, ledger=rows, sources=(here, away), headline=()))
    words = [paragraph.text for paragraph in opened.paragraphs]
    assert [text for text in words if text.startswith(("C1", "S1", "S2"))] == [
        "C1\tAgencies count here.",
        f"S1\t{here}",
        f"S2\t{away}",
    ]
    assert "Mind: C1 · Rests on: S1; S2 · Said in: 1. People and work" in words
    one, two = ([[cell.text for cell in each.cells] for each in table.rows] for table in opened.tables[-2:])
    assert one[1][0] == "Share of jobs. Without them it is 9.1%" and len(one[0]) == 4
    assert [cells[-1] for cells in two] == ["Source", "S1", "S2"] and two[2][0] == "as above"


def test_words_that_a_diagram_draws_are_told_to_who_does_not_see_it_and_not_printed_below_it() -> None:
    drawn, chart = (replace(picture(), kind=kind, text="Rank 1: skills.") for kind in ("priorities", "line"))
    for one, is_printed in ((drawn, False), (chart, True)):
        content = strategy_docx(document(one))
        assert ("Rank 1: skills." in [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]) is is_printed
        assert ("Rank 1: skills." in part(content, "word/document.xml").partition("docPr")[2].partition(">")[0]) is (
            not is_printed
        )


def test_it_says_what_the_licences_of_figures_and_boundaries_ask_for(opened: Any) -> None:
    assert set(attribution(2024)) <= {paragraph.text for paragraph in opened.paragraphs}


def test_numbered_lists_each_begin_at_one(packed: bytes) -> None:
    items = (said(Words("One")), said(Words("Two")))
    content = strategy_docx(document(Listing(items, numbered=True), Listing(items), Listing(items, numbered=True)))
    body, lists = part(content, "word/document.xml"), part(content, "word/numbering.xml")
    assert re.findall(r'<w:numId w:val="(\d+)"/></w:numPr>', body) == ["3", "3", "4", "4"]
    assert lists.count("startOverride") == 2


SIGNS = """<w:p> & "quoted" 'single' ]]> { } %1 \\o"""


def test_signs_that_a_format_would_read_as_orders_are_printed_as_they_are() -> None:
    made = document(
        Heading(2, SIGNS, "signs"),
        Paragraph(said(Words(SIGNS), Words(SIGNS, strong=True))),
        Quote(said(Words(SIGNS, emphasis=True))),
        Grid(SIGNS, (SIGNS,), ((SIGNS,),), note=SIGNS),
        replace(picture(alt=SIGNS, svg=SVG), title=SIGNS, caption=SIGNS, source=SIGNS),
    )
    opened = read(replace(made, title=f"Title {SIGNS}", notice=SIGNS))
    everything = "".join(opened.element.body.itertext())
    assert everything.count(SIGNS) >= 10


def test_characters_that_no_eye_sees_are_left_out() -> None:
    opened = read(document(Paragraph(said(Words("soft hy\u00adphen\x00\x07")))))
    assert any(p.text == "soft hyphen" for p in opened.paragraphs)


def test_a_picture_without_alternative_text_is_refused_by_name() -> None:
    with pytest.raises(PlacewrightError, match="'jobs-bars' has no alternative text") as caught:
        strategy_docx(document(picture(alt=" ")))
    assert caught.value.where == "chapter 'work'"


def test_a_picture_that_cannot_be_drawn_is_refused_by_name() -> None:
    with pytest.raises(PlacewrightError, match="'jobs-bars' cannot be drawn"):
        strategy_docx(document(picture(svg="<svg>")))


def test_tables_that_follow_each_other_stay_apart() -> None:
    table = TextTable((said(Words("Action")), said(Words("By"))), ((said(Words("Build")), said(Words("2030"))),))
    opened = read(document(table, table))
    assert [p.text for p in opened.paragraphs if p.style.name == "Caption"] == ["Table 1. Action, By"]


def test_a_document_without_ledger_sources_and_headlines_is_printed() -> None:
    bare = replace(document(), ledger=(), references=(), sources=(), headline=(), notice="", subtitle="")
    opened = read(bare)
    assert styled(opened, "Heading 1") == ["1. People and work"]
    assert not any("Annex" in p.text for p in opened.paragraphs)


def test_a_heading_named_twice_and_empty_parts_do_not_stop_it() -> None:
    made = document(
        Heading(2, "Jobs", "jobs"),
        Heading(2, "Jobs", "jobs"),
        Paragraph(said(Words("See "), Words("jobs", href="#jobs"), Words(" and "), Words("no", href="x.html#no"))),
        Paragraph(()),
        Grid("Empty", (), ()),
    )
    assert any(p.text == "See jobs and no" for p in read(made).paragraphs)


def test_pictures_kept_from_the_last_time_are_taken_and_those_not_shown_any_more_are_removed(tmp_path: Path) -> None:
    wide = replace(picture(), id="wide", width=401)
    both, other = (
        document(picture(), replace(picture(), id="red", svg=picture().svg.replace("<rect", "<rect rx='9'", 1))),
        document(wide),
    )
    first = strategy_docx(both, pictures=tmp_path)
    kept = {path: path.read_bytes() for path in tmp_path.glob("*.png")}
    assert first == strategy_docx(both) == strategy_docx(both, pictures=tmp_path) and kept
    assert strategy_docx(other, pictures=tmp_path) == strategy_docx(other)
    assert not any(path.exists() for path in kept) and len(list(tmp_path.glob("*.png"))) == 1


def test_a_picture_is_drawn_alike_alone_and_among_others(tmp_path: Path) -> None:
    svgs = [picture().svg, picture().svg.replace("<rect", "<rect rx='9'", 1)]
    together = drawn_pictures(document(*(picture(svg=svg) for svg in svgs)))
    assert together == {svg: drawn_pictures(document(picture(svg=svg)))[svg] for svg in svgs}


def test_the_last_paragraphs_of_a_chapter_stay_with_each_other() -> None:
    lines = [Paragraph(said(Words(f"Line {n}."))) for n in range(4)]
    blocks = (lines[3], Heading(2, "What is missing", "missing"), *lines[:3])
    paragraphs = read(document(*blocks)).paragraphs
    kept = {one.text: bool(one.paragraph_format.keep_with_next) for one in paragraphs if one.text.startswith("Line")}
    assert kept == {"Line 3.": False, "Line 0.": True, "Line 1.": True, "Line 2.": False}

"""The strategy's PDF: its words, its structure, the same bytes each time, and errors that name what is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from placewright.core.errors import PlacewrightError
from placewright.publish.annex_entries import annex_codes, figure_rows, methods_of
from placewright.publish.document import Grid
from placewright.publish.pdf import strategy_pdf
from placewright.publish.pdf.annexes import annexes
from placewright.publish.pdf.chapters import chapters
from placewright.publish.pdf.typst_text import Marks
from placewright.records.prose import Heading, Listing, Number, NumberKind, Paragraph, Words

from .invented import document, picture, said
from .reading import metadata_of, words_of
from .two_pictures import met_by_two_pictures


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return strategy_pdf(document())


def test_the_same_document_gives_the_same_bytes(pdf: bytes) -> None:
    assert strategy_pdf(document()) == pdf


def test_it_is_tagged_and_names_its_language_title_and_standard(pdf: bytes) -> None:
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in pdf and re.search(rb"/Marked\s*true", pdf)
    assert re.search(rb"/Lang\s*\(en-GB\)", pdf) and re.search(rb"/DisplayDocTitle\s*true", pdf)
    metadata = metadata_of(pdf)
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata and "A strategy for North Vale" in metadata
    assert "2025-03-04T00:00:00" in metadata


@pytest.mark.parametrize("tag", ["H1", "H2", "H3", "P", "L", "Table", "TH", "Figure", "Caption", "Link", "TOC"])
def test_its_parts_are_marked_as_what_they_are(pdf: bytes, tag: str) -> None:
    assert re.search(rf"/S\s*/{tag}\b".encode(), pdf)


def test_it_has_bookmarks_of_chapters_and_annexes(pdf: bytes) -> None:
    assert b"/Outlines" in pdf
    titles = b"".join(re.findall(rb"/Title\s*\(([^)]*)\)", pdf)).replace(b"\x00", b"")
    assert b"People and work" in titles and b"The claims and what they rest on" in titles


@pytest.mark.parametrize(
    "words",
    [
        "A strategy for North Vale",
        "Consultation draft",
        "4 March 2025",
        "Please note",
        "Contents",
        "At a glance",
        "What the chapter says.",
        "Jobs in North Vale grew by",
        "First point",
        "Take care.",
        "Jobs in North Vale",
        "Source: An office, 2024.",
        "District 69",
        "The claims and what they rest on",
        "Cannot tell",
        "As published",
        "'now' is above 10",
        "9.8 to 10.6 (sampling)",
        "The interval straddles the threshold.",
        "62% of firms lack premises.",
        "https://example.org/jobs",
        "OS data © Crown copyright and database right 2024.",
    ],
)
def test_its_pages_say(pdf: bytes, words: str) -> None:
    assert words in words_of(pdf)


def test_the_notice_stands_on_the_cover_and_at_the_foot_of_every_other_page(pdf: bytes) -> None:
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert pages >= 6
    assert words_of(pdf).count("A worked example. No body has agreed it.") == pages


def test_a_long_table_repeats_its_heads(pdf: bytes) -> None:
    assert len(re.findall(r"District Jobs", words_of(pdf))) > 1


def test_numbers_lead_to_the_entries_that_they_rest_on(pdf: bytes) -> None:
    words = words_of(pdf)
    assert re.search(r"grew by 10\.2% ?\. ?A1", words) and re.search(r"62% ?B1", words)


def test_a_number_without_an_entry_is_printed_without_a_link() -> None:
    number = Number("£5m", NumberKind.DECIDED, "decision:nowhere")
    words = words_of(strategy_pdf(document(Paragraph(said(Words("It costs "), number, Words("."))))))
    assert re.search(r"It costs £5m ?\.", words)


SIGNS = r"""#let $x$ *a* _b_ @c <d> \e [f] {g} ~ `h` = i // j /* k */ -- "l" 'm' 5^2 & n; - o + p / q"""


def test_signs_that_a_typesetter_would_read_as_orders_are_printed_as_they_are() -> None:
    printed = document(
        Heading(2, SIGNS, "signs"),
        Paragraph(said(Words(SIGNS), Words(SIGNS, strong=True), Words(SIGNS, emphasis=True))),
        Grid(SIGNS, (SIGNS,), ((SIGNS,),), note=SIGNS),
        replace(picture(alt=SIGNS), title=SIGNS, caption=SIGNS, text=SIGNS, source=SIGNS),
    )
    pdf = strategy_pdf(replace(printed, title=f"Title {SIGNS}", notice=SIGNS))
    assert re.sub(r"\s", "", words_of(pdf)).count(re.sub(r"\s", "", SIGNS)) >= 12


def test_characters_that_no_eye_sees_are_left_out() -> None:
    assert "soft hyphen" in words_of(strategy_pdf(document(Paragraph(said(Words("soft hy\u00adphen\x00\x07"))))))


def test_a_picture_without_alternative_text_is_refused_by_name() -> None:
    with pytest.raises(PlacewrightError, match="'jobs-bars' has no alternative text") as caught:
        strategy_pdf(document(picture(alt=" ")))
    assert caught.value.where == "chapter 'work'"


def test_a_picture_that_cannot_be_drawn_is_refused_by_name() -> None:
    with pytest.raises(PlacewrightError, match="'jobs-bars' cannot be drawn"):
        strategy_pdf(document(picture(svg="<svg>")))


def test_a_character_without_letterform_is_refused() -> None:
    with pytest.raises(PlacewrightError, match="No font has a letterform"):
        strategy_pdf(document(Paragraph(said(Words("A face: \U0001f600")))))


def test_a_table_too_wide_for_an_upright_page_lies_across() -> None:
    heads = tuple(f"Employment{n}" for n in range(12))
    pdf = strategy_pdf(document(Grid("Wide", heads, (heads, heads), (True,) * 12)))
    assert re.search(rb"/MediaBox\s*\[\s*0 0 841\.\d+ 595\.\d+", pdf)


def test_a_column_of_short_cells_is_as_wide_as_its_few_long_ones_need() -> None:
    long = "up, away from the most deprived end of the country"
    rows = tuple(
        (f"Measure number {n} of the county", long if n % 3 == 0 else "up", "What it shows of the place and its people")
        for n in range(9)
    )
    made = "".join(chapters(document(Grid("Measures", ("Measure", "Towards", "Shows"), rows)), Marks(), {}))
    measure, towards, _shows = (float(share) for share in re.findall(r"([\d.]+)fr", made))
    assert towards > 0.8 * measure


def test_the_priorities_stand_at_a_glance_and_lead_to_their_chapter() -> None:
    names = ("Skills for all", "Room to grow")
    words = words_of(strategy_pdf(document(replace(picture(), kind="priorities", chosen=names))))
    glance = words[words.index("At a glance", words.index("Contents")) :]
    assert glance.index("Skills for all") < glance.index("Room to grow") < glance.index("Chapter 1, People and work")


def test_a_table_that_waits_for_a_page_stands_before_the_next_heading() -> None:
    table = Grid("Not chosen", ("Priority", "Why"), (("Ageing", "The county is young."),))
    made = document(
        Heading(2, "Choices", "a"), table, Paragraph(said(Words("So."))), Heading(2, "Deeds", "b"), picture()
    )
    calls = [
        call for call in chapters(made, Marks(), {}) if call.startswith(("#titled", "#place", "#head", "#picture"))
    ]
    assert [call[:6] for call in calls] == ["#head(", "#title", "#place", "#head(", "#pictu"]


def test_a_document_without_ledger_sources_and_headlines_is_printed() -> None:
    bare = replace(document(), ledger=(), references=(), sources=(), headline=(), notice="", subtitle="")
    words = words_of(strategy_pdf(bare))
    assert "People and work" in words and "Annex" not in words


def test_a_heading_named_twice_and_empty_parts_do_not_stop_it() -> None:
    pdf = strategy_pdf(
        document(
            Heading(2, "Jobs", "jobs"),
            Heading(2, "Jobs", "jobs"),
            Paragraph(said(Words("See "), Words("jobs", href="#jobs"), Words(" and "), Words("no", href="x.html#no"))),
            Paragraph(()),
            Grid("Empty", (), ()),
        )
    )
    assert "See" in words_of(pdf)


def test_what_a_claim_says_of_several_figures_alike_is_said_once() -> None:
    row = document().ledger[0]
    long = replace(row.figures[0], interval="No interval is known for this figure")
    words = words_of(strategy_pdf(replace(document(), ledger=(replace(row, figures=(long, long)),))))
    assert words.count("No interval is known") == 1 and "as above" in words


def test_how_figures_are_made_and_the_places_of_a_long_list_are_said_once_in_an_entry() -> None:
    row = document().ledger[0]
    places = "4 places together: Ashby, Broadmoor, Catterick, Dunwich and the villages between them"
    made = replace(
        row.figures[0], steps="The change from 2012. Births divided by people", method="Births divided by people"
    )
    entry = replace(row, figures=(replace(made, place=places), made))
    assert methods_of(entry) == ("Births divided by people",)
    (what, where, *_rest), (_what, place, *_other) = figure_rows(entry, annex_codes(document()))
    assert what.startswith("Share of jobs. The change from 2012. Ashby, Broadmoor") and "divided" not in what
    assert (where, place) == ("4 places together, 2023", "North Vale, 2023")


def test_a_release_that_a_figure_rests_on_twice_is_named_once() -> None:
    (source,) = document().sources
    row = document().ledger[0]
    figure = replace(row.figures[0], source=f"{source}; {source}")
    rows = (figure, replace(figure, source="A study"))
    cells = figure_rows(replace(row, figures=rows, sources=(source, source)), annex_codes(document()))
    assert [cell[-1] for cell in cells] == ["S1", ""]


def test_an_entry_of_the_annex_stands_whole_on_a_page() -> None:
    row = document().ledger[0]
    rows = tuple(replace(row, id=f"claim-{n}", title=f"Claim {n}") for n in range(12))
    typst = " ".join(annexes(replace(document(), ledger=rows)))
    assert typst.count("breakable: false") == len(rows)
    many = replace(row, figures=row.figures * 40)
    assert "breakable: true" in " ".join(annexes(replace(document(), ledger=(many,))))


def test_words_that_a_diagram_draws_are_said_to_who_does_not_see_it_and_not_printed_below_it() -> None:
    drawn, chart = (replace(picture(), kind=kind, text="Rank 1: skills.") for kind in ("priorities", "line"))
    assert "Rank 1: skills." not in words_of(strategy_pdf(document(drawn)))
    assert "Rank 1: skills." in words_of(strategy_pdf(document(chart)))
    assert "Rank 1: skills." in " ".join(chapters(document(drawn), {}, {}))


def test_words_behind_a_picture_fill_the_page_that_has_no_room_for_it() -> None:
    before = [Paragraph(said(Words("It was so before. " * 40))) for _n in range(4)]
    behind = Paragraph(said(Words("It is so behind it.")))
    words = words_of(strategy_pdf(document(*before, replace(picture(), width=600, height=500), behind)))
    assert words.index("It is so behind it.") < words.index("Figure 1")


def test_the_short_end_of_a_chapter_fills_the_page_that_has_no_room_for_a_tall_picture_before_it() -> None:
    before = [Paragraph(said(Words("It was so before. " * 40))) for _n in range(3)]
    tall = replace(picture(), width=600, height=800, kind="swot")
    last = Paragraph(said(Words("It is so behind it.")))
    made = document(*before, tall, Heading(2, "What is left", "left"), last)
    words = words_of(strategy_pdf(made))
    assert words.index("It is so behind it.") < words.index("Figure 1")
    long = Paragraph(said(Words("It goes on and on. " * 90)))
    words = words_of(strategy_pdf(document(*before, tall, Heading(2, "What is left", "left"), last, long)))
    assert words.index("Figure 1") < words.index("It is so behind it.")


@pytest.mark.parametrize("repeats", [1, 8, 20, 60])
def test_no_picture_stands_above_the_title_of_its_chapter(repeats: int) -> None:
    before, behind = (Paragraph(said(Words("It was so before. " * count))) for count in (repeats, 90))
    words = words_of(strategy_pdf(document(before, replace(picture(), width=600, height=300), behind)))
    assert words.index("Chapter 1") < words.index("Figure 1")


@pytest.mark.parametrize(("lines_before", "kind"), [(15, "paragraph"), (14, "list"), (16, "list"), (14, "long list")])
def test_no_word_is_lost_where_two_pictures_leave_a_page_little_room(lines_before: int, kind: str) -> None:
    made, words = met_by_two_pictures(lines_before=lines_before, height=465, kind=kind)
    assert words <= set(words_of(strategy_pdf(made)).split())


def test_words_that_open_a_list_stay_on_its_page() -> None:
    opening, other = (Paragraph(said(Words(words))) for words in ("It runs north to south:", "It runs so."))
    called = [
        " ".join(chapters(document(each, Listing((said(Words("The road")),))), {}, {})) for each in (opening, other)
    ]
    assert ["#opening(" in text for text in called] == [True, False]


def test_a_short_table_stands_whole_on_a_page_and_a_long_one_breaks_between_its_rows() -> None:
    short, long = (Grid("Jobs", ("Place", "Jobs"), (("Ashby", "many"),) * count) for count in (3, 40))
    called = [
        " ".join(chapters(document(grid), {}, {})).partition("titled(")[2].split(", ")[2] for grid in (short, long)
    ]
    assert called == ["false", "true"]


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_words_below_a_tall_picture_stay_on_its_page_and_go_on_on_the_next_where_they_are_too_many() -> None:
    tall = replace(picture(), width=600, height=800)
    short, long, longer = (document(replace(tall, text="It is so here. " * count)) for count in (1, 270, 900))
    wide, narrow = (
        max(float(width) for width in re.findall(r", ([\d.]+)mm,", " ".join(chapters(one, {}, {}))))
        for one in (short, long)
    )
    assert 60 < narrow < wide <= 162
    assert pages_of(strategy_pdf(short)) == pages_of(strategy_pdf(long)) < pages_of(strategy_pdf(longer))


def test_the_last_lines_of_a_chapter_stand_on_a_page_with_those_before_them() -> None:
    def chapter(*blocks: Heading | Paragraph) -> str:
        return "\n".join(chapters(document(*blocks), {}, {}))

    line, long = Paragraph(said(Words("The last line."))), Paragraph(said(Words("It was so before. " * 100)))
    missing = Heading(2, "What is missing", "missing")
    under_a_heading = chapter(long, missing, line, line)
    assert under_a_heading.index("#together(") < under_a_heading.index("What is missing")
    behind_much = chapter(missing, long, long, line, line)
    assert behind_much.index("What is missing") < behind_much.rindex("It was so") < behind_much.index("#together(")
    assert "#together(" not in chapter(missing, line, long)
    assert "The last line." in words_of(strategy_pdf(document(long, missing, line, line)))

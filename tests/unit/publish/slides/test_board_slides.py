"""Slides for a board: read back for titles, charts, notes and alternative texts, and the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import pptx
import pytest
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.shapes import PP_PLACEHOLDER

from placewright.publish.document import ClaimChart, Document, Figures, FigureTrace, Grid, LedgerRow, Line, Picture
from placewright.publish.slides import board_slides
from placewright.publish.slides.words import for_slides, parts

from ..pdf.invented import chapter, claim, document, everything, picture

LINES = Figures(("2021", "2022", "2023"), (Line("North Vale", (1.5, None, 2.5)), Line("UK", (1.0, 1.1, 1.2))), "%")


def told(id: str, *, indicator: str = "", verdict: str = "holds") -> LedgerRow:
    figures = (
        FigureTrace("now", "about £43.70 an hour", "", "Pay", "North Vale", "2023", "An office", indicator=indicator),
        FigureTrace("uk", "£39.70 an hour", "", "Pay", "UK", "2023", "An office", indicator=indicator),
    )
    return replace(claim(), id=id, title=f"Title of {id}", verdict=verdict, figures=figures, sources=("An office",))


def drawn(*, figures: Figures | None = LINES) -> Picture:
    return replace(picture(), id="pay", kind="chart", figures=figures, href="indicators/pay.html")


def pack(made: Document) -> Any:
    return pptx.Presentation(io.BytesIO(board_slides(made)))


def by_title(opened: Any, title: str) -> Any:
    return next(slide for slide in opened.slides if slide.shapes.title.text_frame.text == title)


def words(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.fixture(scope="module")
def strategy() -> Document:
    made = document(*everything(), drawn())
    ledger = (claim(), told("pay-up", indicator="pay"), told("plain"), told("open", verdict="cannot tell"))
    return replace(made, ledger=ledger, headline=(claim(),))


@pytest.fixture(scope="module")
def opened(strategy: Document) -> Any:
    return pack(strategy)


def test_the_same_document_gives_the_same_bytes_charts_included(strategy: Document) -> None:
    first = board_slides(strategy)
    assert board_slides(strategy) == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        (book,) = [name for name in packed.namelist() if name.endswith(".xlsx")]
        with zipfile.ZipFile(io.BytesIO(packed.read(book))) as inner:
            assert b"2025-03-04T00:00:00Z" in inner.read("docProps/core.xml")


def test_slides_are_wide_and_say_what_they_are(opened: Any) -> None:
    assert opened.slide_width * 9 == opened.slide_height * 16
    about = opened.core_properties
    assert (about.title, about.author, about.language) == ("A strategy for North Vale", "", "en-GB")
    assert about.created == about.modified == datetime(2025, 3, 4)  # noqa: DTZ001 - the library knows no zone


def test_the_slides_follow_the_document(opened: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in opened.slides]
    assert titles == [
        "A strategy for North Vale",
        "At a glance",
        "Jobs have grown",
        "People and work",
        "Title of pay-up",
        "Title of plain",
        "What we cannot say",
        "Sources",
    ]


def test_every_slide_has_a_title_placeholder_and_its_number(opened: Any) -> None:
    for slide in opened.slides:
        kinds = [shape.placeholder_format.type for shape in slide.placeholders]
        assert {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE} & set(kinds)
        assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds and PP_PLACEHOLDER.FOOTER in kinds
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def test_no_placeholder_is_left_empty(opened: Any) -> None:
    for slide in opened.slides:
        for shape in slide.placeholders:
            assert not shape.has_text_frame or shape.text_frame.text.strip()


def test_the_notice_stands_on_the_title_slide_and_below_every_other(opened: Any) -> None:
    assert all("A worked example. No body has agreed it." in words(slide) for slide in opened.slides)


def test_a_claim_whose_indicator_is_drawn_has_its_native_chart_with_alternative_text(opened: Any) -> None:
    slide = by_title(opened, "Title of pay-up")
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    assert list(frame.chart.plots[0].categories) == ["2021", "2022", "2023"]
    assert [tuple(series.values) for series in frame.chart.plots[0].series] == [(1.5, None, 2.5), (1.0, 1.1, 1.2)]
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "Bars: Tallbridge stands highest."


def test_a_claim_without_a_chart_shows_its_number_and_what_it_is_set_against(opened: Any) -> None:
    said = words(by_title(opened, "Title of plain"))
    assert "about £43.70 an hour" in said and "£39.70 an hour: UK, 2023" in said


def test_a_claim_says_its_sentence_verdict_and_source(opened: Any) -> None:
    said = words(by_title(opened, "Title of plain"))
    assert "Jobs in North Vale grew by 10.2%." in said
    assert "The evidence bears this out." in said and "Source: An office" in said


def test_the_notes_hold_the_trace(opened: Any) -> None:
    notes = by_title(opened, "Jobs have grown").notes_slide.notes_text_frame.text
    assert "Verdict: cannot tell. Marks: as published." in notes
    assert "10.2% (9.8 to 10.6 (sampling)): Share of jobs. North Vale, 2023. An office." in notes
    assert "annex entry A1" in notes and "People and work" in notes


def test_what_the_evidence_cannot_decide_has_its_slide(opened: Any) -> None:
    said = words(by_title(opened, "What we cannot say"))
    assert "Jobs have grown." in said and "Title of open." in said and "The interval straddles the threshold." in said


def test_bars_too_many_to_read_give_way_to_the_number(strategy: Document) -> None:
    labels = tuple(f"District {n}" for n in range(300))
    many = Figures(labels, (Line("Pay", tuple(float(n) for n in range(300))),), "%", "bar")
    made = replace(strategy, chapters=(chapter(drawn(figures=many)),))
    assert not any(shape.has_chart for shape in by_title(pack(made), "Title of pay-up").shapes)


def test_priorities_have_a_slide_with_their_scores() -> None:
    scores = Figures(("Homes", "Skills"), (Line("Weighted score", (4.2, 3.1)),), "score from 0 to 5", "bar")
    table = Grid("Priorities", ("Priority", "Rank", "Chosen"), (("Homes", "1", "yes"), ("Skills", "2", "no")))
    shown = replace(picture(), id="priorities", kind="priorities", title="The order", figures=scores, table=table)
    slide = by_title(pack(document(shown)), "The order")
    assert "1. Homes" in words(slide) and "Skills" not in words(slide)
    assert any(shape.has_chart for shape in slide.shapes)


def test_a_chapter_shows_claims_unlike_each_other_and_is_opened_only_where_it_is_the_first_to_say_one() -> None:
    def row(id: str, indicator: str, stance: str) -> LedgerRow:
        return replace(told(id, indicator=indicator), stance=stance, chapters=("work", "later"))

    rows = (
        row("pay", "pay", "strength"),
        row("more-pay", "pay", "need"),
        row("homes", "homes", "strength"),
        row("air", "air", "need"),
        row("rent", "rent", "need"),
    )
    chapters = (
        chapter(),
        replace(chapter(), id="later", title="Later"),
        *(replace(chapter(), id=f"c{n}") for n in "123456789"),
    )
    made = replace(document(), ledger=rows, headline=(), chapters=chapters)
    titles = [slide.shapes.title.text_frame.text for slide in pack(made).slides]
    assert titles[1:-1] == ["People and work", "Title of pay", "Title of air"]


def many_told() -> Document:
    """A chapter with more claims than its slides show, some of one indicator."""
    kinds = ("pay", "pay", "jobs", "homes", "rent", "fares")
    rows = [replace(told(f"c{n}", indicator=kind), chapters=("one",)) for n, kind in enumerate(kinds)]
    made = document(*everything(), drawn())
    chapter = replace(made.chapters[0], id="one")
    return replace(made, chapters=(chapter,), ledger=tuple(rows), headline=())


def test_what_slides_are_made_of_gives_the_slides_of_the_whole_document(strategy: Document) -> None:
    for made in (strategy, many_told()):
        assert for_slides(made) != made
        assert board_slides(for_slides(made)) == board_slides(made)


def test_a_claim_that_no_slide_shows_is_no_part_of_them_but_what_it_is_of_is() -> None:
    made = many_told()
    shown = {row.id for part in parts(made) for row in part.rows}
    hidden = next(row for row in made.ledger if row.id not in shown)

    def with_hidden(row: LedgerRow) -> Document:
        return replace(made, ledger=tuple(row if each.id == hidden.id else each for each in made.ledger))

    assert for_slides(with_hidden(replace(hidden, text="Said in other words.", title="Other"))) == for_slides(made)
    assert for_slides(with_hidden(replace(hidden, stance="threat"))) != for_slides(made)


def test_what_would_be_done_has_its_slides_with_the_money_by_year() -> None:
    heads = ("Action", "For the priority", "Owner", "When", "Cost", "Money")
    rows = tuple((f"Action {n}", "Skills", "The county", "2027", "£2m", "no fund pays for it yet") for n in range(10))
    lines = tuple(Line(f"Fund {n}", (1e6 * (n + 1), 0.0)) for n in range(7))
    money = replace(
        picture(),
        kind="funds",
        title="Who pays",
        figures=Figures(("2026", "2027"), (*lines, Line("No fund pays yet", (1e6, 2e6))), "GBP", "stacked-column"),
    )
    opened = pack(document(Grid("Actions", heads, rows, id="actions"), money))
    assert "Action 0: £2m; no fund pays for it yet" in words(by_title(opened, "Actions (1 of 2)"))
    assert "Action 9" in words(by_title(opened, "Actions (2 of 2)"))
    (chart,) = (shape.chart for shape in by_title(opened, "Who pays").shapes if shape.has_chart)
    named = {series.name: list(series.values) for series in chart.plots[0].series}
    assert list(named) == ["Fund 3", "Fund 4", "Fund 5", "Fund 6", "Other funds", "No fund pays yet"]
    assert named["Other funds"][0] == pytest.approx(6.0) and named["No fund pays yet"] == [1.0, 2.0]


def chart_types(opened: Any, title: str) -> list[Any]:
    return [shape.chart.chart_type for shape in by_title(opened, title).shapes if shape.has_chart]


@pytest.mark.parametrize(
    ("figures", "kind"),
    [
        (LINES, XL_CHART_TYPE.LINE),
        (Figures(("North Vale", "UK"), (Line("Pay", (1.0, 2.0)),), "%", "bar"), XL_CHART_TYPE.BAR_CLUSTERED),
        (
            Figures(("North Vale",), (Line("A", (1.0,)), Line("B", (2.0,))), "%", "stacked-bar"),
            XL_CHART_TYPE.BAR_STACKED,
        ),
        (Figures(("North Vale",), (Line("A", (1.0,)),), "GBP", "stacked-column"), XL_CHART_TYPE.COLUMN_STACKED),
        (Figures(("Elsewhere",), (Line("Pay", (1.0,)),), "%", "bar"), None),
        (Figures(("2023",), (Line("Elsewhere", (1.0,)),), "%"), None),
        (Figures(("2023",), (Line("North Vale", (None,)),), "%"), None),
    ],
)
def test_a_chart_takes_its_form_and_must_show_the_place_that_the_claim_is_of(
    strategy: Document, figures: Figures, kind: Any
) -> None:
    opened = pack(replace(strategy, chapters=(chapter(drawn(figures=figures)),)))
    assert chart_types(opened, "Title of pay-up") == ([] if kind is None else [kind])


def test_of_many_lines_those_of_the_claims_places_are_kept(strategy: Document) -> None:
    names = ("A", "B", "C", "D", "E", "UK", "North Vale")
    many = replace(LINES, lines=tuple(Line(name, (1.0, 2.0, 3.0)) for name in names))
    opened = pack(replace(strategy, chapters=(chapter(drawn(figures=many)),)))
    (frame,) = [shape for shape in by_title(opened, "Title of pay-up").shapes if shape.has_chart]
    assert [series.name for series in frame.chart.plots[0].series] == ["North Vale", "UK", "A", "B"]


@pytest.mark.parametrize(
    ("names", "stands"),
    [
        (("North Vale",), None),
        (("North Vale", "UK"), XL_LEGEND_POSITION.TOP),
        (("North Vale", "A" * 48), XL_LEGEND_POSITION.TOP),  # 10 and 48 letters, 12 for signs: the row is full
        (("North Vale", "A" * 49), XL_LEGEND_POSITION.BOTTOM),
    ],
)
def test_names_that_do_not_fit_into_a_row_stand_below(strategy: Document, names: tuple[str, ...], stands: Any) -> None:
    figures = replace(LINES, lines=tuple(Line(name, (1.0, 2.0, 3.0)) for name in names))
    opened = pack(replace(strategy, chapters=(chapter(drawn(figures=figures)),)))
    (frame,) = [shape for shape in by_title(opened, "Title of pay-up").shapes if shape.has_chart]
    assert (frame.chart.legend.position if frame.chart.has_legend else None) == stands


BARS = Figures(("North Vale", "England"), (Line("Value", (91.3, 89.7), (88.0, 89.5), (94.0, 89.9)),), "%", "bar")


def test_a_claims_own_chart_goes_before_a_picture_of_its_chapter(strategy: Document) -> None:
    charts = {"pay-up": ClaimChart("Good schools, 2024", "Bars.", BARS, own=("North Vale",))}
    made = replace(strategy, charts=charts)
    assert chart_types(pack(made), "Title of pay-up") == [XL_CHART_TYPE.BAR_CLUSTERED]
    assert board_slides(made) == board_slides(made)


def test_bars_begin_at_nothing_and_carry_their_intervals(strategy: Document) -> None:
    charts = {"pay-up": ClaimChart("Good schools, 2024", "Bars.", BARS, own=("North Vale",))}
    slide = by_title(pack(replace(strategy, charts=charts)), "Title of pay-up")
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert chart.value_axis.minimum_scale == 0
    plus = chart._chartSpace.findall(".//{*}errBars/{*}plus//{*}v")
    minus = chart._chartSpace.findall(".//{*}errBars/{*}minus//{*}v")
    assert [round(float(each.text), 1) for each in (*plus, *minus)] == [2.7, 0.2, 3.3, 0.2]


def test_every_bar_has_its_number_one_too_short_to_hold_it_too(strategy: Document) -> None:
    line = Line("Value", (3.1, 2.0, -0.5), (3.0, 1.9, -0.6), (3.2, 2.1, -0.3))
    bars = Figures(("Stevenage", "Watford", "North Vale"), (line,), "%", "bar", 1)
    charts = {"pay-up": ClaimChart("Births less deaths, 2024", "Bars.", bars, own=("North Vale",))}
    slide = by_title(pack(replace(strategy, charts=charts)), "Title of pay-up")
    [series] = [series for shape in slide.shapes if shape.has_chart for series in shape.chart.plots[0].series]
    own = {int(label.find("{*}idx").get("val")) for label in series._element.findall("{*}dLbls/{*}dLbl")}
    others = series._element.find("{*}dLbls/{*}showVal").get("val")
    assert own == {0, 1} and others == "1"
    assert series.data_labels.number_format == '#,##0.0"%"'


def test_many_sources_are_spread_over_slides_with_titles_of_their_own(strategy: Document) -> None:
    made = replace(strategy, sources=tuple(f"Office {n}" for n in range(20)))
    titles = [slide.shapes.title.text_frame.text for slide in pack(made).slides]
    assert titles[-3:] == ["Sources (1 of 3)", "Sources (2 of 3)", "Sources (3 of 3)"]
    assert "Office 13\n" in words(by_title(pack(made), "Sources (2 of 3)"))


def test_signs_and_empty_parts_do_not_stop_it(strategy: Document) -> None:
    signs = """<p:sp> & "a" 'b'"""
    bare = replace(claim(), id="bare", verdict="holds", title="", text=signs, tests=(), figures=(), why="", marks=())
    made = replace(strategy, title=signs, notice=signs, subtitle="", sources=(), ledger=(bare,), headline=())
    slides = pack(made).slides
    assert slides[0].shapes.title.text_frame.text == signs
    assert signs in words(next(slide for slide in slides if slide.shapes.title.text_frame.text == "bare"))

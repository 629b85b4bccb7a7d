"""Diagrams: readable without colour, nothing on top of anything else, and always with words and a table."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import placewright.publish
from placewright.publish.diagrams import (
    alignments_picture,
    logic_picture,
    money_picture,
    priorities_picture,
    swot_picture,
    timeline_picture,
)
from placewright.publish.diagrams.canvas import LINE
from placewright.publish.diagrams.lettering import FONT_ALLOWANCE, width_of, wrapped
from placewright.publish.document import Picture
from placewright.publish.inline_svg import inline_svg
from placewright.publish.views_diagrams import (
    AlignmentRow,
    AlignmentsView,
    LogicNode,
    LogicStep,
    LogicView,
    Moment,
    MoneyLine,
    MoneyView,
    PrioritiesView,
    PriorityLine,
    SwotEntry,
    SwotQuarter,
    SwotView,
    TimelineView,
)

from .drawn_text import Box, box_of, check_sheet, parsed, texts

LOGIC = LogicView(
    "makers",
    "Room for makers & menders",
    (
        LogicNode("money", "input", "£1.2m a year from the landlord's fund"),
        LogicNode("land", "input", "Two vacant sites of the estate"),
        LogicNode("staff", "input", "A team of four"),
        LogicNode("build", "activity", "Refit old industrial units in stages for small makers"),
        LogicNode("advise", "activity", "Visit every maker in the district once a year with advice"),
        LogicNode("units", "output", "40 units of 50 to 200 m² let on short terms"),
        LogicNode("visits", "output", "300 firms visited a year"),
        LogicNode("firms", "outcome", "More firms of ten or more people after three years"),
        LogicNode("hour", "outcome", "Output per hour of visited firms rises faster than that of firms not visited"),
        LogicNode("jobs", "outcome", "Jobs in making stay in the town"),
        LogicNode("pay", "impact", "Better pay for residents"),
        LogicNode("alone", "impact", "Uncharacteristically-long-hyphenated-incomprehensibility"),
    ),
    (
        LogicStep("money", "build", "moderate", "Rents cover the running costs."),
        LogicStep("land", "build", "strong"),
        LogicStep("staff", "advise", "moderate"),
        LogicStep("build", "units", "strong"),
        LogicStep("advise", "visits", "strong"),
        LogicStep("units", "firms", "weak"),
        LogicStep("visits", "hour", "moderate", "Firms act on advice."),
        LogicStep("firms", "hour", "asserted"),
        LogicStep("units", "jobs", "asserted"),
        LogicStep("firms", "pay", "weak"),
        LogicStep("hour", "pay", "moderate"),
        LogicStep("jobs", "pay", "weak"),
        LogicStep("staff", "visits", "weak"),
        LogicStep("advise", "hour", "weak"),
    ),
    illustrative=True,
)
TIMELINE = TimelineView(
    "How it was made",
    (
        Moment("2018", "March 2018", "Conference", "over 150 people"),
        Moment("2019", "9 September to 14 October 2019", "Consultation on the draft & its annexes", "26 responses"),
        Moment("2020", "2020", "Final strategy", "", planned=True),
    ),
)
SWOT = SwotView(
    "Strengths and needs",
    (
        SwotQuarter(
            "Strengths",
            "what is good now",
            tuple(
                SwotEntry(f"S{n}", f"Claim {n} with a title", "A sentence. " * 15, f"claim-{n}", "holds", ("N1",))
                for n in range(1, 9)
            ),
        ),
        SwotQuarter("Needs", "what is not", (SwotEntry("N1", "A need", "A need.", "need", "cannot tell"),)),
        SwotQuarter("Opportunities", "what may be gained", (SwotEntry("O1", "One", "One.", "one", "unmeasured"),)),
        SwotQuarter("Threats", "what may be lost", ()),
    ),
    2,
)
PRIORITIES = PrioritiesView(
    "The order",
    (
        PriorityLine("Skills that open the county's own jobs to its own people", True, 4.4, 1, 1, 2, (5.0, 4.0)),
        PriorityLine("Room for work", True, 3.6, 2, 1, 3, (3.0, 4.0)),
        PriorityLine("A film cluster", False, 2.0, 3, 2, 3, (2.0, 2.0)),
        PriorityLine("Nobody scored this", True, None, None, None, None, (None, 1.0)),
    ),
    (("Reach", 0.4), ("Power to act", 0.6)),
)
ALIGNMENTS = AlignmentsView(
    "Partners",
    tuple((n, f"Priority {n} with a title that is rather longer than most are") for n in range(1, 9)),
    (
        AlignmentRow("County: transport plan", ("supports", "silent", "conflicts", "", "", "silent", "supports", "")),
        AlignmentRow("A district with a long name: local plan 2011 to 2031, as adopted", ("",) * 7 + ("conflicts",)),
    ),
)
MONEY = MoneyView(
    "Costs",
    ("2025-26", "2026-27", "2027-28"),
    (
        MoneyLine("Prosperity fund", (1_200_000.0, 800_000.0, 0.0)),
        MoneyLine("Levy", (400_000.0, 400_000.0, 400_000.0)),
        MoneyLine("No fund pays yet", (0.0, 600_000.0, 1_900_000.0), is_gap=True),
    ),
    "In current prices.",
)
DRAWN: dict[str, Callable[[], Picture]] = {
    "logic": lambda: logic_picture(LOGIC),
    "timeline": lambda: timeline_picture(TIMELINE),
    "swot": lambda: swot_picture(SWOT),
    "priorities": lambda: priorities_picture(PRIORITIES),
    "alignments": lambda: alignments_picture(ALIGNMENTS),
    "money": lambda: money_picture(MONEY),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_diagram_stands_alone_and_nothing_lies_on_anything_else(name: str) -> None:
    check_sheet(DRAWN[name]().svg)


@pytest.mark.parametrize("name", DRAWN)
def test_a_diagram_has_a_description_words_a_table_and_a_source(name: str) -> None:
    picture = DRAWN[name]()
    assert picture.alt.endswith(".") and picture.alt.count(". ") == 0
    assert len(picture.text) > 40 and picture.source and picture.title
    assert picture.table is not None and picture.table.rows
    assert all(len(row) == len(picture.table.heads) and all(row) for row in picture.table.rows)
    assert (picture.width, picture.height) == (int(parsed(picture.svg).attrib["width"]), round(picture.height))


@pytest.mark.parametrize("name", DRAWN)
def test_a_diagram_is_the_same_bytes_each_time_and_fit_for_a_page(name: str) -> None:
    assert DRAWN[name]().svg == DRAWN[name]().svg
    assert inline_svg(DRAWN[name]().svg, name) is not None


def test_the_widths_are_those_of_the_shipped_fonts() -> None:
    folder = Path(placewright.publish.__file__).parent / "assets" / "fonts"
    for file, strong in (("SourceSans3-Regular.ttf", False), ("SourceSans3-SemiBold.ttf", True)):
        widths = widths_in((folder / file).read_bytes())
        for sign in "Aaég0£%–’… MWi.@":
            assert width_of(sign, 1000.0, strong=strong) == widths[ord(sign)]


def test_lines_leave_room_for_a_wider_font_and_lose_no_word() -> None:
    text = "Output per hour of visited firms rises faster than that of incomprehensibilities not visited"
    lines = wrapped(text, 90.0, 13.0)
    assert all(width_of(line, 13.0) <= 90.0 * FONT_ALLOWANCE for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")
    assert wrapped(text, 90.0, 13.0, most=2)[1].endswith(" …")


def test_boxes_of_a_logic_model_hold_their_text_and_lie_apart() -> None:
    root = parsed(logic_picture(LOGIC).svg)
    groups = [group for group in root if group.attrib.get("id", "").startswith("box-")]
    boxes = []
    for group in groups:
        box = box_of(group[0])
        assert all(box.holds(text) for text in texts(group))
        boxes.append(box)
    assert len(boxes) == len(LOGIC.nodes)
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_links_of_a_logic_model_say_their_evidence_by_letter_and_by_line() -> None:
    svg = logic_picture(LOGIC).svg
    circles = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)]
    assert len(circles) == len(LOGIC.steps) + 4
    apart = [(a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for n, a in enumerate(circles) for b in circles[n + 1 :]]
    assert min(apart) >= 15**2
    dashes = set(re.findall(r'<path [^>]*fill="none"[^>]*?(?: stroke-dasharray="([^"]+)")?/>', svg))
    assert len(dashes) == 4
    assert {text.what for text in texts(parsed(svg))} >= {"S", "M", "W", "A", "strong", "asserted"}


def test_no_arrow_of_a_logic_model_runs_through_a_box() -> None:
    root = parsed(logic_picture(LOGIC).svg)
    boxes = [box_of(group[0]) for group in root if group.attrib.get("id", "").startswith("box-")]
    for path in root.iter("{http://www.w3.org/2000/svg}path"):
        level = re.findall(r"([\d.]+),([\d.]+)L([\d.]+),([\d.]+)C", path.attrib["d"])
        for x0, y0, x1, _ in level:
            line = Box(float(x0), float(y0) - 1, float(x1), float(y0) + 1)
            assert not any(box.overlaps(line) for box in boxes)


PHRASES: dict[str, list[str]] = {
    "logic": [node.text for node in LOGIC.nodes],
    "swot": [item.title for quarter in SWOT.quarters for item in quarter.items[:5]],
    "priorities": [line.title for line in PRIORITIES.lines],
}


@pytest.mark.parametrize("name", PHRASES)
def test_a_diagram_for_a_phone_is_as_wide_as_one_and_holds_what_it_draws(name: str) -> None:
    drawn = DRAWN[name]().narrow
    check_sheet(drawn)
    assert parsed(drawn).attrib["width"] == "340" and inline_svg(drawn, name) is not None
    held = "".join(text.what for text in texts(parsed(drawn))).replace(" ", "").replace("-", "")
    assert all(phrase.replace(" ", "").replace("-", "") in held for phrase in PHRASES[name])
    assert min(map(float, re.findall(r'font-size="([\d.]+)"', drawn))) >= 10.5


def test_each_box_of_a_logic_model_for_a_phone_says_where_it_leads_and_how_surely() -> None:
    svg = logic_picture(LOGIC).narrow
    numbers = {node.id: n for n, node in enumerate(LOGIC.nodes, 1)}
    said = [text.what for text in texts(parsed(svg)) if text.what.startswith("→")]
    led = {int(number) for words in said for number in words.removeprefix("→").split(",")}
    assert led == {numbers[step.to] for step in LOGIC.steps}
    assert sum(words.count(",") + 1 for words in said) == len(LOGIC.steps)


def test_what_was_planned_says_so_in_words_and_by_its_mark() -> None:
    picture = timeline_picture(TIMELINE)
    assert "planned" in picture.text and picture.table is not None
    assert [row[3] for row in picture.table.rows] == ["took place", "took place", "planned"]
    assert picture.alt == "Time line of 2 events and 1 that was planned, from March 2018 to 2020."


def test_the_strengths_and_needs_show_few_and_list_all() -> None:
    picture = swot_picture(SWOT)
    assert picture.table is not None and len(picture.table.rows) == 10
    assert "and 3 more in the ledger" in picture.svg and "No claim of this kind." in picture.svg
    assert picture.alt.startswith("Four lists of claims: 8 strengths, 1 need, 1 opportunity, no threats")
    assert "2 claims are set apart" in picture.text


def test_a_priority_that_nobody_scored_has_no_bar_and_says_so() -> None:
    picture = priorities_picture(PRIORITIES)
    assert "not scored" in picture.svg and picture.figures is not None
    assert len(picture.figures.labels) == 3 and "between 1 and 3 as weights change" in picture.text


def test_stands_of_partners_are_told_by_word_and_an_empty_cell_was_not_looked_at() -> None:
    picture = alignments_picture(ALIGNMENTS)
    assert picture.svg.count(">supports<") == 2 and picture.svg.count(">conflicts<") == 2
    assert picture.table is not None and picture.table.rows[0][4] == "not looked at"
    assert picture.alt.endswith("2 support, 2 are silent, 2 conflict.")


def test_money_that_no_fund_pays_is_hatched_and_the_totals_add_up() -> None:
    picture = money_picture(MONEY)
    assert "url(#unpaid)" in picture.svg and "£2.5m of it from no fund" in picture.alt
    assert picture.table is not None and picture.table.rows[-1] == ("In all", "£1.6m", "£1.8m", "£2.3m", "£5.7m")


def test_a_table_of_money_keeps_the_periods_as_recorded() -> None:
    recorded = replace(MONEY, years=("2025 to 2027",), lines=(MoneyLine("Levy", (900_000.0,)),))
    table = money_picture(replace(MONEY, recorded=recorded)).table
    assert table is not None and table.heads == ("Stream", "2025 to 2027", "All years")


def test_type_is_eight_points_on_paper() -> None:
    smallest = min(float(size) for make in DRAWN.values() for size in re.findall(r'font-size="([\d.]+)"', make().svg))
    points = {name: 13 * 162 / make().width / 25.4 * 72 for name, make in DRAWN.items()}
    assert all(size > 7.75 for size in points.values()) and smallest >= 10 and LINE > 13


def widths_in(font: bytes) -> dict[int, int]:
    """The advance widths of a TrueType font by character, from its tables hmtx, hhea and cmap (formats 4 and 12)."""
    count = struct.unpack(">H", font[4:6])[0]
    table = {}
    for n in range(count):
        tag, _, offset, size = struct.unpack(">4sIII", font[12 + 16 * n : 28 + 16 * n])
        table[tag.decode()] = font[offset : offset + size]
    metrics = struct.unpack(">H", table["hhea"][34:36])[0]
    advances = [struct.unpack(">H", table["hmtx"][4 * n : 4 * n + 2])[0] for n in range(metrics)]
    cmap = table["cmap"]
    found: dict[int, int] = {}
    for n in range(struct.unpack(">H", cmap[2:4])[0]):
        start = struct.unpack(">I", cmap[8 + 8 * n : 12 + 8 * n])[0]
        if struct.unpack(">H", cmap[start : start + 2])[0] == 12:
            groups = struct.unpack(">I", cmap[start + 12 : start + 16])[0]
            for g in range(groups):
                first, last, glyph = struct.unpack(">III", cmap[start + 16 + 12 * g : start + 28 + 12 * g])
                for code in range(first, last + 1):
                    found[code] = advances[min(glyph + code - first, metrics - 1)]
    return found or _format_four(cmap, advances, metrics)


def _format_four(cmap: bytes, advances: list[int], metrics: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for n in range(struct.unpack(">H", cmap[2:4])[0]):
        start = struct.unpack(">I", cmap[8 + 8 * n : 12 + 8 * n])[0]
        if struct.unpack(">H", cmap[start : start + 2])[0] != 4:
            continue
        twice = struct.unpack(">H", cmap[start + 6 : start + 8])[0]
        parts = [start + 14, start + 16 + twice, start + 16 + 2 * twice, start + 16 + 3 * twice]
        for at in range(0, twice, 2):
            last, first, delta, offset = (struct.unpack(">H", cmap[p + at : p + at + 2])[0] for p in parts)
            for code in range(first, min(last, 0xFFFE) + 1):
                glyph = code
                if offset:
                    where = parts[3] + at + offset + 2 * (code - first)
                    glyph = struct.unpack(">H", cmap[where : where + 2])[0]
                found[code] = advances[min((glyph + delta) % 65536, metrics - 1)]
    return found

"""Chapters: Markdown to blocks, with every placeholder resolved or named as wrong."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from placewright.core.quantities import ErrorKind, Status
from placewright.ledger.chapters import Quoted, claim_runs, read_chapter
from placewright.ledger.resolving import check_claim_text
from placewright.records.chapter import Chapter
from placewright.records.claim import Claim, FigureSpec, Stance, Test
from placewright.records.claim import Comparison as Is
from placewright.records.indicator import Foundation
from placewright.records.prose import (
    ChapterText,
    Embed,
    Heading,
    Listing,
    Number,
    NumberKind,
    Paragraph,
    Quote,
    TextTable,
    Words,
)
from placewright.records.verdict import ClaimResult, FigureResult, Verdict


def figure(name: str, text: str, value: float | None = 1.0, *, of: int | None = None) -> FigureResult:
    return FigureResult(
        name=name,
        text=text,
        value=value,
        low=None,
        high=None,
        error=ErrorKind.UNKNOWN,
        unit="%",
        status=Status.OK if value is not None else Status.NOT_AVAILABLE,
        origin="gva",
        place="TLH23",
        place_name="Hertfordshire",
        period="P1Y/2023-09",
        period_label="year to September 2023",
        from_period="2015",
        of=of,
    )


RESULT = ClaimResult(
    "lead",
    "",
    Verdict.HOLDS,
    (),
    {
        "now": figure("now", "−2.6%"),
        "gone": figure("gone", "0%", None),
        "place": figure("place", "3rd", 3, of=38),
        "once": replace(figure("once", "4%"), from_period=""),
    },
)
TEXT = "By {{ now.period }} it was *only* {{ now.abs }};\nthe rest {{ gone }}."


class Records:
    """The least resolver: one claim, one finding with two figures, one decision."""

    def claim(self, id: str) -> ClaimResult | None:
        return RESULT if id == "lead" else None

    def claim_text(self, id: str) -> str | None:
        return TEXT if id == "lead" else None

    def quoted(self, id: str, figure: str = "") -> Quoted | None:
        texts = {("survey", ""): "over 450", ("survey", "up"): "50%"}
        return Quoted(texts[id, figure], "finding:survey") if (id, figure) in texts else None

    def decided(self, id: str) -> Quoted | None:
        return Quoted("£4m", "decision:budget") if id == "budget" else None

    def known(self, kind: str) -> Collection[str]:
        return {"claim": ["lead"], "quoted": ["survey", "survey.up"], "decided": ["budget"]}[kind]


def read(text: str, first_line: int = 1) -> tuple[ChapterText, list[str]]:
    read, issues = read_chapter(Chapter("people", "People", 2, text), resolve=Records(), first_line=first_line)
    return read, [str(issue) for issue in issues]


def blocks(text: str) -> list[object]:
    chapter, issues = read(text)
    assert not issues
    return list(chapter.blocks)


def words(block: object) -> str:
    assert isinstance(block, Paragraph | Quote)
    return "".join(passage.text for passage in block.passages)


def claim(text: str, **more: object) -> Claim:
    figures = {"now": FigureSpec(indicator="gva"), "gone": FigureSpec(indicator="gva")}
    return Claim("lead", Stance.NEED, Foundation.PEOPLE, text, **{"figures": figures, **more})  # type: ignore[arg-type]


def test_a_claims_figures_and_their_parts_become_numbers_that_remember_it() -> None:
    runs = claim_runs(claim("{{ place }} of {{ place.of }} in {{ now.place }} from {{ now.from }}"), RESULT, Records())
    assert [run.text for run in runs] == ["3rd", " of ", "38", " in ", "Hertfordshire", " from ", "2015"]
    assert runs[2] == Number("38", NumberKind.COMPUTED, "claim:lead", "place", "of")


def test_a_missing_figure_prints_as_words_and_never_as_nought() -> None:
    runs = claim_runs(claim("{{ gone }} {{ gone.abs }} {{ gone.of }}"), RESULT, Records())
    assert [run.text for run in runs if isinstance(run, Number)] == ["not available"] * 3


def test_a_claim_may_quote_and_may_be_emphasised() -> None:
    runs = claim_runs(claim("*Over* {{ quoted:survey.up }} for {{ decided:budget }}"), RESULT, Records())
    assert runs[0] == Words("Over", emphasis=True)
    assert [run.kind for run in runs if isinstance(run, Number)] == [NumberKind.QUOTED, NumberKind.DECIDED]


def test_lines_of_a_claim_are_joined_by_spaces() -> None:
    assert "".join(run.text for run in claim_runs(claim("One\n  two."), RESULT, Records())) == "One two."


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{ nwo }}", "no figure 'nwo'. Did you mean 'now'?"),
        ("{{ now.perod }}", "'perod' is no part of the figure 'now'. Did you mean 'period'?"),
        ("{{ now.of }}", "The figure 'now' has no '.of'."),
        ("From {{ once.from }}", "The figure 'once' has no '.from'."),
        ("{{ quoted:survy }}", "No quoted number 'survy'. Did you mean 'survey'"),
        ("{{ quoted:survey.upp }}", "No quoted number 'survey.upp'. Did you mean 'survey.up'"),
        ("{{ decided:bugdet }}", "No decided number 'bugdet'. Did you mean 'budget'?"),
        ("{{ chart:gva }}", "A claim cannot hold 'chart:gva'."),
        ("", "The claim says nothing."),
    ],
)
def test_what_a_claim_cannot_print_is_an_error_with_a_mend(text: str, what: str) -> None:
    issues = list(check_claim_text(claim(text, figures={}), RESULT, Records(), where="claims/lead.md", first_line=8))
    assert len(issues) == 1
    assert what in str(issues[0])


def test_a_figure_that_is_neither_printed_nor_tested_is_a_warning() -> None:
    made = claim("{{ now }}", holds=())
    assert [issue.what for issue in check_claim_text(made, RESULT, Records(), where="x")] == [
        "The figure 'gone' is neither printed nor tested."
    ]
    tested = claim("{{ now }}", holds=(Test("now", Is.BELOW, than="gone"),))
    assert not list(check_claim_text(tested, RESULT, Records(), where="x"))


def test_a_whole_claim_is_a_passage_of_its_own_between_words() -> None:
    chapter, issues = read("Before. {{ claim:lead }} After {{ lead.now }}.")
    assert not issues
    paragraph = chapter.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert [passage.claim for passage in paragraph.passages] == ["", "lead", ""]
    assert words(paragraph) == (
        "Before. By year to September 2023 it was only 2.6%; the rest not available. After −2.6%."
    )
    assert chapter.claims == ("lead",)


def test_headings_have_ids_that_are_unique_in_the_whole_strategy() -> None:
    assert blocks("## Jobs\n\n### Jobs\n\n## Café & co") == [
        Heading(2, "Jobs", "people-jobs"),
        Heading(3, "Jobs", "people-jobs-2"),
        Heading(2, "Café & co", "people-cafe-co"),
    ]


def test_lists_quotations_and_tables_become_blocks() -> None:
    found = blocks(
        "- a\n- b {{ quoted:survey }}\n\n3. c\n\n> Take care.\n\n| x | y |\n|---|--:|\n| 1st | {{ lead.now }} |"
    )
    bullets, numbered, quote, table = found
    assert isinstance(bullets, Listing) and isinstance(numbered, Listing)
    assert (bullets.numbered, numbered.numbered) == (False, True)
    assert [item[0].text for item in bullets.items] == ["a", "b over 450"]
    assert words(quote) == "Take care."
    assert isinstance(table, TextTable)
    assert [cell[0].text for cell in table.heads] == ["x", "y"]
    assert [cell[0].text for cell in table.rows[0]] == ["1st", "−2.6%"]


def test_emphasis_and_links_are_kept() -> None:
    (paragraph,) = blocks("**Strong** and [a *link*](https://example.org/x).")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.passages[0].runs == (
        Words("Strong", strong=True),
        Words(" and "),
        Words("a ", href="https://example.org/x"),
        Words("link", emphasis=True, href="https://example.org/x"),
        Words("."),
    )


def test_an_embed_alone_in_a_paragraph_becomes_a_picture_by_reference() -> None:
    assert blocks("{{ chart:gva places=A,B }}\n\n{{ swot }}\n{{ figure:gaps/mix }}") == [
        Embed("chart", "gva", (("places", "A,B"),), 1),
        Embed("swot", "", (), 3),
        Embed("figure", "gaps/mix", (), 4),
    ]


def test_names_with_underscores_are_not_taken_for_emphasis() -> None:
    assert blocks("{{ chart:a_b_c }}") == [Embed("chart", "a_b_c", (), 1)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("See {{ chart:gva }} here.", "stands within a text. Give it a paragraph of its own."),
        ("<div>x</div>", "The text holds raw HTML."),
        ("a <b>x", "The text holds raw HTML: <b>"),
        ("![a](b.png)", "The text holds an image."),
        ("# Title", "A heading of level 1"),
        ("### Deep", "A heading of level 3 follows one of level 1."),
        ("## In {{ lead.now }} years", "A heading holds a placeholder."),
        ("- a\n  - b", "A list stands within a list."),
        ("```\nx\n```", "A block of code"),
        ("> - a", "A quotation holds more than paragraphs."),
        ("{{ swott }}", "names nothing. Did you mean 'swot'?"),
        ("{{ lead }}", "Write '{{ claim:lead }}' or '{{ lead.FIGURE }}'."),
        ("{{ claim:leed }}", "No claim 'leed'. Did you mean 'lead'?"),
        ("{{ claim:lead.now }}", "Write '{{ lead.now }}'."),
        ("{{ leed.now }}", "No claim 'leed'. Did you mean 'lead'?"),
        ("{{ lead.nwo }}", "has no figure 'nwo'. Did you mean 'now'?"),
        ("{{ lead.now.peroid }}", "Did you mean 'period'?"),
        ("{{ quoted:survay }}", "Did you mean 'survey'"),
        ("{{ decided:bujet }}", "Did you mean 'budget'?"),
    ],
)
def test_what_cannot_be_printed_is_named_with_its_line_and_mend(text: str, what: str) -> None:
    _, issues = read(f"Words.\n\n{text}", first_line=7)
    assert any(what in issue for issue in issues), issues
    assert all(issue.startswith("error: strategy/people.md, line ") for issue in issues)
    assert {int(issue.split("line ")[1].split(":")[0].split(",")[0]) for issue in issues} <= {9, 10}


def test_blocks_remember_the_line_of_the_file() -> None:
    chapter, _ = read("One.\n\nTwo\nlines.\n\n- a", first_line=5)
    assert [getattr(block, "line", 0) for block in chapter.blocks] == [5, 7, 10]


def test_letters_for_private_use_do_not_become_numbers() -> None:
    chapter, issues = read("A \ue000 b {{ lead.now }}")
    assert words(chapter.blocks[0]) == "A  b −2.6%"
    assert len(issues) == 1

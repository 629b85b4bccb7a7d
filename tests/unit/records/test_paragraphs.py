"""Paragraphs by number, fingerprint and mark."""

from __future__ import annotations

from placewright.records.paragraphs import (
    chapter_digest,
    first_numbers,
    mark_of,
    numbered,
    pieces,
    read_mark,
    text_fingerprint,
)
from placewright.records.prose import (
    Embed,
    Heading,
    Listing,
    Number,
    NumberKind,
    Paragraph,
    Passage,
    Quote,
    TextTable,
    Words,
)


def passage(text: str, claim: str = "") -> Passage:
    return Passage((Words(text),), claim)


BLOCKS = (
    Heading(2, "Where we are", "a-where-we-are"),
    Paragraph((passage("First  words"),)),
    Embed("chart", "pay"),
    Listing(((passage("one"),), (passage("two"),))),
    TextTable(((passage("Head"),),), (((passage("cell"),),),)),
    Quote((passage("Said."),)),
)


def test_headings_paragraphs_items_and_quotations_are_numbered_and_pictures_and_tables_are_not() -> None:
    found = [(one.number, one.kind, one.text) for one in numbered(BLOCKS)]
    assert found == [
        (1, "heading", "Where we are"),
        (2, "paragraph", "First words"),
        (3, "item", "one"),
        (4, "item", "two"),
        (5, "quote", "Said."),
    ]


def test_the_first_number_of_each_block_leads_to_its_paragraphs() -> None:
    assert first_numbers(BLOCKS) == [1, 2, 0, 3, 0, 5]


def test_a_mark_is_read_back_and_fits_a_bookmark() -> None:
    mark = mark_of("a-chapter-with-a-very-long-identifier-indeed", 12, "Some words")
    assert read_mark(mark.name) == mark
    assert len(mark.name) <= 40
    assert mark.chapter == chapter_digest("a-chapter-with-a-very-long-identifier-indeed")
    assert mark.fingerprint == text_fingerprint("Some  words ")[:12]
    assert read_mark("_Toc123") is None


def test_the_words_say_what_they_come_from() -> None:
    number = Number("12", NumberKind.COMPUTED, "claim:pay", "now", "period")
    found = list(pieces((passage("It is "), passage("A claim.", "pay"), Passage((number,)))))
    assert found == [("", "It is "), ("claim:pay", "A claim."), ("claim:pay.now.period", "12")]

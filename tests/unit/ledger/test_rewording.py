"""Proposed words put into Markdown."""

from __future__ import annotations

import pytest

from placewright.ledger.rewording import CannotReword, reword

TEXT = """## A heading

First *one* has {{ pay.now }} jobs,
and {{ claim:rise }} More & more follows here.

- an item with {{ pay.now }} things
- other [item](https://example.org/a)

{{ chart:pay }}

> A quotation.
"""
PIECES = [
    ("", "First one has "),
    ("claim:pay.now", "1,200"),
    ("", " jobs, and "),
    ("claim:rise", "Pay rose by 4% in 2024."),
    ("", " More & more follows here."),
]
SAID = "First one has 1,200 jobs, and Pay rose by 4% in 2024. More & more follows here."


def test_words_change_and_placeholders_and_emphasis_stay() -> None:
    made = reword(TEXT, PIECES, SAID.replace("jobs", "posts").replace("& more", "& *much* more"))
    assert "First *one* has {{ pay.now }} posts, and {{ claim:rise }} More & \\*much\\* more follows here." in made
    assert made.replace(made.split("\n\n")[1], "") == TEXT.replace(TEXT.split("\n\n")[1], "")


def test_an_item_of_a_list_stays_an_item() -> None:
    item = [("", "an item with "), ("claim:pay.now", "7"), ("", " things")]
    assert "- an item with some {{ pay.now }} things\n- other" in reword(TEXT, item, "an item with some 7 things")


def test_a_paragraph_can_be_taken_out() -> None:
    made = reword(TEXT, [("", "A quotation.")], "")
    assert "quotation" not in made and "{{ chart:pay }}" in made


@pytest.mark.parametrize(
    ("old", "new"),
    [("1,200", "1,300"), ("rose", "fell"), ("4%", "5%"), ("Pay rose by 4% in 2024.", "Pay is better.")],
)
def test_what_a_claim_or_figure_prints_is_not_typed_over(old: str, new: str) -> None:
    with pytest.raises(CannotReword, match="change what claim:"):
        reword(TEXT, PIECES, SAID.replace(old, new))


def test_a_whole_claim_can_be_taken_out() -> None:
    made = reword(TEXT, PIECES, SAID.replace("Pay rose by 4% in 2024. ", ""))
    assert "{{ claim:rise }}" not in made and "{{ pay.now }}" in made


def test_a_paragraph_that_reads_otherwise_now_is_left_alone() -> None:
    with pytest.raises(CannotReword, match="reads differently now"):
        reword(TEXT.replace("jobs", "roles"), PIECES, SAID.replace("jobs", "posts"))


def test_words_that_would_make_a_list_or_a_placeholder_are_refused() -> None:
    for words in ("{{ pay.now }} more", "1. " + "A quotation."):
        with pytest.raises(CannotReword):
            reword(TEXT, [("", "A quotation.")] if "quotation" in words else PIECES, words)

"""The prose rules on proportions and multiples in words, on words of standing, and on movement to a figure."""

from __future__ import annotations

import pytest

from placewright.records.claim import Test, Threshold

from .prose_makers import check_prose, claim, material, rules, said, spec, test


def found(text: str, *holds: Test, value: float = 12.0, **figures: object) -> list[str]:
    given = {"here": spec(), "england": spec(place="ENGLAND"), "then": spec(period="2015")}
    own = {"made": {"here": {"value": value}}}
    return rules(check_prose(material(claim(text, figures={**given, **figures}, holds=holds), results=own)))


@pytest.mark.parametrize(
    "text",
    [
        "One person in three works at home.",
        "One household in five has no car.",
        "Nearly all firms are micro.",
        "Almost every business is small.",
        "The vast majority of residents commute.",
    ],
)
def test_a_proportion_in_words_is_a_typed_number(text: str) -> None:
    assert "unbound-number" in rules(said(text))
    assert "unbound-number" in found(f"{text} So {{{{ here }}}} shows.", test("here", "above", "england"))


def test_most_firms_needs_a_test_that_holds_more_than_half() -> None:
    text = "Most firms are small: {{ here }}."
    assert "unbound-number" in found(text, test("here", "above", "england"))
    assert "unbound-number" in found(text, test("here", "above", 10.0))
    assert not found(text, test("here", "above", 50.0), value=60.0)
    assert "words-against-figures" in found(text, test("here", "above", 50.0), value=40.0)
    assert not found("Nearly all firms are small: {{ here }}.", test("here", "above", 90.0))
    assert "unbound-number" in found("Nearly all firms are small: {{ here }}.", test("here", "above", 60.0))


@pytest.mark.parametrize(
    ("words", "near"), [("twice what", 2.0), ("half what", 0.5), ("double what", 2.0), ("three times what", 3.0)]
)
def test_a_multiple_needs_a_test_of_that_factor(words: str, near: float) -> None:
    text = f"The ratio is {{{{ here }}}}: {words} it was."
    assert "unbound-number" in found(text, test("here", "above", 1.0))
    assert "unbound-number" not in found(text, test("here", "above", near))
    assert "unbound-number" not in found(text, test("here", "above", Threshold("then", times=near)))


@pytest.mark.parametrize(
    "text",
    [
        "The county outperforms the nation.",
        "It is well ahead of its neighbours.",
        "It tops the table.",
        "It is second only to London.",
        "Growth has stalled.",
        "Nowhere else do firms spend as much.",
        "Pay rose to new heights.",
    ],
)
def test_a_word_of_standing_outside_any_claim_is_found(text: str) -> None:
    assert "untested-comparison" in rules(said(text))


@pytest.mark.parametrize("text", ["It tops the table at {{ here }}.", "At {{ here }} it is second only to London."])
def test_the_top_of_a_table_needs_a_test_of_the_highest(text: str) -> None:
    assert "untested-comparison" in found(text, test("here", "above", "england"))
    assert "untested-comparison" not in found(text, test("here", "highest-in", among="members"))


@pytest.mark.parametrize("word", ["rose", "fell"])
def test_a_movement_to_a_figure_needs_a_test_over_time(word: str) -> None:
    text = f"The rate {word} to {{{{ here }}}}."
    assert "untested-comparison" in found(text, test("here", "above", "england"))
    over = test("here", "above" if word == "rose" else "below", "then")
    assert "untested-comparison" not in found(text, over)
    assert "untested-comparison" not in found(text, test("here", "rising" if word == "rose" else "falling"))


def test_a_figure_that_exceeds_a_greater_one_is_found() -> None:
    made = claim(
        "At {{ here }} the county exceeds England ({{ england }}).",
        figures={"here": spec(), "england": spec(place="ENGLAND")},
        holds=(test("here", "above", "england"),),
    )
    lie = {"made": {"here": {"value": 10.0}, "england": {"value": 20.0}}}
    true = {"made": {"here": {"value": 20.0}, "england": {"value": 10.0}}}
    assert rules(check_prose(material(made, results=lie))) == ["words-against-figures"]
    assert not check_prose(material(made, results=true))


def test_a_wish_in_a_claim_compares_nothing() -> None:
    assert not found("Of {{ here }} asked, each wants a higher share of rail investment, rather than more road space.")


@pytest.mark.parametrize("text", ["HC 9 firms closed.", "The CP 12 homes stand.", "Crossrail 2 homes are built."])
def test_a_series_of_papers_or_a_scheme_is_no_name_before_what_is_counted(text: str) -> None:
    assert "unbound-number" in rules(said(text))


@pytest.mark.parametrize("text", ["One project in three languages.", "Each chair beats the drum."])
def test_idioms_of_shares_and_standing_are_left_alone(text: str) -> None:
    assert not said(text)

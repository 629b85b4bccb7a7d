"""Numbers in words and digits: their values, and which of them only name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.ledger.prose.amounts import amounts
from placewright.ledger.prose.counted_lists import items_between
from placewright.ledger.prose.material import excerpt
from placewright.ledger.prose.number_words import NUMERIC, cardinals, relatives
from placewright.records.stated import Stated

from .prose_makers import check_prose, finding, rules, said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty thousand", 20_000),
        ("a hundred and six", 106),
        ("half a million", 500_000),
        ("three dozen", 36),
        ("ninety-nine", 99),
        ("two million five hundred thousand", 2_500_000),
    ],
)
def test_cardinals_in_words_have_their_value(text: str, value: float) -> None:
    (one,) = cardinals(f"There are {text} of them.")
    assert (one.text, one.value) == (text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two thirds of it", 2 / 3),
        ("a quarter of it", 0.25),
        ("fell by half", 0.5),
        ("twice the rate", 2),
        ("it doubled", 2),
        ("a fivefold rise", 5),
        ("one in five adults", 0.2),
        ("three-quarters", 0.75),
    ],
)
def test_fractions_and_multiples_have_their_value(text: str, value: float) -> None:
    (one,) = relatives(text)
    assert one.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "twice a year",
        "the third sector",
        "the first quarter",
        "double glazing",
        "half-term",
        "one of five",
        "a third party",
    ],
)
def test_idioms_are_no_fractions(text: str) -> None:
    assert not list(relatives(text))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("£221.5m", 221.5e6, "GBP"),
        ("£37bn", 37e9, "GBP"),
        ("63,685 firms", 63_685, ""),
        ("1.2 million people", 1.2e6, ""),
        ("3.1 per cent", 3.1, "%"),
        ("50 %", 50, "%"),
        ("2 percentage points", 2, "points"),
        ("−4.5%", -4.5, "%"),
    ],
)
def test_amounts_have_value_and_unit(text: str, value: float, unit: str) -> None:
    (one,) = amounts(f"It was {text}, in May 2019.")
    assert (one.value, one.unit) == (pytest.approx(value), unit)


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(["{:,} firms", "£{:,}", "{} %", "{:,}"]))
def test_whatever_number_is_typed_into_a_sentence_is_found(number: int, form: str) -> None:
    text = form.format(number)
    is_year = form == "{:,}" and "," not in text and 1600 <= number < 2200
    assert is_year or "unbound-number" in rules(said(f"The county has {text} in all."))


@given(st.integers(min_value=1, max_value=10**7), st.sampled_from(["{:,} firms", "£{:,}", "{} %"]))
def test_whatever_number_is_quoted_is_left_alone(number: int, form: str) -> None:
    stated = finding("source", main=Stated(number, "x", words=form.format(number)))
    assert not said("The source counts {{ quoted:source }} in all.", findings=[stated])


@given(st.integers(min_value=1600, max_value=2199))
def test_every_year_may_be_typed(year: int) -> None:
    assert not said(f"It was so in {year}, and in {year} to {year + 1}.")


@given(st.integers(min_value=1, max_value=31), st.sampled_from(["January", "May", "October"]))
def test_every_date_may_be_typed(day: int, month: str) -> None:
    assert not said(f"It opened on {day} {month} 2019.")


@given(st.lists(st.sampled_from(["film", "retail and leisure", "space", "life sciences"]), min_size=2, max_size=9))
def test_a_list_of_the_announced_length_is_never_refused(items: list[str]) -> None:
    least, most = items_between(f"{', '.join(items[:-1])} and {items[-1]}")
    assert least <= len(items) <= most


@given(st.text(max_size=200))
def test_the_rules_read_any_words(text: str) -> None:
    from placewright.ledger.prose import Material
    from placewright.records.prose import ChapterText, Paragraph, Passage, Words

    check_prose(Material(chapters=(ChapterText("a", "A", 1, (Paragraph((Passage((Words(text),)),), 1),)),)))


PIECES = (
    "one",
    "two",
    "ten",
    "twenty",
    "a",
    "half",
    "of",
    "the",
    "third",
    "thirds",
    "quarter",
    "in",
    "dozen",
    "hundred",
)
MORE_PIECES = (
    "twice",
    "doubled",
    "doubling",
    "double",
    "halved",
    "fivefold",
    "by",
    "million",
    "thousands",
    "five",
    "every",
)


@given(st.lists(st.sampled_from(PIECES + MORE_PIECES), min_size=1, max_size=6))
def test_every_number_in_words_holds_a_word_by_which_it_is_looked_for(words: list[str]) -> None:
    text = " ".join(words)
    found = (*cardinals(text), *relatives(text))
    numbers = [one for one in found if one.relative or set(one.text.split()) != {"one"}]
    assert all(NUMERIC.intersection(one.text.replace("-", " ").split()) for one in numbers)


def test_an_excerpt_is_cut_at_words() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    assert excerpt(text, 24, 27, around=6) == "... four five six seven ..."

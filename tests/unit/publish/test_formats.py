"""Numbers are written as people read them, no finer than their interval allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.publish import formats
from placewright.publish.views import Reading, Standing


@pytest.mark.parametrize(
    ("reading", "written"),
    [
        (Reading(34.2, "GBP/hour"), "£34.20"),
        (Reading(90_146, "people"), "90,150"),
        (Reading(3_124, "GBP million"), "£3,124m"),
        (Reading(-1_234, "GBP"), "−£1,234"),
        (Reading(78.06, "%"), "78.1%"),
        (Reading(0.0561, "share"), "5.6%"),
        (Reading(102.6, "index UK=100"), "102.6"),
        (Reading(1.25, "ratio"), "1.25"),
        (Reading(12.34, "furlongs"), "12.3"),
        (Reading(-0.01, "%"), "0.0%"),
        (Reading(16.333, "GBP/hour", low=14.8, high=17.8, decimals=2), "£16.30"),
        (Reading(1_735.0, "thousand m2", low=1_734.5, high=1_735.5), "1,735,000 m²"),
    ],
)
def test_a_value_is_written_with_the_sign_of_its_unit(reading: Reading, written: str) -> None:
    assert formats.short(reading) == written


def test_a_unit_stands_in_words_where_there_is_room() -> None:
    assert formats.full(Reading(34.2, "GBP/hour")) == "£34.20 an hour"
    assert formats.full(Reading(3_124, "GBP million")) == "£3,124 million"
    assert formats.full(Reading(12.34, "furlongs")) == "12.3 furlongs"


def test_an_interval_follows_its_value() -> None:
    assert formats.with_interval(Reading(34.2, "GBP/hour", low=33.1, high=35.3)) == "£34.20 (£33.10 to £35.30)"
    assert formats.with_interval(Reading(74.0, "%", low=71.2, high=76.8)) == "74.0% (71.2 to 76.8%)"


def test_a_wide_interval_takes_the_finer_digits_away() -> None:
    assert formats.with_interval(Reading(90_146, "people", low=85_020, high=95_270)) == "90,100 (85,000 to 95,300)"
    reading = Reading(41.237, "%", low=20.0, high=62.0, decimals=2)
    assert formats.short(reading) == "41%"


def test_an_interval_of_mere_rounding_is_said_by_the_digits_alone() -> None:
    assert formats.with_interval(Reading(34.2, "GBP/hour", low=34.15, high=34.25, error="rounding")) == "£34.20"


def test_an_interval_that_rounds_to_one_number_is_not_printed() -> None:
    assert formats.with_interval(Reading(100.0, "index UK=100", low=100.0, high=100.0)) == "100.0"


def test_a_missing_value_says_why() -> None:
    assert formats.short(Reading(None, "%", status="suppressed")).startswith("not available (hidden by the publisher")
    assert formats.short(Reading(None, "%", status="not_available", reason="a median of a list")) == (
        "not available (a median of a list)"
    )


def test_a_chart_puts_pounds_before_money_alone_and_pence_in_two_digits() -> None:
    assert formats.chart_format("GBP/hour", 1) == "$,.2f"
    assert formats.chart_format("GBP billion", 1) == "$,.1f"
    assert formats.chart_format("decile", 0) == ",.0f"


def test_what_a_chart_draws_has_the_unit_that_its_axis_names() -> None:
    assert 1_735 * formats.chart_scale("thousand m2") == 1_735_000
    assert formats.unit_in_words("thousand m2") == formats.unit_in_words(formats.chart_unit("thousand m2")) == "m²"


def test_a_difference_carries_its_sign() -> None:
    assert formats.signed(Reading(1.23, "GBP/hour")) == "+£1.20"
    assert formats.signed(Reading(-4.06, "percentage points")) == "−4.1 pts"
    assert formats.signed(Reading(0.001, "percentage points")) == "0.0 pts"


def test_a_rank_says_which_ranks_its_interval_leaves_open() -> None:
    assert formats.standing_words(Standing(12, 309, low=8, high=21)) == "12th of 309 (8th to 21st)"
    assert formats.standing_words(Standing(2, 10, low=2, high=2)) == "2nd of 10"
    assert formats.standing_words(None) == "not ranked"


def test_the_kind_of_an_interval_is_never_confused() -> None:
    sampling = Reading(5.0, "%", low=4.0, high=6.0, error="sampling")
    rounding = Reading(5.0, "%", low=4.0, high=6.0, error="rounding")
    assert formats.interval_kind(sampling) != formats.interval_kind(rounding)
    assert formats.interval_kind(Reading(5.0, "%")) == "no interval published"


@given(st.floats(-1e9, 1e9), st.floats(0.001, 1e6), st.sampled_from(["GBP", "people", "%", "GBP/hour", "index UK=100"]))
def test_a_printed_value_is_near_the_value(value: float, half: float, unit: str) -> None:
    reading = Reading(value, unit, low=value - half, high=value + half)
    text = formats.short(reading)
    printed = float(text.replace("−", "-").replace("£", "").replace(",", "").replace("%", ""))
    assert abs(printed - value) <= max(half, 5.0) + 1e-6

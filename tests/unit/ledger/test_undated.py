"""Claims whose sentence does not say of when its figures are."""

from __future__ import annotations

import pytest

from placewright.core.issues import Severity
from placewright.ledger.claims import judge_claims
from placewright.ledger.standing import RULES, UNDATED
from placewright.ledger.undated import undated_notes

from .evidence_for_tests import COUNTY, claim, context, indicator, row

FRONT = '[figures.x]\nindicator = "hour"'


def notes(text: str, period: str = "2022") -> list[str]:
    judged = judge_claims({"c": claim(FRONT, text)}, context([row("hour", COUNTY, period, 40.0)], indicator("hour")))
    found = undated_notes(judged.results)
    assert all((one.record, one.rule, one.issue.severity) == ("claim:c", UNDATED, Severity.NOTE) for one in found)
    return [f"{one.issue.what} {one.issue.fix}" for one in found]


def test_a_sentence_without_a_year_is_noted_with_what_to_write() -> None:
    [note] = notes("An hour makes {{ x }}.")
    assert "An hour makes £40.00." in note and "{{ x.period }}" in note and "2022" in note


@pytest.mark.parametrize(
    "text",
    ["An hour made {{ x }} in {{ x.period }}.", "In 2021 an hour made {{ x }}.", "On census day it was {{ x }}."],
)
def test_a_sentence_that_says_when_is_not(text: str) -> None:
    assert notes(text) == []


def test_a_period_that_is_no_year_counts_as_the_sentence_prints_it() -> None:
    assert notes("An hour made {{ x }} in {{ x.period }}.", period="2022-23") == []
    assert len(notes("An hour made {{ x }} by then.", period="2022-23")) == 1


def test_what_is_not_printed_or_has_no_value_asks_for_no_year() -> None:
    assert notes("An hour makes a living.") == []
    judged = judge_claims(
        {"c": claim(FRONT, "It is {{ x }}.")}, context([row("hour", COUNTY, "2022", None)], indicator("hour"))
    )
    assert undated_notes(judged.results) == ()


def test_a_waiver_may_name_the_rule() -> None:
    assert UNDATED in RULES

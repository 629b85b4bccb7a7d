"""The rule on quoted and decided numbers that are told as more than their records have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from placewright.core.issues import Severity
from placewright.records.decision import Decision, DecisionKind
from placewright.records.funding import FundingStream
from placewright.records.stated import Stated

from .prose_makers import finding, said

RULE = "beyond-its-source"


def deal(**more: object) -> FundingStream:
    return FundingStream(
        "deal", "A deal", "A ministry", total=20e6, opened=date(2015, 4, 1), closed=date(2021, 3, 31), **more
    )  # type: ignore[arg-type]


def beyond(text: str, **records: object) -> list[str]:
    return [one.issue.what for one in said(text, **records) if one.rule == RULE]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "The deal has spent {{ quoted:deal }}.",
        "Each year the deal brought {{ quoted:deal }}.",
        "The deal brought {{ quoted:deal }} a year.",
        "From 2010 to 2025 the deal brought {{ quoted:deal }}.",
    ],
)
def test_what_a_fund_holds_in_all_is_not_spent_nor_for_a_year_nor_for_other_years(text: str) -> None:
    assert beyond(text, funding=[deal()])


@pytest.mark.parametrize(
    "text",
    [
        "The deal set {{ quoted:deal }} aside.",
        "From 2015 to 2021 the deal was worth {{ quoted:deal }}.",
        "The {{ quoted:deal }} have not been spent.",
        "The deal is worth {{ quoted:deal }}, and what was spent is reported each year.",
    ],
)
def test_a_fund_told_as_its_record_has_it_is_left_alone(text: str) -> None:
    assert not beyond(text, funding=[deal()])


def test_what_a_record_says_was_spent_may_be_said_to_be_spent() -> None:
    assert not beyond("The deal has spent {{ quoted:deal }}.", funding=[deal(scope="spent by 2021")])


def test_a_count_is_of_those_whom_its_record_names() -> None:
    asked = replace(finding("asked", main=Stated(450, "businesses", words="over 450")), text="It asked firms.")
    assert beyond("It asked {{ quoted:asked }} residents.", findings=[asked])
    assert not beyond("It asked {{ quoted:asked }} companies.", findings=[asked])
    assert not beyond("It asked {{ quoted:asked }} in the county's towns.", findings=[asked])


def test_a_count_of_years_that_are_past_is_not_told_of_today() -> None:
    lost = finding("lost", main=Stated(-10, "%", words="10%", period="1998..2011"))
    assert beyond("Jobs are falling by {{ quoted:lost }}.", findings=[lost])
    assert not beyond("Between 1998 and 2011 jobs fell by {{ quoted:lost }}.", findings=[lost])


def test_a_target_is_not_told_as_reached() -> None:
    sixty = Stated(60, "transfers", words="60 transfers")
    target = Decision("target", DecisionKind.TARGET, "analyst", date(2026, 11, 1), "A target.", figure=sixty)
    assert beyond("Employers have made {{ decided:target }}.", decisions=[target])
    assert not beyond("The target is {{ decided:target }}.", decisions=[target])
    assert not beyond("We want {{ decided:target }} in the second year.", decisions=[target])


def test_it_warns() -> None:
    (issue,) = [one for one in said("The deal has spent {{ quoted:deal }}.", funding=[deal()]) if one.rule == RULE]
    assert issue.issue.severity is Severity.WARNING
    assert issue.issue.fix

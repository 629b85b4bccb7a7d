"""Whether actions are paid from money that exists."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.issues import Issue
from placewright.ledger.money import MoneyStand, YearMoney, money_issues, money_of, stream_uses
from placewright.records.intervention import Funding
from placewright.workspace.authored import Authored

from .invented_strategy import DISTRICT, TODAY, changed, fund, intervention, strategy


def issues(authored: Authored) -> list[Issue]:
    return list(money_issues(authored, today=TODAY))


def test_an_action_within_its_stream_has_no_issue() -> None:
    assert issues(strategy()) == []


@pytest.mark.parametrize(
    ("fields", "severity", "words"),
    [
        ({"funding": ()}, "error", "names no existing money and does not say so"),
        ({"costs": {"2025-26": 250_000.0}}, "error", "No stream pays £50,000 of its £250,000"),
        ({"costs": {}}, "warning", "does not say what it costs"),
        (
            {"costs": {"2025-26": 150_000.0, "2026-27": 50_000.0}},
            "warning",
            "streams pay £100,000 for a cost of £50,000",
        ),
        ({"unfunded": True}, "note", "flagged unfunded, but streams pay all of it"),
        ({"costs": {"2025-26": 300_000.0, "2026-27": -100_000.0}}, "error", "costs: −£100,000 in 2026-27 is below 0"),
        (
            {"funding": (Funding("skills-fund", {"2025-26": 250_000.0, "2026-27": -50_000.0}),)},
            "error",
            "funding of 'skills-fund': −£50,000 in 2026-27 is below 0",
        ),
        ({"costs": {"next year": 1.0}}, "error", "'next year' is not a period"),
        ({"costs": {"2025": 200_000.0}}, "warning", "partly by calendar and partly by financial year"),
        ({"ends": date(2026, 3, 31)}, "warning", "in 2026-27, when the action does not run"),
        ({"prices": "2019"}, "warning", "in prices of 2019, those of 'skills-fund' in current"),
    ],
)
def test_an_action_without_money_that_exists_is_an_issue(fields: dict[str, Any], severity: str, words: str) -> None:
    found = [
        issue for issue in issues(changed(strategy(), "interventions", "courses", **fields)) if words in issue.what
    ]

    assert {(str(issue.severity), issue.where) for issue in found} == {(severity, "interventions/courses.md")}


@pytest.mark.parametrize(
    ("fields", "severity", "words"),
    [
        (
            {"amounts": {"2025-26": 300_000.0, "2026-27": 90_000.0}},
            "error",
            "£100,000 of it in 2026-27, but it has £90,000",
        ),
        ({"amounts": {"2025-26": 300_000.0}}, "error", "£100,000 of it in 2026-27, but it has £0"),
        ({"amounts": {"2025-26": 300_000.0, "2026-27": 100_000.0, "later": 1.0}}, "error", "'later' is not a period"),
        ({"total": -5.0}, "error", "amounts: −£5 in all is below 0"),
        ({"total": 150_000.0}, "error", "£200,000 of it in all, but the whole stream is £150,000"),
        ({"amounts": {}}, "warning", "does not say how much there is"),
        ({"source": ""}, "warning", "where the facts of this stream come from"),
        ({"verified": False}, "note", "not read in the source"),
        ({"closed": date(2026, 2, 28)}, "note", "The stream closed on 28 February 2026"),
        ({"closed": date(2026, 3, 31)}, "error", "in 2026-27, but the stream closed on 31 March 2026"),
        ({"opened": date(2026, 4, 1)}, "error", "in 2025-26, but the stream opens only on 1 April 2026"),
        ({"places": ("E06000047",)}, "warning", f"is for E06000047, but the action works in {DISTRICT}"),
    ],
)
def test_a_stream_asked_for_what_it_has_not_is_an_issue(fields: dict[str, Any], severity: str, words: str) -> None:
    found = [issue for issue in issues(strategy(funding=[fund(**fields)])) if words in issue.what]

    assert [str(issue.severity) for issue in found] == [severity]


def test_two_actions_share_what_a_stream_has() -> None:
    wide = {"costs": {"2025-26": 250_000.0}, "funding": (Funding("skills-fund", {"2025-26": 250_000.0}),)}
    two = strategy(interventions=[intervention(), intervention("more", **wide)])

    [use] = [use for use in stream_uses(two) if use.year == "2025-26"]

    assert (use.asked, use.available, use.is_overdrawn, use.by) == (350_000.0, 300_000.0, True, ("courses", "more"))
    assert any("(courses, more)" in issue.fix for issue in issues(two))


def test_an_action_says_how_it_stands() -> None:
    assert str(money_of(intervention())) == "courses: funded, £200,000 of £200,000 from skills-fund"
    assert money_of(intervention(funding=())).stand is MoneyStand.UNFUNDED
    assert money_of(intervention(costs={"2025-26": 900_000.0})).stand is MoneyStand.PART_FUNDED
    assert str(money_of(intervention(costs={}))) == "courses: no costs stated"


def test_a_flagged_gap_is_no_issue() -> None:
    flagged = intervention(costs={"2025-26": 100_000.0, "2026-27": 150_000.0}, unfunded=True)

    assert issues(strategy(interventions=[flagged])) == []


def test_a_year_that_is_paid_for_has_no_gap_and_another_what_is_left() -> None:
    years = [YearMoney("2025-26", cost=100.0, funded=140.0), YearMoney("2026-27", cost=100.0, funded=60.0)]
    assert [year.gap for year in years] == [0.0, 40.0]


@given(st.lists(st.integers(0, 10**9), max_size=4), st.lists(st.integers(0, 10**9), max_size=4))
def test_the_gap_and_what_is_paid_cover_the_cost(costs: list[int], paid: list[int]) -> None:
    years = [f"{2025 + at}" for at in range(4)]
    item = intervention(
        costs={year: float(cost) for year, cost in zip(years, costs, strict=False)},
        funding=(Funding("skills-fund", {year: float(amount) for year, amount in zip(years, paid, strict=False)}),),
    )

    money = money_of(item)

    assert money.gap + min(money.cost, money.funded) == money.cost

"""Ends: a claim that is true of its first and last year alone is found, and one that any year bears out is not."""

from __future__ import annotations

import pytest

from placewright.ledger.claims import judge_claims
from placewright.ledger.ends import EndsReport, move_ends, words_of_moved

from .evidence_for_tests import COUNTY, ENGLAND, claim, context, indicator, row

ROSE = """
holds = [{ figure = "now", is = "above", than = "then" }]
[figures.then]
indicator = "hour"
period = "2012"
[figures.now]
indicator = "hour"
period = "latest"
"""


def report_of(front: str, values: dict[str, float], **elsewhere: float) -> EndsReport:
    """What becomes of a claim over the county's values by year, and England's by `y2012=...`."""
    rows = [row("hour", COUNTY, year, value) for year, value in values.items()]
    rows += [row("hour", ENGLAND, year.removeprefix("y"), value) for year, value in elsewhere.items()]
    one, made = claim(front, "It is {{ now }}."), context(rows, indicator("hour"))
    return move_ends({"c": one}, judge_claims({"c": one}, made).results, made)


def said(report: EndsReport) -> list[str]:
    return [str(words_of_moved(one)) for one in report.moved]


def test_a_rise_that_came_in_the_last_year_alone_is_named_with_the_test_that_turned() -> None:
    report = report_of(ROSE, {"2011": 40.0, "2012": 41.0, "2013": 40.5, "2021": 39.0, "2022": 45.0})
    assert said(report) == ["ending with 2021, not 2022, it fails: the test “now is above then” is not met."]
    assert (report.claims, report.steady) == (("c",), ())


def test_a_rise_from_an_odd_first_year_is_named_too() -> None:
    report = report_of(ROSE, {"2011": 46.0, "2012": 30.0, "2013": 47.0, "2021": 44.0, "2022": 45.0})
    assert said(report) == [
        "beginning with 2011, not 2012, it fails: the test “now is above then” is not met.",
        "beginning with 2013, not 2012, it fails: the test “now is above then” is not met.",
    ]


def test_a_rise_that_holds_from_and_to_the_years_beside_is_steady() -> None:
    report = report_of(ROSE, {"2011": 40.0, "2012": 41.0, "2013": 42.0, "2021": 44.0, "2022": 45.0})
    assert (said(report), report.steady) == ([], ("c",))


def test_a_year_without_figures_says_nothing_of_a_claim() -> None:
    report = report_of(ROSE, {"2012": 41.0, "2022": 45.0})
    assert (report.claims, report.moved) == ((), ())


@pytest.mark.parametrize(
    "how", ['as = "change"\nperiod = "2012..2022"', 'as = "change"\nfrom_period = "2012"\nperiod = "2022"']
)
def test_both_ends_of_a_change_move(how: str) -> None:
    front = f'holds = [{{ figure = "now", is = "above", than = 0 }}]\n[figures.now]\nindicator = "hour"\n{how}'
    report = report_of(front, {"2011": 50.0, "2012": 41.0, "2021": 39.0, "2022": 45.0})
    assert [(one.end, one.period, one.other) for one in report.moved] == [
        ("beginning", "2012", "2011"),
        ("ending", "2022", "2021"),
    ]


def test_the_base_of_an_index_moves() -> None:
    front = (
        'holds = [{ figure = "now", is = "above", than = 100 }]\n'
        '[figures.now]\nindicator = "hour"\nas = "index:2012"\nperiod = "2022"'
    )
    report = report_of(front, {"2011": 50.0, "2012": 41.0, "2022": 45.0})
    assert [(one.end, one.other) for one in report.moved] == [("beginning", "2011")]


def test_figures_of_other_places_move_to_the_same_year() -> None:
    front = f"""
holds = [{{ figure = "now", is = "above", than = "there" }}, {{ figure = "now", is = "above", than = "then" }}]
[figures.then]
indicator = "hour"
period = "2012"
[figures.now]
indicator = "hour"
period = "2022"
[figures.there]
indicator = "hour"
place = "{ENGLAND}"
period = "2022"
"""
    steady = report_of(front, {"2012": 30.0, "2021": 40.0, "2022": 45.0}, y2021=39.0, y2022=44.0)
    assert steady.steady == ("c",)
    turned = report_of(front, {"2012": 30.0, "2021": 40.0, "2022": 45.0}, y2021=41.0, y2022=44.0)
    assert said(turned) == ["ending with 2021, not 2022, it fails: the test “now is above there” is not met."]


def test_what_intervals_leave_open_in_another_year_is_told_as_open() -> None:
    wide = (("2012", 41.0, 0.5), ("2021", 42.0, 2.0), ("2022", 45.0, 1.0))
    rows = [
        row("hour", COUNTY, year, value, low=value - half, high=value + half, error="sampling")
        for year, value, half in wide
    ]
    one, made = claim(ROSE, "It is {{ now }}."), context(rows, indicator("hour"))
    report = move_ends({"c": one}, judge_claims({"c": one}, made).results, made)
    assert said(report) == ["ending with 2021, not 2022, it cannot be told: the test “now is above then” stays open."]


def test_claims_of_one_time_and_claims_that_do_not_hold_are_left_alone() -> None:
    now = 'holds = [{ figure = "now", is = "above", than = 1 }]\n[figures.now]\nindicator = "hour"\nperiod = "2022"'
    assert report_of(now, {"2021": 0.0, "2022": 45.0}).claims == ()
    assert report_of(ROSE, {"2012": 45.0, "2021": 50.0, "2022": 40.0}).claims == ()


def test_only_the_claims_that_are_asked_for_are_looked_at() -> None:
    rows = [row("hour", COUNTY, year, value) for year, value in (("2012", 41.0), ("2021", 40.0), ("2022", 45.0))]
    one, made = claim(ROSE, "It is {{ now }}."), context(rows, indicator("hour"))
    results = judge_claims({"c": one}, made).results
    asked: list[str] = []
    assert move_ends({"c": one}, results, made, only=(), progress=asked.append) == EndsReport()
    assert asked == []


def test_the_lowest_of_years_is_not_asked_of_the_years_beside_it() -> None:
    values = {"2011": 46.0, "2012": 41.0, "2013": 42.0, "2021": 44.0, "2022": 45.0}
    lowest = '{ figure = "then", is = "lowest-over", over = "all" }'
    both = ROSE.replace("holds = [", f"holds = [{lowest}, ")
    assert said(report_of(both, values)) == [
        "beginning with 2011, not 2012, it fails: the test “now is above then” is not met.",
    ]
    alone = ROSE.replace('{ figure = "now", is = "above", than = "then" }', lowest)
    assert report_of(alone, values).claims == ()

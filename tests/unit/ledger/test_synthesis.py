"""The long-list of strengths, weaknesses, opportunities and threats, and what speaks against each item."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.issues import Severity
from placewright.ledger.synthesis import Contradictions, Quadrant, Swot, SwotItem, as_argued, swot, swot_issues
from placewright.records.claim import Claim, Comparison, FigureSpec, Stance, Test
from placewright.records.indicator import Compute, ComputeKind
from placewright.records.priority import Priority
from placewright.records.verdict import Verdict

from .invented_strategy import INDICATORS, claim, result, strategy

NOW = {"now": FigureSpec(indicator="jobs")}


def listed(*claims: Claim, **verdicts: Verdict) -> Swot:
    results = {item.id: result(item.id, verdicts.get(item.id, Verdict.HOLDS)) for item in claims}
    return swot(strategy(claims=claims), results)


def only(found: Swot, id: str) -> SwotItem:
    [item] = [item for item in (*found.items, *found.set_apart) if item.claim == id]
    return item


@pytest.mark.parametrize(
    ("stance", "quadrant"),
    [
        (Stance.STRENGTH, Quadrant.STRENGTHS),
        (Stance.NEED, Quadrant.WEAKNESSES),
        (Stance.OPPORTUNITY, Quadrant.OPPORTUNITIES),
        (Stance.THREAT, Quadrant.THREATS),
    ],
)
def test_a_claim_of_each_stance_has_its_list(stance: Stance, quadrant: Quadrant) -> None:
    [item] = listed(claim("a", stance)).of(quadrant)

    assert (item.claim, item.text, item.verdict) == ("a", "An hour makes GBP 40.", Verdict.HOLDS)


def test_a_claim_that_fails_or_is_unmeasured_is_set_apart() -> None:
    claims = [claim(id, Stance.NEED) for id in ("holds", "fails", "open", "unknown")]

    found = listed(*claims, fails=Verdict.FAILS, open=Verdict.CANNOT_TELL, unknown=Verdict.UNMEASURED)

    assert [item.claim for item in found.items] == ["holds", "open"]
    assert [item.claim for item in found.set_apart] == ["fails", "unknown"]


def test_a_claim_without_a_result_is_unmeasured() -> None:
    assert [item.claim for item in swot(strategy(claims=[claim("a", Stance.NEED)]), {}).set_apart] == ["a"]


def test_items_stand_as_the_priorities_argue_one_of_each_in_turn_and_those_that_hold_first() -> None:
    found = listed(*(claim(id, Stance.NEED) for id in "abcdef"), e=Verdict.CANNOT_TELL)
    first = Priority(id="one", title="One", text="", claims=("e", "d", "c"))
    second = Priority(id="two", title="Two", text="", claims=("b", "c"))

    assert [item.claim for item in as_argued(found.items, [first, second])] == ["b", "d", "c", "a", "f", "e"]


def test_a_named_contradiction_is_shown_from_both_sides() -> None:
    other = claim("b", Stance.NEED, figures=NOW, holds=())
    found = listed(claim("a", Stance.STRENGTH, contradicts=("b",)), other)

    assert [(item.claim, item.verdict) for item in only(found, "a").against] == [("b", Verdict.HOLDS)]
    assert only(found, "b").against[0].why == "says that it speaks against it"


def test_the_opposite_said_of_the_same_figure_and_place_speaks_against_it() -> None:
    found = listed(claim("a", Stance.STRENGTH), claim("b", Stance.NEED))

    assert only(found, "a").against[0].why == "says the opposite of the same figure, output"


def test_the_opposite_said_of_another_place_does_not() -> None:
    figures = {"change": FigureSpec(indicator="output", place="E06000002")}

    found = listed(claim("a", Stance.STRENGTH), claim("b", Stance.NEED, figures=figures))

    assert only(found, "a").against == ()


def test_a_comparator_that_two_claims_share_is_no_contradiction() -> None:
    england = FigureSpec(indicator="jobs", place="E92000001")
    one = {"here": FigureSpec(indicator="output"), "there": england}
    other = {"here": FigureSpec(indicator="births"), "there": england}
    tests = (Test("here", Comparison.BELOW, than="there"), Test("there", Comparison.BELOW, than=0.0))

    found = listed(
        claim("a", Stance.STRENGTH, figures=one, holds=tests), claim("b", Stance.NEED, figures=other, holds=tests)
    )

    assert only(found, "a").against == ()


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, ()),
        ({"figures": NOW, "holds": ()}, ("shows no trend",)),
        ({"figures": {"fall": FigureSpec(indicator="jobs", as_="change")}, "holds": ()}, ("exposed",)),
        ({"figures": NOW, "holds": (Test("now", Comparison.FALLING),)}, ()),
        ({"figures": {**NOW, "then": FigureSpec(indicator="jobs", period=2010)}, "holds": ()}, ()),
        ({"figures": {}, "holds": (), "findings": ("courses-work",)}, ("no trend", "exposed")),
        ({"figures": {}, "holds": ()}, ("nothing", "no trend", "exposed")),
    ],
)
def test_a_threat_is_a_trend_and_somebody_exposed(fields: dict[str, Any], lacks: tuple[str, ...]) -> None:
    item = only(listed(claim("a", Stance.THREAT, **fields)), "a")

    assert len(item.lacks) == len(lacks)
    assert all(words in said for words, said in zip(lacks, item.lacks, strict=True))


def test_an_indicator_that_is_itself_a_change_is_a_trend() -> None:
    threat = claim("a", Stance.THREAT, figures=NOW, holds=())
    change = replace(INDICATORS["jobs"], compute=Compute(ComputeKind.CHANGE))

    [item] = swot(strategy(claims=[threat]), {"a": result("a")}, indicators={"jobs": change}).items

    assert item.lacks == ("does not show how much is exposed to it",)


MADE = st.tuples(st.sampled_from(list(Stance)), st.sampled_from(["x", "y"]), st.sets(st.sampled_from("abcde")))


@given(st.lists(MADE, max_size=5))
def test_what_speaks_against_a_claim_is_spoken_against_by_it(made: list[tuple[Stance, str, set[str]]]) -> None:
    claims = [
        claim(id, stance, figures={"now": FigureSpec(indicator=name)}, holds=(), contradicts=tuple(sorted(named)))
        for id, (stance, name, named) in zip("abcde", made, strict=False)
    ]
    opposed = Contradictions(claims)
    pairs = {(item.id, other.id) for item in claims for other, _ in opposed.of(item.id)}

    assert pairs == {(other, one) for one, other in pairs}
    assert not [one for one, other in pairs if one == other]


def test_what_a_threat_lacks_is_a_warning() -> None:
    [issue] = swot_issues(listed(claim("a", Stance.THREAT, figures=NOW, holds=())))

    assert (issue.severity, issue.where) == (Severity.WARNING, "claims/a.md")
    assert issue.what == "This threat shows no trend."


def test_two_claims_that_hold_against_each_other_are_one_note() -> None:
    [issue] = swot_issues(listed(claim("a", Stance.STRENGTH), claim("b", Stance.NEED)))

    assert (issue.severity, issue.where) == (Severity.NOTE, "claims/a.md")
    assert "'b' speaks against it and holds too" in issue.what


def test_the_lists_are_printed_with_verdicts_and_what_speaks_against() -> None:
    found = listed(claim("a", Stance.STRENGTH), claim("b", Stance.NEED), b=Verdict.FAILS)

    assert list(found.lines()) == [
        "Strengths",
        "  An hour makes GBP 40. [a: holds]",
        "    against it: An hour makes GBP 40. [b: fails; says the opposite of the same figure, output]",
        "Weaknesses",
        "Opportunities",
        "Threats",
        "Set apart: the evidence does not carry these",
        "  An hour makes GBP 40. [b: fails]",
        "    against it: An hour makes GBP 40. [a: holds; says the opposite of the same figure, output]",
    ]


def test_a_selection_of_claims_can_be_listed() -> None:
    claims = [claim("a", Stance.NEED), claim("b", Stance.NEED)]
    results = {item.id: result(item.id) for item in claims}

    assert [item.claim for item in swot(strategy(claims=claims), results, only={"b"}).items] == ["b"]

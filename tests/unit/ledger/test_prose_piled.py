"""The prose rule on several comparisons in one sentence, of which the claim's figures and tests bear out but one."""

from __future__ import annotations

from typing import Any

import pytest

from placewright.core.issues import Severity
from placewright.ledger.prose import ProseIssue
from placewright.records.claim import FigureSpec
from placewright.records.stated import Stated

from .prose_makers import check_prose, claim, finding, material, spec, test

RULE = "piled-comparison"
ENGLAND = {"here": spec(), "england": spec(place="ENGLAND")}
OVER_TIME = {"then": spec(period="2013"), "now": spec(period="2023")}
ABOVE = test("here", "above", "england")
FELL = test("now", "below", "then")


def found(text: str, figures: dict[str, FigureSpec], *holds: Any, **more: Any) -> list[ProseIssue]:
    made = material(claim(text, figures=figures, holds=holds), **more)
    return [one for one in check_prose(made) if one.rule == RULE]


@pytest.mark.parametrize(
    "more",
    [
        "and falling",
        "and rising",
        "and it has grown",
        "and the share has declined",
        "and is in decline",
        "and it is slipping",
        "and it still grows",
        "and losing ground",
        "and more than ten years ago",
        "and more than it was",
        "and more than in {{ here.period }}",
        "and more than a decade earlier",
    ],
)
def test_movement_beside_a_comparison_of_places_needs_a_figure_over_time(more: str) -> None:
    issues = found(f"Work is {{{{ here }}}}, more than in England ({{{{ england }}}}), {more}.", ENGLAND, ABOVE)
    assert [one.issue.severity for one in issues] == [Severity.ERROR]
    both = {**ENGLAND, "before": spec(period="2013")}
    tested = test(
        "here", "below" if any(word in more for word in ("fall", "decl", "slip", "los")) else "above", "before"
    )
    assert not found(
        f"Work is {{{{ here }}}}, more than in England ({{{{ england }}}}), {more}: {{{{ before }}}}.",
        both,
        ABOVE,
        tested,
    )


@pytest.mark.parametrize(
    "more",
    [
        "which a growing county needs",
        "and rising rolls could change that",
        "and nobody knows whether it is rising",
        "and it is not falling",
        "and the growing season is long",
        "with a falling number of places",
        "and should grow",
        "and we want it rising",
    ],
)
def test_movement_of_something_else_or_only_wished_is_left_alone(more: str) -> None:
    assert not found(f"Work is {{{{ here }}}}, more than in England ({{{{ england }}}}), {more}.", ENGLAND, ABOVE)


@pytest.mark.parametrize(
    ("object_", "severity"),
    [
        ("more than in Hillbury", Severity.ERROR),
        ("above Hillbury", Severity.ERROR),
        ("ahead of Hillbury", Severity.ERROR),
        ("more than in Cambridgeshire", Severity.WARNING),
        ("above its neighbours", Severity.WARNING),
        ("above every other county", Severity.WARNING),
        ("more than elsewhere", Severity.WARNING),
        ("more than in the region", Severity.WARNING),
    ],
)
def test_each_place_that_something_is_set_against_has_a_figure(object_: str, severity: Severity) -> None:
    text = f"Work is {{{{ here }}}}, more than in England ({{{{ england }}}}) and {object_}."
    # another claim knows the town
    issues = [
        one
        for one in check_prose(
            material(
                claim(text, figures=ENGLAND, holds=[ABOVE]),
                claim("In Hillbury it is {{ here }}.", "town", figures={"here": spec(place="TOWN")}),
            )
        )
        if one.rule == RULE
    ]
    assert [one.issue.severity for one in issues] == [severity]
    with_town = {**ENGLAND, "town": spec(place="TOWN")}
    if "Hillbury" in object_:
        assert not found(text, with_town, ABOVE, test("here", "above", "town"))


@pytest.mark.parametrize(
    "object_",
    [
        "more than in the nation",
        "above the national share",
        "more than half",
        "more than one in two",
        "above January's",
        "below Level 2 at school",
        "behind the figures stands a survey",
    ],
)
def test_what_is_a_known_place_or_none_is_left_alone(object_: str) -> None:
    text = f"Work is {{{{ here }}}}, more than in England ({{{{ england }}}}), and {object_}."
    assert not found(text, ENGLAND, ABOVE)


def test_a_second_name_behind_the_first_needs_a_figure_too() -> None:
    text = "Work is {{ here }}, more than in England ({{ england }}) and Wales."
    assert [one.issue.severity for one in found(text, ENGLAND, ABOVE)] == [Severity.WARNING]
    assert not found("Work is {{ here }}, more than in England ({{ england }}), and Wales is near.", ENGLAND, ABOVE)


def test_an_order_of_many_bears_out_neighbours() -> None:
    text = "Work is {{ here }}, above its neighbours and every other county."
    assert not found(text, {"here": spec()}, test("here", "highest-in", among="members"))
    ranked = {"here": spec(), "rank": spec(as_="rank")}
    assert not found(text, ranked, test("rank", "below", 3.0))


@pytest.mark.parametrize(
    ("words", "is_wrong"),
    [
        ("and is falling", False),
        ("and is rising", True),
        ("and the share has grown", True),
        ("and the share has declined", False),
    ],
)
def test_movement_agrees_with_the_tests_over_time(words: str, is_wrong: bool) -> None:
    text = f"Work stood at {{{{ then }}}} in 2013 and {{{{ now }}}} in 2023, {words}."
    assert bool(found(text, OVER_TIME, FELL)) is is_wrong


def test_what_a_quoted_number_says_is_its_sources() -> None:
    survey = finding("survey", main=Stated(450, "firms", words="450"))
    text = "Work is {{ here }}, more than in England ({{ england }}); {{ quoted:survey }} firms say it is falling."
    assert not found(text, ENGLAND, ABOVE, findings=[survey])

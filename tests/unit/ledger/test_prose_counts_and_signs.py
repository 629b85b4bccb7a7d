"""The prose rules on tests that cannot fail, on what was lost or gained, and on the noun behind a figure."""

from __future__ import annotations

from typing import Any

import pytest

from .prose_makers import check_prose, claim, material, rules, spec, test


def found(*claims: Any, **more: Any) -> list[str]:
    return rules(check_prose(material(*claims, **more)))


@pytest.mark.parametrize(
    "text",
    [
        "With {{ here }} people the county is falling behind.",
        "With {{ here }} people there are more enterprises than homes.",
        "The county's {{ here }} people are well above the rest of the country.",
    ],
)
def test_a_test_that_cannot_fail_compares_nothing(text: str) -> None:
    figures = {"here": spec("population"), "england": spec("population", place="ENGLAND")}
    sure, real = test("here", "above", 0.0), test("here", "above", "england")
    assert "untested-comparison" in found(claim(text, figures=figures, holds=[sure]))
    assert "untested-comparison" not in found(claim(text, figures=figures, holds=[sure, real]))


def test_a_change_may_be_tested_against_nothing() -> None:
    figures = {"here": spec("population", period="2013..2023", as_="change")}
    made = claim("The county gained {{ here }} people.", figures=figures, holds=[test("here", "above", 0.0)])
    assert not found(made)


def test_what_was_lost_is_not_what_was_gained() -> None:
    figures = {"here": spec("population", period="2013..2023", as_="change")}
    for text, value, is_wrong in (
        ("The county lost {{ here }} people.", 71_710.0, True),
        ("The county gained {{ here }} people.", -1_200.0, True),
        ("The county gained about {{ here }} people.", 71_710.0, False),
        ("The county lost {{ here.abs }} people.", -1_200.0, False),
    ):
        made = claim(text, figures=figures, holds=[test("here", "above" if value > 0 else "below", 0.0)])
        broken = found(made, results={"made": {"here": {"value": value}}})
        assert ("words-against-figures" in broken) is is_wrong, text


@pytest.mark.parametrize(
    ("text", "indicator", "is_wrong"),
    [
        ("The county has {{ here }} jobs.", "population", True),
        ("The county has {{ here }} firms.", "population", True),
        ("The county has {{ here }} residents.", "population", False),
        ("The county has {{ here }} businesses.", "enterprises", False),
        ("Of {{ here }} people some have jobs.", "population", False),
    ],
)
def test_the_noun_behind_a_figure_counts_what_the_figure_counts(text: str, indicator: str, is_wrong: bool) -> None:
    assert ("two-names" in found(claim(text, figures={"here": spec(indicator)}))) is is_wrong


@pytest.mark.parametrize("now_is", ["above", "below"])
@pytest.mark.parametrize("word", ["more", "fewer"])
def test_more_than_before_behind_two_figures_is_said_of_the_later(now_is: str, word: str) -> None:
    figures = {"then": spec("population", period="2013"), "now": spec("population", period="2023")}
    text = f"The county had {{{{ then }}}} people in 2013 and {{{{ now }}}} in 2023, {word} than before."
    values = {"then": {"value": 10.0, "period": "2013"}, "now": {"value": 12.0, "period": "2023"}}
    turned = "below" if now_is == "above" else "above"
    for holds in (test("now", now_is, "then"), test("then", turned, "now")):
        broken = found(claim(text, figures=figures, holds=[holds]), results={"made": {**values}})
        assert ("untested-comparison" in broken) is ((word == "more") is not (now_is == "above"))

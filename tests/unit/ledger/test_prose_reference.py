"""The reference page agrees with the rules, and its examples are what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.ledger.prose import PROSE_RULES, RULES
from placewright.ledger.prose.exemptions import EXEMPTIONS
from placewright.ledger.prose.reference import reference_page

from .prose_makers import rules, said

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "prose-rules.md"
WHOLE = [
    name for name, rule in RULES.items() if "{{" not in rule.slip and name not in ("chained-vintages", "own-figures")
]


def test_the_page_is_the_one_that_the_rules_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_page(), "run: python tools/make_prose_reference.py"


def test_the_names_that_are_known_without_the_rules_are_those_of_the_rules() -> None:
    assert tuple(RULES) == PROSE_RULES


@pytest.mark.parametrize("name", list(RULES))
def test_each_rule_is_on_the_page_with_an_example(name: str) -> None:
    rule = RULES[name]
    assert f"### {name}" in reference_page()
    assert rule.says.endswith(".") and rule.slip and rule.mend


@pytest.mark.parametrize("name", WHOLE)
def test_the_example_that_a_rule_refuses_is_refused(name: str) -> None:
    assert name in rules(said(RULES[name].slip))


@pytest.mark.parametrize("exemption", EXEMPTIONS, ids=lambda one: one.name)
def test_the_example_of_an_exemption_is_exempt(exemption: object) -> None:
    example = exemption.example  # type: ignore[attr-defined]
    text = f"## {example}" if "heading" in exemption.name else f"It concerns {example}."  # type: ignore[attr-defined]
    assert "unbound-number" not in rules(said(text))

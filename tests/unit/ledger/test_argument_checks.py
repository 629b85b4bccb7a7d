"""All checks from claims to actions at once, each issue with its record and rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from placewright.core.issues import Severity
from placewright.ledger.argument_checks import ARGUMENT_RULES, argument_issues
from placewright.ledger.unprintable import unprintable_issues
from placewright.records.claim import FigureSpec, Stance
from placewright.records.edition import Edition, EditionKind
from placewright.records.priority import Choice

from .invented_strategy import INDICATORS, TODAY, claim, fund, intervention, priority, result, strategy


def test_a_whole_strategy_has_no_error() -> None:
    results = {id: result(id) for id in strategy().claims}

    found = list(argument_issues(strategy(), results, INDICATORS, today=TODAY))

    assert not [ruled for ruled in found if ruled.issue.severity is Severity.ERROR]


def test_each_rule_names_the_record_that_breaks_it() -> None:
    threat = claim("threat", Stance.THREAT, figures={"now": FigureSpec(indicator="jobs")}, holds=())
    spoilt = strategy(
        claims=[*strategy().claims.values(), threat],
        interventions=[intervention(owner="")],
        funding=[fund(total=1.0)],
        choice=Choice(),
    )
    spoilt = replace(spoilt, editions={"a": Edition("a", "A", EditionKind.AGREED, date(2026, 1, 1))})
    gaps = replace(priority("skills"), text="An hour makes {{ lead-lost.nwo }}.")
    spoilt = replace(spoilt, priorities={**spoilt.priorities, "skills": gaps})

    results = {"lead-lost": result("lead-lost")}
    found = {(ruled.rule, ruled.record) for ruled in argument_issues(spoilt, results, INDICATORS, today=TODAY)}

    assert found >= {
        ("swot", "claim:threat"),
        ("priorities", "choice:priorities"),
        ("logic-model", "intervention:courses"),
        ("money", "funding:skills-fund"),
        ("unprintable", "priority:skills"),
        ("editions", "edition:a"),
    }
    assert {rule for rule, _ in found} == set(ARGUMENT_RULES)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("It is {{ lead-lost.now }}.", ""),
        ("It is {{ lead-lost.nwo }}.", "The claim 'lead-lost' has no figure 'nwo'. Did you mean 'now'?"),
        ("It is so since {{ lead-lost.now.from }}.", "The figure 'now' has no '.from'."),
        ("It is so in {{ lead-lost.now.perod }}.", "'perod' is no part of the figure 'now'. Did you mean 'period'?"),
    ],
)
def test_a_priority_that_prints_what_its_claim_does_not_have_is_an_error(text: str, what: str) -> None:
    made = strategy()
    made = replace(made, priorities={**made.priorities, "skills": replace(priority("skills"), text=text)})
    found = [str(issue) for issue in unprintable_issues(made, {"lead-lost": result("lead-lost")})]
    assert len(found) == bool(what)
    assert all(what in one and "priorities/skills.md" in one for one in found)

"""All checks from claims to actions at once, each issue with its record and rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from placewright.core.issues import Severity
from placewright.ledger.argument_checks import ARGUMENT_RULES, argument_issues
from placewright.records.claim import FigureSpec, Stance
from placewright.records.edition import Edition, EditionKind
from placewright.records.priority import Choice

from .invented_strategy import INDICATORS, TODAY, claim, fund, intervention, result, strategy


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

    found = {(ruled.rule, ruled.record) for ruled in argument_issues(spoilt, {}, INDICATORS, today=TODAY)}

    assert found >= {
        ("swot", "claim:threat"),
        ("priorities", "choice:priorities"),
        ("logic-model", "intervention:courses"),
        ("money", "funding:skills-fund"),
        ("editions", "edition:a"),
    }
    assert {rule for rule, _ in found} == set(ARGUMENT_RULES)

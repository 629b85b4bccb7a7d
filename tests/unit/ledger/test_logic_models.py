"""The rules of a logic model, each with a model that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from placewright.core.issues import Issue, Severity
from placewright.ledger.logic_models import logic_issues
from placewright.records.finding import Grade
from placewright.records.indicator import Compute, ComputeKind
from placewright.records.intervention import Intervention, Stage
from placewright.records.measure import Measure
from placewright.records.named_place import NamedPlace
from placewright.workspace.authored import Authored

from .invented_strategy import (
    DISTRICT,
    INDICATORS,
    NODES,
    STEPS,
    TODAY,
    by_id,
    changed,
    indicator,
    intervention,
    node,
    outcome,
    step,
    strategy,
)

WHERE = "interventions/courses.md"


def issues(authored: Authored, **more: Any) -> list[Issue]:
    return list(logic_issues(authored, INDICATORS, today=TODAY, **more))


def spoilt(**fields: Any) -> list[Issue]:
    return issues(changed(strategy(measures=()), "interventions", "courses", **fields))


def test_a_whole_logic_model_has_no_issue() -> None:
    assert spoilt() == []


def with_outcome(**fields: Any) -> dict[str, Any]:
    return {"nodes": tuple(outcome(**fields) if item.id == "outcome" else item for item in NODES)}


def with_step(index: int, **fields: Any) -> dict[str, Any]:
    return {"steps": tuple(replace(item, **fields) if at == index else item for at, item in enumerate(STEPS))}


@pytest.mark.parametrize(
    ("fields", "severity", "words"),
    [
        ({"owner": " "}, "error", "has no owner"),
        ({"starts": None}, "error", "when it starts"),
        ({"ends": None}, "error", "when it ends"),
        ({"ends": date(2024, 1, 1)}, "error", "ends before it starts"),
        ({"external_drivers": ()}, "warning", "Nothing outside the action"),
        ({"counterfactual": ""}, "warning", "without the action"),
        ({"nodes": (), "steps": ()}, "error", "no logic model"),
        ({"nodes": (*NODES, node("input", Stage.INPUT))}, "error", "Two nodes have this id"),
        ({"steps": (*STEPS, STEPS[0])}, "error", "The step is there twice"),
        ({"steps": (*STEPS, step("activty", "output"))}, "error", "Did you mean 'activity'?"),
        ({"steps": (*STEPS, step("output", "activity"))}, "error", "activity -> output -> activity"),
        ({"steps": (*STEPS, step("impact", "input"))}, "error", "goes back in time, from impact to input"),
        ({"nodes": (*NODES, node("lost", Stage.OUTPUT))}, "error", "The output leads to no outcome"),
        ({"nodes": (*NODES, outcome("wished"))}, "error", "Nothing leads to the outcome"),
        ({"nodes": NODES[:3], "steps": STEPS[:2]}, "error", "reaches no outcome"),
        (with_outcome(objective=""), "error", "serves no objective"),
        (with_outcome(objective="festival"), "error", "not among the action's priorities"),
        (with_outcome(objective="skils"), "error", "Did you mean 'skills'?"),
        (with_outcome(indicator=""), "warning", "an indicator, or in words what measures it"),
        (with_outcome(baseline="many"), "warning", "a baseline with its date"),
        (with_outcome(baseline_source=""), "warning", "the source of the baseline"),
        (with_outcome(direction=""), "warning", "a target or a direction"),
        (with_outcome(frequency="", owner=""), "warning", "how often it is read or who reads it"),
        (with_outcome(data_cost=""), "warning", "what reading it costs"),
        (with_outcome(target="10 % more by 2030"), "warning", "moves with the whole economy"),
        (with_step(0, assumption=" "), "warning", "states no assumption"),
        (with_step(0, grade=Grade.STRONG), "warning", "graded strong, but names no finding"),
        (with_step(1, grade=Grade.STRONG), "warning", "its best finding is moderate"),
    ],
)
def test_a_broken_rule_is_an_issue(fields: dict[str, Any], severity: str, words: str) -> None:
    found = [issue for issue in spoilt(**fields) if words in issue.what or words in issue.fix]

    assert found
    assert {str(issue.severity) for issue in found} == {severity}
    assert all(issue.where.startswith(WHERE) for issue in found)


def test_years_that_go_back_are_an_error() -> None:
    nodes = tuple(replace(item, year={"output": 2027, "outcome": 2026}.get(item.id)) for item in NODES)

    assert any("from 2027 to 2026" in issue.what for issue in spoilt(nodes=nodes))


def test_an_objective_in_words_is_enough() -> None:
    assert spoilt(**with_outcome(objective="more people with a trade")) == []


def test_an_expired_finding_is_a_warning_from_the_day_after() -> None:
    expiring = changed(strategy(), "findings", "courses-work", expires=TODAY)

    assert not [issue for issue in issues(expiring) if "expired" in issue.what]
    later = list(logic_issues(expiring, INDICATORS, today=date(2026, 3, 2)))
    assert [issue for issue in later if "'courses-work' expired on 1 March 2026" in issue.what]


def test_an_indicator_that_is_not_measured_where_the_action_works_is_a_warning() -> None:
    authored = changed(strategy(), "interventions", "courses", places=("old-town",))

    found = [issue for issue in issues(authored) if "not measured in old-town" in issue.what]

    assert [issue.severity for issue in found] == [Severity.WARNING]


def test_whether_it_is_measured_can_be_told_by_the_evidence() -> None:
    found = issues(strategy(), is_measured=lambda name, place: place != DISTRICT)

    assert any(f"'jobs' is not measured in {DISTRICT}" in issue.what for issue in found)


def test_an_outcome_read_for_a_wider_place_is_a_warning() -> None:
    authored = changed(strategy(), "interventions", "courses", places=("old-town",), **with_outcome(place=DISTRICT))

    assert any(f"read for {DISTRICT}, but the action works in old-town" in issue.what for issue in issues(authored))


def test_an_outcome_read_for_a_part_of_where_the_action_works_is_none() -> None:
    place = NamedPlace("old-town", "Old Town", ("E01000001",), within=DISTRICT)
    authored = changed(strategy(places=[place]), "interventions", "courses", **with_outcome(place="old-town"))

    found = list(logic_issues(authored, {"jobs": indicator("jobs", levels=("lsoa",))}, today=TODAY))

    assert not [issue for issue in found if issue.where.startswith(WHERE)]


def test_an_output_that_two_actions_count_is_a_warning() -> None:
    two = strategy(interventions=[intervention(), _with_output("more", "The output")])

    found = [issue for issue in issues(two) if "counted twice" in issue.what]

    assert [issue.where for issue in found] == ["interventions/more.md, output 'output'"]


def test_outputs_of_other_words_or_places_are_counted_once() -> None:
    elsewhere = _with_output("more", "The output", places=("E06000002",))
    other = _with_output("other", "Firms advised")

    found = issues(strategy(interventions=[intervention(), elsewhere, other]))

    assert not [issue for issue in found if "counted twice" in issue.what]


def _with_output(id: str, text: str, **more: Any) -> Intervention:
    nodes = tuple(replace(item, text=text) if item.id == "output" else item for item in NODES)
    return intervention(id, nodes=nodes, **more)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda m: replace(m, indicator=""), "an indicator, or in words"),
        (lambda m: replace(m, baseline_period=""), "the period of its baseline"),
        (lambda m: replace(m, direction=""), "a target or a direction"),
        (lambda m: replace(m, frequency=""), "how often"),
        (lambda m: replace(m, owner=""), "who reads it"),
        (lambda m: replace(m, data_cost=""), "what reading it costs"),
        (lambda m: replace(m, target="60,000 jobs"), "moves with the whole economy"),
        (lambda m: replace(m, place="old-town"), "not measured in old-town"),
    ],
)
def test_a_measure_that_cannot_be_read_is_a_warning(spoil: Callable[[Measure], Measure], words: str) -> None:
    whole = replace(strategy().measures["jobs-measure"], data_cost="none")

    assert issues(strategy(measures=[whole])) == []
    assert any(words in issue.what for issue in issues(replace(strategy(), measures=by_id([spoil(whole)]))))


def test_a_node_that_says_nothing_is_an_error() -> None:
    (issue,) = spoilt(nodes=tuple(replace(item, text=" ") if item.id == "outcome" else item for item in NODES))
    assert (issue.severity, issue.where) == (Severity.ERROR, f"{WHERE}, outcome 'outcome'")
    assert issue.what == "The outcome says nothing."


def of_measure(**fields: Any) -> list[Issue]:
    whole = {
        "baseline_period": "2020",
        "frequency": "yearly",
        "owner": "Council",
        "data_cost": "None",
        "direction": "up",
    }
    made = Measure("m", "M", **{"measured_by": "a count", **whole, **fields})
    return list(logic_issues(Authored(measures={"m": made}), INDICATORS | BROKEN_DOWN, today=TODAY))


BROKEN_DOWN = {
    "share": replace(
        indicator("share"), id="share", compute=Compute(ComputeKind.LEVEL, by="industry", members=("C", "J"))
    )
}


@pytest.mark.parametrize("direction", ["up", "Up, towards England's", "down", "fewer", "lower each year"])
def test_a_direction_that_can_be_rated_is_left_alone(direction: str) -> None:
    assert not of_measure(direction=direction)


def test_a_direction_that_nothing_can_be_rated_by_is_told() -> None:
    (wrong,) = of_measure(direction="upp")
    assert (wrong.severity, wrong.where) == (Severity.WARNING, "measures/m.toml")
    assert "Did you mean 'up'" in wrong.fix
    (words,) = of_measure(direction="an end to the fall")
    assert words.severity is Severity.NOTE


def test_a_measure_reads_a_line_that_its_indicator_has() -> None:
    assert not of_measure(indicator="share", member="industry=J")
    (wrong,) = of_measure(indicator="share", member="industry=K")
    assert (wrong.severity, wrong.where) == (Severity.ERROR, "measures/m.toml")
    assert "There is no line 'industry=K'" in wrong.what
    plain = next(iter(INDICATORS))
    assert "no lines of a breakdown" in " ".join(one.what for one in of_measure(indicator=plain, member="industry=J"))

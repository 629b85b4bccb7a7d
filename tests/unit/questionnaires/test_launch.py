"""Nothing opens without what the law and good practice demand of it, or a reason given by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from placewright.questionnaires.launch import (
    Away,
    Basis,
    Grade,
    LaunchFacts,
    Plan,
    Reach,
    launch_checks,
    open_days,
)
from unit.questionnaires.asked import EVERY_KIND

WHOLE = LaunchFacts(
    purpose="The answers change the draft.",
    can_change="Priorities can change; the boundary cannot.",
    decided_by="The board",
    decided_on=date(2027, 4, 1),
    edition="draft-1",
    evidence=("/ledger/",),
    considered="Two officers read each answer.",
    answered_by=date(2027, 4, 20),
    controller="The Vale Council, which does not exist",
    basis=Basis.PUBLIC_TASK,
    recipients="Nobody else.",
    contact_email="vale@vale.example",
    officer="officer@vale.example",
    impact_assessment="DPIA 7",
    accessibility="/accessibility/",
    other_formats="Ask for paper.",
)
PLAN = Plan(
    "consultation",
    EVERY_KIND,
    date(2027, 1, 4),
    date(2027, 2, 8),
    (Reach("Firms", 40, 100.0, "letters"),),
)


def grades(facts: LaunchFacts = WHOLE, plan: Plan = PLAN) -> dict[str, Grade]:
    return {check.name: check.grade for check in launch_checks(facts, plan)}


def test_what_says_all_passes_but_for_permission_to_quote() -> None:
    assert {name for name, grade in grades().items() if grade is not Grade.PASSED} == {"permission"}
    assert grades()["permission"] is Grade.LOOK


@pytest.mark.parametrize(
    ("gone", "check"),
    [
        ({"purpose": ""}, "purpose"),
        ({"can_change": " "}, "formative"),
        ({"decided_on": date(2027, 2, 1)}, "formative"),
        ({"edition": ""}, "information"),
        ({"considered": ""}, "considered"),
        ({"basis": Basis.NONE}, "privacy"),
        ({"impact_assessment": ""}, "impact-assessment"),
        ({"other_formats": ""}, "accessibility"),
        ({"away": (Away(date(2027, 1, 20), date(2027, 2, 20), "A vote", True),)}, "elections"),
    ],
)
def test_what_is_left_unsaid_stops_it(gone: dict[str, object], check: str) -> None:
    assert grades(replace(WHOLE, **gone))[check] is Grade.FAILED  # type: ignore[arg-type]


def test_too_few_days_stop_it_and_are_counted() -> None:
    short = replace(PLAN, closes=date(2027, 1, 18))
    assert grades(plan=short)["time"] is Grade.FAILED
    assert open_days(date(2026, 12, 14), date(2027, 1, 18)) == (35, 22)
    away = (Away(date(2026, 12, 21), date(2027, 1, 1), "School holidays"),)
    assert open_days(date(2026, 12, 14), date(2027, 1, 18), away) == (35, 15)


def test_a_survey_needs_its_sample_and_no_formative_stage() -> None:
    survey = replace(PLAN, kind="survey")
    assert grades(plan=survey)["sample"] is Grade.FAILED
    assert grades(plan=replace(survey, has_sample=True))["sample"] is Grade.PASSED
    assert "formative" not in grades(plan=survey)


def test_a_late_answer_is_worth_a_look() -> None:
    assert grades(replace(WHOLE, answered_by=date(2027, 8, 1)))["considered"] is Grade.LOOK


@pytest.mark.parametrize(
    ("lost", "name"), [("draft-1", "information"), ("/ledger/", "information"), ("/accessibility/", "accessibility")]
)
def test_what_people_are_to_read_and_cannot_stops_it(lost: str, name: str) -> None:
    checks = {check.name: check for check in launch_checks(WHOLE, replace(PLAN, unreadable=frozenset({lost})))}
    assert [check.name for check in checks.values() if check.grade is Grade.FAILED] == [name]
    assert lost in checks[name].what


def test_minutes_are_rounded_up_as_people_are_told_them() -> None:
    plain = next(check for check in launch_checks(WHOLE, replace(PLAN, minutes=30.2)) if check.name == "plain")
    assert plain.what == "It takes about 31 minutes, if everything is asked."

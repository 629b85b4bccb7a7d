"""Texts of findings, studies, alignments, funds, decisions and checklists are read: their numbers need a source."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from placewright.build.other_texts import other_texts
from placewright.core.issues import Severity
from placewright.records.alignment import Alignment, Stand
from placewright.records.checklist import Answer, Checklist, Standing
from placewright.records.decision import Decision, DecisionKind
from placewright.records.finding import Finding, Grade
from placewright.records.funding import FundingStream
from placewright.records.stated import Stated
from placewright.records.study import Study
from placewright.workspace.authored import Authored

from .prose_makers import check_prose, material

NUMBER = "Some 450 firms took part."
SHARE = {"main": Stated(-21.0, "%", "21%")}


def found(kind: str, record: Any) -> list[tuple[str, Severity, str]]:
    """What the rules say of one record: the rule, how grave it is, and the mend."""
    authored = Authored(**{kind: {record.id: record}})
    issues = check_prose(material(others=tuple(other_texts(authored))))
    assert all(one.record == f"{kind.removesuffix('s') if kind != 'studies' else 'study'}:x" for one in issues)
    return [(one.rule, one.issue.severity, one.issue.fix) for one in issues]


def finding(text: str, **more: Any) -> Finding:
    return Finding("x", text, Grade.MODERATE, **more)


@pytest.mark.parametrize(
    ("kind", "bare", "cited"),
    [
        ("findings", finding(NUMBER), finding(NUMBER, study="s")),
        ("findings", finding(NUMBER), finding(NUMBER, source="A page")),
        ("studies", Study("x", "T", "B", "", text=NUMBER), Study("x", "T", "B", "2019", text=NUMBER)),
        (
            "alignments",
            Alignment("x", "p", "P", "S", Stand.SUPPORTS, NUMBER),
            Alignment("x", "p", "P", "S", Stand.SUPPORTS, NUMBER, source="Its page"),
        ),
        ("funding", FundingStream("x", "T", "F", NUMBER), FundingStream("x", "T", "F", NUMBER, source="Its page")),
    ],
)
def test_a_number_of_what_others_say_needs_a_source_and_no_binding(kind: str, bare: Any, cited: Any) -> None:
    assert [each[:2] for each in found(kind, bare)] == [("unbound-number", Severity.WARNING)]
    assert "source" in found(kind, bare)[0][2]
    assert not found(kind, cited)


@pytest.mark.parametrize("said", ["lost 12% of its offices", "lost a third of its offices", "lost half of its offices"])
def test_a_number_of_a_finding_is_one_of_its_figures(said: str) -> None:
    assert [each[0] for each in found("findings", finding(f"It {said}.", study="s", figures=SHARE))] == [
        "unbound-number"
    ]


@pytest.mark.parametrize("said", ["lost 21% of its offices", "lost a fifth of its offices"])
def test_a_finding_says_its_figures_as_its_source_has_them_or_roundly_in_words(said: str) -> None:
    assert not found("findings", finding(f"It {said}.", study="s", figures=SHARE))


def test_a_finding_may_compare_as_its_source_does() -> None:
    assert not found("findings", finding("Jobs there fell, and are fewer than in England.", study="s"))


def test_a_decision_and_an_answer_type_no_number_that_is_not_decided_and_claim_no_movement() -> None:
    decided = Decision("x", DecisionKind.BUDGET, "board", date(2026, 1, 1), "It costs £100,000.")
    assert [each[:2] for each in found("decisions", decided)] == [("unbound-number", Severity.WARNING)]
    stated = Decision(
        "x",
        DecisionKind.BUDGET,
        "board",
        date(2026, 1, 1),
        "It costs £100,000, over ten years.",
        figure=Stated(100_000.0, "GBP", "£100,000"),
    )
    assert not found("decisions", stated)
    moved = Checklist("x", (Answer("a", Standing.PARTLY, text="Jobs have fallen."),))
    assert [each[0] for each in found("checklists", moved)] == ["untested-comparison"]


def test_the_score_before_an_answer_is_no_number_of_its_text() -> None:
    assert not found("checklists", Checklist("x", (Answer("a", Standing.PARTLY, text="4: many claims with tests"),)))

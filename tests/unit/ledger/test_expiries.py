"""What rests on a finding that is too old is warned of, and never more, since the calendar stops no build."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from placewright.core.issues import Severity
from placewright.ledger.expiries import expired_issues
from placewright.records.chapter import Chapter
from placewright.records.claim import Stance
from placewright.records.finding import Finding, Grade
from placewright.records.study import Study
from placewright.workspace.authored import Authored

from .invented_strategy import claim

DAY = date(2026, 1, 31)
FINDING = Finding("f", "It was found.", Grade.MODERATE, study="s")
STUDY = Study("s", "A study", "Somebody", "2020")
RESTING = claim("c", Stance.NEED, findings=("f",))


def found(finding: Finding, study: Study = STUDY, chapter: str = "") -> list[tuple[str, Severity]]:
    chapters = {"x": Chapter("x", "X", 1, chapter)} if chapter else {}
    records = Authored(claims={"c": RESTING}, findings={"f": finding}, studies={"s": study}, strategy=chapters)
    return [(source, issue.severity) for source, issue in expired_issues(records, today=DAY)]


@pytest.mark.parametrize("day", [None, DAY, date(2027, 1, 1)])
def test_what_has_not_expired_is_let_be(day: date | None) -> None:
    assert found(replace(FINDING, expires=day)) == []


def test_a_claim_on_an_expired_finding_or_study_is_warned_of() -> None:
    old = date(2026, 1, 30)
    assert found(replace(FINDING, expires=old)) == [("claim:c", Severity.WARNING)]
    assert found(FINDING, replace(STUDY, expires=old)) == [("claim:c", Severity.WARNING)]


def test_a_chapter_may_quote_an_old_finding_as_history_and_it_is_noted() -> None:
    said = found(replace(FINDING, expires=date(2020, 1, 1)), chapter="Once it was {{ quoted:f }}.")
    assert dict(said) == {"claim:c": Severity.WARNING, "chapter:x": Severity.NOTE}

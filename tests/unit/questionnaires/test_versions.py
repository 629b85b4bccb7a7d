"""A code means the same in every version, or the version is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from placewright.core.issues import Severity
from placewright.questionnaires.columns import columns_of
from placewright.questionnaires.editing import PartKind, find_question, move, remove, replace_question
from placewright.questionnaires.model import Option, Question, QuestionKind, Questionnaire, Scale
from placewright.questionnaires.versions import ChangeKind, compare, meaning_issues, recoded
from unit.questionnaires.asked import EVERY_KIND, SIZES


def changed(code: str, change: Callable[[Question], Question]) -> Questionnaire:
    return replace_question(EVERY_KIND, code, change(find_question(EVERY_KIND, code)))


def kinds(newer: Questionnaire) -> list[tuple[str, ChangeKind]]:
    return [(change.code, change.kind) for change in compare(EVERY_KIND, newer)]


def errors(newer: Questionnaire) -> list[str]:
    return [issue.what for issue in meaning_issues([EVERY_KIND], newer) if issue.severity is Severity.ERROR]


def test_the_same_questionnaire_has_no_changes() -> None:
    assert compare(EVERY_KIND, EVERY_KIND) == ()


def test_what_was_moved_removed_and_added_is_told() -> None:
    newer = remove(move(EVERY_KIND, PartKind.QUESTION, "since", -1), PartKind.QUESTION, "plan")
    assert kinds(newer) == [("since", ChangeKind.MOVED), ("plan", ChangeKind.REMOVED)] or kinds(newer) == [
        ("sales", ChangeKind.MOVED),
        ("plan", ChangeKind.REMOVED),
    ]


def test_another_option_leaves_the_meaning_as_it_was() -> None:
    newer = changed("size", lambda one: replace(one, options=(*SIZES, Option("huge", "Over 250"))))
    assert kinds(newer) == [("size", ChangeKind.ASKED_OTHERWISE)]
    assert errors(newer) == []


@pytest.mark.parametrize(
    ("code", "change", "said"),
    [
        ("mood", lambda one: replace(one, scale=Scale(0, 10)), "Its scale went from 1 to 5 and goes from 0 to 10."),
        ("staff", lambda one: replace(one, unit="hours"), "Its unit was '' and is 'hours'."),
        (
            "sales",
            lambda one: replace(one, kind=QuestionKind.NUMBER),
            "It was a question of kind money and is one of kind number.",
        ),
        (
            "size",
            lambda one: replace(one, options=(replace(SIZES[0], label=SIZES[1].label), *SIZES[1:])),
            "The option 'micro' now says what 'larger' said.",
        ),
        (
            "more",
            lambda one: replace(one, identifies=True),
            "Who answers can be told by it in one version and not in the other.",
        ),
    ],
)
def test_a_code_that_would_mean_otherwise_is_refused(
    code: str, change: Callable[[Question], Question], said: str
) -> None:
    assert errors(changed(code, change)) == [said]


def test_new_words_are_for_a_person_to_look_at() -> None:
    newer = changed("size", lambda one: replace(one, label="How many people work there?"))
    (issue,) = meaning_issues([EVERY_KIND], newer)
    assert issue.severity is Severity.WARNING
    assert "How many work there?" in issue.what


def test_a_new_code_mends_it_and_exports_line_up() -> None:
    newer = changed("mood", lambda one: replace(one, scale=Scale(0, 10)))
    mended = recoded(newer, "mood", taken=[EVERY_KIND])
    assert errors(mended) == []
    names = [column.name for column in columns_of([EVERY_KIND, mended])]
    assert {"mood", "mood_2"} <= set(names)
    assert len(set(names)) == len(names)

"""A questionnaire is edited part by part, and what names a question follows it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.editing import (
    PartKind,
    UnknownPart,
    add_group,
    add_page,
    add_questions,
    before,
    codes,
    copy,
    free_code,
    looks_at,
    move,
    remove,
    replace_question,
)
from placewright.questionnaires.model import Question, QuestionKind, Questionnaire
from unit.questionnaires.asked import EVERY_KIND
from unit.questionnaires.generated import questionnaires

QUESTION, GROUP, PAGE = PartKind.QUESTION, PartKind.GROUP, PartKind.PAGE


def test_a_new_code_is_made_of_the_words_and_is_free() -> None:
    assert free_code(EVERY_KIND, QUESTION, "Größe: how big?") == "groe_how_big"
    assert free_code(EVERY_KIND, QUESTION, "Size") == "size_2"
    assert free_code(EVERY_KIND, QUESTION, "2019") == "q"
    assert free_code(EVERY_KIND, QUESTION, "Mode") == "mode_asked"


def test_at_the_end_of_its_group_a_question_goes_into_the_next() -> None:
    moved = move(EVERY_KIND, QUESTION, "area", 1)
    assert [group.questions[0].code for group in moved.groups()] == ["size", "area"]
    assert move(moved, QUESTION, "area", -1) == EVERY_KIND


def test_the_first_of_all_cannot_go_up() -> None:
    assert move(EVERY_KIND, QUESTION, "size", -1) == EVERY_KIND
    assert move(EVERY_KIND, PAGE, "firm", -1) == EVERY_KIND


def test_a_renamed_question_is_followed_by_rules_words_and_translations() -> None:
    size = EVERY_KIND.question("size")
    assert size is not None
    welsh = replace(EVERY_KIND, texts={"cy": {"size.label": "Faint?", "barriers.label": "Beth am {{ size }}?"}})
    renamed = replace_question(welsh, "size", replace(size, code="staff_band"))
    assert renamed.texts["cy"] == {"staff_band.label": "Faint?", "barriers.label": "Beth am {{ staff_band }}?"}
    staff, barriers = renamed.question("staff"), renamed.question("barriers")
    assert staff is not None and staff.shown_if is not None and staff.shown_if.question == "staff_band"
    assert barriers is not None and barriers.label == "What hinders {{ staff_band }}?"


def test_a_copied_page_has_codes_and_rules_of_its_own() -> None:
    copied = copy(EVERY_KIND, PAGE, "firm")
    assert codes(copied, PAGE) == ("firm", "firm_2", "views")
    staff = copied.question("staff_2")
    assert staff is not None and staff.shown_if is not None and staff.shown_if.question == "size_2"
    assert not [issue for issue in check_questionnaire(copied) if issue.severity == "error"]


def test_what_looks_at_a_question_is_told_before_it_goes() -> None:
    assert looks_at(EVERY_KIND, "size") == ("question staff", "question barriers")
    wrong = check_questionnaire(remove(EVERY_KIND, QUESTION, "size"))
    assert {issue.where for issue in wrong} == {"question staff", "barriers.label"}


def test_removing_takes_translations_away() -> None:
    welsh = replace(EVERY_KIND, texts={"cy": {"mood.label": "Sut?", "title": "Gwaith"}})
    assert remove(welsh, QUESTION, "mood").texts == {"cy": {"title": "Gwaith"}}


def test_a_question_of_a_taken_code_gets_another() -> None:
    added = add_questions(EVERY_KIND, "hinders", [Question("size", QuestionKind.SHORT_TEXT, "Which?")])
    assert codes(added, QUESTION)[-1] == "size_2"


def test_parts_that_are_not_there_are_named() -> None:
    with pytest.raises(UnknownPart, match="Did you mean 'size'"):
        remove(EVERY_KIND, QUESTION, "sise")


def test_a_rule_may_look_at_what_was_answered_before() -> None:
    assert [one.code for one in before(EVERY_KIND, QUESTION, "sales")] == ["size", "staff"]
    assert before(EVERY_KIND, PAGE, "firm") == ()
    assert before(add_group(add_page(EVERY_KIND), "page"), GROUP, "group_2")[-1].code == "thanks"


@settings(max_examples=60, deadline=None)
@given(questionnaires(), st.data())
def test_whatever_is_moved_and_copied_no_code_is_lost_or_there_twice(asked: Questionnaire, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(PartKind))
    code = data.draw(st.sampled_from(codes(asked, kind)))
    moved = move(asked, kind, code, data.draw(st.sampled_from([-1, 1])))
    assert sorted(codes(moved, QUESTION)) == sorted(codes(asked, QUESTION))
    copied = copy(asked, kind, code)
    for one in PartKind:
        found = codes(copied, one)
        assert len(set(found)) == len(found)
    assert set(codes(asked, QUESTION)) <= set(codes(copied, QUESTION))

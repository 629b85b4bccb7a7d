"""Whom a question is asked of follows from the rules, and where they leave it open, from nothing."""

from __future__ import annotations

from placewright.questionnaires.asked_of import asked_only_of
from placewright.questionnaires.model import (
    Comparison,
    Group,
    Option,
    Page,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    Rule,
)

WHO = Question(
    "who",
    QuestionKind.SINGLE,
    "Who answers?",
    options=(Option("person", "I do"), Option("organisation", "We do")),
    part=Part.RESPONDENT,
)
OF_FIRMS = Rule(question="who", is_=Comparison.EQUALS, value="organisation")


def _asked(rule: Rule | None) -> dict[str, str]:
    question = Question("size", QuestionKind.NUMBER, "How many?", shown_if=rule)
    page = Page("one", groups=(Group("first", questions=(WHO,)), Group("second", questions=(question,))))
    return asked_only_of(Questionnaire("work", "Work", pages=(page,)))


def test_a_rule_that_names_who_answers_says_so_alone_or_among_others_that_must_all_hold() -> None:
    other = Rule(question="other", is_=Comparison.ANSWERED)
    assert _asked(OF_FIRMS) == {"size": "organisation"}
    assert _asked(Rule(all=(other, OF_FIRMS))) == {"size": "organisation"}


def test_where_others_may_be_asked_too_nothing_is_said() -> None:
    other = Rule(question="other", is_=Comparison.ANSWERED)
    assert _asked(None) == {}
    assert _asked(Rule(any=(other, OF_FIRMS))) == {}
    assert _asked(Rule(not_=OF_FIRMS)) == {}

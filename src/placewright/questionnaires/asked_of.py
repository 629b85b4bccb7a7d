"""Whom a question is asked of by the rules of the questionnaire alone, whatever was answered."""

from __future__ import annotations

from placewright.questionnaires.model import Comparison, Part, Questionnaire, Rule


def asked_only_of(questionnaire: Questionnaire) -> dict[str, str]:
    """For each question that one kind of respondent alone is asked, the answer that says who that is.

    Only rules that say so outright count: "is an organisation", alone or among others that all must hold.
    """
    who = next((one.code for one in questionnaire.questions() if one.part is Part.RESPONDENT), "")
    found: dict[str, str] = {}
    for page in questionnaire.pages if who else ():
        for group in page.groups:
            for question in group.questions:
                rules = (page.shown_if, group.shown_if, question.shown_if)
                if only := next((one for rule in rules if rule and (one := _only(rule, who))), ""):
                    found[question.code] = only
    return found


def _only(rule: Rule, who: str) -> str:
    if rule.question == who and rule.is_ is Comparison.EQUALS and isinstance(rule.value, str):
        return rule.value
    return next((one for part in rule.all if (one := _only(part, who))), "")

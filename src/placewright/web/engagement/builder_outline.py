"""The outline of a questionnaire as the builder shows it: parts, rules in words, what is wrong beside each."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from placewright.core.issues import Issue, Severity
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.model import Group, Page, Question, Questionnaire
from placewright.questionnaires.reading_age import (
    READING_FORMULA,
    READING_SOURCE,
    TIME_FORMULA,
    TIME_SOURCE,
    minutes_to_fill,
    readability,
)
from placewright.questionnaires.versions import meaning_issues
from placewright.web.engagement.builder_words import KIND_WORDS, rule_words
from placewright.web.engagement.models import Instrument, QuestionnaireVersion


@dataclass(frozen=True, slots=True)
class OutlinedQuestion:
    """A question with its kind, rule and issues in words."""

    question: Question
    kind: Any
    rule: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class OutlinedGroup:
    """A group with its questions."""

    group: Group
    rule: str
    issues: tuple[Issue, ...]
    questions: tuple[OutlinedQuestion, ...]


@dataclass(frozen=True, slots=True)
class OutlinedPage:
    """A page with its groups."""

    page: Page
    rule: str
    issues: tuple[Issue, ...]
    groups: tuple[OutlinedGroup, ...]


def issues_of(instrument: Instrument, version: QuestionnaireVersion) -> tuple[Issue, ...]:
    """What is wrong with a version, by itself and against the versions that people answered before it."""
    earlier = instrument.versions.filter(number__lt=version.number).exclude(frozen_at=None).order_by("number")
    asked = version.questionnaire
    found = (*check_questionnaire(asked), *meaning_issues([one.questionnaire for one in earlier], asked))
    order = list(Severity)
    return tuple(sorted(found, key=lambda issue: order.index(issue.severity)))


def outline(asked: Questionnaire, issues: tuple[Issue, ...]) -> tuple[OutlinedPage, ...]:
    """Every page, group and question in order."""

    def at(where: str) -> tuple[Issue, ...]:
        return tuple(issue for issue in issues if issue.where == where)

    return tuple(
        OutlinedPage(
            page,
            rule_words(page.shown_if, asked),
            at(f"page {page.code}"),
            tuple(
                OutlinedGroup(
                    group,
                    rule_words(group.shown_if, asked),
                    at(f"group {group.code}"),
                    tuple(
                        OutlinedQuestion(
                            question,
                            KIND_WORDS[question.kind],
                            rule_words(question.shown_if, asked),
                            at(f"question {question.code}") + at(f"{question.code}.label"),
                        )
                        for question in group.questions
                    ),
                )
                for group in page.groups
            ),
        )
        for page in asked.pages
    )


def measures(asked: Questionnaire) -> dict[str, Any]:
    """Reading age and time to fill, with their formulas and sources."""
    return {
        "reading": readability(asked) if asked.language.startswith("en") else None,
        "minutes": ceil(minutes_to_fill(asked)),
        "reading_formula": READING_FORMULA,
        "reading_source": READING_SOURCE,
        "time_formula": TIME_FORMULA,
        "time_source": TIME_SOURCE,
    }

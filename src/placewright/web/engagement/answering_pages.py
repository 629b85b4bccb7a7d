"""What pages of answering share: drawing them in the respondent's language, times in words, answers read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from placewright.questionnaires.flow import Step, in_words, is_answered, piped
from placewright.questionnaires.model import Question, QuestionKind, Questionnaire
from placewright.questionnaires.rules import DECLINED
from placewright.web.engagement.area_names import area_name
from placewright.web.engagement.shown import paragraphs


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as it is read: what was asked, the answer in paragraphs, or why there is none."""

    label: str
    text: tuple[str, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The answers of one screen."""

    code: str
    title: str
    answers: tuple[Answered, ...]


def private_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, language: str = "", status: int = 200
) -> HttpResponse:
    """A page that no cache and no other person at the same screen gets to see again."""
    with translation.override(language or translation.get_language()):
        given = dict(context) | ({"language": language} if language else {})
        trail = ((_("Have your say"), "have-your-say/"),)
        response = render(request, f"engagement/{template}.html", {"trail": trail, **given}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def answered_parts(
    steps: Iterable[Step],
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    *,
    names: Mapping[str, str] | None = None,
) -> tuple[Part, ...]:
    """What was answered, screen by screen, with what was passed over."""
    parts = []
    for step in steps:
        listed = tuple(
            _answered(question, questionnaire, answers, names or {})
            for question in step.questions
            if question.kind is not QuestionKind.STATEMENT
        )
        if listed:
            title = piped(step.group.title or step.page.title or questionnaire.title, questionnaire, answers)
            parts.append(Part(step.code, title, listed))
    return tuple(parts)


def words_of(question: Question, answers: Mapping[str, object]) -> str:
    """One answer as it is read, declined ones too; empty where there is none."""
    answer = answers.get(question.code)
    if not is_answered(answer):
        return ""
    if answer == DECLINED and question.may_decline:
        return _("preferred not to say")
    if question.kind is QuestionKind.AREA and not any(option.code == answer for option in question.options):
        return area_name(str(answer))
    if question.kind is QuestionKind.DATE:
        return date_format(datetime.fromisoformat(str(answer)), "j F Y")
    return in_words(question, answers)


def when_words(value: datetime | None, zone: ZoneInfo) -> str:
    """A moment as the clock at the place shows it: 7 May 2026, 14:05 BST."""
    if value is None:
        return _("not said yet")
    local = timezone.localtime(value, zone)
    return f"{date_format(local, 'j F Y, H:i')} {local:%Z}"


def _answered(
    question: Question, questionnaire: Questionnaire, answers: Mapping[str, object], names: Mapping[str, str]
) -> Answered:
    label = piped(question.label, questionnaire, answers)
    answer = answers.get(question.code)
    if not is_answered(answer):
        return Answered(label, nothing=_("not answered"))
    if answer == DECLINED:
        return Answered(label, nothing=_("you prefer not to say"))
    match question.kind:
        case QuestionKind.FILE:
            return Answered(label, (names.get(str(answer), _("a file")),))
        case QuestionKind.MATRIX:
            return Answered(label, tuple(in_words(question, answers).split("; ")))
        case QuestionKind.LONG_TEXT:
            return Answered(label, paragraphs(str(answer)))
    return Answered(label, (words_of(question, answers),))

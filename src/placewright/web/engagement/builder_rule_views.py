"""The builder's page of a rule: an earlier question, a comparison and a value are chosen, nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from placewright.questionnaires import editing
from placewright.questionnaires.editing import PartKind, UnknownPart
from placewright.questionnaires.model import Comparison, Question, QuestionKind, Questionnaire, Rule
from placewright.web.common.whole_numbers import sent_number
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.builder_saving import save_edit
from placewright.web.engagement.builder_words import COMPARISON_WORDS, comparisons_for, rule_words
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.questionnaires import working_version

_WITHOUT_VALUE = frozenset({Comparison.ANSWERED, Comparison.NOT_ANSWERED})


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, slug: str, kind: str, code: str) -> HttpResponse:
    """The conditions under which a part is asked, and one more."""
    instrument = run_instrument(request, slug)
    version = working_version(instrument)
    asked = version.questionnaire
    held = _rule_of(asked, kind, code)
    earlier = [one for one in editing.before(asked, PartKind(kind), code) if one.kind is not QuestionKind.STATEMENT]
    chosen = next((one for one in earlier if one.code == request.GET.get("question")), None)
    problem = ""
    if request.method == "POST":
        new, problem = _changed(request, held, earlier)
        if not problem and _kept(request, instrument, (kind, code), new):
            return redirect("engagement_rule", slug, kind, code)
        chosen = next((one for one in earlier if one.code == request.POST.get("question")), chosen)
    more: dict[str, Any] = {
        "version": version,
        "kind": kind,
        "code": code,
        "conditions": [rule_words(one, asked) for one in conditions(held)[1]],
        "joined": conditions(held)[0],
        "earlier": earlier,
        "chosen": chosen,
        "problem": problem,
        "given": _given(request) if problem else {},
        **(_offered(chosen) if chosen is not None else {}),
    }
    return part_page(request, instrument, "rule", more, status=422 if problem else 200)


def conditions(held: Rule | None) -> tuple[str, tuple[Rule, ...]]:
    """A rule as `all` or `any` and its conditions; one that is neither is its own only condition."""
    if held is None:
        return "all", ()
    if not held.question and held.not_ is None:
        if held.all and not held.any:
            return "all", held.all
        if held.any and not held.all:
            return "any", held.any
    return "all", (held,)


def joined(how: str, parts: tuple[Rule, ...]) -> Rule | None:
    """Conditions as one rule."""
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    return Rule(any=parts) if how == "any" else Rule(all=parts)


def _changed(request: HttpRequest, held: Rule | None, earlier: list[Question]) -> tuple[Rule | None, str]:
    """The rule after what a button says, or what is wrong."""
    how, parts = conditions(held)
    what, _colon, rest = request.POST.get("do", "").partition(":")
    at = sent_number(rest)
    if what == "remove" and at is not None and at < len(parts):
        return joined(how, (*parts[:at], *parts[at + 1 :])), ""
    if what in {"all", "any"}:
        return joined(what, parts), ""
    if what != "add":
        return held, _("This button is not known here.")
    question = next((one for one in earlier if one.code == request.POST.get("question")), None)
    if question is None:
        return held, _("Choose an earlier question.")
    new, problem = _condition(request, question)
    return (joined(how, (*parts, new)), "") if new is not None else (held, problem)


def _given(request: HttpRequest) -> dict[str, Any]:
    """What was chosen and written for a condition that is refused, so that it need not be chosen again."""
    values = request.POST.getlist("value")
    return {
        "is": request.POST.get("is", ""),
        "row": request.POST.get("row", ""),
        "values": values,
        "value": next(iter(values), ""),
    }


def _condition(request: HttpRequest, question: Question) -> tuple[Rule | None, str]:
    given = request.POST.get("is", "")
    if given not in {comparison.value for comparison in comparisons_for(question)}:
        return None, _("Choose how it is compared.")
    is_ = Comparison(given)
    row = request.POST.get("row", "")
    if question.rows and row not in {one.code for one in question.rows}:
        return None, _("Choose a line.")
    if is_ in _WITHOUT_VALUE:
        return Rule(question.code, row, is_), ""
    values = [value.strip() for value in request.POST.getlist("value") if value.strip()]
    if not values:
        return None, _("Choose or write what it is compared with.")
    offered = {value for value, _words in _values(question)}
    if offered and set(values) - offered:
        return None, _("Choose one of the answers that it offers.")
    if question.kind in {QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.RATING}:
        try:
            return Rule(question.code, row, is_, float(values[0].replace(",", ""))), ""
        except ValueError:
            return None, _("Write a number.")
    if is_ in {Comparison.ONE_OF, Comparison.INCLUDES} and len(values) > 1:
        return Rule(question.code, row, is_, tuple(values)), ""
    if len(values) > 1:
        return None, _("Choose one answer, or compare with “is one of”.")
    return Rule(question.code, row, is_, values[0]), ""


def _offered(question: Question) -> dict[str, Any]:
    return {
        "comparisons": [(one.value, COMPARISON_WORDS[one]) for one in comparisons_for(question)],
        "values": _values(question),
        "is_number": question.kind in {QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.RATING},
        "is_date": question.kind is QuestionKind.DATE,
    }


def _values(question: Question) -> list[tuple[str, str]]:
    if question.kind is QuestionKind.RATING:
        return []
    return [(one.code, one.label) for one in question.options] + [(code, code) for code in question.areas]


def _kept(request: HttpRequest, instrument: Instrument, part: tuple[str, str], new: Rule | None) -> bool:
    kind, code = part

    def edit(asked: Questionnaire) -> Questionnaire:
        match kind:
            case PartKind.PAGE:
                return editing.replace_page(asked, code, replace(editing.find_page(asked, code), shown_if=new))
            case PartKind.GROUP:
                return editing.replace_group(asked, code, replace(editing.find_group(asked, code), shown_if=new))
        return editing.replace_question(asked, code, replace(editing.find_question(asked, code), shown_if=new))

    if save_edit(request, instrument, edit, _("Changed the rule of %(kind)s %(code)s") % {"kind": kind, "code": code}):
        messages.success(request, _("It is kept."))
        return True
    return False


def _rule_of(asked: Questionnaire, kind: str, code: str) -> Rule | None:
    try:
        match kind:
            case PartKind.PAGE:
                return editing.find_page(asked, code).shown_if
            case PartKind.GROUP:
                return editing.find_group(asked, code).shown_if
            case PartKind.QUESTION:
                return editing.find_question(asked, code).shown_if
    except UnknownPart as error:
        raise Http404 from error
    raise Http404

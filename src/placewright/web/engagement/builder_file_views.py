"""A questionnaire as a file: to keep, to bring back, to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from placewright.publish.paper_form import PaperForm, PaperWords, paper_form
from placewright.publish.paper_form_pdf import paper_pdf
from placewright.questionnaires.reading import dump_questionnaire
from placewright.questionnaires.xlsform.findings import Finding, Grade
from placewright.web.common.whole_numbers import sent_number
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.area_names import area_names
from placewright.web.engagement.builder_words import rule_words
from placewright.web.engagement.models import Instrument, QuestionnaireVersion
from placewright.web.engagement.paper_notice import before_questions, notice_of
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.services.questionnaires import working_version

_FINDINGS = "engagement_findings"
_MOST_FINDINGS = 2_000


@require_safe
def questionnaire_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The questionnaire as it is now, or a version of it (`?version=2`)."""
    instrument = run_instrument(request, slug)
    version = _version(instrument, request.GET.get("version", ""))
    match form:
        case "toml":
            kind, body = "application/toml; charset=utf-8", dump_questionnaire(version.questionnaire).encode()
        case "xlsx":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            from placewright.questionnaires.xlsform.writing import write_xlsform

            body = write_xlsform(version.questionnaire).content
        case "pdf":
            kind, body = "application/pdf", paper_pdf(_paper(version), day=timezone.localdate(version.changed_at))
        case "docx":
            kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            from placewright.publish.paper_form_word import paper_word

            body = paper_word(_paper(version), day=timezone.localdate(version.changed_at))
        case _:
            raise Http404
    name = f"{slug}-{version.number}.{form}"
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
def brought(request: HttpRequest, slug: str) -> HttpResponse:
    """What became of each construct of the form that this questionnaire came from."""
    instrument = run_instrument(request, slug)
    held = request.session.get(_FINDINGS, {}).get(slug)
    if held is None:
        raise Http404
    words = {Grade.SUPPORTED: _("taken"), Grade.CHANGED: _("changed"), Grade.REFUSED: _("not taken")}
    rows = [Finding(Grade(one["grade"]), **{key: one[key] for key in one if key != "grade"}) for one in held]
    rows.sort(key=lambda one: (list(reversed(Grade)).index(one.grade), one.sheet, one.row))
    counts = [(words[grade], sum(one.grade is grade for one in rows)) for grade in Grade]
    more = {"rows": [(one, words[one.grade]) for one in rows], "counts": counts}
    return part_page(request, instrument, "brought", more)


def keep_findings(request: HttpRequest, slug: str, findings: Iterable[Finding]) -> None:
    """Keep what became of a form for as long as whoever sent it is signed in."""
    request.session[_FINDINGS] = {slug: [asdict(one) for one in findings][:_MOST_FINDINGS]}


def _paper(version: QuestionnaireVersion) -> PaperForm:
    with translation.override(version.questionnaire.language):
        return _paper_as_spoken(version)


def _paper_as_spoken(version: QuestionnaireVersion) -> PaperForm:
    asked = version.questionnaire
    areas = tuple(code for question in asked.questions() for code in question.areas)
    words = PaperWords(
        only_if=_("Answer only if %s."),
        choose_one=_("Tick one."),
        choose_all=_("Tick all that apply."),
        choose_up_to=_("Tick up to %s."),
        rank=_("Write 1 beside what comes first, 2 beside what comes next, and so on."),
        number=_("Write a number."),
        money=_("Write an amount in pounds."),
        date=_("Day, month, year."),
        district=_("Write the first half of the postcode."),
        file=_("Add a sheet, and write the code of this question on it."),
        decline=_("Prefer not to say"),
        earlier=_("your answer to question %s"),
        optional=_("You may leave out whatever you do not want to answer."),
        some_required=_("Please answer the questions that say so. You may leave out any other."),
        required=_("Please answer this question."),
        code=_("Form %s, version %s"),
    )
    return paper_form(
        replace(asked, id=version.instrument.slug),
        version=version.number,
        rule_words=lambda rule: rule_words(rule, asked),
        words=words,
        area_names=area_names(areas),
        before=before_questions(version.instrument),
        notice=notice_of(version.instrument),
    )


def _version(instrument: Instrument, number: str) -> QuestionnaireVersion:
    if not number:
        return working_version(instrument)
    found = instrument.versions.filter(number=sent_number(number) or 0).first()
    if found is None:
        raise Http404
    return found

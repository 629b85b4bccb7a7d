"""A questionnaire as a file: to keep, to bring back, to print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from placewright.questionnaires.reading import dump_questionnaire
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.models import Instrument, QuestionnaireVersion
from placewright.web.engagement.services.questionnaires import working_version


@require_safe
def questionnaire_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The questionnaire as it is now, or a version of it (`?version=2`)."""
    instrument = run_instrument(request, slug)
    version = _version(instrument, request.GET.get("version", ""))
    match form:
        case "toml":
            kind, body = "application/toml; charset=utf-8", dump_questionnaire(version.questionnaire).encode()
        case _:
            raise Http404
    name = f"{slug}-{version.number}.{form}"
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _version(instrument: Instrument, number: str) -> QuestionnaireVersion:
    if not number:
        return working_version(instrument)
    found = instrument.versions.filter(number=int(number)).first() if number.isascii() and number.isdigit() else None
    if found is None:
        raise Http404
    return found

"""What forms ask for while one writes: the ledger's answer, rows as text and back, and what can be put into a text."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from placewright.core.errors import BadRecord
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.fields import OrderedJSONField
from placewright.web.strategy.exchange import MODELS
from placewright.web.strategy.live import live_check
from placewright.web.strategy.models import AuthoredRecord, Choice
from placewright.web.strategy.panels import edit_handler_for
from placewright.web.strategy.parts_field import AS_ROWS, Entered, PartsWidget, sentence
from placewright.web.strategy.picking import KINDS_TO_PICK, pickable
from placewright.web.strategy.rows import text_of, value_of, value_of_text
from placewright.web.strategy.shapes import shape_of


@only(May.EDIT_RECORDS.permission)
@require_POST
def check(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What the ledger says of the record as the form holds it; nothing is saved."""
    model = _model(kind)
    row = get_object_or_404(model, pk=pk).get_latest_revision_as_object() if pk else model()
    form = edit_handler_for(model).get_form_class()(request.POST, instance=row, for_user=request.user)
    form.defer_required_fields()
    form.full_clean()
    answer = live_check(form.instance, form, by=request.user)
    return render(request, "strategy/panels/ledger_answer.html", {"check": answer})


@only(May.EDIT_RECORDS.permission)
@require_POST
def convert(request: HttpRequest, kind: str, column: str) -> JsonResponse:
    """A nested column's rows as text, or its text as rows; or what is wrong with them."""
    field = _nested(Choice if kind == "choice" else _model(kind), column)
    label = str(capfirst(field.verbose_name))
    shape = shape_of(kind, column)
    widget = PartsWidget(shape, label)
    given = widget.value_from_datadict(request.POST, None, column)
    try:
        value = _value(given, shape, label)
    except BadRecord as error:
        return JsonResponse({"error": sentence(error)})
    if request.POST.get("wanted") == "text":
        return JsonResponse({"text": text_of(shape, value)})
    return JsonResponse({"html": widget.render(column, value, {"id": f"id_{column}"})})


@only(May.SEE_TEAM.permission)
@require_safe
def picker(request: HttpRequest) -> HttpResponse:
    """What can be put into a text, as a list to choose from; a whole page for those without JavaScript."""
    kind, words = request.GET.get("kind", "claim"), request.GET.get("words", "").strip()
    if kind not in KINDS_TO_PICK:
        raise Http404
    context: dict[str, Any] = {"found": pickable(kind, words), "kind": kind, "words": words, "kinds": KINDS_TO_PICK}
    context["page_title"] = _("What can be put into a text")
    is_part = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    return render(request, "strategy/picker_found.html" if is_part else "strategy/picker.html", context)


def _value(given: Entered, shape: Any, label: str) -> Any:
    if given.mode == AS_ROWS:
        return value_of(shape, given.rows, where=label)
    return value_of_text(shape, given.text, where=label)


def _model(kind: str) -> type[AuthoredRecord]:
    if kind not in MODELS:
        raise Http404
    return MODELS[kind]


def _nested(model: type[Any], column: str) -> Any:
    for field in model._meta.concrete_fields:
        if field.name == column and isinstance(field, OrderedJSONField):
            return field
    raise Http404

"""How priorities were chosen: the criteria with their weights, and what became of the earlier plan; one record."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.forms import WagtailAdminModelForm

from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.strategy.choosers import choosers_named
from placewright.web.strategy.models import Choice
from placewright.web.strategy.parts_field import PartsField
from placewright.web.strategy.services.choosing import save_choice


class ChoiceForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of the one record."""

    class Meta:
        model = Choice
        fields = ("criteria", "earlier_plan", "earlier_source", "earlier_url", "earlier", "note")
        field_classes = {name: partial(PartsField, "choice", name) for name in ("criteria", "earlier")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(str(field.label))


@only(May.SEE_TEAM.permission)
@require_http_methods(["GET", "POST"])
def choice(request: HttpRequest) -> HttpResponseBase:
    """Show it, or hold what was written."""
    row = Choice.objects.first() or Choice()
    may_edit = request.user.has_perm(May.PUBLISH_RECORDS.permission)
    form = ChoiceForm(request.POST if request.method == "POST" and may_edit else None, instance=row)
    if form.is_bound and form.is_valid():
        save_choice(form.save(commit=False), by=request.user)
        messages.success(request, _("It is saved. The public pages follow with the next build."))
        return redirect("strategy_choice")
    context = {
        "form": form,
        "may_edit": may_edit,
        "page_title": _("How priorities were chosen"),
        "lists": choosers_named(["priority"]),
        "convert": reverse("strategy_convert", args=["choice", "column"]).removesuffix("column/"),
    }
    return render(request, "strategy/choice.html", context)
